// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ComputeCredit} from "../../src/financing/ComputeCredit.sol";
import {RevenueNote} from "../../src/financing/RevenueNote.sol";
import {Conversion, IRevenueNote, NoteTerms, Registration, StressCause} from "../../src/interfaces/IRevenueNote.sol";
import {FinancingFixture} from "./FinancingFixture.sol";

/// @notice Stress and conversion of a note of 100 notes sold: 800 USDC scheduled a month, cap 13,500 USDC. Alice holds 60, Bob 40.
contract NoteStressTest is FinancingFixture {
    uint256 private constant USDC = 1e6;
    uint256 private constant NOTE = 1_000;
    uint256 private constant FIRST = START + 45 days;

    ComputeCredit private credit;
    RevenueNote private note;

    function setUp() public override {
        super.setUp();
        // 10,000 GPU-hours, of which 2,000 are locked.
        credit = reserveCredit(grade, 10_000_000, 28_000 * USDC);
        start(2_000_000);
    }

    function start(uint256 reserveLots) private {
        note = issueNote(noteTerms(address(credit)), reserveLots);
        buy(alice, 60 * NOTE);
        buy(bob, 40 * NOTE);
    }

    function buy(address who, uint256 lots) private {
        usdc.mint(who, 1_000_000 * USDC);
        vm.startPrank(who);
        usdc.approve(address(note), type(uint256).max);
        note.buy(lots, who);
        note.register(lots);
        vm.stopPrank();
    }

    function deposit(uint256 amount) private {
        vm.prank(issuer);
        note.deposit(0, amount);
    }

    function convert(address who, uint256 lots) private {
        vm.prank(who);
        note.convert(lots);
    }

    function toStress() private {
        vm.warp(FIRST + 10 days + 1);
        printDays(1, PRICE);
        note.declareCouponMissed(1);
    }

    // ---------------------------------------------------------------- stress

    function test_STRESS_WhenACouponIsMissed_NobodyBuysHisWayIntoTheReserve() external {
        vm.warp(FIRST + 10 days + 1);
        printDays(30, PRICE);
        bytes memory ended = abi.encodeWithSelector(IRevenueNote.SaleEnded.selector, FIRST, FIRST + 10 days + 1);
        usdc.mint(carol, 100 * USDC);
        vm.startPrank(carol);
        usdc.approve(address(note), 100 * USDC);
        vm.expectRevert(ended);
        note.buy(NOTE, carol);
        vm.stopPrank();
        // The issuer had it for nothing.
        vm.expectRevert(ended);
        vm.prank(issuer);
        note.takeUnsold(9_900 * NOTE);

        note.declareCouponMissed(1);
        convert(alice, 60 * NOTE);
        convert(bob, 40 * NOTE);
        vm.warp(note.conversion().windowEnd);
        note.fixConversion();
        assertEq(note.registrationOf(alice).credits, 1_200_000, "60 % of all that is locked");
        assertEq(note.registrationOf(bob).credits, 800_000, "40 %");
    }

    function test_STRESS_WhenNothingWasSold_ThereAreNoObligations() external {
        note = issueNote(noteTerms(address(credit)), 100_000);
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.ReserveStillLocked.selector, note.dueDate(12) + 30 days));
        vm.prank(issuer);
        note.releaseReserve(issuer);
        vm.warp(FIRST + 10 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.SaleEnded.selector, FIRST, FIRST + 10 days + 1));
        vm.prank(alice);
        note.buy(1, alice);
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.NoStress.selector, StressCause.CouponMissed, 1, 0, 0));
        note.declareCouponMissed(1);
        vm.warp(note.dueDate(3) + 10 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.NoStress.selector, StressCause.CovenantBroken, 3, 0, 0));
        note.declareCovenantBroken(3);
        vm.prank(issuer);
        assertEq(note.releaseReserve(carol), 100_000, "EXIT: the reserve is the issuer's");
        assertEq(credit.balanceOf(carol), 100_000, "all of it");
    }

    function test_EXIT_WhenAnUnsoldNoteIsClosed_TheReserveIsFreeAtOnce() external {
        note = issueNote(noteTerms(address(credit)), 100_000);
        vm.startPrank(issuer);
        note.closeSale();
        assertEq(note.releaseReserve(issuer), 100_000, "nobody can ever convert");
        vm.stopPrank();
    }

    function test_STRESS_WhenACouponIsMissed() external {
        deposit(799 * USDC);
        vm.warp(FIRST + 10 days);
        vm.expectRevert(
            abi.encodeWithSelector(IRevenueNote.StressTooEarly.selector, 1, FIRST + 10 days, FIRST + 10 days)
        );
        note.declareCouponMissed(1);
        vm.warp(FIRST + 10 days + 1);
        printDays(30, PRICE);
        vm.prank(carol);
        note.declareCouponMissed(1);
        Conversion memory c = note.conversion();
        assertEq(uint8(c.cause), uint8(StressCause.CouponMissed), "799 of 800 USDC");
        assertEq(c.windowEnd, FIRST + 24 days + 1, "two weeks");
        assertEq(c.price, 2_520_000, "90 % of 2.80");
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.AlreadyStressed.selector, FIRST + 10 days + 1));
        note.declareCouponMissed(1);
    }

    function test_STRESS_WhenTheCouponIsPaidInItsGrace() external {
        vm.warp(FIRST + 10 days);
        deposit(800 * USDC);
        vm.warp(FIRST + 10 days + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IRevenueNote.NoStress.selector, StressCause.CouponMissed, 1, 800 * USDC, 800 * USDC)
        );
        note.declareCouponMissed(1);
    }

    function test_STRESS_WhenThreeMonthsAreUnder70Percent() external {
        // Three months on schedule, then too little: 1,679 of 2,400 USDC in months 4 … 6.
        deposit(2_400 * USDC);
        vm.warp(note.dueDate(4));
        deposit(1_679 * USDC);
        vm.warp(note.dueDate(6) + 10 days);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRevenueNote.StressTooEarly.selector, 6, note.dueDate(6) + 10 days, vm.getBlockTimestamp()
            )
        );
        note.declareCovenantBroken(6);
        vm.warp(note.dueDate(6) + 10 days + 1);
        note.declareCovenantBroken(6);
        assertEq(uint8(note.conversion().cause), uint8(StressCause.CovenantBroken), "69.96 %");
    }

    function test_STRESS_WhenThreeMonthsAreAt70Percent() external {
        deposit(2_400 * USDC);
        vm.warp(note.dueDate(4));
        deposit(1_680 * USDC);
        vm.warp(note.dueDate(6) + 10 days + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRevenueNote.NoStress.selector, StressCause.CovenantBroken, 6, 1_680 * USDC, 1_680 * USDC
            )
        );
        note.declareCovenantBroken(6);
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.UnknownMonth.selector, 2, 3, 12));
        note.declareCovenantBroken(2);
    }

    function test_STRESS_WhenCouponsWerePaidAhead_TheyCount() external {
        // 721 USDC more than the first three months ask for, and 959 of 2,400 in the next three.
        deposit(3_121 * USDC);
        vm.warp(note.dueDate(4));
        deposit(959 * USDC);
        vm.warp(note.dueDate(6) + 10 days + 1);
        (uint256 had, uint256 needed) = note.covenantOf(6);
        assertEq(had, 1_680 * USDC, "959 and 721");
        assertEq(needed, 1_680 * USDC, "70 % of 2,400");
        vm.expectRevert(
            abi.encodeWithSelector(IRevenueNote.NoStress.selector, StressCause.CovenantBroken, 6, had, needed)
        );
        note.declareCovenantBroken(6);
    }

    function test_STRESS_WhenTheCapIsReached_ThereIsNone() external {
        deposit(13_500 * USDC);
        vm.warp(FIRST + 365 days);
        vm.expectRevert();
        note.declareCovenantBroken(6);
        vm.expectRevert();
        note.declareCouponMissed(12);
        vm.prank(issuer);
        assertEq(note.releaseReserve(issuer), 2_000_000, "and the reserve is free");
    }

    function test_STRESS_WhenTheMarketMoves_NothingHappens() external {
        deposit(800 * USDC);
        vm.warp(FIRST + 10 days + 1);
        // The index falls to nothing and the notes are given away: neither is in the terms.
        printDays(30, 1);
        vm.expectRevert();
        note.declareCouponMissed(1);
        assertEq(note.conversion().declaredAt, 0, "no stress");
    }

    function test_STRESS_WhenThereAreFewPrints_TheirMeanCounts() external {
        // A fresh grade: two prints are all there is.
        uint32 fresh = listGrade("H200-US", "H200");
        vm.warp(FIRST + 10 days + 1);
        print(fresh, today() - 3, 1_000_000);
        credit = reserveCredit(fresh, 1_000_000, 200 * USDC);
        NoteTerms memory terms = noteTerms(address(credit));
        terms.firstDue = uint64(vm.getBlockTimestamp() + 1 days);
        note = issueNote(terms, 1_000);
        buy(alice, NOTE);
        vm.warp(vm.getBlockTimestamp() + 11 days + 1);
        print(fresh, today() - 3, 2_000_000);
        note.declareCouponMissed(1);
        assertEq(note.conversion().price, 1_350_000, "90 % of the mean of 1.00 and 2.00");
    }

    // ---------------------------------------------------------------- conversion

    function test_STRESS_WhenTheReserveSuffices() external {
        deposit(500 * USDC);
        toStress();
        convert(alice, 30 * NOTE);
        vm.warp(note.conversion().windowEnd);
        note.fixConversion();

        // A note can still pay 130 USDC. 30 of them: 3,900 USDC at 2.52 are 1,547.619 GPU-hours.
        Conversion memory c = note.conversion();
        assertEq(c.converted, 30 * NOTE, "all of them");
        assertEq(c.credits, 1_547_619, "at 2.52 USDC");
        assertEq(note.state().supply, 70 * NOTE, "70 notes are left");
        vm.prank(alice);
        assertEq(note.takeCredits(alice), 1_547_619, "hers");
        assertEq(credit.balanceOf(alice), 1_547_619, "in her wallet");
        vm.prank(alice);
        assertEq(note.collect(alice), 300 * USDC, "the coupons of before are hers besides");
        vm.prank(issuer);
        assertEq(note.releaseReserve(issuer), 452_381, "the issuer has the rest of the reserve");
    }

    function test_STRESS_WhenTheReserveIsShort_AllAreConvertedInProportion() external {
        toStress();
        // 135 USDC a note: 100 notes ask for 13,500 / 2.52 = 5,357.142 GPU-hours; 2,000 are there.
        convert(bob, 40 * NOTE);
        vm.warp(vm.getBlockTimestamp() + 13 days);
        convert(alice, 60 * NOTE);
        vm.warp(note.conversion().windowEnd);
        note.fixConversion();
        // 100,000 × 2,000,000 / 5,357,142 = 37,333.33…, up.
        assertEq(note.conversion().converted, 37_334, "37 notes in a hundred");
        assertEq(note.registrationOf(alice).credits, 1_200_000, "60 %");
        assertEq(note.registrationOf(bob).credits, 800_000, "40 %, though he came first");
        assertEq(note.registrationOf(alice).lots, 60_000 - 22_401, "the others are still hers");
        assertEq(note.registrationOf(bob).lots, 40_000 - 14_934, "and his");

        deposit(626_660_000);
        // 62,666 lots are left: 10 USDC a note.
        vm.prank(alice);
        assertApproxEqAbs(note.collect(alice), 375_990_000, 1, "what was not covered is a claim");
    }

    function test_STRESS_WhenACouponComesInTheWindow_ConvertedNotesEarnIt() external {
        toStress();
        convert(bob, 10 * NOTE);
        deposit(500 * USDC);
        vm.warp(note.conversion().windowEnd);
        note.fixConversion();
        // 130 USDC a note × 10 at 2.52.
        assertEq(note.conversion().credits, 515_873, "less is left to convert");
        deposit(90 * USDC);
        vm.prank(bob);
        assertEq(note.collect(bob), 230 * USDC, "5 USDC on 40 notes, 1 USDC on 30");
        vm.prank(alice);
        assertEq(note.collect(alice), 360 * USDC, "5 and 1 USDC on 60");
        assertEq(usdc.balanceOf(address(note)), 0, "all of it");
    }

    function test_STRESS_WhenItIsAskedOutsideTheWindow() external {
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.ConversionNotOpen.selector, 0, 0, START));
        convert(alice, 1);
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.ConversionNotOpen.selector, 0, 0, START));
        note.fixConversion();
        toStress();
        uint256 opened = vm.getBlockTimestamp();
        vm.expectRevert(
            abi.encodeWithSelector(IRevenueNote.ConversionNotOpen.selector, opened, opened + 14 days, opened)
        );
        note.fixConversion();
        convert(alice, 50 * NOTE);
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.TooFewRegistered.selector, 11 * NOTE, 10 * NOTE));
        convert(alice, 11 * NOTE);
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.TooFewRegistered.selector, 11 * NOTE, 10 * NOTE));
        vm.prank(alice);
        note.unregister(11 * NOTE, alice);
        vm.warp(opened + 14 days);
        vm.expectRevert(
            abi.encodeWithSelector(IRevenueNote.ConversionNotOpen.selector, opened, opened + 14 days, opened + 14 days)
        );
        convert(alice, 1);
        note.fixConversion();
        vm.expectRevert(IRevenueNote.ConversionAlreadyFixed.selector);
        note.fixConversion();
    }

    function test_EXIT_WhenNobodyConverts_TheReserveIsTheIssuers() external {
        toStress();
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.ReserveStillLocked.selector, note.conversion().windowEnd));
        vm.prank(issuer);
        note.releaseReserve(issuer);
        vm.warp(note.conversion().windowEnd);
        note.fixConversion();
        vm.prank(issuer);
        assertEq(note.releaseReserve(issuer), 2_000_000, "all of it");
        assertEq(note.state().supply, 100 * NOTE, "every note is left");
    }

    function test_EXIT_WhenMaturityPassesInPeace_TheReserveIsTheIssuers() external {
        deposit(9_600 * USDC);
        uint256 until = note.dueDate(12) + 30 days;
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.ReserveStillLocked.selector, until));
        vm.prank(issuer);
        note.releaseReserve(issuer);
        vm.warp(until + 1);
        vm.prank(issuer);
        assertEq(note.releaseReserve(carol), 2_000_000, "all of it");
        assertEq(credit.balanceOf(carol), 2_000_000, "where it was sent");
    }

    function test_WhenTheReserveIsRaised() external {
        vm.startPrank(issuer);
        credit.approve(address(note), 500_000);
        note.lockReserve(500_000);
        vm.stopPrank();
        assertEq(note.state().reserveLots, 2_500_000, "locked");
        vm.prank(issuer);
        assertTrue(credit.transfer(address(note), 1_000), "sent");
        assertEq(note.state().reserveLots, 2_500_000, "a donation is not");
    }

    function test_WhenThereIsNoReserve() external {
        note = issueNote(noteTerms(address(0)), 0);
        buy(alice, 60 * NOTE);
        toStress();
        assertEq(note.conversion().windowEnd, 0, "stress is declared, nothing converts");
        vm.expectRevert(IRevenueNote.NoReserve.selector);
        convert(alice, 1);
        vm.expectRevert(IRevenueNote.NoReserve.selector);
        note.lockReserve(1);
    }

    /// @dev STRESS by an independent model: credits in proportion to what was asked, whoever asks when.
    function testFuzz_STRESS_Proportion(uint256 ofAlice, uint256 ofBob, uint256 reserve, uint256 coupon) external {
        ofAlice = bound(ofAlice, 1, 60 * NOTE);
        ofBob = bound(ofBob, 1, 40 * NOTE);
        reserve = bound(reserve, 1, 7_000_000);
        start(reserve);
        deposit(bound(coupon, 0, 799 * USDC));
        toStress();
        convert(bob, ofBob);
        convert(alice, ofAlice);
        vm.warp(note.conversion().windowEnd);
        note.fixConversion();

        Registration memory a = note.registrationOf(alice);
        Registration memory b = note.registrationOf(bob);
        uint256 asked = ofAlice + ofBob;
        uint256 claim = note.unpaid(asked);
        uint256 wanted = claim * 1_000 / 2_520_000;
        uint256 given = wanted < reserve ? wanted : reserve;
        assertApproxEqAbs(note.conversion().credits, given, 1, "all or the reserve");
        assertApproxEqAbs(a.credits, given * ofAlice / asked, 1, "by number of notes");
        assertApproxEqAbs(b.credits, given * ofBob / asked, 1, "by number of notes");
        assertLe(a.credits + b.credits, note.conversion().credits, "never more than were set aside");
        // Notes given up are worth the credits at the price, to a lot each.
        uint256 givenUp = 100 * NOTE - a.lots - b.lots;
        assertGe(givenUp, note.conversion().converted, "at least what left the supply");
        assertLe(givenUp, note.conversion().converted + 2, "a lot a holder by rounding");
        vm.startPrank(alice);
        if (a.credits != 0) assertEq(note.takeCredits(alice), a.credits, "what the view says");
        assertEq(note.registrationOf(alice).lots, a.lots, "what the view says");
    }
}
