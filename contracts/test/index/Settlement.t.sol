// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DateTimeLib} from "solady/utils/DateTimeLib.sol";

import {IClearing} from "../../src/interfaces/IClearing.sol";
import {ISeriesRegistry} from "../../src/interfaces/ISeriesRegistry.sol";
import {ISettlement, MonthProgress, SettlementDates, SettlementRule} from "../../src/interfaces/ISettlement.sol";
import {IndexFixture} from "./IndexFixture.sol";

/// @notice The exchange with November and December 2026 listed at a cap of 7.000 USDC.
contract SettlementTest is IndexFixture {
    uint24 private constant CAP = 7_000;
    uint32 private constant DAYS = 30;
    uint32 private constant LAST = FIRST + DAYS - 1;

    uint32 private november;
    uint32 private december;

    function setUp() public override {
        super.setUp();
        november = registry.listSeries(grade, 2026, 11, CAP);
        december = registry.listSeries(grade, 2026, 12, CAP);
    }

    // ---------------------------------------------------------------- the rule

    function test_WhenEveryDayHasAPrint() external {
        // 2.800 rising by 0.0017 a day: the mean is 2.800 + 14.5 × 0.0017 = 2.82465.
        for (uint32 n; n < DAYS; ++n) {
            print(FIRST + n, USUAL + n * 1_700);
        }
        goTo(LAST + 3, 0);
        vm.expectEmit(address(settlement));
        emit ISettlement.SeriesSettled(november, grade, 2_825_000, SettlementRule.MeanOfMonth, 30);
        vm.expectEmit(address(exchange));
        emit IClearing.SettlementPriceFixed(november, 2_825);
        vm.prank(anyone);
        settlement.settle(november);
        assertFinal(november, 2_825_000, "rounded to the tick");
    }

    function testFuzz_TheMeanAgainstANaiveOne(uint256 seed) external {
        uint256 sum;
        uint256 last = USUAL;
        for (uint32 n; n < DAYS; ++n) {
            last = n % 3 == 2 ? last : next(last, uint256(keccak256(abi.encode(seed, n))), n);
            sum += last;
        }
        goTo(LAST + 3, 0);
        settlement.settle(november);
        // Ticks, half up, in two steps of long division.
        uint256 ticks = sum / (DAYS * 1_000);
        if ((sum % (DAYS * 1_000)) * 2 >= DAYS * 1_000) ++ticks;
        assertFinal(november, (ticks > CAP ? CAP : ticks) * 1_000, "mean of the days, carried ones included");
    }

    /// @dev Prints a price near the last one.
    function next(uint256 last, uint256 seed, uint32 n) private returns (uint256 price) {
        price = bound(seed, (last * 86 + 99) / 100, last * 114 / 100);
        print(FIRST + n, uint56(price));
    }

    function test_WhenDaysAreCarried() external {
        // Every fourth day has a print, the last on the 29th: 4 days each at 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, and two at 1.7 USDC.
        for (uint32 n; n < 8; ++n) {
            print(FIRST + 4 * n, 1_000_000 + n * 100_000);
        }
        goTo(LAST + 3, 0);
        // (4 × 9.1 + 2 × 1.7) / 30 = 1.32667.
        vm.expectEmit(address(settlement));
        emit ISettlement.SeriesSettled(november, grade, 1_327_000, SettlementRule.MeanOfMonth, 30);
        settlement.settle(november);
    }

    function test_WhenDaysAreMissing() external {
        print(FIRST, 2_000_000);
        print(FIRST + 20, 2_200_000);
        goTo(LAST + 3, 0);
        vm.expectEmit(address(settlement));
        emit ISettlement.SeriesSettled(november, grade, 2_100_000, SettlementRule.MeanOfPrintedDays, 8);
        settlement.settle(november);
        assertFinal(november, 2_100_000, "four days of each");
    }

    function test_WhenNoDayHasAPrice() external {
        print(FIRST, 2_000_000);
        print(FIRST + 5, 2_200_500);
        goTo(LAST + 31 + 3, 0);
        vm.expectEmit(address(settlement));
        emit ISettlement.SeriesSettled(december, grade, 2_201_000, SettlementRule.LastPrintBefore, 0);
        settlement.settle(december);
        assertFinal(december, 2_201_000, "half up to the tick");
    }

    function test_WhenThereHasNeverBeenAPrint() external {
        goTo(LAST + 3, 0);
        vm.expectEmit(address(settlement));
        emit ISettlement.SeriesSettled(november, grade, 3_500_000, SettlementRule.HalfOfCap, 0);
        settlement.settle(november);
        assertFinal(november, 3_500_000, "LONG and SHORT get the same");
    }

    function test_WhenTheMeanIsAboveTheCap() external {
        print(FIRST, 7_000_001);
        goTo(LAST + 3, 0);
        settlement.settle(november);
        assertFinal(november, 7_000_000, "a LONG pays no more");
    }

    // ---------------------------------------------------------------- when

    function test_RevertWhen_TheMonthIsNotOver() external {
        uint256 end = uint256(LAST + 1) * 1 days;
        vm.warp(end - 1);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.MonthNotOver.selector, november, end));
        settlement.settle(november);
    }

    function test_RevertWhen_APrintCanStillChange() external {
        print(LAST, USUAL);
        uint256 end = uint256(LAST + 1) * 1 days;
        vm.warp(end + 48 hours - 1);
        bytes memory refused =
            abi.encodeWithSelector(ISettlement.PrintsNotFinal.selector, november, 29, 30, end + 9 days);
        vm.expectRevert(refused);
        settlement.settle(november);
        vm.prank(challenger);
        index.challenge(grade, LAST, 1);
        vm.warp(end + 48 hours);
        vm.expectRevert(refused);
        settlement.settle(november);
        rule(LAST, 3_000_000);
        settlement.settle(november);
        assertFinal(november, 3_000_000, "the arbiter's price");
    }

    /// @dev FSM: the price of a series is written once.
    function test_FSM_RevertWhen_ItIsCalledTwice() external {
        goTo(LAST + 3, 0);
        settlement.settle(november);
        vm.expectRevert(abi.encodeWithSelector(IClearing.SettlementPriceAlreadyFixed.selector, november, 3_500));
        settlement.settle(november);
    }

    function test_RevertWhen_TheMarketIsNoSeries() external {
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.UnknownSeries.selector, 99));
        settlement.settle(99);
        (bool isFinal, uint256 price) = settlement.finalPriceOf(99);
        assertFalse(isFinal, "no price");
        assertEq(price, 0, "no price");
    }

    /// @dev EXIT: whatever is printed and challenged, and nobody rules: from the latest date on the series can be settled.
    function testFuzz_EXIT_WhenTheLatestDateHasCome(uint32 printed, uint32 challenged) external {
        for (uint32 n; n < DAYS; ++n) {
            if ((printed >> n) & 1 != 0) print(FIRST + n, USUAL);
            // The last challenge possible, so that it lapses as late as can be.
            vm.warp(uint256(FIRST + n + 1) * 1 days - 1);
            if (n < 2 || ((printed & challenged) >> (n - 2)) & 1 == 0) continue;
            vm.prank(challenger);
            try index.challenge(grade, FIRST + n - 2, 1) {} catch {}
        }
        vm.warp(settlement.datesOf(november).latest);
        settlement.settle(november);
        (bool isFinal,) = settlement.finalPriceOf(november);
        assertTrue(isFinal, "settled without anyone's help");
    }

    // ---------------------------------------------------------------- views

    function test_ProgressOf() external {
        assertProgress(0, 0, 0, 0, "before the first print");
        print(FIRST, 2_000_000);
        assertProgress(1, 0, 0, 2_000_000, "a print that is not final");
        print(FIRST + 6, 2_200_000);
        // The 1st is final, carried to the 4th; the 5th and 6th are missing; the 7th is not final.
        assertProgress(5, 6, 2, 2_040_000, "a week later");
        (uint256 price, SettlementRule rule_, uint32 count) = settlement.previewOf(november);
        assertEq(price, 2_040_000, "what it would be");
        assertEq(uint8(rule_), uint8(SettlementRule.MeanOfPrintedDays), "by which rule");
        assertEq(count, 5, "of how many days");
    }

    function assertProgress(uint32 printed, uint32 decided, uint32 missing, uint256 mean, string memory why)
        private
        view
    {
        MonthProgress memory p = settlement.progressOf(november);
        assertEq(p.daysInMonth, 30, why);
        assertEq(p.printed, printed, string.concat(why, ": printed"));
        assertEq(p.decided, decided, string.concat(why, ": decided"));
        assertEq(p.missing, missing, string.concat(why, ": missing"));
        assertEq(p.mean, mean, string.concat(why, ": mean"));
    }

    function test_DatesOf() external view {
        SettlementDates memory d = settlement.datesOf(november);
        assertEq(d.firstDay, FIRST, "2026-11-01");
        assertEq(d.lastDay, 20_787, "2026-11-30");
        assertEq(d.end, 1_796_083_200, "2026-12-01 00:00");
        assertEq(d.earliest, 1_796_256_000, "2026-12-03 00:00");
        assertEq(d.latest, 1_796_860_800, "2026-12-10 00:00");
    }

    function testFuzz_DatesOfAnyMonth(uint256 ahead) external {
        uint256 months = 2026 * 12 + 10 + bound(ahead, 2, 36);
        (uint16 year, uint8 month) = (uint16(months / 12), uint8(months % 12 + 1));
        SettlementDates memory d = settlement.datesOf(registry.listSeries(grade, year, month, CAP));
        (uint256 y, uint256 m, uint256 day) = DateTimeLib.epochDayToDate(d.firstDay);
        assertEq(y * 12 + m, months + 1, "of this month");
        assertEq(day, 1, "from the first");
        (y, m, day) = DateTimeLib.epochDayToDate(d.lastDay + 1);
        assertEq(y * 12 + m, months + 2, "until the next month");
        assertEq(day, 1, "begins");
    }

    function assertFinal(uint32 market, uint256 price, string memory why) private view {
        (bool isFinal, uint256 found) = settlement.finalPriceOf(market);
        assertTrue(isFinal, why);
        assertEq(found, price, why);
    }
}
