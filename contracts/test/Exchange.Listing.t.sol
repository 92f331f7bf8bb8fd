// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {IClearing} from "../src/interfaces/IClearing.sol";
import {MarketInfo, OrderRequest} from "../src/interfaces/IExchange.sol";
import {ForwardToken} from "../src/series/ForwardToken.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Words} from "./Words.sol";
import {MockToken} from "./mocks/MockToken.sol";

/// @notice Listing of assets and markets by anyone, and each bound.
contract ListingTest is Words {
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
        emit IClearing.AssetListed(65_538, token, false);
        vm.prank(address(99));
        assertEq(exchange.listAsset(token), 65_538, "after H100Z26 (65,536 and 65,537)");
        assertEq(exchange.tokenOf(65_538), token, "token of the asset");
        assertEq(exchange.assetOf(token), 65_538, "asset of the token");
        assertEq(exchange.assetOf(address(1)), 0, "not listed");
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownAsset.selector, 65_539));
        exchange.tokenOf(65_539);
    }

    /// @dev What anyone lists can be traded and is nobody's money: ids of quote assets are the owner's to give, and do not run out by listing.
    function test_SPAM_OnlyTheOwnerListsQuoteAssets() external {
        address euro = address(new MockToken(6));
        uint32 base = exchange.listAsset(address(new MockToken(18)));
        uint32 lookAlike = exchange.listAsset(address(new MockToken(6)));
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidQuoteAsset.selector, lookAlike));
        exchange.listSpot(base, lookAlike, 15, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        exchange.listQuoteToken(euro);
        assertEq(listQuote(euro), 4, "the second, after USDC (2)");
        exchange.listSpot(base, 4, 15, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(IClearing.AssetAlreadyListed.selector, euro, 4));
        listQuote(euro);
        vm.expectRevert(abi.encodeWithSelector(IClearing.AssetAlreadyListed.selector, euro, 4));
        exchange.listAsset(euro);
        vm.expectRevert(IClearing.ZeroAddress.selector);
        listQuote(address(0xdead));
    }

    /// @dev After 32,767 of them there is no id left that a market's word has room for.
    function test_RevertWhen_QuoteAssetsHaveNoIdLeft() external {
        // {Listing-State} lies behind the markets; its third word has the last ids, of assets and then of quote assets.
        setField(bytes32(uint256(marketSlot(market)) - market + (1 << 32) + 2), 32, 32, 65_532);
        assertEq(listQuote(address(new MockToken(6))), 65_534, "the last");
        address another = address(new MockToken(6));
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidQuoteAsset.selector, 65_536));
        listQuote(another);
    }

    // ---------------------------------------------------------------- series

    function test_ASeriesAndItsTokens() external {
        // December 2027, whose last day is followed by 2028-01-01.
        vm.expectEmit(address(exchange));
        emit IClearing.FamilyListed(2, USDC, 0, 1_830_297_600);
        vm.expectEmit(address(exchange));
        emit IClearing.MarketListed(2, 65_538, USDC, 7_000, TAKER_FEE, 1_830_297_600, 0, 0, 2, 2, 0);
        uint32 id = registry.listMonth(grade, 2027, 12);
        assertEq(exchange.marketOf(id).base, 65_538, "the next pair of assets");
        assertEq(exchange.marketOf(id).family, 2, "the second family");
        ForwardToken longs_ = ForwardToken(exchange.tokenOf(65_538));
        ForwardToken shorts_ = ForwardToken(exchange.tokenOf(65_539));
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
        emit IClearing.MarketListed(2, base, USDC, 0, TAKER_FEE, 0, 1, 15, 3, 0, 0);
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
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidQuoteAsset.selector, base));
        exchange.listSpot(base, base, 0, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownAsset.selector, USDC));
        exchange.listSpot(USDC, USDC, 0, 0, 0);
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
            exchange.listSeries(1, "FAKE", 0, 0, 7_000);
            vm.prank(others[n]);
            vm.expectRevert(abi.encodeWithSelector(IClearing.OnlySeriesRegistry.selector, others[n]));
            exchange.listFamily(TOMORROW, USDC, 0);
        }
    }

    function test_RevertWhen_AFamilyIsOffItsBounds() external {
        vm.startPrank(address(registry));
        vm.expectRevert(outside("expiryDay", TOMORROW - 1, TOMORROW, 65_534));
        exchange.listFamily(TOMORROW - 1, USDC, 0);
        vm.expectRevert(outside("expiryDay", 65_535, TOMORROW, 65_534));
        exchange.listFamily(65_535, USDC, 0);
        vm.expectRevert(outside("unitExponent", 19, 0, 18));
        exchange.listFamily(TOMORROW, USDC, 19);
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidQuoteAsset.selector, long));
        exchange.listFamily(TOMORROW, long, 0);
        assertEq(exchange.listFamily(TOMORROW, USDC, 0), 2, "at the lower bounds");
        assertEq(exchange.listFamily(65_534, USDC, 18), 3, "at the higher ones");
        vm.stopPrank();
    }

    function test_RevertWhen_ASeriesIsOffItsBounds() external {
        vm.startPrank(address(registry));
        vm.expectRevert(outside("cap", 1, 2, 16_777_214));
        exchange.listSeries(1, "X", 0, 0, 1);
        vm.expectRevert(outside("cap", 16_777_215, 2, 16_777_214));
        exchange.listSeries(1, "X", 0, 0, type(uint24).max);
        vm.expectRevert(outside("floor", 16_770_215, 0, 16_770_214));
        exchange.listSeries(1, "X", 0, 16_770_215, 7_000);
        vm.expectRevert(outside("minLotsExponent", 9, 0, 8));
        exchange.listSeries(1, "X", 9, 0, 7_000);
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownFamily.selector, 2));
        exchange.listSeries(2, "X", 0, 0, 7_000);
        exchange.listSeries(1, "LOW", 0, 0, 2);
        exchange.listSeries(1, "WIDE", 8, 0, 16_777_214);
        exchange.listSeries(1, "HIGH", 8, 16_770_214, 7_000);
        assertEq(exchange.marketCount(), 4, "the three at the bounds");
        vm.warp(EXPIRY);
        vm.expectRevert(outside("expiryDay", EXPIRY / 1 days, EXPIRY / 1 days + 1, 65_534));
        exchange.listSeries(1, "LATE", 0, 100, 7_000);
        vm.stopPrank();
    }

    // ---------------------------------------------------------------- fees

    function test_TheOwnerLowersAFee() external {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        exchange.lowerTakerFee(0, market);
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IClearing.FeeNotLower.selector, TAKER_FEE, TAKER_FEE));
        exchange.lowerTakerFee(TAKER_FEE, market);
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownMarket.selector, 9));
        exchange.lowerTakerFee(0, 9);
        MarketInfo memory before = exchange.marketOf(market);
        vm.expectEmit(address(exchange));
        emit IClearing.TakerFeeLowered(market, TAKER_FEE - 1);
        exchange.lowerTakerFee(TAKER_FEE - 1, market);
        before.takerFee = TAKER_FEE - 1;
        assertEq(abi.encode(exchange.marketOf(market)), abi.encode(before), "nothing else has changed");
        exchange.lowerTakerFee(0, market);
        vm.expectRevert(abi.encodeWithSelector(IClearing.FeeNotLower.selector, 0, 0));
        exchange.lowerTakerFee(0, market);
    }
}
