// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Signer} from "../Signer.sol";
import {IDeliveryDesk, Receipt, Schedule} from "../interfaces/IDeliveryDesk.sol";

/// @notice When a receipt may be posted, and who must have signed it.
library ReceiptRules {
    bytes32 private constant TYPEHASH = keccak256("Receipt(uint64 electionId,uint64 deliveredLots,uint64 time)");

    function hash(Receipt calldata receipt) internal pure returns (bytes32) {
        return keccak256(abi.encode(TYPEHASH, receipt));
    }

    function requireInTime(Receipt calldata receipt, Schedule memory times) internal view {
        if (block.timestamp >= times.postingEnd) {
            revert IDeliveryDesk.PostingEnded(receipt.electionId, times.postingEnd);
        }
        // The last second counts: a receipt signed as the month ends holds its last hour.
        if (receipt.time < times.start || receipt.time > times.end) {
            revert IDeliveryDesk.ReceiptOutsideWindow(receipt.time, times.start, times.end);
        }
        if (receipt.time > block.timestamp) {
            revert IDeliveryDesk.ReceiptFromFuture(receipt.time, block.timestamp);
        }
    }

    /// @param signer Who is said to have signed. Only this one is asked: a contract cannot stand in the way of the other's receipts.
    /// @param meter Zero if none was agreed on.
    function requireSigned(bytes32 digest, address buyer, address meter, address signer, bytes calldata signature)
        internal
        view
    {
        bool agreed = signer == buyer || (signer == meter && meter != address(0));
        if (!agreed) revert IDeliveryDesk.WrongSigner(signer, buyer, meter);
        if (!Signer.hasSigned(signer, digest, signature)) revert IDeliveryDesk.ReceiptNotOfSigner(signer);
    }
}
