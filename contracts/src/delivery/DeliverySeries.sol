// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DateTimeLib} from "solady/utils/DateTimeLib.sol";

import {IDeliveryDesk, Schedule} from "../interfaces/IDeliveryDesk.sol";
import {IExchange, MarketInfo} from "../interfaces/IExchange.sol";
import {Family, Formula, ISeriesRegistry, Series} from "../interfaces/ISeriesRegistry.sol";

/// @notice What the desk needs to know of a series at every step. It never changes, so it is looked up once.
/// @param start The delivery month begins, Unix seconds; 0 if the series was never looked up.
/// @param end The delivery month is over: where trading ends.
/// @param long Asset of LONG; SHORT is `long | 1`.
/// @param cap In ticks.
/// @param unit Base units of the quote asset that 1 lot × 1 tick costs.
struct DeliverySeries {
    uint40 start;
    uint40 end;
    uint32 long;
    uint24 cap;
    uint120 unit;
}

using DeliverySeriesLib for DeliverySeries global;

library DeliverySeriesLib {
    uint64 internal constant NOTICE = 10 days;
    uint64 internal constant POSTING_GRACE = 3 days;

    function read(IExchange exchange, ISeriesRegistry registry, uint32 market)
        internal
        view
        returns (DeliverySeries memory)
    {
        Family memory family = monthOf(registry, market);
        MarketInfo memory info = exchange.marketOf(market);
        uint256 start = DateTimeLib.dateToTimestamp(family.year, family.month, 1);
        return DeliverySeries(uint40(start), uint40(info.expiry), info.base, info.cap, uint120(info.unit));
    }

    /// @notice The month whose full band a series is: nothing else is delivered.
    function monthOf(ISeriesRegistry registry, uint32 market) internal view returns (Family memory family) {
        Series memory series = registry.seriesOf(market);
        family = registry.familyOf(series.family);
        if (!series.isFull || family.formula != Formula.Month) revert IDeliveryDesk.OnlyFullBands(market);
    }

    function schedule(DeliverySeries memory series) internal pure returns (Schedule memory) {
        (uint64 start, uint64 end) = (series.start, series.end);
        return Schedule(start - NOTICE, start, end, end + POSTING_GRACE);
    }

    function short(DeliverySeries memory series) internal pure returns (uint32) {
        return series.long | 1;
    }
}
