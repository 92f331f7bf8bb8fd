// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Market} from "../types/Market.sol";

/// @notice What an order pays and gets: pure functions of (side and funding, ticks, lots). See {Funding} for the table.
///
/// `terms` is the side in bit 0 and the funding in bit 1. What a filled order gets is what the opposite order of the other
/// funding would have paid, so `terms ^ 3` turns a payment into the proceeds, and one function gives both:
///
/// | terms | order       | pays          | gets          |
/// |-------|-------------|---------------|---------------|
/// | 0     | bid, quote  | price         | LONG or base  |
/// | 1     | ask, quote  | cap − price   | SHORT         |
/// | 2     | bid, token  | SHORT         | cap − price   |
/// | 3     | ask, token  | LONG or base  | price         |
library FundingLib {
    /// @notice Escrow of an order, or payment of a taker.
    /// @param tickLots Sum of tick × lots over all fills, in units.
    /// @param lots Sum of the lots.
    /// @return asset The asset to pay in.
    /// @return amount How much of it, in its base units. Exact: nothing is rounded.
    function payment(Market market, uint256 terms, uint256 tickLots, uint256 lots)
        internal
        pure
        returns (uint256 asset, uint256 amount)
    {
        unchecked {
            if (terms < 2) {
                asset = market.quote();
                amount = (terms == 0 ? tickLots : market.cap() * lots - tickLots) * market.unit();
            } else {
                asset = market.base() | (3 - terms);
                amount = lots * market.lotSize();
            }
        }
    }

    /// @notice What the same lots give to their owner once filled.
    function proceeds(Market market, uint256 terms, uint256 tickLots, uint256 lots)
        internal
        pure
        returns (uint256 asset, uint256 amount)
    {
        return payment(market, terms ^ 3, tickLots, lots);
    }

    /// @notice Taker fee of a notional, rounded up to the next unit: the only rounding of a trade.
    function fee(Market market, uint256 tickLots) internal pure returns (uint256) {
        unchecked {
            return (tickLots * market.takerFee() + 999_999) / 1_000_000;
        }
    }
}
