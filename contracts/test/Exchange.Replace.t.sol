// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {OrderInfo, OrderRequest, TimeInForce} from "../src/interfaces/IExchange.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";

/// @notice Branches of Exchange.Replace.tree.
contract ReplaceTest is Fixture {
    function setUp() public override {
        super.setUp();
        // Alice stands before bob.
        place(alice, 1, Side.Ask, 3_000, 500);
        place(bob, 1, Side.Ask, 3_000, 500);
    }

    function buy(uint56 lots) private {
        place(carol, request(Side.Bid, Funding.Quote, TimeInForce.ImmediateOrCancel, CAP - 1, lots));
    }

    // ---------------------------------------------------------------- same terms

    function test_QUEUE_WhenItHasFewerLots() external {
        Wallet memory before = wallet(alice);
        (uint256 taken, uint256 rested) = place(alice, 1, Side.Ask, 3_000, 300);
        assertEq(taken, 0, "nothing to take");
        assertEq(rested, 300, "300 rest");
        // 200 × (7,000 − 3,000).
        assertMoved(alice, before, [int256(800_000), 0, 0], "the difference is refunded");

        buy(400);
        assertEq(orderOf(alice, 1).filled, 300, "still before bob");
        assertEq(orderOf(bob, 1).filled, 100, "bob comes second");
    }

    function test_QUEUE_WhenItHasAsManyLots() external {
        Wallet memory before = wallet(alice);
        (, uint256 rested) = place(alice, 1, Side.Ask, 3_000, 500);
        assertEq(rested, 500, "rests as it did");
        assertMoved(alice, before, [int256(0), 0, 0], "nothing changes hands");
        buy(500);
        assertEq(orderOf(alice, 1).filled, 500, "still before bob");
    }

    function test_QUEUE_WhenItHasMoreLots() external {
        Wallet memory before = wallet(alice);
        place(alice, 1, Side.Ask, 3_000, 501);
        assertMoved(alice, before, [int256(-4_000), 0, 0], "one lot more of escrow");
        buy(500);
        assertEq(orderOf(alice, 1).filled, 0, "behind bob now");
        assertEq(orderOf(bob, 1).filled, 500, "bob is first");
    }

    function test_QUEUE_WhenTheLastOfTheLineShrinks() external {
        place(bob, 1, Side.Ask, 3_000, 200);
        place(carol, 1, Side.Ask, 3_000, 100);
        place(alice, request(Side.Bid, Funding.Quote, TimeInForce.ImmediateOrCancel, 3_000, 750));
        assertEq(orderOf(alice, 1).filled, 500, "first");
        assertEq(orderOf(bob, 1).filled, 200, "second, in full");
        assertEq(orderOf(carol, 1).filled, 50, "third");
    }

    // ---------------------------------------------------------------- partly filled

    function test_WhenTheOldOrderWasPartlyFilled() external {
        buy(200);
        Wallet memory before = wallet(alice);
        place(alice, 1, Side.Ask, 3_000, 250);
        // 300 were left, 50 of them given up; 200 SHORT for what was filled.
        assertMoved(alice, before, [int256(200_000), 0, 200], "settled, then shrunk");
        OrderInfo memory info = orderOf(alice, 1);
        assertEq(info.lots, 250, "250 rest");
        assertEq(info.filled, 0, "what was filled is settled");
        buy(300);
        assertEq(orderOf(alice, 1).filled, 250, "kept its place");
        assertEq(orderOf(bob, 1).filled, 50, "bob comes second");
    }

    function test_WhenItHasMoreThanWasLeft() external {
        buy(200);
        place(alice, 1, Side.Ask, 3_000, 400);
        buy(500);
        assertEq(orderOf(bob, 1).filled, 500, "400 is more than the 300 that were left: bob is first now");
        assertEq(orderOf(alice, 1).filled, 0, "alice went to the back");
    }

    function test_EPOCH_WhenTheOldOrderWasFilledInFull() external {
        buy(1_000);
        Wallet memory before = wallet(alice);
        place(alice, 1, Side.Bid, 2_900, 100);
        assertMoved(alice, before, [int256(-290_000), 0, 500], "500 SHORT for the old one, escrow for the new one");
        assertEq(orderOf(alice, 1).lots, 100, "the new order stands in the slot");
    }

    // ---------------------------------------------------------------- other terms

    function test_WhenTheTickIsAnother() external {
        Wallet memory before = wallet(alice);
        place(alice, 1, Side.Ask, 3_100, 500);
        // 500 × (4,000 − 3,900).
        assertMoved(alice, before, [int256(50_000), 0, 0], "old escrow back, new escrow paid");
        assertEq(openAt(Side.Ask, 3_000), 500, "bob alone");
        assertEq(openAt(Side.Ask, 3_100), 500, "alice moved");
    }

    function test_WhenTheSideIsAnother() external {
        Wallet memory before = wallet(alice);
        place(alice, 1, Side.Bid, 2_900, 500);
        assertMoved(alice, before, [int256(2_000_000 - 1_450_000), 0, 0], "writing escrow back, price paid");
        assertEq(exchange.marketOf(market).bestBid, 2_900, "a bid now");
    }

    function test_WhenTheFundingIsAnother() external {
        split(alice, 500);
        Wallet memory before = wallet(alice);
        OrderRequest memory r = request(1, Side.Ask, 3_000, 500);
        r.funding = Funding.Token;
        place(alice, r);
        assertMoved(alice, before, [int256(2_000_000), -500, 0], "cash back, LONG escrowed");
        buy(500);
        assertEq(orderOf(bob, 1).filled, 500, "paid with another asset is another order: it goes to the back");
    }

    function test_WhenTheMarketIsAnother() external {
        uint32 other = listSeries(USDC, 10_000, EXPIRY, 0, 2);
        Wallet memory before = wallet(alice);
        OrderRequest memory r = request(1, Side.Ask, 3_000, 500);
        r.market = other;
        place(alice, r);
        // 500 × (4,000 − 7,000): the other cap is 10,000.
        assertMoved(alice, before, [int256(-1_500_000), 0, 0], "escrow of the other market");
        assertEq(openAt(Side.Ask, 3_000), 500, "bob alone here");
        assertEq(exchange.depth(other, Side.Ask, 9)[0].lots, 500, "alice there");
        assertEq(orderOf(alice, 1).market, other, "the slot holds the other one");
    }

    // ---------------------------------------------------------------- crossing oneself

    function test_SELF_WhenOnlyTheOldOrderIsCrossed() external {
        cancel(bob, 1);
        (uint256 taken, uint256 rested) = place(alice, 1, Side.Bid, 3_000, 500);
        assertEq(taken, 0, "the old order is gone before the new one is matched");
        assertEq(rested, 500, "rests in full");
        assertEq(exchange.marketOf(market).bestAsk, type(uint24).max, "no ask is left");
    }

    function test_SELF_WhenAPostOnlyOrderCrossesTheOldOne() external {
        cancel(bob, 1);
        vm.expectRevert(abi.encodeWithSelector(ITrading.PostOnlyWouldCross.selector, 3_000, 3_000));
        place(alice, request(Side.Bid, Funding.Quote, TimeInForce.PostOnly, 3_000, 500));
        assertEq(orderOf(alice, 1).lots, 500, "the old order stays");
    }

    // ---------------------------------------------------------------- refused, left alone

    function test_RevertWhen_TheRefundDoesNotPayForTheNewOrder() external {
        fund(address(1), 300_000);
        place(address(1), 1, Side.Bid, 1_000, 300);
        place(address(1), 1, Side.Bid, 1_500, 200);
        vm.expectRevert(insufficient(address(1), USDC, 0, 200));
        place(address(1), 1, Side.Bid, 1_501, 200);
        assertEq(orderOf(address(1), 1).tick, 1_500, "the old order stands");
    }

    function test_WhenItCannotRest() external {
        place(alice, request(Side.Ask, Funding.Quote, TimeInForce.ImmediateOrCancel, 3_500, 200));
        vm.expectRevert(abi.encodeWithSelector(ITrading.NotFilledInFull.selector, 0, 200));
        place(alice, request(Side.Ask, Funding.Quote, TimeInForce.FillOrKill, 3_500, 200));
        assertEq(orderOf(alice, 1).lots, 500, "the slot was only named");
    }
}
