// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IIndexArbiter} from "./IIndexArbiter.sol";

/// @notice What a reporter says a GPU-hour costs. Signed as EIP-712: `Observation(uint32 grade,uint32 day,uint56 price,uint40 time)`.
/// @param reporter Who observed it. An account with code answers by ERC-1271.
/// @param price Micro-USDC per GPU-hour.
/// @param time When it was observed, Unix seconds.
struct Report {
    address reporter;
    uint56 price;
    uint40 time;
    bytes signature;
}

/// @notice An observation that was accepted.
struct Observed {
    address reporter;
    uint56 price;
    uint40 time;
}

/// @notice What a day's print is. See the table at {IPriceIndex}.
enum PrintStatus {
    Pending,
    Printed,
    Challenged,
    Resolved,
    Carried,
    Missing
}

/// @notice The print of a grade and day.
/// @param isFinal Nothing about it can change any more.
/// @param price Micro-USDC per GPU-hour; 0 if there is none (Pending, Missing).
/// @param source Day on which the price was observed: an earlier one if it is carried; 0 if there is none.
/// @param observations How many reporters' observations of that day there are.
/// @param finalAt When it becomes final unless it is challenged, or at the latest once it is, Unix seconds; 0 while it is Pending.
struct Print {
    PrintStatus status;
    bool isFinal;
    uint56 price;
    uint32 source;
    uint16 observations;
    uint40 finalAt;
}

/// @notice A challenge of a print.
/// @param challenger Who posted the bond; zero if the print was never challenged.
/// @param time When, Unix seconds.
/// @param price What the challenger holds to be right, micro-USDC per GPU-hour.
/// @param arbiter Who decides.
/// @param bond Micro-USDC that the challenger put up.
/// @param counterBond Micro-USDC that the index's reserve put up against it.
/// @param isClosed The bonds have been given out.
struct Challenge {
    address challenger;
    uint40 time;
    uint56 price;
    IIndexArbiter arbiter;
    uint128 bond;
    uint128 counterBond;
    bool isClosed;
}

/// @title Price index: what a GPU-hour of a grade costs, once a day
/// @notice The print of a day is what its reporters observed at 20:00 UTC: the median of at least three of them. It owes nothing to our own book.
///
/// A *day* is counted from 1970-01-01 in UTC. A price is in micro-USDC per GPU-hour. What happens to a day's print:
///
/// | status     | when                                                       | next, and who may bring it about                                        | final            |
/// |------------|------------------------------------------------------------|-------------------------------------------------------------------------|------------------|
/// | Pending    | until 24:00 UTC, as long as observations are too few       | Printed: anyone, {post}, from 20:00. Carried, Missing: by itself, 24:00 | no               |
/// | Printed    | from the batch that brings enough observations             | until 24:00 anyone adds observations ({post}): the median moves, and is Pending again if it left the band. Challenged: anyone, {challenge}, within 48 h from 24:00 | 48 h after 24:00 |
/// | Challenged | until the arbiter has ruled                                | Resolved: anyone, {resolve}. Printed again: by itself, after 7 days     | no               |
/// | Resolved   | the arbiter has named the price                            | none                                                                    | at once          |
/// | Carried    | after 24:00 without a print, the last is 1 … 3 days old    | none                                                                    | with its source  |
/// | Missing    | after 24:00 without a print, the last is older, or none    | none                                                                    | at once          |
///
/// Notes:
/// - A median more than 15 % away from the last print before it counts from five observations on.
/// - Whoever posts cannot leave out whom he dislikes: until 24:00 anyone may add what is missing. A reporter is counted once; its first
///   observation stands.
/// - A challenger puts up {bond}; the reserve puts up as much, or all that it has: nothing if nobody funded it, and then a challenger who is right
///   gets his own bond back and no more. The arbiter's price becomes the print's. If it is more than twice as close to the challenger's as to what was
///   printed, the challenger takes both bonds, otherwise the reserve: a claim almost as wrong as the print wins nothing. If it names none within 7 days, each gets its own back and the print stands.
/// - So every day is final at the latest 9 days after its end, whoever stays silent.
/// - The owner names reporters and arbiter, and withdraws the reserve. It can change no print. Whom it adds to a grade that has prints observes 7 days
///   after the next 20:00 UTC, a new arbiter decides on prints from then on: nobody makes or judges a print who was not announced a week before.
///   Whom it removes observes no more from the next 20:00 UTC on, for a key may have been stolen; so it may choose, at once, who of the announced stays.
interface IPriceIndex {
    // ---------------------------------------------------------------- events

    /// @param fromDay First day whose print it may observe.
    event ReporterAdded(uint32 indexed grade, address indexed reporter, uint32 fromDay);
    /// @param untilDay First day whose print it may no longer observe.
    event ReporterRemoved(uint32 indexed grade, address indexed reporter, uint32 untilDay);
    /// @param fromDay First day whose challenges it decides.
    event ArbiterSet(address indexed arbiter, uint32 fromDay);
    event ObservationPosted(
        uint32 indexed grade, uint32 indexed day, address indexed reporter, uint56 price, uint40 time
    );
    /// @notice The day has a print, or its median moved.
    event Printed(uint32 indexed grade, uint32 indexed day, uint56 price, uint16 observations);
    /// @notice The day has observations and no print yet, or none any more: `needed` observations are needed for this median.
    event PrintWithheld(uint32 indexed grade, uint32 indexed day, uint56 median, uint16 observations, uint16 needed);
    /// @param price What the challenger holds to be right.
    /// @param deadline When the print stands if the arbiter has not ruled, Unix seconds.
    event PrintChallenged(
        uint32 indexed grade,
        uint32 indexed day,
        address indexed challenger,
        uint56 price,
        address arbiter,
        uint128 bond,
        uint128 counterBond,
        uint40 deadline
    );
    /// @notice The arbiter has named the price. `upheld`: it is not more than twice as close to the challenger's as to what was printed, so both bonds
    /// went to the reserve; otherwise to the challenger.
    event PrintResolved(uint32 indexed grade, uint32 indexed day, uint56 price, bool upheld);
    /// @notice The arbiter has named no price in time: the print stands and the bonds went back.
    event ChallengeLapsed(uint32 indexed grade, uint32 indexed day);
    event ReserveFunded(address indexed from, uint256 amount);
    event ReserveWithdrawn(address indexed to, uint256 amount);
    event BondClaimed(address indexed account, address indexed to, uint256 amount);

    // ---------------------------------------------------------------- errors

    error AlreadyReporter(uint32 grade, address reporter);
    error NotReporter(uint32 grade, address reporter, uint32 day);
    error TooManyReporters(uint32 grade, uint256 maximum);
    /// @notice Thrown when observations are posted before 20:00 UTC or after 24:00 UTC of their day.
    error PostingNotOpen(uint32 day, uint256 opens, uint256 closes);
    /// @notice Thrown when an observation was made too far from 20:00 UTC, or in the future.
    error ObservationOutsideWindow(address reporter, uint256 time, uint256 earliest, uint256 latest);
    error ZeroPrice(address reporter);
    error ObservationNotSigned(address reporter);
    /// @notice Thrown when a day has no print of its own, only a carried one or none.
    error NothingToChallenge(uint32 grade, uint32 day);
    error ChallengeNotOpen(uint32 day, uint256 opens, uint256 closes);
    error AlreadyChallenged(uint32 grade, uint32 day);
    /// @notice Thrown when the price that a challenger holds to be right is zero or that of the print.
    error PointlessChallenge(uint56 price, uint56 printed);
    error NoOpenChallenge(uint32 grade, uint32 day);
    /// @notice Thrown when the arbiter has not ruled, or named zero or more than 2^56 − 1.
    error NoRuling(uint32 grade, uint32 day);
    error ArbitrationOver(uint32 grade, uint32 day, uint256 deadline);
    error ArbitrationRunning(uint32 grade, uint32 day, uint256 deadline);
    error ReserveTooSmall(uint256 held, uint256 asked);
    error NoBondToClaim(address account);
    error NoFinalPrint(uint32 grade);
    error NotEnoughPrints(uint32 grade, uint256 asked, uint256 available);

    // ---------------------------------------------------------------- observations

    /// @notice Adds observations of a grade and day, and prints their median if there are enough. Anyone may.
    ///
    /// @dev Emits {ObservationPosted} per observation that is new, then {Printed} or {PrintWithheld}.
    ///
    /// Notes:
    /// - A reporter whose observation is there already is passed over, so that nobody can make a batch fail by posting a part of it first.
    ///
    /// Requirements:
    /// - It is 20:00 … 24:00 UTC of `day`.
    /// - Each is a reporter of the grade on that day, observed a price above zero within half an hour of 20:00 UTC, not in the future, and signed it.
    function post(uint32 grade, uint32 day, Report[] calldata reports) external;

    // ---------------------------------------------------------------- challenges

    /// @notice Challenges a print: takes {bond} from the caller, who must have approved it.
    ///
    /// Requirements:
    /// - The day has a print of its own that nobody has challenged, and ended less than 48 h ago.
    /// - `price` is another one than the print's.
    function challenge(uint32 grade, uint32 day, uint56 price) external;

    /// @notice Takes over what the arbiter has ruled. Anyone may, within 7 days after the challenge.
    function resolve(uint32 grade, uint32 day) external;

    /// @notice Gives the bonds of a challenge back that the arbiter has not ruled on within 7 days. Anyone may. The print is final without it.
    function lapse(uint32 grade, uint32 day) external;

    /// @notice Pays what the caller won or got back in challenges.
    function claimBond(address to) external returns (uint256 amount);

    // ---------------------------------------------------------------- reserve, reporters, arbiter

    /// @notice Adds micro-USDC of the caller to the reserve. Anyone may.
    function fundReserve(uint256 amount) external;

    /// @notice Takes micro-USDC out of the reserve that no challenge has locked. Owner only.
    function withdrawReserve(address to, uint256 amount) external;

    /// @notice Adds a reporter {NOTICE} days from the next print on, or from the next one on if the grade has no print yet. Owner only; the grade must be
    /// listed; at most {MAX_REPORTERS} a grade.
    function addReporter(uint32 grade, address reporter) external;

    /// @notice Removes a reporter from the next print on. Owner only.
    function removeReporter(uint32 grade, address reporter) external;

    /// @notice Names the arbiter of the prints {NOTICE} days from the next one on. Owner only.
    function setArbiter(IIndexArbiter arbiter) external;

    // ---------------------------------------------------------------- views: prints

    /// @notice The print of 20:00 UTC of a day.
    /// @param day Days since 1970-01-01 in UTC.
    function printOf(uint32 grade, uint32 day) external view returns (Print memory);

    /// @notice The prints of `count` days in a row.
    function printsOf(uint32 grade, uint32 fromDay, uint32 count) external view returns (Print[] memory);

    /// @notice The latest print that is final. Carried days are not prints.
    /// @return price Micro-USDC per GPU-hour.
    /// @return day Day it is of. Whoever needs a fresh price must compare it with today: it may be old.
    function latestFinal(uint32 grade) external view returns (uint256 price, uint32 day);

    /// @notice The last final print before a day; zeros if there is none.
    function lastFinalBefore(uint32 grade, uint32 day) external view returns (uint256 price, uint32 printDay);

    /// @notice Arithmetic mean of the last `count` final prints, rounded half up. Carried days are not counted.
    function meanOfLast(uint32 grade, uint32 count) external view returns (uint256 price);

    /// @notice The same of as many as there are, if they are fewer.
    /// @return price 0 if there is none.
    /// @return found How many were averaged.
    function meanOfUpTo(uint32 grade, uint32 count) external view returns (uint256 price, uint256 found);

    /// @notice The observations of a day, in the order they were posted.
    function observationsOf(uint32 grade, uint32 day) external view returns (Observed[] memory);

    function challengeOf(uint32 grade, uint32 day) external view returns (Challenge memory);

    /// @notice What a reporter signs.
    function hashObservation(uint32 grade, uint32 day, uint56 price, uint40 time) external view returns (bytes32);

    // ---------------------------------------------------------------- views: who and how much

    /// @notice Reporters that are named, those included who do not observe yet, see {isReporter}.
    function reportersOf(uint32 grade) external view returns (address[] memory);

    /// @notice Whether an account may observe the print of a day: today's, yet to come, or past ones since it was last added.
    function isReporter(uint32 grade, address reporter, uint32 day) external view returns (bool);

    /// @notice Who decides challenges of a day's prints.
    function arbiterOf(uint32 day) external view returns (IIndexArbiter);

    /// @notice Token that bonds are paid in: USDC.
    function bondToken() external view returns (address);
    /// @notice Bond of a challenge, in micro-USDC.
    function bond() external view returns (uint128);
    /// @notice Micro-USDC of the reserve that no challenge has locked.
    function reserve() external view returns (uint256);
    /// @notice Micro-USDC that an account may claim.
    function claimableBond(address account) external view returns (uint256);

    // ---------------------------------------------------------------- views: rules

    /// @notice Fewest observations of a print: 3.
    function MIN_OBSERVATIONS() external view returns (uint16);
    /// @notice Fewest observations of a print that is outside the band: 5.
    function MIN_OBSERVATIONS_OUTSIDE_BAND() external view returns (uint16);
    /// @notice How far a print may be from the last one before it, in hundredths of a percent: 1,500.
    function BAND() external view returns (uint256);
    /// @notice How many days a print is carried: 3.
    function MAX_CARRY() external view returns (uint32);
    /// @notice Most reporters of a grade: 32.
    function MAX_REPORTERS() external view returns (uint256);
    /// @notice How many days a new reporter, of a grade that has prints, and a new arbiter are announced before: 7.
    function NOTICE() external view returns (uint32);
    /// @notice Seconds after the end of a day in which its print may be challenged: 48 h.
    function CHALLENGE_WINDOW() external view returns (uint40);
    /// @notice Seconds after a challenge in which the arbiter may rule: 7 days.
    function ARBITRATION_PERIOD() external view returns (uint40);
}
