// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IExchange, MarketInfo, OrderInfo} from "../../src/interfaces/IExchange.sol";
import {Funding, Side} from "../../src/types/Side.sol";

/// @notice The least that an account can be left with, whatever others do and wherever prices end: from views alone, and by cases.
///
/// In each series the price ends at nothing or at the cap, and each order that rests is filled or not, as is worse. A base asset is worth nothing.
abstract contract Worth {
    /// @notice At each market's two ends, in base units of the money.
    struct Ends {
        int256 cash;
        int256[] atZero;
        int256[] atCap;
    }

    function worthOf(IExchange exchange, address account, uint32 money, uint32[] memory slots)
        internal
        view
        returns (Ends memory ends)
    {
        uint32 count = exchange.marketCount();
        ends.cash = int256(exchange.balanceOf(account, money));
        (ends.atZero, ends.atCap) = (new int256[](count + 1), new int256[](count + 1));
        for (uint32 id = 1; id <= count; ++id) {
            MarketInfo memory info = exchange.marketOf(id);
            if (info.quote != money || info.cap == 0) continue;
            int256 whole = int256(uint256(info.cap) * info.unit);
            ends.atCap[id] = whole * int256(exchange.balanceOf(account, info.base));
            ends.atZero[id] = whole * int256(exchange.balanceOf(account, info.base | 1));
        }
        OrderInfo[] memory orders = exchange.ordersOf(account, slots);
        for (uint256 n; n < orders.length; ++n) {
            if (orders[n].lots == 0) continue;
            MarketInfo memory info = exchange.marketOf(orders[n].market);
            if (info.quote == money) _add(ends, orders[n], info);
        }
    }

    function _add(Ends memory ends, OrderInfo memory order, MarketInfo memory info) private pure {
        uint256 id = order.market;
        int256 filled = int256(uint256(order.filled) * info.unit);
        int256 resting = int256(uint256(order.lots - order.filled) * info.unit);
        int256 price = int256(uint256(order.tick));
        int256 rest = int256(uint256(info.cap)) - price;
        if (info.cap == 0) {
            // What is filled of an ask is money; of a bid, whatever it bought.
            if (order.side == Side.Ask) ends.cash += price * filled;
        } else if (order.side == Side.Bid && order.funding == Funding.Quote) {
            // Cancelled it gives the price, filled a LONG.
            ends.atCap[id] += price * resting + (price + rest) * filled;
        } else if (order.side == Side.Bid) {
            // Cancelled a SHORT, filled the cap less the price.
            ends.atZero[id] += rest * resting;
            ends.cash += rest * filled;
        } else if (order.funding == Funding.Quote) {
            // Cancelled the cap less the price, filled a SHORT.
            ends.atZero[id] += rest * resting + (price + rest) * filled;
        } else {
            // Cancelled a LONG, filled the price.
            ends.atCap[id] += price * resting;
            ends.cash += price * filled;
        }
    }

    /// @notice The most that was lost from `before` to `now_`; negative if something was won for certain.
    function lost(Ends memory before, Ends memory now_) internal pure returns (int256 most) {
        most = before.cash - now_.cash;
        for (uint256 id; id < now_.atZero.length; ++id) {
            int256 atZero = (id < before.atZero.length ? before.atZero[id] : int256(0)) - now_.atZero[id];
            int256 atCap = (id < before.atCap.length ? before.atCap[id] : int256(0)) - now_.atCap[id];
            most += atZero > atCap ? atZero : atCap;
        }
    }
}
