// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DateTimeLib} from "solady/utils/DateTimeLib.sol";

import {IExchange} from "../interfaces/IExchange.sol";
import {IPriceIndex, Print, PrintStatus} from "../interfaces/IPriceIndex.sol";
import {ISeriesRegistry, Series} from "../interfaces/ISeriesRegistry.sol";
import {ISettlement, MonthProgress, SettlementDates, SettlementRule} from "../interfaces/ISettlement.sol";
import {Average} from "./Average.sol";
import {PrintTime} from "./PrintTime.sol";

/// @title Final settlement
/// @notice The manual is {ISettlement}.
contract Settlement is ISettlement {
    /// @dev Micro-USDC per GPU-hour of a tick.
    uint256 private constant TICK = 1_000;

    address public immutable exchange;
    address public immutable seriesRegistry;
    address public immutable priceIndex;

    /// @param exchange_ May be deployed later: this contract's address is what it needs as its settler.
    constructor(address exchange_, address seriesRegistry_, address priceIndex_) {
        exchange = exchange_;
        seriesRegistry = seriesRegistry_;
        priceIndex = priceIndex_;
    }

    /// @dev The prices of a month, added up.
    struct Sum {
        uint256 prices;
        uint32 priced;
        uint32 decided;
        uint32 missing;
    }

    /// @inheritdoc ISettlement
    function settle(uint32 market) external {
        Series memory series = _seriesOf(market);
        SettlementDates memory dates = _datesOf(series);
        if (block.timestamp < dates.end) revert MonthNotOver(market, dates.end);
        Sum memory sum = _sumOf(series, dates);
        uint32 daysInMonth = _length(dates);
        if (sum.decided < daysInMonth) revert PrintsNotFinal(market, sum.decided, daysInMonth, dates.latest);

        (uint256 ticks, SettlementRule rule) = _price(series, dates, sum);
        emit SeriesSettled(market, series.grade, ticks * TICK, rule, sum.priced);
        IExchange(exchange).fixSettlementPrice(market, uint24(ticks));
    }

    /// @inheritdoc ISettlement
    function finalPriceOf(uint32 market) external view returns (bool isFinal, uint256 price) {
        (bool isFixed, uint24 tick) = IExchange(exchange).settlementPriceOf(market);
        return (isFixed, tick * TICK);
    }

    /// @inheritdoc ISettlement
    function previewOf(uint32 market) external view returns (uint256 price, SettlementRule rule, uint32 daysCounted) {
        Series memory series = _seriesOf(market);
        SettlementDates memory dates = _datesOf(series);
        Sum memory sum = _sumOf(series, dates);
        uint256 ticks;
        (ticks, rule) = _price(series, dates, sum);
        return (ticks * TICK, rule, sum.priced);
    }

    /// @inheritdoc ISettlement
    function progressOf(uint32 market) external view returns (MonthProgress memory) {
        Series memory series = _seriesOf(market);
        SettlementDates memory dates = _datesOf(series);
        Sum memory sum = _sumOf(series, dates);
        uint256 mean = sum.priced == 0 ? 0 : Average.roundedHalfUp(sum.prices, sum.priced);
        return MonthProgress(_length(dates), sum.priced, sum.decided, sum.missing, mean);
    }

    /// @inheritdoc ISettlement
    function datesOf(uint32 market) external view returns (SettlementDates memory) {
        return _datesOf(_seriesOf(market));
    }

    // ---------------------------------------------------------------- the rule

    /// @dev Rounded once, to the tick: the mean is never rounded before.
    function _price(Series memory series, SettlementDates memory dates, Sum memory sum)
        private
        view
        returns (uint256 ticks, SettlementRule rule)
    {
        if (sum.priced != 0) {
            ticks = Average.roundedHalfUp(sum.prices, sum.priced * TICK);
            rule = sum.priced == _length(dates) ? SettlementRule.MeanOfMonth : SettlementRule.MeanOfPrintedDays;
        } else {
            (uint256 price,) = IPriceIndex(priceIndex).lastFinalBefore(series.grade, dates.firstDay);
            ticks = price == 0 ? Average.roundedHalfUp(series.cap, 2) : Average.roundedHalfUp(price, TICK);
            rule = price == 0 ? SettlementRule.HalfOfCap : SettlementRule.LastPrintBefore;
        }
        if (ticks > series.cap) ticks = series.cap;
    }

    function _sumOf(Series memory series, SettlementDates memory dates) private view returns (Sum memory sum) {
        Print[] memory prints = IPriceIndex(priceIndex).printsOf(series.grade, dates.firstDay, _length(dates));
        for (uint256 n; n < prints.length; ++n) {
            if (prints[n].isFinal) ++sum.decided;
            if (prints[n].status == PrintStatus.Missing) ++sum.missing;
            if (prints[n].price == 0) continue;
            sum.prices += prints[n].price;
            ++sum.priced;
        }
    }

    // ---------------------------------------------------------------- the calendar

    function _datesOf(Series memory series) private view returns (SettlementDates memory dates) {
        dates.firstDay = uint32(DateTimeLib.dateToEpochDay(series.year, series.month, 1));
        dates.lastDay = dates.firstDay + uint32(DateTimeLib.daysInMonth(series.year, series.month)) - 1;
        dates.end = uint40(PrintTime.closes(dates.lastDay));
        dates.earliest = dates.end + IPriceIndex(priceIndex).CHALLENGE_WINDOW();
        dates.latest = dates.earliest + IPriceIndex(priceIndex).ARBITRATION_PERIOD();
    }

    function _length(SettlementDates memory dates) private pure returns (uint32) {
        return dates.lastDay - dates.firstDay + 1;
    }

    function _seriesOf(uint32 market) private view returns (Series memory) {
        return ISeriesRegistry(seriesRegistry).seriesOf(market);
    }
}
