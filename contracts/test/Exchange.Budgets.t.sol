// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {IClearing} from "../src/interfaces/IClearing.sol";
import {OrderRequest} from "../src/interfaces/IExchange.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Action} from "../src/types/Instruction.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {KeyHolder} from "./KeyHolder.sol";
import {MockToken} from "./mocks/MockToken.sol";

/// @notice Branches of Exchange.Budgets.tree: what trading by a session key can cost its owner. The cap is 7,000 ticks, the fee 0.02 %.
contract BudgetsTest is KeyHolder {
    // ---------------------------------------------------------------- theft

    /// @dev The whole of a deposit in one transaction, if nothing bounded it: a token of the thief's, and the owner's money for it.
    function test_OPER_WhenTheHolderListsJunk() external {
        allow(100e6);
        MockToken junk = new MockToken(0);
        junk.mint(dan, 1e12);
        vm.startPrank(dan);
        uint32 id = exchange.listAsset(address(junk));
        uint32 priced = exchange.listSpot(id, USDC, 0, 6, 0);
        junk.approve(address(exchange), type(uint256).max);
        exchange.deposit(id, 1e6, dan);
        vm.stopPrank();
        OrderRequest memory r = request(1, Side.Ask, 999_700, 1);
        (r.market, r.funding) = (priced, Funding.Token);
        place(dan, r);
        bytes memory theft = inMarket(priced, 9, Side.Bid, Funding.Quote, 999_700, 1);
        assertRefused(theft, exceeded(100e6, 999_700e6 + 200e6));
        // Up to the budget it works: that much the owner has put at risk.
        (r.slot, r.tick) = (2, 99);
        place(dan, r);
        byKey(inMarket(priced, 9, Side.Bid, Funding.Quote, 99, 1));
        assertEq(WEALTH - cash(alice), 100e6, "99 USDC and the fee, rounded up to a dollar");
        assertEq(left(), 0, "all of the budget");
        (r.slot, r.tick) = (3, 1);
        place(dan, r);
        assertRefused(inMarket(priced, 9, Side.Bid, Funding.Quote, 1, 1), exceeded(0, 2e6));
    }

    function test_OPER_WhenTheMarketIsPricedInSomethingElse() external {
        MockToken other = new MockToken(6);
        uint32 money = listQuote(address(other));
        uint32 foreign = exchange.listSpot(long, money, 0, 0, 2);
        split(alice, 1_000);
        allow(BUDGET);
        bytes memory outside = abi.encodeWithSelector(ITrading.OutsideScope.selector, foreign, Side.Bid, USDC);
        assertRefused(inMarket(foreign, 1, Side.Bid, Funding.Quote, 1, 100), outside);
        outside = abi.encodeWithSelector(ITrading.OutsideScope.selector, 99, Side.Bid, USDC);
        assertRefused(inMarket(99, 1, Side.Bid, Funding.Quote, 1, 100), outside);
        // What the owner has placed there herself may be cancelled.
        OrderRequest memory r = request(1, Side.Ask, 5, 100);
        (r.market, r.funding) = (foreign, Funding.Token);
        place(alice, r);
        byKey(instruction(Action.Cancel, 1));
        assertEq(longs(alice), 1_000, "given back");
    }

    /// @dev What a base asset is worth has no bound.
    function test_OPER_OnASpotMarketAKeyBuysAndNeverSells() external {
        uint32 spot = exchange.listSpot(long, USDC, 0, 0, 2);
        split(alice, 1_000);
        allow(1_000_000);
        bytes memory outside = abi.encodeWithSelector(ITrading.OutsideScope.selector, spot, Side.Ask, USDC);
        assertRefused(inMarket(spot, 1, Side.Ask, Funding.Token, 5_000, 100), outside);
        byKey(inMarket(spot, 1, Side.Bid, Funding.Quote, 5_000, 100));
        assertEq(left(), 500_000, "5,000 ticks on 100 lots rest");
        byKey(instruction(Action.Cancel, 1));
        assertEq(left(), 1_000_000, "and are given back");
        split(bob, 1_000);
        OrderRequest memory r = request(1, Side.Ask, 5_000, 100);
        (r.market, r.funding) = (spot, Funding.Token);
        place(bob, r);
        byKey(inMarket(spot, 1, Side.Bid, Funding.Quote, 5_000, 100));
        assertEq(left(), 1_000_000 - 500_100, "bought, with the fee: gone, whatever the base asset is worth");
    }

    // ---------------------------------------------------------------- what is counted

    /// @dev To the unit: each funding of each side, resting and taking.
    function test_OPER_WhatAnOrderCanCost() external {
        split(alice, 10_000);
        // A bid can lose its price, an ask the cap less it, whatever it is paid with.
        uint24[4] memory worst = [uint24(3_000), 4_000, 3_000, 4_000];
        for (uint256 terms; terms < 4; ++terms) {
            (Side side, Funding funding) = (Side(terms & 1), Funding(terms >> 1));
            uint256 snapshot = vm.snapshotState();
            uint256 cost = uint256(worst[terms]) * 100;
            bytes memory resting = order(Action.PostOnly, 1, side, funding, 3_000, 100);
            allow(uint96(cost - 1));
            assertRefused(resting, exceeded(cost - 1, cost));
            allow(uint96(cost));
            byKey(resting);
            assertEq(left(), 0, "at rest");
            byKey(instruction(Action.Cancel, 1));
            assertEq(left(), cost, "cancelled");

            place(bob, 1, side == Side.Bid ? Side.Ask : Side.Bid, 3_000, 100);
            bytes memory taking = order(Action.ImmediateOrCancel, 1, side, funding, 3_000, 100);
            assertRefused(taking, exceeded(cost, cost + 60));
            allow(uint96(cost + 60));
            byKey(taking);
            assertEq(left(), 0, "taken, with the fee");
            vm.revertToState(snapshot);
        }
    }

    /// @dev A maker who quotes, cancels and requotes for a year does not use his budget up.
    function test_OPER_QuotingCostsNothing() external {
        allow(800_000);
        for (uint24 n; n < 50; ++n) {
            byKey(bytes.concat(bid(1, 2_900 + n, 100), ask(2, 3_000 + n, 100)));
            assertEq(left(), 800_000 - 100 * (4_000 - n), "the worse of the two quotes: not both can lose");
        }
        byKey(bytes.concat(bid(1, 2_949, 99 + 1), instruction(Action.Cancel, 1), instruction(Action.Cancel, 2)));
        assertEq(left(), 800_000, "all of it back");
    }

    /// @dev Nor does one who is filled on both sides: bought and sold, the difference is what counts.
    function test_OPER_ATurnGivesTheBudgetBack() external {
        allow(1_000_000);
        for (uint256 n; n < 20; ++n) {
            byKey(bytes.concat(bid(1, 2_990, 100), ask(2, 3_010, 100)));
            hit(bob, Side.Ask, 2_990, 100);
            hit(carol, Side.Bid, 3_010, 100);
            byKey(bytes.concat(instruction(Action.Settle, 1), instruction(Action.Settle, 2)));
            assertEq(left(), 1_000_000 + (n + 1) * 2_000, "20 ticks earned on 100 lots");
        }
        assertEq(longs(alice), shorts(alice), "complete sets");
    }

    function test_OPER_ALosingTurnCostsTheDifference() external {
        allow(1_000_000);
        byKey(bid(1, 3_000, 100));
        hit(bob, Side.Ask, 3_000, 100);
        byKey(order(Action.PostOnly, 2, Side.Ask, Funding.Quote, 2_900, 100));
        hit(carol, Side.Bid, 2_900, 100);
        byKey(bytes.concat(instruction(Action.Cancel, 1), instruction(Action.Cancel, 2)));
        assertEq(left(), 1_000_000 - 10_000, "bought at 3,000, sold at 2,900");
    }

    function test_OPER_ACancelMayPayForWhatStandsBeforeIt() external {
        allow(300_000);
        byKey(bid(1, 3_000, 100));
        byKey(bytes.concat(bid(2, 2_500, 100), instruction(Action.Cancel, 1)));
        assertEq(left(), 50_000, "the sum of the batch");
    }

    // ---------------------------------------------------------------- what gives the budget nothing

    function test_OPER_OrdersOfOthersGiveNothing() external {
        place(alice, 1, Side.Bid, 3_000, 100);
        place(alice, 2, Side.Bid, 3_001, 100);
        place(alice, 3, Side.Ask, 3_500, 100);
        hit(bob, Side.Ask, 3_001, 100);
        allow(100);
        byKey(bytes.concat(instruction(Action.Cancel, 1), instruction(Action.Settle, 2), instruction(Action.Cancel, 3)));
        assertEq(left(), 100, "neither her refunds nor her fills");
        assertEq(longs(alice), 100, "which are hers");
        // Nor is an order of hers a way to take over what it holds.
        place(alice, 1, Side.Bid, 3_000, 200);
        assertRefused(bid(1, 3_000, 100), exceeded(100, 300_000));
        allow(300_000);
        byKey(bid(1, 3_000, 100));
        assertEq(left(), 0, "a new order of the key's");
        assertEq(orderOf(alice, 1).lots, 100, "in the place of hers");
        // Under a new grant the same holds for the key's own earlier orders.
        allow(100);
        byKey(instruction(Action.Cancel, 1));
        assertEq(left(), 100, "counted to the grant that placed it");
    }

    function test_OPER_TwoKeysHaveTwoBudgets() external {
        address eve = makeAddr("eve");
        allow(300_000);
        vm.prank(alice);
        exchange.setOperator(eve, LAST, USDC, 300_000);
        byKey(bid(1, 3_000, 100));
        (bool success,) = tryExecuteFor(eve, alice, instruction(Action.Cancel, 1));
        assertTrue(success, "another key may cancel");
        (,, uint96 hers) = exchange.sessionKeyOf(alice, eve);
        assertEq(hers, 300_000, "and gains nothing");
        assertEq(left(), 0, "nor does the one that placed it: on the safe side");
    }

    /// @dev A post-only order that crosses is left out and leaves the order in its slot alone, whoever has placed that.
    function test_OPER_WhatIsSkippedChangesNothing() external {
        place(bob, 1, Side.Ask, 3_000, 100);
        place(alice, 1, Side.Bid, 2_000, 100);
        allow(1_000_000);
        byKey(order(Action.PostOnly, 1, Side.Bid, Funding.Quote, 3_000, 100));
        byKey(order(Action.FillOrKill, 1, Side.Bid, Funding.Quote, 3_000, 101));
        assertEq(orderOf(alice, 1).lots, 100, "her order stands");
        assertEq(left(), 1_000_000, "nothing at risk");
    }

    function test_OPER_AnOrderOfAnotherMarketLeavesFirst() external {
        uint32 january = registry.listMonth(grade, 2027, 1);
        allow(1_000_000);
        byKey(bid(1, 3_000, 100));
        byKey(inMarket(january, 1, Side.Ask, Funding.Quote, 3_000, 100));
        assertEq(left(), 600_000, "the bid is back, the ask at risk");
        assertEq(orderOf(alice, 1).market, january, "in its place");
        byKey(order(Action.ImmediateOrCancel, 1, Side.Bid, Funding.Quote, 1, 100));
        assertEq(orderOf(alice, 1).lots, 100, "one that never rests leaves the slot alone");
        byKey(bytes.concat(instruction(Action.Cancel, 1), bid(2, 1, 100)));
        assertEq(left(), 1_000_000 - 100, "each in its own market");
    }

    /// @dev On the safe side: what others settle of the key's orders is not known to its budget.
    function test_OPER_WhatOthersSettleIsNotCounted() external {
        allow(1_000_000);
        byKey(bytes.concat(bid(1, 3_000, 100), ask(2, 3_000 + 1, 100)));
        hit(bob, Side.Ask, 3_000, 100);
        hit(bob, Side.Bid, 3_001, 100);
        exchange.settle(alice, one(1));
        byKey(bytes.concat(instruction(Action.Settle, 1), instruction(Action.Settle, 2)));
        assertEq(left(), 1_000_000 - 399_900, "the bought lots are not set against the sold ones");
    }

    function test_RevertWhen_TheAssetCannotBeAQuote() external {
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidQuoteAsset.selector, 65_536));
        vm.prank(alice);
        exchange.setOperator(dan, LAST, 65_536, 1);
    }
}
