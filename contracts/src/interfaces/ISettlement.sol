// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice By which rule a final settlement price came about.
enum SettlementRule {
    /// Mean over all calendar days of the month, carried ones included.
    MeanOfMonth,
    /// Mean over the days that have a price: others are missing.
    MeanOfPrintedDays,
    /// No day has a price: the last final print before the month.
    LastPrintBefore,
    /// There has never been a print: half the month's latest full cap, so that LONG and SHORT of it get the same.
    HalfOfCap,
    /// Mean of the settlement prices of a quarter's or a year's months.
    MeanOfMonths,
    /// Difference of two months' settlement prices, plus {ISeriesRegistry-DIFFERENCE_BIAS}.
    DifferenceOfMonths
}

/// @notice How far a delivery month has come.
/// @param daysInMonth Calendar days.
/// @param printed Days that have a price, final or not, carried ones included.
/// @param decided Days about which nothing can change any more: final ones and missing ones.
/// @param missing Days that will never have a price.
/// @param mean Arithmetic mean of the prices so far, micro-USDC per GPU-hour, rounded half up; 0 if there is none.
struct MonthProgress {
    uint32 daysInMonth;
    uint32 printed;
    uint32 decided;
    uint32 missing;
    uint256 mean;
}

/// @notice Dates of a month's settlement, Unix seconds.
/// @param firstDay First day of the delivery month, days since 1970-01-01.
/// @param lastDay Its last day.
/// @param end End of the month: trading ends.
/// @param earliest When {ISettlement-settle} is possible if no print is challenged.
/// @param latest From when on it is possible in any case.
struct SettlementDates {
    uint32 firstDay;
    uint32 lastDay;
    uint40 end;
    uint40 earliest;
    uint40 latest;
}

/// @title Final settlement: the index's mean of a delivery month becomes the price of all its series
/// @notice The settlement price of a month is the arithmetic mean of the prints over its calendar days, rounded half up to the tick. That of a quarter
/// or a year is the mean of its months' prices, rounded half up to the tick; that of a difference follows from its two months' to the tick. Each
/// is written once, into the exchange, by whoever comes first, and all bands of the family are paid by it.
///
/// Every day is decided at the latest 9 days after its end, whatever reporters, challengers and arbiter do ({IPriceIndex}), and then
/// {settle} succeeds: with the days that have a price; without any, with the last print before the month; without any at all, at half the cap.
interface ISettlement {
    /// @param price Micro-USDC per GPU-hour, a whole number of ticks.
    /// @param daysCounted Days of which a month's is the mean; 0 by the other rules.
    event FamilySettled(
        uint32 indexed family, uint32 indexed grade, uint256 price, SettlementRule rule, uint32 daysCounted
    );

    error MonthNotOver(uint32 family, uint256 end);
    /// @notice Thrown while a print of the month can still change.
    /// @param latest From when on the month can be settled in any case, Unix seconds.
    error PrintsNotFinal(uint32 family, uint32 decided, uint32 daysInMonth, uint256 latest);
    /// @notice Thrown when a mean or a difference is to be settled before one of its months is.
    error PartNotSettled(uint32 family, uint32 part);
    /// @notice Thrown when a month's dates or progress are asked of a mean or a difference.
    error NotAMonth(uint32 family);

    /// @notice Fixes the settlement price of a family at the exchange. Anyone may, once.
    ///
    /// Requirements:
    /// - Of a month: it is over, and each of its days decided.
    /// - Of a mean or a difference: its months are settled.
    function settle(uint32 family) external;

    /// @notice What a LONG of a series pays.
    /// @return isFinal Whether it has been fixed.
    /// @return price Micro-USDC per GPU-hour; 0 if it has not.
    function finalPriceOf(uint32 market) external view returns (bool isFinal, uint256 price);

    /// @notice What {settle} would fix for a month with the prints as they are now, whether it is possible yet or not.
    function previewOf(uint32 family) external view returns (uint256 price, SettlementRule rule, uint32 daysCounted);

    function progressOf(uint32 family) external view returns (MonthProgress memory);
    function datesOf(uint32 family) external view returns (SettlementDates memory);

    function exchange() external view returns (address);
    function seriesRegistry() external view returns (address);
    function priceIndex() external view returns (address);
}
