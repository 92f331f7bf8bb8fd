// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib as Math} from "solady/utils/FixedPointMathLib.sol";

import {IMorphoOracle} from "../interfaces/IMorphoOracle.sol";
import {IRevenueNote, NoteTerms} from "../interfaces/IRevenueNote.sol";
import {Dividends} from "./Dividends.sol";

/// @title What a lender may count on for a revenue note
/// @notice The manual is {IMorphoOracle}.
contract NoteOracle is IMorphoOracle {
    uint256 private constant BP = 10_000;
    uint256 private constant ONE = 1e36;
    uint256 private constant COVENANT_MONTHS = 3;

    IRevenueNote public immutable note;
    uint256 public immutable haircutBp;
    /// @notice Cap of a lot, micro-USDC.
    uint256 public immutable cap;

    constructor(IRevenueNote note_, uint256 haircut) {
        if (haircut >= BP) revert InvalidHaircut(haircut, BP - 1);
        note = note_;
        haircutBp = haircut;
        NoteTerms memory terms = note_.terms();
        cap = uint256(terms.issuePrice) * terms.capBp / (BP * 1_000);
    }

    /// @inheritdoc IMorphoOracle
    function price() external view returns (uint256) {
        uint256 coupons = Math.fullMulDiv(note.couponIndex(), ONE, 1 << Dividends.FRACTION_BITS);
        if (note.conversion().declaredAt != 0 || _isStressDue()) return coupons;
        return coupons + (cap * ONE - coupons) / BP * (BP - haircutBp);
    }

    /// @dev Whether stress can be declared for the last month whose grace is over. Nobody must be able to borrow on the price of before just because
    /// nobody has declared it yet.
    function _isStressDue() private view returns (bool) {
        uint256 month = note.currentMonth() - 1;
        if (month == 0) return false;
        uint256 scheduled = note.scheduledUntil(month);
        if (note.state().deposited < scheduled) return true;
        if (month < COVENANT_MONTHS) return false;
        uint256 had = note.depositedIn(month) + note.depositedIn(month - 1) + note.depositedIn(month - 2);
        uint256 before = month == COVENANT_MONTHS ? 0 : note.scheduledUntil(month - COVENANT_MONTHS);
        return had * BP < (scheduled - before) * note.COVENANT_BP();
    }
}
