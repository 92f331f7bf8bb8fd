// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib as Math} from "solady/utils/FixedPointMathLib.sol";

import {CreditState, IComputeCredit} from "../interfaces/IComputeCredit.sol";
import {IMorphoOracle} from "../interfaces/IMorphoOracle.sol";
import {IPriceIndex} from "../interfaces/IPriceIndex.sol";
import {LastWeek} from "./LastWeek.sol";

/// @title What a lender may count on for a compute credit
/// @notice The manual is {IMorphoOracle}.
contract CreditOracle is IMorphoOracle {
    uint256 private constant ONE = 1e36;
    /// @dev Lots of one unit.
    uint256 private constant UNIT = 1_000;

    IComputeCredit public immutable credit;
    /// @notice Grade that prices it; 0 if its own reference price does.
    uint32 public immutable grade;
    IPriceIndex public immutable index;
    uint256 private immutable _end;
    /// @dev Before it default is not declared.
    uint256 private immutable _defaultFrom;

    constructor(IComputeCredit credit_) {
        credit = credit_;
        grade = credit_.terms().grade;
        index = credit_.index();
        _end = credit_.terms().end;
        _defaultFrom = _end + credit_.RECEIPT_GRACE();
    }

    /// @inheritdoc IMorphoOracle
    function price() external view returns (uint256) {
        CreditState memory s = credit.state();
        if (s.defaultedAt != 0) return s.defaultPool * ONE / s.defaultLots;

        uint256 unitPrice = _unitPrice();
        uint256 undelivered = s.circulating + s.queued;
        if (undelivered == 0) return 0;
        return Math.min(s.bond * ONE / undelivered, unitPrice * ONE / UNIT);
    }

    /// @dev Once the window is over the prints before its end count: one of them is the price of default. If the index was silent then, it is an older one,
    /// which no challenge can change any more.
    function _unitPrice() private view returns (uint256 unitPrice) {
        if (grade != 0) {
            uint32 day = uint32(Math.min(block.timestamp, _end) / 1 days);
            if (block.timestamp < _defaultFrom) return LastWeek.lowest(index, grade, day);
            unitPrice = LastWeek.find(index, grade, day);
            if (unitPrice != LastWeek.NONE) return unitPrice;
        }
        (unitPrice,) = credit.price();
    }
}
