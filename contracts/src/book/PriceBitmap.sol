// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibBit} from "solady/utils/LibBit.sol";

/// @notice The set of occupied ticks of a market: 24-bit numbers in three layers of 256-bit words.
///
/// Layer 0 has a bit for each tick, layer 1 one for each non-empty word of layer 0, layer 2 (a single word) one for each non-empty
/// word of layer 1. Bids and asks share it: every bid is below every ask, so that the side of an occupied tick is known from
/// the best prices.
library PriceBitmap {
    /// @notice Answer of {next} upwards if there is none; no valid tick.
    uint256 internal constant NONE_ABOVE = type(uint24).max;
    /// @notice Answer of {next} downwards if there is none; no valid tick.
    uint256 internal constant NONE_BELOW = 0;

    struct Word {
        uint256 bits;
    }

    /// @notice Adds `tick`, which must be absent.
    function set(Word[1 << 56] storage bitmap, uint256 market, uint256 tick) internal {
        // Mostly the word has other ticks already, and no layer above it changes.
        if (_add(bitmap, market, 0, tick)) {
            if (_add(bitmap, market, 1, tick >> 8)) _add(bitmap, market, 2, tick >> 16);
        }
    }

    /// @notice Removes `tick`, which must be present.
    function clear(Word[1 << 56] storage bitmap, uint256 market, uint256 tick) internal {
        _clear(bitmap, market, 0, tick);
    }

    /// @notice The nearest tick of the set above (`up`) or below `tick`; {NONE_ABOVE} or {NONE_BELOW} if there is none.
    function next(Word[1 << 56] storage bitmap, uint256 market, uint256 tick, bool up) internal view returns (uint256) {
        uint256 bits = _at(bitmap, market, 0, tick >> 8).bits;
        return _next(bitmap, market, tick, bits, up);
    }

    // ---------------------------------------------------------------- a sweep

    /// @notice The word of layer 0 that holds `tick`: a sweep keeps it at hand, removes tick after tick from it, and writes it once.
    function wordOf(Word[1 << 56] storage bitmap, uint256 market, uint256 tick) internal view returns (uint256 bits) {
        return _at(bitmap, market, 0, tick >> 8).bits;
    }

    /// @notice True if the word at hand has the tick right above (`up`) or below `tick`; levels mostly stand side by side.
    function beside(uint256 bits, uint256 tick, bool up) internal pure returns (bool) {
        uint256 bit = 1 << (tick & 255);
        // Beyond either end of the word it falls out.
        return bits & (up ? bit << 1 : bit >> 1) != 0;
    }

    /// @notice The nearest tick above (`up`) or below `tick` in the word at hand, whose bits are `bits`.
    /// @return nearest 0 if the word has none; then {leave} finds the next.
    function within(uint256 bits, uint256 tick, bool up) internal pure returns (uint256 nearest) {
        uint256 beyond = _beyond(bits, tick, up);
        return beyond == 0 ? 0 : (tick & ~uint256(255)) | _nearest(beyond, up);
    }

    /// @notice Leaves the word of `tick`, whose last tick on the way was taken: finds the next one in another word.
    function leave(Word[1 << 56] storage bitmap, uint256 market, uint256 tick, bool up)
        internal
        view
        returns (uint256)
    {
        return _next(bitmap, market, tick, 0, up);
    }

    /// @notice Writes the word at hand back, from which at least one tick was removed.
    function write(Word[1 << 56] storage bitmap, uint256 market, uint256 tick, uint256 bits) internal {
        _at(bitmap, market, 0, tick >> 8).bits = bits;
        if (bits == 0) _clear(bitmap, market, 1, tick >> 8);
    }

    // ---------------------------------------------------------------- layers

    /// @return True if the word was empty, and the layer above has to follow.
    function _add(Word[1 << 56] storage bitmap, uint256 market, uint256 layer, uint256 tick) private returns (bool) {
        Word storage word = _at(bitmap, market, layer, tick >> 8);
        uint256 bits = word.bits;
        word.bits = bits | (1 << (tick & 255));
        return bits == 0;
    }

    function _clear(Word[1 << 56] storage bitmap, uint256 market, uint256 layer, uint256 tick) private {
        for (;; ++layer) {
            Word storage word = _at(bitmap, market, layer, tick >> 8);
            uint256 bits = word.bits & ~(1 << (tick & 255));
            word.bits = bits;
            if (bits != 0 || layer == 2) return;
            tick >>= 8;
        }
    }

    /// @dev Looks in the word of layer 0 given, then up the layers for the next word that has any, then down to its nearest bit.
    function _next(Word[1 << 56] storage bitmap, uint256 market, uint256 tick, uint256 bits, bool up)
        private
        view
        returns (uint256)
    {
        unchecked {
            uint256 layer;
            uint256 beyond = _beyond(bits, tick, up);
            while (beyond == 0) {
                if (++layer == 3) return up ? NONE_ABOVE : NONE_BELOW;
                tick >>= 8;
                beyond = _beyond(_at(bitmap, market, layer, tick >> 8).bits, tick, up);
            }
            tick = (tick & ~uint256(255)) | _nearest(beyond, up);
            for (; layer != 0; --layer) {
                tick = (tick << 8) | _nearest(_at(bitmap, market, layer - 1, tick).bits, up);
            }
            return tick;
        }
    }

    /// @dev The bits strictly above or below that of `tick`.
    function _beyond(uint256 bits, uint256 tick, bool up) private pure returns (uint256) {
        unchecked {
            uint256 upTo = (2 << (tick & 255)) - 1;
            return up ? bits & ~upTo : bits & (upTo >> 1);
        }
    }

    function _nearest(uint256 bits, bool up) private pure returns (uint256) {
        return up ? LibBit.ffs(bits) : LibBit.fls(bits);
    }

    /// @dev Market (24–55), layer (16–23) and index of the word (0–15) are the place; nothing is hashed, and no bounds are checked.
    function _at(Word[1 << 56] storage bitmap, uint256 market, uint256 layer, uint256 index)
        private
        pure
        returns (Word storage word)
    {
        uint256 key = (market << 24) | (layer << 16) | index;
        assembly ("memory-safe") {
            word.slot := add(bitmap.slot, key)
        }
    }
}
