// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BALANCES} from "../types/Ranges.sol";

/// @notice Free balances: what an account may trade with or withdraw.
///
/// Two assets share a storage word: an even one in the low half, the odd one after it in the high half. LONG and SHORT of a
/// series are such a pair, so that an account's whole position in a series is one word; a plain asset is even and leaves the
/// other half empty.
///
/// A half cannot overflow: the exchange never holds more than 2^127 base units of a token, see {IClearing-deposit}. It is checked all the same.
library Ledger {
    /// @notice Thrown when an account has less than it must pay.
    /// @param available Free balance, in base units of the asset.
    /// @param needed What has to be paid, in base units of the asset.
    error InsufficientBalance(address account, uint256 asset, uint256 available, uint256 needed);

    /// @notice Thrown when a balance would pass 2^128 − 1 base units.
    error BalanceOverflow(address account, uint256 asset, uint256 balance, uint256 added);

    struct Word {
        uint256 halves;
    }

    function balanceOf(uint256 account, uint256 asset) internal view returns (uint256) {
        return (_word(account, asset).halves >> ((asset & 1) << 7)) & type(uint128).max;
    }

    /// @param account The account's address in bits 96–255.
    function credit(uint256 account, uint256 asset, uint256 amount) internal {
        Word storage word = _word(account, asset);
        uint256 halves = word.halves;
        uint256 shift = (asset & 1) << 7;
        unchecked {
            uint256 held = (halves >> shift) & type(uint128).max;
            if (amount > type(uint128).max - held) {
                revert BalanceOverflow(address(uint160(account >> 96)), asset, held, amount);
            }
            word.halves = halves + (amount << shift);
        }
    }

    /// @param account The account's address in bits 96–255.
    function debit(uint256 account, uint256 asset, uint256 amount) internal {
        Word storage word = _word(account, asset);
        uint256 halves = word.halves;
        uint256 shift = (asset & 1) << 7;
        unchecked {
            uint256 held = (halves >> shift) & type(uint128).max;
            if (held < amount) revert InsufficientBalance(address(uint160(account >> 96)), asset, held, amount);
            word.halves = halves - (amount << shift);
        }
    }

    /// @notice Debits `owed` or, when it is negative modulo 2^256, credits what it is below zero.
    /// @param asset An even one, as quote assets are: it has the low half of its word.
    function settle(uint256 account, uint256 asset, uint256 owed) internal {
        Word storage word = _word(account, asset);
        uint256 halves = word.halves;
        uint256 held = halves & type(uint128).max;
        unchecked {
            // One test for both: less than nothing left, or more than fits.
            if (held - owed > type(uint128).max) _revertUnsettled(account, asset, held, owed);
            word.halves = halves - owed;
        }
    }

    /// @dev Account and asset are the place; nothing is hashed.
    function _word(uint256 account, uint256 asset) private pure returns (Word storage word) {
        uint256 place = account | BALANCES | (asset >> 1);
        assembly ("memory-safe") {
            word.slot := place
        }
    }

    function _revertUnsettled(uint256 account, uint256 asset, uint256 held, uint256 owed) private pure {
        address owner = address(uint160(account >> 96));
        if (owed >> 255 == 0) revert InsufficientBalance(owner, asset, held, owed);
        unchecked {
            revert BalanceOverflow(owner, asset, held, 0 - owed);
        }
    }

    /// @notice An address as the functions above take it.
    function accountOf(address owner) internal pure returns (uint256) {
        return uint256(uint160(owner)) << 96;
    }
}
