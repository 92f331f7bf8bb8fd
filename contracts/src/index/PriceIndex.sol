// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {EIP712} from "solady/utils/EIP712.sol";
import {FixedPointMathLib as Math} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IIndexArbiter} from "../interfaces/IIndexArbiter.sol";
import {Challenge, IPriceIndex, Observed, Print, Report} from "../interfaces/IPriceIndex.sol";
import {ISeriesRegistry} from "../interfaces/ISeriesRegistry.sol";
import {Average} from "./Average.sol";
import {PrintTime} from "./PrintTime.sol";
import {Prints} from "./Prints.sol";
import {Reporters} from "./Reporters.sol";

/// @title Price index
/// @notice The manual is {IPriceIndex}.
contract PriceIndex is IPriceIndex, EIP712, Ownable2Step {
    using Checkpoints for Checkpoints.Trace160;
    using EnumerableSet for EnumerableSet.AddressSet;
    using Prints for Prints.State;
    using Reporters for Reporters.State;
    using SafeTransferLib for address;

    uint16 public constant MIN_OBSERVATIONS = Prints.MIN_OBSERVATIONS;
    uint16 public constant MIN_OBSERVATIONS_OUTSIDE_BAND = Prints.MIN_OBSERVATIONS_OUTSIDE_BAND;
    uint256 public constant BAND = Prints.BAND;
    uint32 public constant MAX_CARRY = Prints.MAX_CARRY;
    uint256 public constant MAX_REPORTERS = Reporters.MAXIMUM;
    uint32 public constant NOTICE = 7;
    uint40 public constant CHALLENGE_WINDOW = Prints.CHALLENGE_WINDOW;
    uint40 public constant ARBITRATION_PERIOD = Prints.ARBITRATION_PERIOD;

    bytes32 private constant OBSERVATION_TYPEHASH =
        keccak256("Observation(uint32 grade,uint32 day,uint56 price,uint40 time)");
    /// @dev How far from 20:00 UTC an observation may have been made.
    uint256 private constant OBSERVATION_WINDOW = 30 minutes;

    ISeriesRegistry public immutable seriesRegistry;
    address public immutable bondToken;
    uint128 public immutable bond;

    uint256 public reserve;
    mapping(address account => uint256) public claimableBond;
    mapping(uint32 grade => Reporters.State) private _reporters;
    mapping(uint32 grade => Prints.State) private _prints;
    /// @dev The arbiter by the first day that it decides on.
    Checkpoints.Trace160 private _arbiters;

    /// @param bondToken_ USDC.
    /// @param bond_ Bond of a challenge, in micro-USDC.
    /// @param arbiter Of the first prints.
    constructor(
        address owner_,
        ISeriesRegistry seriesRegistry_,
        address bondToken_,
        uint128 bond_,
        IIndexArbiter arbiter
    ) Ownable(owner_) {
        seriesRegistry = seriesRegistry_;
        bondToken = bondToken_;
        bond = bond_;
        _setArbiter(arbiter, PrintTime.next());
    }

    // ---------------------------------------------------------------- observations

    /// @inheritdoc IPriceIndex
    function post(uint32 grade, uint32 day, Report[] calldata reports) external {
        uint256 opens = PrintTime.opens(day);
        uint256 closes = PrintTime.closes(day);
        if (block.timestamp < opens || block.timestamp >= closes) revert PostingNotOpen(day, opens, closes);

        Reporters.State storage reporters = _reporters[grade];
        bool isNew;
        for (uint256 n; n < reports.length; ++n) {
            Report calldata report = reports[n];
            if (!reporters.has(report.reporter, day)) revert NotReporter(grade, report.reporter, day);
            if (!reporters.note(report.reporter, day)) continue;
            _requireSound(grade, day, report, opens);
            _prints[grade].days_[day].observations.push(Observed(report.reporter, report.price, report.time));
            emit ObservationPosted(grade, day, report.reporter, report.price, report.time);
            isNew = true;
        }
        if (isNew) _print(grade, day);
    }

    function _requireSound(uint32 grade, uint32 day, Report calldata report, uint256 opens) private view {
        if (report.price == 0) revert ZeroPrice(report.reporter);
        uint256 earliest = opens - OBSERVATION_WINDOW;
        uint256 latest = opens + OBSERVATION_WINDOW;
        if (latest > block.timestamp) latest = block.timestamp;
        if (report.time < earliest || report.time > latest) {
            revert ObservationOutsideWindow(report.reporter, report.time, earliest, latest);
        }
        bytes32 hash = hashObservation(grade, day, report.price, report.time);
        if (!SignatureChecker.isValidSignatureNowCalldata(report.reporter, hash, report.signature)) {
            revert ObservationNotSigned(report.reporter);
        }
    }

    function _print(uint32 grade, uint32 day) private {
        (uint56 median, uint16 count, uint16 needed) = _prints[grade].update(day);
        if (count >= needed) emit Printed(grade, day, median, count);
        else emit PrintWithheld(grade, day, median, count, needed);
    }

    // ---------------------------------------------------------------- challenges

    /// @inheritdoc IPriceIndex
    function challenge(uint32 grade, uint32 day, uint56 price) external {
        Prints.Day storage d = _prints[grade].days_[day];
        if (!d.isPrint) revert NothingToChallenge(grade, day);
        if (d.challenge.time != 0) revert AlreadyChallenged(grade, day);
        if (price == 0 || price == d.price) revert PointlessChallenge(price, d.price);
        uint256 opens = PrintTime.closes(day);
        uint256 closes = opens + CHALLENGE_WINDOW;
        if (block.timestamp < opens || block.timestamp >= closes) revert ChallengeNotOpen(day, opens, closes);

        uint128 counterBond = reserve < bond ? uint128(reserve) : bond;
        reserve -= counterBond;
        uint40 time = uint40(block.timestamp);
        IIndexArbiter arbiter = arbiterOf(day);
        d.challenge = Challenge(msg.sender, time, price, arbiter, bond, counterBond, false);
        emit PrintChallenged(
            grade, day, msg.sender, price, address(arbiter), bond, counterBond, time + ARBITRATION_PERIOD
        );
        bondToken.safeTransferFrom(msg.sender, address(this), bond);
    }

    /// @inheritdoc IPriceIndex
    function resolve(uint32 grade, uint32 day) external {
        Prints.Day storage d = _prints[grade].days_[day];
        Challenge storage c = _openChallenge(d, grade, day);
        uint256 deadline = c.time + ARBITRATION_PERIOD;
        if (block.timestamp >= deadline) revert ArbitrationOver(grade, day, deadline);
        (bool isRuled, uint256 price) = c.arbiter.rulingOf(address(this), grade, day);
        if (!isRuled || price == 0 || price > type(uint56).max) revert NoRuling(grade, day);

        // A claim a little off a wrong print would be as wrong, and whoever made it first would take the bonds of who knows the price.
        bool upheld = Math.dist(price, d.price) <= 2 * Math.dist(price, c.price);
        c.isClosed = true;
        d.price = uint56(price);
        d.resolvedAt = uint40(block.timestamp);
        if (upheld) reserve += c.bond + c.counterBond;
        else claimableBond[c.challenger] += c.bond + c.counterBond;
        emit PrintResolved(grade, day, uint56(price), upheld);
    }

    /// @inheritdoc IPriceIndex
    function lapse(uint32 grade, uint32 day) external {
        Challenge storage c = _openChallenge(_prints[grade].days_[day], grade, day);
        uint256 deadline = c.time + ARBITRATION_PERIOD;
        if (block.timestamp < deadline) revert ArbitrationRunning(grade, day, deadline);

        c.isClosed = true;
        reserve += c.counterBond;
        claimableBond[c.challenger] += c.bond;
        emit ChallengeLapsed(grade, day);
    }

    /// @inheritdoc IPriceIndex
    function claimBond(address to) external returns (uint256 amount) {
        amount = claimableBond[msg.sender];
        if (amount == 0) revert NoBondToClaim(msg.sender);
        claimableBond[msg.sender] = 0;
        emit BondClaimed(msg.sender, to, amount);
        bondToken.safeTransfer(to, amount);
    }

    function _openChallenge(Prints.Day storage d, uint32 grade, uint32 day) private view returns (Challenge storage c) {
        c = d.challenge;
        if (c.time == 0 || c.isClosed) revert NoOpenChallenge(grade, day);
    }

    // ---------------------------------------------------------------- reserve, reporters, arbiter

    /// @inheritdoc IPriceIndex
    function fundReserve(uint256 amount) external {
        reserve += amount;
        emit ReserveFunded(msg.sender, amount);
        bondToken.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc IPriceIndex
    function withdrawReserve(address to, uint256 amount) external onlyOwner {
        if (amount > reserve) revert ReserveTooSmall(reserve, amount);
        reserve -= amount;
        emit ReserveWithdrawn(to, amount);
        bondToken.safeTransfer(to, amount);
    }

    /// @inheritdoc IPriceIndex
    function addReporter(uint32 grade, address reporter) external onlyOwner {
        // Refuses a grade that is not listed: whoever lists it later decides what it means.
        seriesRegistry.gradeOf(grade);
        // A grade without prints is nobody's yet, and must be able to begin.
        uint32 notice = _prints[grade].printed.length == 0 ? 0 : NOTICE;
        emit ReporterAdded(grade, reporter, _reporters[grade].add(grade, reporter, notice));
    }

    /// @inheritdoc IPriceIndex
    function removeReporter(uint32 grade, address reporter) external onlyOwner {
        emit ReporterRemoved(grade, reporter, _reporters[grade].remove(grade, reporter));
    }

    /// @inheritdoc IPriceIndex
    function setArbiter(IIndexArbiter arbiter) external onlyOwner {
        _setArbiter(arbiter, PrintTime.next() + NOTICE);
    }

    function _setArbiter(IIndexArbiter arbiter, uint32 day) private {
        _arbiters.push(day, uint160(address(arbiter)));
        emit ArbiterSet(address(arbiter), day);
    }

    // ---------------------------------------------------------------- views: prints

    /// @inheritdoc IPriceIndex
    function printOf(uint32 grade, uint32 day) external view returns (Print memory) {
        return _prints[grade].read(day);
    }

    /// @inheritdoc IPriceIndex
    function printsOf(uint32 grade, uint32 fromDay, uint32 count) external view returns (Print[] memory prints) {
        prints = new Print[](count);
        for (uint32 n; n < count; ++n) {
            prints[n] = _prints[grade].read(fromDay + n);
        }
    }

    /// @inheritdoc IPriceIndex
    function latestFinal(uint32 grade) external view returns (uint256 price, uint32 day) {
        Prints.State storage prints = _prints[grade];
        (bool found, uint256 position) = prints.lastFinal(prints.printed.length);
        if (!found) revert NoFinalPrint(grade);
        return (prints.priceAt(position), uint32(prints.printed[position]));
    }

    /// @inheritdoc IPriceIndex
    function lastFinalBefore(uint32 grade, uint32 day) external view returns (uint256 price, uint32 printDay) {
        Prints.State storage prints = _prints[grade];
        (bool found, uint256 position) = prints.lastFinal(prints.countBefore(day));
        if (found) return (prints.priceAt(position), uint32(prints.printed[position]));
    }

    /// @inheritdoc IPriceIndex
    function meanOfLast(uint32 grade, uint32 count) external view returns (uint256 price) {
        uint256 found;
        (price, found) = meanOfUpTo(grade, count);
        if (found == 0 || found < count) revert NotEnoughPrints(grade, count, found);
    }

    /// @inheritdoc IPriceIndex
    function meanOfUpTo(uint32 grade, uint32 count) public view returns (uint256 price, uint256 found) {
        Prints.State storage prints = _prints[grade];
        uint256 sum;
        for (uint256 n = prints.printed.length; n != 0 && found < count; --n) {
            if (!prints.isFinal(n - 1)) continue;
            sum += prints.priceAt(n - 1);
            ++found;
        }
        if (found != 0) price = Average.roundedHalfUp(sum, found);
    }

    /// @inheritdoc IPriceIndex
    function observationsOf(uint32 grade, uint32 day) external view returns (Observed[] memory) {
        return _prints[grade].days_[day].observations;
    }

    /// @inheritdoc IPriceIndex
    function challengeOf(uint32 grade, uint32 day) external view returns (Challenge memory) {
        return _prints[grade].days_[day].challenge;
    }

    /// @inheritdoc IPriceIndex
    function hashObservation(uint32 grade, uint32 day, uint56 price, uint40 time) public view returns (bytes32) {
        return _hashTypedData(keccak256(abi.encode(OBSERVATION_TYPEHASH, grade, day, price, time)));
    }

    // ---------------------------------------------------------------- views: who

    /// @inheritdoc IPriceIndex
    function reportersOf(uint32 grade) external view returns (address[] memory) {
        return _reporters[grade].next.values();
    }

    /// @inheritdoc IPriceIndex
    function isReporter(uint32 grade, address reporter, uint32 day) external view returns (bool) {
        return _reporters[grade].has(reporter, day);
    }

    /// @inheritdoc IPriceIndex
    function arbiterOf(uint32 day) public view returns (IIndexArbiter) {
        return IIndexArbiter(address(_arbiters.upperLookupRecent(day)));
    }

    function _domainNameAndVersion() internal pure override returns (string memory, string memory) {
        return ("Gigahour Price Index", "1");
    }
}
