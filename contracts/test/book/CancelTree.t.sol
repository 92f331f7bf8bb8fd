// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {CancelTree} from "../../src/book/CancelTree.sol";

/// @notice The tree against an array of lots by index.
contract CancelTreeTest is Test {
    using CancelTree for mapping(uint256 => uint256);

    uint256 private constant LEVEL = (7 << 24) | 3_000;
    uint256 private constant SIZE = 1_100;

    mapping(uint256 => uint256) private _tree;

    /// @dev Indices gather around the powers of four, where nodes begin and heights are added.
    function index(uint256 random) private pure returns (uint256) {
        uint256 edge = 4 ** (random % 6);
        uint256 near = edge + (random >> 8) % 5;
        return random & 64 == 0 ? (random >> 16) % SIZE : (near < 3 ? 0 : near - 2) % SIZE;
    }

    /// forge-config: default.fuzz.runs = 64
    /// forge-config: prove.fuzz.runs = 10000
    function testFuzz_QUEUE_SumsAreThoseOfAnArray(uint256 random, uint32 epoch) external {
        vm.pauseGasMetering();
        uint256[SIZE] memory lotsAt;
        for (uint256 n; n < 60; ++n) {
            random = uint256(keccak256(abi.encode(random)));
            uint256 lots = 1 + (random >> 40) % 1e12;
            _tree.add(LEVEL, epoch, index(random), lots);
            lotsAt[index(random)] += lots;
        }
        uint256 sum;
        for (uint256 n; n < SIZE; ++n) {
            assertEq(_tree.sumBefore(LEVEL, epoch, n), sum, "sum of all before it");
            sum += lotsAt[n];
        }
        assertEq(_tree.sumBefore(LEVEL, epoch, type(uint32).max), sum, "sum of all, from the far end");
        assertEq(_tree.sumBefore(LEVEL + 1, epoch, SIZE), 0, "another level has its own");
        unchecked {
            assertEq(_tree.sumBefore(LEVEL, uint256(epoch) + 1, SIZE), 0, "another epoch starts empty");
        }
    }

    /// @dev What an old epoch left is overwritten, not added to.
    function test_EPOCH_AnOldEpochCountsForNothing() external {
        for (uint256 n; n < 100; ++n) {
            _tree.add(LEVEL, 1, n, 10);
        }
        _tree.add(LEVEL, 2, 17, 3);
        assertEq(_tree.sumBefore(LEVEL, 2, 17), 0, "nothing before it");
        assertEq(_tree.sumBefore(LEVEL, 2, 18), 3, "itself alone");
        assertEq(_tree.sumBefore(LEVEL, 2, 100), 3, "nothing behind it");
    }

    function test_CAST_LargestLotsAndIndices() external {
        uint256 last = type(uint32).max - 1;
        uint256 most = type(uint56).max;
        _tree.add(LEVEL, type(uint32).max, last, most - 1);
        _tree.add(LEVEL, type(uint32).max, last - 1, 1);
        assertEq(_tree.sumBefore(LEVEL, type(uint32).max, last - 1), 0, "before both");
        assertEq(_tree.sumBefore(LEVEL, type(uint32).max, last), 1, "between");
        assertEq(_tree.sumBefore(LEVEL, type(uint32).max, last + 1), most, "2^56 - 1 fill a quarter");
    }
}
