// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Level, LevelLib} from "../types/Level.sol";
import {Order} from "../types/Order.sol";
import {CancelTree} from "./CancelTree.sol";

/// @notice First in, first out at one price, without touching any maker.
///
/// The level is a line of cumulative volume. An order takes the part [start, start + lots) of it when it is placed; a take moves
/// `filled` along the line; an order is filled as far as `filled` has gone past its start. Lots cancelled in mid-queue stay in
/// the line as holes, and whoever stands behind a hole stands that much nearer to the front:
///
/// ```
///  filled ▼            hole of B                      placed ▼
///  ├── A ──┼─────── B (cancelled) ───────┼──── C ────┼── D ──┤
///                                         position(C) = start(C) − lots cancelled before C
/// ```
///
/// filled(order) = clamp(filled − position(order), 0, lots), and `lots` if the level has emptied since.
library PriceLevel {
    /// @notice Thrown when a level can take no more orders before it empties once.
    /// @param placed Lots placed at the level in this epoch; together with the order's at most 2^56 − 1.
    /// @param count Orders placed in this epoch; at most 2^32 − 1.
    error LevelFull(uint256 placed, uint256 count);

    /// @notice Thrown when a level has emptied as often as it can be counted.
    error LevelWornOut(uint256 epoch);

    /// @notice Puts an order of `lots` at the end of the line.
    function append(Level level, uint256 lots) internal pure returns (Level after_) {
        after_ = level.appended(lots);
        // What does not fit `placed` or `count` is carried into the field above, which an append leaves alone.
        if (!after_.sameFilledAndEpoch(level)) revert LevelFull(level.placed(), level.count());
    }

    /// @notice Required of a level's first order in an epoch: that the level can empty once more.
    function requireEpochLeft(Level level) internal pure {
        if (level.epoch() == LevelLib.MAX_EPOCH) revert LevelWornOut(LevelLib.MAX_EPOCH);
    }

    /// @notice Lots of `order`, which has some left, that were filled since it was placed or last settled.
    function filledOf(Level level, mapping(uint256 => uint256) storage tree, Order order)
        internal
        view
        returns (uint256)
    {
        uint256 lots = order.lots();
        if (level.epoch() != order.epoch()) return lots;
        uint256 filled = level.filled();
        if (filled == 0) return 0;
        return within(filled, _position(level, tree, order), lots);
    }

    /// @notice How much of the part [position, position + lots) of the line lies before `filled`.
    function within(uint256 filled, uint256 position, uint256 lots) internal pure returns (uint256) {
        if (filled <= position) return 0;
        unchecked {
            filled -= position;
        }
        return filled < lots ? filled : lots;
    }

    /// @notice Removes an order that has lots left, none of them filled and unsettled: see {Order-settled}.
    /// @dev In this order: the last order of all empties the level; at the front of the line `filled` passes over it; at the
    ///      end the line gets shorter; only in between a hole is left.
    function remove(Level level, mapping(uint256 => uint256) storage tree, Order order) internal returns (Level) {
        uint256 lots = order.lots();
        if (lots == level.open()) return level.emptied();
        if (_endsLine(level, order)) return level.shortened(lots, 1);
        if (_position(level, tree, order) <= level.filled()) return level.consumed(lots);
        return _pierce(level, tree, order, lots);
    }

    /// @notice Removes the last `lots` lots of an order that keeps some; the rest keeps its place.
    function reduce(Level level, mapping(uint256 => uint256) storage tree, Order order, uint256 lots)
        internal
        returns (Level)
    {
        if (_endsLine(level, order)) return level.shortened(lots, 0);
        return _pierce(level, tree, order, lots);
    }

    /// @dev Where the order begins, as if nothing had ever been cancelled ahead of it.
    function _position(Level level, mapping(uint256 => uint256) storage tree, Order order)
        private
        view
        returns (uint256)
    {
        uint256 start = order.start();
        uint256 cancelled = level.cancelled();
        if (cancelled == 0) return start;
        uint256 hole = level.hole();
        if (hole == 0) return start - CancelTree.sumBefore(tree, order.levelKey(), level.epoch(), order.index());
        // The hole's index is hole − 1; it is ahead if that is below the order's.
        return hole <= order.index() ? start - cancelled : start;
    }

    /// @dev True if nothing was placed behind the order, or all of that was cancelled from the end. Such an order has no
    ///      hole of its own: a reduced one ends before the line does.
    function _endsLine(Level level, Order order) private pure returns (bool) {
        unchecked {
            return order.start() + order.lots() == level.placed();
        }
    }

    /// @dev The first order with a hole is named in the level's word; the second brings both into the tree.
    function _pierce(Level level, mapping(uint256 => uint256) storage tree, Order order, uint256 lots)
        private
        returns (Level)
    {
        uint256 index = order.index();
        uint256 cancelled = level.cancelled();
        uint256 hole = level.hole();
        bool alone = cancelled == 0 || hole == index + 1;
        if (alone && index < LevelLib.MAX_HOLE) return level.pierced(lots, index + 1);

        uint256 key = order.levelKey();
        uint256 epoch = level.epoch();
        if (hole != 0) CancelTree.add(tree, key, epoch, hole - 1, cancelled);
        CancelTree.add(tree, key, epoch, index, lots);
        return level.pierced(lots, 0);
    }
}
