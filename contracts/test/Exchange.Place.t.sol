// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {IClearing} from "../src/interfaces/IClearing.sol";
import {MarketInfo, OrderRequest, TimeInForce} from "../src/interfaces/IExchange.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";
import {MockToken} from "./mocks/MockToken.sol";

/// @notice Branches of Exchange.Place.tree; the fundings are in Exchange.Fundings.t.sol.
contract PlaceTest is Fixture {
    TimeInForce private constant IOC = TimeInForce.ImmediateOrCancel;
    TimeInForce private constant FOK = TimeInForce.FillOrKill;

    // ---------------------------------------------------------------- refused

    function test_LIMIT_RevertWhen_TheDeadlineHasPassed() external {
        OrderRequest memory r = request(1, Side.Bid, 3_000, 100);
        r.deadline = uint32(NOW - 1);
        vm.expectRevert(abi.encodeWithSelector(IClearing.DeadlinePassed.selector, NOW - 1, NOW));
        place(alice, r);

        r.deadline = uint32(NOW);
        (, uint256 rested) = place(alice, r);
        assertEq(rested, 100, "the deadline's own second is in time");

        // Fewer lots than may rest: looked at twice, and in time both times.
        r = request(2, Side.Ask, 3_000, 10);
        (r.deadline, r.timeInForce) = (uint32(NOW), IOC);
        (uint256 taken,) = place(bob, r);
        assertEq(taken, 10, "a taker of a few lots too");
    }

    function test_RevertWhen_TheMarketIsUnknown() external {
        OrderRequest memory r = request(1, Side.Bid, 3_000, 100);
        r.market = 77;
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownMarket.selector, 77));
        place(alice, r);
    }

    function test_GRID_RevertWhen_TheTickIsOffTheGrid() external {
        uint24[3] memory off = [0, CAP, type(uint24).max];
        for (uint256 n; n < 3; ++n) {
            vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidTick.selector, off[n], CAP - 1));
            place(alice, 1, Side.Bid, off[n], 100);
        }
        place(alice, 1, Side.Bid, 1, 100);
        place(bob, 1, Side.Ask, CAP - 1, 100);
        assertEq(exchange.marketOf(market).bestBid, 1, "the lowest tick");
        assertEq(exchange.marketOf(market).bestAsk, CAP - 1, "the highest tick");
    }

    function test_SPAM_RevertWhen_AnOrderThatMayRestIsTooSmall() external {
        TimeInForce[2] memory resting = [TimeInForce.GoodTilCancelled, TimeInForce.PostOnly];
        for (uint256 n; n < 2; ++n) {
            vm.expectRevert(abi.encodeWithSelector(IClearing.TooFewLots.selector, 99, MIN_LOTS));
            place(alice, request(Side.Bid, Funding.Quote, resting[n], 3_000, 99));
        }
    }

    function test_RevertWhen_ThereAreNoLots() external {
        TimeInForce[2] memory taking = [IOC, FOK];
        for (uint256 n; n < 2; ++n) {
            vm.expectRevert(abi.encodeWithSelector(IClearing.TooFewLots.selector, 0, 1));
            place(alice, request(Side.Bid, Funding.Quote, taking[n], 3_000, 0));
        }
    }

    function test_WhenAnOrderThatCannotRestIsSmall() external {
        place(bob, Side.Ask, 3_000, 100);
        (uint256 taken,) = place(alice, request(Side.Bid, Funding.Quote, IOC, 3_000, 1));
        assertEq(taken, 1, "the minimum is for orders that rest");
    }

    function test_RevertWhen_ASpotMarketIsAskedForASeriesFunding() external {
        uint32 base = exchange.listAsset(address(new MockToken(18)));
        OrderRequest memory r = request(1, Side.Bid, 3_000, 100);
        r.market = exchange.listSpot(base, USDC, 0, 0, 0);
        r.funding = Funding.Token;
        vm.expectRevert(
            abi.encodeWithSelector(IClearing.FundingNotSupported.selector, r.market, Side.Bid, Funding.Token)
        );
        place(alice, r);
        (r.side, r.funding) = (Side.Ask, Funding.Quote);
        vm.expectRevert(
            abi.encodeWithSelector(IClearing.FundingNotSupported.selector, r.market, Side.Ask, Funding.Quote)
        );
        place(alice, r);
    }

    // ---------------------------------------------------------------- without a match

    function test_WhenNothingCrosses() external {
        (uint256 taken, uint256 rested) = place(alice, request(Side.Bid, Funding.Quote, IOC, 3_000, 100));
        assertEq(taken + rested, 0, "IOC without a match does nothing");
        vm.expectRevert(abi.encodeWithSelector(ITrading.NotFilledInFull.selector, 0, 100));
        place(alice, request(Side.Bid, Funding.Quote, FOK, 3_000, 100));
        assertEq(cash(alice), WEALTH, "nothing was paid");
    }

    function test_SPAM_WhenAnOrderIsBetterThanTheBest() external {
        place(alice, Side.Bid, 3_000, 100);
        place(alice, Side.Bid, 2_999, 100);
        assertEq(exchange.marketOf(market).bestBid, 3_000, "a worse bid is not the best");
        place(alice, Side.Bid, 3_001, 100);
        assertEq(exchange.marketOf(market).bestBid, 3_001, "a better bid is");

        place(bob, Side.Ask, 3_500, 100);
        place(bob, Side.Ask, 3_501, 100);
        assertEq(exchange.marketOf(market).bestAsk, 3_500, "a worse ask is not the best");
        place(bob, Side.Ask, 3_499, 100);
        assertEq(exchange.marketOf(market).bestAsk, 3_499, "a better ask is");
    }

    // ---------------------------------------------------------------- with a match

    function test_QUEUE_WhenTwoMakersShareAPriceLevel() external {
        place(alice, 1, Side.Ask, 3_000, 500);
        place(bob, 1, Side.Ask, 3_000, 500);

        place(carol, 1, Side.Bid, 3_000, 700);

        assertEq(orderOf(alice, 1).filled, 500, "alice came first: all 500 sold");
        assertEq(orderOf(bob, 1).filled, 200, "bob came second: the remaining 200 sold");
        assertEq(longs(carol), 700, "carol bought 700");
    }

    function test_IMPROVE_WhenTheLimitIsWorseThanThePrice() external {
        place(alice, Side.Ask, 3_000, 500);
        place(carol, 1, Side.Bid, 6_999, 500);
        // 500 × 3,000 and 0.02 % of it.
        assertEq(WEALTH - cash(carol), 1_500_300, "paid the maker's price, not the limit");
    }

    function test_LIMIT_WhenAPriceIsBeyondTheLimit() external {
        place(alice, Side.Ask, 3_000, 500);
        place(alice, Side.Ask, 3_001, 500);
        (uint256 taken,) = place(carol, request(Side.Bid, Funding.Quote, IOC, 3_000, 1_000));
        assertEq(taken, 500, "nothing above the limit");
    }

    function test_WhenFewerThanTheMinimumAreLeft() external {
        place(alice, Side.Ask, 3_000, 500);
        (uint256 taken, uint256 rested) = place(carol, 1, Side.Bid, 3_000, 599);
        assertEq(taken, 500, "took all");
        assertEq(rested, 0, "99 lots are too few to rest");
        assertEq(WEALTH - cash(carol), 1_500_300, "nothing is escrowed for what was dropped");
        assertEq(exchange.marketOf(market).bestBid, 0, "no bid");
    }

    function test_WhenMaxLevelsStopsIt() external {
        place(alice, Side.Ask, 3_000, 500);
        place(alice, Side.Ask, 3_001, 500);
        place(alice, Side.Ask, 3_002, 500);
        OrderRequest memory r = request(1, Side.Bid, 3_002, 1_500);
        r.maxLevels = 2;
        (uint256 taken, uint256 rested) = place(carol, r);
        assertEq(taken, 1_000, "two levels");
        assertEq(rested, 0, "a bid at 3,002 would cross the ask that is left there");
        MarketInfo memory info = exchange.marketOf(market);
        assertEq(info.bestBid, 0, "no bid");
        assertEq(info.bestAsk, 3_002, "the third level is the best now");
    }

    function test_WhenMaxLevelsAreTheLastThatCross() external {
        place(alice, Side.Ask, 3_000, 500);
        place(alice, Side.Ask, 3_005, 500);
        OrderRequest memory r = request(1, Side.Bid, 3_002, 700);
        r.maxLevels = 1;
        (uint256 taken, uint256 rested) = place(carol, r);
        assertEq(taken, 500, "one level");
        assertEq(rested, 200, "nothing crosses 3,002 any more, so the rest may rest");
    }

    function test_SELF_WhenTheTakerIsTheMaker() external {
        split(alice, 1_000);
        Wallet memory before = wallet(alice);
        place(alice, 1, Side.Ask, 3_000, 500);
        place(alice, 2, Side.Bid, 3_000, 500);
        settle(alice, 1);
        // Writing 500 costs 2,000,000 and buying them 1,500,000: 500 sets of 7,000. What is lost is the fee.
        assertMoved(alice, before, [int256(-3_500_300), 500, 500], "a self-trade is a split and a fee");
    }

    // ---------------------------------------------------------------- not paid for

    function test_RevertWhen_TheEscrowIsNotCovered() external {
        fund(address(1), 299_999);
        vm.expectRevert(insufficient(address(1), USDC, 299_999, 300_000));
        place(address(1), 1, Side.Bid, 3_000, 100);
        vm.expectRevert(insufficient(address(1), short, 0, 100));
        place(address(1), request(Side.Bid, Funding.Token, TimeInForce.PostOnly, 3_000, 100));
        vm.expectRevert(insufficient(address(1), long, 0, 100));
        place(address(1), request(Side.Ask, Funding.Token, TimeInForce.PostOnly, 3_000, 100));
        vm.expectRevert(insufficient(address(1), USDC, 299_999, 400_000));
        place(address(1), request(Side.Ask, Funding.Quote, TimeInForce.PostOnly, 3_000, 100));
    }

    function test_RevertWhen_TheFeeIsNotCovered() external {
        place(alice, Side.Ask, 3_000, 100);
        fund(address(1), 300_059);
        // 300,000 and a fee of 60.
        vm.expectRevert(insufficient(address(1), USDC, 300_059, 300_060));
        place(address(1), request(Side.Bid, Funding.Quote, IOC, 3_000, 100));
    }

    function test_WhenTheFeeIsMoreThanTheProceeds() external {
        split(alice, 500);
        place(bob, Side.Ask, 6_999, 500);
        Wallet memory before = wallet(alice);
        place(alice, request(Side.Bid, Funding.Token, IOC, 6_999, 500));
        // Gets 500 × (7,000 − 6,999) = 500; fee 0.02 % of 3,499,500, rounded up: 700.
        assertMoved(alice, before, [int256(-200), 0, -500], "closing a short near the cap");
    }
}
