// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @notice Whether an account has signed a digest, asked in one way everywhere.
library Signer {
    /// @notice True for a signature by the account's own key; otherwise an account with code answers for itself (ERC-1271).
    /// @dev The key comes first: an account that delegates its code (EIP-7702) keeps its key, could not sign otherwise where the code has no
    ///      ERC-1271, and cannot take back what the key has signed by delegating. A signature has one form: a high s and the short form of
    ///      EIP-2098 are refused.
    function hasSigned(address account, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        (address recovered, ECDSA.RecoverError fault,) = ECDSA.tryRecoverCalldata(digest, signature);
        if (fault == ECDSA.RecoverError.NoError && recovered == account) return true;
        return
            account.code.length != 0 && SignatureChecker.isValidERC1271SignatureNowCalldata(account, digest, signature);
    }
}
