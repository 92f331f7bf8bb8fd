// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Level} from "./Level.sol";
import {Market} from "./Market.sol";
import {Order} from "./Order.sol";

/// @notice First word of a book event: who did it.
///
/// bits    field     meaning
/// 96–255  owner     account of the order
/// 64–95   slot      the owner's slot
/// 24–63   sequence  the market's sequence after the event: steps by one with each level taken from
///  1      funding   see {Funding}
///  0      side      side of the owner's order (of the taker in {IExchange-LevelTaken})
type Actor is uint256;

/// @notice Second word of a book event: what changed, and the level after it.
///
/// bits     field   meaning
/// 224–255  market  id of the market
/// 200–223  tick    price level, in ticks
/// 144–199  lots    placed, cancelled, taken or settled
///  88–143  open    lots that rest at the level after the event
///  56–87   epoch   epoch of the level (of the order in {IExchange-OrderSettled}) in which the event took place
///   0–55   detail  index of the order in its epoch; in {IExchange-LevelTaken} the taker fee, in units
type Change is uint256;

using {withFee} for Change global;

/// @notice The change of a taken level with its fee, in units, which must fit 56 bits.
function withFee(Change change, uint256 fee) pure returns (Change) {
    return Change.wrap(Change.unwrap(change) | fee);
}

function actorOf(address owner, uint256 slot, Market market, uint256 terms) pure returns (Actor) {
    return Actor.wrap((uint256(uint160(owner)) << 96) | (slot << 64) | (market.sequence() << 24) | terms);
}

/// @notice The change of an order that rests or rested.
function orderChange(Order order, uint256 lots, uint256 open) pure returns (Change) {
    return _change(order.market(), order.tick(), lots, open, (order.epoch() << 56) | order.index());
}

/// @notice The change of a level that was taken from.
function levelChange(uint256 market, uint256 tick, uint256 lots, Level level) pure returns (Change) {
    uint256 open = level.open();
    // A level that emptied is one epoch on; the orders taken were of the one before.
    uint256 epoch = open == 0 ? level.epoch() - 1 : level.epoch();
    return _change(market, tick, lots, open, epoch << 56);
}

function _change(uint256 market, uint256 tick, uint256 lots, uint256 open, uint256 low) pure returns (Change) {
    return Change.wrap((market << 224) | (tick << 200) | (lots << 144) | (open << 88) | low);
}
