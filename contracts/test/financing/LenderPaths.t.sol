// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// The source as Morpho publishes it.
import {Morpho} from "../../node_modules/@morpho-org/morpho-blue/src/Morpho.sol";
import {IMorpho, Id, MarketParams} from "../../node_modules/@morpho-org/morpho-blue/src/interfaces/IMorpho.sol";

import {ERC20} from "solady/tokens/ERC20.sol";

import {ComputeCredit} from "../../src/financing/ComputeCredit.sol";
import {LongOracle} from "../../src/financing/LongOracle.sol";
import {RevenueNote} from "../../src/financing/RevenueNote.sol";
import {FinancingFixture} from "./FinancingFixture.sol";

/// @notice No borrower walks away with the lender's money: alice borrows what the real Morpho Blue allows, at an LLTV of 80 %, and never repays; bob
/// liquidates whatever is unhealthy, once a day. Prices move by at most 12 % a day: an LLTV of 80 % and Morpho's incentive of 6.4 % bear that.
contract LenderPathsTest is FinancingFixture {
    uint256 private constant LENT = 1_000_000e6;
    uint256 private constant LLTV = 0.8e18;
    uint256 private constant ORACLE_SCALE = 1e36;

    IMorpho private morpho;
    MarketParams private params;
    uint256 private price = PRICE;
    bool private _isLiquidated;

    function setUp() public override {
        super.setUp();
        morpho = IMorpho(address(new Morpho(address(this))));
        morpho.enableIrm(address(0));
        morpho.enableLltv(LLTV);
        usdc.mint(address(this), 1e15);
        usdc.mint(bob, 1e15);
        usdc.approve(address(morpho), type(uint256).max);
        vm.prank(bob);
        usdc.approve(address(morpho), type(uint256).max);
    }

    // ---------------------------------------------------------------- the market

    /// @dev Alice pledges all that she has and borrows that part of all that she can.
    function borrow(uint256 partBp, address collateral, address oracle) private returns (uint256 borrowed) {
        params = MarketParams(address(usdc), collateral, oracle, address(0), LLTV);
        morpho.createMarket(params);
        morpho.supply(params, LENT, 0, address(this), "");
        uint256 lots = ERC20(collateral).balanceOf(alice);
        borrowed = lots * quote() / ORACLE_SCALE * LLTV / 1e18;
        if (borrowed == 0) return 0;
        vm.startPrank(alice);
        ERC20(collateral).approve(address(morpho), lots);
        morpho.supplyCollateral(params, lots, alice, "");
        vm.expectRevert("insufficient collateral");
        morpho.borrow(params, borrowed + 2, 0, alice, alice);
        borrowed = borrowed * partBp / 10_000;
        morpho.borrow(params, borrowed, 0, alice, alice);
        vm.stopPrank();
    }

    function quote() private view returns (uint256) {
        return LongOracle(params.oracle).price();
    }

    /// @dev Bob repays the debt of an unhealthy position, or as much as the pledge is worth.
    function liquidate() private {
        uint256 shares = morpho.position(id(), alice).borrowShares;
        if (shares == 0) return;
        vm.prank(bob);
        try morpho.liquidate(params, alice, 0, shares, "") {
            _isLiquidated = true;
        } catch {
            uint256 pledged = morpho.position(id(), alice).collateral;
            vm.prank(bob);
            try morpho.liquidate(params, alice, pledged, 0, "") {
                _isLiquidated = true;
            } catch {}
        }
    }

    function id() private view returns (Id) {
        return Id.wrap(keccak256(abi.encode(params)));
    }

    /// @dev What Morpho has taken from lenders for debts that no pledge covered.
    function lost() private view returns (uint256) {
        return LENT - morpho.market(id()).totalSupplyAssets;
    }

    /// @dev What is still owed, by what is still pledged at today's print: an oracle that lags would leave the lender short before the month is over.
    function assertCovered() private view {
        uint256 shares = morpho.position(id(), alice).borrowShares;
        if (shares == 0) return;
        uint256 owed = shares * morpho.market(id()).totalBorrowAssets / morpho.market(id()).totalBorrowShares;
        assertLe(owed, morpho.position(id(), alice).collateral * price / 1_000, "covered every evening");
    }

    /// @dev The next evening: a print 12 % below to 12 % above the last, and whatever is unhealthy once the day is over.
    function passDay(uint256 seed, uint256 n) private {
        uint32 day = today();
        price = price * (88 + uint256(keccak256(abi.encode(seed, n))) % 25) / 100;
        print(day, price);
        vm.warp((uint256(day) + 1) * 1 days);
        liquidate();
    }

    // ---------------------------------------------------------------- paths

    /// @dev A thousand GPU-hours of H100Z26, lent on at 90 % of the price.
    function pledgeLong(uint256 partBp) private returns (uint32 market) {
        market = registry.listMonth(grade, 2026, 12);
        usdc.approve(address(exchange), type(uint256).max);
        exchange.deposit(2, 100_000e6, address(this));
        exchange.split(market, 1_000_000);
        exchange.withdraw(exchange.marketOf(market).base, 1_000_000, alice);
        bytes memory arguments = abi.encode(settlement, registry, index, market, 1_000);
        borrow(partBp, registry.seriesOf(market).long, deployReleased("LongOracle", arguments));
    }

    /// forge-config: default.fuzz.runs = 24
    /// forge-config: prove.fuzz.runs = 500
    function testFuzz_LONG_WhateverThePriceDoes_LendersLoseNothing(uint256 seed, uint256 part) external {
        uint32 market = pledgeLong(bound(part, 3_000, 10_000));
        for (uint256 n; n < 31; ++n) {
            passDay(seed, n);
            assertCovered();
        }
        uint32 family = registry.seriesOf(market).family;
        vm.warp(settlement.datesOf(family).earliest);
        settlement.settle(family);
        liquidate();
        assertEq(lost(), 0, "whoever lent has it all");
    }

    /// @dev The path that the fuzzer may miss: it only falls.
    function test_LONG_WhenThePriceFallsEveryDay_LendersLoseNothing() external {
        pledgeLong(5_000);
        for (uint256 n; n < 10; ++n) {
            uint32 day = today();
            price = price * 88 / 100;
            print(day, price);
            vm.warp((uint256(day) + 1) * 1 days);
            liquidate();
            assertCovered();
        }
        assertTrue(_isLiquidated, "the path is about a liquidation");
        assertEq(lost(), 0, "whoever lent has it all");
    }

    /// @dev Bonded at a share of 20 … 150 % of its price, and never delivered: at its end everything is in default.
    /// forge-config: default.fuzz.runs = 24
    /// forge-config: prove.fuzz.runs = 500
    function testFuzz_CREDIT_WhateverThePriceDoes_LendersLoseNothing(uint256 seed, uint256 bond) external {
        ComputeCredit credit = issueCredit(creditTerms(), 1_000_000, bound(bond, 560e6, 4_200e6));
        vm.prank(issuer);
        assertTrue(credit.transfer(alice, 500_000), "sent");
        borrow(bound(seed, 3_000, 10_000), address(credit), deployReleased("CreditOracle", abi.encode(credit)));
        for (uint256 n; n < 34; ++n) {
            passDay(seed, n);
        }
        credit.declareDefault();
        liquidate();
        assertEq(lost(), 0, "whoever lent has it all");
        assertEq(
            quote() * 1_000 / ORACLE_SCALE, credit.claimValue(1_000), "and what is pledged is worth what default pays"
        );
    }

    /// @dev Nobody reports from some day on: no price moves, and what default pays covers what was lent.
    /// forge-config: default.fuzz.runs = 24
    /// forge-config: prove.fuzz.runs = 500
    function testFuzz_CREDIT_WhenTheIndexFallsSilent_LendersLoseNothing(uint256 seed, uint256 bond, uint256 days_)
        external
    {
        ComputeCredit credit = issueCredit(creditTerms(), 1_000_000, bound(bond, 560e6, 4_200e6));
        vm.prank(issuer);
        assertTrue(credit.transfer(alice, 500_000), "sent");
        borrow(bound(seed, 3_000, 10_000), address(credit), deployReleased("CreditOracle", abi.encode(credit)));
        days_ = bound(days_, 0, 30);
        for (uint256 n; n < days_; ++n) {
            passDay(seed, n);
        }
        vm.warp(START + 34 days);
        liquidate();
        credit.declareDefault();
        liquidate();
        assertEq(lost(), 0, "whoever lent has it all");
    }

    /// @dev Alice pays for her notes and borrows when it suits her best; whatever the issuer pays or does not, to walk away never pays.
    function testFuzz_NOTE_WhoeverPaidForThem_NeverGainsByWalkingAway(uint256[12] calldata coupons, uint256 when)
        external
    {
        RevenueNote note = issueNote(noteTerms(address(0)), 0);
        usdc.mint(alice, 100_000e6);
        vm.startPrank(alice);
        usdc.approve(address(note), type(uint256).max);
        uint256 paid = note.buy(1_000_000, alice);
        vm.stopPrank();
        when = bound(when, 0, 12);
        for (uint256 n; n < when; ++n) {
            vm.warp(note.dueDate(n + 1) + coupons[n] % 12 days);
            if (note.state().remaining == 0) continue;
            vm.prank(issuer);
            note.deposit(0, coupons[n] % 32_000e6);
        }
        address oracle = deployReleased("NoteOracle", abi.encode(note, 4_000));
        uint256 carried = note.accumulated(1_000_000);
        uint256 borrowed = borrow(10_000, address(note), oracle);
        assertLe(
            borrowed, (carried > paid ? carried : paid) * LLTV / 1e18, "four fifths of what the notes cost or carry"
        );
    }
}
