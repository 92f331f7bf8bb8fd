// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {VmSafe} from "forge-std/Vm.sol";

import {Action} from "../../src/types/Instruction.sol";
import {Funding, Side} from "../../src/types/Side.sol";
import {Fixture} from "../../test/Fixture.sol";

/// @notice What the cost of a transaction grows with, and what not. `npm run bench:gas` runs it and draws the figures.
///
/// Each figure is a whole transaction, forge runs each in isolation, with the number of storage words that it creates and changes.
contract Growth is Fixture {
    uint24 private constant BID = 3_000;
    uint24 private constant ASK = 3_040;
    uint56 private constant LOTS = 1_000;
    uint256 private constant BATCH = 50;

    address private _crowd = makeAddr("crowd");
    uint32 private _slot;

    function setUp() public override {
        super.setUp();
        fund(_crowd, 1e15);
        fund(alice, 1e15);
        vm.prank(_crowd);
        exchange.split(market, 100_000_000);
        split(alice, 1_000_000);
        // What every market has after its first minutes: neighbours on both sides, a take, balances in every asset.
        place(_crowd, 1_000_001, Side.Bid, BID - 1, LOTS);
        place(_crowd, 1_000_002, Side.Ask, ASK + 1, LOTS);
        place(_crowd, 1_000_003, Side.Ask, ASK, LOTS);
        place(alice, 1_000_001, Side.Bid, ASK, LOTS);
    }

    // ---------------------------------------------------------------- orders at a level

    function test_TakeOf1Order() external {
        _takeOf(1);
    }

    function test_TakeOf10Orders() external {
        _takeOf(10);
    }

    function test_TakeOf100Orders() external {
        _takeOf(100);
    }

    function test_TakeOf1000Orders() external {
        _takeOf(1_000);
    }

    function test_TakeOf10000Orders() external {
        _takeOf(10_000);
    }

    function _takeOf(uint256 orders) private {
        _asks(orders, ASK, 0);
        _measure(alice, _take(ASK, orders), string.concat("take-orders-", vm.toString(orders)));
        assertEq(openAt(Side.Ask, ASK), 0, "all taken");
    }

    // ---------------------------------------------------------------- levels of a sweep

    function test_SweepOf1Level() external {
        _sweepOf(1);
    }

    function test_SweepOf10Levels() external {
        _sweepOf(10);
    }

    function test_SweepOf100Levels() external {
        _sweepOf(100);
    }

    function test_SweepOf500Levels() external {
        _sweepOf(500);
    }

    function _sweepOf(uint256 levels) private {
        _asks(levels, ASK + 2, 1);
        uint24 last = uint24(ASK + 1 + levels);
        // The neighbour at ASK + 1 goes first, and is not counted.
        place(alice, 1, Side.Bid, ASK + 1, LOTS);
        _measure(alice, _take(last, levels), string.concat("sweep-levels-", vm.toString(levels)));
        assertEq(exchange.depth(market, Side.Ask, 1).length, 0, "all taken");
    }

    // ---------------------------------------------------------------- orders in a queue

    function test_CancelInAQueueOf16() external {
        _cancelIn(16);
    }

    function test_CancelInAQueueOf256() external {
        _cancelIn(256);
    }

    function test_CancelInAQueueOf4096() external {
        _cancelIn(4_096);
    }

    /// @dev The order in the middle, after another one left mid-queue, so that the tree is written: the dearest cancel there is.
    function _cancelIn(uint256 orders) private {
        _asks(orders / 2, ASK, 0);
        execute(alice, _ask(1, ASK));
        _asks(orders / 2 - 1, ASK, 0);
        cancel(_crowd, uint32(orders / 4));
        _measure(alice, instruction(Action.Cancel, 1), string.concat("cancel-queue-", vm.toString(orders)));
        assertEq(openAt(Side.Ask, ASK), (orders - 2) * LOTS, "all but two are left");
    }

    // ---------------------------------------------------------------- epochs of a level

    function test_TakeInEpoch2() external {
        _takeInEpoch(2);
    }

    function test_TakeInEpoch10() external {
        _takeInEpoch(10);
    }

    function test_TakeInEpoch100() external {
        _takeInEpoch(100);
    }

    function test_TakeInEpoch1000() external {
        _takeInEpoch(1_000);
    }

    function _takeInEpoch(uint256 last) private {
        for (uint256 epoch = 1; epoch < last; ++epoch) {
            execute(_crowd, _ask(7, ASK));
            execute(alice, _take(ASK, 1));
        }
        execute(_crowd, _ask(7, ASK));
        _measure(alice, _take(ASK, 1), string.concat("take-epoch-", vm.toString(last)));
        assertEq(orderOf(_crowd, 7).filled, LOTS, "the last of them was filled");
    }

    // ---------------------------------------------------------------- occupied ticks

    function test_PlaceAmongTicks10() external {
        _placeAmong(10);
    }

    function test_PlaceAmongTicks100() external {
        _placeAmong(100);
    }

    function test_PlaceAmongTicks1000() external {
        _placeAmong(1_000);
    }

    function test_PlaceAmongTicks10000() external {
        _placeAmong(10_000);
    }

    function test_CancelAmongTicks10() external {
        _cancelAmong(10);
    }

    function test_CancelAmongTicks100() external {
        _cancelAmong(100);
    }

    function test_CancelAmongTicks1000() external {
        _cancelAmong(1_000);
    }

    function test_CancelAmongTicks10000() external {
        _cancelAmong(10_000);
    }

    function _placeAmong(uint256 ticks) private {
        _occupy(ticks);
        _measure(alice, _bid(1, 10_000), string.concat("place-ticks-", vm.toString(ticks)));
    }

    function _cancelAmong(uint256 ticks) private {
        _occupy(ticks);
        execute(alice, _bid(1, 10_000));
        _measure(alice, instruction(Action.Cancel, 1), string.concat("cancel-ticks-", vm.toString(ticks)));
    }

    /// @dev A market with asks at so many ticks, in which `alice` has used slot 1 and the level at 10,000 before.
    function _occupy(uint256 ticks) private {
        market = listSeries(USDC, 50_000, EXPIRY + 31 days, 0, 2);
        _asks(ticks, 20_000, 1);
        execute(alice, _bid(1, 10_000));
        execute(alice, instruction(Action.Cancel, 1));
        assertEq(exchange.depth(market, Side.Ask, type(uint256).max).length, ticks, "all occupied");
    }

    // ---------------------------------------------------------------- orders

    function _bid(uint32 slot, uint24 tick) private view returns (bytes memory) {
        return instruction(Action.GoodTilCancelled, slot, Side.Bid, Funding.Quote, tick, LOTS);
    }

    function _ask(uint32 slot, uint24 tick) private view returns (bytes memory) {
        return instruction(Action.GoodTilCancelled, slot, Side.Ask, Funding.Quote, tick, LOTS);
    }

    function _take(uint24 tick, uint256 orders) private view returns (bytes memory) {
        return instruction(Action.ImmediateOrCancel, 0, Side.Bid, Funding.Quote, tick, uint56(orders * LOTS));
    }

    /// @dev `count` asks of the crowd in new slots, each `step` ticks above the one before.
    function _asks(uint256 count, uint24 tick, uint24 step) private {
        while (count != 0) {
            bytes memory batch;
            for (uint256 n; n < BATCH && count != 0; ++n) {
                batch = bytes.concat(batch, _ask(++_slot, tick));
                tick += step;
                --count;
            }
            execute(_crowd, batch);
        }
    }

    // ---------------------------------------------------------------- figures

    function _measure(address who, bytes memory batch, string memory name) private {
        // Recorded words count as warm from then on, so the transaction is done twice, first for its gas, and nothing is
        // measured after it.
        uint256 before = vm.snapshotState();
        execute(who, batch);
        uint256 gas_ = vm.snapshotGasLastCall("growth", name);
        vm.revertToState(before);
        vm.startStateDiffRecording();
        execute(who, batch);
        (uint256 created, uint256 changed) = _words(vm.stopAndReturnStateDiff());
        assertGt(gas_, 21_000, "a whole transaction");
        vm.snapshotValue("growth", string.concat(name, ".created"), created);
        vm.snapshotValue("growth", string.concat(name, ".changed"), changed);
    }

    /// @dev Storage words that were zero and are not, and others that have another value. Each is compared with what it was at first.
    function _words(VmSafe.AccountAccess[] memory accesses) private returns (uint256 created, uint256 changed) {
        for (uint256 n; n < accesses.length; ++n) {
            VmSafe.StorageAccess[] memory words = accesses[n].storageAccesses;
            for (uint256 m; m < words.length; ++m) {
                if (!words[m].isWrite || words[m].reverted || _seen[_run][words[m].slot]) continue;
                _seen[_run][words[m].slot] = true;
                if (words[m].previousValue == words[m].newValue) continue;
                if (words[m].previousValue == 0) ++created;
                else ++changed;
            }
        }
        ++_run;
    }

    uint256 private _run;
    mapping(uint256 run => mapping(bytes32 slot => bool)) private _seen;
}
