// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IPriceIndex, Print} from "../interfaces/IPriceIndex.sol";
import {ISeriesRegistry} from "../interfaces/ISeriesRegistry.sol";
import {PrintTime} from "./PrintTime.sol";

/// @title Index feed: the final prints of one grade, read like a Chainlink feed
/// @notice An answer is in US dollars per GPU-hour with 8 decimals. A round is a day, its id the number of days since 1970-01-01.
///
/// Notes:
/// - Only final prints are answers, so the latest round is at least two days old: {latestRoundData} says of when by `updatedAt`.
/// - A carried day has a round, with `answeredInRound` and `updatedAt` of the day whose price it carries. It is never the latest.
contract IndexFeed is IAggregatorV3 {
    /// @notice Thrown when a day has no final print.
    error NoFinalRound(uint32 grade, uint80 roundId);

    uint8 public constant decimals = 8;
    uint256 public constant version = 1;
    /// @dev A micro-USDC with 8 decimals.
    uint256 private constant SCALE = 100;

    IPriceIndex public immutable priceIndex;
    uint32 public immutable grade;
    string public description;

    constructor(IPriceIndex priceIndex_, ISeriesRegistry seriesRegistry, uint32 grade_) {
        priceIndex = priceIndex_;
        grade = grade_;
        description = string.concat(seriesRegistry.gradeOf(grade_).name, " GPU-hour / USD");
    }

    /// @inheritdoc IAggregatorV3
    function getRoundData(uint80 roundId)
        external
        view
        returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        if (roundId > type(uint32).max) revert NoFinalRound(grade, roundId);
        Print memory print = priceIndex.printOf(grade, uint32(roundId));
        if (!print.isFinal || print.price == 0) revert NoFinalRound(grade, roundId);
        return _round(roundId, print.price, print.source);
    }

    /// @inheritdoc IAggregatorV3
    function latestRoundData()
        external
        view
        returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        (uint256 price, uint32 day) = priceIndex.latestFinal(grade);
        return _round(day, price, day);
    }

    function _round(uint80 id, uint256 price, uint32 source)
        private
        pure
        returns (uint80, int256, uint256, uint256, uint80)
    {
        uint256 observedAt = PrintTime.opens(source);
        return (id, int256(price * SCALE), observedAt, observedAt, source);
    }
}
