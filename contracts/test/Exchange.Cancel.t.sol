// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Vm.sol";

import {OrderInfo, TimeInForce} from "../src/interfaces/IExchange.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";

/// @notice Branches of Exchange.Cancel.tree. Every ask is at 3,000 and paid in quote: 4,000 a lot.
contract CancelTest is Fixture {
    function buy(uint56 lots) private {
        place(address(this), request(Side.Bid, Funding.Quote, TimeInForce.ImmediateOrCancel, 3_000, lots));
    }

    /// @dev Alice, bob and carol with 500 each, in this order.
    function setUp() public override {
        super.setUp();
        fund(address(this));
        place(alice, 1, Side.Ask, 3_000, 500);
        place(bob, 1, Side.Ask, 3_000, 500);
        place(carol, 1, Side.Ask, 3_000, 500);
    }

    function assertFilled(uint256 a, uint256 b, uint256 c) private view {
        assertEq(orderOf(alice, 1).filled, a, "alice, first");
        assertEq(orderOf(bob, 1).filled, b, "bob, second");
        assertEq(orderOf(carol, 1).filled, c, "carol, third");
    }

    // ---------------------------------------------------------------- cancel

    function test_QUEUE_WhenItIsAtTheFront() external {
        cancel(alice, 1);
        assertEq(cash(alice), WEALTH, "refunded");
        buy(600);
        assertFilled(0, 500, 100);
    }

    function test_QUEUE_WhenItIsInTheMiddle() external {
        cancel(bob, 1);
        assertEq(cash(bob), WEALTH, "refunded");
        buy(600);
        assertFilled(500, 0, 100);
    }

    function test_QUEUE_WhenItIsAtTheEnd() external {
        cancel(carol, 1);
        assertEq(cash(carol), WEALTH, "refunded");
        place(carol, 1, Side.Ask, 3_000, 200);
        buy(1_100);
        assertFilled(500, 500, 100);
    }

    function test_QUEUE_WhenTwoLeaveTheMiddle() external {
        place(alice, 2, Side.Ask, 3_000, 300);
        cancel(bob, 1);
        cancel(carol, 1);
        buy(600);
        assertEq(orderOf(alice, 1).filled, 500, "first");
        assertEq(orderOf(alice, 2).filled, 100, "next, over two holes");
    }

    function test_WhenItWasPartlyFilled() external {
        buy(700);
        Wallet memory before = wallet(bob);
        cancel(bob, 1);
        // 200 filled; 300 × 4,000 back.
        assertMoved(bob, before, [int256(1_200_000), 0, 200], "settled and refunded");
        buy(100);
        assertEq(orderOf(carol, 1).filled, 100, "carol is next");
        assertEq(orderOf(bob, 1).lots, 0, "the slot is free");
    }

    function test_EPOCH_WhenItWasFilled() external {
        buy(600);
        Wallet memory before = wallet(alice);
        cancel(alice, 1);
        assertMoved(alice, before, [int256(0), 0, 500], "settled, nothing to refund");
        buy(900);
        before = wallet(carol);
        cancel(carol, 1);
        assertMoved(carol, before, [int256(0), 0, 500], "also when the level has emptied since");
    }

    function test_SPAM_WhenItEmptiesTheLevel() external {
        place(alice, 2, Side.Ask, 3_100, 500);
        place(alice, 3, Side.Bid, 2_900, 500);
        place(alice, 4, Side.Bid, 2_800, 500);
        cancel(alice, 1);
        cancel(carol, 1);
        assertEq(exchange.marketOf(market).bestAsk, 3_000, "bob still stands there");
        cancel(bob, 1);
        assertEq(exchange.marketOf(market).bestAsk, 3_100, "the next best ask");
        cancel(alice, 2);
        assertEq(exchange.marketOf(market).bestAsk, type(uint24).max, "no ask");
        cancel(alice, 4);
        assertEq(exchange.marketOf(market).bestBid, 2_900, "the best is not touched by a worse one");
        cancel(alice, 3);
        assertEq(exchange.marketOf(market).bestBid, 0, "no bid");
        assertEq(exchange.depth(market, Side.Ask, 9).length + exchange.depth(market, Side.Bid, 9).length, 0, "empty");
    }

    function test_WhenTheSlotIsFreeOrNamedTwice() external {
        uint32[] memory slots = new uint32[](4);
        (slots[0], slots[1], slots[2], slots[3]) = (7, 1, 1, 9);
        vm.prank(alice);
        exchange.cancel(slots);
        assertEq(cash(alice), WEALTH, "refunded once");
        assertEq(openAt(Side.Ask, 3_000), 1_000, "bob and carol");
    }

    function test_WhenItIsSomebodyElses() external {
        cancel(bob, 2);
        vm.recordLogs();
        cancel(address(99), 1);
        assertEq(vm.getRecordedLogs().length, 0, "slots are one's own");
        assertEq(openAt(Side.Ask, 3_000), 1_500, "all stand");
    }

    // ---------------------------------------------------------------- settle

    function test_SettleByAnyone() external {
        buy(700);
        Wallet memory before = wallet(bob);
        vm.prank(address(99));
        exchange.settle(bob, one(1));
        assertMoved(bob, before, [int256(0), 0, 200], "credited to the owner");
        OrderInfo memory info = orderOf(bob, 1);
        assertEq(info.lots, 300, "the rest");
        assertEq(info.filled, 0, "all settled");
    }

    function test_QUEUE_SettleKeepsThePlace() external {
        buy(700);
        settle(bob, 1);
        cancel(alice, 1);
        buy(400);
        assertEq(orderOf(bob, 1).filled, 300, "bob's other 300 first");
        assertEq(orderOf(carol, 1).filled, 100, "then carol");
    }

    function test_EPOCH_SettleAgain() external {
        buy(700);
        settle(bob, 1);
        Wallet memory before = wallet(bob);
        settle(bob, 1);
        assertMoved(bob, before, [int256(0), 0, 0], "nothing was filled since");
        buy(100);
        settle(bob, 1);
        assertMoved(bob, before, [int256(0), 0, 100], "what was filled since");
        buy(700);
        settle(bob, 1);
        settle(bob, 1);
        assertMoved(bob, before, [int256(0), 0, 300], "the last 200, once, though the level has emptied");
    }

    function test_SettleNothing() external {
        vm.recordLogs();
        settle(alice, 1);
        settle(alice, 2);
        assertEq(vm.getRecordedLogs().length, 0, "nothing filled, nothing there");
    }
}
