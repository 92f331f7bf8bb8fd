// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Arrays} from "@openzeppelin/contracts/utils/Arrays.sol";

import {Challenge, Observed, Print, PrintStatus} from "../interfaces/IPriceIndex.sol";
import {Average} from "./Average.sol";
import {PrintTime} from "./PrintTime.sol";

/// @notice The prints of a grade. What time alone brings about (the end of a day, finality, carrying, a lapsed challenge) is never written: it is
/// read off the clock.
library Prints {
    using Arrays for uint256[];

    /// @param price Of the print; without meaning if there is none.
    /// @param isPrint There are enough observations, or an arbiter has ruled.
    /// @param resolvedAt When the arbiter's price was taken over; 0 if it was not.
    struct Day {
        uint56 price;
        bool isPrint;
        uint40 resolvedAt;
        Observed[] observations;
        Challenge challenge;
    }

    struct State {
        mapping(uint256 day => Day) days_;
        /// @dev Days that have a print of their own, ascending.
        uint256[] printed;
    }

    uint16 internal constant MIN_OBSERVATIONS = 3;
    uint16 internal constant MIN_OBSERVATIONS_OUTSIDE_BAND = 5;
    uint256 internal constant BAND = 1_500;
    uint256 private constant BAND_UNIT = 10_000;
    uint32 internal constant MAX_CARRY = 3;
    uint40 internal constant CHALLENGE_WINDOW = 48 hours;
    uint40 internal constant ARBITRATION_PERIOD = 7 days;

    // ---------------------------------------------------------------- writing

    /// @notice Computes the median of the day's observations anew; with enough of them it is the day's print, otherwise there is none.
    /// @return median Rounded half up.
    /// @return count How many observations there are.
    /// @return needed How many observations this median needs.
    function update(State storage self, uint32 day) internal returns (uint56 median, uint16 count, uint16 needed) {
        Day storage d = self.days_[day];
        uint256[] memory prices = new uint256[](d.observations.length);
        for (uint256 n; n < prices.length; ++n) {
            prices[n] = d.observations[n].price;
        }
        count = uint16(prices.length);
        median = uint56(Average.median(prices));
        if (d.isPrint) self.printed.pop();
        needed = _needed(self, median);
        d.price = median;
        d.isPrint = count >= needed;
        if (d.isPrint) self.printed.push(day);
    }

    /// @dev Measured at the last print as it stands, however old: a market that has moved on needs more observers, not fewer.
    function _needed(State storage self, uint256 median) private view returns (uint16) {
        uint256 length = self.printed.length;
        if (length == 0) return MIN_OBSERVATIONS;
        uint256 last = self.days_[self.printed[length - 1]].price;
        uint256 move = median > last ? median - last : last - median;
        return move * BAND_UNIT <= last * BAND ? MIN_OBSERVATIONS : MIN_OBSERVATIONS_OUTSIDE_BAND;
    }

    // ---------------------------------------------------------------- reading

    function read(State storage self, uint32 day) internal view returns (Print memory print) {
        print.observations = uint16(self.days_[day].observations.length);
        if (self.days_[day].isPrint) {
            _readOwn(self, day, print);
        } else if (block.timestamp >= PrintTime.closes(day)) {
            _readCarried(self, day, print);
        }
    }

    function _readOwn(State storage self, uint32 day, Print memory print) private view {
        Day storage d = self.days_[day];
        print.price = d.price;
        print.source = day;
        uint40 challenged = d.challenge.time;
        if (d.resolvedAt != 0) {
            print.status = PrintStatus.Resolved;
            print.finalAt = d.resolvedAt;
        } else if (challenged != 0) {
            print.finalAt = challenged + ARBITRATION_PERIOD;
            print.status = block.timestamp < print.finalAt ? PrintStatus.Challenged : PrintStatus.Printed;
        } else {
            print.finalAt = uint40(PrintTime.closes(day)) + CHALLENGE_WINDOW;
            print.status = PrintStatus.Printed;
        }
        print.isFinal = block.timestamp >= print.finalAt;
    }

    /// @dev Of a day that is over and has no print of its own.
    function _readCarried(State storage self, uint32 day, Print memory print) private view {
        uint40 over = uint40(PrintTime.closes(day));
        for (uint32 age = 1; age <= MAX_CARRY && age <= day; ++age) {
            if (!self.days_[day - age].isPrint) continue;
            _readOwn(self, day - age, print);
            print.status = PrintStatus.Carried;
            if (print.finalAt < over) print.finalAt = over;
            return;
        }
        print.status = PrintStatus.Missing;
        print.finalAt = over;
        print.isFinal = true;
    }

    /// @notice The latest final print of the first `position` ones. At most ten steps back: older ones are final.
    /// @return found False if there is none.
    /// @return at Its position.
    function lastFinal(State storage self, uint256 position) internal view returns (bool found, uint256 at) {
        for (at = position; at != 0;) {
            --at;
            if (isFinal(self, at)) return (true, at);
        }
    }

    function isFinal(State storage self, uint256 position) internal view returns (bool) {
        Print memory print;
        _readOwn(self, uint32(self.printed[position]), print);
        return print.isFinal;
    }

    function priceAt(State storage self, uint256 position) internal view returns (uint256) {
        return self.days_[self.printed[position]].price;
    }

    /// @notice How many prints are of an earlier day.
    function countBefore(State storage self, uint32 day) internal view returns (uint256) {
        return self.printed.lowerBound(day);
    }
}
