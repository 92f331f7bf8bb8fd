// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {StdAssertions} from "forge-std/StdAssertions.sol";

import {PriceIndex} from "../../src/index/PriceIndex.sol";
import {Settlement} from "../../src/index/Settlement.sol";
import {IClearing} from "../../src/interfaces/IClearing.sol";
import {Challenge, IPriceIndex, Observed, Print, Report} from "../../src/interfaces/IPriceIndex.sol";
import {ISettlement, SettlementDates} from "../../src/interfaces/ISettlement.sol";

/// @notice What a call must be refused with, told from the manual and from what people did before: no error, if it must succeed.
abstract contract Refusals is StdAssertions {
    bytes4 internal constant NONE = 0;

    PriceIndex internal immutable INDEX;
    Settlement internal immutable SETTLEMENT;
    uint32 internal immutable GRADE;

    /// @dev What the index said of a challenge when it was made.
    mapping(uint32 day => bytes) public challengeMade;
    /// @dev How often the bonds of a challenge were given out.
    mapping(uint32 day => uint256) public closings;
    /// @dev What the challenger won or got back, and has not claimed.
    uint256 public owed;
    mapping(uint32 market => uint256) public settledAt;

    constructor(PriceIndex index, Settlement settlement, uint32 grade) {
        (INDEX, SETTLEMENT, GRADE) = (index, settlement, grade);
    }

    function assertAllowed(bytes4 refusal) internal pure {
        assertEq(refusal, NONE, "accepted what must be refused");
    }

    /// @dev A call that runs out of something reverts without a reason: it is no refusal.
    function assertRefused(bytes4 refusal, bytes memory reason) internal pure {
        assertNotEq(refusal, NONE, "EXIT: refused what must succeed");
        assertEq(bytes4(reason), refusal, "refused for its reason");
    }

    // ---------------------------------------------------------------- observations

    function refusalOfPost(uint32 day, Report[] memory reports) internal view returns (bytes4) {
        uint256 opens = uint256(day) * 1 days + 20 hours;
        if (block.timestamp < opens || block.timestamp >= opens + 4 hours) return IPriceIndex.PostingNotOpen.selector;
        for (uint256 n; n < reports.length; ++n) {
            if (!INDEX.isReporter(GRADE, reports[n].reporter, day)) return IPriceIndex.NotReporter.selector;
            if (hasObserved(reports[n].reporter, day)) continue;
            bytes4 refusal = refusalOfReport(day, reports[n], opens);
            if (refusal != NONE) return refusal;
        }
        return NONE;
    }

    function hasObserved(address reporter, uint32 day) private view returns (bool) {
        Observed[] memory o = INDEX.observationsOf(GRADE, day);
        for (uint256 n; n < o.length; ++n) {
            if (o[n].reporter == reporter) return true;
        }
        return false;
    }

    function refusalOfReport(uint32 day, Report memory r, uint256 opens) private view returns (bytes4) {
        if (r.price == 0) return IPriceIndex.ZeroPrice.selector;
        bool isFuture = r.time > block.timestamp;
        if (isFuture || r.time + 30 minutes < opens || r.time > opens + 30 minutes) {
            return IPriceIndex.ObservationOutsideWindow.selector;
        }
        (address signer,,) = ECDSA.tryRecover(INDEX.hashObservation(GRADE, day, r.price, r.time), r.signature);
        return signer == r.reporter ? NONE : IPriceIndex.ObservationNotSigned.selector;
    }

    // ---------------------------------------------------------------- challenges

    function refusalOfChallenge(uint32 day, uint56 price) internal view returns (bytes4) {
        Print memory p = INDEX.printOf(GRADE, day);
        if (p.source != day) return IPriceIndex.NothingToChallenge.selector;
        if (challengeMade[day].length != 0) return IPriceIndex.AlreadyChallenged.selector;
        if (price == 0 || price == p.price) return IPriceIndex.PointlessChallenge.selector;
        uint256 end = uint256(day + 1) * 1 days;
        bool isOpen = block.timestamp >= end && block.timestamp < end + 48 hours;
        return isOpen ? NONE : IPriceIndex.ChallengeNotOpen.selector;
    }

    /// @dev The arbiter is asked as he was when the print was challenged.
    function refusalOfResolve(uint32 day) internal view returns (bytes4) {
        if (!isOpenChallenge(day)) return IPriceIndex.NoOpenChallenge.selector;
        Challenge memory c = abi.decode(challengeMade[day], (Challenge));
        if (block.timestamp >= c.time + 7 days) return IPriceIndex.ArbitrationOver.selector;
        (bool isRuled, uint256 price) = c.arbiter.rulingOf(address(INDEX), GRADE, day);
        return isRuled && price != 0 && price < 1 << 56 ? NONE : IPriceIndex.NoRuling.selector;
    }

    function refusalOfLapse(uint32 day) internal view returns (bytes4) {
        if (!isOpenChallenge(day)) return IPriceIndex.NoOpenChallenge.selector;
        return block.timestamp >= challengedAt(day) + 7 days ? NONE : IPriceIndex.ArbitrationRunning.selector;
    }

    function isOpenChallenge(uint32 day) internal view returns (bool) {
        return challengeMade[day].length != 0 && closings[day] == 0;
    }

    /// @return When a day was challenged; 0 if it was not.
    function challengedAt(uint32 day) public view returns (uint256) {
        return challengeMade[day].length == 0 ? 0 : abi.decode(challengeMade[day], (Challenge)).time;
    }

    function refusalOfClaim() internal view returns (bytes4) {
        return owed == 0 ? IPriceIndex.NoBondToClaim.selector : NONE;
    }

    /// @param printed The price that was challenged.
    function resolves(uint32 day, uint256 printed) internal {
        Challenge memory c = abi.decode(challengeMade[day], (Challenge));
        (, uint256 ruled) = c.arbiter.rulingOf(address(INDEX), GRADE, day);
        assertEq(INDEX.printOf(GRADE, day).price, ruled, "the arbiter's price");
        ++closings[day];
        if (2 * distance(ruled, c.price) < distance(ruled, printed)) owed += c.bond + c.counterBond;
    }

    function lapses(uint32 day) internal {
        Challenge memory c = abi.decode(challengeMade[day], (Challenge));
        ++closings[day];
        owed += c.bond;
    }

    function distance(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a - b : b - a;
    }

    // ---------------------------------------------------------------- settlement

    /// @dev Nine days after the end of the month no day may hold it up, whatever the index says of it.
    function refusalOfSettle(uint32 market) internal view returns (bytes4) {
        SettlementDates memory dates = SETTLEMENT.datesOf(market);
        uint256 end = endOf(market);
        if (block.timestamp < end) return ISettlement.MonthNotOver.selector;
        for (uint32 day = dates.firstDay; day <= dates.lastDay && block.timestamp < end + 9 days; ++day) {
            if (!INDEX.printOf(GRADE, day).isFinal) return ISettlement.PrintsNotFinal.selector;
        }
        return settledAt[market] == 0 ? NONE : IClearing.SettlementPriceAlreadyFixed.selector;
    }

    function endOf(uint32 market) internal view returns (uint256) {
        return uint256(SETTLEMENT.datesOf(market).lastDay + 1) * 1 days;
    }

    // ---------------------------------------------------------------- owner

    function refusalOfReporter(address reporter, bool isAdded) internal view returns (bytes4) {
        address[] memory named = INDEX.reportersOf(GRADE);
        bool isNamed;
        for (uint256 n; n < named.length; ++n) {
            if (named[n] == reporter) isNamed = true;
        }
        if (isNamed != isAdded) return NONE;
        return isAdded ? IPriceIndex.AlreadyReporter.selector : IPriceIndex.NotReporter.selector;
    }

    function refusalOfWithdrawal(uint256 amount) internal view returns (bytes4) {
        return amount > INDEX.reserve() ? IPriceIndex.ReserveTooSmall.selector : NONE;
    }
}
