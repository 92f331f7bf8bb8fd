// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {OrderRequest, TimeInForce} from "../../src/interfaces/IExchange.sol";
import {Action} from "../../src/types/Instruction.sol";
import {Funding, Side} from "../../src/types/Side.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {Differential} from "./Differential.sol";
import {NaiveBook} from "./NaiveBook.sol";

/// @notice Several markets, all fundings and times in force, replaces across markets, settlement by anyone.
contract WideBookTest is Differential {
    MockToken private _base;

    function setUp() public override {
        super.setUp();
        follow(listSeries(USDC, 10_000, EXPIRY + 181 days, 0, 2));
        _base = new MockToken(18);
        uint32 base = exchange.listAsset(address(_base));
        follow(exchange.listSpot(base, USDC, 15, 1, 0));
        populate(4, 6);
        for (uint256 n; n < people.length; ++n) {
            bothSplit(people[n], markets[0], 4_000);
            bothSplit(people[n], markets[1], 1_000);
            _base.mint(address(this), 5e18);
            _base.approve(address(exchange), 5e18);
            exchange.deposit(base, 5e18, people[n]);
            naive.credit(people[n], base, 5e18);
        }
    }

    /// forge-config: default.fuzz.runs = 10
    /// forge-config: prove.fuzz.runs = 500
    function testFuzz_QUEUE_IMPROVE_WideBooks(uint256 random) external {
        vm.pauseGasMetering();
        seed(random);
        for (uint256 n; n < 150; ++n) {
            step();
            compareAll();
        }
        for (uint256 n; n < people.length; ++n) {
            for (uint256 s; s < slots.length; ++s) {
                bothCancel(people[n], slots[s]);
            }
        }
        compareAll();
        assertConserved();
    }

    function step() private {
        uint256 what = below(20);
        address who = anyone();
        if (what < 6) bothPlace(who, order());
        else if (what < 14) batch(who);
        else if (what < 16) bothCancel(who, uint32(below(slots.length)));
        else if (what < 19) bothSettle(who, uint32(below(slots.length)));
        else bothSplit(who, markets[below(2)], between(1, 500));
    }

    /// @dev Up to six instructions in any markets, orders mostly.
    function batch(address who) private {
        NaiveBook.Step[] memory steps = new NaiveBook.Step[](between(1, 6));
        for (uint256 n; n < steps.length; ++n) {
            steps[n].request = order();
            uint256 what = below(8);
            if (what == 0) steps[n].action = Action.Cancel;
            else if (what == 1) steps[n].action = Action.Settle;
            else steps[n].action = Action(uint8(steps[n].request.timeInForce));
        }
        bothExecute(who, steps);
    }

    function order() private returns (OrderRequest memory r) {
        uint256 which = below(3);
        r.market = markets[which];
        r.side = Side(below(2));
        r.funding = which == 2 ? (r.side == Side.Bid ? Funding.Quote : Funding.Token) : Funding(below(2));
        // Half of all rest, so that there is something to take.
        r.timeInForce = TimeInForce(below(2) == 0 ? 0 : below(4));
        r.slot = uint32(below(slots.length));
        r.maxLevels = uint16(below(4));
        r.lots = uint56(between(100, 600));
        // Around the borders of the bitmap's words: of one layer in the series, of two in the spot market.
        uint256 border = which == 2 ? 65_536 : 256 * (10 + which);
        uint256 lean = r.side == Side.Bid ? 8 : 4;
        r.tick = uint24(border + below(12) - lean);
    }

    /// @dev Nothing rests: what people hold and the fees is what the exchange holds, less the sets' collateral.
    function assertConserved() private view {
        uint256 money;
        uint256 spot;
        uint256 sets;
        for (uint256 m; m < 2; ++m) {
            uint256 longs_;
            uint256 shorts_;
            for (uint256 n; n < people.length; ++n) {
                longs_ += exchange.balanceOf(people[n], assets[1 + 2 * m]);
                shorts_ += exchange.balanceOf(people[n], assets[2 + 2 * m]);
            }
            assertEq(longs_, shorts_, "BACK: a LONG for each SHORT");
            sets += longs_ * exchange.marketOf(markets[m]).cap;
        }
        for (uint256 n; n < people.length; ++n) {
            money += cash(people[n]);
            spot += exchange.balanceOf(people[n], assets[5]);
        }
        for (uint256 m; m < 3; ++m) {
            money += exchange.marketOf(markets[m]).fees;
        }
        // Alice, bob and carol of the fixture stood aside.
        assertEq(usdc.balanceOf(address(exchange)), money + sets + 3 * WEALTH, "SOLV: quote");
        assertEq(_base.balanceOf(address(exchange)), spot, "SOLV: base");
    }
}
