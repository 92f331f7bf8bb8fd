// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What a provider offers to deliver, and on which terms.
/// @param market Series whose SHORT stands behind the offer.
/// @param lots Hours offered, in lots: whole GPU-hours, so a multiple of 1,000.
/// @param minimum Fewest lots of one election, whole GPU-hours; less only if it takes all that is open.
/// @param meter Who may sign receipts besides the buyer; zero if nobody.
/// @param site Where the machines stand, 1 … 64 bytes.
/// @param endpoint URL at which the buyer signs in, 1 … 256 bytes.
/// @param terms Service terms, or where they are read, 0 … 1,024 bytes.
struct OfferRequest {
    uint32 market;
    uint64 lots;
    uint64 minimum;
    address meter;
    string site;
    string endpoint;
    string terms;
}

/// @notice An offer as it stands. Its texts are in {IDeliveryDesk-OfferMade}.
/// @param open Lots that nobody has elected yet and that were not withdrawn.
struct Offer {
    address provider;
    uint32 market;
    uint64 open;
    address meter;
    uint64 minimum;
}

/// @notice An election as it stands.
/// @param offer The offer it took lots of; the provider, the market and the meter are that offer's.
/// @param lots Lots elected.
/// @param delivered Lots delivered by receipts so far.
/// @param settled True if the undelivered rest was settled in cash.
struct Election {
    address buyer;
    uint64 offer;
    uint64 lots;
    uint64 delivered;
    bool settled;
}

/// @notice A usage receipt: EIP-712 typed data of the domain `Gigahour DeliveryDesk`, version `1`.
/// @param electionId The election it belongs to.
/// @param deliveredLots Lots delivered since the window opened: cumulative, so that a later receipt holds all earlier ones.
/// @param time When it was signed, Unix seconds.
struct Receipt {
    uint64 electionId;
    uint64 deliveredLots;
    uint64 time;
}

/// @notice The times of a series' delivery, Unix seconds.
/// @param noticeClose From here on nothing is offered or elected: 10 days before the month, 00:00 UTC.
/// @param start The delivery month begins.
/// @param end The delivery month is over.
/// @param postingEnd From here on no receipt is taken, and what was not delivered may be settled: 3 days after the month.
struct Schedule {
    uint64 noticeClose;
    uint64 start;
    uint64 end;
    uint64 postingEnd;
}

/// @notice Where an election stands, see the table at {IDeliveryDesk}.
enum ElectionState {
    Elected,
    Delivering,
    Due,
    Settled
}

/// @notice How the cap of undelivered lots is shared, in base units of the quote asset.
/// @param toBuyer The final settlement price of each lot, and `damages`.
/// @param damages Part of `toBuyer` above the price.
/// @param toProvider All the rest.
struct CashSettlement {
    uint256 toBuyer;
    uint256 damages;
    uint256 toProvider;
}

/// @title Delivery desk: compute for LONG
/// @notice A series settles in cash, unless a provider that holds SHORT and a holder of LONG agree here on delivery. Both lock their
/// tokens, so nobody relies on the other's credit: per lot the desk holds a complete set, worth the cap C, whatever happens. The buyer
/// has paid for its LONG already; each hour delivered pays the provider C, its own collateral and the buyer's price. An hour that was not
/// delivered is settled in cash: the buyer gets the final settlement price S and damages, the provider gets what is left of C.
///
/// | state      | begins with                               | who may do what                              | ends                                           |
/// |------------|-------------------------------------------|----------------------------------------------|------------------------------------------------|
/// | Offered    | {makeOffer}, before notice closes         | provider: {withdraw}; LONG holder: {elect}   | notice close: anyone returns what is open      |
/// | Elected    | {elect}, before notice closes             | nobody: both are bound                       | the month begins                               |
/// | Delivering | 00:00 UTC of the 1st of the month         | anyone: {postReceipt}                        | all delivered, or 3 days after the month       |
/// | Due        | 3 days after the month                    | anyone: {settle}, once the price is final    | {settle}                                       |
/// | Settled    | the last receipt, or {settle}             | either party: {claim}, for ever              | never                                          |
///
/// No state waits for a party. The only thing that {settle} waits for is the final settlement price, which the exchange's settler fixes
/// by rules of its own: anyone may call it, and it comes to a price also when no index is final. Halting a market stops nothing here.
///
/// ### What counts as delivered
/// What a receipt counts. Which hours that are is by the offer's terms, such as hours held ready for the buyer, or hours in which its work
/// ran: the contract knows receipts alone. Who signs them is agreed beforehand:
/// - With a meter, it signs as well as the buyer. A buyer that elects trusts the meter with its LONG.
/// - Without one, only the buyer signs. A provider that offers without a meter trusts the buyer: a buyer that signs nothing is paid S and
///   damages, out of the provider's SHORT, and the contract cannot know whose fault it was.
///
/// ### Damages
/// Of the undelivered lots of an election, as many as 5 % of the elected cost 10 % of S each, every further one 20 %; none more than C − S.
/// The higher rate applies to the excess alone: no lot changes what another one costs, so that there is no threshold to fight over.
/// The sum is rounded up to the quote asset's base unit, in favour of the buyer.
///
/// Example: 100 GPU-hours elected, 60 delivered, C = 7.000, S = 2.500. The provider had 60 × 7.000 = 420.000 USDC by receipts. Of the
/// 40 undelivered, 5 cost 0.250 and 35 cost 0.500: damages 18.750. The buyer gets 40 × 2.500 + 18.750 = 118.750, the provider
/// 40 × 7.000 − 118.750 = 161.250.
///
/// ### Money
/// Amounts are credited here, in the quote asset of the series, and leave by {claim} to an address of the owner's choice: an owner that
/// the token blocks holds up nobody else. Tokens sent to the desk, or deposited for it, are nobody's and change nothing.
///
/// No election can be handed on: the receipts are the buyer's.
interface IDeliveryDesk {
    // ---------------------------------------------------------------- events

    /// @notice SHORT was locked behind an offer. `open` lots may be elected.
    event OfferMade(
        uint64 indexed offer,
        uint32 indexed market,
        address indexed provider,
        uint64 lots,
        uint64 minimum,
        address meter,
        string site,
        string endpoint,
        string terms
    );

    /// @notice Lots that nobody had elected went back to the provider as SHORT tokens. `open` are left.
    event OfferWithdrawn(uint64 indexed offer, uint64 lots, uint64 open);

    /// @notice LONG was locked to take `lots` of an offer.
    event Elected(uint64 indexed election, uint64 indexed offer, address indexed buyer, uint64 lots);

    /// @notice A receipt grew. If `delivered` is all that was elected, the election is settled.
    /// @param lots Growth: complete sets merged.
    /// @param delivered Lots delivered so far, this receipt included.
    /// @param time The receipt's.
    /// @param signer The buyer or the meter.
    /// @param amount Cap × lots, credited to the provider, in base units of the quote asset.
    event LotsDelivered(
        uint64 indexed election, uint64 lots, uint64 delivered, uint64 time, address indexed signer, uint256 amount
    );

    /// @notice The undelivered lots were settled in cash.
    /// @param undelivered Lots: complete sets merged.
    /// @param tick Final settlement price, in ticks.
    /// @param toBuyer Credited to the buyer, `damages` included, in base units of the quote asset.
    /// @param toProvider Credited to the provider.
    event ElectionSettled(
        uint64 indexed election, uint64 undelivered, uint24 tick, uint256 toBuyer, uint256 damages, uint256 toProvider
    );

    event Claimed(address indexed account, uint256 amount, address to);

    // ---------------------------------------------------------------- errors

    /// @notice Thrown when a series of a grade that settles in cash only is offered.
    error NotDeliverable(uint32 market, uint32 grade);
    /// @notice Thrown when a series is no full band of a delivery month: join its parts first, see {IClearing-join}.
    error OnlyFullBands(uint32 market);
    /// @notice Thrown when something is offered or elected too late.
    error NoticeClosed(uint32 market, uint64 noticeClose);
    /// @notice Thrown when lots are zero or not a multiple of 1,000, one GPU-hour.
    error NotWholeHours(uint64 lots);
    /// @notice Thrown when an offer's minimum is above what it offers.
    error MinimumAboveOffer(uint64 minimum, uint64 lots);
    /// @notice Thrown when a text of an offer is too short or too long, in bytes.
    error InvalidOfferText(string field, uint256 length, uint256 minimum, uint256 maximum);
    /// @notice Thrown when a provider names itself as the meter of its own offer.
    error MeterIsProvider(address provider);
    error UnknownOffer(uint64 offer);
    error UnknownElection(uint64 election);
    /// @notice Thrown when anyone but the provider withdraws before notice has closed.
    error OnlyProvider(address caller, address provider);
    /// @notice Thrown when more is elected or withdrawn than is open.
    error NotOpen(uint64 lots, uint64 open);
    /// @notice Thrown when an election is below the offer's minimum and leaves something open.
    error BelowMinimum(uint64 lots, uint64 minimum, uint64 open);
    /// @notice Thrown when a receipt's signer is neither the buyer nor the meter agreed on (zero: none).
    error WrongSigner(address signer, address buyer, address meter);
    /// @notice Thrown when the signature is not `signer`'s, or is of other data, another contract or another chain.
    error ReceiptNotOfSigner(address signer);
    /// @notice Thrown when a receipt was signed outside the delivery month.
    error ReceiptOutsideWindow(uint64 time, uint64 start, uint64 end);
    /// @notice Thrown when a receipt says that it was signed later than now.
    error ReceiptFromFuture(uint64 time, uint256 timestamp);
    /// @notice Thrown when a receipt comes too late: the rest is settled in cash.
    error PostingEnded(uint64 election, uint64 postingEnd);
    /// @notice Thrown when a receipt holds no lots beyond those delivered already.
    error ReceiptNotGrowing(uint64 deliveredLots, uint64 delivered);
    /// @notice Thrown when nothing of the election is left to deliver or to settle.
    error AlreadySettled(uint64 election);
    /// @notice Thrown when receipts may still be posted.
    error NotYetDue(uint64 election, uint64 postingEnd);
    /// @notice Thrown when the final settlement price of the series is not fixed yet.
    error PriceNotFixed(uint32 market);
    error NothingToClaim(address account);
    /// @notice Thrown when a settlement is previewed at a price that the series cannot settle at.
    error PriceAboveCap(uint24 tick, uint24 cap);

    // ---------------------------------------------------------------- agreeing

    /// @notice Offers capacity and locks as many SHORT tokens of the caller behind it. Emits {OfferMade}.
    ///
    /// Requirements:
    /// - The series is of a deliverable grade and its notice is open.
    /// - `lots` and `minimum` are whole GPU-hours, `minimum` at most `lots`; the texts have their lengths.
    /// - `meter` is not the caller.
    /// - The caller holds the SHORT tokens (outside the exchange) and has approved the desk for them.
    function makeOffer(OfferRequest calldata request) external returns (uint64 offer);

    /// @notice {makeOffer}, with an ERC-2612 permit of the SHORT token for exactly the lots. If someone else used the permit before, it counts all the same.
    function makeOfferWithPermit(OfferRequest calldata request, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
        returns (uint64 offer);

    /// @notice Returns open lots of an offer to its provider, as SHORT tokens. Emits {OfferWithdrawn}.
    ///
    /// Requirements:
    /// - The caller is the provider; once notice has closed, anyone may call it.
    /// - `lots` are whole GPU-hours and open.
    function withdraw(uint64 offer, uint64 lots) external;

    /// @notice Takes part or all of an offer and locks as many LONG tokens of the caller. Emits {Elected}.
    ///
    /// Requirements:
    /// - Notice is open.
    /// - `lots` are whole GPU-hours and open; at least the offer's minimum, or all that is open.
    /// - The caller holds the LONG tokens (outside the exchange) and has approved the desk for them.
    function elect(uint64 offer, uint64 lots) external returns (uint64 election);

    /// @notice {elect}, with an ERC-2612 permit of the LONG token for exactly the lots. If someone else used the permit before, it counts all the same.
    function electWithPermit(uint64 offer, uint64 lots, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
        returns (uint64 election);

    // ---------------------------------------------------------------- delivering

    /// @notice Posts a receipt, whoever does. As many complete sets as it grew are merged, and the provider is credited the cap of each.
    /// Emits {LotsDelivered}.
    ///
    /// Notes:
    /// - Lots beyond those elected do not count.
    /// - The signer is named, so that a buyer's contract is not asked whether the meter's signature is its own.
    ///
    /// Requirements:
    /// - The month has begun and posting has not ended; the receipt was signed within the month and not later than now.
    /// - The receipt is larger than what was delivered so far.
    /// - `signer` is the buyer or the meter, and signed it: ECDSA in its one canonical form, or ERC-1271 for a contract.
    ///
    /// @return lots By how much the delivery grew.
    function postReceipt(Receipt calldata receipt, address signer, bytes calldata signature)
        external
        returns (uint64 lots);

    /// @notice Settles in cash what was not delivered. Anyone may call it. Emits {ElectionSettled}.
    ///
    /// Requirements:
    /// - Posting has ended, and the exchange has the final settlement price of the series.
    /// - Something was not delivered, and was not settled before.
    function settle(uint64 election) external returns (CashSettlement memory);

    /// @notice Pays all that the caller is credited to `to`. Emits {Claimed}.
    /// @return amount In base units of the quote asset.
    function claim(address to) external returns (uint256 amount);

    // ---------------------------------------------------------------- views

    /// @notice How long before the month notice closes: 10 days, in seconds.
    function NOTICE() external view returns (uint64);
    /// @notice How long after the month receipts may be posted: 3 days, in seconds.
    function POSTING_GRACE() external view returns (uint64);
    function offerCount() external view returns (uint64);
    function electionCount() external view returns (uint64);
    function offerOf(uint64 offer) external view returns (Offer memory);
    function electionOf(uint64 election) external view returns (Election memory);
    function stateOf(uint64 election) external view returns (ElectionState);
    /// @notice The times of a series, deliverable or not.
    function scheduleOf(uint32 market) external view returns (Schedule memory);
    /// @notice What {claim} would pay, in base units of the quote asset.
    function claimableOf(address account) external view returns (uint256);
    /// @notice How {settle} would share the cap of what is undelivered now, if the price were `tick`.
    function previewSettlement(uint64 election, uint24 tick) external view returns (CashSettlement memory);
    /// @notice What is signed: the EIP-712 digest of a receipt.
    function digestOf(Receipt calldata receipt) external view returns (bytes32);
}
