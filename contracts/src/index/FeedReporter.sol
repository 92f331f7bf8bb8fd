// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";
import {IFeedReporter} from "../interfaces/IFeedReporter.sol";
import {IPriceIndex, Report} from "../interfaces/IPriceIndex.sol";
import {PrintTime} from "./PrintTime.sol";

/// @title Feed reporter
/// @notice The manual is {IFeedReporter}.
contract FeedReporter is IFeedReporter, IERC1271 {
    /// @dev How far {reportOf} walks back. A round that is further back can still be named in the signature.
    uint256 private constant MAX_ROUNDS_BACK = 256;
    uint8 private constant DECIMALS = 6;
    /// @dev Where the phase stands in a round's id: a feed's proxy numbers the rounds of each aggregator behind it from 1.
    uint256 private constant PHASE = 64;

    address public immutable priceIndex;
    address public immutable feed;
    uint32 public immutable grade;
    uint256 public immutable maxAge;
    uint8 private immutable _decimals;

    /// @param maxAge_ Oldest a round may be at 20:00 UTC, in seconds: the feed's heartbeat and some.
    constructor(address priceIndex_, address feed_, uint32 grade_, uint256 maxAge_) {
        priceIndex = priceIndex_;
        feed = feed_;
        grade = grade_;
        maxAge = maxAge_;
        _decimals = IAggregatorV3(feed_).decimals();
    }

    /// @inheritdoc IFeedReporter
    function push(uint32 day) external {
        Report[] memory reports = new Report[](1);
        reports[0] = reportOf(day);
        IPriceIndex(priceIndex).post(grade, day, reports);
    }

    /// @inheritdoc IERC1271
    /// @param signature The day and the id of the feed's last round before 20:00 UTC of it, ABI-encoded.
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (uint32 day, uint80 roundId) = abi.decode(signature, (uint32, uint80));
        (bool usable, uint56 price) = _priceAt(day, roundId);
        bool valid = usable && _isLastBefore(day, roundId) && hash == _hash(day, price);
        return valid ? IERC1271.isValidSignature.selector : bytes4(0);
    }

    /// @inheritdoc IFeedReporter
    function reportOf(uint32 day) public view returns (Report memory) {
        (uint80 roundId,,, uint256 updatedAt,) = IAggregatorV3(feed).latestRoundData();
        for (uint256 n; updatedAt > PrintTime.opens(day); ++n) {
            if (n == MAX_ROUNDS_BACK) revert RoundTooFarBack(day, MAX_ROUNDS_BACK);
            updatedAt = _updatedAt(--roundId);
        }
        (bool usable, uint56 price) = _priceAt(day, roundId);
        if (!usable) revert NoUsableRound(day);
        return Report(address(this), price, uint40(PrintTime.opens(day)), abi.encode(day, roundId));
    }

    /// @dev What the index has a reporter sign. The time is 20:00 UTC itself: what the feed said then, whenever it was written.
    function _hash(uint32 day, uint56 price) private view returns (bytes32) {
        return IPriceIndex(priceIndex).hashObservation(grade, day, price, uint40(PrintTime.opens(day)));
    }

    /// @return usable Whether the round is from before 20:00 UTC, fresh enough, and its price fits.
    /// @return price In micro-USDC per GPU-hour, rounded half up.
    function _priceAt(uint32 day, uint80 roundId) private view returns (bool usable, uint56 price) {
        uint256 at = PrintTime.opens(day);
        (bool exists, int256 answer, uint256 updatedAt) = _round(roundId);
        if (!exists || updatedAt > at || at - updatedAt > maxAge || answer <= 0) return (false, 0);
        uint256 scaled = _scaled(uint256(answer));
        usable = scaled != 0 && scaled <= type(uint56).max;
        return (usable, uint56(scaled));
    }

    function _scaled(uint256 answer) private view returns (uint256) {
        if (answer > type(uint128).max) return 0;
        if (_decimals <= DECIMALS) return answer * 10 ** (DECIMALS - _decimals);
        uint256 unit = 10 ** (_decimals - DECIMALS);
        return (answer + unit / 2) / unit;
    }

    /// @dev Whether the next round, in this phase or as the first of the next one, is from after 20:00 UTC or has not come yet.
    function _isLastBefore(uint32 day, uint80 roundId) private view returns (bool) {
        (uint80 latest,,,,) = IAggregatorV3(feed).latestRoundData();
        if (roundId == latest) return true;
        uint256 next = _updatedAt(roundId + 1);
        if (next == 0) next = _updatedAt(uint80((((uint256(roundId) >> PHASE) + 1) << PHASE) | 1));
        return next > PrintTime.opens(day);
    }

    /// @return When a round was written; 0 if there is none.
    function _updatedAt(uint80 roundId) private view returns (uint256) {
        (,, uint256 updatedAt) = _round(roundId);
        return updatedAt;
    }

    /// @dev A feed reverts, or answers zeros, for a round that it does not have.
    function _round(uint80 roundId) private view returns (bool exists, int256 answer, uint256 updatedAt) {
        try IAggregatorV3(feed).getRoundData(roundId) returns (uint80, int256 value, uint256, uint256 time, uint80) {
            return (time != 0, value, time);
        } catch {
            return (false, 0, 0);
        }
    }
}
