// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Instruction} from "./Instruction.sol";
import {Level} from "./Level.sol";
import {Funding, Side} from "./Side.sol";

/// @notice A resting order, one storage word, held in a slot that its owner chose.
///
/// bits     field    meaning
/// 224–255  market   id of the market
/// 200–223  tick     price, in ticks
/// 144–199  lots     lots not yet settled or cancelled; 0 means that the slot is free
///  88–143  start    where in the level's line of cumulative volume the order begins
///  56–87   epoch    epoch of the level when it was placed
///  24–55   index    the how-manieth order of its epoch it is; key of the cancel tree
///   2–23   key      number of the session key that placed it, see {SessionKey}; 0 for its owner
///   0–1    terms    side in bit 0, funding in bit 1, see {FundingLib}
///
/// Market, tick and lots stand side by side as in an {Instruction}, start, epoch and index as placed, epoch and count do in a
/// {Level}: an order is put together from the two with one shift.
///
/// The word of a finished order keeps its market and so stays non-zero: using the slot again writes 5,000 gas, not 22,100.
type Order is uint256;

using OrderLib for Order global;

library OrderLib {
    uint256 internal constant MAX_LOTS = type(uint56).max;

    uint256 internal constant START_MASK = uint256(type(uint56).max) << 88;
    uint256 private constant LOTS_MASK = MAX_LOTS << 144;
    uint256 private constant KEY_MASK = ((1 << 22) - 1) << 2;
    /// @dev Start, epoch and index.
    uint256 private constant PLACE_MASK = uint256(type(uint120).max) << 24;

    /// @notice The order that comes next at a level.
    /// @param lots_ What the instruction's lots come to after its takes.
    function next(Level level, Instruction i, uint256 lots_) internal pure returns (Order) {
        uint256 place = Level.unwrap(level) & PLACE_MASK;
        return Order.wrap((i.levelKey() << 200) | (lots_ << 144) | place | i.terms());
    }

    function market(Order order) internal pure returns (uint256) {
        return Order.unwrap(order) >> 224;
    }

    function tick(Order order) internal pure returns (uint256) {
        return (Order.unwrap(order) >> 200) & type(uint24).max;
    }

    /// @notice Market (24–55) and tick (0–23).
    function levelKey(Order order) internal pure returns (uint256) {
        return Order.unwrap(order) >> 200;
    }

    function lots(Order order) internal pure returns (uint256) {
        return (Order.unwrap(order) >> 144) & MAX_LOTS;
    }

    function start(Order order) internal pure returns (uint256) {
        return (Order.unwrap(order) >> 88) & type(uint56).max;
    }

    function epoch(Order order) internal pure returns (uint256) {
        return (Order.unwrap(order) >> 56) & type(uint32).max;
    }

    function index(Order order) internal pure returns (uint256) {
        return (Order.unwrap(order) >> 24) & type(uint32).max;
    }

    /// @notice Side and funding together, as two bits.
    function terms(Order order) internal pure returns (uint256) {
        return Order.unwrap(order) & 3;
    }

    function key(Order order) internal pure returns (uint256) {
        return (Order.unwrap(order) & KEY_MASK) >> 2;
    }

    /// @param key_ Must fit 22 bits.
    function withKey(Order order, uint256 key_) internal pure returns (Order) {
        return Order.wrap((Order.unwrap(order) & ~KEY_MASK) | (key_ << 2));
    }

    function side(Order order) internal pure returns (Side) {
        return Side(order.terms() & 1);
    }

    function funding(Order order) internal pure returns (Funding) {
        return Funding(order.terms() >> 1);
    }

    /// @notice The order after its first `filled` lots were settled: it begins later in the line and ends where it did.
    function settled(Order order, uint256 filled) internal pure returns (Order) {
        unchecked {
            return Order.wrap(Order.unwrap(order) - (filled << 144) + (filled << 88));
        }
    }

    /// @notice The order without its last `removed` lots.
    function reduced(Order order, uint256 removed) internal pure returns (Order) {
        unchecked {
            return Order.wrap(Order.unwrap(order) - (removed << 144));
        }
    }

    /// @notice The order when nothing of it is left: the slot is free, the word non-zero.
    function finished(Order order) internal pure returns (Order) {
        return Order.wrap(Order.unwrap(order) & ~LOTS_MASK);
    }
}
