// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {ERC20} from "solady/tokens/ERC20.sol";

import {IClearing} from "../src/interfaces/IClearing.sol";
import {OrderRequest} from "../src/interfaces/IExchange.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";
import {MockToken} from "./mocks/MockToken.sol";

/// @notice The end of H100Z26: its price is fixed, and LONG and SHORT are paid out apart.
contract RedeemTest is Fixture {
    uint24 private constant PRICE = 2_500;
    /// @dev Of H100Z26: the first that was listed.
    uint32 private constant FAMILY = 1;

    function fixPrice(uint24 tick) private {
        fixPriceOf(market, tick);
    }

    function redeem(address who, uint256 longLots, uint256 shortLots) private returns (uint256) {
        vm.prank(who);
        return exchange.redeem(market, longLots, shortLots);
    }

    // ---------------------------------------------------------------- the price

    function test_FSM_ThePriceIsFixedOnce() external {
        (bool isFixed, uint24 tick) = exchange.settlementPriceOf(market);
        assertFalse(isFixed, "not before");
        assertEq(tick, 0, "nothing known");
        vm.warp(EXPIRY - 1);
        vm.expectRevert(abi.encodeWithSelector(IClearing.TradingNotEnded.selector, FAMILY, EXPIRY));
        vm.prank(settler);
        exchange.fixSettlementPrice(FAMILY, PRICE);
        vm.warp(EXPIRY);
        vm.expectEmit(address(exchange));
        emit IClearing.SettlementPriceFixed(FAMILY, PRICE);
        fixPrice(PRICE);
        (isFixed, tick) = exchange.settlementPriceOf(market);
        assertTrue(isFixed, "fixed");
        assertEq(tick, PRICE, "at what the settler said");
        for (uint24 again = PRICE - 1; again <= PRICE + 1; ++again) {
            vm.expectRevert(abi.encodeWithSelector(IClearing.SettlementPriceAlreadyFixed.selector, FAMILY, PRICE));
            vm.prank(settler);
            exchange.fixSettlementPrice(FAMILY, again);
        }
    }

    function test_RevertWhen_SomebodyElseFixesIt() external {
        vm.warp(EXPIRY);
        address[5] memory others = [owner, guardian, alice, address(registry), address(exchange)];
        for (uint256 n; n < 5; ++n) {
            vm.expectRevert(abi.encodeWithSelector(IClearing.OnlySettler.selector, others[n]));
            vm.prank(others[n]);
            exchange.fixSettlementPrice(FAMILY, PRICE);
        }
    }

    function test_RevertWhen_ThereIsNoSeries() external {
        uint32 base = exchange.listAsset(address(this));
        uint32 spot = exchange.listSpot(base, USDC, 0, 0, 0);
        vm.warp(EXPIRY);
        vm.startPrank(settler);
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownFamily.selector, 0));
        exchange.fixSettlementPrice(0, PRICE);
        vm.expectRevert(abi.encodeWithSelector(IClearing.NotASeries.selector, spot));
        exchange.redeem(spot, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownFamily.selector, 99));
        exchange.fixSettlementPrice(99, PRICE);
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownMarket.selector, 99));
        exchange.redeem(99, 0, 1);
    }

    // ---------------------------------------------------------------- a payout

    function test_RedeemLongAndShort() external {
        split(alice, 1_000);
        vm.warp(EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(IClearing.NotSettled.selector, market));
        redeem(alice, 1, 0);
        fixPrice(PRICE);
        vm.expectRevert(insufficient(alice, long, 1_000, 1_001));
        redeem(alice, 1_001, 0);
        vm.expectRevert(insufficient(alice, short, 1_000, 1_001));
        redeem(alice, 0, 1_001);
        vm.expectRevert(insufficient(bob, long, 0, 1));
        redeem(bob, 1, 0);

        Wallet memory before = wallet(alice);
        vm.expectEmit(address(exchange));
        // 300 × 2,500 + 100 × 4,500.
        emit IClearing.Redeemed(alice, market, 300, 100, 1_200_000);
        assertEq(redeem(alice, 300, 100), 1_200_000, "the price for LONG, the cap less it for SHORT");
        assertMoved(alice, before, [int256(1_200_000), -300, -100], "redeemed");
        assertEq(redeem(alice, 0, 0), 0, "nothing for nothing");
        assertEq(redeem(alice, 700, 900), 700 * 2_500 + 900 * 4_500, "the rest");
        assertEq(cash(alice), WEALTH, "a set was worth the cap");
    }

    function test_TheLowestAndTheHighestPrice() external {
        split(alice, 1_000);
        vm.warp(EXPIRY);
        uint256 snapshot = vm.snapshotState();
        fixPrice(0);
        (bool isFixed,) = exchange.settlementPriceOf(market);
        assertTrue(isFixed, "0 is a price");
        assertEq(redeem(alice, 1_000, 0), 0, "LONG is worth nothing");
        assertEq(redeem(alice, 0, 1_000), 7_000_000, "SHORT the cap");
        vm.revertToState(snapshot);
        fixPrice(CAP);
        assertEq(redeem(alice, 1_000, 0), 7_000_000, "LONG is worth the cap");
        assertEq(redeem(alice, 0, 1_000), 0, "SHORT nothing");
    }

    /// @dev The greatest balance there can be, at a unit of 10^18, is paid without overflow or refused without a trace.
    function test_CAST_TheLargestPayout() external {
        uint256 most = 2 ** 127;
        usdc.mint(address(this), most);
        usdc.approve(address(exchange), most);
        uint256 held = usdc.balanceOf(address(exchange));
        exchange.deposit(USDC, most - held, alice);
        uint256 sets = (most - held) / CAP;
        split(alice, sets);
        vm.warp(EXPIRY);
        fixPrice(CAP - 1);
        assertEq(redeem(alice, sets, 0), sets * (CAP - 1), "LONG");
        assertEq(redeem(alice, 0, sets), sets, "SHORT");
    }

    // ---------------------------------------------------------------- everybody's payout

    /// @dev Trades, then every way out at once: orders that stand, fills that wait, tokens outside, sets that are merged.
    function testFuzz_FSM_NoOrderOfRedemptionsChangesAPayout(uint256 random, uint24 tick) external {
        trade(random);
        vm.warp(EXPIRY);
        fixPrice(uint24(bound(tick, 0, CAP)));
        uint256 snapshot = vm.snapshotState();
        uint256[3] memory straight = leave(0, 1, 2, 0);
        vm.revertToState(snapshot);
        uint256[3] memory otherwise = leave(2, random % 2, 1 - random % 2, random);
        for (uint256 n; n < 3; ++n) {
            assertEq(otherwise[n], straight[n], "whoever comes first and however");
        }
        assertEq(usdc.balanceOf(address(exchange)), exchange.marketOf(market).fees, "nothing is left but the fees");
        vm.startPrank(feeRecipient);
        uint256 fees = exchange.collectFees(market);
        exchange.withdraw(USDC, fees, feeRecipient);
        assertEq(usdc.balanceOf(address(exchange)), 0, "nor they");
        assertEq(ERC20(exchange.tokenOf(long)).totalSupply(), 0, "no LONG");
        assertEq(ERC20(exchange.tokenOf(short)).totalSupply(), 0, "no SHORT");
    }

    address[3] private _people;

    function trade(uint256 random) private {
        _people = [alice, bob, carol];
        for (uint32 n; n < 3; ++n) {
            split(_people[n], 2_000);
        }
        for (uint32 n; n < 18; ++n) {
            random = uint256(keccak256(abi.encode(random)));
            OrderRequest memory r = request(n % 6, Side(random & 1), uint24(2_995 + (random >> 8) % 10), 100);
            r.lots += uint56((random >> 16) % 200);
            r.funding = Funding((random >> 1) & 1);
            place(_people[(random >> 32) % 3], r);
        }
        // Some of it is outside when the price is fixed.
        (uint256 some, uint256 all) = (longs(bob) / 2, shorts(alice));
        vm.prank(bob);
        exchange.withdraw(long, some, carol);
        vm.prank(alice);
        exchange.withdraw(short, all, alice);
    }

    /// @return got What each of the three takes away, in micro-USDC.
    function leave(uint256 a, uint256 b, uint256 c, uint256 random) private returns (uint256[3] memory got) {
        uint256[3] memory line = [a, b, c];
        for (uint256 n; n < 3; ++n) {
            comeBack(_people[line[n]]);
        }
        for (uint256 n; n < 3; ++n) {
            got[line[n]] = leave(_people[line[n]], random >> (16 * n));
        }
    }

    function comeBack(address who) private {
        uint32[] memory slots = new uint32[](6);
        for (uint32 n; n < 6; ++n) {
            slots[n] = n;
        }
        exchange.cancelFor(who, slots);
        for (uint32 asset = long; asset <= short; ++asset) {
            uint256 outside = ERC20(exchange.tokenOf(asset)).balanceOf(who);
            vm.prank(who);
            exchange.deposit(asset, outside, who);
        }
    }

    function leave(address who, uint256 random) private returns (uint256 got) {
        uint256 sets = longs(who) < shorts(who) ? longs(who) : shorts(who);
        if (random & 1 == 1 && sets > 1) {
            vm.prank(who);
            exchange.merge(market, sets / 2);
        }
        redeem(who, longs(who) / 3, 0);
        redeem(who, longs(who), shorts(who) / 2);
        redeem(who, 0, shorts(who));
        got = cash(who);
        vm.prank(who);
        exchange.withdraw(USDC, got, who);
    }

    /// @dev A set redeemed is a set merged, whatever the price and the unit.
    function testFuzz_BACK_ASetIsWorthTheCap(uint24 tick, uint64 lots, uint64 merged) external {
        uint256 sets = bound(lots, 1, WEALTH / CAP);
        split(alice, sets);
        vm.warp(EXPIRY);
        fixPrice(uint24(bound(tick, 0, CAP)));
        uint256 some = bound(merged, 1, sets);
        vm.prank(alice);
        exchange.merge(market, some);
        redeem(alice, sets - some, sets - some);
        assertEq(cash(alice), WEALTH, "all back");
    }

    function test_AnotherSeriesIsNotSettledByIt() external {
        uint32 january = registry.listMonth(grade, 2027, 1);
        vm.prank(alice);
        exchange.split(january, 100);
        vm.warp(EXPIRY);
        fixPrice(PRICE);
        vm.expectRevert(abi.encodeWithSelector(IClearing.NotSettled.selector, january));
        vm.prank(alice);
        exchange.redeem(january, 100, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IClearing.TradingNotEnded.selector, FAMILY + 1, exchange.marketOf(january).expiry)
        );
        vm.prank(settler);
        exchange.fixSettlementPrice(FAMILY + 1, PRICE);
    }

    /// @dev A unit of 10^12: a quote token with 18 decimals.
    function test_AnotherUnit() external {
        MockToken dai = new MockToken(18);
        uint32 quote = listQuote(address(dai));
        uint32 id = listSeries(quote, 5_000, EXPIRY, 12, 2);
        dai.mint(address(this), 5_000e12 * 10);
        dai.approve(address(exchange), 5_000e12 * 10);
        exchange.deposit(quote, 5_000e12 * 10, alice);
        vm.prank(alice);
        exchange.split(id, 10);
        vm.warp(EXPIRY);
        fixPriceOf(id, 1_234);
        vm.prank(alice);
        assertEq(exchange.redeem(id, 10, 3), (1_234 * 10 + 3_766 * 3) * 1e12, "in base units of the quote");
    }
}
