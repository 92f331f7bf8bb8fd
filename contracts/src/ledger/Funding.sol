// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Market} from "../types/Market.sol";

/// @notice What an order pays and gets: pure functions of (side and funding, ticks, lots).
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
    /// @notice Turns the terms that pay into the terms whose payment is got.
    uint256 internal constant PROCEEDS = 3;

    /// @notice Payment of the terms 0 and 1, in units of the quote asset. Exact: nothing is rounded.
    /// @param tickLots Sum of tick × lots over all fills, in units.
    /// @param lots Sum of the lots.
    function quoteAmount(Market market, uint256 terms, uint256 tickLots, uint256 lots) internal pure returns (uint256) {
        return quoteAmountUnder(market.limit(), terms, tickLots, lots);
    }

    /// @notice {quoteAmount} under a cap, which the word of a market holds as its limit.
    function quoteAmountUnder(uint256 cap, uint256 terms, uint256 tickLots, uint256 lots)
        internal
        pure
        returns (uint256)
    {
        unchecked {
            // One sum for both, without a jump.
            return tickLots + terms * (cap * lots - 2 * tickLots);
        }
    }

    /// @notice Asset that the terms 2 and 3 pay, one lot for each lot.
    function token(Market market, uint256 terms) internal pure returns (uint256) {
        unchecked {
            return market.base() | (3 - terms);
        }
    }

    /// @notice What `lots` of it are, in base units.
    function tokens(Market market, uint256 lots) internal pure returns (uint256) {
        unchecked {
            return lots * market.lotSize();
        }
    }

    /// @notice Payment in full: asset and amount, in base units.
    function payment(Market market, uint256 terms, uint256 tickLots, uint256 lots)
        internal
        pure
        returns (uint256 asset, uint256 amount)
    {
        if (terms < 2) return (market.quote(), quoteAmount(market, terms, tickLots, lots) * market.unit());
        return (token(market, terms), tokens(market, lots));
    }

    /// @notice Taker fee of a notional, rounded up to the next unit: the only rounding of a trade.
    function fee(Market market, uint256 tickLots) internal pure returns (uint256) {
        return feeAt(market.takerFee(), tickLots);
    }

    /// @notice {fee} at a market's rate.
    function feeAt(uint256 rate, uint256 tickLots) internal pure returns (uint256) {
        unchecked {
            return (tickLots * rate + 999_999) / 1_000_000;
        }
    }
}
