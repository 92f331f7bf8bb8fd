// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Actor, Change} from "../types/EventWords.sol";
import {Instruction} from "../types/Instruction.sol";
import {Funding, Side} from "../types/Side.sol";

/// @notice How long an order lives. The numbers are those of {Action}.
enum TimeInForce {
    GoodTilCancelled,
    ImmediateOrCancel,
    FillOrKill,
    PostOnly
}

/// @notice An order in readable form, for wallets. {Instruction} is the same in one word.
/// @param market Id of the market.
/// @param side Bid to buy, Ask to sell.
/// @param funding What it is paid with, see {Funding}.
/// @param timeInForce What happens to lots that nothing crosses.
/// @param tick Limit price, in ticks: the worst price accepted.
/// @param lots Quantity, in lots.
/// @param slot The owner's slot for what rests. An order that stands there is replaced.
/// @param maxLevels Most price levels to take from; bounds gas. 0 for 65,535.
/// @param deadline Last second at which it may be executed, Unix seconds; 0 for none.
struct OrderRequest {
    uint32 market;
    Side side;
    Funding funding;
    TimeInForce timeInForce;
    uint24 tick;
    uint56 lots;
    uint32 slot;
    uint16 maxLevels;
    uint32 deadline;
}

/// @notice A market in readable form; the fields are explained at {Market}.
struct MarketInfo {
    uint24 bestBid;
    uint24 bestAsk;
    uint40 sequence;
    uint256 fees;
    uint32 base;
    uint32 quote;
    uint24 cap;
    uint16 takerFee;
    uint64 expiry;
    uint256 unit;
    uint256 lotSize;
    uint256 minLots;
}

/// @notice One price level of a book.
struct DepthLevel {
    uint24 tick;
    uint56 lots;
}

/// @notice What stands in a slot.
/// @param lots Lots not yet settled: resting and filled together. 0 if the slot is free.
/// @param filled Lots of these that are filled and will be credited when the order is settled.
struct OrderInfo {
    uint32 slot;
    uint32 market;
    Side side;
    Funding funding;
    uint24 tick;
    uint56 lots;
    uint56 filled;
}

/// @notice What a take would come to.
/// @param lots Lots it would take.
/// @param levels Price levels it would take from.
/// @param notional Sum of price × lots, in base units of the quote asset.
/// @param fee Taker fee, in base units of the quote asset.
/// @param payAsset Asset that the taker pays in; `pays` of it, the fee not included.
/// @param getAsset Asset that the taker gets; `gets` of it, the fee not taken off.
struct TakePreview {
    uint256 lots;
    uint256 levels;
    uint256 notional;
    uint256 fee;
    uint32 payAsset;
    uint256 pays;
    uint32 getAsset;
    uint256 gets;
}

/// @title Gigahour exchange: the ledger and every order book
/// @notice Accounts deposit once, trade inside, and withdraw at any time. Prices are ticks, quantities are lots, and what one lot costs at
/// one tick is a whole number of base units: a trade is exact. Nothing can be liquidated: every order and every position is fully paid.
///
/// Makers are not paid by takers: a take changes the level's word and no maker's. What a maker's order was filled is computed whenever
/// the order is touched, by its owner or, through {settle}, by anyone.
///
/// No function is payable. No entry can be re-entered, and no view of balances, orders or books answers, while a token is being called.
interface IExchange {
    // ---------------------------------------------------------------- events of the book

    /// @notice An order came to rest. `actor`: its owner and slot. `change`: its lots, the level after it, its index.
    event OrderPlaced(Actor actor, Change change);

    /// @notice An order left the book with its unfilled lots, which were refunded. `change`: these lots, the level after it, its index.
    event OrderCancelled(Actor actor, Change change);

    /// @notice An order gave up lots and kept its place in the queue. `change`: the lots given up, the level after it, its index.
    event OrderReduced(Actor actor, Change change);

    /// @notice Lots were taken from the front of a level. `actor`: the taker and the slot it named. `change`: the lots, the level after it,
    /// the taker fee in units. `epoch` is that of the orders taken, also when the level emptied by it (`open` is zero then).
    ///
    /// Which makers were filled follows from the order of the level's {OrderPlaced}, {OrderReduced} and {OrderCancelled}.
    event LevelTaken(Actor actor, Change change);

    /// @notice The filled lots of an order were credited to its owner. `change`: these lots, the order's epoch and index; `open` is zero.
    event OrderSettled(Actor actor, Change change);

    /// @notice An instruction of a batch was left out, since the market had moved away from it: it changed nothing.
    /// @param instruction The instruction as it was given.
    /// @param reason PostOnly: it would have crossed. FillOrKill: it could not be filled in full.
    event InstructionSkipped(address indexed owner, Instruction instruction, SkipReason reason);

    // ---------------------------------------------------------------- events of the ledger

    event AssetListed(uint32 indexed asset, address indexed token, bool forward);
    event MarketListed(
        uint32 indexed market,
        uint32 indexed base,
        uint32 indexed quote,
        uint24 cap,
        uint16 takerFee,
        uint64 expiry,
        uint8 unitExponent,
        uint8 lotExponent,
        uint8 minLotsExponent
    );
    event Deposited(address indexed account, uint32 indexed asset, uint256 amount, address from);
    event Withdrawn(address indexed account, uint32 indexed asset, uint256 amount, address to);
    /// @notice `lots` complete sets were made: cap × lots paid, LONG and SHORT credited.
    event SetsSplit(address indexed account, uint32 indexed market, uint256 lots);
    /// @notice `lots` complete sets were given back: LONG and SHORT taken, cap × lots credited.
    event SetsMerged(address indexed account, uint32 indexed market, uint256 lots);
    /// @notice Taker fees left the market's word for the recipient's balance.
    event FeesCollected(uint32 indexed market, address indexed recipient, uint256 amount);
    event DefaultTakerFeeSet(uint16 takerFee);
    event FeeRecipientSet(address indexed recipient);

    // ---------------------------------------------------------------- errors

    /// @notice Why an instruction was skipped.
    enum SkipReason {
        WouldCross,
        NotFilled
    }

    error UnknownMarket(uint256 market);
    error UnknownAsset(uint256 asset);
    error AssetAlreadyListed(address token, uint256 asset);
    /// @param asset The asset; a quote asset must be even and below 65,536.
    error InvalidQuoteAsset(uint256 asset);
    /// @notice Thrown when a listing's parameter is outside its bounds.
    error InvalidListing(string parameter, uint256 given, uint256 minimum, uint256 maximum);
    /// @notice Thrown when a price is not on the grid: ticks are 1 … `maximum`.
    error InvalidTick(uint256 tick, uint256 maximum);
    /// @notice Thrown when an order is smaller than the market allows.
    error TooFewLots(uint256 lots, uint256 minimum);
    /// @notice Thrown when a spot market is asked for a funding that only a series has.
    error FundingNotSupported(uint256 market, Side side, Funding funding);
    /// @notice Thrown when complete sets are asked of a spot market.
    error NotASeries(uint256 market);
    error TradingEnded(uint256 market, uint256 expiry);
    error DeadlinePassed(uint256 deadline, uint256 timestamp);
    /// @notice Thrown by {place} when a post-only order would take.
    error PostOnlyWouldCross(uint256 tick, uint256 best);
    /// @notice Thrown by {place} when a fill-or-kill order finds fewer lots than it wants.
    error NotFilledInFull(uint256 available, uint256 wanted);
    /// @notice Thrown when one level's taker fee does not fit 56 bits: take fewer lots at a time.
    error FeeTooLarge(uint256 fee);
    error MalformedInstruction(Instruction instruction);
    /// @notice Thrown when the last instruction of a batch is cut short.
    error MalformedBatch(uint256 length, uint256 needed);
    /// @notice Thrown when a token delivered another amount than was asked for: such tokens cannot be deposited.
    error InexactTransfer(address token, uint256 expected, uint256 received);
    /// @notice Thrown when the exchange would hold more of a token than its ledger can count.
    error HoldingTooLarge(address token, uint256 held, uint256 maximum);
    error OnlySeriesRegistry(address caller);
    error FeeAboveMaximum(uint256 fee, uint256 maximum);
    /// @notice Thrown at deployment when the forward token was made for another exchange.
    error ForeignToken(address token);
    error ZeroAddress();

    // ---------------------------------------------------------------- trading

    /// @notice Places one order for the caller: takes what crosses within the limit, then rests what is left if its time in force says so.
    ///
    /// @dev Emits {LevelTaken} per price level taken from, {OrderSettled} and {OrderCancelled} for what stood in the slot, {OrderPlaced} if lots rest.
    ///
    /// Notes:
    /// - Resting orders fill at their own price: best price first, then earliest.
    /// - An order in the slot is replaced: its filled lots are settled, the rest is refunded, the new order goes to the back of its level. If only
    ///   the lots are fewer, it keeps its place.
    /// - ImmediateOrCancel and FillOrKill leave the slot alone.
    /// - If `maxLevels` stops an order that still crosses, or fewer lots than the minimum are left, the rest is dropped: the book is never crossed.
    ///
    /// Requirements:
    /// - The market trades: before its expiry. The deadline has not passed.
    /// - The tick is on the market's grid; the lots are at least the market's minimum (for orders that may rest) or 1.
    /// - The caller's free balance covers the payment of what is taken, the fee, and the escrow of what rests.
    ///
    /// @return taken Lots taken at once.
    /// @return rested Lots that rest.
    function place(OrderRequest calldata request) external returns (uint256 taken, uint256 rested);

    /// @notice Executes a batch of instructions for the caller, in order.
    ///
    /// Notes:
    /// - Only the sum of the batch has to be covered in the quote asset: what a cancel gives back may pay for an order placed before it.
    ///
    /// @dev What happens if one fails:
    /// - The market moved away (a post-only order would cross, a fill-or-kill order cannot be filled): this instruction is skipped with
    ///   {InstructionSkipped} and has changed nothing; the others go on. An order that it would have replaced stays.
    /// - Cancel or Settle of a slot that holds nothing: nothing to do, no event.
    /// - Anything else (malformed, unknown market, off the grid, expired, past its deadline, not enough balance): the whole batch reverts.
    ///
    /// The instructions stand in the calldata behind the selector, one after another: 25 bytes for an order, 5 for a Cancel or Settle,
    /// see {Instruction}. Without ABI encoding around them a batch costs about 500 gas less.
    function executePacked() external;

    /// @notice Cancels the orders in the caller's slots: settles what was filled, refunds the rest. Free slots are passed over.
    /// Never paused, also after expiry.
    function cancel(uint32[] calldata slots) external;

    /// @notice Credits what was filled of an owner's orders to the owner. Anyone may call it. Never paused, also after expiry.
    function settle(address owner, uint32[] calldata slots) external;

    /// @notice Makes complete sets: pays cap × lots, gets `lots` LONG and `lots` SHORT. At any time.
    function split(uint32 market, uint256 lots) external;

    /// @notice Gives complete sets back: pays `lots` LONG and `lots` SHORT, gets cap × lots. At any time.
    function merge(uint32 market, uint256 lots) external;

    // ---------------------------------------------------------------- ledger

    /// @notice Moves tokens of the caller into the free balance of `to`. A token of a series is burned, any other transferred.
    ///
    /// Requirements:
    /// - The exchange receives exactly `amount`: no token that takes a fee on transfer.
    /// - The exchange holds at most 2^127 base units of the token afterwards.
    function deposit(uint32 asset, uint256 amount, address to) external;

    /// @notice Moves free balance of the caller out to `to`. A token of a series is minted, any other transferred. Never paused.
    function withdraw(uint32 asset, uint256 amount, address to) external;

    // ---------------------------------------------------------------- listing and fees

    /// @notice Lists a token as an asset of the ledger. Anyone may.
    /// @return asset Its id, an even number.
    function listAsset(address token) external returns (uint32 asset);

    /// @notice Lists a spot market. Anyone may; the taker fee is the default of the day and stays.
    /// @param base Asset that is traded, even.
    /// @param quote Asset that it is priced in.
    /// @param lotExponent One lot is 10^lotExponent base units of `base`.
    /// @param unitExponent One lot × one tick costs 10^unitExponent base units of `quote`.
    /// @param minLotsExponent A resting order has at least 10^minLotsExponent lots.
    function listSpot(uint32 base, uint32 quote, uint8 lotExponent, uint8 unitExponent, uint8 minLotsExponent)
        external
        returns (uint32 market);

    /// @notice Lists a series: creates its LONG and SHORT tokens and its market. Only the series registry may, so that a
    /// symbol means what the registry says; see {ISeriesRegistry-listSeries}.
    /// @param cap Highest payoff of a LONG, in ticks.
    /// @param expiryDay Days from 1970-01-01 to the day at whose start trading ends.
    function listSeries(
        uint32 quote,
        uint24 cap,
        uint16 expiryDay,
        uint8 unitExponent,
        uint8 minLotsExponent,
        string calldata symbol
    ) external returns (uint32 market, address long, address short);

    /// @notice Moves a market's taker fees to the balance of the fee recipient. Anyone may call it.
    function collectFees(uint32 market) external returns (uint256 amount);

    /// @notice Sets the taker fee of markets listed from now on, in hundredths of a basis point. Owner only; at most {MAX_TAKER_FEE}.
    function setDefaultTakerFee(uint16 takerFee) external;

    /// @notice Sets who gets the fees that are collected from now on. Owner only.
    function setFeeRecipient(address recipient) external;

    // ---------------------------------------------------------------- views

    /// @notice Highest taker fee a market can be listed with, in hundredths of a basis point: 1 %.
    function MAX_TAKER_FEE() external view returns (uint16);
    function seriesRegistry() external view returns (address);
    function forwardToken() external view returns (address);
    function defaultTakerFee() external view returns (uint16);
    function feeRecipient() external view returns (address);
    function marketCount() external view returns (uint32);
    /// @notice Token of an asset.
    function tokenOf(uint32 asset) external view returns (address);
    /// @notice Asset of a token; 0 if it is not listed.
    function assetOf(address token) external view returns (uint32);
    /// @notice Free balance, in base units. Filled lots count once they are settled.
    function balanceOf(address account, uint32 asset) external view returns (uint256);
    function marketOf(uint32 market) external view returns (MarketInfo memory);
    /// @notice The best `maxLevels` price levels of one side, best first.
    function depth(uint32 market, Side side, uint256 maxLevels) external view returns (DepthLevel[] memory);
    /// @notice What stands in the slots of an owner, filled lots included.
    function ordersOf(address owner, uint32[] calldata slots) external view returns (OrderInfo[] memory);
    /// @notice What {place} would take now for `request`, to the last unit. Reverts where {place} would, but for balances, post-only
    /// and fill-or-kill.
    function previewTake(OrderRequest calldata request) external view returns (TakePreview memory);
}
