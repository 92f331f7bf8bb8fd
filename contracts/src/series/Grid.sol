// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The rules by which caps, steps and bands follow from a price: so nobody chooses them. All in ticks.
library Grid {
    /// @dev Ticks of one USDC: caps are whole ones.
    uint256 internal constant DOLLAR = 1_000;
    /// @dev Ticks of one cent: symbols name edges in cents.
    uint256 internal constant CENT = 10;

    uint256 private constant STEPS_OF_PRICE = 25;
    uint256 private constant STEPS_OF_DIFFERENCE = 4;

    /// @notice The smallest whole number of USDC at or above 2.5 × a price, within bounds that are whole themselves.
    /// @param price In thousandths of a tick, as the index prints it: micro-USDC.
    function capFor(uint256 price, uint256 minimum, uint256 maximum) internal pure returns (uint256 cap) {
        cap = (5 * price + 2 * DOLLAR * DOLLAR - 1) / (2 * DOLLAR * DOLLAR) * DOLLAR;
        if (cap < minimum) return minimum;
        if (cap > maximum) return maximum;
    }

    /// @notice True once a cap has moved by half of the last one, or more.
    function hasMoved(uint256 cap, uint256 last) internal pure returns (bool) {
        return 2 * (cap > last ? cap - last : last - cap) >= last;
    }

    /// @notice The step of a month or a mean at a price, in thousandths of a tick.
    function stepFor(uint256 price) internal pure returns (uint256) {
        return _oneTwoFive(price / (DOLLAR * STEPS_OF_PRICE));
    }

    /// @notice The step of a difference of two families with the step of the first.
    function stepOfDifference(uint256 step) internal pure returns (uint256) {
        return _oneTwoFive(step / STEPS_OF_DIFFERENCE);
    }

    /// @notice True if a band is 1, 2, 4 … steps wide and begins at a multiple of half its width, a step at least.
    /// @param distance Of its floor from zero, whichever side it lies on.
    function isRegular(uint256 distance, uint256 width, uint256 step) internal pure returns (bool) {
        uint256 steps = width / step;
        if (steps == 0 || steps * step != width || steps & (steps - 1) != 0) return false;
        return distance % (steps == 1 ? step : width / 2) == 0;
    }

    /// @dev The largest of 1, 2, 5, 10, 20, 50 … cents that is not above `most`; one cent if there is none.
    function _oneTwoFive(uint256 most) private pure returns (uint256 step) {
        step = CENT;
        while (10 * step <= most) step *= 10;
        if (5 * step <= most) return 5 * step;
        if (2 * step <= most) return 2 * step;
    }
}
