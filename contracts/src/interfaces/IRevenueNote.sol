// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What a note promises; fixed when it is issued. Every *lot* is 0.001 notes, the token's base unit.
/// @param name Name of the token; 1 … 32 printable ASCII characters, as are `symbol` and `productLine`.
/// @param productLine Whose revenue is shared: `whole business`, or the name of one line.
/// @param issuePrice Micro-USDC per note.
/// @param lots Most lots that can be sold.
/// @param shareBp Share of revenue paid as coupons, in basis points: 500 … 1,000.
/// @param capBp What a note pays at most, in basis points of its issue price: 13,500 is 1.35 ×.
/// @param firstDue When the first scheduled coupon is due and the sale ends, Unix seconds. The other coupons follow month by month.
/// @param coupons How many scheduled coupons there are. The last one's date is the maturity.
/// @param minimumCoupon Smallest scheduled coupon, micro-USDC per note.
/// @param reserve Credit of the same issuer that conversion is made into; zero if the notes cannot be converted.
struct NoteTerms {
    string name;
    string symbol;
    string productLine;
    uint64 issuePrice;
    uint64 lots;
    uint16 shareBp;
    uint16 capBp;
    uint64 firstDue;
    uint16 coupons;
    uint64 minimumCoupon;
    address reserve;
}

/// @notice Why a note is under stress. None: it is not.
enum StressCause {
    None,
    CouponMissed,
    CovenantBroken
}

/// @notice Where a note stands. Quantities are lots, amounts micro-USDC.
/// @param supply Lots that coupons are shared by: bearer and registered ones.
/// @param unsold Lots that were not sold: at the issue price while `saleOpen`; burned when the sale is closed.
/// @param registered Lots registered, those asked to be converted included.
/// @param deposited All coupons ever deposited.
/// @param collected All coupons ever paid out, what was paid back for bearer notes taken off.
/// @param remaining What can be deposited until the cap is reached, by every note.
/// @param reserveLots Lots of the reserve credit that are locked here.
/// @param saleOpen The contract sells notes: until the first due date, the first deposit, or the issuer's word.
struct NoteState {
    uint256 supply;
    uint256 unsold;
    uint256 registered;
    uint256 deposited;
    uint256 collected;
    uint256 remaining;
    uint256 reserveLots;
    bool saleOpen;
}

/// @notice Notes of one holder that pay their coupons out.
/// @param lots Lots registered; coupons accrue on them.
/// @param converting Lots of these that the holder asked to be converted, until the allocation is fixed.
/// @param collectable Coupons that accrued and were not collected, micro-USDC.
/// @param credits Lots of the reserve credit that the holder got by conversion and has not taken.
struct Registration {
    uint256 lots;
    uint256 converting;
    uint256 collectable;
    uint256 credits;
}

/// @notice The conversion after stress. All zero before.
/// @param cause Why.
/// @param declaredAt When stress was declared, Unix seconds.
/// @param windowEnd Until when holders ask for conversion.
/// @param price Micro-USDC per unit of the reserve credit: 90 % of the mean of the last 30 final prints, or of those there are if they are fewer.
/// @param asked Lots of notes that holders asked to convert.
/// @param isFixed The allocation is fixed.
/// @param converted Lots of notes that became credits.
/// @param credits Lots of the reserve credit that they became.
struct Conversion {
    StressCause cause;
    uint64 declaredAt;
    uint64 windowEnd;
    uint256 price;
    uint256 asked;
    bool isFixed;
    uint256 converted;
    uint256 credits;
}

/// @title Revenue note: a share of revenue, up to a cap
/// @notice The issuer deposits a share of its revenue in USDC; every note gets the same part of each deposit until it has had `capBp` of its
/// issue price, exactly. No payoff depends on what a note trades at.
///
/// A note is held in one of two forms, changed at any time, one lot for one:
///
/// | form       | what it is                              | its coupons                                                                          |
/// |------------|-----------------------------------------|--------------------------------------------------------------------------------------|
/// | bearer     | the ERC-20: 3 decimals, permits         | stay with the note and pass with it, whoever holds it: {accumulated} says how much   |
/// | registered | an entry of the holder in this contract | are paid to the holder by {collect}, each once                                       |
///
/// {register} pays out all that the notes have accumulated; {unregister} takes as much back, so that every bearer note always carries all coupons since
/// issue and one is worth as much as another. That is why a note can lie in the exchange's ledger, in an order, in a lending market or in a bundle,
/// none of which know their depositors' history, and no coupon is lost or earned twice: **a bearer note's price includes its coupons.**
///
/// Sale: until the first coupon is due, so that nobody buys who knows already that it is missed. A note of which nothing was sold by then has no
/// obligations: no coupon, no stress, and its reserve is free.
///
/// Coupons: a deposit raises one index, coupons per lot; what does not divide is carried to the next. The index ends at the cap exactly. A deposit beyond is
/// not taken: the surplus stays with the issuer.
///
/// Stress, by the terms only, declared by anyone, one way:
/// - CouponMissed: more than {GRACE} after a due date less is deposited than was due in total until then.
/// - CovenantBroken: deposits of three months in a row, with what was paid ahead of schedule before them, are under 70 % of these months' schedule. A coupon
///   counts for the month in whose grace it is paid. It can be declared until the next month's grace ends and never again: an old breach is no option, and
///   an issuer who is ahead of schedule breaks no covenant.
/// Both read what was deposited and the clock; no market price. Once the cap is reached there is no stress.
///
/// Conversion: for {CONVERSION_WINDOW} after stress, holders say by {convert} how many registered notes they give up for credits that the issuer
/// locked here. After it anyone fixes the allocation, {fixConversion}: a lot of notes is worth what it still can pay, cap less index, at the price recorded
/// when stress was declared. If the reserve is short everyone is converted in the same proportion, whoever came first; the notes that were not stay
/// notes, with their claim.
///
/// Risks that the terms leave to whoever buys:
/// - Stress comes once. A coupon short by a single micro-USDC is enough, anyone may declare it, and it opens the one conversion there is. Once that is fixed
///   the issuer may take back all of the reserve that was not asked for: whoever did not convert has no reserve behind the coupons still to come.
/// - Notes that the issuer takes out unsold cost it nothing and count as any others, for coupons and in a conversion. Reckon with all `lots`.
///
/// Rounding: coupons and credits of a holder are rounded down to a base unit, converted notes up. Less than one micro-USDC per payment, and one lot
/// per converting holder, is left in the contract.
///
/// On the exchange: `listAsset(note)`, then `listSpot(note, USDC, 0, 0, 2)`: a tick is 0.001 USDC per note, 1 lot × 1 tick is 1 micro-USDC.
///
/// Notes: USDC, notes or credits sent to the contract past its functions belong to nobody and change nothing. A transfer of notes to it is refused.
interface IRevenueNote {
    // ---------------------------------------------------------------- events

    event NotesSold(address indexed buyer, address indexed to, uint256 lots, uint256 paid);
    /// @notice The issuer took unsold notes, to sell them elsewhere.
    event UnsoldTaken(uint256 lots);
    /// @notice No more notes come from the contract: `burned` unsold lots are gone, `supply` share the coupons.
    event SaleClosed(uint256 supply, uint256 burned);
    /// @notice A coupon was deposited.
    /// @param revenue Revenue that the issuer reported with it, micro-USDC; the coupon is at least its share.
    /// @param month Scheduled month that it counts for.
    /// @param amount Micro-USDC taken.
    /// @param deposited All coupons ever deposited, this one included.
    /// @param index Coupons per lot since issue, in micro-USDC × 2^96.
    event RevenueDeposited(uint256 indexed month, uint256 revenue, uint256 amount, uint256 deposited, uint256 index);
    /// @notice Every note has had its cap.
    event CapReached(uint256 deposited);
    /// @param paid What the notes had accumulated and the holder could collect besides, paid to the holder.
    event NotesRegistered(address indexed holder, uint256 lots, uint256 paid);
    /// @param paidBack What the holder paid back, so that the bearer notes carry all their coupons.
    event NotesUnregistered(address indexed holder, address indexed to, uint256 lots, uint256 paidBack);
    event CouponsCollected(address indexed holder, address indexed to, uint256 amount);
    event ReserveLocked(uint256 lots, uint256 reserveLots);
    event ReserveReleased(uint256 lots, address indexed to);
    /// @param month Due date that it was declared for, counted from 1.
    /// @param had What was deposited, in total or in the three months.
    /// @param needed What the terms ask for at least.
    /// @param price Micro-USDC per unit of the reserve credit; 0 without one.
    event StressDeclared(
        StressCause indexed cause, uint256 month, uint256 had, uint256 needed, uint256 price, uint64 windowEnd
    );
    event ConversionAsked(address indexed holder, uint256 lots, uint256 asked);
    event ConversionFixed(uint256 asked, uint256 converted, uint256 credits, uint256 claimPerNote);
    /// @notice A holder's part of the conversion was credited.
    event Converted(address indexed holder, uint256 asked, uint256 converted, uint256 credits);
    event CreditsTaken(address indexed holder, address indexed to, uint256 credits);

    // ---------------------------------------------------------------- errors

    error OnlyIssuer(address caller, address issuer);
    error ZeroNotes();
    /// @notice Thrown when notes are bought or taken out after the sale was closed.
    error NotForSale();
    /// @notice Thrown when notes are bought or taken out once the first coupon is due.
    error SaleEnded(uint256 firstDue, uint256 timestamp);
    error TooFewUnsold(uint256 lots, uint256 unsold);
    /// @notice Thrown when a coupon is deposited and no note was sold.
    error NoNotes();
    /// @notice Thrown when a coupon is less than the terms' share of the revenue reported with it.
    error ShareTooSmall(uint256 amount, uint256 owed);
    error CapAlreadyReached();
    error TooFewRegistered(uint256 lots, uint256 free);
    error NothingToCollect(address holder);
    error NoReserve();
    error AlreadyStressed(uint256 declaredAt);
    /// @notice Thrown when stress is declared and the terms are kept.
    error NoStress(StressCause cause, uint256 month, uint256 had, uint256 needed);
    /// @notice Thrown when stress is declared for a month that is not scheduled or before its date.
    error StressTooEarly(uint256 month, uint256 from, uint256 timestamp);
    /// @notice Thrown when a broken covenant is declared after the grace of the month that follows.
    error StressTooLate(uint256 month, uint256 until, uint256 timestamp);
    error UnknownMonth(uint256 month, uint256 first, uint256 last);
    error ConversionNotOpen(uint256 opened, uint256 windowEnd, uint256 timestamp);
    error ConversionAlreadyFixed();
    /// @notice Thrown when the issuer takes the reserve back while it may be needed.
    error ReserveStillLocked(uint256 until);

    // ---------------------------------------------------------------- primary sale

    /// @notice Buys notes at the issue price, which goes to the issuer.
    ///
    /// Requirements: the sale is not closed and `firstDue` has not come; the caller approved lots × issue price / 1,000 micro-USDC, rounded up.
    function buy(uint256 lots, address to) external returns (uint256 paid);

    /// @notice Takes unsold notes out, to be sold on the book. Issuer only, until the sale is closed or `firstDue` has come.
    function takeUnsold(uint256 lots) external;

    /// @notice Ends the sale and burns what is unsold. Issuer only; the first deposit does it too.
    function closeSale() external;

    // ---------------------------------------------------------------- coupons

    /// @notice Deposits a coupon. Issuer only.
    ///
    /// Notes:
    /// - More than the share is welcome: that is how a scheduled minimum is met in a poor month.
    /// - What exceeds the cap is not taken.
    /// - It is possible for ever, also after maturity and under stress.
    ///
    /// @param revenue Revenue of the product line since the last deposit, micro-USDC.
    /// @param amount Coupon, micro-USDC; at least `shareBp` of the revenue, rounded up.
    /// @return taken Micro-USDC taken.
    function deposit(uint256 revenue, uint256 amount) external returns (uint256 taken);

    // ---------------------------------------------------------------- holders

    /// @notice Turns bearer notes of the caller into registered ones and pays out what they have accumulated, with all else that the caller can collect.
    function register(uint256 lots) external returns (uint256 paid);

    /// @notice Turns registered notes of the caller into bearer ones of `to`, and takes back from the caller what they have accumulated
    /// ({accumulated}, rounded up), so that they carry it. What the caller can collect is used first.
    function unregister(uint256 lots, address to) external returns (uint256 paidBack);

    /// @notice Pays out the coupons that accrued on registered notes of the caller.
    function collect(address to) external returns (uint256 amount);

    /// @notice Asks for registered notes of the caller to be converted. Within the window after stress; it cannot be taken back. They go on earning until
    /// the allocation is fixed.
    function convert(uint256 lots) external;

    /// @notice Pays out the credits that a conversion brought the caller.
    function takeCredits(address to) external returns (uint256 credits);

    // ---------------------------------------------------------------- stress

    /// @notice Declares that the scheduled coupon of `month` (1 … `coupons`) is missed past its grace. Anyone may.
    function declareCouponMissed(uint256 month) external;

    /// @notice Declares that {covenantOf} of `month` (3 … `coupons`) is broken. Anyone may, from the end of its grace until the end of the next month's.
    function declareCovenantBroken(uint256 month) external;

    /// @notice Fixes the allocation of the reserve. Anyone may, once the window is over.
    function fixConversion() external;

    // ---------------------------------------------------------------- reserve

    /// @notice Locks lots of the reserve credit of the caller. Anyone may, until the allocation is fixed.
    function lockReserve(uint256 lots) external;

    /// @notice Gives the issuer what of the reserve is not needed. Issuer only: once the cap is reached, once a conversion is fixed, once the sale has ended
    /// without a note sold, or {RESERVE_HOLD} after maturity if stress was not declared.
    function releaseReserve(address to) external returns (uint256 lots);

    // ---------------------------------------------------------------- views

    /// @notice 10 days after a due date, in seconds.
    function GRACE() external view returns (uint64);
    /// @notice 14 days, in seconds.
    function CONVERSION_WINDOW() external view returns (uint64);
    /// @notice 30 days, in seconds.
    function RESERVE_HOLD() external view returns (uint64);
    /// @notice 7,000: share of three months' schedule, in basis points, below which the covenant is broken.
    function COVENANT_BP() external view returns (uint256);
    /// @notice 9,000: conversion price in basis points of the mean of the last 30 final prints.
    function CONVERSION_BP() external view returns (uint256);
    function usdc() external view returns (address);
    function issuer() external view returns (address);
    function terms() external view returns (NoteTerms memory);
    function state() external view returns (NoteState memory);
    function conversion() external view returns (Conversion memory);
    function registrationOf(address holder) external view returns (Registration memory);
    /// @notice Coupons that so many bearer lots carry, micro-USDC, rounded down: what {register} would pay.
    function accumulated(uint256 lots) external view returns (uint256 amount);
    /// @notice What so many lots can still pay until the cap, micro-USDC, rounded down.
    function unpaid(uint256 lots) external view returns (uint256 amount);
    /// @notice Coupons per lot since issue, in micro-USDC × 2^96.
    function couponIndex() external view returns (uint256);
    /// @notice Due date of a scheduled month (1 … `coupons`), Unix seconds.
    function dueDate(uint256 month) external view returns (uint256);
    /// @notice What is due in total until the date of `month`, micro-USDC: never more than the cap of all notes.
    function scheduledUntil(uint256 month) external view returns (uint256);
    /// @notice Coupons deposited for a month: after the grace of the one before, until the end of its own. Month `coupons` + 1 is all that came after.
    function depositedIn(uint256 month) external view returns (uint256);
    /// @notice The covenant of a month (3 … `coupons`), micro-USDC: broken if `had` < `needed`.
    /// @param month The last of the three months.
    /// @return had Deposits of the three months, and what had been deposited before them beyond its schedule.
    /// @return needed 70 % of the three months' schedule, rounded up.
    function covenantOf(uint256 month) external view returns (uint256 had, uint256 needed);
    /// @notice Month that a deposit counts for now.
    function currentMonth() external view returns (uint256);
}
