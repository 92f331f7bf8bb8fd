// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibBit} from "solady/utils/LibBit.sol";

/// @notice The set of occupied ticks of a market: 24-bit numbers in three layers of 256-bit words.
///
/// Layer 0 has a bit for each tick, layer 1 one for each non-empty word of layer 0, layer 2 (a single word) one for each non-empty
/// word of layer 1. Bids and asks share it: every bid is below every ask, so that the side of an occupied tick is known from
/// the best prices.
library PriceBitmap {
    /// @notice Answer of {nextAbove} if there is none; no valid tick.
    uint256 internal constant NONE_ABOVE = type(uint24).max;
    /// @notice Answer of {nextBelow} if there is none; no valid tick.
    uint256 internal constant NONE_BELOW = 0;

    /// @notice Adds `tick`, which must be absent.
    function set(mapping(uint256 => uint256) storage bitmap, uint256 market, uint256 tick) internal {
        for (uint256 layer; layer < 3; ++layer) {
            uint256 key = _key(market, layer, tick >> 8);
            uint256 word = bitmap[key];
            bitmap[key] = word | (1 << (tick & 255));
            if (word != 0) return;
            tick >>= 8;
        }
    }

    /// @notice Removes `tick`, which must be present.
    function clear(mapping(uint256 => uint256) storage bitmap, uint256 market, uint256 tick) internal {
        for (uint256 layer; layer < 3; ++layer) {
            uint256 key = _key(market, layer, tick >> 8);
            uint256 word = bitmap[key] & ~(1 << (tick & 255));
            bitmap[key] = word;
            if (word != 0) return;
            tick >>= 8;
        }
    }

    /// @notice The lowest tick of the set above `tick`, or {NONE_ABOVE}.
    function nextAbove(mapping(uint256 => uint256) storage bitmap, uint256 market, uint256 tick)
        internal
        view
        returns (uint256)
    {
        unchecked {
            for (uint256 layer; layer < 3; ++layer) {
                // Two shifts, since one by 256 would be needed for bit 255.
                uint256 word = ((bitmap[_key(market, layer, tick >> 8)] >> (tick & 255)) >> 1) << 1;
                if (word != 0) {
                    tick += LibBit.ffs(word);
                    for (; layer != 0; --layer) {
                        tick = (tick << 8) | LibBit.ffs(bitmap[_key(market, layer - 1, tick)]);
                    }
                    return tick;
                }
                tick >>= 8;
            }
            return NONE_ABOVE;
        }
    }

    /// @notice The highest tick of the set below `tick`, or {NONE_BELOW}.
    function nextBelow(mapping(uint256 => uint256) storage bitmap, uint256 market, uint256 tick)
        internal
        view
        returns (uint256)
    {
        unchecked {
            for (uint256 layer; layer < 3; ++layer) {
                uint256 word = bitmap[_key(market, layer, tick >> 8)] & ((1 << (tick & 255)) - 1);
                if (word != 0) {
                    tick = (tick & ~uint256(255)) | LibBit.fls(word);
                    for (; layer != 0; --layer) {
                        tick = (tick << 8) | LibBit.fls(bitmap[_key(market, layer - 1, tick)]);
                    }
                    return tick;
                }
                tick >>= 8;
            }
            return NONE_BELOW;
        }
    }

    function _key(uint256 market, uint256 layer, uint256 word) private pure returns (uint256) {
        return (market << 24) | (layer << 16) | word;
    }
}
