// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPriceIndex, Observed, Print, PrintStatus, Report} from "../../src/interfaces/IPriceIndex.sol";
import {IndexFixture} from "./IndexFixture.sol";

/// @notice A reporter that is a contract: agrees to one hash.
contract ContractReporter {
    bytes32 public agreed;

    function agree(bytes32 hash) external {
        agreed = hash;
    }

    function isValidSignature(bytes32 hash, bytes calldata) external view returns (bytes4) {
        return hash == agreed ? this.isValidSignature.selector : bytes4(0);
    }
}

contract PriceIndexPostTest is IndexFixture {
    uint40 private constant EIGHT_PM = uint40(uint256(FIRST) * 1 days + 20 hours);

    function test_WhenThreeHaveObserved() external {
        goTo(FIRST, 20 hours + 10 minutes);
        Report[] memory reports = batch(0, FIRST, list(2_900_000, 2_700_000, 2_800_000));
        vm.expectEmit(address(index));
        emit IPriceIndex.ObservationPosted(grade, FIRST, reporters[0].addr, 2_900_000, EIGHT_PM);
        vm.expectEmit(address(index));
        emit IPriceIndex.Printed(grade, FIRST, 2_800_000, 3);
        vm.prank(anyone);
        index.post(grade, FIRST, reports);

        Print memory p = index.printOf(grade, FIRST);
        assertEq(uint8(p.status), uint8(PrintStatus.Printed), "there is a print");
        assertEq(p.price, 2_800_000, "the one in the middle");
        assertEq(p.source, FIRST, "of the day itself");
        assertEq(p.observations, 3, "observations");
        assertEq(p.finalAt, uint256(FIRST + 3) * 1 days, "48 hours after the end of the day");
        assertFalse(p.isFinal, "not yet");
        Observed[] memory o = index.observationsOf(grade, FIRST);
        assertEq(o.length, 3, "all are kept");
        assertEq(o[1].reporter, reporters[1].addr, "who");
        assertEq(o[1].price, 2_700_000, "what");
        assertEq(o[1].time, EIGHT_PM, "when");
    }

    function test_WhenAnEvenNumberHasObserved() external {
        print(FIRST, list(2_800_001, 2_900_000, 2_800_004));
        index.post(grade, FIRST, only(observed(3, FIRST, 1)));
        assertPrint(FIRST, PrintStatus.Printed, 2_800_003, false, "of 2,800,001 and 2,800,004, half up");
    }

    function testFuzz_WhenAnyNumberHasObserved(uint56[6] memory prices, uint256 count) external {
        count = bound(count, 3, 6);
        uint56[] memory given = new uint56[](count);
        for (uint256 n; n < count; ++n) {
            given[n] = uint56(bound(prices[n], 1, type(uint56).max));
        }
        print(FIRST, given);
        for (uint256 n = 1; n < count; ++n) {
            for (uint256 m = n; m > 0 && given[m] < given[m - 1]; --m) {
                (given[m], given[m - 1]) = (given[m - 1], given[m]);
            }
        }
        uint256 sum = uint256(given[(count - 1) / 2]) + given[count / 2];
        assertPrint(FIRST, PrintStatus.Printed, (sum + 1) / 2, false, "median of a sorted list");
    }

    function test_WhenFewerThanThreeHaveObserved() external {
        goTo(FIRST, 21 hours);
        Report[] memory reports = batch(0, FIRST, list(2_800_000, 2_900_000));
        vm.expectEmit(address(index));
        emit IPriceIndex.PrintWithheld(grade, FIRST, 2_850_000, 2, 3);
        index.post(grade, FIRST, reports);
        assertPrint(FIRST, PrintStatus.Pending, 0, false, "two are too few");
        goTo(FIRST + 1, 0);
        assertPrint(FIRST, PrintStatus.Missing, 0, true, "and nothing to carry");
        assertEq(index.printOf(grade, FIRST).observations, 2, "they are shown");
    }

    function test_WhenTheRestIsPostedLater() external {
        print(FIRST, list(2_600_000, 2_700_000, 2_800_000));
        goTo(FIRST, 24 hours - 1);
        index.post(grade, FIRST, batch(3, FIRST, list(2_900_000, 2_900_000)));
        assertPrint(FIRST, PrintStatus.Printed, 2_800_000, false, "who posted first could not leave them out");
    }

    function test_WhenAReporterIsPostedAgain() external {
        print(FIRST, USUAL);
        Report[] memory again = batch(0, FIRST, list(USUAL, 9_000_000, 9_000_000));
        vm.recordLogs();
        index.post(grade, FIRST, again);
        assertEq(vm.getRecordedLogs().length, 0, "nothing is new");
        index.post(grade, FIRST, batch(2, FIRST, list(9_000_000, 2_900_000)));
        assertPrint(FIRST, PrintStatus.Printed, USUAL, false, "its first observation stands");
        assertEq(index.printOf(grade, FIRST).observations, 4, "the other one is new");
    }

    function test_RevertWhen_ItIsBefore2000OrAfter2400() external {
        Report[] memory reports = batch(0, FIRST, list(USUAL, USUAL, USUAL));
        uint256 opens = EIGHT_PM;
        bytes memory refused =
            abi.encodeWithSelector(IPriceIndex.PostingNotOpen.selector, FIRST, opens, opens + 4 hours);
        vm.warp(opens - 1);
        vm.expectRevert(refused);
        index.post(grade, FIRST, reports);
        vm.warp(opens + 4 hours);
        vm.expectRevert(refused);
        index.post(grade, FIRST, reports);
        vm.warp(opens + 4 hours - 1);
        index.post(grade, FIRST, reports);
    }

    function test_RevertWhen_AnObservationIsOutsideItsWindowOrInTheFuture() external {
        goTo(FIRST, 20 hours + 10 minutes);
        requireRefused(EIGHT_PM - 30 minutes - 1, EIGHT_PM + 10 minutes);
        requireRefused(EIGHT_PM + 10 minutes + 1, EIGHT_PM + 10 minutes);
        goTo(FIRST, 23 hours);
        requireRefused(EIGHT_PM + 30 minutes + 1, EIGHT_PM + 30 minutes);
        index.post(grade, FIRST, only(observedAt(0, FIRST, USUAL, EIGHT_PM + 30 minutes)));
        index.post(grade, FIRST, only(observedAt(1, FIRST, USUAL, EIGHT_PM - 30 minutes)));
        assertEq(index.printOf(grade, FIRST).observations, 2, "both ends of the window are inside");
    }

    function requireRefused(uint40 time, uint256 latest) private {
        Report[] memory reports = only(observedAt(0, FIRST, USUAL, time));
        vm.expectRevert(
            abi.encodeWithSelector(
                IPriceIndex.ObservationOutsideWindow.selector, reporters[0].addr, time, EIGHT_PM - 30 minutes, latest
            )
        );
        index.post(grade, FIRST, reports);
    }

    function test_RevertWhen_APriceIsZero() external {
        goTo(FIRST, 21 hours);
        Report[] memory reports = batch(0, FIRST, list(USUAL, 0, USUAL));
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.ZeroPrice.selector, reporters[1].addr));
        index.post(grade, FIRST, reports);
    }

    function test_RevertWhen_SomeoneIsNoReporterOfTheDay() external {
        Report memory r = observed(0, FIRST, USUAL);
        r.reporter = anyone;
        goTo(FIRST, 21 hours);
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.NotReporter.selector, grade, anyone, FIRST));
        index.post(grade, FIRST, only(r));
    }

    function test_RevertWhen_ASignatureIsNotTheReporters() external {
        goTo(FIRST, 21 hours);
        Report memory r = observed(0, FIRST, USUAL);
        bytes memory refused = abi.encodeWithSelector(IPriceIndex.ObservationNotSigned.selector, r.reporter);
        r.price = USUAL + 1;
        vm.expectRevert(refused);
        index.post(grade, FIRST, only(r));
        r = observed(0, FIRST, USUAL);
        r.signature = observed(1, FIRST, USUAL).signature;
        vm.expectRevert(refused);
        index.post(grade, FIRST, only(r));
        r.signature = "";
        vm.expectRevert(refused);
        index.post(grade, FIRST, only(r));
    }

    function test_WhenTheReporterIsAContract() external {
        ContractReporter reporter = new ContractReporter();
        vm.prank(owner);
        index.addReporter(grade, address(reporter));
        goTo(FIRST, 21 hours);
        Report memory r = Report(address(reporter), USUAL, EIGHT_PM, "");
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.ObservationNotSigned.selector, address(reporter)));
        index.post(grade, FIRST, only(r));
        reporter.agree(index.hashObservation(grade, FIRST, USUAL, EIGHT_PM));
        index.post(grade, FIRST, only(r));
        assertEq(index.printOf(grade, FIRST).observations, 1, "it has agreed");
    }

    // ---------------------------------------------------------------- outside the band

    function test_WhenThreeOrFourHaveObservedOutsideTheBand() external {
        print(FIRST, USUAL);
        // 15 % of 2,800,000 is 420,000.
        print(FIRST + 1, 3_220_000);
        assertPrint(FIRST + 1, PrintStatus.Printed, 3_220_000, false, "15 % is inside");
        // 15 % of 3,220,000 is 483,000.
        goTo(FIRST + 2, 21 hours);
        Report[] memory reports = batch(0, FIRST + 2, list(2_736_999, 2_736_999, 2_736_999));
        vm.expectEmit(address(index));
        emit IPriceIndex.PrintWithheld(grade, FIRST + 2, 2_736_999, 3, 5);
        index.post(grade, FIRST + 2, reports);
        index.post(grade, FIRST + 2, only(observed(3, FIRST + 2, 2_736_999)));
        assertPrint(FIRST + 2, PrintStatus.Pending, 0, false, "four are too few");
        goTo(FIRST + 3, 0);
        assertPrint(FIRST + 2, PrintStatus.Carried, 3_220_000, false, "the last is carried");
    }

    function test_WhenFiveHaveObservedOutsideTheBand() external {
        print(FIRST, USUAL);
        print(FIRST + 1, 1_000_000);
        index.post(grade, FIRST + 1, batch(3, FIRST + 1, list(1_000_000, USUAL)));
        assertPrint(FIRST + 1, PrintStatus.Printed, 1_000_000, false, "two further ones confirm it");
    }

    function test_WhenTheMedianMovesOutOfTheBand() external {
        print(FIRST, USUAL);
        print(FIRST + 1, list(2_800_000, 2_900_000, 5_000_000));
        assertPrint(FIRST + 1, PrintStatus.Printed, 2_900_000, false, "inside");
        index.post(grade, FIRST + 1, only(observed(3, FIRST + 1, 5_000_000)));
        assertPrint(FIRST + 1, PrintStatus.Pending, 0, false, "3,950,000 is outside, and four are too few");
        (, uint32 day) = finalAfter(FIRST + 6);
        assertEq(day, FIRST, "taken back");
    }

    function test_WhenTheLastPrintIsOldItMeasuresAtItAllTheSame() external {
        print(FIRST, USUAL);
        print(FIRST + 40, 4_000_000);
        assertPrint(FIRST + 40, PrintStatus.Pending, 0, false, "three are too few");
        index.post(grade, FIRST + 40, batch(3, FIRST + 40, list(4_000_000, 4_000_000)));
        assertPrint(FIRST + 40, PrintStatus.Printed, 4_000_000, false, "five are not");
    }

    function testFuzz_TheBand(uint56 last, uint56 next) external {
        last = uint56(bound(last, 1, 1e12));
        next = uint56(bound(next, 1, 2e12));
        print(FIRST, last);
        print(FIRST + 1, next);
        bool inside = uint256(next) * 100 >= uint256(last) * 85 && uint256(next) * 100 <= uint256(last) * 115;
        PrintStatus status = index.printOf(grade, FIRST + 1).status;
        assertEq(uint8(status), uint8(inside ? PrintStatus.Printed : PrintStatus.Pending), "85 % to 115 %");
    }

    function finalAfter(uint32 day) private returns (uint256, uint32) {
        goTo(day, 0);
        return index.latestFinal(grade);
    }
}
