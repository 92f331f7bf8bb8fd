// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib as Math} from "solady/utils/FixedPointMathLib.sol";

import {IMorphoOracle} from "../interfaces/IMorphoOracle.sol";
import {IPriceIndex, Print} from "../interfaces/IPriceIndex.sol";
import {Family, ISeriesRegistry, Series} from "../interfaces/ISeriesRegistry.sol";
import {ISettlement, SettlementDates} from "../interfaces/ISettlement.sol";
import {LastWeek} from "./LastWeek.sol";

/// @title What a lender may count on for LONG of one series
/// @notice The manual is {IMorphoOracle}.
contract LongOracle is IMorphoOracle {
    uint256 private constant BP = 10_000;
    uint32 private constant MEAN_PRINTS = 30;
    /// @dev Micro-USDC per GPU-hour to base units of USDC per lot, times 1e36: a lot is a thousandth.
    uint256 private constant SCALE = 1e33;
    /// @dev Micro-USDC per GPU-hour of one tick.
    uint256 private constant TICK = 1_000;

    ISettlement public immutable settlement;
    IPriceIndex public immutable index;
    uint32 public immutable market;
    uint32 public immutable grade;
    /// @notice Price above which it pays, micro-USDC per GPU-hour.
    uint256 public immutable floor;
    /// @notice Highest payoff, micro-USDC per GPU-hour.
    uint256 public immutable cap;
    uint256 public immutable haircutBp;
    /// @dev Of the delivery month, as days since 1970-01-01.
    uint256 private immutable _firstDay;
    uint256 private immutable _lastDay;

    constructor(
        ISettlement settlement_,
        ISeriesRegistry registry,
        IPriceIndex index_,
        uint32 market_,
        uint256 haircut
    ) {
        if (haircut >= BP) revert InvalidHaircut(haircut, BP - 1);
        settlement = settlement_;
        index = index_;
        market = market_;
        haircutBp = haircut;
        Series memory series = registry.seriesOf(market_);
        Family memory family = registry.familyOf(series.family);
        grade = family.grade;
        floor = series.floor * TICK;
        cap = series.cap * TICK;
        SettlementDates memory dates = settlement_.datesOf(series.family);
        _firstDay = dates.firstDay;
        _lastDay = dates.lastDay;
    }

    /// @inheritdoc IMorphoOracle
    function price() external view returns (uint256) {
        (bool isFinal, uint256 finalPrice) = settlement.finalPriceOf(market);
        if (isFinal) return finalPrice * SCALE;

        uint256 today = block.timestamp / 1 days;
        uint256 lowest = LastWeek.lowest(index, grade, uint32(today));
        lowest = Math.min(lowest, index.meanOfLast(grade, MEAN_PRINTS));
        lowest = Math.min(lowest, _meanOfMonth(today));
        return Math.min(Math.zeroFloorSub(lowest * (BP - haircutBp) / BP, floor), cap) * SCALE;
    }

    /// @dev What LONG would pay by the days of its month that are over; without limit while there is none. Rounded down to the tick.
    function _meanOfMonth(uint256 today) private view returns (uint256) {
        uint256 end = Math.min(today, _lastDay + 1);
        if (end <= _firstDay) return type(uint256).max;
        Print[] memory prints = index.printsOf(grade, uint32(_firstDay), uint32(end - _firstDay));
        uint256 sum;
        uint256 priced;
        for (uint256 n; n < prints.length; ++n) {
            sum += prints[n].price;
            if (prints[n].price != 0) ++priced;
        }
        return priced == 0 ? type(uint256).max : sum / (priced * TICK) * TICK;
    }
}
