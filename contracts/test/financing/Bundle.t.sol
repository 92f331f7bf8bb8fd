// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bundle} from "../../src/financing/Bundle.sol";
import {ComputeCredit} from "../../src/financing/ComputeCredit.sol";
import {LotToken} from "../../src/financing/LotToken.sol";
import {RevenueNote} from "../../src/financing/RevenueNote.sol";
import {IBundle} from "../../src/interfaces/IBundle.sol";
import {IBundleFactory} from "../../src/interfaces/IBundleFactory.sol";
import {FinancingFixture} from "./FinancingFixture.sol";

/// @notice One credit and two notes. Alice holds 100 GPU-hours of credits and 200 notes.
contract BundleTest is FinancingFixture {
    uint256 private constant USDC = 1e6;

    ComputeCredit private credit;
    RevenueNote private note;
    Bundle private bundle;

    function setUp() public override {
        super.setUp();
        credit = issueCredit(creditTerms(), 1_000_000, 1_540 * USDC);
        note = issueNote(noteTerms(address(0)), 0);
        bundle = Bundle(bundleFactory.create(address(credit), address(note), 2));
        vm.startPrank(issuer);
        assertTrue(credit.transfer(alice, 100_000), "sent");
        note.takeUnsold(400_000);
        assertTrue(note.transfer(alice, 200_000), "sent");
        vm.stopPrank();
        vm.startPrank(alice);
        credit.approve(address(bundle), type(uint256).max);
        note.approve(address(bundle), type(uint256).max);
        vm.stopPrank();
    }

    function wrap(uint256 lots) private {
        vm.prank(alice);
        bundle.wrap(lots, alice);
    }

    function test_WhenItIsWrappedAndUnwrapped() external {
        wrap(60_000);
        assertEq(bundle.balanceOf(alice), 60_000, "60 bundles");
        assertEq(credit.balanceOf(alice), 40_000, "60 credits inside");
        assertEq(note.balanceOf(alice), 80_000, "120 notes inside");
        assertEq(bundle.name(), "Northwind H100 Z26 + 2 Northwind Inference 2027", "says what is inside");
        assertEq(bundle.symbol(), "NW-H100-Z26+2xNW-INF-27", "says what is inside");

        vm.prank(alice);
        assertTrue(bundle.transfer(bob, 10_000), "sent");
        vm.prank(bob);
        bundle.unwrap(10_000, carol);
        assertEq(credit.balanceOf(carol), 10_000, "10 credits");
        assertEq(note.balanceOf(carol), 20_000, "20 notes");
        assertEq(bundle.totalSupply(), 50_000, "50 bundles are left");
    }

    function test_COUPON_WhenACouponComesWhileWrapped_ItIsInTheNotes() external {
        wrap(60_000);
        // 400 notes share 400 USDC: 1 USDC a note.
        vm.prank(issuer);
        note.deposit(0, 400 * USDC);
        vm.startPrank(alice);
        bundle.unwrap(60_000, alice);
        assertEq(note.register(200_000), 200 * USDC, "120 were wrapped, 80 were not: all earned");
        vm.stopPrank();
    }

    function test_EXIT_WhenTheCreditDefaults_ItIsUnwrapped() external {
        wrap(60_000);
        vm.warp(START + 34 days);
        credit.declareDefault();
        vm.startPrank(alice);
        bundle.unwrap(60_000, alice);
        assertEq(credit.claim(60_000, alice), 60_000 * 1_540, "1.54 USDC a GPU-hour");
        vm.stopPrank();
    }

    function testFuzz_WhenItIsWrapped_ItHoldsExactlyWhatIsInside(uint256 lots, uint256 back, uint256 donated) external {
        lots = bound(lots, 1, 100_000);
        back = bound(back, 1, lots);
        donated = bound(donated, 0, 200_000);
        wrap(lots);
        vm.startPrank(issuer);
        assertTrue(credit.transfer(address(bundle), donated), "sent");
        assertTrue(note.transfer(address(bundle), donated), "sent");
        vm.stopPrank();
        vm.prank(alice);
        bundle.unwrap(back, alice);
        assertEq(credit.balanceOf(address(bundle)), lots - back + donated, "DONATE: a gift changes nobody's share");
        assertEq(note.balanceOf(address(bundle)), 2 * (lots - back) + donated, "two notes each");
    }

    function test_WhenItIsRefused() external {
        vm.expectRevert(IBundle.ZeroBundles.selector);
        wrap(0);
        vm.expectRevert(IBundle.ZeroBundles.selector);
        bundle.unwrap(0, alice);
        vm.expectRevert(abi.encodeWithSelector(IBundleFactory.NotACredit.selector, address(note)));
        bundleFactory.create(address(note), address(note), 1);
        vm.expectRevert(abi.encodeWithSelector(IBundleFactory.NotANote.selector, address(credit)));
        bundleFactory.create(address(credit), address(credit), 1);
        vm.expectRevert(abi.encodeWithSelector(IBundleFactory.InvalidNotesPerCredit.selector, 0, 1_000));
        bundleFactory.create(address(credit), address(note), 0);
        vm.expectRevert(abi.encodeWithSelector(IBundleFactory.InvalidNotesPerCredit.selector, 1_001, 1_000));
        bundleFactory.create(address(credit), address(note), 1_001);
        vm.expectRevert(abi.encodeWithSelector(IBundleFactory.BundleExists.selector, address(bundle)));
        bundleFactory.create(address(credit), address(note), 2);
        vm.expectRevert(abi.encodeWithSelector(LotToken.OnlyFactory.selector, address(this)));
        bundle.initialize(address(note), address(note), 1);
        assertEq(bundleFactory.bundleAt(1), bundleFactory.bundleOf(address(credit), address(note), 2), "numbered");
    }
}
