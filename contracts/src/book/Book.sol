// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DepthLevel} from "../interfaces/IExchange.sol";
import {Instruction} from "../types/Instruction.sol";
import {Level} from "../types/Level.sol";
import {Market} from "../types/Market.sol";
import {Order, OrderLib} from "../types/Order.sol";
import {PriceBitmap} from "./PriceBitmap.sol";
import {PriceLevel} from "./PriceLevel.sol";

/// @notice Every order book: take, rest, remove. Matches lots at ticks; knows nothing of balances.
///
/// Functions take a market's word and give it back changed; who calls them stores it.
library Book {
    using PriceBitmap for mapping(uint256 => PriceBitmap.Word);
    using Book for Taken;

    /// @dev One storage word each; its place is hashed once for reading and writing.
    struct OrderCell {
        Order order;
    }

    struct LevelCell {
        Level level;
    }

    struct State {
        /// Orders by owner (bits 96–255) and slot (0–31).
        mapping(uint256 => OrderCell) orders;
        /// Levels by market (24–55) and tick (0–23).
        mapping(uint256 => LevelCell) levels;
        mapping(uint256 => PriceBitmap.Word) bitmap;
        mapping(uint256 => uint256) cancelTree;
    }

    /// @notice What a take has come to so far.
    struct Taken {
        /// Lots taken.
        uint256 lots;
        /// Sum of tick × lots, in units.
        uint256 tickLots;
        /// Price levels taken from.
        uint256 levels;
    }

    function add(Taken memory sum, uint256 tick, uint256 lots) internal pure {
        unchecked {
            sum.lots += lots;
            sum.tickLots += lots * tick;
            ++sum.levels;
        }
    }

    function orderCell(State storage self, address owner, uint256 slot) internal view returns (OrderCell storage) {
        return self.orders[(uint256(uint160(owner)) << 96) | slot];
    }

    function levelKey(uint256 id, uint256 tick) internal pure returns (uint256) {
        return (id << 24) | tick;
    }

    /// @notice The best tick on the other side, if `limit` crosses it.
    /// @return tick The level to take from next.
    /// @return crosses False if there is none, or none that good.
    function nextTick(Market market, bool buys, uint256 limit) internal pure returns (uint256 tick, bool crosses) {
        if (buys) {
            tick = market.bestAsk();
            crosses = tick <= limit;
        } else {
            tick = market.bestBid();
            crosses = tick >= limit;
        }
    }

    /// @notice Takes up to `left` lots from the level at `tick`, the best of its side.
    /// @param sweep The walk along the bitmap; closed by the caller after the last level.
    /// @return The market after it: one sequence on, and with a new best price if the level emptied.
    /// @return taken Lots taken.
    /// @return after_ The level after it.
    function takeLevel(
        State storage self,
        PriceBitmap.Sweep memory sweep,
        Instruction i,
        Market market,
        uint256 tick,
        uint256 left
    ) internal returns (Market, uint256 taken, Level after_) {
        LevelCell storage cell = self.levels[levelKey(i.market(), tick)];
        Level level = cell.level;
        taken = level.open();
        if (taken > left) taken = left;
        after_ = PriceLevel.take(level, taken);
        cell.level = after_;
        market = market.stepped();
        if (after_.open() == 0) market = _advance(self, sweep, i, market, tick);
        return (market, taken, after_);
    }

    /// @dev A take emptied the best level: on to the next.
    function _advance(
        State storage self,
        PriceBitmap.Sweep memory sweep,
        Instruction i,
        Market market,
        uint256 tick
    ) private returns (Market) {
        uint256 next = self.bitmap.remove(sweep, i.market(), tick, i.buys());
        return i.buys() ? market.withBestAsk(next) : market.withBestBid(next);
    }

    /// @notice What a take would come to, without taking: the walk of {takeLevel} one by one.
    function preview(State storage self, Market market, Instruction i) internal view returns (Taken memory sum) {
        uint256 id = i.market();
        uint256 left = i.lots();
        uint256 limit = i.tick();
        (uint256 tick, bool crosses) = nextTick(market, i.buys(), limit);
        while (crosses && left != 0 && sum.levels != i.maxLevels()) {
            uint256 taken = self.levels[levelKey(id, tick)].level.open();
            if (taken > left) taken = left;
            left -= taken;
            sum.add(tick, taken);
            tick = self.bitmap.next(id, tick, i.buys());
            crosses = i.buys() ? tick <= limit : tick >= limit;
        }
    }

    /// @notice The best `maxLevels` price levels of one side, best first.
    function depth(State storage self, uint256 id, Market market, bool bids, uint256 maxLevels)
        internal
        view
        returns (DepthLevel[] memory levels)
    {
        uint256 none = bids ? PriceBitmap.NONE_BELOW : PriceBitmap.NONE_ABOVE;
        uint256 best = bids ? market.bestBid() : market.bestAsk();
        uint256 count;
        for (uint256 tick = best; tick != none && count != maxLevels; ++count) {
            tick = self.bitmap.next(id, tick, !bids);
        }
        levels = new DepthLevel[](count);
        for (uint256 n; n < count; ++n) {
            levels[n] = DepthLevel(uint24(best), uint56(self.levels[levelKey(id, best)].level.open()));
            best = self.bitmap.next(id, best, !bids);
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
        LevelCell storage levelCell = self.levels[levelKey(i.market(), i.tick())];
        Level level = levelCell.level;
        open = level.open();
        if (open == 0) market = _occupy(self, i, market);
        unchecked {
            open += lots;
        }
        order = OrderLib.next(level, lots, i.tick(), i.market(), i.terms());
        levelCell.level = PriceLevel.append(level, lots);
        cell.order = order;
        return (market, order, open);
    }

    /// @notice Takes the resting lots of an order out of the book. All that was filled of it must have been settled.
    /// @param levelCell The order's level.
    /// @return The market after it.
    /// @return open Lots that rest at the level after it.
    function remove(
        State storage self,
        OrderCell storage cell,
        LevelCell storage levelCell,
        Market market,
        Order order
    ) internal returns (Market, uint256 open) {
        uint256 key = levelKey(order.market(), order.tick());
        Level after_ = PriceLevel.remove(levelCell.level, self.cancelTree, key, order);
        levelCell.level = after_;
        cell.order = order.finished();
        open = after_.open();
        if (open == 0) market = _vacate(self, order.market(), order.tick(), market);
        return (market, open);
    }

    /// @notice Takes the last `lots` lots of an order out of the book; the rest keeps its place.
    /// @param levelCell The order's level.
    /// @return open Lots that rest at the level after it.
    function reduce(
        State storage self,
        OrderCell storage cell,
        LevelCell storage levelCell,
        Order order,
        uint256 lots
    ) internal returns (uint256 open) {
        uint256 key = levelKey(order.market(), order.tick());
        Level after_ = PriceLevel.reduce(levelCell.level, self.cancelTree, key, order, lots);
        levelCell.level = after_;
        cell.order = order.reduced(lots);
        return after_.open();
    }

    /// @notice Lots of an order that were filled and not yet settled.
    /// @return filled These lots.
    /// @return levelCell The order's level.
    function filledOf(State storage self, Order order)
        internal
        view
        returns (uint256 filled, LevelCell storage levelCell)
    {
        uint256 key = levelKey(order.market(), order.tick());
        levelCell = self.levels[key];
        filled = PriceLevel.filledOf(levelCell.level, self.cancelTree, key, order);
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
