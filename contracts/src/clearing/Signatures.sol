// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "solady/utils/EIP712.sol";

import {Signer} from "../Signer.sol";
import {State} from "../State.sol";
import {IClearing} from "../interfaces/IClearing.sol";

/// @notice What accounts sign instead of sending it themselves: once each, for this exchange on this chain.
abstract contract Signatures is IClearing, State, EIP712 {
    /// @inheritdoc IClearing
    function cancelNonces(uint256 word, uint256 mask) external nonReadReentrant {
        _nonces[msg.sender][word] |= mask;
        emit NoncesCancelled(msg.sender, word, mask);
    }

    /// @inheritdoc IClearing
    function isNonceUsed(address account, uint256 nonce) public view returns (bool) {
        return _nonces[account][nonce >> 8] & (1 << (nonce & 255)) != 0;
    }

    /// @dev Uses up the nonce, then asks whether `account` has signed, see {Signer}.
    function _requireSigned(address account, uint256 nonce, bytes32 structHash, bytes calldata signature) internal {
        if (isNonceUsed(account, nonce)) revert NonceAlreadyUsed(account, nonce);
        _nonces[account][nonce >> 8] |= 1 << (nonce & 255);
        bytes32 digest = _hashTypedData(structHash);
        if (!Signer.hasSigned(account, digest, signature)) revert InvalidSignature(account);
    }

    /// @dev The domain is the exchange's, although this code stands at another address: {EIP712} asks for the address it runs at.
    function _domainNameAndVersion() internal pure override returns (string memory name, string memory version) {
        return ("Gigahour", "1");
    }
}
