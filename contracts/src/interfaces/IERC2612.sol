// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The part of ERC-2612 that the exchange uses: an allowance by signature.
interface IERC2612 {
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external;
}
