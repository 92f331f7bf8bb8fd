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
/// - CancelAfter: sets the owner's dead man's switch, see {IClearing-setCancelAfter}, to the second that stands in place of the slot.
/// - RequireSequence: the batch reverts unless a market's sequence is the one given: nothing has been taken there since. The market stands in place of
///   the slot, the sequence in the 5 bytes behind it.
/// - End: the batch ends here. What follows in the calldata is ignored: a wallet or an application may append bytes of its own.
enum Action {
    GoodTilCancelled,
    ImmediateOrCancel,
    FillOrKill,
    PostOnly,
    Cancel,
    Settle,
    CancelAfter,
    End,
    RequireSequence
}

/// @notice One instruction of a batch. On the wire it is 25 bytes, the others only the first 5 (RequireSequence 10); here it is a word of 200 bits.
///
/// bytes  bits     field      meaning
///  0     192–199  code       side in bit 0, funding in bit 1, {Action} in bits 2–4; bits 5–7 are zero
///  1–4   160–191  slot       the owner's slot: the client order id
///  5–8   128–159  market     id of the market
///  9–11  104–127  tick       limit price, in ticks
/// 12–18   48–103  lots       quantity, in lots
/// 19–20   32–47   maxLevels  most price levels to take from; 0 for 65,535
/// 21–24    0–31   deadline   last second at which it may be executed, Unix seconds; 0 for none
///
/// In these the bits 0–159 have no meaning.
type Instruction is uint256;

using InstructionLib for Instruction global;

library InstructionLib {
    uint256 internal constant LENGTH = 25;
    uint256 internal constant SHORT_LENGTH = 5;
    /// @dev Bytes of the sequence behind the first five.
    uint256 internal constant SEQUENCE_LENGTH = 5;

    /// @notice Reads the instruction at `offset` of the calldata. Past the end it reads zeros.
    function read(uint256 offset) internal pure returns (Instruction i) {
        assembly ("memory-safe") {
            i := shr(56, calldataload(offset))
        }
    }

    /// @dev Every field must already fit its width. `code_` holds side, funding and action.
    function pack(
        uint256 code_,
        uint256 slot_,
        uint256 market_,
        uint256 tick_,
        uint256 lots_,
        uint256 maxLevels_,
        uint256 deadline_
    ) internal pure returns (Instruction) {
        uint256 head = (code_ << 192) | (slot_ << 160) | (market_ << 128);
        return Instruction.wrap(head | (tick_ << 104) | (lots_ << 48) | (maxLevels_ << 32) | deadline_);
    }

    /// @notice The {Action}, as a number. With the three bits above it, which must be zero: a number past the last action means nothing.
    function action(Instruction i) internal pure returns (uint256) {
        return Instruction.unwrap(i) >> 194;
    }

    /// @notice Side and funding together, as two bits.
    function terms(Instruction i) internal pure returns (uint256) {
        return (Instruction.unwrap(i) >> 192) & 3;
    }

    function buys(Instruction i) internal pure returns (bool) {
        return Instruction.unwrap(i) & (1 << 192) == 0;
    }

    function side(Instruction i) internal pure returns (Side) {
        return Side(i.terms() & 1);
    }

    function funding(Instruction i) internal pure returns (Funding) {
        return Funding(i.terms() >> 1);
    }

    function slot(Instruction i) internal pure returns (uint256) {
        return (Instruction.unwrap(i) >> 160) & type(uint32).max;
    }

    /// @notice The sequence that a RequireSequence asks for, of the market in place of the slot.
    function sequence(Instruction i) internal pure returns (uint256) {
        return (Instruction.unwrap(i) >> 120) & type(uint40).max;
    }

    function market(Instruction i) internal pure returns (uint256) {
        return (Instruction.unwrap(i) >> 128) & type(uint32).max;
    }

    function tick(Instruction i) internal pure returns (uint256) {
        return (Instruction.unwrap(i) >> 104) & type(uint24).max;
    }

    /// @notice Market (24–55) and tick (0–23).
    function levelKey(Instruction i) internal pure returns (uint256) {
        return (Instruction.unwrap(i) >> 104) & type(uint56).max;
    }

    function lots(Instruction i) internal pure returns (uint256) {
        return (Instruction.unwrap(i) >> 48) & type(uint56).max;
    }

    function maxLevels(Instruction i) internal pure returns (uint256) {
        uint256 most = (Instruction.unwrap(i) >> 32) & type(uint16).max;
        return most == 0 ? type(uint16).max : most;
    }

    function deadline(Instruction i) internal pure returns (uint256) {
        return Instruction.unwrap(i) & type(uint32).max;
    }
}
