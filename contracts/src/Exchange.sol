// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {Ownable} from "solady/auth/Ownable.sol";
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
import {FundingLib} from "./ledger/Funding.sol";
import {Ledger} from "./ledger/Ledger.sol";
import {Listing} from "./ledger/Listing.sol";
import {ForwardToken} from "./series/ForwardToken.sol";
import {actorOf, levelChange, orderChange} from "./types/EventWords.sol";
import {Action, Instruction, InstructionLib} from "./types/Instruction.sol";
import {Level} from "./types/Level.sol";
import {Market, MarketLib} from "./types/Market.sol";
import {Order} from "./types/Order.sol";
import {Funding, Side} from "./types/Side.sol";

/// @title Gigahour exchange
/// @notice The manual is {IExchange}.
contract Exchange is IExchange, Ownable, ReentrancyGuardTransient, Multicall {
    using Book for Book.State;
    using Book for Book.Taken;
    using Listing for Listing.State;
    using Ledger for mapping(uint256 => uint256);
    using SafeTransferLib for address;

    uint16 public constant MAX_TAKER_FEE = 10_000;

    /// @dev What a token's holding may reach, so that no sum of balances can pass the 128 bits of one.
    uint256 private constant MAX_HELD = 1 << 127;

    address public immutable seriesRegistry;
    /// @notice What the LONG and SHORT tokens of every series are clones of.
    address public immutable forwardToken;

    Book.State private _book;
    mapping(uint256 id => Market) private _markets;
    mapping(uint256 key => uint256 word) private _balances;
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
    ) {
        if (owner_ == address(0) || seriesRegistry_ == address(0) || feeRecipient_ == address(0)) revert ZeroAddress();
        if (ForwardToken(forwardToken_).exchange() != address(this)) revert ForeignToken(forwardToken_);
        _initializeOwner(owner_);
        seriesRegistry = seriesRegistry_;
        forwardToken = forwardToken_;
        feeRecipient = feeRecipient_;
        _setDefaultTakerFee(takerFee);
    }

    // ---------------------------------------------------------------- trading

    /// @inheritdoc IExchange
    function place(OrderRequest calldata request) external nonReadReentrant returns (uint256 taken, uint256 rested) {
        Instruction i = _instruction(request);
        Market market = _tradable(i);
        Action action = i.action();
        if (action == Action.PostOnly) {
            (uint256 best, bool crosses) = Book.nextTick(market, i.buys(), i.tick());
            if (crosses) revert PostOnlyWouldCross(i.tick(), best);
        } else if (action == Action.FillOrKill) {
            uint256 available = _book.preview(i.market(), market, i).lots;
            if (available != i.lots()) revert NotFilledInFull(available, i.lots());
        }
        return _trade(msg.sender, i, market);
    }

    /// @inheritdoc IExchange
    function execute(Instruction[] calldata instructions) external nonReadReentrant {
        for (uint256 n; n < instructions.length; ++n) {
            Instruction i = instructions[n];
            if (i.isMalformed()) revert MalformedInstruction(i);
            Action action = i.action();
            if (action == Action.Cancel) {
                _requireInTime(i);
                _close(msg.sender, i.slot());
            } else if (action == Action.Settle) {
                _requireInTime(i);
                _settle(msg.sender, i.slot());
            } else {
                _place(i, action);
            }
        }
    }

    /// @inheritdoc IExchange
    function cancel(uint32[] calldata slots) external nonReadReentrant {
        for (uint256 n; n < slots.length; ++n) {
            _close(msg.sender, slots[n]);
        }
    }

    /// @inheritdoc IExchange
    function settle(address owner, uint32[] calldata slots) external nonReadReentrant {
        for (uint256 n; n < slots.length; ++n) {
            _settle(owner, slots[n]);
        }
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

    // ---------------------------------------------------------------- an order's walk

    /// @dev An order of a batch: as {place}, but what the market has moved away from is skipped.
    function _place(Instruction i, Action action) private {
        Market market = _tradable(i);
        if (action == Action.PostOnly) {
            (, bool crosses) = Book.nextTick(market, i.buys(), i.tick());
            if (crosses) {
                emit InstructionSkipped(msg.sender, i, SkipReason.WouldCross);
                return;
            }
        } else if (action == Action.FillOrKill) {
            if (_book.preview(i.market(), market, i).lots != i.lots()) {
                emit InstructionSkipped(msg.sender, i, SkipReason.NotFilled);
                return;
            }
        }
        _trade(msg.sender, i, market);
    }

    /// @dev Checked already: the instruction is well formed and the market accepts it.
    function _trade(address owner, Instruction i, Market market) private returns (uint256 taken, uint256 rested) {
        bool rests = i.action() == Action.GoodTilCancelled || i.action() == Action.PostOnly;
        if (rests) {
            bool kept;
            (market, kept) = _vacate(owner, i, market);
            if (kept) return (0, i.lots());
        }

        Market before = market;
        bool crosses;
        (, crosses) = Book.nextTick(market, i.buys(), i.tick());
        if (crosses) (market, taken, crosses) = _take(owner, i, market);

        if (rests && !crosses) {
            uint256 left = i.lots() - taken;
            if (left >= market.minLots()) {
                rested = left;
                market = _rest(owner, i, market, left);
            }
        }
        if (Market.unwrap(market) != Market.unwrap(before)) _markets[i.market()] = market;
    }

    /// @dev Takes level after level, then clears the sum with the taker.
    /// @return The market after it.
    /// @return taken Lots taken.
    /// @return crosses True if `maxLevels` stopped it in front of a level that still crosses.
    function _take(address owner, Instruction i, Market market)
        private
        returns (Market, uint256 taken, bool crosses)
    {
        Book.Taken memory sum;
        uint256 fee;
        uint256 tick = (i.buys()) ? market.bestAsk() : market.bestBid();
        do {
            uint256 lots;
            Level level;
            (market, lots, level) = _book.takeLevel(i, market, tick, i.lots() - sum.lots);
            sum.add(tick, lots);
            uint256 feeBefore = fee;
            fee = FundingLib.fee(market, sum.tickLots);
            _emitTaken(owner, i, market, tick, lots, level, fee - feeBefore);
            (tick, crosses) = Book.nextTick(market, i.buys(), i.tick());
        } while (crosses && sum.lots != i.lots() && sum.levels != i.maxLevels());

        _clear(owner, i.terms(), market, sum, fee);
        return (_accrue(i.market(), market, fee), sum.lots, crosses);
    }

    function _emitTaken(
        address owner,
        Instruction i,
        Market market,
        uint256 tick,
        uint256 lots,
        Level level,
        uint256 fee
    ) private {
        if (fee > type(uint56).max) revert FeeTooLarge(fee);
        emit LevelTaken(
            actorOf(owner, i.slot(), market, i.terms()), levelChange(i.market(), tick, lots, level, fee)
        );
    }

    /// @dev Moves what a take came to through the taker's balances. The fee is part of what is paid in quote, or comes off what is got.
    function _clear(address owner, uint256 terms, Market market, Book.Taken memory sum, uint256 fee) private {
        (uint256 payAsset, uint256 pays) = FundingLib.payment(market, terms, sum.tickLots, sum.lots);
        (uint256 getAsset, uint256 gets) = FundingLib.proceeds(market, terms, sum.tickLots, sum.lots);
        fee *= market.unit();
        if (terms < 2) {
            _balances.debit(owner, payAsset, pays + fee);
            _balances.credit(owner, getAsset, gets);
        } else {
            _balances.debit(owner, payAsset, pays);
            if (gets >= fee) _balances.credit(owner, getAsset, gets - fee);
            // Closing a short near the cap gets less than the fee on its notional.
            else _balances.debit(owner, getAsset, fee - gets);
        }
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
    function _rest(address owner, Instruction i, Market market, uint256 lots) private returns (Market) {
        uint256 tick = i.tick();
        uint256 terms = i.terms();
        (uint256 asset, uint256 amount) = FundingLib.payment(market, terms, tick * lots, lots);
        _balances.debit(owner, asset, amount);
        Order order;
        Level level;
        (market, order, level) =
            _book.rest(i.market(), market, Book.orderKey(owner, i.slot()), terms, tick, lots);
        emit OrderPlaced(actorOf(owner, i.slot(), market, terms), orderChange(order, lots, level.open()));
        return market;
    }

    /// @dev Makes room for an instruction that may rest: closes what stands in its slot, or shrinks it in place.
    /// @return The market of the instruction after it.
    /// @return kept True if the slot's order has become what was asked for.
    function _vacate(address owner, Instruction i, Market market) private returns (Market, bool kept) {
        uint256 key = Book.orderKey(owner, i.slot());
        Order order = _book.orders[key];
        if (order.lots() == 0) return (market, false);
        order = _settleFilled(owner, i.slot(), key, order);
        uint256 lots = order.lots();
        if (lots == 0) return (market, false);
        if (_sameQueue(order, i) && i.lots() <= lots) {
            _reduce(owner, i.slot(), key, order, market, lots - i.lots());
            return (market, true);
        }
        _refund(owner, i.slot(), key, order);
        return (_markets[i.market()], false);
    }

    function _sameQueue(Order order, Instruction i) private pure returns (bool) {
        return order.market() == i.market() && order.tick() == i.tick() && order.terms() == i.terms();
    }

    function _reduce(address owner, uint256 slot, uint256 key, Order order, Market market, uint256 lots) private {
        if (lots == 0) return;
        Level level = _book.reduce(order, lots);
        _book.orders[key] = order.reduced(lots);
        (uint256 asset, uint256 amount) = FundingLib.payment(market, order.terms(), order.tick() * lots, lots);
        _balances.credit(owner, asset, amount);
        emit OrderReduced(actorOf(owner, slot, market, order.terms()), orderChange(order, lots, level.open()));
    }

    /// @dev Settles and cancels what stands in a slot.
    function _close(address owner, uint256 slot) private {
        uint256 key = Book.orderKey(owner, slot);
        Order order = _book.orders[key];
        if (order.lots() == 0) return;
        order = _settleFilled(owner, slot, key, order);
        if (order.lots() != 0) _refund(owner, slot, key, order);
    }

    function _settle(address owner, uint256 slot) private {
        uint256 key = Book.orderKey(owner, slot);
        Order order = _book.orders[key];
        if (order.lots() != 0) _settleFilled(owner, slot, key, order);
    }

    /// @dev Credits what was filled of an order since it was last settled.
    function _settleFilled(address owner, uint256 slot, uint256 key, Order order) private returns (Order) {
        uint256 filled = _book.filledOf(order);
        if (filled == 0) return order;
        Market market = _markets[order.market()];
        (uint256 asset, uint256 amount) =
            FundingLib.proceeds(market, order.terms(), order.tick() * filled, filled);
        _balances.credit(owner, asset, amount);
        emit OrderSettled(actorOf(owner, slot, market, order.terms()), orderChange(order, filled, 0));
        order = order.settled(filled);
        _book.orders[key] = order;
        return order;
    }

    /// @dev Takes an order without unsettled fills out of the book and gives its escrow back.
    function _refund(address owner, uint256 slot, uint256 key, Order order) private {
        uint256 id = order.market();
        Market before = _markets[id];
        (Market market, Level level) = _book.remove(id, before, order);
        if (Market.unwrap(market) != Market.unwrap(before)) _markets[id] = market;
        _book.orders[key] = order.finished();

        uint256 lots = order.lots();
        (uint256 asset, uint256 amount) = FundingLib.payment(market, order.terms(), order.tick() * lots, lots);
        _balances.credit(owner, asset, amount);
        emit OrderCancelled(actorOf(owner, slot, market, order.terms()), orderChange(order, lots, level.open()));
    }

    // ---------------------------------------------------------------- what an order must be

    /// @dev The one place where an order is checked, whichever way it came in.
    function _tradable(Instruction i) private view returns (Market market) {
        _requireInTime(i);
        uint256 id = i.market();
        market = _markets[id];
        if (Market.unwrap(market) == 0) revert UnknownMarket(id);
        uint256 expiry = market.expiry();
        if (expiry != 0 && block.timestamp >= expiry) revert TradingEnded(id, expiry);

        uint256 cap = market.cap();
        uint256 terms = i.terms();
        // Spot markets know two of the four: a bid pays quote (0), an ask pays base (3).
        if (cap == 0 && (terms == 1 || terms == 2)) revert FundingNotSupported(id, i.side(), i.funding());
        uint256 tick = i.tick();
        uint256 maxTick = cap == 0 ? MarketLib.MAX_TICK : cap - 1;
        if (tick == 0 || tick > maxTick) revert InvalidTick(tick, maxTick);

        Action action = i.action();
        uint256 minLots = action == Action.GoodTilCancelled || action == Action.PostOnly ? market.minLots() : 1;
        if (i.lots() < minLots) revert TooFewLots(i.lots(), minLots);
    }

    function _requireInTime(Instruction i) private view {
        uint256 deadline = i.deadline();
        if (deadline != 0 && block.timestamp > deadline) revert DeadlinePassed(deadline, block.timestamp);
    }

    function _instruction(OrderRequest calldata request) private pure returns (Instruction) {
        return InstructionLib.pack(
            request.lots,
            request.deadline,
            request.maxLevels,
            request.tick,
            request.market,
            request.slot,
            (uint256(request.timeInForce) << 2) | (uint256(request.funding) << 1) | uint256(request.side)
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

    function _known(uint32 id) private view returns (Market market) {
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
            Order order = _book.orders[Book.orderKey(owner, slots[n])];
            infos[n].slot = slots[n];
            if (order.lots() == 0) continue;
            infos[n].market = uint32(order.market());
            infos[n].side = order.side();
            infos[n].funding = order.funding();
            infos[n].tick = uint24(order.tick());
            infos[n].lots = uint56(order.lots());
            infos[n].filled = uint56(_book.filledOf(order));
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
        Market market = _tradable(i);
        Book.Taken memory sum = _book.preview(i.market(), market, i);
        preview.lots = sum.lots;
        preview.levels = sum.levels;
        preview.notional = sum.tickLots * market.unit();
        preview.fee = FundingLib.fee(market, sum.tickLots) * market.unit();
        (uint256 payAsset, uint256 pays) = FundingLib.payment(market, i.terms(), sum.tickLots, sum.lots);
        (uint256 getAsset, uint256 gets) = FundingLib.proceeds(market, i.terms(), sum.tickLots, sum.lots);
        (preview.payAsset, preview.pays) = (uint32(payAsset), pays);
        (preview.getAsset, preview.gets) = (uint32(getAsset), gets);
    }

    // ---------------------------------------------------------------- settings of the libraries

    /// @dev Transient storage on every chain: the guard costs 100 gas, and there is no chain without it that we deploy to.
    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }
}
