// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DepthLevel} from "../interfaces/IExchange.sol";
import {Instruction} from "../types/Instruction.sol";
import {Level} from "../types/Level.sol";
import {Market} from "../types/Market.sol";
import {Order, OrderLib} from "../types/Order.sol";
import {ORDERS} from "../types/Ranges.sol";
import {PriceBitmap} from "./PriceBitmap.sol";
import {PriceLevel} from "./PriceLevel.sol";

/// @notice Every order book: take, rest, remove. Matches lots at ticks; knows nothing of balances.
///
/// Functions take a market's word and give it back changed; who calls them stores it.
library Book {
    using PriceBitmap for PriceBitmap.Word[1 << 56];

    struct OrderCell {
        Order order;
    }

    struct LevelCell {
        Level level;
    }

    struct State {
        /// Levels by market (24–55) and tick (0–23): the key is the place, nothing is hashed.
        LevelCell[1 << 56] levels;
        /// See {PriceBitmap}.
        PriceBitmap.Word[1 << 56] bitmap;
        mapping(uint256 => uint256) cancelTree;
    }

    /// @notice What a take would come to.
    struct Taken {
        /// Lots taken.
        uint256 lots;
        /// Sum of tick × lots, in units.
        uint256 tickLots;
        /// Price levels taken from.
        uint256 levels;
    }

    /// @dev Owner and slot are the place; nothing is hashed.
    /// @param account The owner's address in bits 96–255.
    function orderCell(uint256 account, uint256 slot) internal pure returns (OrderCell storage cell) {
        uint256 place = account | ORDERS | slot;
        assembly ("memory-safe") {
            cell.slot := place
        }
    }

    /// @dev Without the check of an array's bounds: every key has 56 bits.
    function levelAt(State storage self, uint256 key) internal view returns (LevelCell storage cell) {
        LevelCell[1 << 56] storage levels = self.levels;
        assembly ("memory-safe") {
            cell.slot := add(levels.slot, key)
        }
    }

    function levelCell(State storage self, uint256 id, uint256 tick) internal view returns (LevelCell storage) {
        return levelAt(self, (id << 24) | tick);
    }

    /// @notice The best tick on the other side: the level to take from first. No valid tick if there is none.
    function best(Market market, Instruction i) internal pure returns (uint256) {
        return i.buys() ? market.bestAsk() : market.bestBid();
    }

    /// @notice True if the best tick on the other side is within the limit.
    function crosses(Market market, Instruction i) internal pure returns (bool) {
        return i.buys() ? market.bestAsk() <= i.tick() : market.bestBid() >= i.tick();
    }

    /// @notice What a take would come to, without taking: the walk of {Exchange} one by one.
    function preview(State storage self, Market market, Instruction i) internal view returns (Taken memory sum) {
        uint256 id = i.market();
        uint256 left = i.lots();
        uint256 tick = best(market, i);
        bool within = crosses(market, i);
        while (within && left != 0 && sum.levels != i.maxLevels()) {
            uint256 taken = levelCell(self, id, tick).level.open();
            if (taken > left) taken = left;
            left -= taken;
            sum.lots += taken;
            sum.tickLots += taken * tick;
            ++sum.levels;
            tick = self.bitmap.next(id, tick, i.buys());
            within = i.buys() ? tick <= i.tick() : tick >= i.tick();
        }
    }

    /// @notice The best `maxLevels` price levels of one side, best first.
    function depth(State storage self, uint256 id, Market market, bool bids, uint256 maxLevels)
        internal
        view
        returns (DepthLevel[] memory levels)
    {
        uint256 none = bids ? PriceBitmap.NONE_BELOW : PriceBitmap.NONE_ABOVE;
        uint256 top = bids ? market.bestBid() : market.bestAsk();
        uint256 count;
        for (uint256 tick = top; tick != none && count != maxLevels; ++count) {
            tick = self.bitmap.next(id, tick, !bids);
        }
        levels = new DepthLevel[](count);
        for (uint256 n; n < count; ++n) {
            levels[n] = DepthLevel(uint24(top), uint56(levelCell(self, id, top).level.open()));
            top = self.bitmap.next(id, top, !bids);
        }
    }

    /// @notice Rests `lots` in a slot that holds nothing, at a price that does not cross.
    /// @return The market after it.
    /// @return order The order as stored.
    /// @return open Lots that rest at the level after it.
    function rest(State storage self, OrderCell storage cell, Instruction i, Market market, uint256 lots)
        internal
        returns (Market, Order order, uint256 open)
    {
        LevelCell storage at_ = levelAt(self, i.levelKey());
        Level level = at_.level;
        open = level.open();
        if (open == 0) {
            PriceLevel.requireEpochLeft(level);
            market = _occupy(self, i, market);
        }
        unchecked {
            open += lots;
        }
        order = OrderLib.next(level, i, lots);
        at_.level = PriceLevel.append(level, lots);
        cell.order = order;
        return (market, order, open);
    }

    /// @notice Takes the resting lots of an order out of the book. All that was filled of it must have been settled.
    /// @param at_ The order's level.
    /// @return The market after it.
    /// @return open Lots that rest at the level after it.
    function remove(State storage self, OrderCell storage cell, LevelCell storage at_, Market market, Order order)
        internal
        returns (Market, uint256 open)
    {
        Level level = PriceLevel.remove(at_.level, self.cancelTree, order);
        at_.level = level;
        cell.order = order.finished();
        open = level.open();
        if (open == 0) market = _vacate(self, order.market(), order.tick(), market);
        return (market, open);
    }

    /// @notice Takes the last `lots` lots of an order out of the book; the rest keeps its place.
    /// @param at_ The order's level.
    /// @return open Lots that rest at the level after it.
    function reduce(State storage self, OrderCell storage cell, LevelCell storage at_, Order order, uint256 lots)
        internal
        returns (uint256 open)
    {
        Level level = PriceLevel.reduce(at_.level, self.cancelTree, order, lots);
        at_.level = level;
        cell.order = order.reduced(lots);
        return level.open();
    }

    /// @notice Lots of an order that were filled and not yet settled.
    /// @return filled These lots.
    /// @return at_ The order's level.
    function filledOf(State storage self, Order order) internal view returns (uint256 filled, LevelCell storage at_) {
        at_ = levelAt(self, order.levelKey());
        filled = PriceLevel.filledOf(at_.level, self.cancelTree, order);
    }

    /// @dev A level gets its first order.
    function _occupy(State storage self, Instruction i, Market market) private returns (Market) {
        uint256 tick = i.tick();
        self.bitmap.set(i.market(), tick);
        if (i.buys()) return tick > market.bestBid() ? market.withBestBid(tick) : market;
        return tick < market.bestAsk() ? market.withBestAsk(tick) : market;
    }

    /// @dev A level lost its last order.
    function _vacate(State storage self, uint256 id, uint256 tick, Market market) private returns (Market) {
        self.bitmap.clear(id, tick);
        if (tick == market.bestBid()) return market.withBestBid(self.bitmap.next(id, tick, false));
        if (tick == market.bestAsk()) return market.withBestAsk(self.bitmap.next(id, tick, true));
        return market;
    }
}
