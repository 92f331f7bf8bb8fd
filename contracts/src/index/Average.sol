// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibSort} from "solady/utils/LibSort.sol";

/// @notice Median and quotient, both rounded half up: the index rounds nowhere else.
library Average {
    /// @notice Middle of the values, or the mean of the two in the middle. Sorts them in place; there must be one at least.
    function median(uint256[] memory values) internal pure returns (uint256) {
        LibSort.insertionSort(values);
        uint256 middle = values.length / 2;
        if (values.length % 2 == 1) return values[middle];
        return roundedHalfUp(values[middle - 1] + values[middle], 2);
    }

    function roundedHalfUp(uint256 sum, uint256 count) internal pure returns (uint256) {
        return (2 * sum + count) / (2 * count);
    }
}
