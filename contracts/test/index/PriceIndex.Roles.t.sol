// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {IIndexArbiter} from "../../src/interfaces/IIndexArbiter.sol";
import {IPriceIndex, PrintStatus, Report} from "../../src/interfaces/IPriceIndex.sol";
import {ISeriesRegistry} from "../../src/interfaces/ISeriesRegistry.sol";
import {IndexFixture} from "./IndexFixture.sol";

contract PriceIndexRolesTest is IndexFixture {
    function test_WhenOneIsAddedBefore2000() external {
        goTo(FIRST + 1, 20 hours - 1);
        vm.expectEmit(address(index));
        emit IPriceIndex.ReporterAdded(grade, anyone, FIRST + 1);
        vm.prank(owner);
        index.addReporter(grade, anyone);
        assertTrue(index.isReporter(grade, anyone, FIRST + 1), "of the print to come");
        assertFalse(index.isReporter(grade, anyone, FIRST), "not of one before");
    }

    function test_WhenOneIsAddedAfter2000() external {
        goTo(FIRST, 20 hours);
        vm.expectEmit(address(index));
        emit IPriceIndex.ReporterAdded(grade, anyone, FIRST + 1);
        vm.prank(owner);
        index.addReporter(grade, anyone);
        assertFalse(index.isReporter(grade, anyone, FIRST), "not of the print being taken");
        assertTrue(index.isReporter(grade, anyone, FIRST + 1), "of the next");
        assertEq(index.reportersOf(grade).length, REPORTERS + 1, "listed");
    }

    function test_WhenOneIsRemovedDuringThePosting() external {
        goTo(FIRST, 21 hours);
        vm.expectEmit(address(index));
        emit IPriceIndex.ReporterRemoved(grade, reporters[0].addr, FIRST + 1);
        vm.prank(owner);
        index.removeReporter(grade, reporters[0].addr);
        print(FIRST, USUAL);
        assertPrint(FIRST, PrintStatus.Printed, USUAL, false, "it still observes this day");
        goTo(FIRST + 1, 21 hours);
        Report[] memory reports = batch(0, FIRST + 1, list(USUAL, USUAL, USUAL));
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.NotReporter.selector, grade, reporters[0].addr, FIRST + 1));
        index.post(grade, FIRST + 1, reports);
    }

    function test_WhenOneIsRemovedAndAddedBetweenTwoPrints() external {
        goTo(FIRST, 21 hours);
        vm.startPrank(owner);
        index.removeReporter(grade, reporters[0].addr);
        index.addReporter(grade, reporters[0].addr);
        vm.stopPrank();
        assertTrue(index.isReporter(grade, reporters[0].addr, FIRST), "of the print being taken");
        assertTrue(index.isReporter(grade, reporters[0].addr, FIRST + 9), "and of later ones");
    }

    function test_WhenOneIsAddedAgainLater() external {
        vm.prank(owner);
        index.removeReporter(grade, reporters[0].addr);
        assertFalse(index.isReporter(grade, reporters[0].addr, FIRST), "removed before its first print");
        goTo(FIRST + 5, 21 hours);
        vm.prank(owner);
        index.addReporter(grade, reporters[0].addr);
        assertFalse(index.isReporter(grade, reporters[0].addr, FIRST + 5), "not of the print being taken");
        assertTrue(index.isReporter(grade, reporters[0].addr, FIRST + 6), "of the next");
    }

    /// @dev Nobody observes a day who was not announced a week before.
    function test_WhenTheGradeHasPrints_OneIsAddedWithNotice() external {
        print(FIRST, USUAL);
        goTo(FIRST + 1, 20 hours - 1);
        vm.expectEmit(address(index));
        emit IPriceIndex.ReporterAdded(grade, anyone, FIRST + 8);
        vm.prank(owner);
        index.addReporter(grade, anyone);
        assertFalse(index.isReporter(grade, anyone, FIRST + 1), "not of the print to come");
        assertFalse(index.isReporter(grade, anyone, FIRST + 7), "not for a week");
        assertTrue(index.isReporter(grade, anyone, FIRST + 8), "then it is");
        assertEq(index.reportersOf(grade).length, REPORTERS + 1, "named from now on");
    }

    function test_WhenTheGradeHasPrints_RemovingAndAddingShortensNoNotice() external {
        print(FIRST, USUAL);
        goTo(FIRST + 1, 0);
        vm.startPrank(owner);
        index.addReporter(grade, anyone);
        index.removeReporter(grade, anyone);
        vm.expectEmit(address(index));
        emit IPriceIndex.ReporterAdded(grade, anyone, FIRST + 8);
        index.addReporter(grade, anyone);
        assertFalse(index.isReporter(grade, anyone, FIRST + 7), "as if it had been added once");
        assertTrue(index.isReporter(grade, anyone, FIRST + 8), "from then on");

        // Who has observed all along and is removed by mistake goes on; a day later it waits like anybody else.
        index.removeReporter(grade, reporters[0].addr);
        vm.expectEmit(address(index));
        emit IPriceIndex.ReporterAdded(grade, reporters[0].addr, FIRST + 1);
        index.addReporter(grade, reporters[0].addr);
        assertTrue(index.isReporter(grade, reporters[0].addr, FIRST + 1), "without a gap");
        index.removeReporter(grade, reporters[0].addr);
        goTo(FIRST + 2, 0);
        index.addReporter(grade, reporters[0].addr);
        assertFalse(index.isReporter(grade, reporters[0].addr, FIRST + 8), "not for a week");
        assertTrue(index.isReporter(grade, reporters[0].addr, FIRST + 9), "then again");
    }

    function test_RevertWhen_AReporterIsAddedOrRemovedTwice() external {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.AlreadyReporter.selector, grade, reporters[0].addr));
        index.addReporter(grade, reporters[0].addr);
        index.removeReporter(grade, reporters[0].addr);
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.NotReporter.selector, grade, reporters[0].addr, FIRST));
        index.removeReporter(grade, reporters[0].addr);
    }

    function test_RevertWhen_ThereAre32() external {
        vm.startPrank(owner);
        for (uint160 n = 1; n <= 32 - REPORTERS; ++n) {
            index.addReporter(grade, address(n));
        }
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.TooManyReporters.selector, grade, 32));
        index.addReporter(grade, anyone);
        index.removeReporter(grade, address(1));
        index.addReporter(grade, anyone);
    }

    function test_RevertWhen_TheGradeIsNotListed() external {
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.UnknownGrade.selector, grade + 1));
        index.addReporter(grade + 1, anyone);
    }

    function testFuzz_AnArbiterIsAnnouncedAWeekBefore(uint32 elapsed) external {
        vm.warp(uint256(FIRST) * 1 days + bound(elapsed, 0, 100 days));
        uint32 from = uint32(block.timestamp / 1 days) + (block.timestamp % 1 days >= 20 hours ? 8 : 7);
        vm.expectEmit(address(index));
        emit IPriceIndex.ArbiterSet(anyone, from);
        vm.prank(owner);
        index.setArbiter(IIndexArbiter(anyone));
        assertEq(address(index.arbiterOf(from)), anyone, "a week after the print to come");
        assertEq(address(index.arbiterOf(from - 1)), address(committee), "not before");
    }

    function test_TheReserve() external {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.ReserveTooSmall.selector, 5 * BOND, 5 * BOND + 1));
        index.withdrawReserve(owner, 5 * BOND + 1);
        vm.expectEmit(address(index));
        emit IPriceIndex.ReserveWithdrawn(anyone, 2 * BOND);
        index.withdrawReserve(anyone, 2 * BOND);
        assertEq(usdc.balanceOf(anyone), 2 * BOND, "paid");
        vm.stopPrank();
        vm.expectEmit(address(index));
        emit IPriceIndex.ReserveFunded(challenger, BOND);
        vm.prank(challenger);
        index.fundReserve(BOND);
        assertEq(index.reserve(), 4 * BOND, "anyone may fund it");
    }

    /// @dev What a challenge has locked, or someone may claim, is not the owner's.
    function test_TheOwnerCannotTakeBonds() external {
        printAndChallenge(FIRST, USUAL, 1);
        print(FIRST + 1, USUAL);
        goTo(FIRST + 2, 1);
        vm.prank(challenger);
        index.challenge(grade, FIRST + 1, 2);
        rule(FIRST, 1);
        vm.startPrank(owner);
        index.withdrawReserve(owner, 3 * BOND);
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.ReserveTooSmall.selector, 0, 1));
        index.withdrawReserve(owner, 1);
        assertEq(usdc.balanceOf(address(index)), 4 * BOND, "two bonds are the challenger's, two are at stake");
    }

    function test_RevertWhen_SomeoneElseCallsAnOwnersFunction() external {
        bytes[] memory calls = new bytes[](4);
        calls[0] = abi.encodeCall(index.addReporter, (grade, anyone));
        calls[1] = abi.encodeCall(index.removeReporter, (grade, reporters[0].addr));
        calls[2] = abi.encodeCall(index.setArbiter, (committee));
        calls[3] = abi.encodeCall(index.withdrawReserve, (anyone, 1));
        for (uint256 n; n < calls.length; ++n) {
            vm.prank(anyone);
            (bool success, bytes memory answer) = address(index).call(calls[n]);
            assertFalse(success, "refused");
            bytes memory refused = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, anyone);
            assertEq(answer, refused, "as not the owner's");
        }
    }

    function test_TheOwnerIsChangedInTwoSteps() external {
        vm.prank(owner);
        index.transferOwnership(anyone);
        assertEq(index.owner(), owner, "not before it is accepted");
        vm.prank(anyone);
        index.acceptOwnership();
        assertEq(index.owner(), anyone, "accepted");
    }
}
