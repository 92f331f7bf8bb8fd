// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib as Math} from "solady/utils/FixedPointMathLib.sol";

import {CreditState, IComputeCredit} from "../interfaces/IComputeCredit.sol";
import {IMorphoOracle} from "../interfaces/IMorphoOracle.sol";

/// @title What a lender may count on for a compute credit
/// @notice The manual is {IMorphoOracle}.
contract CreditOracle is IMorphoOracle {
    uint256 private constant ONE = 1e36;
    /// @dev Lots of one unit.
    uint256 private constant UNIT = 1_000;

    IComputeCredit public immutable credit;
    /// @notice Grade that prices it; 0 if its own reference price does.
    uint32 public immutable grade;

    constructor(IComputeCredit credit_) {
        credit = credit_;
        grade = credit_.terms().grade;
    }

    /// @inheritdoc IMorphoOracle
    function price() external view returns (uint256) {
        CreditState memory s = credit.state();
        if (s.defaultedAt != 0) return s.defaultPool * ONE / s.defaultLots;

        (uint256 unitPrice, bool isIssuePrice) = credit.price();
        if (isIssuePrice && grade != 0) revert PriceTooOld(grade, 0);
        uint256 undelivered = s.circulating + s.queued;
        if (undelivered == 0) return 0;
        return Math.min(s.bond * ONE / undelivered, unitPrice * ONE / UNIT);
    }
}
