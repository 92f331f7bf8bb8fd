// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib as Math} from "solady/utils/FixedPointMathLib.sol";

/// @title Dividends: pro rata payments by an index per share
/// @notice The index is what one share has had since the beginning, in base units × 2^96. What of a payment does not divide by the shares is carried to the
/// next, and what a holding has is kept with its fraction: payments are never more than deposits, and whatever the order of calls, nothing is lost.
library Dividends {
    uint256 internal constant FRACTION_BITS = 96;

    /// @param index Base units × 2^96 that one share has had.
    /// @param carry Base units × 2^96 that are deposited and not in the index.
    struct Pot {
        uint256 index;
        uint256 carry;
    }

    /// @param shares What earns.
    /// @param index Index up to which `accrued` is counted.
    /// @param accrued Base units × 2^96 earned and not paid.
    struct Holding {
        uint256 shares;
        uint256 index;
        uint256 accrued;
    }

    /// @notice Raises the index by a payment to all shares, at most to `cap`. Amounts are below 2^128, shares below 2^64.
    function distribute(Pot storage self, uint256 amount, uint256 shares, uint256 cap) internal {
        uint256 scaled = (amount << FRACTION_BITS) + self.carry;
        uint256 rise = Math.min(scaled / shares, cap - self.index);
        self.index += rise;
        self.carry = scaled - rise * shares;
    }

    /// @notice Payment that brings the index to `cap`, rounded up.
    function missing(Pot storage self, uint256 shares, uint256 cap) internal view returns (uint256) {
        uint256 scaled = Math.saturatingSub((cap - self.index) * shares, self.carry);
        return Math.divUp(scaled, 1 << FRACTION_BITS);
    }

    /// @notice Counts what a holding earned up to `index`.
    function settle(Holding storage self, uint256 index) internal {
        self.accrued += self.shares * (index - self.index);
        self.index = index;
    }

    /// @notice Takes the whole base units out of what a settled holding has accrued; the fraction stays.
    function takeWhole(Holding storage self) internal returns (uint256 amount) {
        amount = self.accrued >> FRACTION_BITS;
        self.accrued -= amount << FRACTION_BITS;
    }

    /// @notice Takes `scaled` (base units × 2^96) out of what a settled holding has accrued.
    /// @return shortfall Whole base units that the holder must pay in, since the holding has less; the fraction left over stays in the holding.
    function takeScaled(Holding storage self, uint256 scaled) internal returns (uint256 shortfall) {
        if (self.accrued < scaled) {
            shortfall = Math.divUp(scaled - self.accrued, 1 << FRACTION_BITS);
            self.accrued += shortfall << FRACTION_BITS;
        }
        self.accrued -= scaled;
    }
}
