// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CashSettlement} from "../interfaces/IDeliveryDesk.sol";

/// @notice Liquidated damages of hours that were promised and not delivered. The rule, and an example, is at {IDeliveryDesk}.
library Damages {
    uint256 private constant PERCENT = 100;
    /// @dev Damages of an undelivered lot in percent of the price, up to the tolerance and beyond it.
    uint256 private constant RATE = 10;
    uint256 private constant HIGHER_RATE = 20;
    /// @dev 5 %, one part in 20, of the elected lots. These are whole GPU-hours, multiples of 1,000 lots: nothing is lost by dividing.
    uint256 private constant TOLERANCE_DIVISOR = 20;

    /// @notice Shares the cap of `undelivered` lots.
    /// @param cap Cap of the series, in ticks.
    /// @param tick Final settlement price, in ticks: at most `cap`.
    /// @param unit Base units of the quote asset that 1 lot × 1 tick costs.
    /// @param elected Lots of the whole election.
    function share(uint256 cap, uint256 tick, uint256 unit, uint256 elected, uint256 undelivered)
        internal
        pure
        returns (CashSettlement memory s)
    {
        uint256 tolerated = elected / TOLERANCE_DIVISOR;
        if (tolerated > undelivered) tolerated = undelivered;
        uint256 percents =
            tolerated * _ofLot(RATE, cap, tick) + (undelivered - tolerated) * _ofLot(HIGHER_RATE, cap, tick);
        // Rounded up, and still never more than the provider has: (cap − tick) × undelivered is a whole number.
        s.damages = (percents * unit + PERCENT - 1) / PERCENT;
        s.toBuyer = tick * undelivered * unit + s.damages;
        s.toProvider = cap * undelivered * unit - s.toBuyer;
    }

    /// @dev Damages of one lot, in hundredths of a tick: never more than the SHORT is worth.
    function _ofLot(uint256 rate, uint256 cap, uint256 tick) private pure returns (uint256) {
        uint256 damages = rate * tick;
        uint256 most = PERCENT * (cap - tick);
        return damages < most ? damages : most;
    }
}
