// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibClone} from "solady/utils/LibClone.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IComputeCredit} from "../interfaces/IComputeCredit.sol";
import {ICreditFactory} from "../interfaces/ICreditFactory.sol";
import {INoteFactory} from "../interfaces/INoteFactory.sol";
import {IPriceIndex} from "../interfaces/IPriceIndex.sol";
import {NoteTerms} from "../interfaces/IRevenueNote.sol";
import {RevenueNote} from "./RevenueNote.sol";
import {Schedule} from "./Schedule.sol";
import {TermsText} from "./TermsText.sol";

/// @title Note factory
/// @notice The manual is {INoteFactory}.
contract NoteFactory is INoteFactory {
    /// @dev Basis points × lots of a note.
    uint256 private constant BP_LOTS = 10_000 * 1_000;
    uint256 private constant MAX_FIRST_DUE = 400 days;
    /// @dev From maturity to the end of the reserve's window: grace, conversion, and time to use the credits.
    uint256 private constant RESERVE_LIFE = 60 days;

    ICreditFactory public immutable creditFactory;
    /// @notice What every note is a clone of.
    address public immutable implementation;

    uint256 public noteCount;
    mapping(uint256 number => address) public noteAt;
    mapping(address token => bool) public isNote;

    constructor(address usdc, IPriceIndex index, ICreditFactory creditFactory_) {
        creditFactory = creditFactory_;
        implementation = address(new RevenueNote(usdc, index));
    }

    /// @inheritdoc INoteFactory
    function issue(NoteTerms calldata terms, uint256 reserveLots) external returns (address note) {
        _requireTexts(terms);
        _requireNumbers(terms);
        _requireReserve(terms, reserveLots);

        note = LibClone.clone(implementation);
        noteAt[++noteCount] = note;
        isNote[note] = true;
        emit NoteIssued(note, msg.sender, terms.reserve, reserveLots, terms);
        RevenueNote(note).initialize(terms, msg.sender, reserveLots);
        if (reserveLots != 0) SafeTransferLib.safeTransferFrom(terms.reserve, msg.sender, note, reserveLots);
    }

    function _requireTexts(NoteTerms calldata terms) private pure {
        TermsText.requirePrintable(terms.name, TermsText.MAX_NAME);
        TermsText.requirePrintable(terms.symbol, TermsText.MAX_NAME);
        TermsText.requirePrintable(terms.productLine, TermsText.MAX_NAME);
    }

    function _requireNumbers(NoteTerms calldata terms) private view {
        _requireWithin("lots", terms.lots, 1, type(uint56).max);
        _requireWithin("issuePrice", terms.issuePrice, 1, type(uint56).max);
        _requireWithin("shareBp", terms.shareBp, 500, 1_000);
        _requireWithin("capBp", terms.capBp, 10_001, 30_000);
        _requireWithin("firstDue", terms.firstDue, block.timestamp + 1, block.timestamp + MAX_FIRST_DUE);
        _requireWithin("coupons", terms.coupons, 1, 120);
        uint256 cap = uint256(terms.issuePrice) * terms.capBp;
        if (cap % BP_LOTS != 0) revert CapNotExact(terms.issuePrice, terms.capBp);
        _requireWithin("minimumCoupon", terms.minimumCoupon, 1, cap / 10_000 / terms.coupons);
    }

    function _requireReserve(NoteTerms calldata terms, uint256 reserveLots) private view {
        if (terms.reserve == address(0)) {
            _requireWithin("reserveLots", reserveLots, 0, 0);
            return;
        }
        bool isOwn = creditFactory.isCredit(terms.reserve) && IComputeCredit(terms.reserve).issuer() == msg.sender;
        if (!isOwn) revert InvalidReserve(terms.reserve);
        uint256 end = IComputeCredit(terms.reserve).terms().end;
        uint256 earliest = Schedule.dueDate(terms.firstDue, terms.coupons) + RESERVE_LIFE;
        if (end < earliest) revert ReserveEndsTooEarly(end, earliest);
    }

    function _requireWithin(string memory term, uint256 given, uint256 minimum, uint256 maximum) private pure {
        if (given < minimum || given > maximum) revert InvalidNoteTerm(term, given, minimum, maximum);
    }
}
