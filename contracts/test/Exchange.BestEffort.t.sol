// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {IClearing} from "../src/interfaces/IClearing.sol";
import {OrderRequest} from "../src/interfaces/IExchange.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Action, Instruction} from "../src/types/Instruction.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {KeyHolder} from "./KeyHolder.sol";

/// @notice Branches of Exchange.BestEffort.tree.
contract BestEffortTest is KeyHolder {
    address private _maker = makeAddr("a maker with no money to spare");

    function tryEach(address caller, address owner_, bytes memory batch) private returns (bool success, bytes memory) {
        vm.prank(caller);
        return address(exchange).call(bytes.concat(IClearing.executeBestEffort.selector, bytes20(owner_), batch));
    }

    function each(address caller, address owner_, bytes memory batch) private {
        (bool success, bytes memory reason) = tryEach(caller, owner_, batch);
        if (!success) {
            assembly {
                revert(add(reason, 32), mload(reason))
            }
        }
    }

    function each(bytes memory batch) private {
        each(alice, alice, batch);
    }

    function skipped(address owner_, bytes memory wire, ITrading.SkipReason reason) private {
        vm.expectEmit(address(exchange));
        emit ITrading.InstructionSkipped(owner_, Instruction.wrap(uint256(uint200(bytes25(wire)))), reason);
    }

    function late(uint32 slot) private view returns (bytes memory) {
        OrderRequest memory r = request(slot, Side.Bid, 3_000, 100);
        r.deadline = uint32(block.timestamp - 1);
        return packed(r);
    }

    // ---------------------------------------------------------------- what is skipped

    /// @dev All its money is in two quotes; one lot of the bid is taken; it moves both.
    function test_WhenAMakerWithNothingToSpareWasFilled() external {
        fund(_maker, 3_000 * 1_000 + 3_900 * 1_000);
        place(_maker, 1, Side.Bid, 3_000, 1_000);
        place(_maker, 2, Side.Ask, 3_100, 1_000);
        hit(bob, Side.Ask, 3_000, 1);
        bytes memory cancels = bytes.concat(instruction(Action.Cancel, 1), instruction(Action.Cancel, 2));
        bytes memory newAsk = order(Action.PostOnly, 2, Side.Ask, Funding.Quote, 2_600, 1_000);
        bytes memory requote =
            bytes.concat(cancels, order(Action.PostOnly, 1, Side.Bid, Funding.Quote, 2_500, 1_000), newAsk);
        vm.prank(_maker);
        (bool whole,) = tryExecute(requote);
        assertFalse(whole, "all or nothing: the stale bid would stay");
        skipped(_maker, newAsk, ITrading.SkipReason.NotCovered);
        each(_maker, _maker, requote);
        assertEq(openAt(Side.Bid, 3_000), 0, "the stale bid is gone");
        assertEq(orderOf(_maker, 1).lots, 1_000, "the new bid stands");
        assertEq(orderOf(_maker, 2).lots, 0, "the ask was more than is left");
    }

    function test_WhenOneMonthIsHaltedAndAnotherHasEnded() external {
        uint32 january = registry.listMonth(grade, 2027, 1);
        vm.prank(owner);
        exchange.setGuardian(guardian);
        vm.warp(EXPIRY);
        vm.prank(guardian);
        exchange.halt(one(january), uint64(EXPIRY + 1 days));
        uint32 february = registry.listMonth(grade, 2027, 2);
        bytes memory ended = bid(1, 3_000, 100);
        bytes memory halted = inMarket(january, 2, Side.Bid, Funding.Quote, 3_000, 100);
        bytes memory open = inMarket(february, 3, Side.Bid, Funding.Quote, 3_000, 100);
        skipped(alice, ended, ITrading.SkipReason.Ended);
        skipped(alice, halted, ITrading.SkipReason.Halted);
        each(bytes.concat(ended, halted, open));
        assertEq(orderOf(alice, 3).lots, 100, "the month that trades");
    }

    function test_WhenTheMarketHasMovedOrTimeHasPassed() external {
        place(bob, 1, Side.Ask, 3_000, 100);
        bytes memory crossing = order(Action.PostOnly, 1, Side.Bid, Funding.Quote, 3_000, 100);
        bytes memory unfilled = order(Action.FillOrKill, 1, Side.Bid, Funding.Quote, 3_000, 101);
        skipped(alice, crossing, ITrading.SkipReason.WouldCross);
        skipped(alice, unfilled, ITrading.SkipReason.NotFilled);
        skipped(alice, late(4), ITrading.SkipReason.TooLate);
        each(bytes.concat(crossing, unfilled, late(4), bid(5, 2_000, 100)));
        assertEq(orderOf(alice, 5).lots, 100, "the last one");
    }

    function test_WhenALevelTakesNoMore() external {
        fund(bob, 1e24);
        uint56 most = type(uint56).max;
        place(bob, 1, Side.Bid, 1, most - 50);
        bytes memory full = bid(1, 1, 100);
        skipped(alice, full, ITrading.SkipReason.LevelFull);
        each(bytes.concat(full, bid(2, 2, 100)));
        assertEq(orderOf(alice, 2).lots, 100, "beside it");
    }

    function test_OPER_AKeysBudgetIsTheReasonToo() external {
        allow(300_000);
        bytes memory beyond = bid(2, 1, 100);
        skipped(alice, beyond, ITrading.SkipReason.OverBudget);
        each(dan, alice, bytes.concat(bid(1, 3_000, 100), beyond, instruction(Action.CancelAfter, uint32(NOW + 9))));
        assertEq(orderOf(alice, 1).lots, 100, "within it");
        assertEq(exchange.cancelAfterOf(alice), NOW + 9, "every instruction");
        assertEq(left(), 0, "counted as ever");
    }

    // ---------------------------------------------------------------- what reverts

    function test_GRID_RevertWhen_AnInstructionIsMalformed() external {
        bytes memory good = bid(1, 3_000, 100);
        bytes[6] memory bad = [
            abi.encodePacked(uint8(9) << 2, uint32(1)),
            bid(2, 0, 100),
            bid(2, 3_000, 99),
            inMarket(99, 2, Side.Bid, Funding.Quote, 3_000, 100),
            bytes(hex"10000000"),
            hex"00"
        ];
        for (uint256 n; n < bad.length; ++n) {
            (bool success, bytes memory reason) = tryEach(alice, alice, bytes.concat(good, bad[n]));
            assertFalse(success, "the whole batch");
            assertGt(reason.length, 0, "and says why");
            assertEq(orderOf(alice, 1).lots, 0, "nothing of it stays");
        }
        vm.prank(alice);
        (bool cut, bytes memory why) = address(exchange).call(bytes.concat(IClearing.executeBestEffort.selector));
        assertFalse(cut, "without an owner");
        assertEq(why, abi.encodeWithSelector(ITrading.MalformedBatch.selector, 4, 24), "says what is missing");
    }

    function test_OPER_RevertWhen_TheCallerHoldsNoKey() external {
        (bool success, bytes memory reason) = tryEach(bob, alice, bid(1, 3_000, 100));
        assertFalse(success, "not for another");
        assertEq(reason, abi.encodeWithSelector(ITrading.NotOperator.selector, alice, bob, 0), "without a key");
    }

    // ---------------------------------------------------------------- otherwise as ever

    function test_GRID_ItEndsWhereItSays() external {
        each(bytes.concat(bid(1, 3_000, 100), hex"1c", "any bytes"));
        assertEq(orderOf(alice, 1).lots, 100, "what stands before the end");
        each("");
    }

    /// @dev Where all is covered and nothing fails, it comes to what a whole batch comes to.
    function testFuzz_TheSameAsAWholeBatch(uint256 random) external {
        split(alice, 5_000);
        for (uint24 n; n < 4; ++n) {
            place(carol, n + 1, Side.Ask, 3_000 + n, uint56(100 + (random >> (8 * n)) % 200));
            place(carol, n + 11, Side.Bid, 2_999 - n, 150);
        }
        bytes memory batch;
        for (uint256 n; n < 6; ++n) {
            random = uint256(keccak256(abi.encode(random)));
            Action action = Action(random % 6);
            uint32 slot = uint32((random >> 8) % 3);
            batch = bytes.concat(
                batch,
                action >= Action.Cancel
                    ? instruction(action, slot)
                    : order(
                        action,
                        slot,
                        Side((random >> 16) & 1),
                        Funding((random >> 17) & 1),
                        uint24(2_990 + (random >> 24) % 20),
                        uint56(100 + (random >> 32) % 400)
                    )
            );
        }
        uint256 snapshot = vm.snapshotState();
        execute(alice, batch);
        bytes memory whole = abi.encode(wallet(alice), exchange.marketOf(market));
        vm.revertToState(snapshot);
        each(batch);
        assertEq(abi.encode(wallet(alice), exchange.marketOf(market)), whole, "to the unit");
    }
}
