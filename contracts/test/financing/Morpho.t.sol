// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// The source as Morpho publishes it.
import {Morpho} from "../../node_modules/@morpho-org/morpho-blue/src/Morpho.sol";
import {
    IMorpho,
    Id,
    MarketParams,
    Position
} from "../../node_modules/@morpho-org/morpho-blue/src/interfaces/IMorpho.sol";

import {ERC20} from "solady/tokens/ERC20.sol";

import {ComputeCredit} from "../../src/financing/ComputeCredit.sol";
import {CreditOracle} from "../../src/financing/CreditOracle.sol";
import {LongOracle} from "../../src/financing/LongOracle.sol";
import {NoteOracle} from "../../src/financing/NoteOracle.sol";
import {RevenueNote} from "../../src/financing/RevenueNote.sol";
import {IMorphoOracle} from "../../src/interfaces/IMorphoOracle.sol";
import {FinancingFixture} from "./FinancingFixture.sol";

/// @notice LONG, credits and notes as collateral in the real Morpho Blue, at an LLTV of 80 % and without interest.
contract MorphoTest is FinancingFixture {
    uint256 private constant USDC = 1e6;
    uint256 private constant LLTV = 0.8e18;

    IMorpho private morpho;
    /// @dev H100Z26, with a cap of 7.000.
    uint32 private market;

    function setUp() public override {
        super.setUp();
        morpho = IMorpho(address(new Morpho(address(this))));
        morpho.enableIrm(address(0));
        morpho.enableLltv(LLTV);
        market = registry.listMonth(grade, 2026, 12);
        usdc.mint(address(this), 1e15);
        usdc.approve(address(morpho), type(uint256).max);
    }

    /// @dev A market with 1,000,000 USDC to lend.
    function open(address collateral, IMorphoOracle oracle) private returns (MarketParams memory params) {
        params = MarketParams(address(usdc), collateral, address(oracle), address(0), LLTV);
        morpho.createMarket(params);
        morpho.supply(params, 1_000_000 * USDC, 0, address(this), "");
    }

    function pledge(MarketParams memory params, uint256 lots) private {
        vm.startPrank(alice);
        ERC20(params.collateralToken).approve(address(morpho), lots);
        morpho.supplyCollateral(params, lots, alice, "");
        vm.stopPrank();
    }

    function borrow(MarketParams memory params, uint256 amount) private {
        vm.prank(alice);
        morpho.borrow(params, amount, 0, alice, alice);
    }

    function longMarket(uint256 haircutBp) private returns (MarketParams memory params, LongOracle oracle) {
        oracle = LongOracle(deployReleased("LongOracle", abi.encode(settlement, registry, index, market, haircutBp)));
        // A thousand sets, whose LONG is taken out.
        usdc.mint(address(this), 7_000 * USDC);
        usdc.approve(address(exchange), 7_000 * USDC);
        exchange.deposit(2, 7_000 * USDC, address(this));
        exchange.split(market, 1_000_000);
        exchange.withdraw(exchange.marketOf(market).base, 1_000_000, alice);
        params = open(registry.seriesOf(market).long, oracle);
    }

    // ---------------------------------------------------------------- LONG

    function test_WhenLongIsPledged_ItLendsBorrowsAndIsLiquidated() external {
        (MarketParams memory params, LongOracle oracle) = longMarket(2_500);
        // 2.80 less 25 %: 2.10 USDC for 1,000 lots, so 2,100 base units of USDC a lot.
        assertEq(oracle.price(), 2_100 * 1e36, "as Morpho wants it");
        pledge(params, 1_000_000);
        // 1,000 GPU-hours at 2.10, of which 80 %.
        vm.expectRevert("insufficient collateral");
        borrow(params, 1_680 * USDC + 1);
        borrow(params, 1_680 * USDC);
        assertEq(usdc.balanceOf(alice), 1_680 * USDC, "lent");

        vm.expectRevert("position is healthy");
        morpho.liquidate(params, alice, 1, 0, "");
        // The latest print falls by a tenth; the mean hardly moves, and the lowest of the week counts.
        vm.warp(START + 1 days);
        printDays(1, 2_520_000);
        assertEq(oracle.price(), 1_890 * 1e36, "2.52 less 25 %");
        morpho.liquidate(params, alice, 100_000, 0, "");
        assertEq(ERC20(params.collateralToken).balanceOf(address(this)), 100_000, "the liquidator has the LONG");
        assertLt(morpho.position(idOf(params), alice).borrowShares, 1_680 * USDC * 1e6, "and paid the debt down");
    }

    /// @dev Whoever has borrowed cannot hold a fall back by challenging it.
    function test_WhenFallingPrintsAreChallenged_ItIsLiquidatedAllTheSame() external {
        (MarketParams memory params, LongOracle oracle) = longMarket(2_500);
        pledge(params, 1_000_000);
        borrow(params, 1_680 * USDC);
        uint32 day = today();
        vm.warp(START + 1 days);
        print(day, 2_520_000);
        usdc.mint(alice, BOND);
        vm.startPrank(alice);
        usdc.approve(address(index), BOND);
        index.challenge(grade, day, 2_800_000);
        vm.stopPrank();
        assertEq(oracle.price(), 1_890 * 1e36, "2.52 less 25 %, challenged");
        morpho.liquidate(params, alice, 100_000, 0, "");
        assertEq(ERC20(params.collateralToken).balanceOf(address(this)), 100_000, "the liquidator has the LONG");
    }

    function test_WhenTheIndexIsAboveTheCap_TheCapCounts() external {
        (, LongOracle oracle) = longMarket(0);
        vm.warp(START + 30 days);
        printDays(30, 50_000_000);
        assertEq(oracle.price(), uint256(7_000_000) * 1e33, "a LONG pays 7 USDC at most");
    }

    function test_WhenTheSeriesIsSettled_TheFinalPriceCounts() external {
        (, LongOracle oracle) = longMarket(2_500);
        // One day of the month is printed and carried for three; the others have no price and do not count.
        print(uint32(START / 1 days), 3_141_000);
        uint32 family = registry.seriesOf(market).family;
        vm.warp(settlement.datesOf(family).earliest);
        settlement.settle(family);
        assertEq(oracle.price(), uint256(3_141_000) * 1e33, "without a haircut");
    }

    function test_INDEX_WhenPrintsAreOld_NothingIsBorrowedAndAllIsRepaid() external {
        (MarketParams memory params,) = longMarket(2_500);
        pledge(params, 1_000_000);
        borrow(params, 1_000 * USDC);
        uint32 last = today() - 3;
        vm.warp(vm.getBlockTimestamp() + 5 days);
        vm.expectRevert(abi.encodeWithSelector(IMorphoOracle.PriceTooOld.selector, grade, last));
        borrow(params, 1);
        vm.startPrank(alice);
        usdc.approve(address(morpho), type(uint256).max);
        morpho.repay(params, 1_000 * USDC, 0, alice, "");
        morpho.withdrawCollateral(params, 1_000_000, alice, alice);
        vm.stopPrank();
        assertEq(ERC20(params.collateralToken).balanceOf(alice), 1_000_000, "whoever repays gets out");
    }

    function test_WhenTheHaircutIsAll() external {
        bytes memory reason = abi.encodeWithSelector(IMorphoOracle.InvalidHaircut.selector, 10_000, 9_999);
        assertRefused("LongOracle", abi.encode(settlement, registry, index, market, 10_000), reason);
    }

    // ---------------------------------------------------------------- credits

    function test_WhenACreditIsPledged_ItsShareOfTheBondCounts() external {
        ComputeCredit credit = issueCredit(creditTerms(), 1_000_000, 1_540 * USDC);
        vm.prank(issuer);
        assertTrue(credit.transfer(alice, 500_000), "sent");
        CreditOracle oracle = CreditOracle(deployReleased("CreditOracle", abi.encode(credit)));
        assertEq(oracle.price(), 1_540 * 1e36, "1.54 USDC a GPU-hour");
        MarketParams memory params = open(address(credit), oracle);
        pledge(params, 500_000);
        borrow(params, 616 * USDC);

        usdc.mint(bob, 5_000 * USDC);
        vm.startPrank(bob);
        usdc.approve(address(credit), 5_000 * USDC);
        credit.addBond(5_000 * USDC);
        vm.stopPrank();
        assertEq(oracle.price(), 2_800 * 1e36, "at most what the unit costs");

        // Default at 0.70: 0.77 USDC a GPU-hour, and the position goes under.
        vm.warp(START + 34 days);
        print(uint32(START / 1 days) + 30, 700_000);
        credit.declareDefault();
        assertEq(oracle.price(), 770 * 1e36, "what a lot is paid");
        morpho.liquidate(params, alice, 500_000, 0, "");
        assertEq(credit.claim(500_000, address(this)), 385 * USDC, "the liquidator is paid from the bond");
    }

    function test_INDEX_WhenTheCreditHasNoFreshPrint() external {
        ComputeCredit credit = issueCredit(creditTerms(), 1_000_000, 1_540 * USDC);
        CreditOracle oracle = CreditOracle(deployReleased("CreditOracle", abi.encode(credit)));
        uint32 last = today() - 3;
        vm.warp(START + 10 days);
        vm.expectRevert(abi.encodeWithSelector(IMorphoOracle.PriceTooOld.selector, grade, last));
        oracle.price();
    }

    // ---------------------------------------------------------------- notes

    function test_WhenANoteIsPledged_ItKeepsItsCoupons() external {
        RevenueNote note = issueNote(noteTerms(address(0)), 0);
        usdc.mint(alice, 10_000 * USDC);
        vm.startPrank(alice);
        usdc.approve(address(note), type(uint256).max);
        note.buy(100_000, alice);
        vm.stopPrank();
        NoteOracle oracle = NoteOracle(deployReleased("NoteOracle", abi.encode(note, 4_000)));
        // 60 % of twelve coupons of 8 USDC to come.
        assertEq(oracle.price(), 57_600 * 1e36, "57.60 USDC a note");
        MarketParams memory params = open(address(note), oracle);
        pledge(params, 100_000);
        borrow(params, 4_608 * USDC);

        vm.prank(issuer);
        note.deposit(0, 500 * USDC);
        assertEq(oracle.price(), 59_600 * 1e36, "5 USDC in it, 60 % of 91 to come");
        vm.warp(START + 55 days + 1);
        note.declareCouponMissed(1);
        assertEq(oracle.price(), 5_000 * 1e36, "under stress the coupons alone");
        morpho.liquidate(params, alice, 100_000, 0, "");
        assertEq(note.register(100_000), 500 * USDC, "the liquidator has the coupons of the time in between");
    }

    function idOf(MarketParams memory params) private pure returns (Id) {
        return Id.wrap(keccak256(abi.encode(params)));
    }
}
