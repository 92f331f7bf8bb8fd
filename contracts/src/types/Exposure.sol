// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What the orders of a session key have done to its owner in one market, in units, at the two ends of the price: if LONG comes to be worth
/// nothing, and if it comes to be worth the cap. Every other price lies between, so the lower of the two is the worst that can come.
///
/// |                           | atZero        | atCap               |
/// |---------------------------|---------------|---------------------|
/// | a bid rests               | − price       |                     |
/// | its fill is settled       |               | + cap − price       |
/// | an ask rests              |               | − (cap − price)     |
/// | its fill is settled       | + price       |                     |
/// | a bid takes               | − price − fee | + cap − price − fee |
/// | an ask takes              | + price − fee | − (cap − price) − fee |
///
/// A cancelled order takes back what it did, and what an order is paid with makes no difference. One lot bought and one sold leave their difference
/// at both ends. On a spot market the first end alone counts: what was bought may be worth nothing.
struct Exposure {
    int128 atZero;
    int128 atCap;
}

using ExposureLib for Exposure global;

library ExposureLib {
    /// @notice Moves both ends.
    /// @dev They fit: an instruction moves less than 2^82 units.
    /// @return gained By how much the worst that can come got better; negative if it got worse.
    function move(Exposure storage self, int256 zero, int256 cap) internal returns (int256 gained) {
        (int256 atZero, int256 atCap) = (self.atZero, self.atCap);
        gained = -_lower(atZero, atCap);
        (atZero, atCap) = (atZero + zero, atCap + cap);
        (self.atZero, self.atCap) = (int128(atZero), int128(atCap));
        gained += _lower(atZero, atCap);
    }

    function _lower(int256 a, int256 b) private pure returns (int256) {
        return a < b ? a : b;
    }
}
