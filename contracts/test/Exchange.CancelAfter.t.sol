// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {IClearing} from "../src/interfaces/IClearing.sol";
import {OrderInfo, OrderRequest} from "../src/interfaces/IExchange.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Action} from "../src/types/Instruction.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";

/// @notice Dead man's switch: alice's orders, which others may cancel once she is silent.
contract CancelAfterTest is Fixture {
    uint32 private constant DUE = uint32(NOW + 60);
    uint256 private constant SLOTS = 4;

    function slots() private pure returns (uint32[] memory all) {
        all = new uint32[](SLOTS);
        for (uint32 n; n < SLOTS; ++n) {
            all[n] = n;
        }
    }

    function setCancelAfter(uint32 timestamp) private {
        vm.prank(alice);
        exchange.setCancelAfter(timestamp);
    }

    function cancelFor(uint32 slot) private {
        vm.prank(carol);
        exchange.cancelFor(alice, one(slot));
    }

    function notDue(uint256 slot, uint256 cancelAfter) private view returns (bytes memory) {
        return abi.encodeWithSelector(ITrading.CancelNotDue.selector, alice, slot, cancelAfter);
    }

    // ---------------------------------------------------------------- the switch

    function test_SetByACall() external {
        vm.expectEmit(address(exchange));
        emit IClearing.CancelAfterSet(alice, DUE);
        setCancelAfter(DUE);
        assertEq(exchange.cancelAfterOf(alice), DUE, "set");
        assertEq(exchange.cancelAfterOf(bob), 0, "of nobody else");
        setCancelAfter(0);
        assertEq(exchange.cancelAfterOf(alice), 0, "cleared");
    }

    function test_SetInABatch() external {
        vm.expectEmit(address(exchange));
        emit IClearing.CancelAfterSet(alice, type(uint32).max);
        execute(
            alice,
            bytes.concat(
                instruction(Action.CancelAfter, type(uint32).max),
                instruction(Action.GoodTilCancelled, 1, Side.Bid, Funding.Quote, 3_000, 100),
                instruction(Action.CancelAfter, DUE)
            )
        );
        assertEq(exchange.cancelAfterOf(alice), DUE, "the last one stands");
        assertEq(orderOf(alice, 1).lots, 100, "the order between them was placed");
        execute(alice, instruction(Action.CancelAfter, 0));
        assertEq(exchange.cancelAfterOf(alice), 0, "cleared");
    }

    function test_TheFirstSecondThatIsDue() external {
        place(alice, 1, Side.Bid, 3_000, 500);
        vm.expectRevert(notDue(1, 0));
        cancelFor(1);
        setCancelAfter(DUE);
        vm.warp(DUE - 1);
        vm.expectRevert(notDue(1, DUE));
        cancelFor(1);
        vm.warp(DUE);
        cancelFor(1);
        assertEq(cash(alice), WEALTH, "given back to the owner");
        assertEq(cash(carol), WEALTH, "not to the caller");
    }

    /// @dev A due switch is due for what comes later too; pushing it on ends that.
    function test_AnOrderPlacedWhileItIsDue() external {
        setCancelAfter(uint32(NOW));
        place(alice, 1, Side.Bid, 3_000, 500);
        cancelFor(1);
        assertEq(orderOf(alice, 1).lots, 0, "cancelled");
        place(alice, 1, Side.Bid, 3_000, 500);
        setCancelAfter(DUE);
        vm.expectRevert(notDue(1, DUE));
        cancelFor(1);
        setCancelAfter(uint32(NOW));
        setCancelAfter(0);
        vm.expectRevert(notDue(1, 0));
        cancelFor(1);
    }

    function test_TheSwitchOfAnotherIsNoneOfHers() external {
        place(alice, 1, Side.Bid, 3_000, 500);
        vm.prank(carol);
        exchange.setCancelAfter(uint32(NOW));
        vm.expectRevert(notDue(1, 0));
        cancelFor(1);
    }

    // ---------------------------------------------------------------- what is cancelled

    /// @dev Orders of every side and funding, partly filled: cancelled by a stranger or by the owner, it comes to the same.
    function testFuzz_TheSameAsTheOwnersCancel(uint256 random, uint56 filled) external {
        split(alice, 10_000);
        for (uint32 n; n < SLOTS; ++n) {
            Side side = Side((random >> n) & 1);
            OrderRequest memory r = request(n, side, side == Side.Bid ? 2_990 + uint24(n) : 3_010 - uint24(n), 500);
            r.funding = Funding((random >> (8 + n)) & 1);
            place(alice, r);
        }
        place(bob, 1, Side.Ask, 2_990, uint56(bound(filled, MIN_LOTS, 1_500)));
        place(bob, 2, Side.Bid, 3_010, uint56(bound(filled, MIN_LOTS, 1_500)));
        setCancelAfter(uint32(NOW));

        uint256 snapshot = vm.snapshotState();
        vm.prank(alice);
        exchange.cancel(slots());
        bytes memory owned = abi.encode(wallet(alice), exchange.marketOf(market));
        vm.revertToState(snapshot);
        Wallet memory carols = wallet(carol);
        vm.prank(carol);
        exchange.cancelFor(alice, slots());
        assertEq(abi.encode(wallet(alice), exchange.marketOf(market)), owned, "the same to the unit");
        assertEq(abi.encode(wallet(carol)), abi.encode(carols), "the caller pays and gets nothing");
        OrderInfo[] memory left = exchange.ordersOf(alice, slots());
        for (uint256 n; n < SLOTS; ++n) {
            assertEq(left[n].lots, 0, "nothing stands");
        }
    }

    function test_FreeSlotsArePassedOver() external {
        exchange.cancelFor(alice, slots());
        place(alice, 3, Side.Bid, 3_000, 500);
        uint32[] memory free = slots();
        free[3] = 9;
        exchange.cancelFor(alice, free);
        vm.expectRevert(notDue(3, 0));
        exchange.cancelFor(alice, slots());
    }

    // ---------------------------------------------------------------- the end of a market

    function test_EXIT_OfAMarketThatHasEndedAnyoneMay() external {
        uint32 later = registry.listMonth(grade, 2027, 3);
        place(alice, 1, Side.Ask, 3_000, 500);
        OrderRequest memory r = request(2, Side.Bid, 2_000, 500);
        r.market = later;
        place(alice, r);
        place(bob, 1, Side.Bid, 3_000, 200);

        vm.warp(EXPIRY - 1);
        vm.expectRevert(notDue(1, 0));
        cancelFor(1);
        vm.warp(EXPIRY);
        uint32[] memory both = new uint32[](2);
        (both[0], both[1]) = (1, 2);
        vm.expectRevert(notDue(2, 0));
        exchange.cancelFor(alice, both);
        assertEq(orderOf(alice, 1).lots, 500, "all or none");
        cancelFor(1);
        assertEq(shorts(alice), 200, "what was filled is settled");
        assertEq(WEALTH - cash(alice), 200 * 4_000 + 500 * 2_000, "the rest is given back");
        assertEq(orderOf(alice, 2).lots, 500, "the order that trades stands");
    }

    /// @dev Orders of two markets in one call: the word of each is stored.
    function test_OrdersOfTwoMarkets() external {
        uint32 later = registry.listMonth(grade, 2027, 3);
        place(alice, 1, Side.Bid, 3_000, 500);
        OrderRequest memory r = request(2, Side.Bid, 2_000, 500);
        r.market = later;
        place(alice, r);
        place(alice, 3, Side.Ask, 3_500, 500);
        setCancelAfter(uint32(NOW));
        exchange.cancelFor(alice, slots());
        assertEq(exchange.marketOf(market).bestBid, 0, "no bid in the first");
        assertEq(exchange.marketOf(market).bestAsk, type(uint24).max, "no ask");
        assertEq(exchange.marketOf(later).bestBid, 0, "nor in the second");
        assertEq(cash(alice), WEALTH, "all back");
    }

    /// @dev A spot market never ends, so only the switch opens its orders.
    function test_ASpotOrderHasNoEnd() external {
        uint32 base = exchange.listAsset(address(this));
        OrderRequest memory r = request(1, Side.Bid, 3_000, 500);
        r.market = exchange.listSpot(base, USDC, 0, 0, 0);
        place(alice, r);
        vm.warp(NOW + 36_500 days);
        vm.expectRevert(notDue(1, 0));
        cancelFor(1);
    }
}
