// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "solady/utils/EIP712.sol";
import {FixedPointMathLib as Math} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {Signer} from "../Signer.sol";
import {CreditState, CreditTerms, IComputeCredit, Redemption} from "../interfaces/IComputeCredit.sol";
import {IPriceIndex, Print} from "../interfaces/IPriceIndex.sol";
import {LotToken} from "./LotToken.sol";

/// @title Compute credit
/// @notice The manual is {IComputeCredit}.
contract ComputeCredit is IComputeCredit, LotToken, EIP712 {
    uint256 public constant DAMAGES_BP = 1_000;
    uint64 public constant RECEIPT_GRACE = 3 days;
    uint64 public constant LEAVE_AFTER = 3 days;

    bytes32 private constant RECEIPT_TYPEHASH =
        keccak256("Receipt(uint256 redemptionId,uint256 deliveredLots,uint64 time)");
    uint256 private constant BP = 10_000;
    /// @dev Days before the window's end whose prints may still be open once {RECEIPT_GRACE} has passed.
    uint32 private constant OPEN_DAYS = 7;
    /// @dev Lots of one unit.
    uint256 private constant UNIT = 1_000;

    address public immutable usdc;
    IPriceIndex public immutable index;

    address public issuer;
    uint256 public issuePrice;
    uint256 public redemptionCount;
    CreditTerms private _terms;
    /// @dev `circulating` is the token's supply and filled in by {state}.
    CreditState private _state;
    uint256 private _everQueued;
    mapping(uint256 redemptionId => Redemption) private _redemptions;

    constructor(address usdc_, IPriceIndex index_) {
        usdc = usdc_;
        index = index_;
    }

    /// @notice Sets a clone up: mints all lots to the issuer. The factory has checked the terms and sends the bond in the same transaction.
    function initialize(CreditTerms calldata terms_, address issuer_, uint256 lots, uint256 bond, uint256 issuePrice_)
        external
        onlyFactory
    {
        _terms = terms_;
        issuer = issuer_;
        issuePrice = issuePrice_;
        _state.bond = bond;
        _mint(issuer_, lots);
    }

    modifier onlyIssuer() {
        _requireIssuer();
        _;
    }

    modifier beforeDefault() {
        _requireNoDefault();
        _;
    }

    // ---------------------------------------------------------------- holders

    /// @inheritdoc IComputeCredit
    function redeem(uint256 lots) external returns (uint256 redemptionId) {
        if (lots == 0) revert ZeroLots();
        if (block.timestamp >= _terms.end) revert WindowClosed(_terms.end, block.timestamp);

        _burn(msg.sender, lots);
        redemptionId = ++redemptionCount;
        Redemption storage r = _redemptions[redemptionId];
        r.holder = msg.sender;
        r.lots = lots;
        r.queuedBefore = _everQueued;
        r.paceFrom = uint64(Math.max(block.timestamp, _terms.start));
        r.progressAt = r.paceFrom;
        emit RedemptionQueued(redemptionId, msg.sender, lots, _everQueued);
        _everQueued += lots;
        _state.queued += lots;
    }

    /// @inheritdoc IComputeCredit
    function deliver(uint256 redemptionId, uint256 deliveredLots, uint64 time, address signer, bytes calldata signature)
        external
        beforeDefault
    {
        Redemption storage r = _openRedemption(redemptionId);
        if (deliveredLots <= r.delivered) revert ReceiptNotHigher(deliveredLots, r.delivered);
        _requireReceiptTime(time);
        _requireSigned(redemptionId, r.holder, signer, receiptDigest(redemptionId, deliveredLots, time), signature);

        uint256 delivered = Math.min(deliveredLots, r.lots);
        uint256 lots = delivered - r.delivered;
        r.delivered = delivered;
        r.receiptTime = time;
        r.progressAt = uint64(block.timestamp);
        uint256 released = _release(lots);
        _state.queued -= lots;
        _state.delivered += lots;
        emit UnitsDelivered(redemptionId, signer, lots, delivered, time, released, _state.bond);
    }

    /// @inheritdoc IComputeCredit
    function leave(uint256 redemptionId) external returns (uint256 lots) {
        Redemption storage r = _openRedemption(redemptionId);
        if (msg.sender != r.holder) revert NotRedemptionHolder(redemptionId, msg.sender, r.holder);
        uint256 leaveFrom = _leaveFrom(r);
        if (_state.defaultedAt == 0 && block.timestamp < leaveFrom) {
            revert RedemptionInProgress(redemptionId, leaveFrom);
        }

        lots = r.lots - r.delivered;
        r.left = true;
        _state.queued -= lots;
        _mint(msg.sender, lots);
        emit RedemptionLeft(redemptionId, msg.sender, lots);
    }

    /// @inheritdoc IComputeCredit
    function claim(uint256 lots, address to) external returns (uint256 amount) {
        if (_state.defaultedAt == 0) revert NotDefaulted();
        if (lots == 0) revert ZeroLots();

        amount = claimValue(lots);
        _burn(msg.sender, lots);
        _state.claimed += lots;
        _state.bond -= amount;
        if (_state.claimed == _state.defaultLots) _releaseAll();
        emit DefaultClaimed(msg.sender, to, lots, amount);
        SafeTransferLib.safeTransfer(usdc, to, amount);
    }

    // ---------------------------------------------------------------- issuer

    /// @inheritdoc IComputeCredit
    function burn(uint256 lots) external onlyIssuer beforeDefault returns (uint256 released) {
        if (lots == 0) revert ZeroLots();
        // Before the burn: the share is that of all undelivered lots, these among them.
        released = _release(lots);
        _burn(msg.sender, lots);
        _state.boughtBack += lots;
        emit BoughtBack(lots, released, _state.bond);
    }

    /// @inheritdoc IComputeCredit
    function addBond(uint256 amount) external beforeDefault {
        if (_undelivered() == 0) revert NothingUndelivered();
        _state.bond += amount;
        emit BondAdded(msg.sender, amount, _state.bond);
        SafeTransferLib.safeTransferFrom(usdc, msg.sender, address(this), amount);
    }

    /// @inheritdoc IComputeCredit
    function withdrawReleased(address to) external onlyIssuer returns (uint256 amount) {
        amount = _state.releasable;
        if (amount == 0) revert NothingReleased();
        _state.releasable = 0;
        emit BondWithdrawn(to, amount);
        SafeTransferLib.safeTransfer(usdc, to, amount);
    }

    // ---------------------------------------------------------------- default

    /// @inheritdoc IComputeCredit
    function declareDefault() external beforeDefault {
        uint256 from = uint256(_terms.end) + RECEIPT_GRACE;
        if (block.timestamp < from) revert DefaultTooEarly(from, block.timestamp);
        uint256 lots = _undelivered();
        if (lots == 0) revert NothingUndelivered();
        (uint32 day, bool isFinal, uint256 finalAt) = _lastPrint();
        if (!isFinal) revert DefaultPriceNotFinal(_terms.grade, day, finalAt);

        (uint256 unitPrice, bool isIssuePrice) = price();
        uint256 owed = _owed(lots, unitPrice);
        uint256 pool = Math.min(owed, _state.bond);
        uint256 released = _state.bond - pool;
        _state.bond = pool;
        _state.releasable += released;
        _state.defaultedAt = uint64(block.timestamp);
        _state.defaultPrice = unitPrice;
        _state.defaultLots = lots;
        _state.defaultPool = pool;
        emit CreditDefaulted(lots, unitPrice, isIssuePrice, owed, pool, released);
    }

    // ---------------------------------------------------------------- views

    /// @inheritdoc IComputeCredit
    function terms() external view returns (CreditTerms memory) {
        return _terms;
    }

    /// @inheritdoc IComputeCredit
    function state() external view returns (CreditState memory state_) {
        state_ = _state;
        state_.circulating = totalSupply();
    }

    /// @inheritdoc IComputeCredit
    function redemptionOf(uint256 redemptionId) external view returns (Redemption memory) {
        return _redemptionAt(redemptionId);
    }

    /// @inheritdoc IComputeCredit
    function price() public view returns (uint256 unitPrice, bool isIssuePrice) {
        if (_terms.grade == 0) return (issuePrice, true);
        uint256 day = Math.min(block.timestamp, _terms.end) / 1 days;
        // Until the window's end today's print would count too, but no print is final on its own day.
        (unitPrice,) = index.lastFinalBefore(_terms.grade, uint32(day));
    }

    /// @inheritdoc IComputeCredit
    function defaultFrom() external view returns (uint256) {
        (,, uint256 finalAt) = _lastPrint();
        return Math.max(uint256(_terms.end) + RECEIPT_GRACE, finalAt);
    }

    /// @inheritdoc IComputeCredit
    function coverage() external view returns (uint256 bond, uint256 owed) {
        bond = _state.bond;
        if (_state.defaultedAt != 0) return (bond, claimValue(_state.defaultLots - _state.claimed));
        (uint256 unitPrice,) = price();
        owed = _owed(_undelivered(), unitPrice);
    }

    /// @inheritdoc IComputeCredit
    function claimValue(uint256 lots) public view returns (uint256) {
        return _state.defaultedAt == 0 ? 0 : _state.defaultPool * lots / _state.defaultLots;
    }

    /// @inheritdoc IComputeCredit
    function receiptDigest(uint256 redemptionId, uint256 deliveredLots, uint64 time) public view returns (bytes32) {
        return _hashTypedData(keccak256(abi.encode(RECEIPT_TYPEHASH, redemptionId, deliveredLots, time)));
    }

    function name() public view override returns (string memory) {
        return _terms.name;
    }

    function symbol() public view override returns (string memory) {
        return _terms.symbol;
    }

    // ---------------------------------------------------------------- the price at default

    /// @dev The print that default will be priced by, if it may still be open. Final and zeros if there is none: every older one is final.
    function _lastPrint() private view returns (uint32 day, bool isFinal, uint256 finalAt) {
        uint32 grade = _terms.grade;
        uint32 end = uint32(_terms.end / 1 days);
        for (uint32 age = 1; grade != 0 && age <= OPEN_DAYS; ++age) {
            Print memory print = index.printOf(grade, end - age);
            if (print.source == end - age) return (print.source, print.isFinal, print.finalAt);
        }
        return (0, true, 0);
    }

    // ---------------------------------------------------------------- the bond

    function _undelivered() private view returns (uint256) {
        return totalSupply() + _state.queued;
    }

    /// @dev Price plus damages, rounded up: for the holders.
    function _owed(uint256 lots, uint256 unitPrice) private pure returns (uint256) {
        return Math.divUp(lots * unitPrice * (BP + DAMAGES_BP), BP * UNIT);
    }

    /// @dev Rounded down, so that the bond per undelivered lot never falls.
    function _release(uint256 lots) private returns (uint256 released) {
        released = _state.bond * lots / _undelivered();
        _state.bond -= released;
        _state.releasable += released;
    }

    function _releaseAll() private {
        _state.releasable += _state.bond;
        _state.bond = 0;
    }

    // ---------------------------------------------------------------- checks

    /// @dev From the pace as well as from the last receipt: a lot now and then keeps nobody in, nor does much at once and then nothing.
    function _leaveFrom(Redemption storage r) private view returns (uint256) {
        uint256 pacedUntil = r.paceFrom + r.delivered * (_terms.end - r.paceFrom) / r.lots;
        return Math.min(pacedUntil, r.progressAt) + LEAVE_AFTER;
    }

    function _redemptionAt(uint256 redemptionId) private view returns (Redemption storage r) {
        r = _redemptions[redemptionId];
        if (r.holder == address(0)) revert UnknownRedemption(redemptionId);
    }

    function _openRedemption(uint256 redemptionId) private view returns (Redemption storage r) {
        r = _redemptionAt(redemptionId);
        if (r.left || r.delivered == r.lots) revert RedemptionOver(redemptionId);
    }

    /// @dev It may be before the last receipt's: holder and meter sign each for himself, and by a later time one could void what the other has signed.
    function _requireReceiptTime(uint256 time) private view {
        uint256 earliest = _terms.start;
        uint256 latest = Math.min(_terms.end, block.timestamp);
        if (time < earliest || time > latest) revert ReceiptTimeOutside(time, earliest, latest);
    }

    /// @dev Only who is named is asked: a contract cannot stand in the way of the other's receipts.
    function _requireSigned(
        uint256 redemptionId,
        address holder,
        address signer,
        bytes32 digest,
        bytes calldata signature
    ) private view {
        address meter = _terms.meter;
        bool agreed = signer == holder || (signer == meter && meter != address(0));
        if (!agreed) revert NotReceiptSigner(redemptionId, signer, holder, meter);
        if (!Signer.hasSigned(signer, digest, signature)) revert ReceiptNotSignedBy(redemptionId, signer);
    }

    function _requireIssuer() private view {
        if (msg.sender != issuer) revert NotIssuer(msg.sender, issuer);
    }

    function _requireNoDefault() private view {
        if (_state.defaultedAt != 0) revert AlreadyDefaulted(_state.defaultedAt);
    }

    /// @dev One domain for receipts and permits: the token's name, version 1.
    function _domainNameAndVersion() internal view override returns (string memory, string memory) {
        return (_terms.name, "1");
    }

    function _domainNameAndVersionMayChange() internal pure override returns (bool) {
        return true;
    }
}
