// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TimeInForce} from "../src/interfaces/IExchange.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";

/// @notice All four fundings in all four times in force, as maker and as taker. Cap 7,000, fee 0.02 %.
contract FundingsTest is Fixture {
    TimeInForce private constant GTC = TimeInForce.GoodTilCancelled;
    TimeInForce private constant IOC = TimeInForce.ImmediateOrCancel;
    TimeInForce private constant FOK = TimeInForce.FillOrKill;
    TimeInForce private constant POST = TimeInForce.PostOnly;

    function setUp() public override {
        super.setUp();
        split(alice, 10_000);
    }

    // ---------------------------------------------------------------- as maker: 500 lots at 3,000

    function test_MakerBidInQuote() external {
        // Escrow 500 × 3,000. Filled: 500 LONG.
        rests(Side.Bid, Funding.Quote, GTC, [int256(-1_500_000), 0, 0], [int256(0), 500, 0]);
    }

    function test_MakerBidInQuotePostOnly() external {
        rests(Side.Bid, Funding.Quote, POST, [int256(-1_500_000), 0, 0], [int256(0), 500, 0]);
    }

    function test_MakerBidInShort() external {
        // Escrow 500 SHORT. Filled: 500 × (7,000 − 3,000).
        rests(Side.Bid, Funding.Token, GTC, [int256(0), 0, -500], [int256(2_000_000), 0, 0]);
    }

    function test_MakerBidInShortPostOnly() external {
        rests(Side.Bid, Funding.Token, POST, [int256(0), 0, -500], [int256(2_000_000), 0, 0]);
    }

    function test_MakerAskInLong() external {
        rests(Side.Ask, Funding.Token, GTC, [int256(0), -500, 0], [int256(1_500_000), 0, 0]);
    }

    function test_MakerAskInLongPostOnly() external {
        rests(Side.Ask, Funding.Token, POST, [int256(0), -500, 0], [int256(1_500_000), 0, 0]);
    }

    function test_MakerAskInQuote() external {
        // Writing: escrow 500 × (7,000 − 3,000). Filled: 500 SHORT.
        rests(Side.Ask, Funding.Quote, GTC, [int256(-2_000_000), 0, 0], [int256(0), 0, 500]);
    }

    function test_MakerAskInQuotePostOnly() external {
        rests(Side.Ask, Funding.Quote, POST, [int256(-2_000_000), 0, 0], [int256(0), 0, 500]);
    }

    // ---------------------------------------------------------------- as taker: 300 lots rest at 3,000 and 300 ten ticks worse

    function test_TakerBidInQuote() external {
        // 500 lots: 300 × 3,000 + 200 × 3,010 = 1,502,000; fee 300.4, rounded up.
        takes(Side.Bid, Funding.Quote, [int256(-1_502_301), 500, 0]);
        // 600 lots: 1,803,000, fee 360.6. 100 rest at 3,010.
        wantsMore(Side.Bid, Funding.Quote, [int256(-1_803_361), 600, 0], [int256(-301_000), 0, 0]);
    }

    function test_TakerBidInShort() external {
        // 7,000 × 500 − 1,502,000 = 1,998,000, less the fee of 301.
        takes(Side.Bid, Funding.Token, [int256(1_997_699), 0, -500]);
        // 7,000 × 600 − 1,803,000 = 2,397,000, less 361.
        wantsMore(Side.Bid, Funding.Token, [int256(2_396_639), 0, -600], [int256(0), 0, -100]);
    }

    function test_TakerAskInLong() external {
        // 300 × 3,000 + 200 × 2,990 = 1,498,000; fee 299.6, rounded up.
        takes(Side.Ask, Funding.Token, [int256(1_497_700), -500, 0]);
        // 600 lots: 1,797,000, fee 359.4.
        wantsMore(Side.Ask, Funding.Token, [int256(1_796_640), -600, 0], [int256(0), -100, 0]);
    }

    function test_TakerAskInQuote() external {
        // 7,000 × 500 − 1,498,000 = 2,002,000, and the fee of 300.
        takes(Side.Ask, Funding.Quote, [int256(-2_002_300), 0, 500]);
        // 7,000 × 600 − 1,797,000 = 2,403,000, and 360. 100 rest at 2,990: 100 × 4,010.
        wantsMore(Side.Ask, Funding.Quote, [int256(-2_403_360), 0, 600], [int256(-401_000), 0, 0]);
    }

    // ---------------------------------------------------------------- the two stories

    function rests(Side side, Funding funding, TimeInForce tif, int256[3] memory escrow, int256[3] memory proceeds)
        private
    {
        Wallet memory before = wallet(alice);
        (uint256 taken, uint256 rested) = place(alice, request(side, funding, tif, 3_000, 500));
        assertEq(taken, 0, "nothing to take");
        assertEq(rested, 500, "rests in full");
        assertMoved(alice, before, escrow, "escrow");

        before = wallet(alice);
        place(bob, opposite(side), 3_000, 500);
        assertMoved(alice, before, [int256(0), 0, 0], "a fill is not pushed");
        settle(alice, 1);
        assertMoved(alice, before, proceeds, "proceeds");
    }

    function takes(Side side, Funding funding, int256[3] memory moved) private {
        TimeInForce[3] memory tifs = [GTC, IOC, FOK];
        for (uint256 n; n < 3; ++n) {
            uint256 snapshot = vm.snapshotState();
            uint24 limit = quotes(side);
            Wallet memory before = wallet(alice);
            (uint256 taken, uint256 rested) = place(alice, request(side, funding, tifs[n], limit, 500));
            assertEq(taken, 500, "filled in full");
            assertEq(rested, 0, "nothing left to rest");
            assertMoved(alice, before, moved, "take");
            vm.revertToState(snapshot);
        }
        uint24 crossing = quotes(side);
        uint24 best = 3_000;
        vm.expectRevert(abi.encodeWithSelector(ITrading.PostOnlyWouldCross.selector, crossing, best));
        place(alice, request(side, funding, POST, crossing, 500));
        drop();
    }

    /// @dev 700 lots where 600 rest.
    function wantsMore(Side side, Funding funding, int256[3] memory moved, int256[3] memory escrow) private {
        uint24 limit = quotes(side);
        vm.expectRevert(abi.encodeWithSelector(ITrading.NotFilledInFull.selector, 600, 700));
        place(alice, request(side, funding, FOK, limit, 700));

        uint256 snapshot = vm.snapshotState();
        Wallet memory before = wallet(alice);
        (uint256 taken, uint256 rested) = place(alice, request(side, funding, IOC, limit, 700));
        assertEq(taken, 600, "IOC takes what there is");
        assertEq(rested, 0, "IOC never rests");
        assertMoved(alice, before, moved, "IOC");
        vm.revertToState(snapshot);

        before = wallet(alice);
        (taken, rested) = place(alice, request(side, funding, GTC, limit, 700));
        assertEq(taken, 600, "GTC takes what there is");
        assertEq(rested, 100, "GTC rests what is left");
        for (uint256 n; n < 3; ++n) {
            moved[n] += escrow[n];
        }
        assertMoved(alice, before, moved, "GTC");
    }

    /// @return limit A limit that crosses both of bob's orders.
    function quotes(Side taker) private returns (uint24 limit) {
        limit = taker == Side.Bid ? 3_010 : 2_990;
        place(bob, 1, opposite(taker), 3_000, 300);
        place(bob, 2, opposite(taker), limit, 300);
    }

    function drop() private {
        cancel(bob, 1);
        cancel(bob, 2);
    }

    function opposite(Side side) private pure returns (Side) {
        return side == Side.Bid ? Side.Ask : Side.Bid;
    }
}
