// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice When a day's print is taken. A day is counted from 1970-01-01 in UTC.
library PrintTime {
    /// @dev 20:00 UTC.
    uint256 private constant OF_DAY = 20 hours;

    /// @notice 20:00 UTC of a day: what its print is of, and the first second in which observations are taken.
    function opens(uint256 day) internal pure returns (uint256) {
        return day * 1 days + OF_DAY;
    }

    /// @notice End of a day: no observation is taken any more.
    function closes(uint256 day) internal pure returns (uint256) {
        return (day + 1) * 1 days;
    }

    /// @notice First day whose 20:00 UTC has not come yet.
    function next() internal view returns (uint32) {
        return uint32((block.timestamp + 1 days - OF_DAY) / 1 days);
    }
}
