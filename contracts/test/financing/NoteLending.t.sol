// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// The source as Morpho publishes it.
import {Morpho} from "../../node_modules/@morpho-org/morpho-blue/src/Morpho.sol";
import {IMorpho, MarketParams} from "../../node_modules/@morpho-org/morpho-blue/src/interfaces/IMorpho.sol";

import {NoteOracle} from "../../src/financing/NoteOracle.sol";
import {RevenueNote} from "../../src/financing/RevenueNote.sol";
import {IRevenueNote, NoteTerms, StressCause} from "../../src/interfaces/IRevenueNote.sol";
import {FinancingFixture} from "./FinancingFixture.sol";

/// @notice Nobody who borrows on notes in the real Morpho Blue has the lender pay for more than the notes' own promise: not by terms that promise
/// nothing, not by the sale, not after maturity, and not by a declaration of his own.
contract NoteLendingTest is FinancingFixture {
    uint256 private constant USDC = 1e6;
    uint256 private constant LLTV = 0.8e18;
    /// @dev Price of a lot for each micro-USDC of a note.
    uint256 private constant NOTE = 1e33;

    IMorpho private morpho;

    function setUp() public override {
        super.setUp();
        morpho = IMorpho(address(new Morpho(address(this))));
        morpho.enableIrm(address(0));
        morpho.enableLltv(LLTV);
        usdc.mint(address(this), 1e15);
        usdc.approve(address(morpho), type(uint256).max);
    }

    /// @dev All 10,000 notes, which cost the issuer nothing.
    function freeNotes(NoteTerms memory terms, uint256 haircutBp)
        private
        returns (RevenueNote note, NoteOracle oracle)
    {
        note = issueNote(terms, 0);
        vm.prank(issuer);
        note.takeUnsold(10_000_000);
        oracle = oracleOf(note, haircutBp);
    }

    function oracleOf(RevenueNote note, uint256 haircutBp) private returns (NoteOracle) {
        return NoteOracle(deployReleased("NoteOracle", abi.encode(note, haircutBp)));
    }

    /// @dev A market with 1,000,000 USDC to lend, in which `borrower` pledges.
    function pledge(RevenueNote note, NoteOracle oracle, address borrower, uint256 lots)
        private
        returns (MarketParams memory params)
    {
        params = MarketParams(address(usdc), address(note), address(oracle), address(0), LLTV);
        morpho.createMarket(params);
        morpho.supply(params, 1_000_000 * USDC, 0, address(this), "");
        vm.startPrank(borrower);
        note.approve(address(morpho), type(uint256).max);
        morpho.supplyCollateral(params, lots, borrower, "");
        vm.stopPrank();
    }

    function deposit(RevenueNote note, uint256 amount) private {
        vm.prank(issuer);
        note.deposit(0, amount);
    }

    function test_WhenTheScheduleIsNothing_NothingIsLent() external {
        NoteTerms memory terms = noteTerms(address(0));
        (terms.coupons, terms.minimumCoupon) = (1, 1);
        (RevenueNote note, NoteOracle oracle) = freeNotes(terms, 4_000);
        deposit(note, 10_000);
        assertApproxEqRel(oracle.price(), NOTE, 1, "a micro-USDC in it, and none to come: the cap is nobody's promise");
        MarketParams memory params = pledge(note, oracle, issuer, 10_000_000);
        vm.expectRevert("insufficient collateral");
        vm.prank(issuer);
        morpho.borrow(params, USDC, 0, issuer, issuer);
    }

    function test_WhenTheScheduleIsKept_AMaturedNoteIsWorthWhatItCarries() external {
        (RevenueNote note, NoteOracle oracle) = freeNotes(noteTerms(address(0)), 1_000);
        for (uint256 month = 1; month <= 12; ++month) {
            vm.warp(note.dueDate(month));
            deposit(note, 80_000 * USDC);
        }
        assertEq(oracle.price(), 96_000_000 * NOTE, "twelve coupons of 8 USDC");
        vm.warp(note.dueDate(12) + 3_650 days);
        assertEq(oracle.price(), 96_000_000 * NOTE, "and nothing more, however much later");
    }

    /// @dev The last coupon is in its grace: nobody owes another.
    function test_WhenTheNoteMatures_NothingIsToCome() external {
        (RevenueNote note, NoteOracle oracle) = freeNotes(noteTerms(address(0)), 1_000);
        deposit(note, 880_000 * USDC);
        vm.warp(note.dueDate(12) - 1);
        assertEq(oracle.price(), 95_200_000 * NOTE, "88 USDC in it, 90 % of 8 to come");
        vm.warp(note.dueDate(12));
        assertEq(oracle.price(), 88_000_000 * NOTE, "what is in it");
    }

    function test_WhenNotesAreOnSale_NobodyBorrowsMoreThanTheyCost() external {
        NoteTerms memory terms = noteTerms(address(0));
        (terms.capBp, terms.minimumCoupon) = (30_000, 25_000_000);
        RevenueNote note = issueNote(terms, 0);
        NoteOracle oracle = oracleOf(note, 4_000);
        assertEq(oracle.price(), 100_000_000 * NOTE, "60 % of 300 USDC to come; they are sold for 100");
        usdc.mint(alice, 100_000 * USDC);
        vm.startPrank(alice);
        usdc.approve(address(note), type(uint256).max);
        note.buy(1_000_000, alice);
        vm.stopPrank();
        MarketParams memory params = pledge(note, oracle, alice, 1_000_000);
        vm.startPrank(alice);
        vm.expectRevert("insufficient collateral");
        morpho.borrow(params, 80_000 * USDC + 1, 0, alice, alice);
        morpho.borrow(params, 80_000 * USDC, 0, alice, alice);
        vm.stopPrank();
    }

    function test_WhenMoreIsCarriedThanWasPaid_AllOfItCounts() external {
        NoteTerms memory terms = noteTerms(address(0));
        terms.capBp = 30_000;
        (RevenueNote note, NoteOracle oracle) = freeNotes(terms, 4_000);
        deposit(note, 2_000_000 * USDC);
        assertEq(oracle.price(), 200_000_000 * NOTE, "200 USDC a note lie in the contract");
    }

    /// @dev In one transaction: borrow at the price of before, and declare a covenant that was never at risk.
    function test_WhenTheIssuerIsAhead_ItCannotBorrowAndThenDeclareStress() external {
        NoteTerms memory terms = noteTerms(address(0));
        terms.minimumCoupon = 1_000_000;
        (RevenueNote note, NoteOracle oracle) = freeNotes(terms, 4_000);
        deposit(note, 60_000 * USDC);
        for (uint256 month = 5; month <= 8; ++month) {
            vm.warp(note.dueDate(month));
            deposit(note, 10_000 * USDC);
        }
        MarketParams memory params = pledge(note, oracle, issuer, 10_000_000);
        uint256 before = oracle.price();
        assertEq(before, 11_200_000 * NOTE, "10 USDC in it, 60 % of 2 to come");
        vm.startPrank(issuer);
        morpho.borrow(params, 89_600 * USDC, 0, issuer, issuer);
        for (uint256 month = 3; month <= 7; ++month) {
            vm.expectRevert();
            note.declareCovenantBroken(month);
        }
        vm.stopPrank();
        assertEq(oracle.price(), before, "nobody changes it by a word");
        assertGt(10_000_000 * before / 1e36, 89_600 * USDC, "the pledge is worth more than was borrowed");
    }

    /// @dev At any time, whatever was deposited when: whatever can be declared now was in the price before.
    function testFuzz_WhenStressIsDeclared_ThePriceHadSeenIt(uint256[12] calldata coupons, uint256 time, uint256 month)
        external
    {
        (RevenueNote note, NoteOracle oracle) = freeNotes(noteTerms(address(0)), 4_000);
        uint256 end = bound(time, START, note.dueDate(12) + 60 days);
        for (uint256 n; n < 12 && note.dueDate(n + 1) < end; ++n) {
            vm.warp(note.dueDate(n + 1) + coupons[n] % 12 days);
            if (note.state().remaining != 0) deposit(note, coupons[n] % 160_000 * USDC);
        }
        vm.warp(vm.getBlockTimestamp() > end ? vm.getBlockTimestamp() : end);
        uint256 before = oracle.price();
        uint256 last = note.currentMonth() - 1;
        month = bound(month, 1, 12);
        if (month < last) month = last;
        if (month == 0) return;
        try note.declareCouponMissed(month) {}
        catch {
            if (month < 3) return;
            try note.declareCovenantBroken(month) {}
            catch {
                return;
            }
        }
        assertTrue(note.conversion().cause != StressCause.None, "declared");
        assertEq(oracle.price(), before, "the price had fallen already");
    }

    function test_WhenAnOldCovenantIsDeclared_ItIsTooLate() external {
        (RevenueNote note,) = freeNotes(noteTerms(address(0)), 1_000);
        // Nothing for three months; all of it in the fourth, before anybody declared a missed coupon.
        vm.warp(note.dueDate(3) + 10 days + 1);
        deposit(note, 320_000 * USDC);
        uint256 until = note.dueDate(4) + 10 days;
        vm.warp(until);
        uint256 snapshot = vm.snapshotState();
        note.declareCovenantBroken(3);
        assertEq(uint8(note.conversion().cause), uint8(StressCause.CovenantBroken), "to the last second");
        vm.revertToState(snapshot);
        vm.warp(until + 1);
        vm.expectRevert(abi.encodeWithSelector(IRevenueNote.StressTooLate.selector, 3, until, until + 1));
        note.declareCovenantBroken(3);
    }
}
