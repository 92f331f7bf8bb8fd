// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {PriceLevel} from "../../src/book/PriceLevel.sol";
import {Instruction} from "../../src/types/Instruction.sol";
import {Level} from "../../src/types/Level.sol";
import {Order, OrderLib} from "../../src/types/Order.sol";

/// @notice One level against a plain queue: a list of lots in the order of arrival, from whose front takers are served.
contract PriceLevelTest is Test {
    Level private _level;
    mapping(uint256 => uint256) private _tree;
    Order[] private _orders;

    /// @dev The model: what is open and what is filled and not settled, by place in the list.
    uint256[] private _open;
    uint256[] private _filled;

    // ---------------------------------------------------------------- both at once

    function append(uint256 lots) private {
        // Only market and tick of an instruction go into an order.
        Instruction i = Instruction.wrap((uint256(7) << 128) | (3_000 << 104));
        _orders.push(OrderLib.next(_level, i, lots));
        _level = PriceLevel.append(_level, lots);
        _open.push(lots);
        _filled.push(0);
    }

    function take(uint256 lots) private {
        uint256 open = _level.open();
        if (lots > open) lots = open;
        if (lots == 0) return;
        _level = lots == open ? _level.emptied() : _level.consumed(lots);
        for (uint256 n; lots != 0; ++n) {
            uint256 some = lots < _open[n] ? lots : _open[n];
            (_open[n], _filled[n], lots) = (_open[n] - some, _filled[n] + some, lots - some);
        }
    }

    /// @dev As the exchange does, the level is asked about no order that is gone: its place may be another's by now.
    function settle(uint256 n) private {
        if (_orders[n].lots() == 0) return assertEq(_filled[n], 0, "an order that is gone");
        uint256 filled = PriceLevel.filledOf(_level, _tree, _orders[n]);
        assertEq(filled, _filled[n], "pays what the queue says");
        _orders[n] = _orders[n].settled(filled);
        _filled[n] = 0;
    }

    function remove(uint256 n) private {
        settle(n);
        if (_open[n] == 0) return;
        _level = PriceLevel.remove(_level, _tree, _orders[n]);
        _orders[n] = _orders[n].finished();
        _open[n] = 0;
    }

    function reduce(uint256 n, uint256 lots) private {
        settle(n);
        if (_open[n] < 2) return;
        lots = 1 + lots % (_open[n] - 1);
        _level = PriceLevel.reduce(_level, _tree, _orders[n], lots);
        _orders[n] = _orders[n].reduced(lots);
        _open[n] -= lots;
    }

    function compare() private view {
        uint256 open;
        for (uint256 n; n < _orders.length; ++n) {
            open += _open[n];
            if (_orders[n].lots() == 0) {
                assertEq(_open[n] + _filled[n], 0, "an order that is gone");
            } else {
                assertEq(PriceLevel.filledOf(_level, _tree, _orders[n]), _filled[n], "filled in the order of arrival");
            }
            assertEq(_orders[n].lots(), _open[n] + _filled[n], "lots not settled");
        }
        assertEq(_level.open(), open, "lots that rest");
    }

    /// @dev Any sequence of arrivals, takes, cancels from front, middle and tail, reductions and settlements, over several epochs.
    /// forge-config: default.fuzz.runs = 64
    /// forge-config: prove.fuzz.runs = 10000
    function testFuzz_QUEUE_ALevelIsAQueue(uint256 random) external {
        vm.pauseGasMetering();
        for (uint256 step; step < 60; ++step) {
            random = uint256(keccak256(abi.encode(random)));
            uint256 lots = 1 + (random >> 16) % 100;
            uint256 n = _orders.length == 0 ? 0 : (random >> 64) % _orders.length;
            uint256 what = random % 8;
            if (what < 3 || _orders.length == 0) append(lots);
            else if (what == 3) take(lots);
            else if (what == 4) reduce(n, lots);
            else if (what == 5) settle(n);
            else if (what == 6) remove(n);
            else remove(_orders.length - 1 - n % 3 % _orders.length);
            // Now and then everything is taken: the epoch ends and the next begins.
            if (random >> 250 == 0) take(type(uint256).max);
            compare();
        }
    }

    // ---------------------------------------------------------------- by hand

    function three() private {
        append(100);
        append(200);
        append(300);
    }

    function test_TheFirstHoleStandsInTheLevelsWord() external {
        three();
        remove(1);
        assertEq(_level.hole(), 2, "the second order's index, plus one");
        assertEq(_level.cancelled(), 200, "lots of the hole");
        take(150);
        compare();
        assertEq(PriceLevel.filledOf(_level, _tree, _orders[2]), 50, "nearer to the front by the hole");
    }

    function test_TheSecondHoleMovesBothIntoTheTree() external {
        three();
        append(400);
        remove(1);
        remove(2);
        assertEq(_level.hole(), 0, "no hole in the word");
        assertEq(_level.cancelled(), 500, "both counted");
        take(450);
        assertEq(PriceLevel.filledOf(_level, _tree, _orders[3]), 350, "behind two holes");
        compare();
    }

    /// @dev An order with a hole keeps its own place; the hole before it counts, its own does not.
    function test_NeighboursWithAHoleEach() external {
        three();
        append(400);
        reduce(2, 99);
        assertEq(_level.hole(), 3, "the third order gave up 100");
        remove(1);
        assertEq(_level.hole(), 0, "two orders have one: the tree tells them apart");
        take(150);
        assertEq(PriceLevel.filledOf(_level, _tree, _orders[2]), 50, "behind the second's 200, not its own 100");
        compare();
    }

    function test_AHoleOfOneLot() external {
        three();
        reduce(1, 0);
        assertEq(_level.cancelled(), 1, "the smallest there is");
        take(310);
        assertEq(PriceLevel.filledOf(_level, _tree, _orders[2]), 11, "a lot nearer to the front");
        compare();
    }

    /// @dev The same order gives up lots twice: still one hole, in the word.
    function test_OneOrderGivesUpLotsTwice() external {
        three();
        reduce(1, 29);
        reduce(1, 39);
        assertEq(_level.hole(), 2, "the second order alone");
        assertEq(_level.cancelled(), 70, "30 and 40");
        take(240);
        assertEq(PriceLevel.filledOf(_level, _tree, _orders[2]), 10, "behind 100 and the 130 that stayed");
        compare();
    }

    function test_TheLastOrderGivesUpLots() external {
        three();
        reduce(2, 99);
        assertEq(_level.placed(), 500, "the line got shorter");
        assertEq(_level.count(), 3, "by no order");
        assertEq(_level.cancelled(), 0, "no hole");
    }

    function test_TheTailAndTheFrontLeaveNoHole() external {
        three();
        remove(2);
        assertEq(_level.placed(), 300, "the line got shorter");
        assertEq(_level.count(), 2, "by an order");
        remove(0);
        assertEq(_level.filled(), 100, "the front passed over it");
        assertEq(_level.cancelled(), 0, "no hole");
        remove(1);
        assertEq(_level.epoch(), 1, "the last order ends the epoch");
        assertEq(_level.open() + _level.placed() + _level.filled() + _level.count(), 0, "all else is zero");
    }

    function test_CAST_RevertWhen_TheLineIsFull() external {
        append(type(uint56).max);
        vm.expectRevert(abi.encodeWithSelector(PriceLevel.LevelFull.selector, type(uint56).max, 1));
        this.appendTo(_level, 1);
    }

    function appendTo(Level level, uint256 lots) external pure returns (Level) {
        return PriceLevel.append(level, lots);
    }

    /// @dev At 2^n − 1, 2^n and 2^n + 1 lots nothing is carried into a neighbour, and what does not fit is refused.
    function testFuzz_CAST_AppendKeepsEveryField(uint56 before, uint56 lots, uint32 count, uint32 epoch) external {
        uint256 placed = before;
        uint256 word = (placed << 200) | (placed << 88) | (uint256(epoch) << 56) | (uint256(count) << 24);
        Level level = Level.wrap(word);
        if (placed + lots > type(uint56).max || uint256(count) + 1 > type(uint32).max) {
            vm.expectRevert(abi.encodeWithSelector(PriceLevel.LevelFull.selector, placed, count));
            this.appendTo(level, lots);
            return;
        }
        Level after_ = PriceLevel.append(level, lots);
        assertEq(after_.open(), placed + lots, "open");
        assertEq(after_.placed(), placed + lots, "placed");
        assertEq(after_.filled(), 0, "filled");
        assertEq(after_.epoch(), epoch, "epoch");
        assertEq(after_.count(), uint256(count) + 1, "count");
    }
}
