// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What is delivered, or stands behind a cash settlement.
/// @param name Full name, e.g. `H100-US`.
/// @param root Beginning of its symbols, e.g. `H100`.
/// @param referencePrice Price that caps and steps follow until the index has a final print of the grade, in ticks.
/// @param minCap Lowest cap of a month, in ticks.
/// @param maxCap Highest cap of a month, in ticks.
/// @param deliverable False if its series settle in cash only.
struct Grade {
    string name;
    string root;
    uint24 referencePrice;
    uint24 minCap;
    uint24 maxCap;
    bool deliverable;
}

/// @notice What all series are priced in.
/// @param quote Asset.
/// @param unitExponent 1 lot × 1 tick costs 10^unitExponent base units of it.
/// @param minLotsExponent A resting order has at least 10^minLotsExponent lots.
struct Pricing {
    uint32 quote;
    uint8 unitExponent;
    uint8 minLotsExponent;
}

/// @notice How a family comes by its settlement price.
enum Formula {
    /// Mean of a grade's prints over a delivery month.
    Month,
    /// Mean of the settlement prices of consecutive months of a grade: a quarter or a calendar year.
    Mean,
    /// Settlement price of one family less that of another, plus {ISeriesRegistry-DIFFERENCE_BIAS}.
    Difference
}

/// @notice A family: what has one settlement price, and series that pay for stretches of it.
/// @param grade Of a month or a mean; 0 of a difference.
/// @param year Of the (first) month; 0 of a difference.
/// @param month First month, 1 … 12; 0 of a difference.
/// @param months How many months it is the mean of; 1 for a month, 0 for a difference.
/// @param plus Of a difference: the family whose price counts up; 0 otherwise.
/// @param minus Of a difference: the family whose price counts down; 0 otherwise.
/// @param step Distance of the grid that its bands lie on, in ticks.
/// @param cap Cap of its latest full band, in ticks; 0 of a difference, which has none.
/// @param symbol e.g. `H100Z26`, `H100-Q127`, `H100-CAL27`, `H100Z26-F27`, `H200Z26-H100`.
struct Family {
    Formula formula;
    uint32 grade;
    uint16 year;
    uint8 month;
    uint8 months;
    uint32 plus;
    uint32 minus;
    uint24 step;
    uint24 cap;
    string symbol;
}

/// @notice A series: a band of a family's price.
/// @param floor Price above which a LONG pays, in ticks.
/// @param cap Most that a LONG pays, in ticks: the width of the band.
/// @param isFull True of a full band, [0, cap] by the rule of caps: the only one that is delivered.
/// @param long ERC-20 of LONG.
/// @param short ERC-20 of SHORT.
/// @param symbol The family's for its first full band, `H100Z26-C10` for a later one with a cap of 10 USDC, `H100Z26-220-320` for the band from 2.20 to
/// 3.20 USDC, `H100Z26-F27-M64-64` for that from −0.64 to 0.64.
struct Series {
    uint32 market;
    uint32 family;
    uint24 floor;
    uint24 cap;
    bool isFull;
    address long;
    address short;
    string symbol;
}

/// @title Series registry: what a symbol means
/// @notice Anyone may list a grade, its months, means and differences of them, and bands of each. Nobody chooses what could harm others:
///
/// - A **cap** is the smallest whole number of USDC at or above 2.5 × the latest final print of the grade, within the grade's bounds; its reference price
///   counts where there is no print. When the rule's cap has moved by half or more since a month was listed, the month may be listed
///   again, under a higher or a lower one. Both are series of one family, settled at one price.
/// - **Bands** lie on a grid of steps: 1/25 of the price when the family was listed, rounded down to 1, 2 or 5 times a power of ten, one cent at least
///   (a difference: a quarter of its months' step). A band is 1, 2, 4, 8, 16 … steps wide and begins at a multiple of half its width (of a step at
///   least); or it reaches from 0 to a step below the cap (its SHORT is a put); or from a step, or a lower full cap, up to a full cap (its LONG is a call
///   spread, or joins two full bands).
///
/// Symbols use the month codes of futures, F G H J K M N Q U V X Z, and name a band by its edges in cents, `M` before negative ones.
interface ISeriesRegistry {
    event GradeListed(uint32 indexed grade, Grade terms);
    /// @notice A family was listed: `terms` say what its settlement price will be. Its cap follows with its first {SeriesListed}.
    event FamilyDefined(uint32 indexed family, Family terms);
    event SeriesListed(uint32 indexed market, uint32 indexed family, Series terms);

    error UnknownGrade(uint32 grade);
    error UnknownFamily(uint32 family);
    error UnknownSeries(uint32 market);
    /// @notice Thrown when a grade's name is taken.
    error NameTaken(string name, uint32 grade);
    /// @notice Thrown when a grade's root is taken.
    error RootTaken(string root, uint32 grade);
    /// @notice Thrown when a name is not of 1 … `maximum` characters out of A–Z, 0–9 and `-`, or a root of 1 … `maximum` out of A–Z and 0–9.
    error InvalidName(string name, uint256 maximum);
    /// @notice Thrown when the caps of a grade are not whole USDC (1,000 ticks) with 1,000 ≤ minimum ≤ maximum < 2^24 − 1.
    error InvalidCapBounds(uint24 minimum, uint24 maximum);
    /// @notice Thrown when a grade's reference price is 0 or above its highest cap.
    error InvalidReferencePrice(uint24 price, uint24 maximum);
    /// @notice Thrown when a month is none, over already, or more than {MAX_MONTHS_AHEAD} months away.
    error InvalidMonth(uint16 year, uint8 month);
    /// @notice Thrown when a mean is neither of a quarter (3 months from January, April, July or October) nor of a calendar year (12 from January).
    error InvalidPeriod(uint8 month, uint8 months);
    /// @notice Thrown when a month or mean is listed again before the rule's cap has moved by half of the last one.
    /// @param cap By the rule, now.
    error CapNotMoved(uint24 cap, uint24 listed);
    /// @notice Thrown when a mean or a difference names a month that is not listed yet.
    error MonthNotListed(uint32 grade, uint16 year, uint8 month);
    /// @notice Thrown when a difference is not of two months of one grade, the nearer first, or of two grades in one month, the later listed first.
    error InvalidDifference(uint32 plus, uint32 minus);
    /// @notice Thrown when a band is not on its family's grid.
    error OffGrid(uint32 family, uint24 floor, uint24 cap, uint24 step);
    /// @notice Thrown when what is to be listed has a market, or a difference a family, already.
    error AlreadyListed(string symbol, uint32 id);

    /// @notice Lists a grade. Anyone may; names and roots belong to the first who lists them.
    function listGrade(
        string calldata name,
        string calldata root,
        uint24 referencePrice,
        uint24 minCap,
        uint24 maxCap,
        bool deliverable
    ) external returns (uint32 grade);

    /// @notice Lists a delivery month of a grade with its full band, or the month's full band under the cap that the rule now gives. Anyone may.
    ///
    /// Requirements:
    /// - The month is not over and at most {MAX_MONTHS_AHEAD} months away.
    /// - If it is listed already: the rule's cap has moved by half of the last one or more.
    function listMonth(uint32 grade, uint16 year, uint8 month) external returns (uint32 market);

    /// @notice Lists the mean of the months of a quarter or a calendar year with its full band; a second time as {listMonth}. Anyone may.
    ///
    /// Requirements:
    /// - Each of the months is listed.
    /// @param month First month.
    /// @param months 3 or 12.
    function listMean(uint32 grade, uint16 year, uint8 month, uint8 months) external returns (uint32 market);

    /// @notice Lists the difference of two months, whose bands can then be listed. Anyone may.
    ///
    /// Requirements:
    /// - Both are families of months: of one grade, the nearer first; or of one month, the grade that was listed later first. So each difference is
    ///   listed one way round.
    function listDifference(uint32 plus, uint32 minus) external returns (uint32 family);

    /// @notice Lists a band of a family. Anyone may.
    ///
    /// Requirements:
    /// - The band lies on the family's grid, and is not listed yet.
    /// @param floor Its lower edge, in ticks; of a difference with {DIFFERENCE_BIAS} added.
    /// @param cap Its width, in ticks.
    function listBand(uint32 family, uint24 floor, uint24 cap) external returns (uint32 market);

    function MAX_MONTHS_AHEAD() external view returns (uint256);
    /// @notice Added to a difference so that it is never negative, in ticks: 8,000 USDC.
    function DIFFERENCE_BIAS() external view returns (uint24);
    function gradeCount() external view returns (uint32);
    function gradeOf(uint32 grade) external view returns (Grade memory);
    function familyOf(uint32 family) external view returns (Family memory);
    function seriesOf(uint32 market) external view returns (Series memory);
    /// @notice Family of a grade's month; 0 if it is not listed.
    function familyOfMonth(uint32 grade, uint16 year, uint8 month) external view returns (uint32);
    /// @notice Market of a symbol; 0 if there is none.
    function marketOf(string calldata symbol) external view returns (uint32);
    /// @notice Cap that the rule gives a month of the grade now, in ticks.
    function capOf(uint32 grade) external view returns (uint24);
}
