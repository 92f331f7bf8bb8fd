// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib as Math} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IComputeCredit} from "../interfaces/IComputeCredit.sol";
import {IPriceIndex} from "../interfaces/IPriceIndex.sol";
import {
    Conversion,
    IRevenueNote,
    NoteState,
    NoteTerms,
    Registration,
    StressCause
} from "../interfaces/IRevenueNote.sol";
import {Dividends} from "./Dividends.sol";
import {LotToken} from "./LotToken.sol";
import {Schedule} from "./Schedule.sol";

/// @title Revenue note
/// @notice The manual is {IRevenueNote}.
contract RevenueNote is IRevenueNote, LotToken {
    using Dividends for Dividends.Pot;
    using Dividends for Dividends.Holding;

    uint64 public constant GRACE = 10 days;
    uint64 public constant CONVERSION_WINDOW = 14 days;
    uint64 public constant RESERVE_HOLD = 30 days;
    uint256 public constant COVENANT_BP = 7_000;
    uint256 public constant CONVERSION_BP = 9_000;

    uint256 private constant BP = 10_000;
    /// @dev Lots of one note, and of one unit of a credit.
    uint256 private constant UNIT = 1_000;
    uint32 private constant CONVERSION_PRINTS = 30;
    uint256 private constant COVENANT_MONTHS = 3;

    address public immutable usdc;
    IPriceIndex public immutable index;

    address public issuer;
    NoteTerms private _terms;
    /// @dev `registered`, `deposited` and the like; `remaining` is filled in by {state}, which also ends `saleOpen` by the clock.
    NoteState private _state;
    Dividends.Pot private _pot;
    Conversion private _conversion;
    /// @dev {couponIndex} at which the allocation was fixed: converted notes earned up to it.
    uint256 private _fixedIndex;
    mapping(uint256 month => uint256) public depositedIn;
    mapping(address holder => Dividends.Holding) private _holdings;
    mapping(address holder => uint256) private _converting;
    mapping(address holder => uint256) private _credits;

    constructor(address usdc_, IPriceIndex index_) {
        usdc = usdc_;
        index = index_;
    }

    /// @notice Sets a clone up. The factory has checked the terms and sends the reserve in the same transaction.
    function initialize(NoteTerms calldata terms_, address issuer_, uint256 reserveLots) external onlyFactory {
        _terms = terms_;
        issuer = issuer_;
        _state.unsold = terms_.lots;
        _state.saleOpen = true;
        _state.reserveLots = reserveLots;
    }

    modifier onlyIssuer() {
        _requireIssuer();
        _;
    }

    // ---------------------------------------------------------------- primary sale

    /// @inheritdoc IRevenueNote
    function buy(uint256 lots, address to) external returns (uint256 paid) {
        _takeFromSale(lots);
        paid = Math.divUp(lots * _terms.issuePrice, UNIT);
        _mint(to, lots);
        emit NotesSold(msg.sender, to, lots, paid);
        SafeTransferLib.safeTransferFrom(usdc, msg.sender, issuer, paid);
    }

    /// @inheritdoc IRevenueNote
    function takeUnsold(uint256 lots) external onlyIssuer {
        _takeFromSale(lots);
        _mint(msg.sender, lots);
        emit UnsoldTaken(lots);
    }

    /// @inheritdoc IRevenueNote
    function closeSale() external onlyIssuer {
        if (!_state.saleOpen) revert NotForSale();
        _closeSale();
    }

    // ---------------------------------------------------------------- coupons

    /// @inheritdoc IRevenueNote
    function deposit(uint256 revenue, uint256 amount) external onlyIssuer returns (uint256 taken) {
        uint256 share = Math.divUp(revenue * _terms.shareBp, BP);
        if (amount < share) revert ShareTooSmall(amount, share);
        _closeSale();
        uint256 supply = _state.supply;
        if (supply == 0) revert NoNotes();
        uint256 remaining = _pot.missing(supply, _capIndex());
        if (remaining == 0) revert CapAlreadyReached();

        taken = Math.min(amount, remaining);
        uint256 month = currentMonth();
        _state.deposited += taken;
        depositedIn[month] += taken;
        _pot.distribute(taken, supply, _capIndex());
        emit RevenueDeposited(month, revenue, taken, _state.deposited, _pot.index);
        if (taken == remaining) emit CapReached(_state.deposited);
        SafeTransferLib.safeTransferFrom(usdc, msg.sender, address(this), taken);
    }

    // ---------------------------------------------------------------- holders

    /// @inheritdoc IRevenueNote
    function register(uint256 lots) external returns (uint256 paid) {
        if (lots == 0) revert ZeroNotes();
        Dividends.Holding storage holding = _touch(msg.sender);
        _burn(msg.sender, lots);
        holding.shares += lots;
        holding.accrued += lots * _pot.index;
        _state.registered += lots;
        paid = _payOut(holding, msg.sender);
        emit NotesRegistered(msg.sender, lots, paid);
    }

    /// @inheritdoc IRevenueNote
    function unregister(uint256 lots, address to) external returns (uint256 paidBack) {
        if (lots == 0) revert ZeroNotes();
        Dividends.Holding storage holding = _touch(msg.sender);
        _requireFree(holding, lots);
        holding.shares -= lots;
        _state.registered -= lots;
        paidBack = holding.takeScaled(lots * _pot.index);
        _state.collected -= paidBack;
        _mint(to, lots);
        emit NotesUnregistered(msg.sender, to, lots, paidBack);
        SafeTransferLib.safeTransferFrom(usdc, msg.sender, address(this), paidBack);
    }

    /// @inheritdoc IRevenueNote
    function collect(address to) external returns (uint256 amount) {
        amount = _payOut(_touch(msg.sender), to);
        if (amount == 0) revert NothingToCollect(msg.sender);
        emit CouponsCollected(msg.sender, to, amount);
    }

    /// @inheritdoc IRevenueNote
    function convert(uint256 lots) external {
        if (lots == 0) revert ZeroNotes();
        if (_terms.reserve == address(0)) revert NoReserve();
        if (block.timestamp >= _conversion.windowEnd) {
            revert ConversionNotOpen(_conversion.declaredAt, _conversion.windowEnd, block.timestamp);
        }
        _requireFree(_touch(msg.sender), lots);
        _converting[msg.sender] += lots;
        _conversion.asked += lots;
        emit ConversionAsked(msg.sender, lots, _conversion.asked);
    }

    /// @inheritdoc IRevenueNote
    function takeCredits(address to) external returns (uint256 credits) {
        _touch(msg.sender);
        credits = _credits[msg.sender];
        if (credits == 0) revert NothingToCollect(msg.sender);
        _credits[msg.sender] = 0;
        emit CreditsTaken(msg.sender, to, credits);
        SafeTransferLib.safeTransfer(_terms.reserve, to, credits);
    }

    // ---------------------------------------------------------------- stress

    /// @inheritdoc IRevenueNote
    function declareCouponMissed(uint256 month) external {
        _requireGraceOver(month, 1);
        _declare(StressCause.CouponMissed, month, _state.deposited, scheduledUntil(month));
    }

    /// @inheritdoc IRevenueNote
    function declareCovenantBroken(uint256 month) external {
        _requireGraceOver(month, COVENANT_MONTHS);
        uint256 until = Schedule.dueDate(_terms.firstDue, month + 1) + GRACE;
        if (block.timestamp > until) revert StressTooLate(month, until, block.timestamp);
        (uint256 had, uint256 needed) = covenantOf(month);
        _declare(StressCause.CovenantBroken, month, had, needed);
    }

    /// @inheritdoc IRevenueNote
    function fixConversion() external {
        Conversion storage c = _conversion;
        if (c.windowEnd == 0 || block.timestamp < c.windowEnd) {
            revert ConversionNotOpen(c.declaredAt, c.windowEnd, block.timestamp);
        }
        if (c.isFixed) revert ConversionAlreadyFixed();

        uint256 claim = _capIndex() - _pot.index;
        uint256 wanted = (c.asked * claim * UNIT / c.price) >> Dividends.FRACTION_BITS;
        uint256 reserve = _state.reserveLots;
        c.isFixed = true;
        c.credits = Math.min(wanted, reserve);
        // Rounded up: notes are given up for the credits, never kept besides.
        c.converted = wanted <= reserve ? c.asked : Math.divUp(c.asked * reserve, wanted);
        _fixedIndex = _pot.index;
        _state.reserveLots = reserve - c.credits;
        _state.supply -= c.converted;
        _state.registered -= c.converted;
        // The carry was less than one step of the index for the old supply; for fewer notes it may be several.
        if (_state.supply != 0) _pot.distribute(0, _state.supply, _capIndex());
        emit ConversionFixed(c.asked, c.converted, c.credits, (claim * UNIT) >> Dividends.FRACTION_BITS);
    }

    // ---------------------------------------------------------------- reserve

    /// @inheritdoc IRevenueNote
    function lockReserve(uint256 lots) external {
        if (_terms.reserve == address(0)) revert NoReserve();
        if (_conversion.isFixed) revert ConversionAlreadyFixed();
        _state.reserveLots += lots;
        emit ReserveLocked(lots, _state.reserveLots);
        SafeTransferLib.safeTransferFrom(_terms.reserve, msg.sender, address(this), lots);
    }

    /// @inheritdoc IRevenueNote
    function releaseReserve(address to) external onlyIssuer returns (uint256 lots) {
        _requireReserveFree();
        lots = _state.reserveLots;
        if (lots == 0) revert NoReserve();
        _state.reserveLots = 0;
        emit ReserveReleased(lots, to);
        SafeTransferLib.safeTransfer(_terms.reserve, to, lots);
    }

    // ---------------------------------------------------------------- views

    /// @inheritdoc IRevenueNote
    function terms() external view returns (NoteTerms memory) {
        return _terms;
    }

    /// @inheritdoc IRevenueNote
    function state() external view returns (NoteState memory state_) {
        state_ = _state;
        state_.saleOpen = _isOnSale();
        state_.remaining = _pot.missing(_state.supply, _capIndex());
    }

    /// @inheritdoc IRevenueNote
    function conversion() external view returns (Conversion memory) {
        return _conversion;
    }

    /// @inheritdoc IRevenueNote
    function registrationOf(address holder) external view returns (Registration memory r) {
        Dividends.Holding memory h = _holdings[holder];
        r.lots = h.shares;
        r.converting = _converting[holder];
        r.credits = _credits[holder];
        if (r.converting != 0 && _conversion.isFixed) {
            (uint256 converted, uint256 credits) = _allocationOf(r.converting);
            h.accrued += h.shares * (_fixedIndex - h.index);
            h.index = _fixedIndex;
            r.lots -= converted;
            r.credits += credits;
            r.converting = 0;
        }
        r.collectable = (h.accrued + r.lots * (_pot.index - h.index)) >> Dividends.FRACTION_BITS;
    }

    /// @inheritdoc IRevenueNote
    function accumulated(uint256 lots) external view returns (uint256) {
        return (lots * _pot.index) >> Dividends.FRACTION_BITS;
    }

    /// @inheritdoc IRevenueNote
    function unpaid(uint256 lots) external view returns (uint256) {
        return (lots * (_capIndex() - _pot.index)) >> Dividends.FRACTION_BITS;
    }

    /// @inheritdoc IRevenueNote
    function couponIndex() external view returns (uint256) {
        return _pot.index;
    }

    /// @inheritdoc IRevenueNote
    function dueDate(uint256 month) public view returns (uint256) {
        _requireMonth(month, 1);
        return Schedule.dueDate(_terms.firstDue, month);
    }

    /// @inheritdoc IRevenueNote
    function scheduledUntil(uint256 month) public view returns (uint256) {
        _requireMonth(month, 1);
        // The factory saw to it that all scheduled coupons together are at most the cap.
        return month * _terms.minimumCoupon * _state.supply / UNIT;
    }

    /// @inheritdoc IRevenueNote
    function covenantOf(uint256 month) public view returns (uint256 had, uint256 needed) {
        _requireMonth(month, COVENANT_MONTHS);
        uint256 before = month == COVENANT_MONTHS ? 0 : scheduledUntil(month - COVENANT_MONTHS);
        needed = Math.divUp((scheduledUntil(month) - before) * COVENANT_BP, BP);
        had = depositedIn[month] + depositedIn[month - 1] + depositedIn[month - 2];
        uint256 earlier = _state.deposited - had;
        for (uint256 later = currentMonth(); later > month; --later) {
            earlier -= depositedIn[later];
        }
        had += Math.saturatingSub(earlier, before);
    }

    /// @inheritdoc IRevenueNote
    function currentMonth() public view returns (uint256) {
        // What is paid in the grace of a month counts for it.
        return Schedule.monthAt(_terms.firstDue, _terms.coupons, block.timestamp - GRACE);
    }

    function name() public view override returns (string memory) {
        return _terms.name;
    }

    function symbol() public view override returns (string memory) {
        return _terms.symbol;
    }

    // ---------------------------------------------------------------- inside

    function _capIndex() private view returns (uint256) {
        return (uint256(_terms.issuePrice) * _terms.capBp / (BP * UNIT)) << Dividends.FRACTION_BITS;
    }

    /// @dev Brings a holder's entry up to date: the conversion first, whose notes earned up to its own index only.
    function _touch(address holder) private returns (Dividends.Holding storage holding) {
        holding = _holdings[holder];
        uint256 asked = _converting[holder];
        if (asked != 0 && _conversion.isFixed) {
            (uint256 converted, uint256 credits) = _allocationOf(asked);
            holding.settle(_fixedIndex);
            holding.shares -= converted;
            _converting[holder] = 0;
            _credits[holder] += credits;
            emit Converted(holder, asked, converted, credits);
        }
        holding.settle(_pot.index);
    }

    function _allocationOf(uint256 asked) private view returns (uint256 converted, uint256 credits) {
        Conversion storage c = _conversion;
        converted = Math.divUp(asked * c.converted, c.asked);
        credits = asked * c.credits / c.asked;
    }

    function _payOut(Dividends.Holding storage holding, address to) private returns (uint256 amount) {
        amount = holding.takeWhole();
        _state.collected += amount;
        SafeTransferLib.safeTransfer(usdc, to, amount);
    }

    function _takeFromSale(uint256 lots) private {
        if (lots == 0) revert ZeroNotes();
        if (!_state.saleOpen) revert NotForSale();
        if (!_isOnSale()) revert SaleEnded(_terms.firstDue, block.timestamp);
        if (lots > _state.unsold) revert TooFewUnsold(lots, _state.unsold);
        _state.unsold -= lots;
        _state.supply += lots;
    }

    /// @dev Only until the first coupon is due: afterwards a buyer could know that it is missed, and take of the reserve what is the earlier holders'.
    function _isOnSale() private view returns (bool) {
        return _state.saleOpen && block.timestamp < _terms.firstDue;
    }

    function _closeSale() private {
        if (!_state.saleOpen) return;
        _state.saleOpen = false;
        emit SaleClosed(_state.supply, _state.unsold);
        _state.unsold = 0;
    }

    function _declare(StressCause cause, uint256 month, uint256 had, uint256 needed) private {
        Conversion storage c = _conversion;
        if (c.declaredAt != 0) revert AlreadyStressed(c.declaredAt);
        if (had >= needed || _pot.index == _capIndex()) revert NoStress(cause, month, had, needed);
        _closeSale();
        c.cause = cause;
        c.declaredAt = uint64(block.timestamp);
        if (_terms.reserve != address(0)) {
            c.windowEnd = uint64(block.timestamp) + CONVERSION_WINDOW;
            c.price = _conversionPrice();
        }
        emit StressDeclared(cause, month, had, needed, c.price, c.windowEnd);
    }

    /// @dev A young index has fewer prints than the mean asks for: then it is the mean of those. Without an index it is the price at issue.
    function _conversionPrice() private view returns (uint256) {
        IComputeCredit reserve = IComputeCredit(_terms.reserve);
        (uint256 unitPrice, bool isIssuePrice) = reserve.price();
        if (!isIssuePrice) (unitPrice,) = index.meanOfUpTo(reserve.terms().grade, CONVERSION_PRINTS);
        return Math.max(unitPrice * CONVERSION_BP / BP, 1);
    }

    function _requireFree(Dividends.Holding storage holding, uint256 lots) private view {
        uint256 free = holding.shares - _converting[msg.sender];
        if (lots > free) revert TooFewRegistered(lots, free);
    }

    function _requireMonth(uint256 month, uint256 first) private view {
        if (month < first || month > _terms.coupons) revert UnknownMonth(month, first, _terms.coupons);
    }

    function _requireGraceOver(uint256 month, uint256 first) private view {
        _requireMonth(month, first);
        uint256 from = dueDate(month) + GRACE;
        if (block.timestamp <= from) revert StressTooEarly(month, from, block.timestamp);
    }

    function _requireReserveFree() private view {
        Conversion storage c = _conversion;
        if (c.isFixed) return;
        if (c.declaredAt != 0) revert ReserveStillLocked(c.windowEnd);
        uint256 until = dueDate(_terms.coupons) + RESERVE_HOLD;
        bool isOver = _state.supply == 0 ? !_isOnSale() : _pot.index == _capIndex();
        if (!isOver && block.timestamp <= until) revert ReserveStillLocked(until);
    }

    function _requireIssuer() private view {
        if (msg.sender != issuer) revert OnlyIssuer(msg.sender, issuer);
    }
}
