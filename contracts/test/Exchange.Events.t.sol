// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {ITrading, OrderRequest, TimeInForce} from "../src/interfaces/ITrading.sol";
import {Actor, Change} from "../src/types/EventWords.sol";
import {Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";

/// @notice The two words of each event of the book, put together here by hand: an indexer rebuilds the book from these alone.
contract EventsTest is Fixture {
    uint256 private constant ASK_QUOTE = 1;
    uint256 private constant BID_QUOTE = 0;

    function actor(address who, uint256 slot, uint256 sequence, uint256 terms) private pure returns (Actor) {
        return Actor.wrap((uint256(uint160(who)) << 96) | (slot << 64) | (sequence << 24) | terms);
    }

    /// @param low The bits 0–55: index and terms, or the fee.
    function change(uint256 lots, uint256 open, uint256 epoch, uint256 low) private view returns (Change) {
        return
            Change.wrap((uint256(market) << 224) | (3_000 << 200) | (lots << 144) | (open << 88) | (epoch << 56) | low);
    }

    function test_TheLifeOfALevel() external {
        expect();
        emit ITrading.OrderPlaced(actor(alice, 7, 0, ASK_QUOTE), change(500, 500, 0, (0 << 24) | 1));
        place(alice, 7, Side.Ask, 3_000, 500);

        expect();
        emit ITrading.OrderPlaced(actor(bob, 1, 0, ASK_QUOTE), change(300, 800, 0, (1 << 24) | 1));
        place(bob, 1, Side.Ask, 3_000, 300);

        expect();
        emit ITrading.OrderReduced(actor(bob, 1, 0, ASK_QUOTE), change(100, 700, 0, (1 << 24) | 1));
        place(bob, 1, Side.Ask, 3_000, 200);

        // 0.02 % of 200 × 3,000.
        expect();
        emit ITrading.LevelTaken(actor(carol, 9, 1, BID_QUOTE), change(200, 500, 0, 120));
        place(carol, 9, Side.Bid, 3_000, 200);

        expect();
        emit ITrading.OrderSettled(actor(alice, 7, 1, ASK_QUOTE), change(200, 0, 0, (0 << 24) | 1));
        expect();
        emit ITrading.OrderCancelled(actor(alice, 7, 1, ASK_QUOTE), change(300, 200, 0, (0 << 24) | 1));
        cancel(alice, 7);

        // The level empties: the orders taken were of epoch 0.
        expect();
        emit ITrading.LevelTaken(actor(carol, 9, 2, BID_QUOTE), change(200, 0, 0, 120));
        place(carol, 9, Side.Bid, 3_000, 200);

        expect();
        emit ITrading.OrderPlaced(actor(alice, 7, 2, ASK_QUOTE), change(100, 100, 1, (0 << 24) | 1));
        place(alice, 7, Side.Ask, 3_000, 100);

        expect();
        emit ITrading.OrderSettled(actor(bob, 1, 2, ASK_QUOTE), change(200, 0, 0, (1 << 24) | 1));
        settle(bob, 1);

        // 0.02 % of 50 × 3,000. The orders taken are of epoch 1.
        expect();
        emit ITrading.LevelTaken(actor(carol, 9, 3, BID_QUOTE), change(50, 50, 1, 30));
        vm.prank(carol);
        exchange.place(ioc(9, 50));

        expect();
        emit ITrading.OrderSettled(actor(alice, 7, 3, ASK_QUOTE), change(50, 0, 1, (0 << 24) | 1));
        expect();
        emit ITrading.OrderCancelled(actor(alice, 7, 3, ASK_QUOTE), change(50, 0, 1, (0 << 24) | 1));
        cancel(alice, 7);
    }

    function ioc(uint32 slot, uint56 lots) private view returns (OrderRequest memory r) {
        r = request(slot, Side.Bid, 3_000, lots);
        r.timeInForce = TimeInForce.ImmediateOrCancel;
    }

    /// @dev Nothing is left of it to cancel, and its level keeps its epoch.
    function test_AnOrderThatWasFilledIsSettledAndNoMore() external {
        place(alice, 7, Side.Ask, 3_000, 500);
        place(bob, 1, Side.Bid, 3_000, 500);
        vm.recordLogs();
        cancel(alice, 7);
        assertEq(vm.getRecordedLogs().length, 1, "one event");
        place(alice, 7, Side.Ask, 3_000, 500);
        place(bob, 1, Side.Bid, 3_000, 500);
        vm.recordLogs();
        place(alice, 7, Side.Ask, 3_100, 500);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 2, "two events");
        assertEq(logs[0].topics[0], ITrading.OrderSettled.selector, "settled");
        assertEq(logs[1].topics[0], ITrading.OrderPlaced.selector, "and the next one placed");
        expect();
        emit ITrading.OrderPlaced(actor(carol, 1, 2, ASK_QUOTE), change(500, 500, 2, (0 << 24) | 1));
        place(carol, 1, Side.Ask, 3_000, 500);
    }

    function test_TheSameOrderAgainSaysNothing() external {
        place(alice, 7, Side.Ask, 3_000, 500);
        vm.recordLogs();
        place(alice, 7, Side.Ask, 3_000, 500);
        assertEq(vm.getRecordedLogs().length, 0, "it keeps its place with all its lots");
    }

    /// @dev The fees of the levels of a take add up to the take's fee, rounded up once.
    function test_TheFeeOfATakeOverTwoLevels() external {
        place(alice, 1, Side.Ask, 3_000, 300);
        place(alice, 2, Side.Ask, 3_010, 300);
        Change[] memory changes = new Change[](2);
        changes[0] = change(300, 0, 0, 180);
        // 300 × 3,000 and 200 × 3,010: 300.4, rounded up, less 180.
        changes[1] = Change.wrap((uint256(market) << 224) | (3_010 << 200) | (200 << 144) | (100 << 88) | 121);
        expect();
        emit ITrading.LevelsTaken(actor(bob, 5, 2, BID_QUOTE), changes);
        place(bob, 5, Side.Bid, 3_010, 500);
    }

    function expect() private {
        vm.expectEmit(address(exchange));
    }
}
