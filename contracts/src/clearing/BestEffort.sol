// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../State.sol";
import {PriceLevel} from "../book/PriceLevel.sol";
import {IClearing} from "../interfaces/IClearing.sol";
import {ITrading} from "../interfaces/ITrading.sol";
import {Ledger} from "../ledger/Ledger.sol";
import {Action, Instruction, InstructionLib} from "../types/Instruction.sol";

/// @notice Batches that go on past what the market or a balance does not allow. Each instruction is a batch of its own, executed by the exchange's
/// own code for the same caller: what fails has changed nothing, and nobody who asks for a whole batch pays for the question.
abstract contract BestEffort is IClearing, State {
    uint256 private constant HEAD = 24;

    /// @inheritdoc IClearing
    function executeBestEffort() external nonReadReentrant {
        if (msg.data.length < HEAD) revert ITrading.MalformedBatch(msg.data.length, HEAD);
        address owner = address(bytes20(msg.data[4:HEAD]));
        bytes memory head = owner == msg.sender
            ? bytes.concat(ITrading.executePacked.selector)
            : bytes.concat(ITrading.executePackedFor.selector, bytes20(owner));
        for (uint256 offset = HEAD; offset < msg.data.length;) {
            Instruction i = InstructionLib.read(offset);
            if (i.action() == uint256(Action.End)) return;
            uint256 end = offset + _lengthOf(i);
            if (end > msg.data.length) revert ITrading.MalformedBatch(msg.data.length, end);
            // The code at this address is the exchange's, which has called this.
            // solhint-disable-next-line avoid-low-level-calls
            (bool success, bytes memory reason) = address(this).delegatecall(bytes.concat(head, msg.data[offset:end]));
            if (!success) emit ITrading.InstructionSkipped(owner, i, _reasonOf(reason));
            offset = end;
        }
    }

    function _lengthOf(Instruction i) private pure returns (uint256) {
        uint256 action = i.action();
        if (action < uint256(Action.Cancel)) return InstructionLib.LENGTH;
        if (action != uint256(Action.RequireSequence)) return InstructionLib.SHORT_LENGTH;
        return InstructionLib.SHORT_LENGTH + InstructionLib.SEQUENCE_LENGTH;
    }

    /// @dev Passes on what no batch should go on past.
    function _reasonOf(bytes memory reason) private pure returns (ITrading.SkipReason) {
        bytes4 error = bytes4(reason);
        if (error == Ledger.InsufficientBalance.selector) return ITrading.SkipReason.NotCovered;
        if (error == TradingHalted.selector) return ITrading.SkipReason.Halted;
        if (error == TradingEnded.selector) return ITrading.SkipReason.Ended;
        if (error == DeadlinePassed.selector) return ITrading.SkipReason.TooLate;
        if (error == PriceLevel.LevelFull.selector) return ITrading.SkipReason.LevelFull;
        if (error == ITrading.BudgetExceeded.selector) return ITrading.SkipReason.OverBudget;
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }
}
