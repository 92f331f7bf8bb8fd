// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";

import {Book} from "./book/Book.sol";
import {Take} from "./book/Take.sol";
import {IExchange, OrderRequest} from "./interfaces/IExchange.sol";
import {Batch} from "./ledger/Batch.sol";
import {FundingLib} from "./ledger/Funding.sol";
import {Ledger} from "./ledger/Ledger.sol";
import {Listing} from "./ledger/Listing.sol";
import {actorOf, changeOf} from "./types/EventWords.sol";
import {Action, Instruction, InstructionLib} from "./types/Instruction.sol";
import {Market, MarketLib} from "./types/Market.sol";
import {Order} from "./types/Order.sol";

/// @notice The exchange's state, and the walk of an order through it: check, make room, take, rest; settle, reduce, refund.
abstract contract Trading is IExchange, ReentrancyGuardTransient {
    using Book for Book.State;
    using Ledger for mapping(uint256 => Ledger.Word);

    uint256 private constant GOOD_TIL_CANCELLED = uint256(Action.GoodTilCancelled);
    uint256 private constant FILL_OR_KILL = uint256(Action.FillOrKill);
    uint256 private constant POST_ONLY = uint256(Action.PostOnly);
    uint256 internal constant CANCEL = uint256(Action.Cancel);
    uint256 internal constant SETTLE = uint256(Action.Settle);

    struct MarketCell {
        Market market;
    }

    Book.State internal _book;
    /// @dev By id: the id is the place, nothing is hashed.
    MarketCell[1 << 32] private _markets;
    mapping(uint256 key => Ledger.Word) internal _balances;
    Listing.State internal _listing;

    address public feeRecipient;

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
                emit InstructionSkipped(msg.sender, i, SkipReason.WouldCross);
                return (0, 0);
            }
        }

        Book.OrderCell storage cell = _book.orderCell(batch.account(), i.slot());
        rested = i.lots();
        Order order = cell.order;
        if (order.lots() != 0 && _replace(batch, i, cell, order)) return (0, rested);
        // Not before the slot is free: the order that went may have been what crossed.
        if (Book.crosses(batch.market(), i)) {
            bool crosses;
            (taken, crosses) = _take(batch, i);
            unchecked {
                rested -= taken;
            }
            if (crosses || rested < batch.market().minLots()) return (taken, 0);
        }
        _rest(batch, i, cell, rested);
    }

    /// @dev An order that never rests.
    function _placeTaker(Batch batch, Instruction i) private returns (uint256 taken) {
        if (i.action() == FILL_OR_KILL) {
            uint256 available = _book.preview(batch.market(), i).lots;
            if (available != i.lots()) {
                if (_strict()) revert NotFilledInFull(available, i.lots());
                emit InstructionSkipped(msg.sender, i, SkipReason.NotFilled);
                return 0;
            }
        }
        if (Book.crosses(batch.market(), i)) (taken,) = _take(batch, i);
    }

    /// @dev What becomes of an order that the market has moved away from: from {place} it reverts, in a batch it is left out.
    function _strict() private pure returns (bool) {
        return msg.sig == IExchange.place.selector;
    }

    /// @dev Takes what crosses, then clears the sum with the taker.
    /// @return taken Lots taken.
    /// @return crosses True if `maxLevels` stopped it in front of a level that still crosses.
    function _take(Batch batch, Instruction i) private returns (uint256 taken, bool crosses) {
        (Market market, uint256 left, uint256 tickLots, uint256 fee) =
            Take.sweep(_book, batch.market(), i, batch.account());
        unchecked {
            taken = i.lots() - left;
        }
        batch.setMarket(market.withFees(_accrue(i.market(), market, fee)));
        batch.owe(fee);
        batch.trade(_balances, i.terms(), tickLots, taken);
        return (taken, left != 0 && Book.crosses(market, i));
    }

    /// @dev Fees stay in the market's word, which a take writes anyway, until they are collected or would not fit.
    function _accrue(uint256 id, Market market, uint256 fee) private returns (uint256) {
        unchecked {
            fee += market.fees();
        }
        if (fee <= MarketLib.MAX_FEES) return fee;
        _payFees(id, market, fee);
        return 0;
    }

    function _payFees(uint256 id, Market market, uint256 fee) internal returns (uint256 amount) {
        amount = fee * market.unit();
        _balances.credit(Ledger.accountOf(feeRecipient), market.quote(), amount);
        emit FeesCollected(uint32(id), feeRecipient, amount);
    }

    /// @dev Escrows `lots` and puts them at the back of their level.
    function _rest(Batch batch, Instruction i, Book.OrderCell storage cell, uint256 lots) private {
        unchecked {
            batch.pay(_balances, i.terms(), i.tick() * lots, lots);
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
        batch.get(_balances, order.terms(), order.tick() * lots, lots);
        emit OrderReduced(
            actorOf(batch.account(), i.slot(), batch.market().sequence(), i.terms()),
            changeOf(order.reduced(i.lots()), open)
        );
    }

    /// @dev Settles and cancels what stands in a slot.
    function _close(Batch batch, uint256 slot) internal {
        Book.OrderCell storage cell = _book.orderCell(batch.account(), slot);
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
        Book.OrderCell storage cell = _book.orderCell(batch.account(), slot);
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
            batch.get(_balances, terms ^ FundingLib.PROCEEDS, order.tick() * filled, filled);
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
            batch.get(_balances, terms, order.tick() * lots, lots);
        }
        emit OrderCancelled(actorOf(batch.account(), slot, market.sequence(), terms), changeOf(order, open));
    }

    // ---------------------------------------------------------------- the market at hand

    /// @dev Takes another market's word to hand, and stores the one that was there. It is zero for an unknown market.
    function _enter(Batch batch, uint256 id) private {
        Market market = _cell(id).market;
        if (batch.id() != 0) {
            if (batch.changed()) _store(batch);
            if (batch.owed() != 0 && !market.sameMoney(batch.market())) batch.clear(_balances);
        }
        batch.hold(id, market);
    }

    function _store(Batch batch) internal {
        _cell(batch.id()).market = batch.market();
    }

    function _finish(Batch batch) internal {
        if (batch.changed()) _store(batch);
        if (batch.owed() != 0) batch.clear(_balances);
    }

    /// @dev Where a market's word is stored, without the check of an array's bounds: every id has 32 bits.
    function _cell(uint256 id) internal pure returns (MarketCell storage cell) {
        assembly ("memory-safe") {
            cell.slot := add(_markets.slot, id)
        }
    }

    // ---------------------------------------------------------------- what an order must be

    /// @dev True unless {_requireValid} is known to pass: the tests of every order at once, without a jump. Only a taker below the
    ///      minimum of resting orders is suspect and valid.
    function _suspect(Market market, Instruction i) private view returns (bool suspect) {
        (uint256 deadline, uint256 tick, uint256 lots, uint256 terms) = (i.deadline(), i.tick(), i.lots(), i.terms());
        (uint256 expiry, uint256 limit, uint256 minLots) = (market.expiry(), market.limit(), market.minLots());
        uint256 spot = MarketLib.SPOT;
        // Solidity has no `or` of two bools that does not jump.
        assembly ("memory-safe") {
            suspect := lt(sub(deadline, 1), sub(timestamp(), 1))
            suspect := or(suspect, iszero(lt(timestamp(), expiry)))
            suspect := or(suspect, iszero(lt(sub(tick, 1), sub(limit, 1))))
            suspect := or(suspect, lt(lots, minLots))
            suspect := or(suspect, and(xor(terms, shr(1, terms)), eq(limit, spot)))
        }
    }

    /// @dev The one place where an order is refused, whichever way it came in.
    function _requireValid(Market market, Instruction i) internal view {
        unchecked {
            // 0 for none is the largest of all numbers here.
            if (i.deadline() - 1 < block.timestamp - 1) revert DeadlinePassed(i.deadline(), block.timestamp);
            // An unknown market's word is zero and its expiry long past.
            if (block.timestamp >= market.expiry()) revert TradingEnded(i.market(), _known(i.market()).expiry());
            if (i.tick() - 1 >= market.limit() - 1) revert InvalidTick(i.tick(), market.limit() - 1);
        }
        if (i.lots() < market.minLots()) _requireTaker(market, i);
        uint256 terms = i.terms();
        // Spot markets know two of the four: a bid pays quote (0), an ask pays base (3).
        if ((terms ^ (terms >> 1)) & 1 != 0 && market.isSpot()) {
            revert FundingNotSupported(i.market(), i.side(), i.funding());
        }
    }

    /// @dev The minimum is for orders that may rest; a taker may want as little as one lot.
    function _requireTaker(Market market, Instruction i) private pure {
        bool rests = i.action() == GOOD_TIL_CANCELLED || i.action() == POST_ONLY;
        if (rests || i.lots() == 0) revert TooFewLots(i.lots(), rests ? market.minLots() : 1);
    }

    function _instruction(OrderRequest calldata request) internal pure returns (Instruction) {
        return InstructionLib.pack(
            (uint256(request.timeInForce) << 2) | (uint256(request.funding) << 1) | uint256(request.side),
            request.slot,
            request.market,
            request.tick,
            request.lots,
            request.maxLevels,
            request.deadline
        );
    }

    /// @dev The market of a series and what `lots` of its complete sets cost.
    function _sets(uint32 id, uint256 lots) internal view returns (Market market, uint256 amount) {
        market = _known(id);
        uint256 cap = market.cap();
        if (cap == 0) revert NotASeries(id);
        if (lots == 0) revert TooFewLots(0, 1);
        amount = cap * lots * market.unit();
    }

    function _known(uint256 id) internal view returns (Market market) {
        market = _cell(id).market;
        if (Market.unwrap(market) == 0) revert UnknownMarket(id);
    }

    // ---------------------------------------------------------------- settings of the libraries

    /// @dev Transient storage on every chain: the guard costs 100 gas, and there is no chain without it that we deploy to.
    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }
}
