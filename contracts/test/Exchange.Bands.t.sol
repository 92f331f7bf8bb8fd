// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {IClearing} from "../src/interfaces/IClearing.sol";
import {MarketInfo} from "../src/interfaces/IExchange.sol";
import {Fixture} from "./Fixture.sol";
import {MockToken} from "./mocks/MockToken.sol";

/// @notice Bands of H100Z26: cut, joined, and paid out by one price.
contract BandsTest is Fixture {
    /// @dev Of H100Z26.
    uint32 private constant FAMILY = 1;

    /// @dev The parts of [0, 7.000] at 2.000 and 3.200.
    uint32 private _low;
    uint32 private _middle;
    uint32 private _high;

    function setUp() public override {
        super.setUp();
        _low = band(FAMILY, 0, 2_000);
        _middle = band(FAMILY, 2_000, 1_200);
        _high = band(FAMILY, 3_200, 3_800);
    }

    function band(uint32 family, uint24 floor, uint24 cap) private returns (uint32 id) {
        vm.prank(address(registry));
        (id,,) = exchange.listSeries(family, "BAND", 2, floor, cap);
    }

    function parts() private view returns (uint32[] memory ids) {
        return list(_low, _middle, _high);
    }

    function list(uint32 a, uint32 b, uint32 c) private pure returns (uint32[] memory ids) {
        ids = new uint32[](3);
        (ids[0], ids[1], ids[2]) = (a, b, c);
    }

    function list(uint32 a, uint32 b) private pure returns (uint32[] memory ids) {
        ids = new uint32[](2);
        (ids[0], ids[1]) = (a, b);
    }

    function held(address who, uint32 id, bool isLong) private view returns (uint256) {
        return exchange.balanceOf(who, exchange.marketOf(id).base | (isLong ? 0 : 1));
    }

    function split(address who, uint32 id, uint256 lots) private {
        vm.prank(who);
        exchange.split(id, lots);
    }

    function cut(address who, uint32 whole, uint32[] memory ids, bool isLong, uint64 lots) private {
        vm.prank(who);
        exchange.cut(whole, isLong, lots, ids);
    }

    function join(address who, uint32 whole, uint32[] memory ids, bool isLong, uint64 lots) private {
        vm.prank(who);
        exchange.join(whole, isLong, lots, ids);
    }

    // ---------------------------------------------------------------- a band

    function test_ABandLocksItsWidth() external {
        MarketInfo memory info = exchange.marketOf(_middle);
        assertEq(info.family, FAMILY, "of the month");
        assertEq(info.floor, 2_000, "from 2.000");
        assertEq(info.cap, 1_200, "to 3.200");
        assertEq(info.expiry, EXPIRY, "trades as long as the month");
        split(alice, _middle, 1_000);
        assertEq(WEALTH - cash(alice), 1_200_000, "1.200 USDC a GPU-hour");
    }

    /// @dev What a LONG pays: nothing below, what S is above the floor within, the width above. 2.2 + 0.52 = 2.72.
    function test_OnePriceSettlesAllBands() external {
        uint24[5] memory prices = [uint24(0), 2_000, 2_720, 3_200, 9_000];
        uint24[5] memory low = [uint24(0), 2_000, 2_000, 2_000, 2_000];
        uint24[5] memory middle = [uint24(0), 0, 720, 1_200, 1_200];
        uint24[5] memory high = [uint24(0), 0, 0, 0, 3_800];
        vm.warp(EXPIRY);
        for (uint256 n; n < 5; ++n) {
            uint256 snapshot = vm.snapshotState();
            fixPriceOf(market, prices[n]);
            assertPays(_low, low[n]);
            assertPays(_middle, middle[n]);
            assertPays(_high, high[n]);
            assertPays(market, low[n] + middle[n] + high[n]);
            (bool isFixed, uint24 tick) = exchange.finalPriceOf(FAMILY);
            assertTrue(isFixed, "fixed");
            assertEq(tick, prices[n], "the price itself, not cut off at the cap");
            vm.revertToState(snapshot);
        }
    }

    function assertPays(uint32 id, uint24 ticks) private view {
        (bool isFixed, uint24 tick) = exchange.settlementPriceOf(id);
        assertTrue(isFixed, "fixed");
        assertEq(tick, ticks, "what a LONG pays");
    }

    function test_ABandIsRedeemedByItsOwnWidth() external {
        split(alice, _middle, 1_000);
        vm.warp(EXPIRY);
        fixPriceOf(_middle, 2_720);
        vm.startPrank(alice);
        assertEq(exchange.redeem(_middle, 1_000, 0), 720_000, "LONG: 0.720 USDC a GPU-hour");
        assertEq(exchange.redeem(_middle, 0, 1_000), 480_000, "SHORT: the rest of 1.200");
        vm.stopPrank();
    }

    // ---------------------------------------------------------------- cut and join

    function test_CutAndJoin() external {
        split(alice, market, 1_000);
        vm.expectEmit(address(exchange));
        emit IClearing.BandCut(alice, market, parts(), true, 400);
        cut(alice, market, parts(), true, 400);
        assertEq(longs(alice), 600, "LONG of the month is less");
        assertEq(shorts(alice), 1_000, "SHORT is untouched");
        assertEq(held(alice, _low, true), 400, "LONG of each part");
        assertEq(held(alice, _middle, true), 400, "LONG of each part");
        assertEq(held(alice, _high, true), 400, "LONG of each part");
        assertEq(held(alice, _low, false), 0, "no SHORT");
        assertEq(WEALTH - cash(alice), 7_000_000, "for nothing");
        vm.expectEmit(address(exchange));
        emit IClearing.BandJoined(alice, market, parts(), true, 300);
        join(alice, market, parts(), true, 300);
        assertEq(longs(alice), 900, "some of it is back");
        assertEq(held(alice, _middle, true), 100, "the rest in parts");
    }

    /// @dev LONG [0, 10] and SHORT [0, 7] become LONG [7, 10] and 7 USDC in hand: a month whose price runs into its cap is healed.
    function test_Netting() external {
        uint32 wide = band(FAMILY, 0, 10_000);
        uint32 above = band(FAMILY, 7_000, 3_000);
        split(alice, wide, 1_000);
        split(bob, market, 1_000);
        vm.prank(bob);
        exchange.withdraw(short, 1_000, alice);
        vm.prank(alice);
        exchange.deposit(short, 1_000, alice);
        uint256 before = cash(alice);
        cut(alice, wide, list(market, above), true, 1_000);
        vm.prank(alice);
        exchange.merge(market, 1_000);
        assertEq(cash(alice) - before, 7_000_000, "7 USDC a GPU-hour are free");
        assertEq(held(alice, above, true), 1_000, "and what is above 7 is kept");
    }

    /// @dev Whoever trades stops; what is held can be regrouped: no new risk arises.
    function test_WhileHaltedAndAfterTheSettlement() external {
        split(alice, market, 1_000);
        vm.prank(owner);
        exchange.setGuardian(guardian);
        vm.warp(EXPIRY - 3 days);
        vm.prank(guardian);
        exchange.halt(parts(), uint64(EXPIRY - 1 days));
        cut(alice, market, parts(), true, 500);
        vm.warp(EXPIRY + 1);
        fixPriceOf(market, 2_500);
        cut(alice, market, parts(), false, 500);
        join(alice, market, parts(), true, 500);
        vm.startPrank(alice);
        uint256 paid = exchange.redeem(market, 1_000, 500);
        for (uint256 n; n < 3; ++n) {
            paid += exchange.redeem(parts()[n], 0, 500);
        }
        vm.stopPrank();
        assertEq(paid, 7_000_000, "all that was put in");
    }

    /// @dev Nobody wins or loses by it at any price: two random cuts of a band pay what the band pays.
    function testFuzz_BACK_PartsPayWhatTheWholePays(uint256 random, uint24 price, bool isLong) external {
        uint24 floor = uint24(random % 5_000);
        uint24 width = uint24(6 + (random >> 32) % 5_000);
        uint32 whole = band(FAMILY, floor, width);
        (uint32[] memory first, uint32[] memory second) =
            (cutAtRandom(floor, width, random >> 64), cutAtRandom(floor, width, random >> 128));
        split(alice, whole, 1_000);
        cut(alice, whole, first, isLong, 1_000);
        join(alice, whole, first, isLong, 400);
        cut(alice, whole, second, isLong, 400);
        vm.warp(EXPIRY);
        price = uint24(bound(price, 0, 12_000));
        fixPriceOf(whole, price);
        uint256 paid;
        vm.startPrank(alice);
        for (uint256 n; n < first.length; ++n) {
            paid += redeem(first[n], isLong, 600);
        }
        for (uint256 n; n < second.length; ++n) {
            paid += redeem(second[n], isLong, 400);
        }
        vm.stopPrank();
        uint256 above = price > floor ? price - floor : 0;
        if (above > width) above = width;
        assertEq(paid, 1_000 * (isLong ? above : width - above), "what the whole would have paid");
    }

    /// @return ids Two or three bands that cover [floor, floor + width], each at least 2 ticks wide.
    function cutAtRandom(uint24 floor, uint24 width, uint256 random) private returns (uint32[] memory ids) {
        uint24 first = uint24(2 + random % (width - 3));
        if (width - first < 4) return list(band(FAMILY, floor, first), band(FAMILY, floor + first, width - first));
        uint24 second = uint24(2 + (random >> 24) % (width - first - 3));
        return list(
            band(FAMILY, floor, first),
            band(FAMILY, floor + first, second),
            band(FAMILY, floor + first + second, width - first - second)
        );
    }

    function redeem(uint32 id, bool isLong, uint256 lots) private returns (uint256) {
        return exchange.redeem(id, isLong ? lots : 0, isLong ? 0 : lots);
    }

    // ---------------------------------------------------------------- what is refused

    function test_RevertWhen_ThePartsAreNotTheWhole() external {
        split(alice, market, 1_000);
        split(alice, _low, 1_000);
        split(alice, _middle, 1_000);
        split(alice, _high, 1_000);
        uint32 overlapping = band(FAMILY, 1_999, 1_201);
        split(alice, overlapping, 1_000);
        refuses(list(_low, _middle), abi.encodeWithSelector(IClearing.PartsNotWhole.selector, market, 3_200, 7_000));
        refuses(new uint32[](0), abi.encodeWithSelector(IClearing.PartsNotWhole.selector, market, 0, 7_000));
        bytes4 notAdjacent = IClearing.BandsNotAdjacent.selector;
        refuses(list(_low, _high), abi.encodeWithSelector(notAdjacent, _high, 3_200, 2_000));
        refuses(list(_middle, _low, _high), abi.encodeWithSelector(notAdjacent, _middle, 2_000, 0));
        refuses(list(_low, overlapping, _high), abi.encodeWithSelector(notAdjacent, overlapping, 1_999, 2_000));
        refuses(list(_low, _low, _high), abi.encodeWithSelector(notAdjacent, _low, 0, 2_000));
        uint32 over = band(FAMILY, 3_200, 3_801);
        split(alice, over, 1_000);
        refuses(
            list(_low, _middle, over), abi.encodeWithSelector(IClearing.PartsNotWhole.selector, market, 7_001, 7_000)
        );
    }

    function test_RevertWhen_APartIsOfAnotherFamily() external {
        uint32 january = registry.listMonth(grade, 2027, 1);
        split(alice, market, 1_000);
        split(alice, january, 1_000);
        uint32[] memory ids = one(january);
        refuses(ids, abi.encodeWithSelector(IClearing.DifferentFamily.selector, january, FAMILY + 1, FAMILY));
        uint32 spot = exchange.listSpot(exchange.listAsset(address(new MockToken(18))), USDC, 15, 0, 2);
        vm.expectRevert(abi.encodeWithSelector(IClearing.NotASeries.selector, spot));
        cut(alice, spot, ids, true, 1);
        vm.expectRevert(abi.encodeWithSelector(IClearing.NotASeries.selector, spot));
        join(alice, market, one(spot), true, 1);
        vm.expectRevert(abi.encodeWithSelector(IClearing.DifferentFamily.selector, spot, 0, FAMILY));
        cut(alice, market, one(spot), true, 1);
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownMarket.selector, 99));
        join(alice, market, one(99), true, 1);
    }

    function test_RevertWhen_ThereAreTooFewLots() external {
        split(alice, market, 1_000);
        vm.expectRevert(abi.encodeWithSelector(IClearing.TooFewLots.selector, 0, 1));
        cut(alice, market, parts(), true, 0);
        vm.expectRevert(abi.encodeWithSelector(IClearing.TooFewLots.selector, 0, 1));
        join(alice, market, parts(), true, 0);
        vm.expectRevert(insufficient(alice, long, 1_000, 1_001));
        cut(alice, market, parts(), true, 1_001);
        cut(alice, market, parts(), true, 10);
        vm.expectRevert(insufficient(alice, exchange.marketOf(_low).base, 10, 11));
        join(alice, market, parts(), true, 11);
    }

    /// @dev Both ways.
    function refuses(uint32[] memory ids, bytes memory reason) private {
        vm.expectRevert(reason);
        cut(alice, market, ids, true, 10);
        vm.expectRevert(reason);
        join(alice, market, ids, true, 10);
    }
}
