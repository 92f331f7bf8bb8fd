// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A market: all that a trade needs to know of it, in one storage word.
///
/// bits     field             meaning
/// 232–255  bestBid           highest occupied bid tick; 0 if there is none
/// 208–231  bestAsk           lowest occupied ask tick; 2^24 − 1 if there is none
/// 168–207  sequence          how many levels were ever taken from: numbers the fills of a market without a gap
/// 120–167  fees              taker fees not yet collected, in units
///  88–119  base              asset of LONG (SHORT is `base | 1`), or the base asset of a spot market
///  72–87   quote             asset that prices are paid in
///  48–71   limit             lowest price that is too high, in ticks: the cap of a series, 2^24 − 1 for a spot market
///  32–47   takerFee          in hundredths of a basis point (1e−6) of the notional
///  16–31   expiryDay         days from 1970-01-01 to the day at whose start trading ends; 65,535 for never
///  11–15   unitExponent      1 lot × 1 tick costs 10^unitExponent base units of the quote asset: one unit
///   6–10   lotExponent       1 lot is 10^lotExponent base units of the base asset
///   2–5    minLotsExponent   a resting order has at least 10^minLotsExponent lots
///   1      reserved
///   0      halted            a guardian has halted it; until when stands elsewhere
type Market is uint256;

using MarketLib for Market global;

library MarketLib {
    /// @dev `bestAsk` of a market without asks: above every valid tick, so that no bid crosses it.
    uint256 internal constant NO_ASK = type(uint24).max;
    uint256 internal constant MAX_TICK = NO_ASK - 1;
    /// @dev `limit` of a spot market. The limits of series are lower.
    uint256 internal constant SPOT = type(uint24).max;
    uint256 internal constant NEVER = type(uint16).max;
    uint256 internal constant MAX_MIN_LOTS_EXPONENT = 8;
    uint256 internal constant MAX_FEES = type(uint48).max;
    /// @dev Highest taker fee: 1 %.
    uint16 internal constant MAX_TAKER_FEE = 10_000;
    /// @dev The bit `halted`.
    uint256 internal constant HALTED = 1;

    uint256 private constant SEQUENCE_MASK = uint256(type(uint40).max) << 168;
    uint256 private constant FEES_MASK = uint256(type(uint48).max) << 120;
    uint256 private constant TAKER_FEE_MASK = uint256(type(uint16).max) << 32;
    uint256 private constant BID_MASK = uint256(type(uint24).max) << 232;
    uint256 private constant ASK_MASK = uint256(type(uint24).max) << 208;
    uint256 private constant MONEY_MASK = (uint256(type(uint16).max) << 72) | (31 << 11);
    uint256 private constant SECONDS_PER_DAY = 86_400;
    /// @dev 10^0 … 10^8, 28 bits each: a shift where EXP would cost three times as much on every order.
    uint256 private constant POWERS_OF_TEN = 1 | (10 << 28) | (100 << 56) | (1_000 << 84) | (10_000 << 112)
        | (100_000 << 140) | (1_000_000 << 168) | (10_000_000 << 196) | (100_000_000 << 224);

    /// @notice The word of a market without orders. Every field must already fit its width.
    /// @param exponents unitExponent, lotExponent and minLotsExponent where they stand in the word: bits 2–15.
    function pack(
        uint256 base_,
        uint256 quote_,
        uint256 limit_,
        uint256 takerFee_,
        uint256 expiryDay_,
        uint256 exponents
    ) internal pure returns (Market) {
        uint256 terms = (limit_ << 48) | (takerFee_ << 32) | (expiryDay_ << 16) | exponents;
        return Market.wrap((NO_ASK << 208) | (base_ << 88) | (quote_ << 72) | terms);
    }

    /// @notice The three exponents of a market, where they stand in its word.
    function packExponents(uint256 unitExponent_, uint256 lotExponent_, uint256 minLotsExponent_)
        internal
        pure
        returns (uint256)
    {
        return (unitExponent_ << 11) | (lotExponent_ << 6) | (minLotsExponent_ << 2);
    }

    function bestBid(Market market) internal pure returns (uint256) {
        return Market.unwrap(market) >> 232;
    }

    function bestAsk(Market market) internal pure returns (uint256) {
        return (Market.unwrap(market) >> 208) & type(uint24).max;
    }

    function sequence(Market market) internal pure returns (uint256) {
        return (Market.unwrap(market) >> 168) & type(uint40).max;
    }

    function fees(Market market) internal pure returns (uint256) {
        return (Market.unwrap(market) >> 120) & type(uint48).max;
    }

    function base(Market market) internal pure returns (uint256) {
        return (Market.unwrap(market) >> 88) & type(uint32).max;
    }

    function quote(Market market) internal pure returns (uint256) {
        return (Market.unwrap(market) >> 72) & type(uint16).max;
    }

    function limit(Market market) internal pure returns (uint256) {
        return (Market.unwrap(market) >> 48) & type(uint24).max;
    }

    function isSpot(Market market) internal pure returns (bool) {
        return market.limit() == SPOT;
    }

    /// @notice Highest payoff of a LONG, in ticks; 0 for a spot market.
    function cap(Market market) internal pure returns (uint256) {
        return market.isSpot() ? 0 : market.limit();
    }

    function takerFee(Market market) internal pure returns (uint256) {
        return (Market.unwrap(market) >> 32) & type(uint16).max;
    }

    function expiryDay(Market market) internal pure returns (uint256) {
        return (Market.unwrap(market) >> 16) & type(uint16).max;
    }

    /// @notice First second at which no order is accepted any more; in the year 2149 for never.
    function expiry(Market market) internal pure returns (uint256) {
        unchecked {
            return market.expiryDay() * SECONDS_PER_DAY;
        }
    }

    function unitExponent(Market market) internal pure returns (uint256) {
        return (Market.unwrap(market) >> 11) & 31;
    }

    /// @notice Base units of the quote asset that 1 lot × 1 tick costs.
    function unit(Market market) internal pure returns (uint256) {
        unchecked {
            return 10 ** market.unitExponent();
        }
    }

    /// @notice True if amounts of the two markets are in the same quote asset and unit.
    function sameMoney(Market market, Market other) internal pure returns (bool) {
        return (Market.unwrap(market) ^ Market.unwrap(other)) & MONEY_MASK == 0;
    }

    function lotExponent(Market market) internal pure returns (uint256) {
        return (Market.unwrap(market) >> 6) & 31;
    }

    /// @notice Base units of the base asset in one lot.
    function lotSize(Market market) internal pure returns (uint256) {
        unchecked {
            return 10 ** market.lotExponent();
        }
    }

    function minLotsExponent(Market market) internal pure returns (uint256) {
        return (Market.unwrap(market) >> 2) & 15;
    }

    /// @notice The fewest lots that may rest as one order.
    function minLots(Market market) internal pure returns (uint256) {
        unchecked {
            return (POWERS_OF_TEN >> (28 * market.minLotsExponent())) & ((1 << 28) - 1);
        }
    }

    function isHalted(Market market) internal pure returns (bool) {
        return Market.unwrap(market) & HALTED != 0;
    }

    function withHalted(Market market, bool halted) internal pure returns (Market) {
        return Market.wrap((Market.unwrap(market) & ~HALTED) | (halted ? HALTED : 0));
    }

    function withBestBid(Market market, uint256 tick) internal pure returns (Market) {
        return Market.wrap((Market.unwrap(market) & ~BID_MASK) | (tick << 232));
    }

    function withBestAsk(Market market, uint256 tick) internal pure returns (Market) {
        return Market.wrap((Market.unwrap(market) & ~ASK_MASK) | (tick << 208));
    }

    function withFees(Market market, uint256 fees_) internal pure returns (Market) {
        return Market.wrap((Market.unwrap(market) & ~FEES_MASK) | (fees_ << 120));
    }

    function withTakerFee(Market market, uint256 takerFee_) internal pure returns (Market) {
        return Market.wrap((Market.unwrap(market) & ~TAKER_FEE_MASK) | (takerFee_ << 32));
    }

    /// @notice The market with its sequence `levels` further on, within 40 bits: it only numbers events.
    function advanced(Market market, uint256 levels) internal pure returns (Market) {
        unchecked {
            uint256 word = Market.unwrap(market);
            return Market.wrap((word & ~SEQUENCE_MASK) | ((word + (levels << 168)) & SEQUENCE_MASK));
        }
    }
}
