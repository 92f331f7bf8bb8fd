// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LotToken} from "../../src/financing/LotToken.sol";
import {RevenueNote} from "../../src/financing/RevenueNote.sol";
import {IRevenueNote, NoteState, NoteTerms} from "../../src/interfaces/IRevenueNote.sol";
import {FinancingFixture} from "./FinancingFixture.sol";

/// @notice Sale, coupons and forms of a note: 10,000 notes at 100 USDC, cap 135 USDC a note. Alice holds 60, Bob 40.
contract RevenueNoteTest is FinancingFixture {
    uint256 private constant USDC = 1e6;
    /// @dev Lots of one note.
    uint256 private constant NOTE = 1_000;

    RevenueNote private note;

    function setUp() public override {
        super.setUp();
        note = issueNote(noteTerms(address(0)), 0);
        buy(alice, 60 * NOTE);
        buy(bob, 40 * NOTE);
    }

    function buy(address who, uint256 lots) private {
        usdc.mint(who, 1_000_000 * USDC);
        vm.startPrank(who);
        usdc.approve(address(note), type(uint256).max);
        note.buy(lots, who);
        vm.stopPrank();
    }

    function deposit(uint256 amount) private returns (uint256 taken) {
        vm.prank(issuer);
        taken = note.deposit(amount * 20, amount);
    }

    function register(address who, uint256 lots) private returns (uint256 paid) {
        vm.prank(who);
        paid = note.register(lots);
    }

    function unregister(address who, uint256 lots) private returns (uint256 paidBack) {
        vm.prank(who);
        paidBack = note.unregister(lots, who);
    }

    function collect(address who) private returns (uint256 amount) {
        uint256 before = usdc.balanceOf(who);
        vm.prank(who);
        amount = note.collect(who);
        assertEq(usdc.balanceOf(who) - before, amount, "what it says is what is paid");
    }

    // ---------------------------------------------------------------- sale

    function test_WhenNotesAreBought() external {
        uint256 before = usdc.balanceOf(issuer);
        buy(carol, 1_234);
        assertEq(usdc.balanceOf(issuer) - before, 123_400_000, "1.234 notes at 100 USDC, at once the issuer's");
        assertEq(note.balanceOf(carol), 1_234, "bearer notes");
        NoteState memory s = note.state();
        assertEq(s.supply, 101_234, "sold");
        assertEq(s.unsold, 10_000_000 - 101_234, "the rest");
        assertEq(s.remaining, 101_234 * 135_000, "0.135 USDC a lot is the cap");
    }

    function test_WhenTheFirstCouponIsDeposited_TheSaleEnds() external {
        vm.prank(issuer);
        note.takeUnsold(100 * NOTE);
        assertEq(note.balanceOf(issuer), 100 * NOTE, "to be sold on the book");
        deposit(1 * USDC);
        assertFalse(note.state().saleOpen, "closed");
        assertEq(note.state().unsold, 0, "unsold notes are gone");
        assertEq(note.state().supply, 200 * NOTE, "these share the coupons");
        vm.expectRevert(IRevenueNote.NotForSale.selector);
        vm.prank(alice);
        note.buy(1, alice);
        vm.expectRevert(IRevenueNote.NotForSale.selector);
        vm.prank(issuer);
        note.takeUnsold(1);
        vm.expectRevert(IRevenueNote.NotForSale.selector);
        vm.prank(issuer);
        note.closeSale();
    }

    function test_STRESS_WhenTheFirstCouponIsDue_TheSaleIsOver() external {
        vm.warp(START + 45 days - 1);
        assertTrue(note.state().saleOpen, "to the last second before");
        buy(carol, 1);
        vm.prank(issuer);
        note.takeUnsold(1);

        vm.warp(START + 45 days);
        assertFalse(note.state().saleOpen, "ended by the clock");
        bytes memory ended = abi.encodeWithSelector(IRevenueNote.SaleEnded.selector, START + 45 days, START + 45 days);
        vm.expectRevert(ended);
        vm.prank(alice);
        note.buy(1, alice);
        vm.expectRevert(ended);
        vm.prank(issuer);
        note.takeUnsold(1);
        vm.prank(issuer);
        note.closeSale();
        assertEq(note.state().unsold, 0, "unsold notes are burned");
        assertEq(note.state().supply, 100 * NOTE + 2, "what was sold stands");
    }

    function test_WhenMoreIsAskedThanIsUnsold() external {
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.TooFewUnsold.selector, 9_900_001, 9_900_000));
        vm.prank(issuer);
        note.takeUnsold(9_900_001);
        vm.expectRevert(IRevenueNote.ZeroNotes.selector);
        vm.prank(alice);
        note.buy(0, alice);
    }

    function test_WhenNothingWasSold_NothingIsDeposited() external {
        note = issueNote(noteTerms(address(0)), 0);
        vm.expectRevert(IRevenueNote.NoNotes.selector);
        deposit(1 * USDC);
    }

    // ---------------------------------------------------------------- coupons

    function test_COUPON_WhenNotesAreRegistered_EachEarnsItsPart() external {
        register(alice, 60 * NOTE);
        deposit(500 * USDC);
        assertEq(note.registrationOf(alice).collectable, 300 * USDC, "60 of 100 notes");
        assertEq(note.accumulated(40 * NOTE), 200 * USDC, "Bob's bearer notes carry theirs");
        assertEq(collect(alice), 300 * USDC, "paid");
        assertEq(register(bob, 40 * NOTE), 200 * USDC, "paid when they are registered");
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.NothingToCollect.selector, alice));
        vm.prank(alice);
        note.collect(alice);
        assertEq(usdc.balanceOf(address(note)), 0, "all was paid out");
    }

    function test_COUPON_WhenANoteChangesHands_EachCouponIsPaidOnce() external {
        deposit(500 * USDC);
        vm.prank(bob);
        assertTrue(note.transfer(carol, 40 * NOTE), "sent");
        deposit(100 * USDC);
        assertEq(register(carol, 40 * NOTE), 240 * USDC, "the coupon before the transfer came with the notes");
        vm.expectRevert();
        register(bob, 1);
        assertEq(register(alice, 60 * NOTE), 360 * USDC, "nobody else's part changed");
        assertEq(usdc.balanceOf(address(note)), 0, "600 USDC deposited, 600 paid");
    }

    function test_COUPON_WhenRegisteredNotesBecomeBearerNotes_TheyCarryTheirCoupons() external {
        register(alice, 60 * NOTE);
        deposit(500 * USDC);
        collect(alice);
        assertEq(unregister(alice, 30 * NOTE), 150 * USDC, "5 USDC a note paid back");
        vm.prank(alice);
        assertTrue(note.transfer(carol, 30 * NOTE), "sent");
        assertEq(register(carol, 30 * NOTE), 150 * USDC, "the buyer gets them");
        deposit(100 * USDC);
        assertEq(collect(alice), 30 * USDC, "30 of 100 notes");
        assertEq(collect(carol), 30 * USDC, "30 of 100 notes");
    }

    function test_COUPON_WhenUncollectedCouponsSuffice_NothingIsPaidBack() external {
        register(alice, 60 * NOTE);
        deposit(500 * USDC);
        assertEq(unregister(alice, 60 * NOTE), 0, "300 USDC to collect, 300 to give back");
        assertEq(note.registrationOf(alice).collectable, 0, "used");
        assertEq(note.accumulated(60 * NOTE), 300 * USDC, "in the bearer notes again");
    }

    function test_COUPON_WhenTheCapIsReached_NothingMoreIsTaken() external {
        register(alice, 60 * NOTE);
        assertEq(deposit(10_000 * USDC), 10_000 * USDC, "below the cap");
        assertEq(deposit(10_000 * USDC), 3_500 * USDC, "100 notes at 135 USDC");
        assertEq(note.state().remaining, 0, "exactly");
        vm.expectRevert(IRevenueNote.CapAlreadyReached.selector);
        deposit(1);
        assertEq(collect(alice), 60 * 135 * USDC, "135 USDC a note");
        assertEq(register(bob, 40 * NOTE), 40 * 135 * USDC, "135 USDC a note");
        assertEq(usdc.balanceOf(address(note)), 0, "to the unit");
    }

    /// @dev COUPON: whatever the coupons and the notes, an always registered holder ends with the cap exactly, and the carry is empty.
    function testFuzz_COUPON_TheCapIsExact(uint256 lots, uint256 seed) external {
        note = issueNote(noteTerms(address(0)), 0);
        lots = bound(lots, 1, 9_999_999);
        buy(alice, lots);
        buy(bob, 10_000_000 - lots);
        register(alice, lots);
        for (uint256 n; note.state().remaining != 0; ++n) {
            uint256 amount = n == 20 ? type(uint128).max : uint256(keccak256(abi.encode(seed, n))) % 1e11;
            vm.prank(issuer);
            note.deposit(0, amount);
            assertLe(note.couponIndex() >> 96, 135_000, "never above the cap");
        }
        assertEq(collect(alice), lots * 135_000, "0.135 USDC a lot");
        assertEq(register(bob, 10_000_000 - lots), (10_000_000 - lots) * 135_000, "0.135 USDC a lot");
        assertEq(usdc.balanceOf(address(note)), 0, "what was deposited was paid");
    }

    function test_WhenTheCouponIsBelowTheShare() external {
        // 5 % of 1,001 micro-USDC are 50.05, rounded up.
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.ShareTooSmall.selector, 50, 51));
        vm.prank(issuer);
        note.deposit(1_001, 50);
        vm.prank(issuer);
        note.deposit(1_001, 51);
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.OnlyIssuer.selector, alice, issuer));
        vm.prank(alice);
        note.deposit(0, 1);
    }

    function test_DONATE_WhenUsdcIsSentPast_NothingChanges() external {
        deposit(500 * USDC);
        usdc.mint(address(note), 777 * USDC);
        assertEq(note.accumulated(60 * NOTE), 300 * USDC, "coupons are what was deposited");
        assertEq(note.state().remaining, 13_000 * USDC, "the cap is not nearer");
        vm.expectRevert(abi.encodeWithSelector(LotToken.TransferToItself.selector, address(note)));
        vm.prank(alice);
        assertFalse(note.transfer(address(note), 1), "refused");
    }

    function test_WhenMoreIsUnregisteredThanIsRegistered() external {
        register(alice, 5);
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.TooFewRegistered.selector, 6, 5));
        unregister(alice, 6);
        vm.expectRevert(IRevenueNote.ZeroNotes.selector);
        unregister(alice, 0);
        vm.expectRevert(IRevenueNote.ZeroNotes.selector);
        register(alice, 0);
    }

    // ---------------------------------------------------------------- schedule

    function test_WhenMonthsPass_DatesFollowTheCalendar() external {
        // 2027-01-15 and 2027-12-15, 00:00 UTC.
        assertEq(note.dueDate(1), 1_799_971_200, "the first");
        assertEq(note.dueDate(12), 1_828_828_800, "maturity");
        assertEq(note.scheduledUntil(3), 2_400 * USDC, "three times 8 USDC for each of 100 notes");
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.UnknownMonth.selector, 13, 1, 12));
        note.dueDate(13);
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.UnknownMonth.selector, 0, 1, 12));
        note.scheduledUntil(0);

        assertEq(note.currentMonth(), 1, "before the first date");
        vm.warp(1_799_971_200 + 10 days);
        assertEq(note.currentMonth(), 1, "in its grace");
        vm.warp(1_799_971_200 + 10 days + 1);
        assertEq(note.currentMonth(), 2, "after it");
        vm.warp(1_828_828_800 + 10 days);
        assertEq(note.currentMonth(), 12, "the last");
        vm.warp(1_828_828_800 + 10 days + 1);
        assertEq(note.currentMonth(), 13, "after maturity");
    }

    /// @dev Against a walk through all due dates.
    function testFuzz_WhenMonthsPass(uint64 firstDue, uint16 coupons, uint64 time) external {
        NoteTerms memory terms = noteTerms(address(0));
        terms.firstDue = uint64(bound(firstDue, START + 1, START + 400 days));
        terms.coupons = uint16(bound(coupons, 1, 120));
        terms.minimumCoupon = 1;
        note = issueNote(terms, 0);
        vm.warp(bound(time, START, START + 5_000 days));
        uint256 month = 1;
        while (month <= terms.coupons && note.dueDate(month) + 10 days < vm.getBlockTimestamp()) ++month;
        assertEq(note.currentMonth(), month, "first month whose grace is not over");
    }
}
