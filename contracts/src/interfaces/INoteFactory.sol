// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NoteTerms} from "./IRevenueNote.sol";

/// @title Note factory: issues revenue notes
/// @notice Anyone may issue. Every note made here is a clone of one implementation: its code is known, its terms are what the event says.
interface INoteFactory {
    /// @param reserveLots Lots of the reserve credit locked at issue.
    event NoteIssued(
        address indexed note, address indexed issuer, address indexed reserve, uint256 reserveLots, NoteTerms terms
    );

    /// @notice Thrown when a number of the terms is outside its bounds.
    error InvalidNoteTerm(string term, uint256 given, uint256 minimum, uint256 maximum);
    /// @notice Thrown when the cap of a lot is no whole number of micro-USDC: issue price × capBp must be a multiple of 10^7.
    error CapNotExact(uint256 issuePrice, uint256 capBp);
    /// @notice Thrown when the reserve is no credit of the same issuer.
    error InvalidReserve(address reserve);
    /// @notice Thrown when the reserve's window closes before credits from a conversion at maturity could be used.
    error ReserveEndsTooEarly(uint256 end, uint256 earliest);

    /// @notice Issues a note: the caller becomes the issuer; `reserveLots` of its reserve credit are taken and locked.
    ///
    /// Requirements: bounds as in {NoteTerms}; the cap is above the issue price and at most 3 ×; 1 … 120 coupons, the first one due within 400 days; all scheduled
    /// coupons together are at most the cap; the window of the reserve ends at least 60 days after maturity.
    function issue(NoteTerms calldata terms, uint256 reserveLots) external returns (address note);

    function noteCount() external view returns (uint256);
    /// @notice Notes are numbered from 1.
    function noteAt(uint256 number) external view returns (address);
    function isNote(address token) external view returns (bool);
}
