// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {Vm} from "forge-std/Vm.sol";

import {IClearing} from "../src/interfaces/IClearing.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Action, Instruction} from "../src/types/Instruction.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";

/// @notice Branches of Exchange.Execute.tree.
contract ExecuteTest is Fixture {
    function order(Action action, uint32 slot, Side side, uint24 tick, uint56 lots)
        private
        view
        returns (bytes memory)
    {
        return instruction(action, slot, side, Funding.Quote, tick, lots);
    }

    function pair(bytes memory first, bytes memory second) private pure returns (bytes memory) {
        return bytes.concat(first, second);
    }

    /// @dev An instruction as events and errors show it: its 25 bytes as a number.
    function word(bytes memory wire) private pure returns (Instruction) {
        return Instruction.wrap(uint256(uint200(bytes25(wire))));
    }

    // ---------------------------------------------------------------- malformed

    function test_GRID_RevertWhen_TheCodeMeansNothing() external {
        bytes memory good = order(Action.GoodTilCancelled, 1, Side.Bid, 3_000, 500);
        // 0–35 are four times in force, Cancel, Settle, CancelAfter, End and RequireSequence with any side and funding.
        for (uint256 code = 36; code < 256; ++code) {
            bytes memory bad = order(Action.GoodTilCancelled, 2, Side.Bid, 3_000, 500);
            bad[0] = bytes1(uint8(code));
            vm.expectRevert(abi.encodeWithSelector(ITrading.MalformedInstruction.selector, word(bad)));
            execute(alice, pair(good, bad));
        }
        assertEq(orderOf(alice, 1).lots, 0, "the good one is undone");
    }

    function testFuzz_GRID_RevertWhen_TheLastInstructionIsCutShort(uint256 length) external {
        bytes memory batch = pair(
            order(Action.GoodTilCancelled, 1, Side.Bid, 3_000, 500),
            order(Action.GoodTilCancelled, 2, Side.Bid, 3_000, 500)
        );
        length = bound(length, 26, 49);
        assembly {
            mstore(batch, length)
        }
        // What is missing reads as zero, so that some other check may come first. Of 49 bytes only the deadline's end is missing.
        if (length == 49) vm.expectRevert(abi.encodeWithSelector(ITrading.MalformedBatch.selector, 4 + 49, 4 + 50));
        else vm.expectRevert();
        execute(alice, batch);
    }

    function testFuzz_GRID_RevertWhen_ACancelIsCutShort(uint256 length) external {
        bytes memory batch = pair(instruction(Action.Cancel, 1), instruction(Action.Settle, 2));
        length = bound(length, 6, 9);
        assembly {
            mstore(batch, length)
        }
        vm.expectRevert(abi.encodeWithSelector(ITrading.MalformedBatch.selector, 4 + length, 4 + 10));
        execute(alice, batch);
    }

    function sequenceOf(uint32 id, uint40 sequence) private pure returns (bytes memory) {
        return abi.encodePacked(uint8(Action.RequireSequence) << 2, id, sequence);
    }

    /// @dev Alice shrinks her order to 900 lots while 500 of it are taken: together 1,400, where no order was over 1,000.
    function test_WhenFillsWereOnTheirWayToAnAmendedOrder() external {
        execute(alice, order(Action.GoodTilCancelled, 1, Side.Bid, 3_000, 1_000));
        uint40 seen = exchange.marketOf(market).sequence;
        bytes memory amended = pair(sequenceOf(market, seen), order(Action.GoodTilCancelled, 1, Side.Bid, 3_000, 900));
        uint256 snapshot = vm.snapshotState();
        execute(alice, amended);
        assertEq(orderOf(alice, 1).lots, 900, "nothing was taken: amended");
        vm.revertToState(snapshot);
        execute(bob, order(Action.ImmediateOrCancel, 0, Side.Ask, 3_000, 500));
        vm.expectRevert(abi.encodeWithSelector(ITrading.SequenceMoved.selector, market, seen, seen + 1));
        execute(alice, amended);
        assertEq(orderOf(alice, 1).lots - orderOf(alice, 1).filled, 500, "what she wanted at most");
        // By a key and as far as it can, the same.
        vm.startPrank(alice);
        exchange.setOperator(bob, type(uint64).max, USDC, BUDGET);
        vm.stopPrank();
        bytes[2] memory heads = [
            bytes.concat(ITrading.executePackedFor.selector, bytes20(alice)),
            bytes.concat(IClearing.executeBestEffort.selector, bytes20(alice))
        ];
        for (uint256 n; n < 2; ++n) {
            vm.prank(bob);
            (bool success, bytes memory reason) = address(exchange).call(bytes.concat(heads[n], amended));
            assertFalse(success, "refused");
            assertEq(reason, abi.encodeWithSelector(ITrading.SequenceMoved.selector, market, seen, seen + 1), "why");
            vm.prank(bob);
            (success,) = address(exchange)
                .call(bytes.concat(heads[n], sequenceOf(market, seen + 1), order(Action.PostOnly, 7, Side.Bid, 1, 100)));
            assertTrue(success, "with what is");
            assertEq(orderOf(alice, 7).lots, 100, "the instructions behind it");
        }
    }

    /// @dev What the batch itself has taken counts, also before it is stored; an unknown market has the sequence 0.
    function test_ASequenceIsThatOfTheMoment() external {
        execute(bob, order(Action.GoodTilCancelled, 1, Side.Ask, 3_000, 500));
        uint40 seen = exchange.marketOf(market).sequence;
        bytes memory take = order(Action.ImmediateOrCancel, 0, Side.Bid, 3_000, 100);
        execute(alice, bytes.concat(sequenceOf(market, seen), take, sequenceOf(market, seen + 1), sequenceOf(99, 0)));
        assertEq(longs(alice), 100, "taken");
        bytes memory cut = sequenceOf(market, seen + 1);
        assembly {
            mstore(cut, 9)
        }
        vm.expectRevert();
        execute(alice, cut);
    }

    /// @dev What wallets and applications append to calldata (ERC-8021, or any bytes), some of which would be instructions.
    function test_GRID_WhatStandsBehindTheEndIsIgnored() external {
        bytes[4] memory suffixes = [
            bytes(""),
            bytes.concat("baseapp", hex"070080218021802180218021802180218021"),
            hex"1000000001",
            order(Action.GoodTilCancelled, 2, Side.Bid, 3_000, 500)
        ];
        for (uint256 n; n < suffixes.length; ++n) {
            uint56 lots = uint56(100 + n);
            bytes memory ended = pair(order(Action.GoodTilCancelled, 1, Side.Bid, 3_000, lots), hex"1c");
            execute(alice, pair(ended, suffixes[n]));
            assertEq(orderOf(alice, 1).lots, lots, "what stands before it is executed");
            assertEq(orderOf(alice, 2).lots, 0, "and nothing behind it");
        }
        execute(alice, hex"1c1000000001");
        assertEq(orderOf(alice, 1).lots, 103, "an empty batch");
    }

    /// @dev Why a batch should have an end: without one these five bytes are a Cancel.
    function test_GRID_WithoutAnEndASuffixIsRead() external {
        execute(alice, pair(order(Action.GoodTilCancelled, 1, Side.Bid, 3_000, 500), hex"1000000001"));
        assertEq(orderOf(alice, 1).lots, 0, "cancelled");
    }

    /// @dev Every byte that has a meaning reaches the field it belongs to.
    function test_WhenAnInstructionIsWrittenByHand() external {
        assertEq(market, 1, "H100Z26 is market 1");
        // post-only ask in quote (3 << 2 | 1) | slot 7 | market 1 | tick 3,000 | lots 500 | 3 levels | deadline 1,790,000,000
        execute(alice, hex"0d0000000700000001000bb8000000000001f400036ab13b80");
        assertEq(orderOf(alice, 7).market, 1, "market");
        assertEq(orderOf(alice, 7).lots, 500, "lots");
        assertEq(orderOf(alice, 7).tick, 3_000, "tick");
        assertEq(uint8(orderOf(alice, 7).side), 1, "an ask");
        assertEq(uint8(orderOf(alice, 7).funding), 0, "paid in quote");
        // cancel (4 << 2) | slot 7
        execute(alice, hex"1000000007");
        assertEq(orderOf(alice, 7).lots, 0, "cancelled");
    }

    // ---------------------------------------------------------------- all or nothing

    function test_RevertWhen_AnOrderIsInvalid() external {
        bytes memory good = order(Action.GoodTilCancelled, 1, Side.Bid, 3_000, 500);
        bytes memory batch = pair(good, order(Action.GoodTilCancelled, 2, Side.Bid, CAP, 500));
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidTick.selector, CAP, CAP - 1));
        execute(alice, batch);

        batch = pair(good, order(Action.PostOnly, 2, Side.Bid, 3_000, 99));
        vm.expectRevert(abi.encodeWithSelector(IClearing.TooFewLots.selector, 99, MIN_LOTS));
        execute(alice, batch);

        // 6,000 × 10^9 lots cost six times what alice has.
        batch = pair(good, order(Action.GoodTilCancelled, 2, Side.Bid, 6_000, 1e9));
        vm.expectRevert(insufficient(alice, USDC, WEALTH, 6e12 + 1_500_000));
        execute(alice, batch);

        market = 9;
        batch = pair(good, order(Action.GoodTilCancelled, 2, Side.Bid, 3_000, 500));
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownMarket.selector, 9));
        execute(alice, batch);
        assertEq(orderOf(alice, 1).lots, 0, "the good one never rests alone");
    }

    function test_LIMIT_RevertWhen_TheDeadlineHasPassed() external {
        bytes memory late = order(Action.GoodTilCancelled, 1, Side.Bid, 3_000, 500);
        bytes4 past = bytes4(uint32(NOW - 1));
        for (uint256 n; n < 4; ++n) {
            late[21 + n] = past[n];
        }
        vm.expectRevert(abi.encodeWithSelector(IClearing.DeadlinePassed.selector, NOW - 1, NOW));
        execute(alice, late);
    }

    // ---------------------------------------------------------------- skipped

    function test_WhenAPostOnlyOrderWouldCross() external {
        place(bob, Side.Ask, 3_000, 500);
        place(alice, 1, Side.Bid, 2_900, 500);
        bytes memory crossing = order(Action.PostOnly, 1, Side.Bid, 3_000, 500);

        vm.expectEmit(address(exchange));
        emit ITrading.InstructionSkipped(alice, word(crossing), ITrading.SkipReason.WouldCross);
        execute(alice, pair(crossing, order(Action.PostOnly, 2, Side.Bid, 2_999, 500)));

        assertEq(orderOf(alice, 1).tick, 2_900, "the quote that it would have replaced stays");
        assertEq(orderOf(alice, 2).tick, 2_999, "the other quote rests");
        assertEq(openAt(Side.Ask, 3_000), 500, "nothing was taken");
    }

    function test_WhenAFillOrKillCannotBeFilled() external {
        place(bob, Side.Ask, 3_000, 500);
        bytes memory tooMuch = order(Action.FillOrKill, 0, Side.Bid, 3_000, 501);

        vm.expectEmit(address(exchange));
        emit ITrading.InstructionSkipped(alice, word(tooMuch), ITrading.SkipReason.NotFilled);
        execute(alice, pair(tooMuch, order(Action.FillOrKill, 0, Side.Bid, 3_000, 500)));

        assertEq(longs(alice), 500, "the second fits");
    }

    function test_LIMIT_WhenMaxLevelsLeavesAFillOrKillShort() external {
        place(bob, Side.Ask, 3_000, 500);
        place(bob, Side.Ask, 3_001, 500);
        bytes memory both = order(Action.FillOrKill, 0, Side.Bid, 3_001, 1_000);
        both[20] = 0x01;
        execute(alice, both);
        assertEq(longs(alice), 0, "one level has 500 only: all or nothing");
        both[20] = 0x02;
        execute(alice, both);
        assertEq(longs(alice), 1_000, "two have all");
    }

    // ---------------------------------------------------------------- order of a batch

    function test_WhenASlotIsFree() external {
        vm.recordLogs();
        execute(alice, pair(instruction(Action.Cancel, 1), instruction(Action.Settle, 2)));
        execute(alice, "");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 0, "nothing to do, nothing to tell");
    }

    function test_WhenInstructionsBuildOnEachOther() external {
        place(bob, Side.Ask, 3_000, 500);
        // Buys LONG, then offers that very LONG for more.
        bytes memory offer = instruction(Action.GoodTilCancelled, 1, Side.Ask, Funding.Token, 3_500, 500);
        execute(alice, pair(order(Action.ImmediateOrCancel, 0, Side.Bid, 3_000, 500), offer));
        assertEq(longs(alice), 0, "escrowed");
        assertEq(orderOf(alice, 1).lots, 500, "on offer");
        assertEq(WEALTH - cash(alice), 1_500_300, "bought at 3,000, fee 300");
    }

    function test_SOLV_WhenALaterCancelPaysForAnEarlierOrder() external {
        address poor = address(1);
        fund(poor, 300_000);
        place(poor, 1, Side.Bid, 3_000, 100);
        bytes memory dearer = order(Action.GoodTilCancelled, 2, Side.Bid, 3_000, 100);
        execute(poor, pair(dearer, instruction(Action.Cancel, 1)));
        assertEq(cash(poor), 0, "the sum of the batch is covered to the unit");
        dearer = order(Action.GoodTilCancelled, 3, Side.Bid, 3_001, 100);
        vm.expectRevert(insufficient(poor, USDC, 0, 100));
        execute(poor, pair(dearer, instruction(Action.Cancel, 2)));
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
