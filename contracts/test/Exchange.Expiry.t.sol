// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearing} from "../src/interfaces/IClearing.sol";
import {OrderRequest, TimeInForce} from "../src/interfaces/IExchange.sol";
import {Action} from "../src/types/Instruction.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";

/// @notice Trading of H100Z26 ends at 2027-01-01 00:00 UTC. From then on nobody gets in, and everybody gets out.
contract ExpiryTest is Fixture {
    function setUp() public override {
        super.setUp();
        place(alice, 1, Side.Ask, 3_000, 500);
        place(bob, 1, Side.Bid, 3_000, 200);
        split(carol, 1_000);
    }

    function test_TheLastSecond() external {
        vm.warp(EXPIRY - 1);
        (uint256 taken,) = place(bob, 2, Side.Bid, 3_000, 100);
        assertEq(taken, 100, "still trading");
        assertEq(exchange.marketOf(market).expiry, EXPIRY, "the day after December");
    }

    function test_RevertWhen_AnOrderComesAfterwards() external {
        vm.warp(EXPIRY);
        bytes memory ended = abi.encodeWithSelector(IClearing.TradingEnded.selector, market, EXPIRY);
        for (uint8 tif; tif < 4; ++tif) {
            OrderRequest memory r = request(Side.Bid, Funding.Quote, TimeInForce(tif), 3_000, 100);
            vm.expectRevert(ended);
            place(bob, r);
            vm.expectRevert(ended);
            execute(bob, instruction(Action(tif), 1, Side.Bid, Funding.Quote, 3_000, 100));
        }
        // Not even a smaller one in the same place.
        vm.expectRevert(ended);
        place(alice, 1, Side.Ask, 3_000, 100);
    }

    function test_EXIT_EverythingElseWorks() external {
        vm.warp(EXPIRY + 365 days);
        settle(alice, 1);
        assertEq(shorts(alice), 200, "what was filled is credited");
        cancel(alice, 1);
        // 500 × 4,000 escrowed, 200 of them filled.
        assertEq(WEALTH - cash(alice), 800_000, "the rest is refunded");

        vm.startPrank(carol);
        exchange.merge(market, 400);
        exchange.withdraw(long, 600, carol);
        exchange.withdraw(USDC, 1, carol);
        vm.stopPrank();
        assertEq(shorts(carol), 600, "1,000 less 400");
        assertEq(exchange.collectFees(market), 120, "0.02 % of 600,000");
    }

    function test_RevertWhen_Splitting() external {
        vm.warp(EXPIRY - 1);
        split(carol, 1);
        vm.warp(EXPIRY);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(IClearing.TradingEnded.selector, market, EXPIRY));
        exchange.split(market, 1);
    }

    function test_AnOrderOfAnExpiredMarketCanBeReplaced() external {
        uint32 later = registry.listMonth(grade, 2027, 3);
        vm.warp(EXPIRY);
        OrderRequest memory r = request(1, Side.Ask, 3_000, 300);
        r.market = later;
        place(alice, r);
        assertEq(orderOf(alice, 1).market, later, "rolled over");
        assertEq(openAt(Side.Ask, 3_000), 0, "out of the expired one");
        assertEq(shorts(alice), 200, "and settled there");
    }
}
