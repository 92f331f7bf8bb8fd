// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Funding, Side} from "../types/Side.sol";

/// @notice A market in readable form; the fields are explained at {Market}.
/// @param cap Most that a LONG pays, in ticks; 0 for a spot market.
/// @param family Whose settlement price it is settled by; 0 for a spot market.
/// @param floor Price above which a LONG pays, in ticks. The book's ticks are counted from it: an order at tick t is one at the price floor + t.
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
    uint32 family;
    uint24 floor;
}

/// @notice A block trade as its maker offers and signs it (EIP-712, domain "Gigahour" version "1", the exchange as verifying contract).
/// @param maker Who offers; an account with code answers for itself (ERC-1271).
/// @param taker Who alone may accept; 0 for anyone.
/// @param side The maker's side.
/// @param funding What the maker pays with.
/// @param tick Price, in ticks.
/// @param lots Quantity, in lots; accepted whole or not at all.
/// @param nonce Used up by the trade. Unordered: `word << 8 | bit`.
/// @param deadline Last second at which it may be accepted, Unix seconds.
struct BlockQuote {
    address maker;
    address taker;
    uint32 market;
    Side side;
    Funding funding;
    uint24 tick;
    uint56 lots;
    uint256 nonce;
    uint32 deadline;
}

/// @notice A session key as its owner gives it and signs it (EIP-712 `SetOperator` with these fields, the same domain as block quotes).
/// @param operator The account that may trade for the owner.
/// @param expiry Last second at which it may, Unix seconds; 0 revokes it.
/// @param quote Asset that its markets are priced in, and that its budget is counted in.
/// @param budget The most that its trades may cost the owner, in base units of `quote`, see {ITrading-executePackedFor}.
/// @param epoch The owner's {IClearing-grantEpoch} when it was signed.
/// @param nonce Used up by it. Unordered, shared with block quotes: `word << 8 | bit`.
/// @param deadline Last second at which the signature may be used, Unix seconds.
struct OperatorGrant {
    address owner;
    address operator;
    uint64 expiry;
    uint32 quote;
    uint96 budget;
    uint32 epoch;
    uint256 nonce;
    uint256 deadline;
}

/// @title Clearing: the doors behind which no book is walked
/// @dev A call is compared with every lower selector, for 22 gas each: what is called rarely has its parameters in an order that puts it behind
/// {withdraw}.
/// @notice Deposits and withdrawals, complete sets and their redemption, block trades, session keys, listing, halting, fees, and every view.
interface IClearing {
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
        uint8 minLotsExponent,
        uint32 family,
        uint24 floor
    );
    /// @notice A family of series was listed, which share a settlement price, a quote asset, its unit and the end of trading.
    event FamilyListed(uint32 indexed family, uint32 indexed quote, uint8 unitExponent, uint64 expiry);
    event Deposited(address indexed account, uint32 indexed asset, uint256 amount, address from);
    event Withdrawn(address indexed account, uint32 indexed asset, uint256 amount, address to);
    /// @notice `lots` complete sets were made: cap × lots paid, LONG and SHORT credited.
    event SetsSplit(address indexed account, uint32 indexed market, uint256 lots);
    /// @notice `lots` complete sets were given back: LONG and SHORT taken, cap × lots credited.
    event SetsMerged(address indexed account, uint32 indexed market, uint256 lots);
    /// @notice LONG or SHORT of a band was exchanged for as many of each of its parts.
    event BandCut(address indexed account, uint32 indexed whole, uint32[] parts, bool long, uint64 lots);
    /// @notice LONG or SHORT of adjacent bands was exchanged for as many of the band that they make up.
    event BandJoined(address indexed account, uint32 indexed whole, uint32[] parts, bool long, uint64 lots);
    /// @notice Taker fees left the market's word for the recipient's balance.
    event FeesCollected(uint32 indexed market, address indexed recipient, uint256 amount);
    event DefaultTakerFeeSet(uint16 takerFee);
    /// @notice The owner has lowered the taker fee of a listed market.
    event TakerFeeLowered(uint32 indexed market, uint16 takerFee);
    event FeeRecipientSet(address indexed recipient);

    /// @notice The price at which all series of a family are settled was fixed; it never changes.
    event SettlementPriceFixed(uint32 indexed family, uint24 tick);
    /// @notice LONG and SHORT of a settled series were paid out, `amount` in base units of the quote asset.
    event Redeemed(address indexed account, uint32 indexed market, uint256 longLots, uint256 shortLots, uint256 amount);
    /// @notice A session key was given until `expiry`, or revoked (0): for markets priced in `quote`, with a budget in base units of it.
    event OperatorSet(address indexed owner, address indexed operator, uint64 expiry, uint32 quote, uint96 budget);
    /// @notice Grants that the owner has signed for an earlier epoch, and nobody has sent, are void.
    event GrantEpochSet(address indexed owner, uint32 epoch);
    /// @notice A nonce was used up by a signed grant. Those of block trades stand in {BlockTraded}.
    event NonceUsed(address indexed owner, uint256 nonce);
    /// @notice From `timestamp` on anyone may cancel the owner's orders; 0: nobody may.
    event CancelAfterSet(address indexed owner, uint32 timestamp);
    /// @notice A block trade was printed: apart from the book, at a price that its two sides agreed on.
    /// @param side The maker's.
    /// @param fee The taker's, in base units of the quote asset.
    event BlockTraded(
        uint32 indexed market,
        address indexed maker,
        address indexed taker,
        Side side,
        Funding makerFunding,
        Funding takerFunding,
        uint24 tick,
        uint56 lots,
        uint256 fee,
        uint256 nonce
    );
    /// @notice The nonces `word << 8 | bit` of every bit of `mask` can no longer be used.
    event NoncesCancelled(address indexed owner, uint256 word, uint256 mask);
    event MarketHalted(uint32 indexed market, uint64 until);
    event MarketResumed(uint32 indexed market);
    event GuardianSet(address indexed guardian);

    // ---------------------------------------------------------------- errors

    error UnknownMarket(uint256 market);
    error UnknownAsset(uint256 asset);
    error AssetAlreadyListed(address token, uint256 asset);
    /// @notice Thrown when a market is to be priced in what the owner has not listed as a quote asset: ids below 65,536.
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
    /// @notice Thrown when a token delivered another amount than was asked for: such tokens cannot be deposited.
    error InexactTransfer(address token, uint256 expected, uint256 received);
    /// @notice Thrown when the exchange would hold more of a token than its ledger can count.
    error HoldingTooLarge(address token, uint256 held, uint256 maximum);
    /// @notice Thrown when a LONG or SHORT token is to come through Permit2: it needs no allowance, {deposit} burns it.
    error NoPermit2ForForwards(address token);
    error OnlySeriesRegistry(address caller);
    error FeeAboveMaximum(uint256 fee, uint256 maximum);
    /// @notice Thrown when a listed market's taker fee would not fall.
    error FeeNotLower(uint256 fee, uint256 listed);
    /// @notice Thrown at deployment when the forward token was made for another exchange.
    error ForeignToken(address token);
    error ZeroAddress();
    /// @notice Thrown when the exchange itself is named as the recipient of a deposit or a withdrawal: nobody could ever move it from there.
    error RecipientIsExchange();
    /// @notice Thrown when an order or a split comes to a market that a guardian has halted; `until` is its last second, Unix seconds.
    error TradingHalted(uint256 market, uint256 until);
    error OnlySettler(address caller);
    /// @notice Thrown when a family is to be settled while its series trade.
    error TradingNotEnded(uint256 family, uint256 expiry);
    error SettlementPriceAlreadyFixed(uint256 family, uint256 tick);
    error UnknownFamily(uint32 family);
    /// @notice Thrown when a part of a band is of another family, or of a spot market (0).
    error DifferentFamily(uint256 market, uint256 family, uint256 expected);
    /// @notice Thrown when a part of a band does not begin where the one before it ends.
    error BandsNotAdjacent(uint256 market, uint256 floor, uint256 expected);
    /// @notice Thrown when the parts of a band end elsewhere than the band.
    error PartsNotWhole(uint256 market, uint256 end, uint256 expected);
    /// @notice Thrown when LONG or SHORT is redeemed before the settlement price is known.
    error NotSettled(uint256 market);
    /// @notice Thrown when a signature is not the account's, or not of what was given.
    error InvalidSignature(address account);
    error NonceAlreadyUsed(address account, uint256 nonce);
    /// @notice Thrown when a grant was signed for another epoch: the owner has revoked a key, or given one himself, since.
    error GrantOfAnotherEpoch(address owner, uint256 given, uint256 current);
    /// @notice Thrown when an owner has given more than 4,194,303 session keys.
    error TooManyGrants(address owner);
    /// @notice Thrown when a block quote names another taker.
    error NotTheTaker(address taker, address caller);
    /// @notice Thrown when maker and taker of a block trade are one.
    error BlockWithOneself(address account);
    /// @notice Thrown when a block trade is smaller than {blockMinimum}.
    error BelowBlockMinimum(uint256 lots, uint256 minimum);
    error OnlyGuardian(address caller);
    /// @notice Thrown when a halt would end in the past or more than {MAX_HALT} seconds from now.
    error InvalidHalt(uint256 until, uint256 latest);
    /// @notice Thrown when a market would be halted again before it has traded for {HALT_PAUSE} seconds.
    error HaltTooSoon(uint256 market, uint256 earliest);
    /// @notice Thrown when a halt would reach into the last day of a market's trading: it would close it for good.
    /// @param latest The latest last second possible, Unix seconds.
    error HaltTooLate(uint256 market, uint256 until, uint256 latest);
    /// @notice Thrown when anyone but the guardian ends a halt before its time.
    error StillHalted(uint256 market, uint256 until);

    // ---------------------------------------------------------------- complete sets

    /// @notice Makes complete sets: pays cap × lots, gets `lots` LONG and `lots` SHORT. While the market trades.
    function split(uint32 market, uint256 lots) external;

    /// @notice Gives complete sets back: pays `lots` LONG and `lots` SHORT, gets cap × lots. At any time.
    function merge(uint32 market, uint256 lots) external;

    /// @notice Exchanges `lots` LONG (or SHORT) of a band for as many of each of its parts, which pay the same together at every settlement price.
    /// At any time, also while trading is halted and after the settlement: no new risk arises. Costs nothing.
    ///
    /// Requirements:
    /// - All series are of one family; the parts are given from the lowest, each begins where the one before it ends, and they cover the whole.
    function cut(uint32 whole, bool long, uint64 lots, uint32[] calldata parts) external;

    /// @notice The opposite of {cut}: exchanges `lots` LONG (or SHORT) of each part for as many of the whole.
    function join(uint32 whole, bool long, uint64 lots, uint32[] calldata parts) external;

    /// @notice Fixes the price at which the series of a family are settled, once. Only the settler may, after the family's expiry.
    /// @param tick In ticks.
    function fixSettlementPrice(uint32 family, uint24 tick) external;

    /// @notice Pays out LONG and SHORT of the caller's free balance: each LONG {settlementPriceOf}, each SHORT the cap less it. At any time
    /// after the price is fixed; nobody's redemption changes what another gets.
    /// @return amount In base units of the quote asset.
    function redeem(uint32 market, uint256 longLots, uint256 shortLots) external returns (uint256 amount);

    // ---------------------------------------------------------------- ledger

    /// @notice Moves tokens of the caller into the free balance of `to`. A token of a series is burned, any other transferred.
    ///
    /// Requirements:
    /// - `to` is an account: neither 0 nor the exchange.
    /// - The exchange receives exactly `amount`: no token that takes a fee on transfer.
    /// - The exchange holds at most 2^127 base units of the token afterwards.
    function deposit(uint32 asset, uint256 amount, address to) external;

    /// @notice Moves free balance of the caller out to `to`. A token of a series is minted, any other transferred. Never paused.
    /// `to` may be anything but 0 and the exchange itself.
    function withdraw(uint32 asset, uint256 amount, address to) external;

    /// @notice {deposit} with the token's own permit (ERC-2612) for the exchange, in one transaction. A permit that fails, for somebody has used
    /// it before, is passed over: the allowance decides.
    function depositWithPermit(
        uint32 asset,
        uint256 amount,
        address to,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice {deposit} through Permit2: the caller's SignatureTransfer of `amount` to the exchange. Not for tokens of a series, which need no
    /// allowance.
    function depositWithPermit2(
        uint32 asset,
        uint256 amount,
        address to,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external;

    // ---------------------------------------------------------------- batches

    /// @notice Executes a batch as far as it can. The owner's address stands in 20 bytes between the selector and the instructions: the caller, or an
    /// account whose session key the caller has.
    ///
    /// Notes:
    /// - What fails for the market's sake or a balance's is skipped with {ITrading-InstructionSkipped} and its reason, has changed nothing, and the
    ///   others go on: not covered, halted, ended, late, level full, over the key's budget, would cross, not filled.
    /// - What is malformed, off the grid, too small or of no market still reverts the whole, and so does a RequireSequence that is not met.
    /// - Each instruction has to be covered by itself, in order: place behind the cancels that pay for it.
    /// - It costs some thousand gas more an instruction than {ITrading-executePacked}.
    function executeBestEffort() external;

    // ---------------------------------------------------------------- session keys

    /// @notice Lets `operator` execute batches for the caller until `expiry` (its last second, Unix seconds), on markets priced in `quote`, with a budget
    /// that bounds what its trades can cost: see {ITrading-executePackedFor}. An expiry of 0 revokes the key.
    ///
    /// Notes:
    /// - It replaces what the operator had. The budget is a new one; orders placed before count no more, neither for it nor against it.
    /// - It ends the epoch: every grant that the caller has signed before and nobody has sent is void.
    /// @param budget In base units of `quote`.
    function setOperator(address operator, uint64 expiry, uint32 quote, uint96 budget) external;

    /// @notice {setOperator} by the owner's signature (EIP-712, or ERC-1271), sent by anyone. One that revokes ends the epoch. The grant that gave the
    /// operator its present key does nothing when it is sent again, so that whoever sends it first is in nobody's way.
    function setOperatorBySig(OperatorGrant calldata grant, bytes calldata signature) external;

    /// @notice Sets the caller's dead man's switch: from this second on anyone may cancel the caller's orders; 0 clears it.
    ///
    /// Notes:
    /// - It cancels nothing by itself and stops no taker: an order rests, and is filled, until somebody cancels it.
    /// - Nobody is paid for cancelling. Rely on it only with a keeper of your own, and give orders that must not outlive a second a deadline.
    /// In a batch the instruction CancelAfter does it.
    function setCancelAfter(uint32 timestamp) external;

    // ---------------------------------------------------------------- block trades

    /// @notice Accepts a block quote: the whole of it, at its price, beside the book. The caller pays the taker fee.
    ///
    /// Requirements:
    /// - What {ITrading-place} asks of market, tick, lots and funding; the lots are at least {blockMinimum}.
    /// - The signature is the maker's, the deadline has not passed, the nonce is unused, the caller is the taker named.
    /// - Both free balances cover what they pay.
    ///
    /// @return fee In base units of the quote asset.
    function takeBlock(BlockQuote calldata quote, bytes calldata signature, Funding takerFunding)
        external
        returns (uint256 fee);

    /// @notice Makes nonces of the caller unusable: `word << 8 | bit` for every bit of `mask`.
    function cancelNonces(uint256 word, uint256 mask) external;

    // ---------------------------------------------------------------- listing and fees

    /// @notice Lists a token as an asset of the ledger. Anyone may.
    /// @return asset Its id, an even number above 65,535: it can be traded, and not be what others are priced in.
    function listAsset(address token) external returns (uint32 asset);

    /// @notice Lists a token as a quote asset, which markets may be priced in. Owner only, so that nobody prices markets in a token that only calls
    /// itself money, and the ids that a market has room for cannot be used up.
    /// @return asset Its id, an even number below 65,536.
    function listQuoteToken(address token) external returns (uint32 asset);

    /// @notice Lists a spot market. Anyone may; the taker fee is the default of the day, and the owner may only lower it.
    /// @param base Asset that is traded, even.
    /// @param quote Asset that it is priced in.
    /// @param lotExponent One lot is 10^lotExponent base units of `base`.
    /// @param unitExponent One lot × one tick costs 10^unitExponent base units of `quote`.
    /// @param minLotsExponent A resting order has at least 10^minLotsExponent lots.
    function listSpot(uint32 base, uint32 quote, uint8 lotExponent, uint8 unitExponent, uint8 minLotsExponent)
        external
        returns (uint32 market);

    /// @notice Lists a family of series, which will share one settlement price. Only the series registry may, so that the price means what the
    /// registry says.
    /// @param expiryDay Days from 1970-01-01 to the day at whose start trading ends.
    function listFamily(uint16 expiryDay, uint32 quote, uint8 unitExponent) external returns (uint32 family);

    /// @notice Lists a series of a family: the band [floor, floor + cap] of its price. Creates its LONG and SHORT tokens and its market. Only the series
    /// registry may, so that a symbol means what the registry says.
    /// @param floor Price above which a LONG pays, in ticks.
    /// @param cap Most that a LONG pays, in ticks.
    function listSeries(uint32 family, string calldata symbol, uint8 minLotsExponent, uint24 floor, uint24 cap)
        external
        returns (uint32 market, address long, address short);

    /// @notice Moves a market's taker fees to the balance of the fee recipient. Anyone may call it.
    function collectFees(uint32 market) external returns (uint256 amount);

    /// @notice Sets the taker fee of markets listed from now on, in hundredths of a basis point. Owner only; at most {MAX_TAKER_FEE}.
    function setDefaultTakerFee(uint16 takerFee) external;

    /// @notice Lowers the taker fee of a listed market, in hundredths of a basis point; it never rises. Owner only.
    function lowerTakerFee(uint16 takerFee, uint32 market) external;

    /// @notice Sets who gets the fees that are collected from now on. Owner only.
    function setFeeRecipient(address recipient) external;

    // ---------------------------------------------------------------- halting

    /// @notice Stops new risk in markets until `until` (its last second, Unix seconds): orders, legs, block trades and splits are refused. Cancelling,
    /// settling, merging, redeeming and withdrawing never stop. Guardian only.
    ///
    /// Requirements:
    /// - `until` is in the future and at most {MAX_HALT} seconds away.
    /// - {HALT_PAUSE} seconds have passed since the market's last halt ended: nobody can keep a market closed.
    /// - It ends at least a day before the market's trading does: nobody can close a series for good.
    function halt(uint32[] calldata markets, uint64 until) external;

    /// @notice Ends halts: the guardian at any time, anyone once they have run out (they have no effect any more, but cost every order some gas).
    function resume(uint32[] calldata markets) external;

    /// @notice Sets who may halt; 0 for nobody. Owner only.
    function setGuardian(address guardian) external;

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
    /// @notice Who may fix settlement prices.
    function settler() external view returns (address);
    /// @notice Permit2 of this chain.
    function permit2() external view returns (address);
    function guardian() external view returns (address);
    /// @notice Longest halt, in seconds: 14 days.
    function MAX_HALT() external view returns (uint256);
    /// @notice Shortest time between two halts of a market, in seconds: 7 days.
    function HALT_PAUSE() external view returns (uint256);
    /// @notice Last second of a market's latest halt, Unix seconds; 0 if there was none.
    function haltedUntil(uint32 market) external view returns (uint64);
    /// @notice Settlement price of a series, in ticks of its book: what a LONG pays. The family's price less the floor, at least 0 and at most the cap.
    function settlementPriceOf(uint32 market) external view returns (bool isFixed, uint24 tick);
    /// @notice Settlement price of a family, in ticks.
    function finalPriceOf(uint32 family) external view returns (bool isFixed, uint24 tick);
    /// @notice A session key.
    /// @return expiry Its last second, Unix seconds; 0 if there is none.
    /// @return quote Asset that its markets are priced in.
    /// @return left What is left of its budget, in base units of that asset.
    function sessionKeyOf(address owner, address operator)
        external
        view
        returns (uint64 expiry, uint32 quote, uint96 left);
    /// @notice The epoch that the owner's next signed grant has to name.
    function grantEpoch(address owner) external view returns (uint32);
    /// @notice Second from which on anyone may cancel an account's orders, Unix seconds; 0 for never.
    function cancelAfterOf(address owner) external view returns (uint32);
    /// @notice Fewest lots of a block trade: 1,000 times the fewest that may rest as an order.
    function blockMinimum(uint32 market) external view returns (uint256 lots);
    function isNonceUsed(address account, uint256 nonce) external view returns (bool);
}
