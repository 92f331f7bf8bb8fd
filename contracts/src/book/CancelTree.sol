// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Lots cancelled in mid-queue, by the index of the order: add at an index, sum over all smaller ones.
///
/// A tree with four children a node. Node n of height h covers the indices [n·4^(h+1), (n+1)·4^(h+1)); its word holds the sum of
/// each quarter and the epoch in which it was written. A word of another epoch counts as zero, so nothing is ever cleared.
///
/// ```
/// word: epoch 32 (224–255) | sum of quarter 3 (168–223) | quarter 2 | quarter 1 | quarter 0 (0–55)
/// ```
///
/// The tree has no root to grow: above height 0 the quarter 0 of a node 0 is never written, since the node 0 below it has the same
/// sum. An index i therefore writes 1 + floor(log4 i) words, however long the queue is, and no word has to follow when the
/// queue outgrows a height.
library CancelTree {
    uint256 private constant SUM_MASK = type(uint56).max;

    /// @notice Adds `lots` at `index`.
    /// @param tree The words, by key.
    /// @param level Key of the level: market and tick, below 2^56.
    /// @param epoch The level's present epoch.
    function add(mapping(uint256 => uint256) storage tree, uint256 level, uint256 epoch, uint256 index, uint256 lots)
        internal
    {
        unchecked {
            for (uint256 height;; ++height) {
                uint256 quarter = index & 3;
                index >>= 2;
                if (height != 0 && index == 0 && quarter == 0) return;
                uint256 key = _key(level, height, index);
                tree[key] = _of(tree[key], epoch) + (lots << (56 * quarter));
            }
        }
    }

    /// @notice Sum of the lots added at indices below `index` in this epoch.
    function sumBefore(mapping(uint256 => uint256) storage tree, uint256 level, uint256 epoch, uint256 index)
        internal
        view
        returns (uint256 sum)
    {
        unchecked {
            for (uint256 height; index != 0; ++height) {
                uint256 quarter = index & 3;
                index >>= 2;
                if (quarter == 0) continue;
                uint256 word = _of(tree[_key(level, height, index)], epoch);
                for (uint256 q; q < quarter; ++q) {
                    sum += (word >> (56 * q)) & SUM_MASK;
                }
                if (index == 0 && height != 0) sum += _spine(tree, level, epoch, height - 1);
            }
        }
    }

    /// @dev Sum of the whole node 0 of `height`, which is quarter 0 of the node 0 above it.
    function _spine(mapping(uint256 => uint256) storage tree, uint256 level, uint256 epoch, uint256 height)
        private
        view
        returns (uint256 sum)
    {
        unchecked {
            for (uint256 h; h <= height; ++h) {
                uint256 word = _of(tree[_key(level, h, 0)], epoch);
                sum += (word & SUM_MASK) + ((word >> 56) & SUM_MASK) + ((word >> 112) & SUM_MASK)
                    + ((word >> 168) & SUM_MASK);
            }
        }
    }

    /// @dev The word if it was written in `epoch`, else an empty one of `epoch`.
    function _of(uint256 word, uint256 epoch) private pure returns (uint256) {
        return word >> 224 == epoch ? word : epoch << 224;
    }

    function _key(uint256 level, uint256 height, uint256 node) private pure returns (uint256) {
        return (level << 40) | (height << 32) | node;
    }
}
