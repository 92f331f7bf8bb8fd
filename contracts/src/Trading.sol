// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Rules} from "./Rules.sol";
import {Book} from "./book/Book.sol";
import {Take} from "./book/Take.sol";
import {ITrading} from "./interfaces/ITrading.sol";
import {Batch} from "./ledger/Batch.sol";
import {FundingLib} from "./ledger/Funding.sol";
import {actorOf, changeOf} from "./types/EventWords.sol";
import {Instruction, InstructionLib} from "./types/Instruction.sol";
import {Market} from "./types/Market.sol";
import {Order} from "./types/Order.sol";

/// @notice The walk of an order through the exchange: check, make room, take, rest; settle, reduce, refund.
abstract contract Trading is ITrading, Rules {
    using Book for Book.State;

    // ---------------------------------------------------------------- an order's walk

    /// @dev Check, make room in its slot, take what crosses, rest what is left.
    /// @return taken Lots taken.
    /// @return rested Lots that rest.
    function _place(Batch batch, Instruction i) internal returns (uint256 taken, uint256 rested) {
        if (batch.id() != i.market()) _enter(batch, i.market());
        Market market = batch.market();
        if (_suspect(market, i)) _requireValid(market, i);
        uint256 action = i.action();
        if (action != GOOD_TIL_CANCELLED) {
            if (action != POST_ONLY) return (_placeTaker(batch, i), 0);
            if (Book.crosses(market, i)) {
                if (_strict()) revert PostOnlyWouldCross(i.tick(), Book.best(market, i));
                emit InstructionSkipped(batch.owner(), i, SkipReason.WouldCross);
                return (0, 0);
            }
        }

        Book.OrderCell storage cell = Book.orderCell(batch.account(), i.slot());
        rested = i.lots();
        Order order = cell.order;
        // Nested, here and below: `&&` would test twice.
        if (order.lots() != 0) {
            if (_replace(batch, i, cell, order)) return (0, rested);
        }
        // Not before the slot is free: the order that went may have been what crossed.
        if (Book.crosses(batch.market(), i)) {
            taken = _take(batch, i);
            unchecked {
                rested -= taken;
            }
            // Too little is left to rest, or `maxLevels` stopped it in front of a level that still crosses.
            if (rested < batch.market().minLots() || Book.crosses(batch.market(), i)) return (taken, 0);
        }
        _rest(batch, i, cell, rested);
    }

    /// @dev An order that never rests.
    function _placeTaker(Batch batch, Instruction i) private returns (uint256 taken) {
        if (i.action() == FILL_OR_KILL) {
            uint256 available = _book.preview(batch.market(), i).lots;
            if (available != i.lots()) {
                if (_strict()) revert NotFilledInFull(available, i.lots());
                emit InstructionSkipped(batch.owner(), i, SkipReason.NotFilled);
                return 0;
            }
        }
        if (Book.crosses(batch.market(), i)) taken = _take(batch, i);
    }

    /// @dev What becomes of an order that the market has moved away from: from {place} and in legs it reverts, in a batch it is left out.
    function _strict() private pure returns (bool) {
        return msg.sig != ITrading.executePacked.selector && msg.sig != ITrading.executePackedFor.selector;
    }

    /// @dev Takes what crosses, then clears the sum with the taker.
    function _take(Batch batch, Instruction i) private returns (uint256 taken) {
        (Market market, uint256 left, uint256 tickLots, uint256 fee) =
            Take.sweep(_book, batch.market(), i, batch.account());
        unchecked {
            taken = i.lots() - left;
        }
        batch.setMarket(market.withFees(_accrue(i.market(), market, fee)));
        batch.owe(fee);
        batch.trade(i.terms(), tickLots, taken);
    }

    /// @dev Escrows `lots` and puts them at the back of their level.
    function _rest(Batch batch, Instruction i, Book.OrderCell storage cell, uint256 lots) private {
        unchecked {
            batch.pay(i.terms(), i.tick() * lots, lots);
        }
        (Market market, Order order, uint256 open) = _book.rest(cell, i, batch.market(), lots);
        batch.setMarket(market);
        emit OrderPlaced(actorOf(batch.account(), i.slot(), market.sequence(), i.terms()), changeOf(order, open));
    }

    // ---------------------------------------------------------------- an order's end

    /// @dev Makes room in a slot: closes what stands in it, or shrinks it in place.
    /// @return kept True if the slot's order has become what the instruction asked for.
    function _replace(Batch batch, Instruction i, Book.OrderCell storage cell, Order order)
        private
        returns (bool kept)
    {
        if (order.market() != i.market()) {
            _remove(batch, i.slot(), cell, order);
            if (batch.id() != i.market()) _enter(batch, i.market());
            return false;
        }
        Book.LevelCell storage level;
        (order, level) = _settleFilled(batch, i.slot(), cell, order);
        uint256 lots = order.lots();
        if (lots == 0) return false;
        kept = lots >= i.lots() && order.levelKey() == i.levelKey() && order.terms() == i.terms();
        if (kept) _reduce(batch, cell, level, order, i);
        else _refund(batch, i.slot(), cell, level, order);
    }

    function _reduce(Batch batch, Book.OrderCell storage cell, Book.LevelCell storage level, Order order, Instruction i)
        private
    {
        uint256 lots = order.lots() - i.lots();
        if (lots == 0) return;
        uint256 open = _book.reduce(cell, level, order, lots);
        batch.get(order.terms(), order.tick() * lots, lots);
        emit OrderReduced(
            actorOf(batch.account(), i.slot(), batch.market().sequence(), i.terms()),
            changeOf(order.reduced(i.lots()), open)
        );
    }

    /// @dev Settles and cancels what stands in a slot.
    function _close(Batch batch, uint256 slot) internal {
        Book.OrderCell storage cell = Book.orderCell(batch.account(), slot);
        Order order = cell.order;
        if (order.lots() != 0) _remove(batch, slot, cell, order);
    }

    function _remove(Batch batch, uint256 slot, Book.OrderCell storage cell, Order order) private {
        if (batch.id() != order.market()) _enter(batch, order.market());
        Book.LevelCell storage level;
        (order, level) = _settleFilled(batch, slot, cell, order);
        if (order.lots() != 0) _refund(batch, slot, cell, level, order);
    }

    function _settle(Batch batch, uint256 slot) internal {
        Book.OrderCell storage cell = Book.orderCell(batch.account(), slot);
        Order order = cell.order;
        if (order.lots() == 0) return;
        if (batch.id() != order.market()) _enter(batch, order.market());
        _settleFilled(batch, slot, cell, order);
    }

    /// @dev Credits what was filled of an order of the market at hand since it was last settled.
    function _settleFilled(Batch batch, uint256 slot, Book.OrderCell storage cell, Order order)
        private
        returns (Order, Book.LevelCell storage level)
    {
        uint256 filled;
        (filled, level) = _book.filledOf(order);
        if (filled == 0) return (order, level);
        uint256 terms = order.terms();
        unchecked {
            batch.get(terms ^ FundingLib.PROCEEDS, order.tick() * filled, filled);
            emit OrderSettled(
                actorOf(batch.account(), slot, batch.market().sequence(), terms),
                changeOf(order.reduced(order.lots() - filled), 0)
            );
        }
        order = order.settled(filled);
        cell.order = order;
        return (order, level);
    }

    /// @dev Takes an order without unsettled fills out of the book of the market at hand and gives its escrow back.
    function _refund(Batch batch, uint256 slot, Book.OrderCell storage cell, Book.LevelCell storage level, Order order)
        private
    {
        (Market market, uint256 open) = _book.remove(cell, level, batch.market(), order);
        batch.setMarket(market);
        uint256 terms = order.terms();
        uint256 lots = order.lots();
        unchecked {
            batch.get(terms, order.tick() * lots, lots);
        }
        emit OrderCancelled(actorOf(batch.account(), slot, market.sequence(), terms), changeOf(order, open));
    }

    // ---------------------------------------------------------------- beside the books

    /// @dev An instruction that touches no order. What is none ends here.
    /// @param offset Where the next one stands if this has five bytes.
    /// @return Where it stands.
    function _aside(Batch batch, Instruction i, uint256 offset) internal returns (uint256) {
        uint256 action = i.action();
        if (action == END) return msg.data.length;
        if (action == CANCEL_AFTER) {
            _setCancelAfter(batch.owner(), i.slot());
            return offset;
        }
        if (action != REQUIRE_SEQUENCE) revert MalformedInstruction(i);
        uint256 id = i.slot();
        uint256 sequence = (batch.id() == id ? batch.market() : _cell(id).market).sequence();
        if (sequence != i.sequence()) revert SequenceMoved(id, i.sequence(), sequence);
        unchecked {
            return offset + InstructionLib.SEQUENCE_LENGTH;
        }
    }

    // ---------------------------------------------------------------- the market at hand

    /// @dev Takes another market's word to hand, and stores the one that was there. It is zero for an unknown market.
    function _enter(Batch batch, uint256 id) internal {
        Market market = _cell(id).market;
        if (batch.id() != 0) {
            if (batch.changed()) _store(batch);
            if (batch.owed() != 0 && !market.sameMoney(batch.market())) batch.clear();
        }
        batch.hold(id, market);
    }

    function _store(Batch batch) internal {
        _cell(batch.id()).market = batch.market();
    }

    function _finish(Batch batch) internal {
        if (batch.changed()) _store(batch);
        if (batch.owed() != 0) batch.clear();
    }

    /// @dev True if a slot holds no order of a market that still trades.
    function _hasEnded(uint256 account, uint256 slot) internal view returns (bool) {
        Order order = Book.orderCell(account, slot).order;
        return order.lots() == 0 || block.timestamp >= _cell(order.market()).market.expiry();
    }
}
