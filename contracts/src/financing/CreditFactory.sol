// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib as Math} from "solady/utils/FixedPointMathLib.sol";
import {LibClone} from "solady/utils/LibClone.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {CreditTerms} from "../interfaces/IComputeCredit.sol";
import {ICreditFactory} from "../interfaces/ICreditFactory.sol";
import {IPriceIndex} from "../interfaces/IPriceIndex.sol";
import {ComputeCredit} from "./ComputeCredit.sol";
import {TermsText} from "./TermsText.sol";

/// @title Credit factory
/// @notice The manual is {ICreditFactory}.
contract CreditFactory is ICreditFactory {
    uint256 public constant BOND_FLOOR_BP = 2_000;

    uint256 private constant MAX_LOTS = type(uint56).max;
    /// @dev Against milliseconds taken for seconds; a note's reserve must outlast a note of ten years.
    uint256 private constant MAX_REACH = 12 * 365 days;
    /// @dev Age at which a print is too old to issue at, in days.
    uint256 private constant STALE_AFTER = 7;

    address public immutable usdc;
    IPriceIndex public immutable index;
    /// @notice What every credit is a clone of.
    address public immutable implementation;

    uint256 public creditCount;
    mapping(uint256 number => address) public creditAt;
    mapping(address token => bool) public isCredit;

    constructor(address usdc_, IPriceIndex index_) {
        usdc = usdc_;
        index = index_;
        implementation = address(new ComputeCredit(usdc_, index_));
    }

    /// @inheritdoc ICreditFactory
    function issue(CreditTerms calldata terms, uint256 lots, uint256 bond) external returns (address credit) {
        _requireTerms(terms);
        if (lots == 0 || lots > MAX_LOTS) revert InvalidIssue(lots, MAX_LOTS);
        (uint256 minimum, uint256 unitPrice) = minimumBond(terms.grade, terms.referencePrice, lots);
        if (bond < minimum) revert BondTooSmall(bond, minimum);

        credit = LibClone.clone(implementation);
        creditAt[++creditCount] = credit;
        isCredit[credit] = true;
        emit CreditIssued(credit, msg.sender, terms.grade, lots, bond, unitPrice, terms);
        ComputeCredit(credit).initialize(terms, msg.sender, lots, bond, unitPrice);
        SafeTransferLib.safeTransferFrom(usdc, msg.sender, credit, bond);
    }

    /// @inheritdoc ICreditFactory
    function minimumBond(uint32 grade, uint64 referencePrice, uint256 lots)
        public
        view
        returns (uint256 bond, uint256 unitPrice)
    {
        if ((grade == 0) == (referencePrice == 0)) revert InvalidPricing(grade, referencePrice);
        unitPrice = grade == 0 ? referencePrice : _freshPrice(grade);
        bond = Math.divUp(lots * unitPrice * BOND_FLOOR_BP, 10_000 * 1_000);
    }

    function _freshPrice(uint32 grade) private view returns (uint256 unitPrice) {
        uint256 today = block.timestamp / 1 days;
        uint256 day;
        (unitPrice, day) = index.lastFinalBefore(grade, uint32(today));
        if (unitPrice == 0 || day + STALE_AFTER < today) revert IndexTooOld(grade, day);
    }

    function _requireTerms(CreditTerms calldata terms) private view {
        TermsText.requirePrintable(terms.name, TermsText.MAX_NAME);
        TermsText.requirePrintable(terms.symbol, TermsText.MAX_NAME);
        TermsText.requirePrintable(terms.unit, TermsText.MAX_NAME);
        TermsText.requirePrintable(terms.endpoint, TermsText.MAX_ENDPOINT);
        bool isWindow = terms.start < terms.end && terms.end > block.timestamp;
        if (!isWindow || terms.end > block.timestamp + MAX_REACH) revert InvalidWindow(terms.start, terms.end);
        if (terms.meter == msg.sender) revert MeterIsIssuer(msg.sender);
    }
}
