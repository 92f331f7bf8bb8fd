// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Vm.sol";

import {IExchange} from "../src/interfaces/IExchange.sol";
import {Action, Instruction} from "../src/types/Instruction.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";

/// @notice Branches of Exchange.Execute.tree.
contract ExecuteTest is Fixture {
    function order(Action action, uint32 slot, Side side, uint24 tick, uint56 lots) private view returns (Instruction) {
        return instruction(action, slot, side, Funding.Quote, tick, lots);
    }

    function pair(Instruction first, Instruction second) private pure returns (Instruction[] memory batch) {
        batch = new Instruction[](2);
        (batch[0], batch[1]) = (first, second);
    }

    // ---------------------------------------------------------------- malformed

    function testFuzz_GRID_RevertWhen_ABitHasNoMeaning(uint256 bit) external {
        bit = bound(bit, 5, 63);
        Instruction good = order(Action.GoodTilCancelled, 1, Side.Bid, 3_000, 500);
        Instruction bad = Instruction.wrap(Instruction.unwrap(good) | (1 << bit));
        Instruction[] memory batch = pair(good, bad);
        vm.expectRevert(abi.encodeWithSelector(IExchange.MalformedInstruction.selector, bad));
        execute(alice, batch);
        assertEq(orderOf(alice, 1).lots, 0, "the good one is undone");
    }

    function test_GRID_RevertWhen_TheActionIsNone() external {
        for (uint256 action = 6; action < 8; ++action) {
            Instruction bad = Instruction.wrap(action << 2);
            vm.expectRevert(abi.encodeWithSelector(IExchange.MalformedInstruction.selector, bad));
            execute(alice, bad);
        }
    }

    /// @dev Every bit that has a meaning reaches the field it belongs to.
    function test_WhenAWordIsWrittenByHand() external {
        // lots 500 | deadline NOW | maxLevels 3 | tick 3,000 | market 1 | slot 7 | post-only 3, quote 0, ask 1
        uint256 word = (500 << 200) | (NOW << 168) | (3 << 152) | (3_000 << 128) | (uint256(market) << 96) | (7 << 64)
            | (3 << 2) | 1;
        execute(alice, Instruction.wrap(word));
        assertEq(orderOf(alice, 7).lots, 500, "in slot 7");
        assertEq(orderOf(alice, 7).tick, 3_000, "at 3,000");
        assertEq(uint8(orderOf(alice, 7).side), 1, "an ask");
        assertEq(uint8(orderOf(alice, 7).funding), 0, "paid in quote");
        execute(alice, Instruction.wrap((7 << 64) | (4 << 2)));
        assertEq(orderOf(alice, 7).lots, 0, "cancelled");
    }

    // ---------------------------------------------------------------- all or nothing

    function test_RevertWhen_AnOrderIsInvalid() external {
        Instruction good = order(Action.GoodTilCancelled, 1, Side.Bid, 3_000, 500);
        Instruction[] memory batch = pair(good, order(Action.GoodTilCancelled, 2, Side.Bid, CAP, 500));
        vm.expectRevert(abi.encodeWithSelector(IExchange.InvalidTick.selector, CAP, CAP - 1));
        execute(alice, batch);

        batch = pair(good, order(Action.PostOnly, 2, Side.Bid, 3_000, 99));
        vm.expectRevert(abi.encodeWithSelector(IExchange.TooFewLots.selector, 99, MIN_LOTS));
        execute(alice, batch);

        batch = pair(good, Instruction.wrap((500 << 200) | (3_000 << 128) | (9 << 96)));
        vm.expectRevert(abi.encodeWithSelector(IExchange.UnknownMarket.selector, 9));
        execute(alice, batch);

        // 6,000 × 10^9 lots cost six times what alice has.
        batch = pair(good, order(Action.GoodTilCancelled, 2, Side.Bid, 6_000, 1e9));
        vm.expectRevert(insufficient(alice, USDC, WEALTH - 1_500_000, 6e12));
        execute(alice, batch);
        assertEq(orderOf(alice, 1).lots, 0, "the good one never rests alone");
    }

    function test_LIMIT_RevertWhen_TheDeadlineHasPassed() external {
        uint256 late = (NOW - 1) << 168;
        Instruction[3] memory words = [
            order(Action.GoodTilCancelled, 1, Side.Bid, 3_000, 500),
            instruction(Action.Cancel, 1),
            instruction(Action.Settle, 1)
        ];
        for (uint256 n; n < 3; ++n) {
            vm.expectRevert(abi.encodeWithSelector(IExchange.DeadlinePassed.selector, NOW - 1, NOW));
            execute(alice, Instruction.wrap(Instruction.unwrap(words[n]) | late));
        }
    }

    // ---------------------------------------------------------------- skipped

    function test_WhenAPostOnlyOrderWouldCross() external {
        place(bob, Side.Ask, 3_000, 500);
        place(alice, 1, Side.Bid, 2_900, 500);
        Instruction crossing = order(Action.PostOnly, 1, Side.Bid, 3_000, 500);
        Instruction[] memory batch = pair(crossing, order(Action.PostOnly, 2, Side.Bid, 2_999, 500));

        vm.expectEmit(address(exchange));
        emit IExchange.InstructionSkipped(alice, crossing, IExchange.SkipReason.WouldCross);
        execute(alice, batch);

        assertEq(orderOf(alice, 1).tick, 2_900, "the quote that it would have replaced stays");
        assertEq(orderOf(alice, 2).tick, 2_999, "the other quote rests");
        assertEq(openAt(Side.Ask, 3_000), 500, "nothing was taken");
    }

    function test_WhenAFillOrKillCannotBeFilled() external {
        place(bob, Side.Ask, 3_000, 500);
        Instruction tooMuch = order(Action.FillOrKill, 0, Side.Bid, 3_000, 501);
        Instruction[] memory batch = pair(tooMuch, order(Action.FillOrKill, 0, Side.Bid, 3_000, 500));

        vm.expectEmit(address(exchange));
        emit IExchange.InstructionSkipped(alice, tooMuch, IExchange.SkipReason.NotFilled);
        execute(alice, batch);

        assertEq(longs(alice), 500, "the second fits");
    }

    function test_LIMIT_WhenMaxLevelsLeavesAFillOrKillShort() external {
        place(bob, Side.Ask, 3_000, 500);
        place(bob, Side.Ask, 3_001, 500);
        Instruction both = order(Action.FillOrKill, 0, Side.Bid, 3_001, 1_000);
        execute(alice, Instruction.wrap(Instruction.unwrap(both) | (1 << 152)));
        assertEq(longs(alice), 0, "one level has 500 only: all or nothing");
        execute(alice, Instruction.wrap(Instruction.unwrap(both) | (2 << 152)));
        assertEq(longs(alice), 1_000, "two have all");
    }

    // ---------------------------------------------------------------- order of a batch

    function test_WhenASlotIsFree() external {
        vm.recordLogs();
        execute(alice, pair(instruction(Action.Cancel, 1), instruction(Action.Settle, 2)));
        execute(alice, new Instruction[](0));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 0, "nothing to do, nothing to tell");
    }

    function test_WhenInstructionsBuildOnEachOther() external {
        place(bob, Side.Ask, 3_000, 500);
        // Buys LONG, then offers that very LONG for more.
        Instruction offer = instruction(Action.GoodTilCancelled, 1, Side.Ask, Funding.Token, 3_500, 500);
        execute(alice, pair(order(Action.ImmediateOrCancel, 0, Side.Bid, 3_000, 500), offer));
        assertEq(longs(alice), 0, "escrowed");
        assertEq(orderOf(alice, 1).lots, 500, "on offer");
        assertEq(WEALTH - cash(alice), 1_500_300, "bought at 3,000, fee 300");
    }

    function test_WhenASlotIsNamedTwice() external {
        execute(
            alice,
            pair(
                order(Action.GoodTilCancelled, 1, Side.Bid, 3_000, 500),
                order(Action.GoodTilCancelled, 1, Side.Bid, 2_000, 300)
            )
        );
        assertEq(orderOf(alice, 1).tick, 2_000, "the later one replaced the earlier");
        assertEq(WEALTH - cash(alice), 600_000, "only the later one is escrowed");
    }

    function test_WhenAQuoteMovesAcrossOnesOwnOtherSide() external {
        execute(
            alice,
            pair(order(Action.PostOnly, 1, Side.Bid, 3_000, 500), order(Action.PostOnly, 2, Side.Ask, 3_001, 500))
        );
        // Upwards the ask must go first: the bid would meet the old ask.
        execute(
            alice,
            pair(order(Action.PostOnly, 2, Side.Ask, 3_003, 500), order(Action.PostOnly, 1, Side.Bid, 3_002, 500))
        );
        assertEq(exchange.marketOf(market).bestBid, 3_002, "bid moved");
        assertEq(exchange.marketOf(market).bestAsk, 3_003, "ask moved");
    }
}
