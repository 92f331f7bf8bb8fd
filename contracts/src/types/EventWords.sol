// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Level} from "./Level.sol";
import {Order, OrderLib} from "./Order.sol";

/// @notice First word of a book event: who did it.
///
/// bits    field     meaning
/// 96–255  owner     account of the order
/// 64–95   slot      the owner's slot
/// 24–63   sequence  the market's sequence after the event: steps by one with each level taken from
///  1      funding   see {Funding}
///  0      side      side of the owner's order (of the taker in {ITrading-LevelTaken} and {ITrading-LevelsTaken})
type Actor is uint256;

/// @notice Second word of a book event: what changed, and the level after it.
///
/// bits     field   meaning
/// 224–255  market  id of the market
/// 200–223  tick    price level, in ticks
/// 144–199  lots    placed, reduced, cancelled, taken or settled
///  88–143  open    lots that rest at the level after the event
///  56–87   epoch   epoch of the order; in {ITrading-LevelTaken} of the orders taken, also when the level emptied by it
///  24–55   index   index of the order in its epoch; bits 2–23 the session key that placed it (0 when it is
///                    placed, and for its owner), bits 0–1 its terms
///   0–55   fee     in {ITrading-LevelTaken} instead: the taker fee, in units
type Change is uint256;

/// @param account The owner's address in bits 96–255.
function actorOf(uint256 account, uint256 slot, uint256 sequence, uint256 terms) pure returns (Actor) {
    return Actor.wrap(account | (slot << 64) | (sequence << 24) | terms);
}

/// @notice The change of an order: its word with the level's open lots where its start was.
function changeOf(Order order, uint256 open) pure returns (Change) {
    return Change.wrap((Order.unwrap(order) & ~OrderLib.START_MASK) | (open << 88));
}

/// @notice The change of a level that was taken from.
/// @param levelKey Market (24–55) and tick (0–23).
/// @param level The level before.
/// @param fee Taker fee, in units; must fit 56 bits.
function takenChange(uint256 levelKey, Level level, uint256 lots, uint256 fee) pure returns (Change) {
    unchecked {
        uint256 low = ((level.open() - lots) << 88) | (level.epoch() << 56) | fee;
        return Change.wrap((levelKey << 200) | (lots << 144) | low);
    }
}
