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

/// @title Trading: the doors behind which a book is walked
/// @notice Placing, replacing, taking, cancelling and settling of orders. How they match is told at {IExchange}.
interface ITrading {
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

    /// @notice {LevelTaken} for a take that went over several levels: a `change` for each, in the order of the walk, best price first. The
    /// sequence of `actor` is the market's after the last; the level before it has one less, and so on.
    event LevelsTaken(Actor actor, Change[] changes);

    /// @notice The filled lots of an order were credited to its owner. `change`: these lots, the order's epoch and index; `open` is zero.
    event OrderSettled(Actor actor, Change change);

    /// @notice An instruction of a batch was left out: it changed nothing.
    /// @param instruction The instruction as it was given.
    event InstructionSkipped(address indexed owner, Instruction instruction, SkipReason reason);

    /// @notice All legs of a strip or spread were taken; their {LevelTaken} and {LevelsTaken} stand before it in the same transaction.
    /// @param legs How many markets it took from.
    /// @param cost Net cost, fees included, in base units of the quote asset; negative for proceeds.
    event LegsTaken(address indexed taker, uint256 legs, int256 cost);

    // ---------------------------------------------------------------- errors

    /// @notice Why an instruction was skipped.
    /// - WouldCross: a post-only order would take. NotFilled: a fill-or-kill order finds too few lots.
    /// - The others in {IClearing-executeBestEffort} alone. NotCovered: the free balance does not cover it. Halted, Ended: its market. TooLate: its
    ///   deadline has passed. LevelFull: its price takes no more orders until it has been emptied. OverBudget: the session key's.
    enum SkipReason {
        WouldCross,
        NotFilled,
        NotCovered,
        Halted,
        Ended,
        TooLate,
        LevelFull,
        OverBudget
    }

    /// @notice Thrown by {place} when a post-only order would take.
    error PostOnlyWouldCross(uint256 tick, uint256 best);
    /// @notice Thrown by {place} and {takeLegs} when a fill-or-kill order finds fewer lots than it wants.
    error NotFilledInFull(uint256 available, uint256 wanted);
    /// @notice Thrown when the taker fee does not fit 56 bits: take fewer lots at a time.
    error FeeTooLarge(uint256 fee);
    error MalformedInstruction(Instruction instruction);
    /// @notice Thrown when the last instruction of a batch, or the owner before the first, is cut short.
    /// @param length Bytes of the calldata, selector included.
    error MalformedBatch(uint256 length, uint256 needed);
    /// @notice Thrown when the caller holds no session key of the owner, or it has expired.
    /// @param expiry Last second of the key, Unix seconds; 0 if there never was one, or it was revoked.
    error NotOperator(address owner, address caller, uint256 expiry);
    /// @notice Thrown when a batch requires a sequence that its market has passed: something was taken there since. Nothing of the batch is done.
    error SequenceMoved(uint256 market, uint256 required, uint256 sequence);
    /// @notice Thrown when a session key would place an order that its grant does not cover: on a market priced in another asset than `quote`, or an ask
    /// on a spot market, where what is given away has no highest worth.
    error OutsideScope(uint256 market, Side side, uint256 quote);
    /// @notice Thrown when a batch by a session key could cost its owner more than is left of the key's budget; both in base units of its asset.
    error BudgetExceeded(address owner, address operator, uint256 left, uint256 needed);
    /// @notice Thrown when somebody else's order may not be cancelled yet: its market trades, and the owner's dead man's switch is not due.
    /// @param cancelAfter Second from which on it may be, Unix seconds; 0 if the owner has set none.
    error CancelNotDue(address owner, uint256 slot, uint256 cancelAfter);
    /// @notice Thrown when the markets of legs are not strictly ascending by id: each market is taken from once.
    error LegsNotAscending(uint256 market, uint256 before);
    /// @notice Thrown when a leg is priced in another asset or unit than the leg before: their costs could not be added.
    error LegsOfDifferentMoney(uint256 market, uint256 before);
    /// @notice Thrown when all legs together would cost more than the caller allows; both in base units of the quote asset.
    error LegsTooDear(int256 cost, int256 maxCost);

    // ---------------------------------------------------------------- trading

    /// @notice Places one order for the caller: takes what crosses within the limit, then rests what is left if its time in force says so.
    ///
    /// @dev Emits {LevelTaken} or {LevelsTaken} for what is taken, {OrderSettled} and {OrderCancelled} for what stood in the slot, {OrderPlaced} if lots rest.
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
    ///
    /// RequireSequence makes a batch depend on what its sender has seen: an amended order that names the size still wanted is not added to fills that were
    /// on their way. The sequence of a market is in every event of its book and in {IClearing-marketOf}.
    ///
    /// A batch ends with the calldata, or with the instruction End (one byte is enough), behind which anything may stand. Without End, bytes that
    /// a wallet appends, such as the code of the application, are read as instructions.
    function executePacked() external;

    /// @notice Cancels the orders in the caller's slots: settles what was filled, refunds the rest. Free slots are passed over.
    /// Never paused, also after expiry.
    function cancel(uint32[] calldata slots) external;

    /// @notice Credits what was filled of an owner's orders to the owner. Anyone may call it. Never paused, also after expiry.
    function settle(address owner, uint32[] calldata slots) external;

    /// @notice {executePacked} for an owner who has given the caller a session key, see {IClearing-setOperator}. The owner's address stands in
    /// 20 bytes between the selector and the instructions.
    ///
    /// A key can do what instructions can: place, replace, cancel, settle, and push the dead man's switch on. No instruction moves
    /// funds out of the owner's account. What its trades can cost the owner is bounded:
    /// - It places orders on markets that are priced in the asset of its grant; on spot markets bids alone. It cancels and settles everywhere.
    /// - After every batch the most that all its orders can have cost the owner, each fill at the worst that the tokens can come to be worth
    ///   (LONG and SHORT between nothing and the cap, a base asset nothing), is at most its budget. What is cancelled, or bought and sold again, goes
    ///   back to the budget. Fills and cancels count once the key itself settles, cancels or replaces the order.
    /// - An order of somebody else in the slot, or of another market, is cancelled before the new one is placed: it does not keep its place.
    function executePackedFor() external;

    /// @notice Takes from several markets at once with one bound on the net cost: a strip or a calendar spread. All legs fill in full, or
    /// everything reverts.
    ///
    /// Requirements:
    /// - Each leg is an {Instruction} with the action FillOrKill and a market id above that of the leg before.
    /// - All markets have one quote asset and unit. What a leg pays or gets in LONG, SHORT or a base asset is no part of the cost.
    /// - The cost is at most `maxCost`. A negative bound asks for proceeds.
    ///
    /// @param maxCost In base units of the quote asset, fees included.
    /// @return cost As {previewLegs} says it for the same state.
    function takeLegs(Instruction[] calldata legs, int256 maxCost) external returns (int256 cost);

    /// @notice Cancels orders of another account, to which the funds go. Anyone may, once the owner's dead man's switch is due
    /// ({IClearing-setCancelAfter}), or the order's market has ended.
    function cancelFor(address owner, uint32[] calldata slots) external;

    // ---------------------------------------------------------------- views

    /// @notice The best `maxLevels` price levels of one side, best first.
    function depth(uint32 market, Side side, uint256 maxLevels) external view returns (DepthLevel[] memory);
    /// @notice What stands in the slots of an owner, filled lots included.
    function ordersOf(address owner, uint32[] calldata slots) external view returns (OrderInfo[] memory);
    /// @notice What {place} would take now for `request`, to the last unit, if the caller's slot is free: an order that is replaced leaves the book
    /// before anything is taken. Reverts where {place} would, but for balances, post-only and fill-or-kill.
    function previewTake(OrderRequest calldata request) external view returns (TakePreview memory);
    /// @notice What {takeLegs} would come to now, to the last unit, leg by leg. Reverts where it would, but for balances and the bound.
    function previewLegs(Instruction[] calldata legs) external view returns (int256 cost, TakePreview[] memory previews);
}
