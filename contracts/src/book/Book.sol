// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DepthLevel} from "../interfaces/IExchange.sol";
import {Instruction} from "../types/Instruction.sol";
import {Level} from "../types/Level.sol";
import {Market} from "../types/Market.sol";
import {Order, OrderLib} from "../types/Order.sol";
import {PriceBitmap} from "./PriceBitmap.sol";
import {PriceLevel} from "./PriceLevel.sol";

/// @notice Every order book: take, rest, close. Matches lots at ticks; knows nothing of balances.
///
/// Functions take a market's word and give it back changed; who calls them stores it.
library Book {
    using PriceBitmap for mapping(uint256 => uint256);
    using Book for Taken;

    struct State {
        /// Orders by owner (bits 96–255) and slot (0–31).
        mapping(uint256 => Order) orders;
        /// Levels by market (24–55) and tick (0–23).
        mapping(uint256 => Level) levels;
        mapping(uint256 => uint256) bitmap;
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

    function orderKey(address owner, uint256 slot) internal pure returns (uint256) {
        return (uint256(uint160(owner)) << 96) | slot;
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
    /// @return The market after it: one sequence on, and with a new best price if the level emptied.
    /// @return taken Lots taken.
    /// @return after_ The level after it.
    function takeLevel(State storage self, Instruction i, Market market, uint256 tick, uint256 left)
        internal
        returns (Market, uint256 taken, Level after_)
    {
        uint256 id = i.market();
        uint256 key = levelKey(id, tick);
        Level level = self.levels[key];
        uint256 open = level.open();
        taken = left < open ? left : open;
        after_ = PriceLevel.take(level, taken);
        self.levels[key] = after_;
        market = market.stepped();
        if (taken == open) {
            self.bitmap.clear(id, tick);
            uint256 next = _next(self, id, !i.buys(), tick);
            market = i.buys() ? market.withBestAsk(next) : market.withBestBid(next);
        }
        return (market, taken, after_);
    }

    /// @notice What a take would come to, without taking. The same walk as {takeLevel} one by one.
    function preview(State storage self, uint256 id, Market market, Instruction i)
        internal
        view
        returns (Taken memory sum)
    {
        bool buys = i.buys();
        uint256 left = i.lots();
        uint256 limit = i.tick();
        uint256 maxLevels = i.maxLevels();
        (uint256 tick, bool crosses) = nextTick(market, buys, limit);
        while (crosses && left != 0 && sum.levels != maxLevels) {
            uint256 open = self.levels[levelKey(id, tick)].open();
            uint256 taken = left < open ? left : open;
            left -= taken;
            sum.add(tick, taken);
            tick = _next(self, id, !buys, tick);
            crosses = buys ? tick <= limit : tick >= limit;
        }
    }

    /// @notice The best price levels of one side, best first.
    function depth(State storage self, uint256 id, Market market, bool bids, uint256 maxLevels)
        internal
        view
        returns (DepthLevel[] memory levels)
    {
        uint256 none = bids ? PriceBitmap.NONE_BELOW : PriceBitmap.NONE_ABOVE;
        uint256 best = bids ? market.bestBid() : market.bestAsk();
        uint256 count;
        for (uint256 tick = best; tick != none && count != maxLevels; ++count) {
            tick = _next(self, id, bids, tick);
        }
        levels = new DepthLevel[](count);
        for (uint256 n; n < count; ++n) {
            levels[n] = DepthLevel(uint24(best), uint56(self.levels[levelKey(id, best)].open()));
            best = _next(self, id, bids, best);
        }
    }

    /// @dev The occupied tick of the same side that is next worse than `tick`.
    function _next(State storage self, uint256 id, bool bids, uint256 tick) private view returns (uint256) {
        return bids ? self.bitmap.nextBelow(id, tick) : self.bitmap.nextAbove(id, tick);
    }

    /// @notice Rests `lots` in a slot that holds nothing, at a price that does not cross.
    /// @return The market after it.
    /// @return order The order as stored.
    /// @return after_ The level after it.
    function rest(
        State storage self,
        uint256 id,
        Market market,
        uint256 key,
        uint256 terms,
        uint256 tick,
        uint256 lots
    ) internal returns (Market, Order order, Level after_) {
        uint256 where = levelKey(id, tick);
        Level level = self.levels[where];
        if (level.open() == 0) {
            self.bitmap.set(id, tick);
            if (terms & 1 == 0) {
                if (tick > market.bestBid()) market = market.withBestBid(tick);
            } else if (tick < market.bestAsk()) {
                market = market.withBestAsk(tick);
            }
        }
        after_ = PriceLevel.append(level, lots);
        self.levels[where] = after_;
        order = OrderLib.next(level, lots, tick, id, terms);
        self.orders[key] = order;
        return (market, order, after_);
    }

    /// @notice Takes the resting lots of an order out of the book. All that was filled of it must have been settled.
    function remove(State storage self, uint256 id, Market market, Order order)
        internal
        returns (Market, Level after_)
    {
        uint256 tick = order.tick();
        uint256 where = levelKey(id, tick);
        after_ = PriceLevel.remove(self.levels[where], self.cancelTree, where, order);
        self.levels[where] = after_;
        if (after_.open() == 0) {
            self.bitmap.clear(id, tick);
            if (tick == market.bestBid()) market = market.withBestBid(self.bitmap.nextBelow(id, tick));
            else if (tick == market.bestAsk()) market = market.withBestAsk(self.bitmap.nextAbove(id, tick));
        }
        return (market, after_);
    }

    /// @notice Takes the last `lots` lots of an order out of the book; the rest keeps its place.
    function reduce(State storage self, Order order, uint256 lots) internal returns (Level after_) {
        uint256 where = levelKey(order.market(), order.tick());
        after_ = PriceLevel.reduce(self.levels[where], self.cancelTree, where, order, lots);
        self.levels[where] = after_;
    }

    /// @notice Lots of an order that were filled and not yet settled.
    function filledOf(State storage self, Order order) internal view returns (uint256) {
        uint256 where = levelKey(order.market(), order.tick());
        return PriceLevel.filledOf(self.levels[where], self.cancelTree, where, order);
    }
}
