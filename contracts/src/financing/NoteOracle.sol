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
    /// @dev Lots of one note.
    uint256 private constant UNIT = 1_000;
    uint256 private constant COVENANT_MONTHS = 3;

    IRevenueNote public immutable note;
    uint256 public immutable haircutBp;
    /// @notice When the last coupon is due, Unix seconds.
    uint256 public immutable maturity;
    /// @dev Of a lot, micro-USDC × 1e36: all scheduled coupons, which together are at most the cap, and the issue price.
    uint256 private immutable _schedule;
    uint256 private immutable _issuePrice;

    constructor(IRevenueNote note_, uint256 haircut) {
        if (haircut >= BP) revert InvalidHaircut(haircut, BP - 1);
        note = note_;
        haircutBp = haircut;
        NoteTerms memory terms = note_.terms();
        maturity = note_.dueDate(terms.coupons);
        _schedule = uint256(terms.minimumCoupon) * terms.coupons * ONE / UNIT;
        _issuePrice = uint256(terms.issuePrice) * ONE / UNIT;
    }

    /// @inheritdoc IMorphoOracle
    function price() external view returns (uint256) {
        uint256 carried = Math.fullMulDiv(note.couponIndex(), ONE, 1 << Dividends.FRACTION_BITS);
        if (block.timestamp >= maturity || note.conversion().declaredAt != 0 || _isStressDue()) return carried;
        uint256 due = Math.saturatingSub(_schedule, carried);
        // Of what is carried every unit is in the contract, also above the issue price.
        return Math.max(carried, Math.min(carried + due / BP * (BP - haircutBp), _issuePrice));
    }

    /// @dev Whether stress can be declared for the last month whose grace is over. Nobody must be able to borrow on the price of before just because
    /// nobody has declared it yet.
    function _isStressDue() private view returns (bool) {
        uint256 month = note.currentMonth() - 1;
        if (month == 0) return false;
        if (note.state().deposited < note.scheduledUntil(month)) return true;
        if (month < COVENANT_MONTHS) return false;
        (uint256 had, uint256 needed) = note.covenantOf(month);
        return had < needed;
    }
}
