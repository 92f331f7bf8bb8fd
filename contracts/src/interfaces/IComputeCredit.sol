// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPriceIndex} from "./IPriceIndex.sol";

/// @notice What a credit promises; fixed when it is issued.
/// @param name Name of the token, e.g. `Northwind H100 Q1`; 1 … 32 printable ASCII characters, as are `symbol` and `unit`.
/// @param symbol Symbol of the token, e.g. `NW-H100-Q1`.
/// @param unit What one whole token is good for: `GPU-hour`, `million model tokens`.
/// @param endpoint URL at which it is redeemed; 1 … 256 printable ASCII characters.
/// @param grade Grade whose index prices a unit, as in {ISeriesRegistry}; 0 if the unit has no index and `referencePrice` prices it.
/// @param referencePrice Micro-USDC per unit; 0 if `grade` prices it.
/// @param meter Account that signs receipts besides the holder; zero if the holder alone does.
/// @param start First second at which units are delivered.
/// @param end Second at which the window closes.
struct CreditTerms {
    string name;
    string symbol;
    string unit;
    string endpoint;
    uint32 grade;
    uint64 referencePrice;
    address meter;
    uint64 start;
    uint64 end;
}

/// @notice Where a credit stands. Quantities are lots, amounts micro-USDC.
/// @param circulating Lots that are tokens: in wallets, in the exchange, anywhere.
/// @param queued Lots that are committed to redemptions and not delivered.
/// @param delivered Lots delivered, by receipt.
/// @param boughtBack Lots that the issuer bought back and burned.
/// @param claimed Lots paid from the bond after default.
/// @param bond What stands behind the circulating and queued lots.
/// @param releasable What was released to the issuer and not withdrawn.
/// @param defaultedAt When default was declared; 0 if it was not.
/// @param defaultPrice Price per unit at default, damages not included; 0 without default.
/// @param defaultLots Lots undelivered at default.
/// @param defaultPool What these lots share, all together: their price plus damages, or the bond if that is less.
struct CreditState {
    uint256 circulating;
    uint256 queued;
    uint256 delivered;
    uint256 boughtBack;
    uint256 claimed;
    uint256 bond;
    uint256 releasable;
    uint64 defaultedAt;
    uint256 defaultPrice;
    uint256 defaultLots;
    uint256 defaultPool;
}

/// @notice One commitment of lots to the issuer's endpoint.
/// @param lots Lots committed.
/// @param delivered Lots of these delivered, by the last receipt.
/// @param queuedBefore Lots that had ever been committed when it came: the order of the queue.
/// @param paceFrom When delivery could begin: when it was asked for, or the window's start if that was later. The pace of the terms is even from here to
/// the window's end.
/// @param progressAt When it last moved: its beginning (the window's start if that was later), or its last receipt.
/// @param receiptTime Time that the last receipt names; 0 if there is none.
/// @param left The holder took the undelivered lots back.
struct Redemption {
    address holder;
    uint256 lots;
    uint256 delivered;
    uint256 queuedBefore;
    uint64 paceFrom;
    uint64 progressAt;
    uint64 receiptTime;
    bool left;
}

/// @title Compute credit: prepaid compute of one issuer, with a bond behind it
/// @notice One token is one metered unit at the issuer's endpoint, in a window. It is a plain ERC-20 with permits and 3 decimals: a base unit is a
/// *lot*, 0.001 units. All lots are issued at once by {ICreditFactory}; from then on there are only ever fewer.
///
/// What becomes of a lot, each of them exactly once:
///
/// | a lot is     | becomes     | by                                                                                                   |
/// |--------------|-------------|------------------------------------------------------------------------------------------------------|
/// | circulating  | queued      | its holder, {redeem}, until the window closes                                                        |
/// | circulating  | bought back | the issuer, {burn}, which releases its share of the bond                                             |
/// | queued       | delivered   | a receipt signed by holder or meter, posted by anyone, {deliver}; releases its share of the bond     |
/// | queued       | circulating | its holder, {leave}: 3 days behind the pace or without a receipt, or after default                   |
/// | circulating  | claimed     | its holder, {claim}, after default; at any time, for ever                                            |
///
/// Default: once the window has closed and {RECEIPT_GRACE} has passed, anyone may declare it if a lot is circulating or queued ({defaultFrom}). Each such lot is
/// paid the price of its unit plus 10 % damages if the bond suffices; otherwise they share the bond by number. What a lot gets is fixed at that moment
/// and is the same for the first and for the last who claims. Per claim it is rounded down to a whole micro-USDC: the only rounding. What
/// rounding leaves goes to the issuer with the last lot.
///
/// The price at default is the index's last print of a day before the window's end. Default cannot be declared before that print is final, so it does not
/// matter who declares it, or when. Unchallenged it is final when the grace is over; challenged, at the latest 9 days after the window. It counts however
/// old it is: silence of the index brings no older price back. A credit is issued on a fresh print, so there is one. A unit without an index has the price
/// recorded at issue.
///
/// On the exchange: `listAsset(credit)`, then `listSpot(credit, USDC, 0, 0, 2)`. A lot of the market is a lot of the credit, a tick is 0.001 USDC per
/// unit, 1 lot × 1 tick is 1 micro-USDC: the grid of every series.
///
/// Notes:
/// - USDC sent to the contract past its functions belongs to nobody and changes nothing. It takes no credits: a transfer to itself is refused.
/// - A meter is named by the issuer. Whoever buys a credit with a meter trusts it to count right; without one only the holder's own signature
///   delivers, and the issuer stops serving a holder who does not sign.
interface IComputeCredit {
    // ---------------------------------------------------------------- events

    event BondAdded(address indexed from, uint256 amount, uint256 bond);
    /// @param queuedBefore Lots that had ever been committed before: who is first in the queue.
    event RedemptionQueued(uint256 indexed redemptionId, address indexed holder, uint256 lots, uint256 queuedBefore);
    /// @param lots Lots that this receipt adds.
    /// @param delivered Lots of the redemption delivered until now.
    /// @param signer Holder or meter.
    /// @param released Micro-USDC of the bond that became the issuer's; `bond` is what is left.
    event UnitsDelivered(
        uint256 indexed redemptionId,
        address indexed signer,
        uint256 lots,
        uint256 delivered,
        uint64 time,
        uint256 released,
        uint256 bond
    );
    /// @notice The holder took `lots` undelivered lots back.
    event RedemptionLeft(uint256 indexed redemptionId, address indexed holder, uint256 lots);
    event BoughtBack(uint256 lots, uint256 released, uint256 bond);
    event BondWithdrawn(address indexed to, uint256 amount);
    /// @param lots Lots undelivered, circulating and queued.
    /// @param price Micro-USDC per unit, damages not included.
    /// @param isIssuePrice The unit has no index, so `price` is the one recorded at issue.
    /// @param owed What the lots would get from a bond that suffices.
    /// @param pool What they get: `owed`, or the bond if it is less.
    /// @param released What of the bond became the issuer's.
    event CreditDefaulted(uint256 lots, uint256 price, bool isIssuePrice, uint256 owed, uint256 pool, uint256 released);
    event DefaultClaimed(address indexed holder, address indexed to, uint256 lots, uint256 amount);

    // ---------------------------------------------------------------- errors

    error NotIssuer(address caller, address issuer);
    error ZeroLots();
    error UnknownRedemption(uint256 redemptionId);
    error NotRedemptionHolder(uint256 redemptionId, address caller, address holder);
    /// @notice Thrown when credits are committed after the window has closed.
    error WindowClosed(uint256 end, uint256 timestamp);
    /// @notice Thrown when a receipt brings nothing new: receipts are cumulative and only grow.
    error ReceiptNotHigher(uint256 deliveredLots, uint256 delivered);
    /// @notice Thrown when a receipt names a time outside the window, or in the future.
    error ReceiptTimeOutside(uint256 time, uint256 earliest, uint256 latest);
    /// @notice Thrown when a receipt's signer is neither the holder nor the meter (zero: none).
    error NotReceiptSigner(uint256 redemptionId, address signer, address holder, address meter);
    /// @notice Thrown when the signature is not `signer`'s, or is of other data, another credit or another chain.
    error ReceiptNotSignedBy(uint256 redemptionId, address signer);
    /// @notice Thrown when a redemption that nothing is left of is delivered or left.
    error RedemptionOver(uint256 redemptionId);
    /// @notice Thrown when a holder leaves although the issuer delivered less than 3 days ago and was at the pace then.
    error RedemptionInProgress(uint256 redemptionId, uint256 leaveFrom);
    error AlreadyDefaulted(uint256 defaultedAt);
    error NotDefaulted();
    /// @notice Thrown when default is declared before the window has closed and late receipts had their time.
    error DefaultTooEarly(uint256 from, uint256 timestamp);
    /// @notice Thrown when default is declared while the print that prices it may still change. It is final at `finalAt`, or when the arbiter has ruled.
    error DefaultPriceNotFinal(uint32 grade, uint32 day, uint256 finalAt);
    /// @notice Thrown when every lot was delivered or bought back.
    error NothingUndelivered();
    error NothingReleased();

    // ---------------------------------------------------------------- holders

    /// @notice Commits lots of the caller to the issuer's endpoint. The tokens are burned; undelivered lots come back by {leave}.
    ///
    /// Requirements: the window has not closed. Before it opens is possible: that is how one queues.
    function redeem(uint256 lots) external returns (uint256 redemptionId);

    /// @notice Posts a cumulative receipt; anyone may. EIP-712: `Receipt(uint256 redemptionId,uint256 deliveredLots,uint64 time)` in the domain
    /// (name of the token, `1`, chain, this contract), signed by the holder or the meter, whichever is named; an account with code answers by
    /// ERC-1271.
    ///
    /// Notes:
    /// - A receipt above the lots committed counts as all of them.
    /// - It is taken until default is declared, whatever time has passed since it was signed, and whatever was posted in between: of several
    ///   receipts the highest counts.
    ///
    /// Requirements:
    /// - More is delivered than any receipt before it said, and its time is within the window and not in the future.
    ///
    /// @param signer Holder or meter: who signed.
    function deliver(uint256 redemptionId, uint256 deliveredLots, uint64 time, address signer, bytes calldata signature)
        external;

    /// @notice Takes the undelivered lots of a redemption back, as tokens. Holder only.
    ///
    /// Requirements, one of them:
    /// - The redemption is {LEAVE_AFTER} behind its pace: of n lots, the part of the time from `paceFrom` to the window's end that is over.
    /// - It has not moved for {LEAVE_AFTER}.
    /// - Default is declared.
    function leave(uint256 redemptionId) external returns (uint256 lots);

    /// @notice Pays lots of the caller from the bond, after default. At any time.
    function claim(uint256 lots, address to) external returns (uint256 amount);

    // ---------------------------------------------------------------- issuer

    /// @notice Burns lots of the issuer, bought back or never sold, and releases their share of the bond. Issuer only, before default.
    function burn(uint256 lots) external returns (uint256 released);

    /// @notice Adds to the bond. Anyone may, before default, while there are undelivered lots.
    function addBond(uint256 amount) external;

    /// @notice Pays out what was released. Issuer only.
    function withdrawReleased(address to) external returns (uint256 amount);

    // ---------------------------------------------------------------- anyone

    /// @notice Declares default and fixes what a lot gets. Anyone may.
    ///
    /// Requirements:
    /// - {RECEIPT_GRACE} has passed since the window's end.
    /// - The last print of a day before the end is final.
    function declareDefault() external;

    // ---------------------------------------------------------------- views

    /// @notice 1,000: 10 % of the price, in basis points.
    function DAMAGES_BP() external view returns (uint256);
    /// @notice 3 days after the window's end, in which late receipts are still posted and an unchallenged last print becomes final, in seconds.
    function RECEIPT_GRACE() external view returns (uint64);
    /// @notice 3 days behind the pace, or without a receipt, after which a holder may leave, in seconds.
    function LEAVE_AFTER() external view returns (uint64);
    function usdc() external view returns (address);
    /// @notice What prices a unit of a grade.
    function index() external view returns (IPriceIndex);
    function issuer() external view returns (address);
    function terms() external view returns (CreditTerms memory);
    /// @notice Price of a unit recorded at issue, micro-USDC.
    function issuePrice() external view returns (uint256);
    function state() external view returns (CreditState memory);
    function redemptionCount() external view returns (uint256);
    /// @notice Ids are 1 … {redemptionCount}.
    function redemptionOf(uint256 redemptionId) external view returns (Redemption memory);
    /// @notice Price of a unit by the prints that are final now, micro-USDC; `isIssuePrice` if the unit has no index. From {defaultFrom} on it is the price at
    /// default and does not change.
    function price() external view returns (uint256 unitPrice, bool isIssuePrice);
    /// @notice When default can be declared at the latest, Unix seconds, as challenges stand: {RECEIPT_GRACE} after the window's end, or later if the
    /// print that prices it is final later. At most 9 days after the end; an arbiter's ruling brings it forward.
    function defaultFrom() external view returns (uint256);
    /// @notice Coverage: the bond, and what the undelivered lots would be owed at {price} with damages. After default: what is left of the pool, and
    /// what the lots not claimed yet are owed of it.
    function coverage() external view returns (uint256 bond, uint256 owed);
    /// @notice What {claim} pays for so many lots; 0 before default.
    function claimValue(uint256 lots) external view returns (uint256 amount);
    /// @notice What is signed for a receipt.
    function receiptDigest(uint256 redemptionId, uint256 deliveredLots, uint64 time) external view returns (bytes32);
}
