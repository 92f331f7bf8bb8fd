// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Side} from "../../src/types/Side.sol";
import {Fixture} from "../Fixture.sol";
import {Thief} from "./Thief.sol";

/// @notice What a thief of session keys gets, with everything that can be listed and with a partner: at most their budgets.
contract BudgetInvariants is Fixture {
    Thief private _thief;

    function setUp() public override {
        super.setUp();
        listSeries(USDC, 2_000, EXPIRY + 31 days, 0, 2);
        exchange.listSpot(long, USDC, 0, 0, 2);
        split(alice, 100_000);
        place(alice, 6, Side.Bid, 2_500, 300);
        place(alice, 7, Side.Ask, 3_500, 300);
        _thief = new Thief(exchange, USDC, alice);
        fund(_thief.partner());
        vm.startPrank(_thief.partner());
        exchange.split(market, 50_000);
        exchange.split(market + 1, 50_000);
        vm.stopPrank();
        _thief.give(2e6);
        targetContract(address(_thief));
    }

    function invariant_OPER_TheOwnerLosesAtMostTheBudgets() external view {
        assertLe(_thief.loss(), int256(_thief.budgets()), "lost more than all budgets");
    }

    /// @dev The thief is one that tries: he gets most of the budget, is stopped by it again and again, and wins some of it back.
    function test_OPER_TheThiefReachesTheBudget() external {
        uint256 random;
        for (uint256 step; step < 600; ++step) {
            random = uint256(keccak256(abi.encode(step)));
            uint256 what = (random >> 128) % 8;
            if (what < 3) _thief.rob(random);
            else if (what == 3) _thief.bait(random);
            else if (what == 4) _thief.batch(random);
            else if (what == 5) _thief.close(random);
            else if (what == 6) _thief.tradeHerself(random);
            else if (step % 50 == 0) _thief.list(random);
            else _thief.closeHers(random);
            assertLe(_thief.loss(), int256(_thief.budgets()), "lost more than the budget");
        }
        assertGt(_thief.worst(), 1e6, "of 2 USDC most was taken");
        assertGt(_thief.exceeded(), 50, "and much more was tried");
        assertGt(_thief.regained(), 10, "the budget came back at times");
    }
}
