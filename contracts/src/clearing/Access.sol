// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearing} from "../interfaces/IClearing.sol";
import {Signatures} from "./Signatures.sol";

/// @notice Who else may act for an account: holders of its session keys, and anyone once its dead man's switch is due.
abstract contract Access is Signatures {
    bytes32 private constant SET_OPERATOR_TYPEHASH =
        keccak256("SetOperator(address owner,address operator,uint64 expiry,uint256 nonce,uint256 deadline)");

    /// @inheritdoc IClearing
    function setOperator(address operator, uint64 expiry) external nonReadReentrant {
        _setOperator(msg.sender, operator, expiry);
    }

    /// @inheritdoc IClearing
    function setOperatorBySig(
        address owner,
        address operator,
        uint64 expiry,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external nonReadReentrant {
        if (block.timestamp > deadline) revert DeadlinePassed(deadline, block.timestamp);
        bytes32 structHash = keccak256(abi.encode(SET_OPERATOR_TYPEHASH, owner, operator, expiry, nonce, deadline));
        _requireSigned(owner, nonce, structHash, signature);
        _setOperator(owner, operator, expiry);
    }

    /// @inheritdoc IClearing
    function setCancelAfter(uint32 timestamp) external nonReadReentrant {
        _setCancelAfter(msg.sender, timestamp);
    }

    /// @inheritdoc IClearing
    function operatorExpiry(address owner, address operator) external view returns (uint64) {
        return _operators[owner][operator];
    }

    /// @inheritdoc IClearing
    function cancelAfterOf(address owner) external view returns (uint32) {
        return _cancelAfter[owner];
    }

    function _setOperator(address owner, address operator, uint64 expiry) private {
        _operators[owner][operator] = expiry;
        emit OperatorSet(owner, operator, expiry);
    }
}
