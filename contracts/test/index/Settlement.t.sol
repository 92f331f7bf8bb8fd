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

    /// @dev Families; the market of December is another number.
    uint32 private november;
    uint32 private december;
    uint32 private marketOfNovember;
    uint32 private marketOfDecember;

    function setUp() public override {
        super.setUp();
        marketOfNovember = registry.listMonth(grade, 2026, 11);
        november = registry.familyOfMonth(grade, 2026, 11);
        registry.listBand(november, 2_400, 800);
        marketOfDecember = registry.listMonth(grade, 2026, 12);
        december = registry.familyOfMonth(grade, 2026, 12);
    }

    // ---------------------------------------------------------------- the rule

    function test_WhenEveryDayHasAPrint() external {
        // 2.800 rising by 0.0017 a day: the mean is 2.800 + 14.5 × 0.0017 = 2.82465.
        for (uint32 n; n < DAYS; ++n) {
            print(FIRST + n, USUAL + n * 1_700);
        }
        goTo(LAST + 3, 0);
        vm.expectEmit(address(settlement));
        emit ISettlement.FamilySettled(november, grade, 2_825_000, SettlementRule.MeanOfMonth, 30);
        vm.expectEmit(address(exchange));
        emit IClearing.SettlementPriceFixed(november, 2_825);
        vm.prank(anyone);
        settlement.settle(november);
        assertFinal(marketOfNovember, 2_825_000, "rounded to the tick");
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
        assertFinal(marketOfNovember, (ticks > CAP ? CAP : ticks) * 1_000, "mean of the days, carried ones included");
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
        emit ISettlement.FamilySettled(november, grade, 1_327_000, SettlementRule.MeanOfMonth, 30);
        settlement.settle(november);
    }

    function test_WhenDaysAreMissing() external {
        print(FIRST, 2_000_000);
        print(FIRST + 20, 2_200_000);
        goTo(LAST + 3, 0);
        vm.expectEmit(address(settlement));
        emit ISettlement.FamilySettled(november, grade, 2_100_000, SettlementRule.MeanOfPrintedDays, 8);
        settlement.settle(november);
        assertFinal(marketOfNovember, 2_100_000, "four days of each");
    }

    function test_WhenNoDayHasAPrice() external {
        print(FIRST, 2_000_000);
        print(FIRST + 5, 2_200_500);
        goTo(LAST + 31 + 3, 0);
        vm.expectEmit(address(settlement));
        emit ISettlement.FamilySettled(december, grade, 2_201_000, SettlementRule.LastPrintBefore, 0);
        settlement.settle(december);
        assertFinal(marketOfDecember, 2_201_000, "half up to the tick");
    }

    function test_WhenThereHasNeverBeenAPrint() external {
        goTo(LAST + 3, 0);
        vm.expectEmit(address(settlement));
        emit ISettlement.FamilySettled(november, grade, 3_500_000, SettlementRule.HalfOfCap, 0);
        settlement.settle(november);
        assertFinal(marketOfNovember, 3_500_000, "LONG and SHORT get the same");
    }

    function test_WhenTheMeanIsAboveTheCap() external {
        print(FIRST, 7_012_001);
        goTo(LAST + 3, 0);
        vm.expectEmit(address(exchange));
        emit IClearing.SettlementPriceFixed(november, 7_012);
        settlement.settle(november);
        assertFinal(marketOfNovember, 7_000_000, "a LONG pays no more");
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
        assertFinal(marketOfNovember, 3_000_000, "the arbiter's price");
    }

    /// @dev FSM: the price of a series is written once.
    function test_FSM_RevertWhen_ItIsCalledTwice() external {
        goTo(LAST + 3, 0);
        settlement.settle(november);
        vm.expectRevert(abi.encodeWithSelector(IClearing.SettlementPriceAlreadyFixed.selector, november, 3_500));
        settlement.settle(november);
    }

    function test_RevertWhen_TheMarketIsNoSeries() external {
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.UnknownFamily.selector, 99));
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
        (bool isFinal,) = settlement.finalPriceOf(marketOfNovember);
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
        SettlementDates memory d = settlement.datesOf(familyOfNew(year, month));
        (uint256 y, uint256 m, uint256 day) = DateTimeLib.epochDayToDate(d.firstDay);
        assertEq(y * 12 + m, months + 1, "of this month");
        assertEq(day, 1, "from the first");
        (y, m, day) = DateTimeLib.epochDayToDate(d.lastDay + 1);
        assertEq(y * 12 + m, months + 2, "until the next month");
        assertEq(day, 1, "begins");
    }

    function familyOfNew(uint16 year, uint8 month) private returns (uint32) {
        registry.listMonth(grade, year, month);
        return registry.familyOfMonth(grade, year, month);
    }

    function assertFinal(uint32 market, uint256 price, string memory why) private view {
        (bool isFinal, uint256 found) = settlement.finalPriceOf(market);
        assertTrue(isFinal, why);
        assertEq(found, price, why);
    }
}

/// @notice Means and differences of months, settled by anyone once their months are.
contract FormulaTest is IndexFixture {
    uint24 private constant BIAS = 8_000_000;

    /// @dev Families and markets of October, November and December 2026, of their mean, and of October less December.
    uint32[3] private months;
    uint32 private quarter;
    uint32 private spread;
    uint32 private marketOfQuarter;
    uint32 private bandOfQuarter;
    uint32 private bandOfSpread;

    /// @dev 2026-10-01.
    uint32 private constant OCTOBER = FIRST - 31;

    function born() internal pure override returns (uint32) {
        return OCTOBER;
    }

    function setUp() public override {
        super.setUp();
        for (uint8 n; n < 3; ++n) {
            registry.listMonth(grade, 2026, 10 + n);
            months[n] = registry.familyOfMonth(grade, 2026, 10 + n);
        }
        marketOfQuarter = registry.listMean(grade, 2026, 10, 3);
        quarter = registry.seriesOf(marketOfQuarter).family;
        bandOfQuarter = registry.listBand(quarter, 2_400, 800);
        spread = registry.listDifference(months[0], months[2]);
        bandOfSpread = registry.listBand(spread, BIAS - 640, 1_280);
    }

    /// @dev One price for all days of each month: carried days stand for the others.
    function printMonths(uint56[3] memory prices) private {
        uint32[3] memory firsts = [OCTOBER, FIRST, FIRST + 30];
        uint32[3] memory lengths = [uint32(31), 30, 31];
        for (uint256 n; n < 3; ++n) {
            for (uint32 day; day < lengths[n]; day += 4) {
                print(firsts[n] + day, list(prices[n], prices[n], prices[n], prices[n], prices[n]));
            }
        }
        goTo(FIRST + 61 + 9, 0);
    }

    function list(uint56 a, uint56 b, uint56 c, uint56 d, uint56 e) private pure returns (uint56[] memory prices) {
        prices = new uint56[](5);
        (prices[0], prices[1], prices[2], prices[3], prices[4]) = (a, b, c, d, e);
    }

    function settleMonths() private {
        for (uint256 n; n < 3; ++n) {
            settlement.settle(months[n]);
        }
    }

    /// @dev 2.800, 2.900 and 3.001: a mean of 2.90033 and a difference of -0.201.
    function test_AQuarterAndADifference() external {
        printMonths([uint56(2_800_000), 2_900_000, 3_001_000]);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.PartNotSettled.selector, quarter, months[0]));
        settlement.settle(quarter);
        settlement.settle(months[0]);
        vm.expectRevert(abi.encodeWithSelector(ISettlement.PartNotSettled.selector, spread, months[2]));
        settlement.settle(spread);
        settlement.settle(months[1]);
        settlement.settle(months[2]);
        vm.expectEmit(address(settlement));
        emit ISettlement.FamilySettled(quarter, grade, 2_900_000, SettlementRule.MeanOfMonths, 0);
        vm.prank(anyone);
        settlement.settle(quarter);
        vm.expectEmit(address(settlement));
        emit ISettlement.FamilySettled(spread, 0, 7_999_799_000, SettlementRule.DifferenceOfMonths, 0);
        vm.prank(anyone);
        settlement.settle(spread);
        assertPays(marketOfQuarter, 2_900_000, "the mean");
        assertPays(bandOfQuarter, 500_000, "2.900 less the floor of 2.400");
        // From -0.640 up to -0.201.
        assertPays(bandOfSpread, 439_000, "October less December");
        vm.expectRevert(abi.encodeWithSelector(IClearing.SettlementPriceAlreadyFixed.selector, spread, 7_999_799));
        settlement.settle(spread);
    }

    /// @dev Whatever the months come to: long division, and the difference of two whole numbers.
    function testFuzz_MeansAndDifferencesAgainstNaiveOnes(uint56 a, uint56 b, uint56 c) external {
        uint256[3] memory prices;
        prices[0] = bound(a, 2_000_000, 3_400_000);
        prices[1] = bound(b, prices[0] * 86 / 100, prices[0] * 114 / 100);
        prices[2] = bound(c, prices[1] * 86 / 100, prices[1] * 114 / 100);
        printMonths([uint56(prices[0]), uint56(prices[1]), uint56(prices[2])]);
        settleMonths();
        settlement.settle(quarter);
        settlement.settle(spread);
        uint256[3] memory ticks;
        for (uint256 n; n < 3; ++n) {
            ticks[n] = prices[n] / 1_000 + (prices[n] % 1_000 >= 500 ? 1 : 0);
        }
        uint256 sum = ticks[0] + ticks[1] + ticks[2];
        (, uint24 mean) = exchange.finalPriceOf(quarter);
        assertEq(mean, sum / 3 + (sum % 3 == 2 ? 1 : 0), "mean, half up");
        (, uint24 difference) = exchange.finalPriceOf(spread);
        assertEq(
            int256(uint256(difference)) - 8_000_000, int256(ticks[0]) - int256(ticks[2]), "difference, with its sign"
        );
    }

    /// @dev EXIT: without a print, means and differences are settled like their months: half the cap, and zero.
    function test_EXIT_WithoutAPrint() external {
        goTo(FIRST + 61 + 9, 0);
        settleMonths();
        settlement.settle(quarter);
        settlement.settle(spread);
        assertPays(marketOfQuarter, 3_500_000, "half the cap");
        assertPays(bandOfSpread, 640_000, "the middle: no difference");
    }

    function test_RevertWhen_AMeanIsAskedForItsMonth() external {
        uint32[2] memory others = [quarter, spread];
        for (uint256 n; n < 2; ++n) {
            bytes memory reason = abi.encodeWithSelector(ISettlement.NotAMonth.selector, others[n]);
            vm.expectRevert(reason);
            settlement.datesOf(others[n]);
            vm.expectRevert(reason);
            settlement.progressOf(others[n]);
            vm.expectRevert(reason);
            settlement.previewOf(others[n]);
        }
    }

    function assertPays(uint32 market, uint256 price, string memory why) private view {
        (bool isFinal, uint256 found) = settlement.finalPriceOf(market);
        assertTrue(isFinal, why);
        assertEq(found, price, why);
    }
}
