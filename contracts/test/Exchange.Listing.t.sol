// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {IClearing} from "../src/interfaces/IClearing.sol";
import {MarketInfo, OrderRequest} from "../src/interfaces/IExchange.sol";
import {ForwardToken} from "../src/series/ForwardToken.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";
import {MockToken} from "./mocks/MockToken.sol";

/// @notice Listing of assets and markets by anyone, and each bound.
contract ListingTest is Fixture {
    uint16 private constant TOMORROW = uint16(NOW / 1 days + 1);

    function outside(string memory parameter, uint256 given, uint256 least, uint256 most)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeWithSelector(IClearing.InvalidListing.selector, parameter, given, least, most);
    }

    // ---------------------------------------------------------------- assets

    function test_AssetsComeInPairs() external {
        address token = address(new MockToken(8));
        vm.expectEmit(address(exchange));
        emit IClearing.AssetListed(6, token, false);
        vm.prank(address(99));
        assertEq(exchange.listAsset(token), 6, "after USDC (2) and H100Z26 (4, 5)");
        assertEq(exchange.tokenOf(6), token, "token of the asset");
        assertEq(exchange.assetOf(token), 6, "asset of the token");
        assertEq(exchange.assetOf(address(1)), 0, "not listed");
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownAsset.selector, 7));
        exchange.tokenOf(7);
    }

    function test_RevertWhen_ATokenIsListedTwiceOrIsNone() external {
        vm.expectRevert(abi.encodeWithSelector(IClearing.AssetAlreadyListed.selector, address(usdc), USDC));
        exchange.listAsset(address(usdc));
        address forward = exchange.tokenOf(short);
        vm.expectRevert(abi.encodeWithSelector(IClearing.AssetAlreadyListed.selector, forward, short));
        exchange.listAsset(forward);
        vm.expectRevert(IClearing.ZeroAddress.selector);
        exchange.listAsset(address(0xdead));
    }

    // ---------------------------------------------------------------- series

    function test_ASeriesAndItsTokens() external {
        // December 2027, whose last day is followed by 2028-01-01.
        vm.expectEmit(address(exchange));
        emit IClearing.MarketListed(2, 6, USDC, 8_000, TAKER_FEE, 1_830_297_600, 0, 0, 2);
        uint32 id = registry.listSeries(grade, 2027, 12, 8_000);
        assertEq(exchange.marketOf(id).base, 6, "the next pair of assets");
        ForwardToken longs_ = ForwardToken(exchange.tokenOf(6));
        ForwardToken shorts_ = ForwardToken(exchange.tokenOf(7));
        assertEq(longs_.name(), "H100Z27 LONG", "name of LONG");
        assertEq(longs_.symbol(), "H100Z27-L", "symbol of LONG");
        assertEq(shorts_.name(), "H100Z27 SHORT", "name of SHORT");
        assertEq(shorts_.symbol(), "H100Z27-S", "symbol of SHORT");
        assertEq(longs_.decimals(), 3, "a base unit is a lot");
    }

    // ---------------------------------------------------------------- spot

    function test_ListSpot() external {
        uint32 base = exchange.listAsset(address(new MockToken(18)));
        vm.expectEmit(address(exchange));
        emit IClearing.MarketListed(2, base, USDC, 0, TAKER_FEE, 0, 1, 15, 3);
        vm.prank(address(99));
        uint32 spot = exchange.listSpot(base, USDC, 15, 1, 3);
        MarketInfo memory info = exchange.marketOf(spot);
        assertEq(spot, 2, "the second market");
        assertEq(info.base, base, "base");
        assertEq(info.quote, USDC, "quote");
        assertEq(info.cap, 0, "no cap");
        assertEq(info.expiry, 0, "no end");
        assertEq(info.takerFee, TAKER_FEE, "fee of the day");
        assertEq(info.unit, 10, "10 micro-USDC a lot and tick");
        assertEq(info.lotSize, 1e15, "a lot is 0.001 of the token");
        assertEq(info.minLots, 1_000, "a thousand lots at least");
    }

    function test_GRID_SpotTicksGoUpToTheirMaximum() external {
        uint32 base = exchange.listAsset(address(new MockToken(18)));
        OrderRequest memory r = request(1, Side.Bid, type(uint24).max - 1, 1);
        r.market = exchange.listSpot(base, USDC, 0, 0, 0);
        place(alice, r);
        assertEq(exchange.marketOf(r.market).bestBid, 16_777_214, "2^24 - 2");
        r.tick = type(uint24).max;
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidTick.selector, r.tick, 16_777_214));
        place(alice, r);
    }

    /// @dev LONG may be the base of a spot market too: it is an asset like any other.
    function test_SOLV_LongOnASpotMarket() external {
        split(alice, 1_000);
        OrderRequest memory r = request(1, Side.Ask, 5_000, 300);
        (r.market, r.funding) = (exchange.listSpot(long, USDC, 0, 0, 2), Funding.Token);
        place(alice, r);
        (r.side, r.funding) = (Side.Bid, Funding.Quote);
        place(bob, r);
        settle(alice, 1);
        assertEq(longs(bob), 300, "bought");
        assertEq(cash(alice), WEALTH - 7_000_000 + 1_500_000, "sold");
    }

    function test_RevertWhen_ASpotMarketIsOffItsBounds() external {
        uint32 base = exchange.listAsset(address(new MockToken(18)));
        vm.expectRevert(outside("lotExponent", 19, 0, 18));
        exchange.listSpot(base, USDC, 19, 0, 0);
        vm.expectRevert(outside("unitExponent", 19, 0, 18));
        exchange.listSpot(base, USDC, 0, 19, 0);
        vm.expectRevert(outside("minLotsExponent", 9, 0, 8));
        exchange.listSpot(base, USDC, 0, 0, 9);
        exchange.listSpot(base, USDC, 18, 18, 8);

        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownAsset.selector, 90));
        exchange.listSpot(90, USDC, 0, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownAsset.selector, 90));
        exchange.listSpot(base, 90, 0, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownAsset.selector, base));
        exchange.listSpot(base, base, 0, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownAsset.selector, short));
        exchange.listSpot(short, USDC, 0, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidQuoteAsset.selector, long));
        exchange.listSpot(base, long, 0, 0, 0);
    }

    // ---------------------------------------------------------------- series

    function test_RevertWhen_AnyoneElseListsASeries() external {
        address[3] memory others = [alice, owner, address(exchange)];
        for (uint256 n; n < 3; ++n) {
            vm.prank(others[n]);
            vm.expectRevert(abi.encodeWithSelector(IClearing.OnlySeriesRegistry.selector, others[n]));
            exchange.listSeries(USDC, 7_000, TOMORROW, 0, 0, "FAKE");
        }
    }

    function test_RevertWhen_ASeriesIsOffItsBounds() external {
        vm.startPrank(address(registry));
        vm.expectRevert(outside("cap", 1, 2, 16_777_214));
        exchange.listSeries(USDC, 1, TOMORROW, 0, 0, "X");
        vm.expectRevert(outside("cap", 16_777_215, 2, 16_777_214));
        exchange.listSeries(USDC, type(uint24).max, TOMORROW, 0, 0, "X");
        vm.expectRevert(outside("expiryDay", TOMORROW - 1, TOMORROW, 65_534));
        exchange.listSeries(USDC, 7_000, TOMORROW - 1, 0, 0, "X");
        vm.expectRevert(outside("expiryDay", 65_535, TOMORROW, 65_534));
        exchange.listSeries(USDC, 7_000, 65_535, 0, 0, "X");
        vm.expectRevert(outside("unitExponent", 19, 0, 18));
        exchange.listSeries(USDC, 7_000, TOMORROW, 19, 0, "X");
        vm.expectRevert(outside("minLotsExponent", 9, 0, 8));
        exchange.listSeries(USDC, 7_000, TOMORROW, 0, 9, "X");
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidQuoteAsset.selector, long));
        exchange.listSeries(long, 7_000, TOMORROW, 0, 0, "X");
        exchange.listSeries(USDC, 2, TOMORROW, 0, 0, "LOW");
        exchange.listSeries(USDC, 16_777_214, 65_534, 18, 8, "HIGH");
        vm.stopPrank();
        assertEq(exchange.marketCount(), 3, "the two at the bounds");
    }
}
