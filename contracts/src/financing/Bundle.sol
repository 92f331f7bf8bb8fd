// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibString} from "solady/utils/LibString.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IBundle} from "../interfaces/IBundle.sol";
import {LotToken} from "./LotToken.sol";

/// @title Bundle
/// @notice The manual is {IBundle}.
contract Bundle is IBundle, LotToken {
    address public credit;
    address public note;
    uint256 public notesPerCredit;

    /// @notice Sets a clone up.
    function initialize(address credit_, address note_, uint256 notesPerCredit_) external onlyFactory {
        credit = credit_;
        note = note_;
        notesPerCredit = notesPerCredit_;
    }

    /// @inheritdoc IBundle
    function wrap(uint256 lots, address to) external {
        if (lots == 0) revert ZeroBundles();
        _mint(to, lots);
        emit Wrapped(msg.sender, to, lots);
        SafeTransferLib.safeTransferFrom(credit, msg.sender, address(this), lots);
        SafeTransferLib.safeTransferFrom(note, msg.sender, address(this), lots * notesPerCredit);
    }

    /// @inheritdoc IBundle
    function unwrap(uint256 lots, address to) external {
        if (lots == 0) revert ZeroBundles();
        _burn(msg.sender, lots);
        emit Unwrapped(msg.sender, to, lots);
        SafeTransferLib.safeTransfer(credit, to, lots);
        SafeTransferLib.safeTransfer(note, to, lots * notesPerCredit);
    }

    /// @dev From the names of what is inside, which never change.
    function name() public view override returns (string memory) {
        string memory notes = string.concat(LibString.toString(notesPerCredit), " ", LotToken(note).name());
        return string.concat(LotToken(credit).name(), " + ", notes);
    }

    function symbol() public view override returns (string memory) {
        string memory notes = string.concat(LibString.toString(notesPerCredit), "x", LotToken(note).symbol());
        return string.concat(LotToken(credit).symbol(), "+", notes);
    }
}
