// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What is delivered, or stands behind a cash settlement.
/// @param name Full name, e.g. `H100-US`.
/// @param root Beginning of its symbols, e.g. `H100`.
/// @param minCap Lowest cap of a series, in ticks.
/// @param maxCap Highest cap of a series, in ticks.
/// @param deliverable False if its series settle in cash only.
struct Grade {
    string name;
    string root;
    uint24 minCap;
    uint24 maxCap;
    bool deliverable;
}

/// @notice A series: a grade in a delivery month, up to a cap.
/// @param month Delivery month, 1 … 12.
/// @param cap Highest payoff of a LONG, in ticks.
/// @param long ERC-20 of LONG.
/// @param short ERC-20 of SHORT.
/// @param symbol e.g. `H100Z26`, or `H100Z26-C10` for a later one of the same month with a cap of 10 USDC.
struct Series {
    uint32 market;
    uint32 grade;
    uint16 year;
    uint8 month;
    uint24 cap;
    address long;
    address short;
    string symbol;
}

/// @title Series registry: what a symbol means
/// @notice Anyone may list a grade and any of its months. Symbols use the month codes of futures: F G H J K M N Q U V X Z.
interface ISeriesRegistry {
    event GradeListed(uint32 indexed grade, string name, string root, uint24 minCap, uint24 maxCap, bool deliverable);
    event SeriesListed(
        uint32 indexed market,
        uint32 indexed grade,
        uint16 year,
        uint8 month,
        uint24 cap,
        address long,
        address short,
        string symbol
    );

    error UnknownGrade(uint32 grade);
    error UnknownSeries(uint32 market);
    /// @notice Thrown when a grade's root is taken.
    error RootTaken(string root, uint32 grade);
    /// @notice Thrown when a name or root is not of 1 … `maximum` characters out of A–Z, 0–9 and `-`.
    error InvalidName(string name, uint256 maximum);
    /// @notice Thrown when the caps of a grade are not 1,000 ≤ minimum ≤ maximum < 2^24 − 1.
    error InvalidCapBounds(uint24 minimum, uint24 maximum);
    /// @notice Thrown when a cap is outside its grade's bounds, or no whole number of USDC (1,000 ticks).
    error InvalidCap(uint24 cap, uint24 minimum, uint24 maximum);
    /// @notice Thrown when a month is none, over already, or more than {MAX_MONTHS_AHEAD} months away.
    error InvalidMonth(uint16 year, uint8 month);
    /// @notice Thrown when a month is listed again with a cap that is not higher than the last.
    error CapNotHigher(uint24 cap, uint24 listed);
    /// @notice Thrown when a month is listed again although its best bid is below 70 % of the cap.
    error CapNotNear(uint32 market, uint24 bestBid, uint24 needed);

    /// @notice Lists a grade. Anyone may; a root belongs to the first who lists it.
    function listGrade(string calldata name, string calldata root, uint24 minCap, uint24 maxCap, bool deliverable)
        external
        returns (uint32 grade);

    /// @notice Lists a delivery month of a grade, with the market and the LONG and SHORT tokens. Anyone may.
    ///
    /// Requirements:
    /// - The month is not over and at most {MAX_MONTHS_AHEAD} months away.
    /// - The cap is within the grade's bounds and a whole number of USDC.
    /// - If the month is listed already: the cap is higher than the last one, and the best bid of that series has come to 70 % of its cap.
    ///   Whoever lists early by bidding that much himself for a moment gains nothing: one more series, with a book of its own.
    function listSeries(uint32 grade, uint16 year, uint8 month, uint24 cap) external returns (uint32 market);

    function MAX_MONTHS_AHEAD() external view returns (uint256);
    function gradeCount() external view returns (uint32);
    function gradeOf(uint32 grade) external view returns (Grade memory);
    function seriesOf(uint32 market) external view returns (Series memory);
    /// @notice Market of a symbol; 0 if there is none.
    function marketOf(string calldata symbol) external view returns (uint32);
}
