// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Level} from "./Level.sol";
import {Funding, Side} from "./Side.sol";

/// @notice A resting order, one storage word, held in a slot that its owner chose.
///
/// bits     field    meaning
/// 200–255  lots     lots not yet settled or cancelled; 0 means that the slot is free
/// 144–199  start    where in the level's line of cumulative volume the order begins
/// 112–143  index    the how-manieth order of its epoch it is; key of the cancel tree
///  80–111  epoch    epoch of the level when it was placed
///  56–79   tick     price, in ticks
///  24–55   market   id of the market
///   1      funding  see {Funding}
///   0      side     see {Side}
///
/// The word of a finished order keeps its market and so stays non-zero: using the slot again writes 5,000 gas, not 22,100.
type Order is uint256;

using OrderLib for Order global;

library OrderLib {
    uint256 internal constant MAX_LOTS = type(uint56).max;

    uint256 private constant LOTS_MASK = MAX_LOTS << 200;

    /// @notice The order that comes next at a level. Every field must already fit its width.
    /// @dev Start, index and epoch are what the level has placed, count and epoch now: three fields that stand side by side
    ///      in both words, moved as one.
    function next(Level level, uint256 lots_, uint256 tick_, uint256 market_, uint256 terms_)
        internal
        pure
        returns (Order)
    {
        uint256 place = (Level.unwrap(level) >> 24) & type(uint120).max;
        return Order.wrap((lots_ << 200) | (place << 80) | (tick_ << 56) | (market_ << 24) | terms_);
    }

    function lots(Order order) internal pure returns (uint256) {
        return Order.unwrap(order) >> 200;
    }

    function start(Order order) internal pure returns (uint256) {
        return (Order.unwrap(order) >> 144) & type(uint56).max;
    }

    function index(Order order) internal pure returns (uint256) {
        return (Order.unwrap(order) >> 112) & type(uint32).max;
    }

    function epoch(Order order) internal pure returns (uint256) {
        return (Order.unwrap(order) >> 80) & type(uint32).max;
    }

    function tick(Order order) internal pure returns (uint256) {
        return (Order.unwrap(order) >> 56) & type(uint24).max;
    }

    function market(Order order) internal pure returns (uint256) {
        return (Order.unwrap(order) >> 24) & type(uint32).max;
    }

    /// @notice Side and funding together, as the two lowest bits.
    function terms(Order order) internal pure returns (uint256) {
        return Order.unwrap(order) & 3;
    }

    function side(Order order) internal pure returns (Side) {
        return Side(Order.unwrap(order) & 1);
    }

    function funding(Order order) internal pure returns (Funding) {
        return Funding((Order.unwrap(order) >> 1) & 1);
    }

    /// @notice The order after its first `filled` lots were settled: it begins later in the line and ends where it did.
    function settled(Order order, uint256 filled) internal pure returns (Order) {
        unchecked {
            return Order.wrap(Order.unwrap(order) - (filled << 200) + (filled << 144));
        }
    }

    /// @notice The order without its last `removed` lots.
    function reduced(Order order, uint256 removed) internal pure returns (Order) {
        unchecked {
            return Order.wrap(Order.unwrap(order) - (removed << 200));
        }
    }

    /// @notice The order when nothing of it is left: the slot is free, the word non-zero.
    function finished(Order order) internal pure returns (Order) {
        return Order.wrap(Order.unwrap(order) & ~LOTS_MASK);
    }
}
