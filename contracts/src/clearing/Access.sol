// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearing, OperatorGrant} from "../interfaces/IClearing.sol";
import {SessionKey, SessionKeyLib} from "../types/SessionKey.sol";
import {Signatures} from "./Signatures.sol";

/// @notice Who else may act for an account: holders of its session keys, and anyone once its dead man's switch is due.
abstract contract Access is Signatures {
    bytes32 private constant GRANT_TYPEHASH = keccak256(
        "SetOperator(address owner,address operator,uint64 expiry,uint32 quote,uint96 budget,uint32 epoch,uint256 nonce,uint256 deadline)"
    );

    /// @inheritdoc IClearing
    function setOperator(address operator, uint64 expiry, uint32 quote, uint96 budget) external nonReadReentrant {
        _endEpoch(msg.sender);
        _setOperator(msg.sender, operator, expiry, quote, budget, 0);
    }

    /// @inheritdoc IClearing
    function setOperatorBySig(OperatorGrant calldata grant, bytes calldata signature) external nonReadReentrant {
        if (block.timestamp > grant.deadline) revert DeadlinePassed(grant.deadline, block.timestamp);
        bytes32 structHash = keccak256(abi.encode(GRANT_TYPEHASH, grant));
        uint256 hash = uint256(structHash);
        // Somebody has sent it before: what it asks for is done.
        if (isNonceUsed(grant.owner, grant.nonce) && _operators[grant.owner][grant.operator].isOf(hash)) return;
        uint32 epoch = _grants[grant.owner].epoch;
        if (grant.epoch != epoch) revert GrantOfAnotherEpoch(grant.owner, grant.epoch, epoch);
        _requireSigned(grant.owner, grant.nonce, structHash, signature);
        emit NonceUsed(grant.owner, grant.nonce);
        if (grant.expiry == 0) _endEpoch(grant.owner);
        _setOperator(grant.owner, grant.operator, grant.expiry, grant.quote, grant.budget, hash);
    }

    /// @inheritdoc IClearing
    function setCancelAfter(uint32 timestamp) external nonReadReentrant {
        _setCancelAfter(msg.sender, timestamp);
    }

    /// @inheritdoc IClearing
    function sessionKeyOf(address owner, address operator)
        external
        view
        returns (uint64 expiry, uint32 quote, uint96 left)
    {
        SessionKey key = _operators[owner][operator];
        return (uint64(key.expiry()), uint32(key.quote()), uint96(key.left()));
    }

    /// @inheritdoc IClearing
    function grantEpoch(address owner) external view returns (uint32) {
        return _grants[owner].epoch;
    }

    /// @inheritdoc IClearing
    function cancelAfterOf(address owner) external view returns (uint32) {
        return _cancelAfter[owner];
    }

    /// @dev Each grant has a number of its own: what was counted of an earlier one, and orders placed under it, are not counted to the new one.
    /// @param hash Of the signed grant; 0 if the owner sent it.
    function _setOperator(address owner, address operator, uint64 expiry, uint32 quote, uint96 budget, uint256 hash)
        private
    {
        if (quote > SessionKeyLib.MAX_QUOTE) revert InvalidQuoteAsset(quote);
        uint32 number = ++_grants[owner].count;
        if (number > SessionKeyLib.MAX_NUMBER) revert TooManyGrants(owner);
        _operators[owner][operator] = SessionKeyLib.pack(hash, number, expiry, quote, budget);
        emit OperatorSet(owner, operator, expiry, quote, budget);
    }

    /// @dev Whatever the owner has signed and nobody has sent is void from now on.
    function _endEpoch(address owner) private {
        uint32 epoch = ++_grants[owner].epoch;
        emit GrantEpochSet(owner, epoch);
    }
}
