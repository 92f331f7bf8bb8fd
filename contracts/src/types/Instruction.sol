// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Funding, Side} from "./Side.sol";

/// @notice What an {Instruction} asks for: the four times in force of an order, or something done to the slot's order.
///
/// - GoodTilCancelled: takes what crosses, rests what is left.
/// - ImmediateOrCancel: takes what crosses, drops what is left. Neither reads nor writes the slot.
/// - FillOrKill: takes all its lots or nothing. Neither reads nor writes the slot.
/// - PostOnly: rests in full or not at all.
/// - Cancel: settles what was filled, refunds the rest, frees the slot.
/// - Settle: credits what was filled; the rest keeps resting.
enum Action {
    GoodTilCancelled,
    ImmediateOrCancel,
    FillOrKill,
    PostOnly,
    Cancel,
    Settle
}

/// @notice One instruction of a batch, one calldata word.
///
/// bits     field      meaning
/// 200–255  lots       quantity, in lots
/// 168–199  deadline   last second at which it may be executed, Unix seconds; 0 for none
/// 152–167  maxLevels  most price levels to take from; 0 for 65,535
/// 128–151  tick       limit price, in ticks
///  96–127  market     id of the market
///  64–95   slot       the owner's slot: the client order id
///   5–63   –          must be zero
///   2–4    action     see {Action}
///   1      funding    see {Funding}
///   0      side       see {Side}
///
/// Cancel and Settle read slot and deadline only.
type Instruction is uint256;

using InstructionLib for Instruction global;

library InstructionLib {
    uint256 private constant UNUSED_BITS = ((1 << 64) - 1) & ~uint256(31);

    /// @dev Every field must already fit its width. `low` holds side, funding and action.
    function pack(
        uint256 lots_,
        uint256 deadline_,
        uint256 maxLevels_,
        uint256 tick_,
        uint256 market_,
        uint256 slot_,
        uint256 low
    ) internal pure returns (Instruction) {
        return Instruction.wrap(
            (lots_ << 200) | (deadline_ << 168) | (maxLevels_ << 152) | (tick_ << 128) | (market_ << 96)
                | (slot_ << 64) | low
        );
    }

    function lots(Instruction i) internal pure returns (uint256) {
        return Instruction.unwrap(i) >> 200;
    }

    function deadline(Instruction i) internal pure returns (uint256) {
        return (Instruction.unwrap(i) >> 168) & type(uint32).max;
    }

    function maxLevels(Instruction i) internal pure returns (uint256) {
        uint256 limit = (Instruction.unwrap(i) >> 152) & type(uint16).max;
        return limit == 0 ? type(uint16).max : limit;
    }

    function tick(Instruction i) internal pure returns (uint256) {
        return (Instruction.unwrap(i) >> 128) & type(uint24).max;
    }

    function market(Instruction i) internal pure returns (uint256) {
        return (Instruction.unwrap(i) >> 96) & type(uint32).max;
    }

    function slot(Instruction i) internal pure returns (uint256) {
        return (Instruction.unwrap(i) >> 64) & type(uint32).max;
    }

    /// @notice True if bits without a meaning are set, or the action is none.
    function isMalformed(Instruction i) internal pure returns (bool) {
        uint256 word = Instruction.unwrap(i);
        return word & UNUSED_BITS != 0 || (word >> 2) & 7 > uint256(Action.Settle);
    }

    function action(Instruction i) internal pure returns (Action) {
        return Action((Instruction.unwrap(i) >> 2) & 7);
    }

    /// @notice Side and funding together, as the two lowest bits.
    function terms(Instruction i) internal pure returns (uint256) {
        return Instruction.unwrap(i) & 3;
    }

    function buys(Instruction i) internal pure returns (bool) {
        return Instruction.unwrap(i) & 1 == 0;
    }

    function side(Instruction i) internal pure returns (Side) {
        return Side(Instruction.unwrap(i) & 1);
    }

    function funding(Instruction i) internal pure returns (Funding) {
        return Funding((Instruction.unwrap(i) >> 1) & 1);
    }
}
