// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bands} from "../../src/ledger/Bands.sol";

/// @notice What LONG and SHORT of a band pay, for every band and every settlement price.
///
/// Each function is a theorem: the solver is to prove its assertions. Edges and prices have 24 bits.
contract BandsProof {
    /// @notice LONG of the two parts of a band pay together what LONG of the band pays: cutting and joining change nobody's payoff.
    function longOfThePartsPaysAsTheWhole(uint24 floor, uint24 first, uint24 second, uint24 price) external pure {
        uint256 whole = Bands.payoffAt(floor, uint256(first) + second, price);
        uint256 parts = Bands.payoffAt(floor, first, price) + Bands.payoffAt(uint256(floor) + first, second, price);
        assert(parts == whole);
    }

    /// @notice The same of SHORT, which pays the rest of the cap.
    function shortOfThePartsPaysAsTheWhole(uint24 floor, uint24 first, uint24 second, uint24 price) external pure {
        uint256 whole = uint256(first) + second - Bands.payoffAt(floor, uint256(first) + second, price);
        uint256 low = first - Bands.payoffAt(floor, first, price);
        uint256 high = second - Bands.payoffAt(uint256(floor) + first, second, price);
        assert(low + high == whole);
    }

    /// @notice A LONG pays at most the cap, so what a SHORT pays is not negative and both come to the cap.
    function noLongPaysMoreThanTheCap(uint24 floor, uint24 cap, uint24 price) external pure {
        uint256 payoff = Bands.payoffAt(floor, cap, price);
        assert(payoff <= cap);
        assert(price > floor || payoff == 0);
        assert(uint256(price) < uint256(floor) + cap || payoff == cap);
    }

    /// @notice A higher price never pays a LONG less.
    function aLongNeverPaysLessAtAHigherPrice(uint24 floor, uint24 cap, uint24 low, uint24 high) external pure {
        if (low > high) return;
        assert(Bands.payoffAt(floor, cap, low) <= Bands.payoffAt(floor, cap, high));
    }
}
