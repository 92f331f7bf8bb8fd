// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Arbiter of challenged prints
/// @notice Asked by {IPriceIndex-resolve}. One that reverts, or never rules, lets the print stand after the arbitration period.
interface IIndexArbiter {
    /// @notice What was ruled on the print of a grade and day.
    /// @param index The index that printed it.
    /// @return isRuled Whether there is a ruling; it must never change.
    /// @return price The right price, micro-USDC per GPU-hour: that of the print if it is right.
    function rulingOf(address index, uint32 grade, uint32 day) external view returns (bool isRuled, uint256 price);
}
