// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

import {IPriceIndex} from "../interfaces/IPriceIndex.sol";
import {PrintTime} from "./PrintTime.sol";

/// @notice Who may observe the prints of a grade, and from which day until which. Changes begin with the next print at the earliest, so the reporters
/// of a print that has begun stay as they are.
library Reporters {
    using EnumerableSet for EnumerableSet.AddressSet;

    /// @param untilDay First day on which it is no reporter any more.
    /// @param observedDay Last day that it observed.
    struct Tenure {
        uint32 fromDay;
        uint32 untilDay;
        uint32 observedDay;
    }

    struct State {
        EnumerableSet.AddressSet next;
        mapping(address reporter => Tenure) tenures;
    }

    /// @dev Bounds the gas of a median.
    uint256 internal constant MAXIMUM = 32;
    uint32 private constant FOR_EVER = type(uint32).max;

    /// @param notice Days between the next print and its first.
    /// @return day Its first print, of those to come.
    function add(State storage self, uint32 grade, address reporter, uint32 notice) internal returns (uint32 day) {
        if (!self.next.add(reporter)) revert IPriceIndex.AlreadyReporter(grade, reporter);
        if (self.next.length() > MAXIMUM) revert IPriceIndex.TooManyReporters(grade, MAXIMUM);
        day = PrintTime.next();
        Tenure storage tenure = self.tenures[reporter];
        // Removed and added between two prints: it has been a reporter all along, also of the print being taken.
        if (tenure.untilDay != day) tenure.fromDay = day + notice;
        tenure.untilDay = FOR_EVER;
        if (tenure.fromDay > day) day = tenure.fromDay;
    }

    function remove(State storage self, uint32 grade, address reporter) internal returns (uint32 day) {
        day = PrintTime.next();
        if (!self.next.remove(reporter)) revert IPriceIndex.NotReporter(grade, reporter, day);
        self.tenures[reporter].untilDay = day;
    }

    function has(State storage self, address reporter, uint32 day) internal view returns (bool) {
        Tenure storage tenure = self.tenures[reporter];
        return tenure.fromDay <= day && day < tenure.untilDay;
    }

    /// @notice Notes that a reporter has observed a day.
    /// @return isFirst False if it had before.
    function note(State storage self, address reporter, uint32 day) internal returns (bool isFirst) {
        Tenure storage tenure = self.tenures[reporter];
        isFirst = tenure.observedDay != day;
        tenure.observedDay = day;
    }
}
