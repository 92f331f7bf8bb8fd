// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Report} from "./IPriceIndex.sol";

/// @title Feed reporter: a Chainlink-style feed as one reporter of the index
/// @notice Observes what the feed said at 20:00 UTC: its last round before. Needs no key: its signature (ERC-1271) is the id of that round, which
/// the contract checks against the feed. So anyone can make its observation part of a batch, or {push} it alone.
interface IFeedReporter {
    /// @notice Thrown when the feed has no round of the day that may be used: none before 20:00 UTC, or too old, or not above zero.
    error NoUsableRound(uint32 day);
    /// @notice Thrown when the feed's round of 20:00 UTC is more than `maximum` rounds back.
    error RoundTooFarBack(uint32 day, uint256 maximum);

    /// @notice The observation of a day, ready for {IPriceIndex-post}: found by walking back from the feed's latest round.
    function reportOf(uint32 day) external view returns (Report memory);

    /// @notice Posts the observation of a day. Anyone may, while the index takes observations.
    function push(uint32 day) external;

    function priceIndex() external view returns (address);
    function feed() external view returns (address);
    function grade() external view returns (uint32);
    /// @notice Oldest a round may be at 20:00 UTC, in seconds.
    function maxAge() external view returns (uint256);
}
