// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommitteeArbiter} from "../interfaces/ICommitteeArbiter.sol";
import {IIndexArbiter} from "../interfaces/IIndexArbiter.sol";
import {Challenge, IPriceIndex, PrintStatus} from "../interfaces/IPriceIndex.sol";

/// @title Committee of arbiters
/// @notice The manual is {ICommitteeArbiter}.
contract CommitteeArbiter is ICommitteeArbiter {
    struct Case {
        uint56 ruling;
        mapping(address member => uint56) voteOf;
        mapping(uint56 price => uint256) votesFor;
    }

    uint256 private constant MAX_MEMBERS = 32;

    uint256 public immutable threshold;
    address[] private _members;
    mapping(address account => bool) private _isMember;
    mapping(address index => mapping(uint32 grade => mapping(uint32 day => Case))) private _cases;

    /// @param threshold_ How many members must name the same price.
    constructor(address[] memory members_, uint256 threshold_) {
        bool valid = threshold_ != 0 && threshold_ <= members_.length && members_.length <= MAX_MEMBERS;
        for (uint256 n; valid && n < members_.length; ++n) {
            valid = members_[n] != address(0) && !_isMember[members_[n]];
            _isMember[members_[n]] = true;
        }
        if (!valid) revert InvalidCommittee(members_.length, threshold_);
        _members = members_;
        threshold = threshold_;
    }

    /// @inheritdoc ICommitteeArbiter
    function vote(address index, uint32 grade, uint32 day, uint56 price) external {
        if (!_isMember[msg.sender]) revert NotAMember(msg.sender);
        if (price == 0) revert ZeroVote();
        Case storage c = _cases[index][grade][day];
        if (c.ruling != 0) revert AlreadyRuled(index, grade, day);
        _requireOpen(IPriceIndex(index), grade, day);

        uint56 before = c.voteOf[msg.sender];
        if (before != 0) --c.votesFor[before];
        c.voteOf[msg.sender] = price;
        emit Voted(index, grade, day, msg.sender, price);
        if (++c.votesFor[price] < threshold) return;
        c.ruling = price;
        emit Ruled(index, grade, day, price);
        IPriceIndex(index).resolve(grade, day);
    }

    /// @inheritdoc IIndexArbiter
    function rulingOf(address index, uint32 grade, uint32 day) external view returns (bool isRuled, uint256 price) {
        price = _cases[index][grade][day].ruling;
        return (price != 0, price);
    }

    /// @inheritdoc ICommitteeArbiter
    function members() external view returns (address[] memory) {
        return _members;
    }

    /// @inheritdoc ICommitteeArbiter
    function voteOf(address index, uint32 grade, uint32 day, address member) external view returns (uint56 price) {
        return _cases[index][grade][day].voteOf[member];
    }

    function _requireOpen(IPriceIndex index, uint32 grade, uint32 day) private view {
        Challenge memory c = index.challengeOf(grade, day);
        bool isOpen = index.printOf(grade, day).status == PrintStatus.Challenged;
        if (!isOpen || address(c.arbiter) != address(this)) revert NotBeforeThisArbiter(address(index), grade, day);
    }
}
