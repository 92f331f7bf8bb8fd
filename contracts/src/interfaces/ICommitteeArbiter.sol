// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IIndexArbiter} from "./IIndexArbiter.sol";

/// @title Committee of arbiters: as many members as the threshold must name the same price
/// @notice Members and threshold are fixed at construction. A member may change its vote until there is a ruling.
interface ICommitteeArbiter is IIndexArbiter {
    event Voted(address indexed index, uint32 indexed grade, uint32 indexed day, address member, uint56 price);
    event Ruled(address indexed index, uint32 indexed grade, uint32 indexed day, uint56 price);

    error NotAMember(address caller);
    /// @notice Thrown when the threshold is not 1 … number of members, of which there are at most 32, or a member is named twice or is zero.
    error InvalidCommittee(uint256 members, uint256 threshold);
    error AlreadyRuled(address index, uint32 grade, uint32 day);
    /// @notice Thrown when the print is not challenged, is another arbiter's, or its arbitration is over.
    error NotBeforeThisArbiter(address index, uint32 grade, uint32 day);
    error ZeroVote();

    /// @notice Names the right price of a challenged print, micro-USDC per GPU-hour. Members only.
    /// @dev The vote that reaches the threshold also resolves the challenge at the index.
    function vote(address index, uint32 grade, uint32 day, uint56 price) external;

    function members() external view returns (address[] memory);
    function threshold() external view returns (uint256);
    /// @notice A member's vote; 0 if there is none.
    function voteOf(address index, uint32 grade, uint32 day, address member) external view returns (uint56 price);
}
