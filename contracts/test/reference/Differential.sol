// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {DepthLevel, MarketInfo, OrderInfo, OrderRequest} from "../../src/interfaces/IExchange.sol";
import {ITrading} from "../../src/interfaces/ITrading.sol";
import {Action} from "../../src/types/Instruction.sol";
import {Side} from "../../src/types/Side.sol";
import {Fixture} from "../Fixture.sol";
import {NaiveBook} from "./NaiveBook.sol";

/// @notice Does everything twice, on the exchange and on the naive book, and compares.
abstract contract Differential is Fixture {
    NaiveBook internal naive;
    address[] internal people;
    uint32[] internal slots;
    uint32[] internal markets;
    uint32[] internal assets;
    uint256 private _random;

    function setUp() public virtual override {
        super.setUp();
        naive = new NaiveBook(USDC);
        assets.push(USDC);
        follow(market);
    }

    function follow(uint32 id) internal {
        MarketInfo memory info = exchange.marketOf(id);
        naive.list(id, info);
        markets.push(id);
        assets.push(info.base);
        if (info.cap != 0) assets.push(info.base | 1);
    }

    /// @dev `count` people with money, and `slotCount` slots each.
    function populate(uint160 count, uint32 slotCount) internal {
        for (uint160 n; n < count; ++n) {
            people.push(address(0xBEEF_0000 + n));
            fund(people[n]);
            naive.credit(people[n], USDC, int256(WEALTH));
        }
        for (uint32 slot; slot < slotCount; ++slot) {
            slots.push(slot);
        }
    }

    // ---------------------------------------------------------------- chance

    function seed(uint256 random) internal {
        _random = random;
    }

    function below(uint256 bound) internal returns (uint256) {
        _random = uint256(keccak256(abi.encode(_random)));
        return _random % bound;
    }

    function between(uint256 low, uint256 high) internal returns (uint256) {
        return low + below(high - low + 1);
    }

    function anyone() internal returns (address) {
        return people[below(people.length)];
    }

    // ---------------------------------------------------------------- both at once

    function bothPlace(address who, OrderRequest memory r) internal {
        try naive.place(who, r) returns (uint256 wantTaken, uint256 wantRested) {
            (uint256 taken, uint256 rested) = place(who, r);
            assertEq(taken, wantTaken, "lots taken");
            assertEq(rested, wantRested, "lots rested");
        } catch {
            vm.prank(who);
            (bool accepted,) = address(exchange).call(abi.encodeCall(ITrading.place, (r)));
            assertFalse(accepted, "the naive book refuses it");
        }
    }

    /// @dev Everything or nothing; what the market has moved away from is skipped by both.
    function bothExecute(address who, NaiveBook.Step[] memory steps) internal {
        bytes memory batch;
        for (uint256 n; n < steps.length; ++n) {
            OrderRequest memory r = steps[n].request;
            bool isOrder = steps[n].action < Action.Cancel;
            batch = bytes.concat(batch, isOrder ? packed(r) : instruction(steps[n].action, r.slot));
        }
        bool wanted = true;
        try naive.execute(who, steps) {}
        catch (bytes memory reason) {
            assertEq(bytes4(reason), NaiveBook.CannotPay.selector, "the only reason to refuse a batch here");
            wanted = false;
        }
        vm.prank(who);
        (bool accepted,) = tryExecute(batch);
        assertEq(accepted, wanted, "a batch passes or does not");
    }

    function bothExecute(address who, OrderRequest memory r) internal {
        NaiveBook.Step[] memory steps = new NaiveBook.Step[](1);
        steps[0] = NaiveBook.Step(Action(uint8(r.timeInForce)), r);
        bothExecute(who, steps);
    }

    function bothCancel(address who, uint32 slot) internal {
        naive.cancel(who, slot);
        if (below(2) == 0) cancel(who, slot);
        else execute(who, instruction(Action.Cancel, slot));
    }

    function bothSettle(address who, uint32 slot) internal {
        naive.settle(who, slot);
        if (below(2) == 0) settle(who, slot);
        else execute(who, instruction(Action.Settle, slot));
    }

    function bothSplit(address who, uint32 id, uint256 lots) internal {
        naive.split(who, id, int256(lots));
        vm.prank(who);
        exchange.split(id, lots);
    }

    // ---------------------------------------------------------------- comparison

    function compareAll() internal view {
        for (uint256 n; n < people.length; ++n) {
            compareOrders(people[n], slots);
        }
        compareMoney();
        for (uint256 n; n < markets.length; ++n) {
            compareBook(markets[n]);
        }
    }

    function compareOrders(address who, uint32[] memory where) internal view {
        OrderInfo[] memory infos = exchange.ordersOf(who, where);
        for (uint256 n; n < infos.length; ++n) {
            NaiveBook.Entry memory e = naive.standing(who, where[n]);
            assertEq(infos[n].filled, e.filled, "filled lots of an order");
            assertEq(infos[n].lots, e.open + e.filled, "lots of an order");
            assertEq(infos[n].tick, e.tick, "tick of an order");
            assertEq(infos[n].market, e.market, "market of an order");
        }
    }

    function compareMoney() internal view {
        for (uint256 n; n < people.length; ++n) {
            for (uint256 a; a < assets.length; ++a) {
                uint256 held = exchange.balanceOf(people[n], assets[a]);
                assertEq(int256(held), naive.balance(people[n], assets[a]), "free balance");
            }
        }
    }

    function compareBook(uint32 id) internal view {
        MarketInfo memory info = exchange.marketOf(id);
        (bool found, uint24 tick) = naive.best(id, Side.Bid);
        assertEq(info.bestBid, found ? tick : 0, "best bid");
        (found, tick) = naive.best(id, Side.Ask);
        assertEq(info.bestAsk, found ? tick : type(uint24).max, "best ask");
        assertEq(info.fees, naive.fees(id), "fees");
        compareDepth(id, Side.Bid);
        compareDepth(id, Side.Ask);
    }

    function compareDepth(uint32 id, Side side) internal view {
        DepthLevel[] memory levels = exchange.depth(id, side, type(uint256).max);
        uint256 sum;
        for (uint256 n; n < levels.length; ++n) {
            if (n != 0) {
                bool worse =
                    side == Side.Bid ? levels[n].tick < levels[n - 1].tick : levels[n].tick > levels[n - 1].tick;
                assertTrue(worse, "best first");
            }
            assertEq(levels[n].lots, naive.openAt(id, side, levels[n].tick), "lots of a level");
            sum += levels[n].lots;
        }
        assertEq(sum, naive.openOn(id, side), "lots of a side");
    }
}
