// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {EIP712} from "solady/utils/EIP712.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {
    CashSettlement,
    Election,
    ElectionState,
    IDeliveryDesk,
    Offer,
    OfferRequest,
    Receipt,
    Schedule
} from "../interfaces/IDeliveryDesk.sol";
import {IExchange} from "../interfaces/IExchange.sol";
import {SeriesRegistry} from "../series/SeriesRegistry.sol";
import {Damages} from "./Damages.sol";
import {DeliverySeries, DeliverySeriesLib} from "./DeliverySeries.sol";
import {OfferRules} from "./OfferRules.sol";
import {ReceiptRules} from "./ReceiptRules.sol";

/// @title Delivery desk
/// @notice The manual is {IDeliveryDesk}.
///
/// LONG, SHORT and money lie in the exchange's ledger, in the desk's name. What of it is whose is counted here and never read from a
/// balance. State is written before another contract is called.
contract DeliveryDesk is IDeliveryDesk, EIP712 {
    using SafeTransferLib for address;

    uint64 public constant NOTICE = DeliverySeriesLib.NOTICE;
    uint64 public constant POSTING_GRACE = DeliverySeriesLib.POSTING_GRACE;

    IExchange public immutable exchange;
    SeriesRegistry public immutable registry;
    /// @notice Asset that every series is priced in, and that {claim} pays.
    uint32 public immutable quote;

    uint64 public offerCount;
    uint64 public electionCount;
    mapping(uint64 offer => Offer) private _offers;
    mapping(uint64 election => Election) private _elections;
    mapping(uint32 market => DeliverySeries) private _series;
    mapping(address account => uint256) private _claimable;

    constructor(IExchange exchange_, SeriesRegistry registry_) {
        exchange = exchange_;
        registry = registry_;
        quote = registry_.quote();
    }

    // ---------------------------------------------------------------- agreeing

    /// @inheritdoc IDeliveryDesk
    function makeOffer(OfferRequest calldata request) public returns (uint64 offer) {
        OfferRules.requireValid(request);
        uint32 market = request.market;
        DeliverySeries memory series = _lookUp(market);
        _requireNoticeOpen(market, series);

        offer = ++offerCount;
        _offers[offer] = Offer(msg.sender, market, request.lots, request.meter, request.minimum);
        emit OfferMade(
            offer,
            market,
            msg.sender,
            request.lots,
            request.minimum,
            request.meter,
            request.site,
            request.endpoint,
            request.terms
        );
        _lock(series.short(), request.lots);
    }

    /// @inheritdoc IDeliveryDesk
    function makeOfferWithPermit(OfferRequest calldata request, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
        returns (uint64)
    {
        _permit(_lookUp(request.market).short(), request.lots, deadline, v, r, s);
        return makeOffer(request);
    }

    /// @inheritdoc IDeliveryDesk
    function withdraw(uint64 offer, uint64 lots) external {
        Offer storage o = _offerAt(offer);
        DeliverySeries memory series = _series[o.market];
        bool noticeOpen = block.timestamp < series.schedule().noticeClose;
        if (noticeOpen && msg.sender != o.provider) revert OnlyProvider(msg.sender, o.provider);
        uint64 open = _takeOpen(o, lots);
        emit OfferWithdrawn(offer, lots, open);
        exchange.withdraw(series.short(), lots, o.provider);
    }

    /// @inheritdoc IDeliveryDesk
    function elect(uint64 offer, uint64 lots) public returns (uint64 election) {
        Offer storage o = _offerAt(offer);
        DeliverySeries memory series = _series[o.market];
        _requireNoticeOpen(o.market, series);
        uint64 open = _takeOpen(o, lots);
        if (lots < o.minimum && open != 0) revert BelowMinimum(lots, o.minimum, open + lots);

        election = ++electionCount;
        _elections[election] = Election(msg.sender, offer, lots, 0, false);
        emit Elected(election, offer, msg.sender, lots);
        _lock(series.long, lots);
    }

    /// @inheritdoc IDeliveryDesk
    function electWithPermit(uint64 offer, uint64 lots, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
        returns (uint64)
    {
        _permit(_series[_offerAt(offer).market].long, lots, deadline, v, r, s);
        return elect(offer, lots);
    }

    // ---------------------------------------------------------------- delivering

    /// @inheritdoc IDeliveryDesk
    function postReceipt(Receipt calldata receipt, address signer, bytes calldata signature)
        external
        returns (uint64 lots)
    {
        uint64 id = receipt.electionId;
        Election storage e = _electionAt(id);
        Offer storage o = _offers[e.offer];
        DeliverySeries memory series = _series[o.market];
        _requireNotSettled(id, e);
        ReceiptRules.requireInTime(receipt, series.schedule());
        uint64 delivered = receipt.deliveredLots < e.lots ? receipt.deliveredLots : e.lots;
        if (delivered <= e.delivered) revert ReceiptNotGrowing(receipt.deliveredLots, e.delivered);
        ReceiptRules.requireSigned(digestOf(receipt), e.buyer, o.meter, signer, signature);

        lots = delivered - e.delivered;
        e.delivered = delivered;
        uint256 amount = uint256(series.cap) * lots * series.unit;
        _claimable[o.provider] += amount;
        emit LotsDelivered(id, lots, delivered, receipt.time, signer, amount);
        exchange.merge(o.market, lots);
    }

    /// @inheritdoc IDeliveryDesk
    function settle(uint64 election) external returns (CashSettlement memory s) {
        Election storage e = _electionAt(election);
        Offer storage o = _offers[e.offer];
        uint32 market = o.market;
        DeliverySeries memory series = _series[market];
        _requireNotSettled(election, e);
        uint64 postingEnd = series.schedule().postingEnd;
        if (block.timestamp < postingEnd) revert NotYetDue(election, postingEnd);
        (bool isFixed, uint24 tick) = exchange.settlementPriceOf(market);
        if (!isFixed) revert PriceNotFixed(market);

        e.settled = true;
        uint64 undelivered = e.lots - e.delivered;
        s = Damages.share(series.cap, tick, series.unit, e.lots, undelivered);
        _claimable[e.buyer] += s.toBuyer;
        _claimable[o.provider] += s.toProvider;
        emit ElectionSettled(election, undelivered, tick, s.toBuyer, s.damages, s.toProvider);
        // A set is worth the cap either way: redeeming LONG and SHORT at the price would come to the same.
        exchange.merge(market, undelivered);
    }

    /// @inheritdoc IDeliveryDesk
    function claim(address to) external returns (uint256 amount) {
        amount = _claimable[msg.sender];
        if (amount == 0) revert NothingToClaim(msg.sender);
        _claimable[msg.sender] = 0;
        emit Claimed(msg.sender, amount, to);
        exchange.withdraw(quote, amount, to);
    }

    // ---------------------------------------------------------------- views

    /// @inheritdoc IDeliveryDesk
    function offerOf(uint64 offer) external view returns (Offer memory) {
        return _offerAt(offer);
    }

    /// @inheritdoc IDeliveryDesk
    function electionOf(uint64 election) external view returns (Election memory) {
        return _electionAt(election);
    }

    /// @inheritdoc IDeliveryDesk
    function stateOf(uint64 election) external view returns (ElectionState) {
        Election storage e = _electionAt(election);
        if (_isSettled(e)) return ElectionState.Settled;
        Schedule memory times = _series[_offers[e.offer].market].schedule();
        if (block.timestamp < times.start) return ElectionState.Elected;
        return block.timestamp < times.postingEnd ? ElectionState.Delivering : ElectionState.Due;
    }

    /// @inheritdoc IDeliveryDesk
    function scheduleOf(uint32 market) external view returns (Schedule memory) {
        return DeliverySeriesLib.read(exchange, registry, market).schedule();
    }

    /// @inheritdoc IDeliveryDesk
    function claimableOf(address account) external view returns (uint256) {
        return _claimable[account];
    }

    /// @inheritdoc IDeliveryDesk
    function previewSettlement(uint64 election, uint24 tick) external view returns (CashSettlement memory) {
        Election storage e = _electionAt(election);
        DeliverySeries memory series = _series[_offers[e.offer].market];
        if (tick > series.cap) revert PriceAboveCap(tick, series.cap);
        return Damages.share(series.cap, tick, series.unit, e.lots, e.settled ? 0 : e.lots - e.delivered);
    }

    /// @inheritdoc IDeliveryDesk
    function digestOf(Receipt calldata receipt) public view returns (bytes32) {
        return _hashTypedData(ReceiptRules.hash(receipt));
    }

    // ---------------------------------------------------------------- rules

    function _requireNoticeOpen(uint32 market, DeliverySeries memory series) private view {
        uint64 noticeClose = series.schedule().noticeClose;
        if (block.timestamp >= noticeClose) revert NoticeClosed(market, noticeClose);
    }

    function _requireNotSettled(uint64 id, Election storage e) private view {
        if (_isSettled(e)) revert AlreadySettled(id);
    }

    function _isSettled(Election storage e) private view returns (bool) {
        return e.settled || e.delivered == e.lots;
    }

    // ---------------------------------------------------------------- parts

    /// @dev The series' terms, remembered the first time. Only a deliverable one is.
    function _lookUp(uint32 market) private returns (DeliverySeries memory series) {
        series = _series[market];
        if (series.start != 0) return series;
        uint32 grade = DeliverySeriesLib.monthOf(registry, market).grade;
        if (!registry.gradeOf(grade).deliverable) revert NotDeliverable(market, grade);
        series = DeliverySeriesLib.read(exchange, registry, market);
        _series[market] = series;
    }

    /// @return open What is left.
    function _takeOpen(Offer storage o, uint64 lots) private returns (uint64 open) {
        OfferRules.requireWholeHours(lots);
        open = o.open;
        if (lots > open) revert NotOpen(lots, open);
        open -= lots;
        o.open = open;
    }

    /// @dev Takes forward tokens of the caller into the ledger.
    function _lock(uint32 asset, uint256 lots) private {
        exchange.tokenOf(asset).safeTransferFrom(msg.sender, address(this), lots);
        exchange.deposit(asset, lots, address(this));
    }

    /// @dev Whether the permit counted is for the transfer to find out: someone else may have used it already.
    function _permit(uint32 asset, uint256 lots, uint256 deadline, uint8 v, bytes32 r, bytes32 s) private {
        IERC20Permit token = IERC20Permit(exchange.tokenOf(asset));
        try token.permit(msg.sender, address(this), lots, deadline, v, r, s) {} catch {}
    }

    function _offerAt(uint64 offer) private view returns (Offer storage o) {
        o = _offers[offer];
        if (o.provider == address(0)) revert UnknownOffer(offer);
    }

    function _electionAt(uint64 election) private view returns (Election storage e) {
        e = _elections[election];
        if (e.buyer == address(0)) revert UnknownElection(election);
    }

    function _domainNameAndVersion() internal pure override returns (string memory, string memory) {
        return ("Gigahour DeliveryDesk", "1");
    }
}
