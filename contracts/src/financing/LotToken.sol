// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

/// @title Token of credits, notes and bundles
/// @notice A plain ERC-20 with permits. It has 3 decimals, so that a base unit is a lot of its market.
abstract contract LotToken is ERC20 {
    /// @notice Thrown when tokens are sent to their own contract, where nobody could use them.
    error TransferToItself(address token);
    /// @notice Thrown when anyone but the factory sets a clone up.
    error OnlyFactory(address caller);

    /// @dev The factory sets a clone up in the transaction that creates it, and calls no second time.
    address public immutable factory;

    constructor() {
        factory = msg.sender;
    }

    modifier onlyFactory() {
        _requireFactory();
        _;
    }

    function decimals() public pure override returns (uint8) {
        return 3;
    }

    function _requireFactory() private view {
        if (msg.sender != factory) revert OnlyFactory(msg.sender);
    }

    function _beforeTokenTransfer(address, address to, uint256) internal view override {
        if (to == address(this)) revert TransferToItself(to);
    }

    /// @dev Nobody is allowed anything that the holder did not allow.
    function _givePermit2InfiniteAllowance() internal pure override returns (bool) {
        return false;
    }
}
