// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

import {Grade, ISeriesRegistry, Series} from "../../src/interfaces/ISeriesRegistry.sol";
import {ForwardToken} from "../../src/series/ForwardToken.sol";
import {Side} from "../../src/types/Side.sol";
import {Fixture} from "../Fixture.sol";

contract SeriesRegistryTest is Fixture {
    // ---------------------------------------------------------------- grades

    function test_ListGrade() external {
        vm.prank(address(99));
        uint32 id = registry.listGrade("RTX5090", "RTX5090", 1_000, 5_000, false);
        Grade memory g = registry.gradeOf(id);
        assertEq(id, 2, "the second grade");
        assertEq(g.name, "RTX5090", "name");
        assertEq(g.maxCap, 5_000, "highest cap");
        assertFalse(g.deliverable, "cash only");
        assertEq(registry.gradeCount(), 2, "counted");
    }

    function test_RevertWhen_AGradeIsInvalid() external {
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.RootTaken.selector, "H100", grade));
        registry.listGrade("OTHER", "H100", 1_000, 5_000, true);
        string[5] memory bad = ["", "h100", "H 100", "H100.", "H100-H100-H100"];
        for (uint256 n; n < 5; ++n) {
            vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.InvalidName.selector, bad[n], 12));
            registry.listGrade("NAME", bad[n], 1_000, 5_000, true);
        }
        uint24[2][3] memory caps = [[uint24(999), 5_000], [uint24(5_000), 4_999], [uint24(1_000), type(uint24).max]];
        for (uint256 n; n < 3; ++n) {
            vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.InvalidCapBounds.selector, caps[n][0], caps[n][1]));
            registry.listGrade("NAME", "ROOT", caps[n][0], caps[n][1], true);
        }
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.UnknownGrade.selector, 9));
        registry.gradeOf(9);
    }

    // ---------------------------------------------------------------- months

    function test_SymbolsUseMonthCodes() external {
        bytes memory codes = "FGHJKMNQUVXZ";
        for (uint8 month = 1; month <= 12; ++month) {
            uint32 id = registry.listSeries(grade, 2027, month, 7_000);
            string memory symbol = string.concat("H100", string(abi.encodePacked(codes[month - 1])), "27");
            assertEq(registry.seriesOf(id).symbol, symbol, "code of the month, year");
            assertEq(registry.marketOf(symbol), id, "found by its symbol");
        }
    }

    function test_ListSeries() external view {
        Series memory s = registry.seriesOf(market);
        assertEq(s.symbol, "H100Z26", "symbol");
        assertEq(s.grade, grade, "grade");
        assertEq(s.year, 2026, "year");
        assertEq(s.month, 12, "month");
        assertEq(s.cap, CAP, "cap");
        assertEq(s.long, exchange.tokenOf(long), "LONG");
        assertEq(s.short, exchange.tokenOf(short), "SHORT");
    }

    function test_MonthsFromThisOneTo36Ahead() external {
        // Today is 2026-09-21.
        registry.listSeries(grade, 2026, 9, 7_000);
        registry.listSeries(grade, 2029, 9, 7_000);
        uint16[2][4] memory bad = [[uint16(2026), 8], [uint16(2029), 10], [uint16(2027), 0], [uint16(2027), 13]];
        for (uint256 n; n < 4; ++n) {
            vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.InvalidMonth.selector, bad[n][0], uint8(bad[n][1])));
            registry.listSeries(grade, bad[n][0], uint8(bad[n][1]), 7_000);
        }
        vm.expectRevert();
        registry.listSeries(grade, 0, 1, 7_000);
        vm.expectRevert();
        registry.listSeries(grade, type(uint16).max, 12, 7_000);
    }

    function test_TheExpiryIsTheDayAfterTheMonth() external {
        uint32 february = registry.listSeries(grade, 2028, 2, 7_000);
        // 2028-03-01 00:00 UTC, after the 29th.
        assertEq(exchange.marketOf(february).expiry, 1_835_481_600, "leap year");
    }

    // ---------------------------------------------------------------- caps

    function test_RevertWhen_TheCapIsOutside() external {
        uint24[3] memory bad = [0, 101_000, 7_500];
        for (uint256 n; n < 3; ++n) {
            vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.InvalidCap.selector, bad[n], 1_000, 100_000));
            registry.listSeries(grade, 2027, 1, bad[n]);
        }
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.UnknownGrade.selector, 9));
        registry.listSeries(9, 2027, 1, 7_000);
    }

    function test_AHigherCapOnceThePriceIsNear() external {
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.CapNotHigher.selector, 7_000, 7_000));
        registry.listSeries(grade, 2026, 12, 7_000);
        // 70 % of 7,000.
        place(alice, Side.Bid, 4_899, 100);
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.CapNotNear.selector, market, 4_899, 4_900));
        registry.listSeries(grade, 2026, 12, 10_000);
        place(alice, Side.Bid, 4_900, 100);
        uint32 second = registry.listSeries(grade, 2026, 12, 10_000);
        assertEq(registry.seriesOf(second).symbol, "H100Z26-C10", "says its cap");
        assertEq(registry.marketOf("H100Z26"), market, "the first keeps its symbol");

        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.CapNotNear.selector, second, 0, 7_000));
        registry.listSeries(grade, 2026, 12, 20_000);
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
