// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CreditTerms} from "./IComputeCredit.sol";

/// @title Credit factory: issues compute credits
/// @notice Anyone may issue. Every credit made here is a clone of one implementation: its code is known, its terms are what the event says.
interface ICreditFactory {
    /// @param lots Lots issued, all to the issuer.
    /// @param bond Micro-USDC.
    /// @param issuePrice Price of a unit at issue, micro-USDC: the index's latest final print, or the reference price.
    event CreditIssued(
        address indexed credit,
        address indexed issuer,
        uint32 indexed grade,
        uint256 lots,
        uint256 bond,
        uint256 issuePrice,
        CreditTerms terms
    );

    /// @notice Thrown when the bond is below 20 % of lots × price at issue.
    error BondTooSmall(uint256 bond, uint256 minimum);
    /// @notice Thrown when the window is empty, over already, or ends more than 12 years ahead.
    error InvalidWindow(uint256 start, uint256 end);
    /// @notice Thrown unless exactly one of grade and reference price is given.
    error InvalidPricing(uint32 grade, uint64 referencePrice);
    /// @notice Thrown when the issuer names itself as the meter.
    error MeterIsIssuer(address issuer);
    /// @notice Thrown when lots are none, or more than 2^56 − 1.
    error InvalidIssue(uint256 lots, uint256 maximum);
    /// @notice Thrown when the index's latest final print is too old to issue at.
    error IndexTooOld(uint32 grade, uint256 day);

    /// @notice Issues a credit: takes `bond` from the caller, who becomes the issuer and gets all lots.
    ///
    /// Requirements:
    /// - The bond is at least 20 % of lots × price of a unit, rounded up to the micro-USDC.
    /// - Exactly one of `grade` and `referencePrice` is given. The grade's latest final print is at most 7 days old.
    function issue(CreditTerms calldata terms, uint256 lots, uint256 bond) external returns (address credit);

    /// @notice 2,000: 20 % of what is owed at issue, in basis points.
    function BOND_FLOOR_BP() external view returns (uint256);
    function creditCount() external view returns (uint256);
    /// @notice Credits are numbered from 1.
    function creditAt(uint256 number) external view returns (address);
    function isCredit(address token) external view returns (bool);
    /// @notice What the bond must be at least, and the price of a unit that it follows from.
    function minimumBond(uint32 grade, uint64 referencePrice, uint256 lots)
        external
        view
        returns (uint256 bond, uint256 unitPrice);
}
