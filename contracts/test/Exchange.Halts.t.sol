// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {BlockQuote, IClearing} from "../src/interfaces/IClearing.sol";
import {OrderRequest, TimeInForce} from "../src/interfaces/IExchange.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Action, Instruction} from "../src/types/Instruction.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Signing} from "./Signing.sol";

/// @notice What a guardian can stop, for how long, and what nobody can.
contract HaltsTest is Signing {
    uint64 private constant UNTIL = uint64(NOW + 3 days);
    uint32 private _january;

    function setUp() public override {
        super.setUp();
        vm.prank(owner);
        exchange.setGuardian(guardian);
        _january = registry.listMonth(grade, 2027, 1);
    }

    function ids() private view returns (uint32[] memory) {
        return one(market);
    }

    function halt(uint64 until) private {
        vm.prank(guardian);
        exchange.halt(ids(), until);
    }

    function halted() private view returns (bytes memory) {
        return abi.encodeWithSelector(IClearing.TradingHalted.selector, market, exchange.haltedUntil(market));
    }

    // ---------------------------------------------------------------- the guardian

    function test_TheOwnerNamesTheGuardian() external {
        assertEq(exchange.guardian(), guardian, "named");
        vm.expectEmit(address(exchange));
        emit IClearing.GuardianSet(alice);
        vm.prank(owner);
        exchange.setGuardian(alice);
        vm.expectRevert(abi.encodeWithSelector(IClearing.OnlyGuardian.selector, guardian));
        halt(UNTIL);
        vm.prank(owner);
        exchange.setGuardian(address(0));
        vm.expectRevert(abi.encodeWithSelector(IClearing.OnlyGuardian.selector, alice));
        vm.prank(alice);
        exchange.halt(one(market), UNTIL);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, guardian));
        vm.prank(guardian);
        exchange.setGuardian(guardian);
    }

    function test_RevertWhen_SomebodyElseHalts() external {
        address[4] memory others = [owner, alice, settler, address(registry)];
        for (uint256 n; n < 4; ++n) {
            vm.expectRevert(abi.encodeWithSelector(IClearing.OnlyGuardian.selector, others[n]));
            vm.prank(others[n]);
            exchange.halt(one(market), UNTIL);
        }
    }

    /// @dev The market's word holds the halt beside best prices and fees: each of them changes while it stands.
    function test_FSM_NothingThatGoesOnEndsAHalt() external {
        place(alice, 1, Side.Ask, 3_000, 500);
        place(bob, 1, Side.Bid, 3_000, 200);
        place(bob, 2, Side.Bid, 2_900, 200);
        halt(UNTIL);
        OrderRequest memory r = request(3, Side.Bid, 2_800, 100);
        vm.expectRevert(halted());
        place(carol, r);
        assertEq(exchange.collectFees(market), 120, "0.02 % of 600,000");
        vm.expectRevert(halted());
        place(carol, r);
        cancel(bob, 2);
        assertEq(exchange.marketOf(market).bestBid, 0, "the best bid is gone");
        vm.expectRevert(halted());
        place(carol, r);
        cancel(alice, 1);
        assertEq(exchange.marketOf(market).bestAsk, type(uint24).max, "the best ask is gone");
        vm.expectRevert(halted());
        place(carol, r);
    }

    /// @dev A halt that has run out still stands in the market's word; its money is the other's all the same.
    function test_SOLV_AMarketWhoseHaltHasRunOutIsNettedWithOthers() external {
        address poor = makeAddr("poor");
        fund(poor, 300_000);
        place(poor, 1, Side.Bid, 3_000, 100);
        halt(UNTIL);
        vm.warp(UNTIL + 1);
        OrderRequest memory r = request(2, Side.Bid, 3_000, 100);
        r.market = _january;
        // What the cancel gives back pays for the order before it.
        execute(poor, bytes.concat(packed(r), instruction(Action.Cancel, 1)));
        assertEq(orderOf(poor, 2).lots, 100, "in the other month");
        assertEq(cash(poor), 0, "all of it");
    }

    // ---------------------------------------------------------------- its length

    function test_TheShortestAndTheLongestHalt() external {
        assertEq(exchange.MAX_HALT(), 14 days, "14 days at most");
        assertEq(exchange.HALT_PAUSE(), 7 days, "7 between two");
        uint64[3] memory bad = [uint64(0), uint64(NOW), uint64(NOW + 14 days + 1)];
        for (uint256 n; n < 3; ++n) {
            vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidHalt.selector, bad[n], NOW + 14 days));
            halt(bad[n]);
        }
        uint256 snapshot = vm.snapshotState();
        halt(uint64(NOW + 1));
        vm.revertToState(snapshot);
        vm.expectEmit(address(exchange));
        emit IClearing.MarketHalted(market, uint64(NOW + 14 days));
        halt(uint64(NOW + 14 days));
        assertEq(exchange.haltedUntil(market), NOW + 14 days, "written down");
    }

    /// @dev However late it comes, a series trades on its last day: no halt is its end.
    function test_EXIT_NoHaltClosesASeriesForGood() external {
        uint64 latest = uint64(EXPIRY - 1 days);
        vm.warp(EXPIRY - 13 days);
        vm.expectRevert(abi.encodeWithSelector(IClearing.HaltTooLate.selector, market, EXPIRY, latest));
        halt(uint64(EXPIRY));
        vm.expectRevert(abi.encodeWithSelector(IClearing.HaltTooLate.selector, market, latest + 1, latest));
        halt(latest + 1);
        halt(latest);
        vm.warp(EXPIRY - 1 days);
        vm.expectRevert(halted());
        place(alice, 1, Side.Bid, 3_000, 100);
        vm.warp(EXPIRY - 1 days + 1);
        place(alice, 1, Side.Bid, 3_000, 100);
        // The first halt in months would have to end in the past.
        vm.expectRevert(abi.encodeWithSelector(IClearing.HaltTooLate.selector, market, EXPIRY - 1, latest));
        halt(uint64(EXPIRY - 1));
    }

    /// @dev A spot market has no last day.
    function test_ASpotMarketIsHaltedAtAnyTime() external {
        uint32 spot = exchange.listSpot(long, USDC, 0, 0, 2);
        vm.warp(EXPIRY);
        vm.prank(guardian);
        exchange.halt(one(spot), uint64(EXPIRY + 14 days));
        assertEq(exchange.haltedUntil(spot), EXPIRY + 14 days, "halted");
    }

    function test_RevertWhen_TheMarketIsUnknown() external {
        uint32[] memory unknown = one(99);
        vm.startPrank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownMarket.selector, 99));
        exchange.halt(unknown, UNTIL);
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownMarket.selector, 99));
        exchange.resume(unknown);
    }

    function test_RevertWhen_ItWasHaltedNotLongAgo() external {
        halt(UNTIL);
        bytes memory soon = abi.encodeWithSelector(IClearing.HaltTooSoon.selector, market, UNTIL + 7 days + 1);
        vm.expectRevert(soon);
        halt(UNTIL + 1);
        vm.warp(UNTIL + 7 days);
        vm.expectRevert(soon);
        halt(UNTIL + 8 days);
        vm.warp(UNTIL + 7 days + 1);
        halt(UNTIL + 8 days);
        // Named twice in one call, it is halted twice.
        uint32[] memory twice = new uint32[](2);
        (twice[0], twice[1]) = (_january, _january);
        vm.expectRevert(abi.encodeWithSelector(IClearing.HaltTooSoon.selector, _january, UNTIL + 8 days + 7 days + 1));
        vm.prank(guardian);
        exchange.halt(twice, UNTIL + 8 days);
    }

    /// @dev The pause counts from the end, also where the guardian made it: no halt, resume, halt.
    function test_RevertWhen_HaltedAgainAfterAResume() external {
        halt(UNTIL);
        vm.warp(NOW + 1 days);
        vm.prank(guardian);
        exchange.resume(ids());
        assertEq(exchange.haltedUntil(market), NOW + 1 days, "ended now");
        vm.warp(NOW + 8 days);
        vm.expectRevert(abi.encodeWithSelector(IClearing.HaltTooSoon.selector, market, NOW + 8 days + 1));
        halt(uint64(NOW + 9 days));
        vm.warp(NOW + 8 days + 1);
        halt(uint64(NOW + 9 days));
    }

    /// @dev A guardian who tries to halt whenever he can, resumes or not, forgets or not: 14 days closed at most, then 7 open at least.
    function testFuzz_AMarketCannotBeKeptClosed(uint256 random) external {
        uint256 openSince = NOW;
        uint256 closedSince;
        for (uint256 step; step < 25; ++step) {
            random = uint256(keccak256(abi.encode(random)));
            vm.warp(block.timestamp + random % 4 days);
            bool closed = refusesOrders();
            if (closed) assertLe(block.timestamp - closedSince, 14 days, "closed for longer than 14 days");
            if (closedSince != 0 && !closed) {
                openSince = exchange.haltedUntil(market);
                closedSince = 0;
            }
            uint64 until = uint64(block.timestamp + 1 + (random >> 64) % 15 days);
            vm.prank(guardian);
            (bool success,) = address(exchange).call(abi.encodeCall(IClearing.halt, (ids(), until)));
            if (success) {
                assertFalse(closed, "a halt made longer");
                bool first = exchange.haltedUntil(market) == until && openSince == NOW;
                assertTrue(first || block.timestamp - openSince > 7 days, "open for less than 7 days");
                closedSince = block.timestamp;
            }
            if ((random >> 200) % 4 == 0) {
                vm.prank(guardian);
                exchange.resume(ids());
                assertFalse(refusesOrders(), "resumed");
                if (closedSince != 0) (openSince, closedSince) = (block.timestamp, 0);
            }
        }
    }

    function refusesOrders() private returns (bool) {
        uint256 snapshot = vm.snapshotState();
        vm.prank(alice);
        (bool success,) = address(exchange).call(abi.encodeCall(ITrading.place, (request(1, Side.Bid, 3_000, 100))));
        vm.revertToState(snapshot);
        return !success;
    }

    // ---------------------------------------------------------------- what it stops

    /// @dev Everything that takes new risk, with what makes it succeed in a market that trades.
    function risks() private returns (bytes[] memory calls) {
        place(carol, 1, Side.Ask, 3_000, 5_000);
        vm.prank(alice);
        exchange.setOperator(bob, type(uint64).max, USDC, BUDGET);
        calls = new bytes[](9);
        for (uint8 tif; tif < 4; ++tif) {
            OrderRequest memory r = request(Side.Bid, Funding.Quote, TimeInForce(tif), tif == 3 ? 2_000 : 3_000, 100);
            calls[tif] = abi.encodeCall(ITrading.place, (r));
        }
        bytes memory order = packed(request(1, Side.Bid, 3_000, 100));
        calls[4] = bytes.concat(ITrading.executePacked.selector, order);
        calls[5] = bytes.concat(ITrading.executePackedFor.selector, bytes20(alice), order);
        calls[6] = abi.encodeCall(ITrading.takeLegs, (legs(), type(int256).max));
        calls[7] = abi.encodeCall(IClearing.split, (market, 1));
        BlockQuote memory q =
            BlockQuote(signer, address(0), market, Side.Ask, Funding.Quote, 3_000, 100_000, 1, type(uint32).max);
        calls[8] = abi.encodeCall(IClearing.takeBlock, (q, signed(q), Funding.Quote));
    }

    function legs() private view returns (Instruction[] memory list) {
        list = new Instruction[](1);
        list[0] = Instruction.wrap((8 << 192) | (uint256(market) << 128) | (3_000 << 104) | (100 << 48));
    }

    function callerOf(uint256 n) private view returns (address) {
        return n == 5 ? bob : alice;
    }

    function test_NewRiskIsRefusedUntilItsLastSecond() external {
        bytes[] memory calls = risks();
        halt(UNTIL);
        for (uint256 second; second < 2; ++second) {
            for (uint256 n; n < calls.length; ++n) {
                vm.prank(callerOf(n));
                (bool success, bytes memory reason) = address(exchange).call(calls[n]);
                assertFalse(success, "refused");
                assertEq(reason, halted(), "for the halt");
            }
            vm.expectRevert(halted());
            exchange.previewTake(request(1, Side.Bid, 3_000, 100));
            vm.expectRevert(halted());
            exchange.previewLegs(legs());
            vm.warp(UNTIL);
        }
        // The first second after it, without anybody's doing.
        vm.warp(uint256(UNTIL) + 1);
        for (uint256 n; n < calls.length; ++n) {
            vm.prank(callerOf(n));
            (bool success,) = address(exchange).call(calls[n]);
            assertTrue(success, "accepted again");
        }
        exchange.previewLegs(legs());
    }

    /// @dev What stands in a slot is not made smaller either: that is an order. It can be cancelled.
    function test_AReplacementIsAnOrder() external {
        place(alice, 1, Side.Bid, 3_000, 500);
        halt(UNTIL);
        vm.expectRevert(halted());
        place(alice, 1, Side.Bid, 3_000, 400);
        cancel(alice, 1);
        assertEq(cash(alice), WEALTH, "all back");
    }

    function test_OtherMarketsTrade() external {
        halt(UNTIL);
        OrderRequest memory r = request(1, Side.Bid, 3_000, 100);
        r.market = _january;
        place(alice, r);
        vm.prank(alice);
        exchange.split(_january, 1);
        assertEq(exchange.haltedUntil(_january), 0, "never halted");
    }

    function test_TheBookStaysAsItIs() external {
        place(carol, 1, Side.Ask, 3_000, 500);
        place(alice, 1, Side.Bid, 3_000, 200);
        place(alice, 2, Side.Bid, 2_000, 200);
        bytes memory before = abi.encode(exchange.marketOf(market));
        halt(UNTIL);
        assertEq(abi.encode(exchange.marketOf(market)), before, "every field of the market");
        assertEq(openAt(Side.Ask, 3_000), 300, "every order");
        vm.prank(guardian);
        exchange.resume(ids());
        assertEq(abi.encode(exchange.marketOf(market)), before, "and after it");
    }

    // ---------------------------------------------------------------- what it never stops

    function test_EXIT_EverythingThatLeadsOutWorks() external {
        split(alice, 1_000);
        place(alice, 1, Side.Ask, 3_000, 500);
        place(alice, 2, Side.Bid, 2_000, 500);
        place(bob, 1, Side.Bid, 3_000, 200);
        vm.warp(EXPIRY - 2 days);
        halt(uint64(EXPIRY - 1 days));

        exchange.settle(alice, one(1));
        assertEq(shorts(alice), 1_200, "settled");
        execute(
            alice,
            bytes.concat(
                instruction(Action.Settle, 1),
                instruction(Action.CancelAfter, uint32(block.timestamp)),
                instruction(Action.Cancel, 2)
            )
        );
        exchange.cancelFor(alice, one(1));
        assertEq(cash(alice), WEALTH - 1_000 * 7_000 - 200 * 4_000, "cancelled by herself and by others");
        vm.startPrank(alice);
        exchange.merge(market, 400);
        exchange.withdraw(long, 100, alice);
        exchange.withdraw(USDC, 5, alice);
        exchange.deposit(long, 100, alice);
        exchange.setOperator(bob, 1, USDC, BUDGET);
        exchange.cancelNonces(1, 1);
        vm.stopPrank();
        assertEq(exchange.collectFees(market), 120, "fees");

        // Nobody has cleared the halt: settlement does not wait for that.
        vm.warp(EXPIRY);
        fixPriceOf(market, 2_500);
        vm.prank(alice);
        assertEq(exchange.redeem(market, 600, 800), 600 * 2_500 + 800 * 4_500, "redeemed");
        vm.prank(bob);
        assertEq(exchange.redeem(market, 200, 0), 500_000, "by everybody");
    }

    // ---------------------------------------------------------------- resume

    function test_OnlyTheGuardianEndsAHaltBeforeItsTime() external {
        halt(UNTIL);
        vm.warp(UNTIL);
        vm.expectRevert(abi.encodeWithSelector(IClearing.StillHalted.selector, market, UNTIL));
        vm.prank(owner);
        exchange.resume(ids());
        vm.expectEmit(address(exchange));
        emit IClearing.MarketResumed(market);
        vm.prank(guardian);
        exchange.resume(ids());
        place(alice, 1, Side.Bid, 3_000, 100);
        assertEq(orderOf(alice, 1).lots, 100, "in the same second");
    }

    function test_AnyoneClearsAHaltThatHasRunOut() external {
        halt(UNTIL);
        vm.warp(uint256(UNTIL) + 1);
        vm.expectEmit(address(exchange));
        emit IClearing.MarketResumed(market);
        exchange.resume(ids());
        assertEq(exchange.haltedUntil(market), UNTIL, "its end is what it was");
        vm.recordLogs();
        exchange.resume(ids());
        vm.prank(guardian);
        exchange.resume(one(_january));
        assertEq(vm.getRecordedLogs().length, 0, "nothing to clear, nothing said");
        assertEq(exchange.haltedUntil(_january), 0, "and no halt written down");
    }
}
