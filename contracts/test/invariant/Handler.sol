// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {CommonBase} from "forge-std/Base.sol";
import {StdUtils} from "forge-std/StdUtils.sol";

import {IExchange, MarketInfo, OrderInfo, OrderRequest, TimeInForce} from "../../src/interfaces/IExchange.sol";
import {Funding, Side} from "../../src/types/Side.sol";
import {MockToken} from "../mocks/MockToken.sol";

/// @notice Five people who do whatever they like with one series, within their means: nothing they do may revert.
///
/// Prices stay within twelve ticks around the border of a bitmap word, so that orders meet and levels empty all the time.
contract Handler is CommonBase, StdUtils {
    uint24 public constant LOWEST = 2_810;
    uint24 public constant HIGHEST = 2_821;
    uint32 public constant SLOTS = 4;
    uint32 private constant QUOTE = 2;

    IExchange public immutable exchange;
    uint32 public immutable market;
    uint32 public immutable long;
    address[] public people;

    /// @notice Lots taken, come to rest, settled, and given back, since the start.
    uint256 public taken;
    uint256 public rested;
    uint256 public settled;
    uint256 public cancelled;

    constructor(IExchange exchange_, uint32 market_, address[] memory people_) {
        exchange = exchange_;
        market = market_;
        long = exchange_.marketOf(market_).base;
        people = people_;
    }

    function crowd() external view returns (address[] memory) {
        return people;
    }

    // ---------------------------------------------------------------- orders

    /// @dev Three at a time: without orders there is nothing to cancel, settle or merge.
    function place(uint256 random) external {
        for (uint256 n; n < 3; ++n) {
            random = uint256(keccak256(abi.encode(random)));
            order(random);
        }
    }

    function order(uint256 random) private {
        OrderRequest memory r;
        r.market = market;
        r.slot = uint32(random) % SLOTS;
        r.tick = uint24(LOWEST + (random >> 32) % (HIGHEST - LOWEST + 1));
        r.lots = uint56(100 + (random >> 64) % 900);
        r.side = Side((random >> 96) & 1);
        r.funding = Funding((random >> 97) & 1);
        r.timeInForce = TimeInForce((random >> 98) & 3);
        r.maxLevels = uint16((random >> 100) & 3);
        address account = person(random >> 128);
        // Tokens one does not have are paid for in quote, which nobody here runs out of.
        uint32 token = r.side == Side.Bid ? long | 1 : long;
        if (exchange.balanceOf(account, token) < r.lots) r.funding = Funding.Quote;
        if (!possible(r)) r.timeInForce = TimeInForce.GoodTilCancelled;

        bool replaces = r.timeInForce == TimeInForce.GoodTilCancelled || r.timeInForce == TimeInForce.PostOnly;
        if (replaces) leaves(account, r.slot);
        vm.prank(account);
        (uint256 took, uint256 rests) = exchange.place(r);
        taken += took;
        rested += rests;
    }

    /// @dev A post-only order must not cross, a fill-or-kill one must be filled: {place} reverts otherwise.
    function possible(OrderRequest memory r) private view returns (bool) {
        MarketInfo memory info = exchange.marketOf(market);
        bool crosses = r.side == Side.Bid ? r.tick >= info.bestAsk : r.tick <= info.bestBid;
        if (r.timeInForce == TimeInForce.PostOnly) return !crosses;
        return r.timeInForce != TimeInForce.FillOrKill || exchange.previewTake(r).lots == r.lots;
    }

    function cancel(uint256 who, uint32 slot) external {
        address account = person(who);
        slot %= SLOTS;
        leaves(account, slot);
        vm.prank(account);
        exchange.cancel(one(slot));
    }

    function settle(uint256 who, uint256 by, uint32 slot) external {
        address account = person(who);
        slot %= SLOTS;
        settled += exchange.ordersOf(account, one(slot))[0].filled;
        vm.prank(person(by));
        exchange.settle(account, one(slot));
    }

    /// @dev What stands in a slot is about to be settled and given back.
    function leaves(address account, uint32 slot) private {
        OrderInfo memory info = exchange.ordersOf(account, one(slot))[0];
        settled += info.filled;
        cancelled += info.lots - info.filled;
    }

    // ---------------------------------------------------------------- money

    function split(uint256 who, uint256 lots) external {
        vm.prank(person(who));
        exchange.split(market, bound(lots, 1, 5_000));
    }

    function merge(uint256 who, uint256 lots) external {
        address account = person(who);
        uint256 sets = least(exchange.balanceOf(account, long), exchange.balanceOf(account, long | 1));
        if (sets == 0) return;
        vm.prank(account);
        exchange.merge(market, bound(lots, 1, sets));
    }

    function withdraw(uint256 who, uint256 to, uint256 which, uint256 amount) external {
        uint32 asset = [QUOTE, long, long | 1][which % 3];
        address account = person(who);
        uint256 most = exchange.balanceOf(account, asset);
        // Nobody leaves with all his quote.
        if (asset == QUOTE) most = least(most, 1e6);
        vm.prank(account);
        exchange.withdraw(asset, bound(amount, 0, most), person(to));
    }

    function deposit(uint256 who, uint256 to, uint256 which, uint256 amount) external {
        uint32 asset = [QUOTE, long, long | 1][which % 3];
        MockToken token = MockToken(exchange.tokenOf(asset));
        address account = person(who);
        amount = bound(amount, 0, token.balanceOf(account));
        vm.startPrank(account);
        token.approve(address(exchange), amount);
        exchange.deposit(asset, amount, person(to));
        vm.stopPrank();
    }

    function collectFees() external {
        exchange.collectFees(market);
    }

    // ---------------------------------------------------------------- parts

    function person(uint256 who) private view returns (address) {
        return people[who % people.length];
    }

    function one(uint32 slot) private pure returns (uint32[] memory slots) {
        slots = new uint32[](1);
        slots[0] = slot;
    }

    function least(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
