// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {IClearing} from "../src/interfaces/IClearing.sol";
import {
    DepthLevel,
    MarketInfo,
    OrderInfo,
    OrderRequest,
    TakePreview,
    TimeInForce
} from "../src/interfaces/IExchange.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";

/// @notice previewTake, depth, ordersOf, marketOf.
contract ViewsTest is Fixture {
    // ---------------------------------------------------------------- previewTake

    function test_PreviewOfAKnownTake() external {
        place(alice, Side.Ask, 3_000, 300);
        place(alice, Side.Ask, 3_010, 300);
        OrderRequest memory r = request(1, Side.Bid, 3_010, 500);
        TakePreview memory preview = exchange.previewTake(r);
        assertEq(preview.lots, 500, "lots");
        assertEq(preview.levels, 2, "levels");
        assertEq(preview.notional, 1_502_000, "300 at 3,000 and 200 at 3,010");
        assertEq(preview.fee, 301, "0.02 %, rounded up");
        assertEq(preview.payAsset, USDC, "pays quote");
        assertEq(preview.pays, 1_502_000, "the price, without the fee");
        assertEq(preview.getAsset, long, "gets LONG");
        assertEq(preview.gets, 500, "a token a lot");

        (r.side, r.tick) = (Side.Ask, 1);
        assertEq(exchange.previewTake(r).lots, 0, "no bid to take");
    }

    /// @dev The preview once answered for orders that place would refuse.
    function test_GRID_PreviewRefusesWhatPlaceRefuses() external {
        OrderRequest memory r = request(1, Side.Bid, CAP, 500);
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidTick.selector, 7_000, 6_999));
        exchange.previewTake(r);

        (r.tick, r.lots) = (3_000, MIN_LOTS - 1);
        vm.expectRevert(abi.encodeWithSelector(IClearing.TooFewLots.selector, 99, 100));
        exchange.previewTake(r);

        r.lots = 500;
        vm.warp(EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(IClearing.TradingEnded.selector, market, EXPIRY));
        exchange.previewTake(r);
    }

    /// @dev An order that the new one replaces leaves before anything is taken: what it would have met is gone.
    function test_LIMIT_ThePreviewDoesNotKnowWhatItReplaces() external {
        place(alice, 1, Side.Ask, 3_000, 500);
        OrderRequest memory r = request(1, Side.Bid, 3_000, 500);
        assertEq(exchange.previewTake(r).lots, 500, "alice's own ask among those of others");
        (uint256 taken, uint256 rested) = place(alice, r);
        assertEq(taken, 0, "it was replaced, not taken");
        assertEq(rested, 500, "by the bid");
    }

    /// @dev A book of five asks and five bids, any order against it: what was shown is what is done.
    function testFuzz_LIMIT_PreviewEqualsExecution(
        uint256 shape,
        bool asks,
        bool token,
        uint8 tif,
        uint24 tick,
        uint56 lots,
        uint16 maxLevels
    ) external {
        for (uint24 n; n < 5; ++n) {
            uint56 size = MIN_LOTS + uint56(uint8(shape >> (8 * n)));
            place(alice, Side.Ask, 3_000 + n * uint24(1 + (shape >> 100) % 300), size);
            place(bob, Side.Bid, 2_999 - n * uint24(1 + (shape >> 120) % 300), size);
        }
        split(carol, 10_000);
        OrderRequest memory r = request(
            asks ? Side.Ask : Side.Bid,
            token ? Funding.Token : Funding.Quote,
            TimeInForce(tif % 3),
            uint24(bound(tick, 1, CAP - 1)),
            uint56(bound(lots, MIN_LOTS, 2_500))
        );
        r.maxLevels = uint16(bound(maxLevels, 0, 6));
        TakePreview memory preview = exchange.previewTake(r);
        if (r.timeInForce == TimeInForce.FillOrKill && preview.lots != r.lots) {
            vm.expectRevert(abi.encodeWithSelector(ITrading.NotFilledInFull.selector, preview.lots, r.lots));
            place(carol, r);
            return;
        }

        if (r.timeInForce == TimeInForce.FillOrKill) r.timeInForce = TimeInForce.ImmediateOrCancel;
        uint256 pay = exchange.balanceOf(carol, preview.payAsset);
        uint256 get = exchange.balanceOf(carol, preview.getAsset);
        uint256 fees = exchange.marketOf(market).fees;
        (uint256 taken, uint256 rested) = place(carol, r);
        assertEq(taken, preview.lots, "lots");
        // What rests is escrowed in the same asset.
        pay -= token ? rested : rested * (asks ? CAP - r.tick : r.tick);
        assertEq(exchange.marketOf(market).sequence, preview.levels, "levels");
        assertEq(exchange.marketOf(market).fees - fees, preview.fee, "fee");
        if (token) get -= preview.fee;
        else pay -= preview.fee;
        assertEq(exchange.balanceOf(carol, preview.payAsset), pay - preview.pays, "paid");
        assertEq(exchange.balanceOf(carol, preview.getAsset), get + preview.gets, "got");
    }

    // ---------------------------------------------------------------- depth

    function test_Depth() external {
        uint24[4] memory ticks = [uint24(256), 255, 511, 3];
        for (uint256 n; n < 4; ++n) {
            place(alice, Side.Bid, ticks[n], uint56(100 + n));
            place(bob, Side.Ask, CAP - ticks[n], uint56(200 + n));
        }
        place(carol, Side.Bid, 255, 1_000);

        DepthLevel[] memory bids = exchange.depth(market, Side.Bid, 9);
        assertEq(bids.length, 4, "four levels");
        assertEq(bids[0].tick, 511, "best first");
        assertEq(bids[1].tick, 256, "second");
        assertEq(bids[2].tick, 255, "third, over the border of a word");
        assertEq(bids[2].lots, 1_101, "alice's and carol's");
        assertEq(bids[3].tick, 3, "last");

        DepthLevel[] memory asks = exchange.depth(market, Side.Ask, 2);
        assertEq(asks.length, 2, "no more than asked for");
        assertEq(asks[0].tick, CAP - 511, "best first");
        assertEq(asks[1].tick, CAP - 256, "second");
        assertEq(exchange.depth(market, Side.Ask, 0).length, 0, "none asked for");
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownMarket.selector, 9));
        exchange.depth(9, Side.Ask, 1);
    }

    // ---------------------------------------------------------------- ordersOf, marketOf

    function test_OrdersOf() external {
        split(alice, 1_000);
        OrderRequest memory r = request(7, Side.Ask, 3_000, 400);
        r.funding = Funding.Token;
        place(alice, r);
        place(bob, 1, Side.Bid, 3_000, 150);

        uint32[] memory slots = new uint32[](2);
        (slots[0], slots[1]) = (3, 7);
        OrderInfo[] memory infos = exchange.ordersOf(alice, slots);
        assertEq(infos[0].slot, 3, "asked for");
        assertEq(infos[0].lots, 0, "free");
        assertEq(infos[1].slot, 7, "slot");
        assertEq(infos[1].market, market, "market");
        assertEq(uint8(infos[1].side), uint8(Side.Ask), "side");
        assertEq(uint8(infos[1].funding), uint8(Funding.Token), "funding");
        assertEq(infos[1].tick, 3_000, "tick");
        assertEq(infos[1].lots, 400, "resting and filled together");
        assertEq(infos[1].filled, 150, "filled");
    }

    function test_MarketOf() external view {
        MarketInfo memory info = exchange.marketOf(market);
        assertEq(info.bestBid, 0, "no bid");
        assertEq(info.bestAsk, type(uint24).max, "no ask");
        assertEq(info.sequence, 0, "nothing taken");
        assertEq(info.fees, 0, "no fee");
        assertEq(info.base, 65_536, "the first pair that is no quote asset");
        assertEq(info.family, 1, "of the first family");
        assertEq(info.floor, 0, "from zero");
        assertEq(info.quote, USDC, "quote");
        assertEq(info.cap, CAP, "cap");
        assertEq(info.takerFee, TAKER_FEE, "fee of the day it was listed");
        assertEq(info.expiry, EXPIRY, "expiry");
        assertEq(info.unit, 1, "a lot at a tick is a micro-USDC");
        assertEq(info.lotSize, 1, "a lot is a base unit of LONG");
        assertEq(info.minLots, MIN_LOTS, "minimum");
    }
}
