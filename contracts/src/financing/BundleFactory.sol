// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibClone} from "solady/utils/LibClone.sol";

import {IBundleFactory} from "../interfaces/IBundleFactory.sol";
import {ICreditFactory} from "../interfaces/ICreditFactory.sol";
import {INoteFactory} from "../interfaces/INoteFactory.sol";
import {Bundle} from "./Bundle.sol";

/// @title Bundle factory
/// @notice The manual is {IBundleFactory}.
contract BundleFactory is IBundleFactory {
    uint256 private constant MAX_NOTES_PER_CREDIT = 1_000;

    ICreditFactory public immutable creditFactory;
    INoteFactory public immutable noteFactory;
    /// @notice What every bundle is a clone of.
    address public immutable implementation;

    uint256 public bundleCount;
    mapping(uint256 number => address) public bundleAt;
    mapping(address credit => mapping(address note => mapping(uint256 notesPerCredit => address))) public bundleOf;

    constructor(ICreditFactory creditFactory_, INoteFactory noteFactory_) {
        creditFactory = creditFactory_;
        noteFactory = noteFactory_;
        implementation = address(new Bundle());
    }

    /// @inheritdoc IBundleFactory
    function create(address credit, address note, uint256 notesPerCredit) external returns (address bundle) {
        if (!creditFactory.isCredit(credit)) revert NotACredit(credit);
        if (!noteFactory.isNote(note)) revert NotANote(note);
        if (notesPerCredit == 0 || notesPerCredit > MAX_NOTES_PER_CREDIT) {
            revert InvalidNotesPerCredit(notesPerCredit, MAX_NOTES_PER_CREDIT);
        }
        bundle = bundleOf[credit][note][notesPerCredit];
        if (bundle != address(0)) revert BundleExists(bundle);

        bundle = LibClone.clone(implementation);
        bundleAt[++bundleCount] = bundle;
        bundleOf[credit][note][notesPerCredit] = bundle;
        emit BundleCreated(bundle, credit, note, notesPerCredit);
        Bundle(bundle).initialize(credit, note, notesPerCredit);
    }
}
