// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PriceLevel} from "../src/book/PriceLevel.sol";
import {OrderRequest} from "../src/interfaces/IExchange.sol";
import {Side} from "../src/types/Side.sol";
import {Words} from "./Words.sol";

/// @notice Every packed field at the edge of its width: a full level refuses, nothing wraps into its neighbour. Fields are driven
/// there through storage; see the layouts in src/types.
contract CapacityTest is Words {
    uint24 private constant TICK = 3_000;
    uint256 private constant MAX_32 = type(uint32).max;
    uint256 private constant MAX_56 = type(uint56).max;

    /// @dev Bits of {Level}.
    uint256 private constant PLACED = 88;
    uint256 private constant EPOCH = 56;
    uint256 private constant COUNT = 24;

    function full(uint256 placed, uint256 count) private pure returns (bytes memory) {
        return abi.encodeWithSelector(PriceLevel.LevelFull.selector, placed, count);
    }

    // ---------------------------------------------------------------- lots

    function test_CAST_AnOrderOf2To56LessOneLots() external {
        fund(alice, MAX_56);
        uint256 before = cash(alice);
        place(alice, 1, Side.Bid, 1, type(uint56).max);
        assertEq(before - cash(alice), MAX_56, "escrow of a lot at a tick is a unit");
        assertEq(orderOf(alice, 1).lots, MAX_56, "as many as were placed");
        assertEq(openAt(Side.Bid, 1), MAX_56, "all rest");
        vm.expectRevert(full(MAX_56, 1));
        place(bob, 1, Side.Bid, 1, MIN_LOTS);
        cancel(alice, 1);
        assertEq(cash(alice), before, "all back");
        place(bob, 1, Side.Bid, 1, MIN_LOTS);
        assertEq(openAt(Side.Bid, 1), MIN_LOTS, "an empty level starts again");
    }

    function test_CAST_PlacedAtItsMaximum() external {
        place(alice, 1, Side.Ask, TICK, 500);
        // As if many had been placed and taken: filled grows with placed.
        bytes32 slot = levelSlot(Side.Ask);
        setField(slot, PLACED, 56, MAX_56 - 200);
        setField(slot, 144, 56, MAX_56 - 700);
        setField(orderSlot(alice, 1), 88, 56, MAX_56 - 700);

        vm.expectRevert(full(MAX_56 - 200, 1));
        place(bob, 1, Side.Ask, TICK, 201);
        place(bob, 1, Side.Ask, TICK, 200);
        assertEq(field(slot, PLACED, 56), MAX_56, "full to the last lot");
        place(carol, 1, Side.Bid, TICK, 600);
        assertEq(orderOf(alice, 1).filled, 500, "first");
        assertEq(orderOf(bob, 1).filled, 100, "second");
        place(carol, 1, Side.Bid, TICK, 100);
        assertEq(openAt(Side.Ask, TICK), 0, "taken to the last lot");
        assertEq(field(slot, EPOCH, 32), 1, "and the next epoch begins");
        assertEq(orderOf(bob, 1).filled, 200, "all of it");
    }

    // ---------------------------------------------------------------- count and epoch

    function test_CAST_CountAtItsMaximum() external {
        place(alice, 1, Side.Ask, TICK, 500);
        bytes32 slot = levelSlot(Side.Ask);
        setField(slot, COUNT, 32, MAX_32 - 2);
        place(bob, 1, Side.Ask, TICK, 300);
        place(carol, 1, Side.Ask, TICK, 200);
        assertEq(field(slot, COUNT, 32), MAX_32, "the last that fits");
        assertEq(field(slot, EPOCH, 32), 0, "its neighbour is untouched");
        vm.expectRevert(full(1_000, MAX_32));
        place(bob, 2, Side.Ask, TICK, 300);

        // In mid-queue, at an index that only the tree can name, at the tree's greatest height.
        cancel(bob, 1);
        place(bob, 1, Side.Bid, TICK, 600);
        assertEq(orderOf(alice, 1).filled, 500, "first");
        assertEq(orderOf(carol, 1).filled, 100, "last");
    }

    function test_CAST_EpochAtItsMaximum() external {
        place(alice, 1, Side.Ask, TICK, 500);
        bytes32 slot = levelSlot(Side.Ask);
        cancel(alice, 1);
        setField(slot, EPOCH, 32, MAX_32 - 1);
        place(alice, 1, Side.Ask, TICK, 500);
        place(bob, 1, Side.Bid, TICK, 500);
        assertEq(field(slot, EPOCH, 32), MAX_32, "the last epoch has begun");
        assertEq(orderOf(alice, 1).filled, 500, "the order of the one before is filled");
        vm.expectRevert(abi.encodeWithSelector(PriceLevel.LevelWornOut.selector, MAX_32));
        place(carol, 1, Side.Ask, TICK, 500);
        settle(alice, 1);
        assertEq(shorts(alice), 500, "and still paid");
        place(carol, 1, Side.Ask, TICK + 1, 500);
        assertEq(exchange.marketOf(market).bestAsk, TICK + 1, "the level beside it is open");
    }

    /// @dev Up to index 2^24 − 2 the level's word names the only hole, from there on the tree does.
    function test_CAST_HolesAroundTheLargestIndexThatTheWordCanName() external {
        uint256[3] memory firsts = [uint256(2 ** 24 - 3), 2 ** 24 - 2, 2 ** 24 - 1];
        for (uint256 n; n < 3; ++n) {
            uint256 snapshot = vm.snapshotState();
            place(alice, 1, Side.Ask, TICK, 500);
            setField(levelSlot(Side.Ask), COUNT, 32, firsts[n]);
            place(bob, 1, Side.Ask, TICK, 300);
            place(carol, 1, Side.Ask, TICK, 200);
            cancel(bob, 1);
            place(bob, 1, Side.Ask, TICK, 100);
            cancel(carol, 1);
            place(carol, 1, Side.Bid, TICK, 550);
            assertEq(orderOf(alice, 1).filled, 500, "first");
            assertEq(orderOf(bob, 1).filled, 50, "behind two holes");
            vm.revertToState(snapshot);
        }
    }

    // ---------------------------------------------------------------- market

    function test_CAST_TheSequenceWraps() external {
        setField(marketSlot(market), 168, 40, type(uint40).max);
        place(alice, 1, Side.Ask, TICK, 500);
        place(bob, 1, Side.Bid, TICK, 200);
        assertEq(exchange.marketOf(market).sequence, 0, "it only numbers events");
        assertEq(exchange.marketOf(market).bestAsk, TICK, "its neighbour is untouched");
        assertEq(exchange.marketOf(market).fees, 120, "nor the other one");
    }

    /// @dev LONG and SHORT share a word; neither may carry into the other.
    function testFuzz_CAST_BalancesThatShareAWord(uint64 sets, uint64 out) external {
        uint256 lots = bound(sets, 1, 1e15);
        fund(alice, lots * CAP);
        split(alice, lots);
        vm.startPrank(alice);
        exchange.withdraw(long, lots, alice);
        assertEq(shorts(alice), lots, "emptying the low half");
        uint256 some = bound(out, 0, lots);
        exchange.withdraw(short, some, alice);
        assertEq(longs(alice), 0, "the low half stays empty");
        assertEq(shorts(alice), lots - some, "the high half alone");
        vm.expectRevert(insufficient(alice, long, 0, 1));
        exchange.withdraw(long, 1, alice);
        vm.stopPrank();
    }

    // ---------------------------------------------------------------- dust and size

    function test_SPAM_ClearingALevelCostsTheSameForAnyNumberOfOrders() external {
        // The first round pays for storage that is used for the first time.
        uint256 few;
        for (uint256 round; round < 2; ++round) {
            place(alice, 1, Side.Ask, TICK, 200);
            few = costOfTaking(200);
        }
        for (uint32 slot = 1; slot <= 100; ++slot) {
            place(alice, slot, Side.Ask, TICK, 200);
        }
        assertApproxEqAbs(costOfTaking(20_000), few, 1_000, "no maker is touched");
    }

    function costOfTaking(uint56 lots) private returns (uint256) {
        OrderRequest memory r = request(9, Side.Bid, TICK, lots);
        uint256 before = gasleft();
        place(carol, r);
        return before - gasleft();
    }
}
