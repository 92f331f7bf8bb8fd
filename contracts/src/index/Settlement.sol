// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DateTimeLib} from "solady/utils/DateTimeLib.sol";

import {IExchange} from "../interfaces/IExchange.sol";
import {IPriceIndex, Print, PrintStatus} from "../interfaces/IPriceIndex.sol";
import {Family, Formula, ISeriesRegistry} from "../interfaces/ISeriesRegistry.sol";
import {ISettlement, MonthProgress, SettlementDates, SettlementRule} from "../interfaces/ISettlement.sol";
import {MarketLib} from "../types/Market.sol";
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
    function settle(uint32 family) external {
        Family memory f = _familyOf(family);
        (uint256 ticks, SettlementRule rule, uint32 daysCounted) = _settled(family, f);
        if (ticks > MarketLib.MAX_TICK) ticks = MarketLib.MAX_TICK;
        emit FamilySettled(family, f.grade, ticks * TICK, rule, daysCounted);
        IExchange(exchange).fixSettlementPrice(family, uint24(ticks));
    }

    /// @inheritdoc ISettlement
    function finalPriceOf(uint32 market) external view returns (bool isFinal, uint256 price) {
        (bool isFixed, uint24 tick) = IExchange(exchange).settlementPriceOf(market);
        return (isFixed, tick * TICK);
    }

    /// @inheritdoc ISettlement
    function previewOf(uint32 family) external view returns (uint256 price, SettlementRule rule, uint32 daysCounted) {
        Family memory f = _monthOf(family);
        SettlementDates memory dates = _datesOf(f);
        Sum memory sum = _sumOf(f, dates);
        uint256 ticks;
        (ticks, rule) = _price(f, dates, sum);
        return (ticks * TICK, rule, sum.priced);
    }

    /// @inheritdoc ISettlement
    function progressOf(uint32 family) external view returns (MonthProgress memory) {
        Family memory f = _monthOf(family);
        SettlementDates memory dates = _datesOf(f);
        Sum memory sum = _sumOf(f, dates);
        uint256 mean = sum.priced == 0 ? 0 : Average.roundedHalfUp(sum.prices, sum.priced);
        return MonthProgress(_length(dates), sum.priced, sum.decided, sum.missing, mean);
    }

    /// @inheritdoc ISettlement
    function datesOf(uint32 family) external view returns (SettlementDates memory) {
        return _datesOf(_monthOf(family));
    }

    // ---------------------------------------------------------------- the rules

    function _settled(uint32 family, Family memory f)
        private
        view
        returns (uint256 ticks, SettlementRule rule, uint32 daysCounted)
    {
        if (f.formula == Formula.Mean) return (_meanOfMonths(family, f), SettlementRule.MeanOfMonths, 0);
        if (f.formula == Formula.Difference) return (_difference(family, f), SettlementRule.DifferenceOfMonths, 0);
        SettlementDates memory dates = _datesOf(f);
        if (block.timestamp < dates.end) revert MonthNotOver(family, dates.end);
        Sum memory sum = _sumOf(f, dates);
        uint32 daysInMonth = _length(dates);
        if (sum.decided < daysInMonth) revert PrintsNotFinal(family, sum.decided, daysInMonth, dates.latest);
        (ticks, rule) = _price(f, dates, sum);
        daysCounted = sum.priced;
    }

    /// @dev Rounded once, to the tick: the mean is never rounded before.
    function _price(Family memory f, SettlementDates memory dates, Sum memory sum)
        private
        view
        returns (uint256 ticks, SettlementRule rule)
    {
        if (sum.priced != 0) {
            ticks = Average.roundedHalfUp(sum.prices, sum.priced * TICK);
            rule = sum.priced == _length(dates) ? SettlementRule.MeanOfMonth : SettlementRule.MeanOfPrintedDays;
        } else {
            (uint256 price,) = IPriceIndex(priceIndex).lastFinalBefore(f.grade, dates.firstDay);
            ticks = price == 0 ? Average.roundedHalfUp(f.cap, 2) : Average.roundedHalfUp(price, TICK);
            rule = price == 0 ? SettlementRule.HalfOfCap : SettlementRule.LastPrintBefore;
        }
    }

    function _sumOf(Family memory f, SettlementDates memory dates) private view returns (Sum memory sum) {
        Print[] memory prints = IPriceIndex(priceIndex).printsOf(f.grade, dates.firstDay, _length(dates));
        for (uint256 n; n < prints.length; ++n) {
            if (prints[n].isFinal) ++sum.decided;
            if (prints[n].status == PrintStatus.Missing) ++sum.missing;
            if (prints[n].price == 0) continue;
            sum.prices += prints[n].price;
            ++sum.priced;
        }
    }

    function _meanOfMonths(uint32 family, Family memory f) private view returns (uint256) {
        uint256 sum;
        for (uint8 n; n < f.months; ++n) {
            sum += _partOf(family, ISeriesRegistry(seriesRegistry).familyOfMonth(f.grade, f.year, f.month + n));
        }
        return Average.roundedHalfUp(sum, f.months);
    }

    /// @dev Not below zero: a difference of more than the bias pays as one of the bias.
    function _difference(uint32 family, Family memory f) private view returns (uint256) {
        uint256 plus = _partOf(family, f.plus) + ISeriesRegistry(seriesRegistry).DIFFERENCE_BIAS();
        uint256 minus = _partOf(family, f.minus);
        return plus > minus ? plus - minus : 0;
    }

    function _partOf(uint32 family, uint32 part) private view returns (uint256) {
        (bool isFixed, uint24 tick) = IExchange(exchange).finalPriceOf(part);
        if (!isFixed) revert PartNotSettled(family, part);
        return tick;
    }

    // ---------------------------------------------------------------- the calendar

    function _datesOf(Family memory f) private view returns (SettlementDates memory dates) {
        dates.firstDay = uint32(DateTimeLib.dateToEpochDay(f.year, f.month, 1));
        dates.lastDay = dates.firstDay + uint32(DateTimeLib.daysInMonth(f.year, f.month)) - 1;
        dates.end = uint40(PrintTime.closes(dates.lastDay));
        dates.earliest = dates.end + IPriceIndex(priceIndex).CHALLENGE_WINDOW();
        dates.latest = dates.earliest + IPriceIndex(priceIndex).ARBITRATION_PERIOD();
    }

    function _length(SettlementDates memory dates) private pure returns (uint32) {
        return dates.lastDay - dates.firstDay + 1;
    }

    function _familyOf(uint32 family) private view returns (Family memory) {
        return ISeriesRegistry(seriesRegistry).familyOf(family);
    }

    function _monthOf(uint32 family) private view returns (Family memory f) {
        f = _familyOf(family);
        if (f.formula != Formula.Month) revert NotAMonth(family);
    }
}
