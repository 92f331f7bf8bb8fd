// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {ERC20} from "solady/tokens/ERC20.sol";

import {IPriceIndex} from "../../src/interfaces/IPriceIndex.sol";
import {Family, Formula, Grade, ISeriesRegistry, Pricing, Series} from "../../src/interfaces/ISeriesRegistry.sol";
import {ForwardToken} from "../../src/series/ForwardToken.sol";
import {SeriesRegistry} from "../../src/series/SeriesRegistry.sol";
import {Fixture} from "../Fixture.sol";

/// @notice Listing of grades, months, means, differences and bands by anyone, and each rule that nobody can choose around.
contract SeriesRegistryTest is Fixture {
    /// @dev Family of H100Z26.
    uint32 private constant FAMILY = 1;
    uint24 private constant BIAS = 8_000_000;

    // ---------------------------------------------------------------- grades

    function test_ListGrade() external {
        Grade memory given = Grade("RTX5090", "RTX5090", 550, 1_000, 5_000, false);
        vm.expectEmit(address(registry));
        emit ISeriesRegistry.GradeListed(2, given);
        vm.prank(address(99));
        uint32 id = registry.listGrade("RTX5090", "RTX5090", 550, 1_000, 5_000, false);
        assertEq(id, 2, "the second grade");
        assertEq(abi.encode(registry.gradeOf(id)), abi.encode(given), "as it was listed");
        assertEq(registry.gradeCount(), 2, "counted");
    }

    /// @dev A deployment's grades are there from its first block: nobody can be before it with one of its names.
    function test_SPAM_GradesListedAtCreation() external {
        Grade[] memory grades = new Grade[](2);
        grades[0] = Grade("H100-US", "H100", 2_800, 1_000, 40_000, true);
        grades[1] = Grade("RTX5090", "RTX5090", 550, 1_000, 10_000, false);
        bytes memory terms = abi.encode(exchange, address(0), Pricing(USDC, 0, 2), grades);
        SeriesRegistry fresh = SeriesRegistry(deployReleased("SeriesRegistry", terms));
        assertEq(fresh.gradeCount(), 2, "both");
        assertEq(abi.encode(fresh.gradeOf(1)), abi.encode(grades[0]), "the first");
        assertEq(abi.encode(fresh.gradeOf(2)), abi.encode(grades[1]), "the second");
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.NameTaken.selector, "H100-US", 1));
        fresh.listGrade("H100-US", "H100X", 2_800, 1_000, 40_000, true);
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.RootTaken.selector, "H100", 1));
        fresh.listGrade("H100-EU", "H100", 2_800, 1_000, 40_000, true);
    }

    function test_RevertWhen_AGradeIsInvalid() external {
        string[6] memory bad = ["", "h100", "H 100", "H100.", "H100H100H100H", "H100-"];
        for (uint256 n; n < 6; ++n) {
            vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.InvalidName.selector, bad[n], 12));
            registry.listGrade("NAME", bad[n], 2_800, 1_000, 5_000, true);
        }
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.InvalidName.selector, "H100_US", 24));
        registry.listGrade("H100_US", "ROOT", 2_800, 1_000, 5_000, true);
        uint24[2][6] memory caps = [
            [uint24(0), 5_000],
            [uint24(999), 5_000],
            [uint24(1_500), 5_000],
            [uint24(1_000), 5_500],
            [uint24(5_000), 4_000],
            [uint24(1_000), type(uint24).max]
        ];
        for (uint256 n; n < 6; ++n) {
            vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.InvalidCapBounds.selector, caps[n][0], caps[n][1]));
            registry.listGrade("NAME", "ROOT", 2_800, caps[n][0], caps[n][1], true);
        }
        for (uint24 n; n < 2; ++n) {
            uint24 price = n * 5_001;
            vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.InvalidReferencePrice.selector, price, 5_000));
            registry.listGrade("NAME", "ROOT", price, 1_000, 5_000, true);
        }
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.UnknownGrade.selector, 9));
        registry.gradeOf(9);
    }

    // ---------------------------------------------------------------- months

    function test_SymbolsUseMonthCodes() external {
        bytes memory codes = "FGHJKMNQUVXZ";
        for (uint8 month = 1; month <= 12; ++month) {
            uint32 id = registry.listMonth(grade, 2027, month);
            string memory symbol = string.concat("H100", string(abi.encodePacked(codes[month - 1])), "27");
            assertEq(registry.seriesOf(id).symbol, symbol, "code of the month, year");
            assertEq(registry.marketOf(symbol), id, "found by its symbol");
            assertEq(registry.familyOfMonth(grade, 2027, month), FAMILY + month, "and by its month");
        }
    }

    function test_ListMonth() external view {
        Series memory s = registry.seriesOf(market);
        assertEq(s.symbol, "H100Z26", "symbol");
        assertEq(s.family, FAMILY, "family");
        assertEq(s.floor, 0, "from zero");
        assertEq(s.cap, CAP, "2.5 times 2.800");
        assertTrue(s.isFull, "the full band");
        assertEq(s.long, exchange.tokenOf(long), "LONG");
        assertEq(s.short, exchange.tokenOf(short), "SHORT");
        Family memory f = registry.familyOf(FAMILY);
        assertEq(
            abi.encode(f), abi.encode(Family(Formula.Month, grade, 2026, 12, 1, 0, 0, 100, CAP, "H100Z26")), "terms"
        );
        assertEq(registry.familyOfMonth(grade, 2026, 12), FAMILY, "found by its month");
        assertEq(registry.familyOfMonth(grade, 2027, 1), 0, "not listed");
    }

    function test_MonthsFromThisOneTo36Ahead() external {
        // Today is 2026-09-21.
        registry.listMonth(grade, 2026, 9);
        registry.listMonth(grade, 2029, 9);
        uint16[2][5] memory bad =
            [[uint16(2026), 8], [uint16(2029), 10], [uint16(2027), 0], [uint16(2027), 13], [uint16(2026), 255]];
        for (uint256 n; n < 5; ++n) {
            vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.InvalidMonth.selector, bad[n][0], uint8(bad[n][1])));
            registry.listMonth(grade, bad[n][0], uint8(bad[n][1]));
        }
        vm.expectRevert();
        registry.listMonth(grade, 0, 1);
        vm.expectRevert();
        registry.listMonth(grade, type(uint16).max, 12);
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.UnknownGrade.selector, 9));
        registry.listMonth(9, 2027, 1);
    }

    function test_TheExpiryIsTheDayAfterTheMonth() external {
        uint32 february = registry.listMonth(grade, 2028, 2);
        // 2028-03-01 00:00 UTC, after the 29th.
        assertEq(exchange.marketOf(february).expiry, 1_835_481_600, "leap year");
    }

    // ---------------------------------------------------------------- caps

    /// @dev 2.5 × 2.800 = 7.0 whole; 2.5 × 2.801 = 7.0025 and 8; and the grade's bounds.
    function test_TheCapFollowsThePrice() external {
        uint24[2][5] memory expected = [
            [uint24(2_800), 7_000],
            [uint24(2_801), 8_000],
            [uint24(1), 1_000],
            [uint24(400), 1_000],
            [uint24(39_999), 40_000]
        ];
        for (uint256 n; n < 5; ++n) {
            string memory name = string.concat("GRADE", vm.toString(n));
            uint32 id = registry.listGrade(name, name, expected[n][0], 1_000, 40_000, true);
            assertEq(registry.capOf(id), expected[n][1], "smallest whole USDC at or above");
            assertEq(registry.seriesOf(registry.listMonth(id, 2027, 1)).cap, expected[n][1], "listed with it");
        }
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.UnknownGrade.selector, 9));
        registry.capOf(9);
    }

    /// @dev SPAM: a stranger who is first cannot give a month a cap that ties up ten times the money.
    function test_SPAM_NobodyChoosesACap() external {
        vm.prank(address(0xBAD));
        uint32 id = registry.listMonth(grade, 2027, 6);
        assertEq(registry.seriesOf(id).cap, CAP, "the rule's");
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.CapNotMoved.selector, CAP, CAP));
        registry.listMonth(grade, 2027, 6);
    }

    /// @dev With an index: its latest final print, and a month can be listed again once the cap has moved by half, either way.
    function test_AnotherCapOnceThePriceHasMoved() external {
        SeriesRegistry following = withIndex();
        says(0);
        uint32 g = grade;
        following.listMonth(g, 2027, 1);
        says(4_000_000);
        // 10 is less than half more than 7.
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.CapNotMoved.selector, 10_000, 7_000));
        following.listMonth(g, 2027, 1);
        says(4_000_001);
        uint32 second = following.listMonth(g, 2027, 1);
        assertEq(following.seriesOf(second).symbol, "H100F27-C11", "says its cap");
        assertTrue(following.seriesOf(second).isFull, "a full band as well");
        assertEq(following.familyOf(following.seriesOf(second).family).cap, 11_000, "the latest one");
        uint32 family = following.familyOfMonth(g, 2027, 1);
        assertEq(following.seriesOf(second).family, family, "of the same family");
        uint32 bridge = following.listBand(family, 7_000, 4_000);
        assertEq(following.seriesOf(bridge).symbol, "H100F27-700-1100", "joins the two");

        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.CapNotMoved.selector, 6_000, 11_000));
        this.relistAt(following, g, 2_400_000);
        says(1_600_000);
        uint32 third = following.listMonth(g, 2027, 1);
        assertEq(following.seriesOf(third).symbol, "H100F27-C4", "lower");
        says(2_800_000);
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.AlreadyListed.selector, "H100F27-C7", 2));
        following.listMonth(g, 2027, 1);
    }

    function relistAt(SeriesRegistry following, uint32 g, uint256 price) external {
        says(price);
        following.listMonth(g, 2027, 1);
    }

    /// @dev A registry of this exchange, whose caps follow an index.
    function withIndex() private returns (SeriesRegistry following) {
        bytes memory terms = abi.encode(exchange, address(0x1DEC), Pricing(USDC, 0, 2), new Grade[](0));
        following = SeriesRegistry(address(registry));
        deployCodeTo(artifactOf("SeriesRegistry"), terms, address(registry));
    }

    function says(uint256 price) private {
        vm.mockCall(address(0x1DEC), abi.encodeWithSelector(IPriceIndex.lastFinalBefore.selector), abi.encode(price, 1));
    }

    // ---------------------------------------------------------------- bands

    function test_BandsOnTheGrid() external {
        // The step is 0.10: 1/25 of 2.80 is 0.112.
        assertListed(2_700, 100, "H100Z26-270-280");
        assertListed(2_600, 200, "H100Z26-260-280");
        assertListed(2_700, 200, "H100Z26-270-290");
        assertListed(2_400, 800, "H100Z26-240-320");
        assertListed(0, 1_600, "H100Z26-0-160");
        assertListed(4_800, 3_200, "H100Z26-480-800");
        // Puts and call spreads: from zero to a step, and from a step to the cap.
        assertListed(0, 300, "H100Z26-0-30");
        assertListed(0, 6_900, "H100Z26-0-690");
        assertListed(2_500, 4_500, "H100Z26-250-700");
    }

    function assertListed(uint24 floor, uint24 cap, string memory symbol) private {
        vm.prank(address(99));
        uint32 id = registry.listBand(FAMILY, floor, cap);
        Series memory s = registry.seriesOf(id);
        assertEq(s.symbol, symbol, "edges in cents");
        assertEq(s.floor, floor, "floor");
        assertEq(s.cap, cap, "width");
        assertFalse(s.isFull, "not the full band");
        assertEq(registry.marketOf(symbol), id, "found by its symbol");
        assertEq(exchange.marketOf(id).floor, floor, "at the exchange too");
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.AlreadyListed.selector, symbol, id));
        registry.listBand(FAMILY, floor, cap);
    }

    function test_RevertWhen_ABandIsOffTheGrid() external {
        uint24[2][10] memory bad = [
            [uint24(2_700), 0],
            [uint24(2_700), 50],
            [uint24(2_700), 300],
            [uint24(2_750), 100],
            [uint24(2_700), 400],
            [uint24(2_300), 800],
            [uint24(0), 350],
            [uint24(0), 7_100],
            [uint24(2_550), 4_450],
            [uint24(16_700_000), 102_400]
        ];
        for (uint256 n; n < 10; ++n) {
            (uint24 floor, uint24 cap) = (bad[n][0], bad[n][1]);
            vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.OffGrid.selector, FAMILY, floor, cap, 100));
            registry.listBand(FAMILY, floor, cap);
        }
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.UnknownFamily.selector, 9));
        registry.listBand(9, 2_700, 100);
    }

    /// @dev Whoever lists what the grid allows can always cut the full band into bands of it.
    function testFuzz_ARegularBandCanBeHalved(uint256 random) external {
        uint24 width = uint24(200 << (random % 5));
        uint24 floor = uint24(((random >> 8) % 20) * (width / 2));
        uint32 whole = registry.listBand(FAMILY, floor, width);
        uint32[] memory halves = new uint32[](2);
        halves[0] = registry.listBand(FAMILY, floor, width / 2);
        halves[1] = registry.listBand(FAMILY, floor + width / 2, width / 2);
        vm.startPrank(alice);
        exchange.split(whole, 100);
        exchange.cut(whole, true, 100, halves);
        exchange.join(whole, true, 100, halves);
        vm.stopPrank();
    }

    /// @dev 1, 2, 5 × a power of ten at or below 1/25 of the price; a cent at least.
    function test_StepsFollowThePrice() external {
        uint24[2][8] memory expected = [
            [uint24(100), 10],
            [uint24(550), 20],
            [uint24(1_249), 20],
            [uint24(1_250), 50],
            [uint24(2_499), 50],
            [uint24(2_500), 100],
            [uint24(5_000), 200],
            [uint24(30_000), 1_000]
        ];
        for (uint256 n; n < 8; ++n) {
            string memory name = string.concat("GRADE", vm.toString(n));
            uint32 id = registry.listGrade(name, name, expected[n][0], 1_000, 100_000, true);
            registry.listMonth(id, 2027, 1);
            assertEq(registry.familyOf(registry.familyOfMonth(id, 2027, 1)).step, expected[n][1], name);
        }
    }

    // ---------------------------------------------------------------- means

    function test_AQuarterAndAYear() external {
        for (uint8 month = 1; month <= 12; ++month) {
            registry.listMonth(grade, 2027, month);
        }
        uint32 quarter = registry.listMean(grade, 2027, 4, 3);
        Series memory s = registry.seriesOf(quarter);
        assertEq(s.symbol, "H100-Q227", "second quarter");
        assertEq(s.cap, CAP, "the rule's cap");
        assertEq(registry.familyOf(s.family).months, 3, "of three months");
        // 2027-07-01 00:00 UTC.
        assertEq(exchange.marketOf(quarter).expiry, 1_814_400_000, "ends with its last month");
        uint32 year = registry.listMean(grade, 2027, 1, 12);
        assertEq(registry.seriesOf(year).symbol, "H100-CAL27", "the year");
        assertEq(exchange.marketOf(year).expiry, 1_830_297_600, "ends with December");
        assertEq(registry.seriesOf(registry.listBand(s.family, 2_400, 800)).symbol, "H100-Q227-240-320", "a band of it");
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.CapNotMoved.selector, CAP, CAP));
        registry.listMean(grade, 2027, 4, 3);
    }

    function test_RevertWhen_AMeanIsInvalid() external {
        uint8[2][7] memory bad = [
            [uint8(2), 3], [uint8(0), 3], [uint8(13), 3], [uint8(253), 3], [uint8(1), 2], [uint8(4), 12], [uint8(1), 0]
        ];
        for (uint256 n; n < 7; ++n) {
            vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.InvalidPeriod.selector, bad[n][0], bad[n][1]));
            registry.listMean(grade, 2027, bad[n][0], bad[n][1]);
        }
        registry.listMonth(grade, 2027, 1);
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.MonthNotListed.selector, grade, 2027, 2));
        registry.listMean(grade, 2027, 1, 3);
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.UnknownGrade.selector, 9));
        registry.listMean(9, 2027, 1, 3);
    }

    // ---------------------------------------------------------------- differences

    function test_DifferencesOfMonthsAndOfGrades() external {
        registry.listMonth(grade, 2027, 1);
        uint32 january = registry.familyOfMonth(grade, 2027, 1);
        uint32 spread = registry.listDifference(FAMILY, january);
        Family memory f = registry.familyOf(spread);
        assertEq(
            abi.encode(f),
            abi.encode(Family(Formula.Difference, 0, 0, 0, 0, FAMILY, january, 20, 0, "H100Z26-F27")),
            "terms"
        );
        uint32 id = registry.listBand(spread, BIAS - 640, 1_280);
        assertEq(registry.seriesOf(id).symbol, "H100Z26-F27-M64-64", "from -0.64 to 0.64");
        // 2027-02-01 00:00 UTC.
        assertEq(exchange.marketOf(id).expiry, 1_801_440_000, "trades until the later month ends");
        assertEq(registry.seriesOf(registry.listBand(spread, BIAS + 160, 320)).symbol, "H100Z26-F27-16-48", "above");
        assertEq(registry.seriesOf(registry.listBand(spread, BIAS - 480, 320)).symbol, "H100Z26-F27-M48-M16", "below");
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.OffGrid.selector, spread, BIAS - 600, 1_280, 20));
        registry.listBand(spread, BIAS - 600, 1_280);
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.OffGrid.selector, spread, 0, 7_000, 20));
        registry.listBand(spread, 0, 7_000);
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.AlreadyListed.selector, "H100Z26-F27", spread));
        registry.listDifference(FAMILY, january);

        uint32 h200 = registry.listGrade("H200-US", "H200", 3_950, 1_000, 60_000, true);
        registry.listMonth(h200, 2026, 12);
        uint32 ofGrades = registry.listDifference(registry.familyOfMonth(h200, 2026, 12), FAMILY);
        assertEq(registry.familyOf(ofGrades).symbol, "H200Z26-H100", "of grades");
    }

    function test_RevertWhen_ADifferenceIsInvalid() external {
        uint32 h200 = registry.listGrade("H200-US", "H200", 3_950, 1_000, 60_000, true);
        registry.listMonth(grade, 2027, 1);
        registry.listMonth(h200, 2026, 12);
        registry.listMonth(grade, 2027, 2);
        registry.listMonth(grade, 2027, 3);
        uint32 january = registry.familyOfMonth(grade, 2027, 1);
        uint32 other = registry.familyOfMonth(h200, 2026, 12);
        registry.listMean(grade, 2027, 1, 3);
        uint32 quarter = registry.seriesOf(registry.marketOf("H100-Q127")).family;
        uint32[2][6] memory bad = [
            [january, FAMILY],
            [FAMILY, FAMILY],
            [FAMILY, other],
            [other, january],
            [FAMILY, quarter],
            [quarter, january]
        ];
        for (uint256 n; n < 6; ++n) {
            vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.InvalidDifference.selector, bad[n][0], bad[n][1]));
            registry.listDifference(bad[n][0], bad[n][1]);
        }
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.UnknownFamily.selector, 99));
        registry.listDifference(FAMILY, 99);
        vm.warp(EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.InvalidMonth.selector, 2026, 12));
        registry.listDifference(FAMILY, january);
    }

    // ---------------------------------------------------------------- tokens

    function test_ForwardTokens() external {
        ForwardToken token = ForwardToken(exchange.tokenOf(short));
        assertEq(token.name(), "H100Z26 SHORT", "name");
        assertEq(token.symbol(), "H100Z26-S", "symbol");
        assertEq(ForwardToken(exchange.tokenOf(long)).symbol(), "H100Z26-L", "the other one");
        assertEq(token.decimals(), 3, "a base unit is a lot");
        assertEq(token.exchange(), address(exchange), "its exchange");
    }

    function test_RevertWhen_AnyoneElseMintsBurnsOrNames() external {
        ForwardToken token = ForwardToken(exchange.tokenOf(short));
        split(alice, 100);
        vm.startPrank(alice);
        exchange.withdraw(short, 100, alice);
        bytes memory refused = abi.encodeWithSelector(ForwardToken.OnlyExchange.selector, alice);
        vm.expectRevert(refused);
        token.mint(alice, 1);
        vm.expectRevert(refused);
        token.burn(alice, 1);
        vm.expectRevert(refused);
        token.initialize("A", "B");
        vm.stopPrank();
        vm.startPrank(address(exchange));
        vm.expectRevert();
        token.initialize("A", "B");
        ForwardToken implementation = ForwardToken(exchange.forwardToken());
        vm.expectRevert();
        implementation.initialize("A", "B");
        vm.stopPrank();
        assertEq(token.allowance(alice, 0x000000000022D473030F116dDEE9F6B43aC78BA3), 0, "nothing for Permit2");
        vm.expectRevert(ERC20.InsufficientAllowance.selector);
        // forge-lint: disable-next-line(erc20-unchecked-transfer)
        token.transferFrom(alice, bob, 1);
    }
}
