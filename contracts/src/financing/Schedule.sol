// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DateTimeLib} from "solady/utils/DateTimeLib.sol";

/// @title Schedule of coupons, month by month
/// @notice Month 1 is due at `first`, month n the same day and time n − 1 months later, or on that month's last day if it is shorter.
library Schedule {
    function dueDate(uint256 first, uint256 month) internal pure returns (uint256) {
        return DateTimeLib.addMonths(first, month - 1);
    }

    /// @notice First month whose due date is not before `timestamp`, at most `last` + 1.
    function monthAt(uint256 first, uint256 last, uint256 timestamp) internal pure returns (uint256 month) {
        if (timestamp <= first) return 1;
        // The due date in the calendar month of `timestamp`, and the next one if that is past.
        month = DateTimeLib.diffMonths(first, timestamp) + 1;
        if (dueDate(first, month) < timestamp) ++month;
        if (month > last) month = last + 1;
    }
}
