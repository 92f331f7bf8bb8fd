// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";

import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {Book} from "./book/Book.sol";
import {
    DepthLevel,
    IExchange,
    MarketInfo,
    OrderInfo,
    OrderRequest,
    TakePreview
} from "./interfaces/IExchange.sol";
import {PriceBitmap} from "./book/PriceBitmap.sol";
import {Batch} from "./ledger/Batch.sol";
import {FundingLib} from "./ledger/Funding.sol";
import {Ledger} from "./ledger/Ledger.sol";
import {Listing} from "./ledger/Listing.sol";
import {ForwardToken} from "./series/ForwardToken.sol";
import {Change, actorOf, levelChange, orderChange} from "./types/EventWords.sol";
import {Action, Instruction, InstructionLib} from "./types/Instruction.sol";
import {Level} from "./types/Level.sol";
import {Market, MarketLib} from "./types/Market.sol";
import {Order} from "./types/Order.sol";
import {Side} from "./types/Side.sol";

/// @title Gigahour exchange
/// @notice The manual is {IExchange}.
contract Exchange is IExchange, Ownable2Step, ReentrancyGuardTransient, Multicall {
    using Book for Book.State;
    using Book for Book.Taken;
    using Listing for Listing.State;
    using Batch for Batch.State;
    using Ledger for mapping(uint256 => Ledger.Word);
    using SafeTransferLib for address;

    uint16 public constant MAX_TAKER_FEE = 10_000;

    /// @dev What a token's holding may reach, so that no sum of balances can pass the 128 bits of one.
    uint256 private constant MAX_HELD = 1 << 127;

    address public immutable seriesRegistry;
    /// @notice What the LONG and SHORT tokens of every series are clones of.
    address public immutable forwardToken;

    Book.State private _book;
    mapping(uint256 id => Market) private _markets;
    mapping(uint256 key => Ledger.Word) private _balances;
    Listing.State private _listing;

    address public feeRecipient;
    uint16 public defaultTakerFee;
    uint32 public marketCount;

    /// @param forwardToken_ A {ForwardToken} made for this address.
    constructor(
        address owner_,
        address seriesRegistry_,
        address forwardToken_,
        address feeRecipient_,
        uint16 takerFee
    ) Ownable(owner_) {
        if (seriesRegistry_ == address(0) || feeRecipient_ == address(0)) revert ZeroAddress();
        if (ForwardToken(forwardToken_).exchange() != address(this)) revert ForeignToken(forwardToken_);
        seriesRegistry = seriesRegistry_;
        forwardToken = forwardToken_;
        feeRecipient = feeRecipient_;
        _setDefaultTakerFee(takerFee);
    }

    // ---------------------------------------------------------------- trading

    /// @inheritdoc IExchange
    function place(OrderRequest calldata request) external nonReadReentrant returns (uint256 taken, uint256 rested) {
        Batch.State memory batch;
        batch.owner = msg.sender;
        SkipReason reason;
        (taken, rested, reason) = _place(batch, _instruction(request));
        if (reason == SkipReason.WouldCross) {
            (uint256 best,) = Book.nextTick(batch.market, request.side == Side.Bid, request.tick);
            revert PostOnlyWouldCross(request.tick, best);
        }
        if (reason == SkipReason.NotFilled) {
            revert NotFilledInFull(_book.preview(batch.market, _instruction(request)).lots, request.lots);
        }
        _finish(batch);
    }

    /// @inheritdoc IExchange
    function execute(bytes calldata instructions) external nonReadReentrant {
        Batch.State memory batch;
        batch.owner = msg.sender;
        uint256 offset;
        assembly ("memory-safe") {
            offset := instructions.offset
        }
        unchecked {
            uint256 end = offset + instructions.length;
            while (offset < end) {
                Instruction i = InstructionLib.read(offset);
                offset += i.isOrder() ? InstructionLib.LENGTH : InstructionLib.SHORT_LENGTH;
                if (offset > end || i.isMalformed()) revert MalformedInstruction(i);
                _perform(batch, i);
            }
        }
        _finish(batch);
    }

    /// @inheritdoc IExchange
    function cancel(uint32[] calldata slots) external nonReadReentrant {
        Batch.State memory batch;
        batch.owner = msg.sender;
        for (uint256 n; n < slots.length; ++n) {
            _close(batch, slots[n]);
        }
        _finish(batch);
    }

    /// @inheritdoc IExchange
    function settle(address owner, uint32[] calldata slots) external nonReadReentrant {
        Batch.State memory batch;
        batch.owner = owner;
        for (uint256 n; n < slots.length; ++n) {
            _settle(batch, slots[n]);
        }
        _finish(batch);
    }

    /// @inheritdoc IExchange
    function split(uint32 id, uint256 lots) external nonReadReentrant {
        (Market market, uint256 amount) = _sets(id, lots);
        _balances.debit(msg.sender, market.quote(), amount);
        _balances.credit(msg.sender, market.base(), lots);
        _balances.credit(msg.sender, market.base() | 1, lots);
        emit SetsSplit(msg.sender, id, lots);
    }

    /// @inheritdoc IExchange
    function merge(uint32 id, uint256 lots) external nonReadReentrant {
        (Market market, uint256 amount) = _sets(id, lots);
        _balances.debit(msg.sender, market.base(), lots);
        _balances.debit(msg.sender, market.base() | 1, lots);
        _balances.credit(msg.sender, market.quote(), amount);
        emit SetsMerged(msg.sender, id, lots);
    }

    // ---------------------------------------------------------------- an instruction's walk

    function _perform(Batch.State memory batch, Instruction i) private {
        if (!i.isOrder()) {
            if (i.action() == Action.Cancel) _close(batch, i.slot());
            else _settle(batch, i.slot());
            return;
        }
        (,, SkipReason reason) = _place(batch, i);
        if (reason != SkipReason.None) emit InstructionSkipped(batch.owner, i, reason);
    }

    /// @dev An order's walk: check, make room in its slot, take what crosses, rest what is left.
    /// @return taken Lots taken.
    /// @return rested Lots that rest.
    /// @return reason Why nothing was done, if the market has moved away from it.
    function _place(Batch.State memory batch, Instruction i)
        private
        returns (uint256 taken, uint256 rested, SkipReason reason)
    {
        _requireValid(batch, i);
        Action action = i.action();
        (, bool crosses) = Book.nextTick(batch.market, i.buys(), i.tick());
        if (action == Action.PostOnly) {
            if (crosses) return (0, 0, SkipReason.WouldCross);
        } else if (action != Action.GoodTilCancelled) {
            if (action == Action.FillOrKill && _book.preview(batch.market, i).lots != i.lots()) {
                return (0, 0, SkipReason.NotFilled);
            }
            if (crosses) (taken,) = _take(batch, i);
            return (taken, 0, SkipReason.None);
        }

        Book.OrderCell storage cell = _book.orderCell(batch.owner, i.slot());
        Order order = cell.order;
        if (order.lots() != 0) {
            if (_replace(batch, i, cell, order)) return (0, i.lots(), SkipReason.None);
            // The order that went may have been what crossed.
            (, crosses) = Book.nextTick(batch.market, i.buys(), i.tick());
        }
        rested = i.lots();
        if (crosses) {
            (taken, crosses) = _take(batch, i);
            rested -= taken;
            if (crosses || rested < batch.minLots) return (taken, 0, SkipReason.None);
        }
        _rest(batch, i, cell, rested);
    }

    /// @dev Takes level after level, then clears the sum with the taker.
    /// @return taken Lots taken.
    /// @return crosses True if `maxLevels` stopped it in front of a level that still crosses.
    function _take(Batch.State memory batch, Instruction i) private returns (uint256 taken, bool crosses) {
        Book.Taken memory sum;
        PriceBitmap.Sweep memory sweep;
        Market market = batch.market;
        uint256 fee;
        (uint256 tick,) = Book.nextTick(market, i.buys(), i.tick());
        do {
            Level level;
            (market, taken, level) = _book.takeLevel(sweep, i, market, tick, i.lots() - sum.lots);
            sum.add(tick, taken);
            uint256 feeBefore = fee;
            fee = FundingLib.fee(market, sum.tickLots);
            _emitTaken(batch.owner, i, market, levelChange(i.market(), tick, taken, level), fee - feeBefore);
            (tick, crosses) = Book.nextTick(market, i.buys(), i.tick());
        } while (crosses && sum.lots != i.lots() && sum.levels != i.maxLevels());

        PriceBitmap.close(_book.bitmap, sweep, i.market());
        batch.market = _accrue(i.market(), market, fee);
        unchecked {
            batch.pays += fee * batch.unit;
        }
        batch.pay(_balances, i.terms(), sum.tickLots, sum.lots);
        batch.get(_balances, i.terms() ^ FundingLib.PROCEEDS, sum.tickLots, sum.lots);
        return (sum.lots, crosses);
    }

    function _emitTaken(address owner, Instruction i, Market market, Change change, uint256 fee) private {
        if (fee > type(uint56).max) revert FeeTooLarge(fee);
        emit LevelTaken(actorOf(owner, i.slot(), market, i.terms()), change.withFee(fee));
    }

    /// @dev Fees stay in the market's word, which a take writes anyway, until they are collected or would not fit.
    function _accrue(uint256 id, Market market, uint256 fee) private returns (Market) {
        fee += market.fees();
        if (fee <= MarketLib.MAX_FEES) return market.withFees(fee);
        _payFees(id, market, fee);
        return market.withFees(0);
    }

    function _payFees(uint256 id, Market market, uint256 fee) private returns (uint256 amount) {
        amount = fee * market.unit();
        _balances.credit(feeRecipient, market.quote(), amount);
        emit FeesCollected(uint32(id), feeRecipient, amount);
    }

    /// @dev Escrows `lots` and puts them at the back of their level.
    function _rest(Batch.State memory batch, Instruction i, Book.OrderCell storage cell, uint256 lots) private {
        batch.pay(_balances, i.terms(), i.tick() * lots, lots);
        (Market market, Order order, uint256 open) = _book.rest(cell, i, batch.market, lots);
        batch.market = market;
        emit OrderPlaced(actorOf(batch.owner, i.slot(), market, i.terms()), orderChange(order, lots, open));
    }

    /// @dev Makes room in a slot: closes what stands in it, or shrinks it in place.
    /// @return kept True if the slot's order has become what the instruction asked for.
    function _replace(Batch.State memory batch, Instruction i, Book.OrderCell storage cell, Order order)
        private
        returns (bool kept)
    {
        if (order.market() != i.market()) {
            _removeOrder(batch, i.slot(), cell, order);
            _enter(batch, i.market());
            _requireValid(batch, i);
            return false;
        }
        Book.LevelCell storage level;
        (order, level) = _settleFilled(batch, i.slot(), cell, order);
        uint256 lots = order.lots();
        if (lots == 0) return false;
        kept = lots >= i.lots() && order.tick() == i.tick() && order.terms() == i.terms();
        if (kept) _reduce(batch, cell, level, order, i);
        else _refund(batch, i.slot(), cell, level, order);
    }

    function _reduce(
        Batch.State memory batch,
        Book.OrderCell storage cell,
        Book.LevelCell storage level,
        Order order,
        Instruction i
    ) private {
        uint256 lots = order.lots() - i.lots();
        if (lots == 0) return;
        uint256 open = _book.reduce(cell, level, order, lots);
        batch.get(_balances, order.terms(), order.tick() * lots, lots);
        emit OrderReduced(actorOf(batch.owner, i.slot(), batch.market, i.terms()), orderChange(order, lots, open));
    }

    /// @dev Settles and cancels what stands in a slot.
    function _close(Batch.State memory batch, uint256 slot) private {
        Book.OrderCell storage cell = _book.orderCell(batch.owner, slot);
        Order order = cell.order;
        if (order.lots() != 0) _removeOrder(batch, slot, cell, order);
    }

    function _removeOrder(Batch.State memory batch, uint256 slot, Book.OrderCell storage cell, Order order) private {
        _enter(batch, order.market());
        Book.LevelCell storage level;
        (order, level) = _settleFilled(batch, slot, cell, order);
        if (order.lots() != 0) _refund(batch, slot, cell, level, order);
    }

    function _settle(Batch.State memory batch, uint256 slot) private {
        Book.OrderCell storage cell = _book.orderCell(batch.owner, slot);
        Order order = cell.order;
        if (order.lots() == 0) return;
        _enter(batch, order.market());
        _settleFilled(batch, slot, cell, order);
    }

    /// @dev Credits what was filled of an order of the market at hand since it was last settled.
    function _settleFilled(Batch.State memory batch, uint256 slot, Book.OrderCell storage cell, Order order)
        private
        returns (Order, Book.LevelCell storage level)
    {
        uint256 filled;
        (filled, level) = _book.filledOf(order);
        if (filled == 0) return (order, level);
        batch.get(_balances, order.terms() ^ FundingLib.PROCEEDS, order.tick() * filled, filled);
        emit OrderSettled(actorOf(batch.owner, slot, batch.market, order.terms()), orderChange(order, filled, 0));
        order = order.settled(filled);
        cell.order = order;
        return (order, level);
    }

    /// @dev Takes an order without unsettled fills out of the book of the market at hand and gives its escrow back.
    function _refund(
        Batch.State memory batch,
        uint256 slot,
        Book.OrderCell storage cell,
        Book.LevelCell storage level,
        Order order
    ) private {
        (Market market, uint256 open) = _book.remove(cell, level, batch.market, order);
        batch.market = market;
        uint256 lots = order.lots();
        batch.get(_balances, order.terms(), order.tick() * lots, lots);
        emit OrderCancelled(actorOf(batch.owner, slot, market, order.terms()), orderChange(order, lots, open));
    }

    // ---------------------------------------------------------------- the market at hand

    /// @dev Takes a market's word to hand, and stores the one that was there.
    function _enter(Batch.State memory batch, uint256 id) private {
        if (batch.id == id) return;
        _leave(batch);
        Market market = _known(id);
        if (market.quote() != batch.quote) {
            batch.clear(_balances);
            batch.quote = market.quote();
        }
        batch.id = id;
        batch.market = market;
        batch.stored = market;
        batch.unit = market.unit();
        batch.ticks = 0;
    }

    function _leave(Batch.State memory batch) private {
        if (Market.unwrap(batch.market) != Market.unwrap(batch.stored)) _markets[batch.id] = batch.market;
    }

    function _finish(Batch.State memory batch) private {
        _leave(batch);
        batch.clear(_balances);
    }

    // ---------------------------------------------------------------- what an order must be

    /// @dev The one place where an order is checked, whichever way it came in. Takes its market to hand.
    function _requireValid(Batch.State memory batch, Instruction i) private {
        uint256 deadline = i.deadline();
        if (deadline != 0 && block.timestamp > deadline) revert DeadlinePassed(deadline, block.timestamp);
        if (batch.id != i.market() || batch.ticks == 0) _requireTrading(batch, i.market());
        unchecked {
            if (i.tick() - 1 >= batch.ticks) revert InvalidTick(i.tick(), batch.ticks);
        }
        if (i.lots() < batch.minLots) _requireTaker(batch, i);
        uint256 terms = i.terms();
        // Spot markets know two of the four: a bid pays quote (0), an ask pays base (3).
        if (terms != 0 && terms != 3 && batch.market.cap() == 0) {
            revert FundingNotSupported(i.market(), i.side(), i.funding());
        }
    }

    /// @dev The minimum is for orders that may rest; a taker may want as little as one lot.
    function _requireTaker(Batch.State memory batch, Instruction i) private pure {
        Action action = i.action();
        bool rests = action == Action.GoodTilCancelled || action == Action.PostOnly;
        if (rests || i.lots() == 0) revert TooFewLots(i.lots(), rests ? batch.minLots : 1);
    }

    /// @dev Looked up once for all orders that a batch places in a row in the same market.
    function _requireTrading(Batch.State memory batch, uint256 id) private {
        _enter(batch, id);
        Market market = batch.market;
        uint256 expiry = market.expiry();
        if (expiry != 0 && block.timestamp >= expiry) revert TradingEnded(id, expiry);
        uint256 cap = market.cap();
        unchecked {
            batch.ticks = cap == 0 ? MarketLib.MAX_TICK : cap - 1;
        }
        batch.minLots = market.minLots();
    }

    function _instruction(OrderRequest calldata request) private pure returns (Instruction) {
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
    function _sets(uint32 id, uint256 lots) private view returns (Market market, uint256 amount) {
        market = _known(id);
        uint256 cap = market.cap();
        if (cap == 0) revert NotASeries(id);
        if (lots == 0) revert TooFewLots(0, 1);
        amount = cap * lots * market.unit();
    }

    function _known(uint256 id) private view returns (Market market) {
        market = _markets[id];
        if (Market.unwrap(market) == 0) revert UnknownMarket(id);
    }

    // ---------------------------------------------------------------- ledger

    /// @inheritdoc IExchange
    function deposit(uint32 asset, uint256 amount, address to) external nonReentrant {
        if (to == address(0)) revert ZeroAddress();
        (address token, bool forward) = _listing.tokenOf(asset);
        if (forward) {
            ForwardToken(token).burn(msg.sender, amount);
        } else {
            uint256 held = token.balanceOf(address(this));
            token.safeTransferFrom(msg.sender, address(this), amount);
            uint256 holds = token.balanceOf(address(this));
            if (holds < held || holds - held != amount) {
                revert InexactTransfer(token, amount, holds < held ? 0 : holds - held);
            }
            if (holds > MAX_HELD) revert HoldingTooLarge(token, holds, MAX_HELD);
        }
        _balances.credit(to, asset, amount);
        emit Deposited(to, asset, amount, msg.sender);
    }

    /// @inheritdoc IExchange
    function withdraw(uint32 asset, uint256 amount, address to) external nonReentrant {
        if (to == address(0)) revert ZeroAddress();
        (address token, bool forward) = _listing.tokenOf(asset);
        _balances.debit(msg.sender, asset, amount);
        emit Withdrawn(msg.sender, asset, amount, to);
        if (forward) ForwardToken(token).mint(to, amount);
        else token.safeTransfer(to, amount);
    }

    // ---------------------------------------------------------------- listing and fees

    /// @inheritdoc IExchange
    function listAsset(address token) external nonReadReentrant returns (uint32) {
        return _listing.listAsset(token);
    }

    /// @inheritdoc IExchange
    function listSpot(uint32 base, uint32 quote, uint8 lotExponent, uint8 unitExponent, uint8 minLotsExponent)
        external
        nonReadReentrant
        returns (uint32 id)
    {
        Market market = _listing.spot(base, quote, lotExponent, unitExponent, minLotsExponent, defaultTakerFee);
        id = ++marketCount;
        _markets[id] = market;
        Listing.announce(id, market);
    }

    /// @inheritdoc IExchange
    function listSeries(
        uint32 quote,
        uint24 cap,
        uint16 expiryDay,
        uint8 unitExponent,
        uint8 minLotsExponent,
        string calldata symbol
    ) external nonReadReentrant returns (uint32 id, address long, address short) {
        if (msg.sender != seriesRegistry) revert OnlySeriesRegistry(msg.sender);
        Market market;
        (market, long, short) = _listing.series(
            forwardToken, Listing.Series(quote, cap, expiryDay, unitExponent, minLotsExponent, defaultTakerFee), symbol
        );
        id = ++marketCount;
        _markets[id] = market;
        Listing.announce(id, market);
    }

    /// @inheritdoc IExchange
    function collectFees(uint32 id) external nonReadReentrant returns (uint256) {
        Market market = _known(id);
        _markets[id] = market.withFees(0);
        return _payFees(id, market, market.fees());
    }

    /// @inheritdoc IExchange
    function setDefaultTakerFee(uint16 takerFee) external onlyOwner {
        _setDefaultTakerFee(takerFee);
    }

    function _setDefaultTakerFee(uint16 takerFee) private {
        if (takerFee > MAX_TAKER_FEE) revert FeeAboveMaximum(takerFee, MAX_TAKER_FEE);
        defaultTakerFee = takerFee;
        emit DefaultTakerFeeSet(takerFee);
    }

    /// @inheritdoc IExchange
    function setFeeRecipient(address recipient) external onlyOwner {
        if (recipient == address(0)) revert ZeroAddress();
        feeRecipient = recipient;
        emit FeeRecipientSet(recipient);
    }

    // ---------------------------------------------------------------- views

    /// @inheritdoc IExchange
    function tokenOf(uint32 asset) external view nonReadReentrant returns (address token) {
        (token,) = _listing.tokenOf(asset);
    }

    /// @inheritdoc IExchange
    function assetOf(address token) external view nonReadReentrant returns (uint32) {
        return _listing.assetOf[token];
    }

    /// @inheritdoc IExchange
    function balanceOf(address account, uint32 asset) external view nonReadReentrant returns (uint256) {
        return _balances.balanceOf(account, asset);
    }

    /// @inheritdoc IExchange
    function marketOf(uint32 id) external view nonReadReentrant returns (MarketInfo memory info) {
        Market market = _known(id);
        info.bestBid = uint24(market.bestBid());
        info.bestAsk = uint24(market.bestAsk());
        info.sequence = uint40(market.sequence());
        info.fees = market.fees() * market.unit();
        info.base = uint32(market.base());
        info.quote = uint32(market.quote());
        info.cap = uint24(market.cap());
        info.takerFee = uint16(market.takerFee());
        info.expiry = uint64(market.expiry());
        info.unit = market.unit();
        info.lotSize = market.lotSize();
        info.minLots = market.minLots();
    }

    /// @inheritdoc IExchange
    function depth(uint32 id, Side side, uint256 maxLevels)
        external
        view
        nonReadReentrant
        returns (DepthLevel[] memory)
    {
        return _book.depth(id, _known(id), side == Side.Bid, maxLevels);
    }

    /// @inheritdoc IExchange
    function ordersOf(address owner, uint32[] calldata slots)
        external
        view
        nonReadReentrant
        returns (OrderInfo[] memory infos)
    {
        infos = new OrderInfo[](slots.length);
        for (uint256 n; n < slots.length; ++n) {
            Order order = _book.orderCell(owner, slots[n]).order;
            infos[n].slot = slots[n];
            if (order.lots() == 0) continue;
            infos[n].market = uint32(order.market());
            infos[n].side = order.side();
            infos[n].funding = order.funding();
            infos[n].tick = uint24(order.tick());
            infos[n].lots = uint56(order.lots());
            (uint256 filled,) = _book.filledOf(order);
            infos[n].filled = uint56(filled);
        }
    }

    /// @inheritdoc IExchange
    function previewTake(OrderRequest calldata request)
        external
        view
        nonReadReentrant
        returns (TakePreview memory preview)
    {
        Instruction i = _instruction(request);
        Market market = _known(request.market);
        Book.Taken memory sum = _book.preview(market, i);
        preview.lots = sum.lots;
        preview.levels = sum.levels;
        preview.notional = sum.tickLots * market.unit();
        preview.fee = FundingLib.fee(market, sum.tickLots) * market.unit();
        uint256 terms = i.terms();
        (uint256 payAsset, uint256 pays) = FundingLib.payment(market, terms, sum.tickLots, sum.lots);
        (preview.payAsset, preview.pays) = (uint32(payAsset), pays);
        (uint256 getAsset, uint256 gets) =
            FundingLib.payment(market, terms ^ FundingLib.PROCEEDS, sum.tickLots, sum.lots);
        (preview.getAsset, preview.gets) = (uint32(getAsset), gets);
    }

    // ---------------------------------------------------------------- settings of the libraries

    /// @dev Transient storage on every chain: the guard costs 100 gas, and there is no chain without it that we deploy to.
    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }
}
