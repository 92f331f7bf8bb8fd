// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearing} from "../src/interfaces/IClearing.sol";
import {TimeInForce} from "../src/interfaces/IExchange.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";

/// @notice Bugs that other order books shipped, one test each. A blocklisted maker is in Exchange.Tokens.t.sol and, with Circle's USDC, in
/// integration/Usdc.t.sol; a preview that disagrees with execution in Exchange.Views.t.sol and Exchange.Legs.t.sol.
contract PeerBugsTest is Fixture {
    function take(address who, uint24 limit, uint56 lots) private returns (uint256 taken) {
        (taken,) = place(who, request(Side.Bid, Funding.Quote, TimeInForce.ImmediateOrCancel, limit, lots));
    }

    function test_CAST_AnAmendedOrderCannotEscrowLessThanItsLots() external {
        address poor = address(1);
        fund(poor, 300_000);
        place(poor, 1, Side.Bid, 3_000, 100);
        vm.expectRevert(insufficient(poor, USDC, 0, 3_000 * uint256(type(uint56).max) - 300_000));
        place(poor, 1, Side.Bid, 3_000, type(uint56).max);
        cancel(poor, 1);
        assertEq(cash(poor), 300_000, "nobody gets out more than went in");
    }

    function test_GRID_AnAmendedOrderIsCheckedLikeANewOne() external {
        place(alice, 1, Side.Bid, 3_000, 500);
        uint24[2] memory off = [0, CAP];
        for (uint256 n; n < 2; ++n) {
            vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidTick.selector, off[n], CAP - 1));
            place(alice, 1, Side.Bid, off[n], 500);
        }
        vm.expectRevert(abi.encodeWithSelector(IClearing.TooFewLots.selector, 99, MIN_LOTS));
        place(alice, 1, Side.Bid, 3_000, 99);
    }

    function test_IMPROVE_ThePriceImprovementIsTheTakers() external {
        split(bob, 500);
        place(alice, 1, Side.Bid, 5_000, 500);
        Wallet memory before = wallet(bob);
        place(bob, request(Side.Ask, Funding.Token, TimeInForce.ImmediateOrCancel, 1, 500));
        // 500 × 5,000 less 0.02 %.
        assertMoved(bob, before, [int256(2_499_500), -500, 0], "sold at 5,000 though 1 was the limit");
    }

    function test_SPAM_RemovingTheTailLeavesNoDeadLevel() external {
        place(alice, 1, Side.Ask, 3_000, 500);
        place(bob, 1, Side.Ask, 3_000, 500);
        cancel(bob, 1);
        cancel(alice, 1);
        assertEq(exchange.depth(market, Side.Ask, 9).length, 0, "no level");
        assertEq(exchange.marketOf(market).bestAsk, type(uint24).max, "no best");
        (, uint256 rested) = place(carol, 1, Side.Bid, 3_000, 500);
        assertEq(rested, 500, "nothing is in the way");
    }

    function test_SPAM_CancelledOrdersEvictNobody() external {
        place(alice, 1, Side.Ask, 3_000, 500);
        for (uint32 n; n < 200; ++n) {
            place(bob, 1, Side.Ask, 3_000, 500);
            place(bob, 2, Side.Ask, 3_000, 500);
            cancel(bob, 1);
            cancel(bob, 2);
        }
        assertEq(take(carol, 3_000, 600), 500, "all that rests");
        assertEq(orderOf(alice, 1).filled, 500, "is alice's");
    }

    function test_EXIT_AnExpiredOrderCanBeCancelled() external {
        place(alice, 1, Side.Bid, 3_000, 500);
        vm.warp(EXPIRY + 1_000 days);
        cancel(alice, 1);
        assertEq(cash(alice), WEALTH, "all back");
    }

    function test_SOLV_NoTradeIsFreeHoweverSmall() external {
        place(alice, 1, Side.Ask, 1, 100);
        take(bob, 1, 1);
        assertEq(WEALTH - cash(bob), 2, "a lot at one tick costs one unit, and one unit of fee");
        settle(alice, 1);
        assertEq(shorts(alice), 1, "and the maker is paid for it");
    }

    function test_EPOCH_AFinishedOrderBlocksNoPrice() external {
        for (uint32 n = 1; n <= 40; ++n) {
            place(alice, n, Side.Ask, 3_000, 100);
            assertEq(take(bob, 3_000, 100), 100, "the price works again each time");
        }
        for (uint32 n = 1; n <= 40; ++n) {
            assertEq(orderOf(alice, n).filled, 100, "and every order is owed its fill");
            settle(alice, n);
        }
        assertEq(shorts(alice), 4_000, "once");
    }

    function test_QUEUE_ACancelInMidQueueLosesNobodyAhead() external {
        for (uint32 n = 1; n <= 9; ++n) {
            place(alice, n, Side.Ask, 3_000, 100);
        }
        cancel(alice, 5);
        cancel(alice, 3);
        cancel(alice, 7);
        take(bob, 3_000, 450);
        uint56[9] memory filled = [uint56(100), 100, 0, 100, 0, 100, 0, 50, 0];
        for (uint32 n = 1; n <= 9; ++n) {
            assertEq(orderOf(alice, n).filled, filled[n - 1], "in the order of arrival");
        }
    }

    function test_SWEEP_AHundredLevelsDoNotOverflowTheStack() external {
        for (uint24 n; n < 100; ++n) {
            place(alice, n + 1, Side.Ask, 3_000 + n, 100);
        }
        assertEq(take(bob, 3_099, 10_000), 10_000, "all of them");
    }

    function test_SWEEP_MemoryDoesNotGrowWithLevels() external {
        for (uint24 n; n < 200; ++n) {
            place(alice, n + 1, Side.Ask, 3_000 + n, 100);
        }
        uint256 before = gasleft();
        take(bob, 3_049, 5_000);
        uint256 fifty = before - gasleft();
        before = gasleft();
        take(bob, 3_199, 15_000);
        assertLt(before - gasleft(), 3 * fifty, "a hundred and fifty cost no more than thrice as much");
    }

    /// @dev 75 offers overflowed a stack; memory grew with the square of the makers. Here a maker costs a taker nothing.
    function test_SWEEP_MakersCostATakerNothing() external {
        uint256[2] memory cost;
        uint32[2] memory makers = [uint32(10), 300];
        for (uint256 round; round < 2; ++round) {
            // Twice each: the first time pays for storage that was never used.
            for (uint256 again; again < 2; ++again) {
                for (uint32 n = 1; n <= makers[round]; ++n) {
                    place(alice, n, Side.Ask, 3_000, 100);
                }
                uint256 before = gasleft();
                assertEq(take(bob, 3_000, makers[round] * 100), makers[round] * 100, "all of them");
                cost[round] = before - gasleft();
            }
        }
        assertApproxEqAbs(cost[1], cost[0], 1_000, "300 makers cost what 10 do");
        for (uint32 n = 1; n <= 300; ++n) {
            assertEq(orderOf(alice, n).filled, 100, "and each is filled");
        }
    }

    function test_SPAM_CancellingTheBestFindsTheNext() external {
        place(alice, 1, Side.Ask, 3_000, 100);
        place(alice, 2, Side.Ask, 3_500, 100);
        place(alice, 3, Side.Bid, 2_000, 100);
        place(alice, 4, Side.Bid, 1_000, 100);
        cancel(alice, 1);
        cancel(alice, 3);
        assertEq(exchange.marketOf(market).bestAsk, 3_500, "best ask");
        assertEq(exchange.marketOf(market).bestBid, 1_000, "best bid");
        (uint256 taken, uint256 rested) = place(bob, 1, Side.Bid, 3_400, 100);
        assertEq(taken, 0, "nothing at the price that is gone");
        assertEq(rested, 100, "so it rests");
    }
}
