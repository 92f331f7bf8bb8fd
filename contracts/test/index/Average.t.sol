// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {Average} from "../../src/index/Average.sol";

contract AverageTest is Test {
    /// @dev By rank, without sorting: the value that at most half are below and at most half above.
    function testFuzz_MedianAgainstRanks(uint56[] memory given) external pure {
        vm.assume(given.length != 0);
        uint256 length = given.length > 32 ? 32 : given.length;
        uint256[] memory values = new uint256[](length);
        for (uint256 n; n < length; ++n) {
            values[n] = given[n];
        }
        uint256 low = ranked(values, (length - 1) / 2);
        uint256 high = ranked(values, length / 2);
        uint256 sum = low + high;
        assertEq(Average.median(values), sum / 2 + sum % 2, "middle of the two ranks, half up");
    }

    /// @dev The value with `rank` smaller ones before it, equal ones in the order given.
    function ranked(uint256[] memory values, uint256 rank) private pure returns (uint256) {
        for (uint256 n; n < values.length; ++n) {
            uint256 before;
            for (uint256 m; m < values.length; ++m) {
                if (values[m] < values[n] || (values[m] == values[n] && m < n)) ++before;
            }
            if (before == rank) return values[n];
        }
        revert("no such rank");
    }

    function testFuzz_RoundedHalfUp(uint120 sum, uint64 count) external pure {
        vm.assume(count != 0);
        uint256 rounded = Average.roundedHalfUp(sum, count);
        uint256 rest = uint256(sum) % count;
        assertEq(rounded, uint256(sum) / count + (rest >= uint256(count) - rest ? 1 : 0), "up from one half");
    }

    function test_RoundsHalfUp() external pure {
        assertEq(Average.roundedHalfUp(5, 2), 3, "2.5");
        assertEq(Average.roundedHalfUp(7, 3), 2, "2.333");
        assertEq(Average.roundedHalfUp(8, 3), 3, "2.667");
        assertEq(Average.roundedHalfUp(6, 3), 2, "exactly 2");
    }
}
