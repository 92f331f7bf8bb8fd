// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Trading} from "./Trading.sol";
import {Book} from "./book/Book.sol";
import {Batch, BatchLib} from "./ledger/Batch.sol";
import {Ledger} from "./ledger/Ledger.sol";
import {Instruction, InstructionLib} from "./types/Instruction.sol";
import {Market} from "./types/Market.sol";
import {Order} from "./types/Order.sol";
import {SessionKey} from "./types/SessionKey.sol";

/// @notice Batches by a session key. Each instruction is measured: what the owner has at both ends of the market's price, before it and after it, see
/// {Exposure}. What the worse end loses comes off the key's budget, what it gains goes back to it.
///
/// Only orders that the key has placed count. Their words carry its number, so that what others have placed gives the budget nothing when
/// the key cancels or settles it. What others settle or cancel of the key's own orders gives it nothing either: that errs to the safe side.
abstract contract Keys is Trading {
    /// @dev Executes for `owner` the instructions that stand in the calldata from `offset` on.
    function _executeFor(address owner, uint256 offset) internal {
        SessionKey key = _operators[owner][msg.sender];
        if (block.timestamp > key.expiry()) revert NotOperator(owner, msg.sender, key.expiry());
        Batch batch = BatchLib.open(Ledger.accountOf(owner));
        int256 left = int256(key.left());
        while (offset < msg.data.length) {
            Instruction i = InstructionLib.read(offset);
            uint256 action = i.action();
            if (action < CANCEL) {
                offset += InstructionLib.LENGTH;
                left += _placeFor(batch, key, i);
            } else {
                offset += InstructionLib.SHORT_LENGTH;
                if (action <= SETTLE) left += _closeFor(batch, key, i.slot(), action == CANCEL);
                else offset = _aside(batch, i, offset);
            }
        }
        if (offset != msg.data.length) revert MalformedBatch(msg.data.length, offset);
        _finish(batch);
        if (left < 0) revert BudgetExceeded(owner, msg.sender, key.left(), uint256(int256(key.left()) - left));
        _operators[owner][msg.sender] = key.withLeft(uint256(left));
    }

    /// @return gained What the budget gains, in base units of its asset; negative for what it loses.
    function _placeFor(Batch batch, SessionKey key, Instruction i) private returns (int256 gained) {
        if (batch.id() != i.market()) _enter(batch, i.market());
        if (!key.allows(batch.market(), i)) revert OutsideScope(i.market(), i.side(), key.quote());
        Book.OrderCell storage cell = Book.orderCell(batch.account(), i.slot());
        if (_isInTheWay(batch, key, i, cell.order)) {
            gained = _closeFor(batch, key, i.slot(), true);
            if (batch.id() != i.market()) _enter(batch, i.market());
        }
        (int256 atZero, int256 atCap) = _ends(batch, cell.order);
        (, uint256 rested) = _place(batch, i);
        if (rested != 0) cell.order = cell.order.withKey(key.number());
        gained += _move(batch, key, cell.order, atZero, atCap);
    }

    /// @dev True for an order that has to leave before the new one is measured: not the key's own, or of another market. One that would be left
    ///      out of the batch leaves everything as it is.
    function _isInTheWay(Batch batch, SessionKey key, Instruction i, Order order) private pure returns (bool) {
        if (order.lots() == 0 || (order.key() == key.number() && order.market() == i.market())) return false;
        if (i.action() == POST_ONLY) return !Book.crosses(batch.market(), i);
        return i.action() == GOOD_TIL_CANCELLED;
    }

    /// @dev Cancels or settles.
    function _closeFor(Batch batch, SessionKey key, uint256 slot, bool cancels) private returns (int256) {
        Book.OrderCell storage cell = Book.orderCell(batch.account(), slot);
        Order order = cell.order;
        if (order.lots() == 0) return 0;
        if (batch.id() != order.market()) _enter(batch, order.market());
        (int256 atZero, int256 atCap) = _ends(batch, order);
        if (cancels) _close(batch, slot);
        else _settle(batch, slot);
        return order.key() == key.number() ? _move(batch, key, cell.order, atZero, atCap) : int256(0);
    }

    /// @dev What the account has of the market at hand at both ends, in units: what is due in this batch, its LONG and SHORT, and of one of its orders
    ///      the worse of cancel and fill.
    function _ends(Batch batch, Order order) private view returns (int256 atZero, int256 atCap) {
        Market market = batch.market();
        uint256 cap = market.cap();
        atZero = int256(cap * Ledger.balanceOf(batch.account(), market.base() | 1)) - int256(batch.owed());
        atCap = int256(cap * Ledger.balanceOf(batch.account(), market.base())) - int256(batch.owed());
        // An order of another market, which stays as it is, may have any price: what wraps around here does so before and after.
        unchecked {
            uint256 terms = order.terms();
            // Terms 0 and 3 keep the price, terms 1 and 2 the cap less it, see {FundingLib}.
            if ((terms ^ (terms >> 1)) & 1 == 0) atCap += int256(order.tick() * order.lots());
            else atZero += int256((cap - order.tick()) * order.lots());
        }
    }

    /// @param order What has become of the order.
    /// @param atZero What {_ends} said before.
    function _move(Batch batch, SessionKey key, Order order, int256 atZero, int256 atCap) private returns (int256) {
        (int256 zeroNow, int256 capNow) = _ends(batch, order);
        unchecked {
            (atZero, atCap) = (zeroNow - atZero, capNow - atCap);
        }
        if (atZero == 0 && atCap == 0) return 0;
        int256 gained = _exposures[batch.owner()][(key.number() << 32) | batch.id()].move(atZero, atCap);
        return gained * int256(batch.market().unit());
    }
}
