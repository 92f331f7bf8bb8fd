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
    /// There has never been a print: half the cap, so that LONG and SHORT get the same.
    HalfOfCap
}

/// @notice How far a delivery month has come.
/// @param daysInMonth Calendar days.
/// @param printed Days that have a price, final or not, carried ones included.
/// @param decided Days about which nothing can change any more: final ones and missing ones.
/// @param missing Days that will never have a price.
/// @param mean Arithmetic mean of the prices so far, micro-USDC per GPU-hour, rounded half up; 0 if there is none. Not capped.
struct MonthProgress {
    uint32 daysInMonth;
    uint32 printed;
    uint32 decided;
    uint32 missing;
    uint256 mean;
}

/// @notice Dates of a series' settlement, Unix seconds.
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

/// @title Final settlement: the index's mean of a delivery month becomes the price of its series
/// @notice The final settlement price is the arithmetic mean of the prints over the calendar days of the month, rounded half up to the tick and
/// at most the cap. It is written once, into the exchange, by whoever comes first.
///
/// Every day is decided at the latest 9 days after its end, whatever reporters, challengers and arbiter do ({IPriceIndex}), and then
/// {settle} succeeds: with the days that have a price; without any, with the last print before the month; without any at all, at half the cap.
interface ISettlement {
    /// @param price Micro-USDC per GPU-hour, a whole number of ticks, at most the cap.
    /// @param daysCounted Days of which it is the mean; 0 by the last two rules.
    event SeriesSettled(
        uint32 indexed market, uint32 indexed grade, uint256 price, SettlementRule rule, uint32 daysCounted
    );

    error MonthNotOver(uint32 market, uint256 end);
    /// @notice Thrown while a print of the month can still change.
    /// @param latest From when on the series can be settled in any case, Unix seconds.
    error PrintsNotFinal(uint32 market, uint32 decided, uint32 daysInMonth, uint256 latest);

    /// @notice Fixes the final settlement price of a series at the exchange. Anyone may, once.
    ///
    /// Requirements:
    /// - The delivery month is over, and each of its days decided.
    function settle(uint32 market) external;

    /// @notice Final settlement price of a series.
    /// @return isFinal Whether it has been fixed.
    /// @return price Micro-USDC per GPU-hour; 0 if it has not.
    function finalPriceOf(uint32 market) external view returns (bool isFinal, uint256 price);

    /// @notice What {settle} would fix with the prints as they are now, whether it is possible yet or not.
    function previewOf(uint32 market) external view returns (uint256 price, SettlementRule rule, uint32 daysCounted);

    function progressOf(uint32 market) external view returns (MonthProgress memory);
    function datesOf(uint32 market) external view returns (SettlementDates memory);

    function exchange() external view returns (address);
    function seriesRegistry() external view returns (address);
    function priceIndex() external view returns (address);
}
