// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib as Math} from "solady/utils/FixedPointMathLib.sol";

import {IMorphoOracle} from "../interfaces/IMorphoOracle.sol";
import {IPriceIndex} from "../interfaces/IPriceIndex.sol";
import {ISeriesRegistry, Series} from "../interfaces/ISeriesRegistry.sol";
import {ISettlement} from "../interfaces/ISettlement.sol";

/// @title What a lender may count on for LONG of one series
/// @notice The manual is {IMorphoOracle}.
contract LongOracle is IMorphoOracle {
    uint256 private constant BP = 10_000;
    uint256 private constant STALE_AFTER = 7;
    uint32 private constant MEAN_PRINTS = 30;
    /// @dev Micro-USDC per GPU-hour to base units of USDC per lot, times 1e36: a lot is a thousandth.
    uint256 private constant SCALE = 1e33;
    /// @dev Micro-USDC per GPU-hour of one tick.
    uint256 private constant TICK = 1_000;

    ISettlement public immutable settlement;
    IPriceIndex public immutable index;
    uint32 public immutable market;
    uint32 public immutable grade;
    /// @notice Highest payoff, micro-USDC per GPU-hour.
    uint256 public immutable cap;
    uint256 public immutable haircutBp;

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
        grade = series.grade;
        cap = series.cap * TICK;
    }

    /// @inheritdoc IMorphoOracle
    function price() external view returns (uint256) {
        (bool isFinal, uint256 finalPrice) = settlement.finalPriceOf(market);
        if (isFinal) return finalPrice * SCALE;

        uint256 today = block.timestamp / 1 days;
        (uint256 latest, uint256 day) = index.lastFinalBefore(grade, uint32(today));
        if (latest == 0 || day + STALE_AFTER < today) revert PriceTooOld(grade, day);
        uint256 lower = Math.min(latest, index.meanOfLast(grade, MEAN_PRINTS));
        return Math.min(lower * (BP - haircutBp) / BP, cap) * SCALE;
    }
}
