// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {CommonBase} from "forge-std/Base.sol";
import {StdUtils} from "forge-std/StdUtils.sol";

import {IExchange, MarketInfo, OrderRequest, TimeInForce} from "../../src/interfaces/IExchange.sol";
import {Funding, Side} from "../../src/types/Side.sol";
import {Intervals} from "./Intervals.sol";

/// @notice Four people who split, merge, trade, cut, join and redeem bands of one family. Nothing they do may revert.
contract BandHandler is CommonBase, StdUtils, Intervals {
    IExchange private immutable EXCHANGE;
    address private immutable SETTLER;
    uint32 public immutable FAMILY;

    uint32[] public markets;
    address[] public people;
    /// @notice How often each was reached with lots to move.
    uint256 public cuts;
    uint256 public joins;
    uint256 public mergesOfParts;
    uint256 public trades;
    uint256 public redemptions;

    constructor(IExchange exchange, address settler, uint32[] memory markets_, address[] memory people_) {
        EXCHANGE = exchange;
        SETTLER = settler;
        markets = markets_;
        people = people_;
        FAMILY = exchange.marketOf(markets_[0]).family;
    }

    // ---------------------------------------------------------------- what is called

    function split(uint256 who, uint256 which, uint256 lots) external {
        (uint32 id, MarketInfo memory info) = marketAt(which);
        if (block.timestamp >= info.expiry) return;
        address account = person(who);
        lots = bound(lots, 1, 5_000);
        vm.prank(account);
        EXCHANGE.split(id, lots);
        addLong(account, info.floor, info.cap, lots, true);
        addShort(account, info.floor, info.cap, lots, true);
    }

    function merge(uint256 who, uint256 which, uint256 lots) external {
        (uint32 id, MarketInfo memory info) = marketAt(which);
        address account = person(who);
        uint256 sets = least(held(account, info, true), held(account, info, false));
        if (sets == 0) return;
        lots = bound(lots, 1, sets);
        vm.prank(account);
        EXCHANGE.merge(id, lots);
        addLong(account, info.floor, info.cap, lots, false);
        addShort(account, info.floor, info.cap, lots, false);
        if (info.cap != 7_000) ++mergesOfParts;
    }

    /// @dev Whole into parts; the parts begin where they must, and are chosen at random.
    function cut(uint256 who, uint256 which, uint256 random, bool long) external {
        (uint32 whole, MarketInfo memory info) = marketAt(which);
        address account = person(who);
        uint256 most = held(account, info, long);
        uint32[] memory parts = partsOf(info, random);
        if (most == 0 || parts.length == 0) return;
        vm.prank(account);
        EXCHANGE.cut(whole, long, uint64(bound(random, 1, most)), parts);
        ++cuts;
    }

    function join(uint256 who, uint256 which, uint256 random, bool long) external {
        (uint32 whole, MarketInfo memory info) = marketAt(which);
        address account = person(who);
        uint32[] memory parts = partsOf(info, random);
        uint256 most = parts.length == 0 ? 0 : type(uint64).max;
        for (uint256 n; n < parts.length; ++n) {
            most = least(most, held(account, EXCHANGE.marketOf(parts[n]), long));
        }
        if (most == 0) return;
        vm.prank(account);
        EXCHANGE.join(whole, long, uint64(bound(random, 1, most)), parts);
        ++joins;
    }

    /// @dev One rests, the other takes all of it: paid with money or with what is held.
    function trade(uint256 who, uint256 which, uint256 random) external {
        (uint32 id, MarketInfo memory info) = marketAt(which);
        if (block.timestamp >= info.expiry) return;
        address maker = person(who);
        address taker = person(who % people.length + 1 + (random >> 8) % (people.length - 1));
        uint56 lots = uint56(100 + (random >> 16) % 2_000);
        OrderRequest memory r;
        (r.market, r.tick, r.lots) = (id, uint24(1 + (random >> 40) % (info.cap - 1)), lots);
        (r.side, r.funding) = (Side(random & 1), fundingOf(maker, info, Side(random & 1), lots, random >> 1));
        vm.prank(maker);
        EXCHANGE.place(r);
        pay(maker, info, r.side, r.funding, lots);
        r.side = Side(uint8(r.side) ^ 1);
        r.funding = fundingOf(taker, info, r.side, lots, random >> 2);
        r.timeInForce = TimeInForce.FillOrKill;
        vm.prank(taker);
        EXCHANGE.place(r);
        pay(taker, info, r.side, r.funding, lots);
        EXCHANGE.settle(maker, new uint32[](1));
        ++trades;
    }

    function redeem(uint256 who, uint256 which, uint256 longs, uint256 shorts) external {
        (uint32 id, MarketInfo memory info) = marketAt(which);
        (bool isFixed,) = EXCHANGE.finalPriceOf(FAMILY);
        if (!isFixed) return;
        address account = person(who);
        longs = bound(longs, 0, held(account, info, true));
        shorts = bound(shorts, 0, held(account, info, false));
        if (longs + shorts == 0) return;
        vm.prank(account);
        EXCHANGE.redeem(id, longs, shorts);
        addLong(account, info.floor, info.cap, longs, false);
        addShort(account, info.floor, info.cap, shorts, false);
        ++redemptions;
    }

    /// @dev Time passes now and then; the price is fixed as soon as it may be.
    function end(uint256 time, uint256 price) external {
        vm.warp(block.timestamp + time % 1 days);
        fixPrice(price);
    }

    // ---------------------------------------------------------------- how a run ends

    function finish(uint256 price) external {
        vm.warp(block.timestamp + 30 days);
        fixPrice(price);
    }

    function fixPrice(uint256 price) private {
        (bool isFixed,) = EXCHANGE.finalPriceOf(FAMILY);
        if (isFixed || block.timestamp < EXCHANGE.marketOf(markets[0]).expiry) return;
        vm.prank(SETTLER);
        EXCHANGE.fixSettlementPrice(FAMILY, uint24(bound(price, 0, 12_000)));
    }

    // ---------------------------------------------------------------- parts

    function count() external view returns (uint256, uint256) {
        return (markets.length, people.length);
    }

    function person(uint256 n) private view returns (address) {
        return people[n % people.length];
    }

    function marketAt(uint256 which) private view returns (uint32 id, MarketInfo memory info) {
        id = markets[which % markets.length];
        info = EXCHANGE.marketOf(id);
    }

    function held(address who, MarketInfo memory info, bool long) private view returns (uint256) {
        return EXCHANGE.balanceOf(who, info.base | (long ? 0 : 1));
    }

    /// @return parts Adjacent bands that cover a band; none if chance led to where none begins.
    function partsOf(MarketInfo memory whole, uint256 random) private view returns (uint32[] memory parts) {
        uint32[] memory found = new uint32[](INTERVALS);
        uint256 length;
        uint24 edge = whole.floor;
        while (edge < whole.floor + whole.cap) {
            uint32 next;
            for (uint256 n; n < markets.length && next == 0; ++n) {
                uint32 id = markets[(n + (random >> (8 * length)) % markets.length) % markets.length];
                MarketInfo memory info = EXCHANGE.marketOf(id);
                bool fits = info.floor == edge && edge + info.cap <= whole.floor + whole.cap && info.cap < whole.cap;
                if (fits) (next, edge) = (id, edge + info.cap);
            }
            if (next == 0) return parts;
            found[length++] = next;
        }
        parts = new uint32[](length);
        for (uint256 n; n < length; ++n) {
            parts[n] = found[n];
        }
    }

    /// @dev With tokens if there are enough and chance has it, otherwise with money.
    function fundingOf(address who, MarketInfo memory info, Side side, uint256 lots, uint256 random)
        private
        view
        returns (Funding)
    {
        bool has = held(who, info, side == Side.Ask) >= lots;
        return has && random & 1 == 1 ? Funding.Token : Funding.Quote;
    }

    /// @dev What a filled order leaves in its owner's hands: LONG more or less, SHORT more or less.
    function pay(address who, MarketInfo memory info, Side side, Funding funding, uint256 lots) private {
        if (side == Side.Bid) {
            if (funding == Funding.Quote) addLong(who, info.floor, info.cap, lots, true);
            else addShort(who, info.floor, info.cap, lots, false);
        } else {
            if (funding == Funding.Token) addLong(who, info.floor, info.cap, lots, false);
            else addShort(who, info.floor, info.cap, lots, true);
        }
    }

    function least(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
