// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

import {DepthLevel, MarketInfo, OrderInfo} from "../../src/interfaces/IExchange.sol";
import {Funding, Side} from "../../src/types/Side.sol";
import {Fixture} from "../Fixture.sol";
import {OddToken} from "../mocks/OddToken.sol";
import {Crowd} from "./Crowd.sol";
import {Handler} from "./Handler.sol";

/// @notice The invariants of INVARIANTS.md, by their numbers.
contract InvariantsTest is Fixture {
    Handler private _handler;
    /// @dev Everybody who can hold anything.
    address[] private _people;
    uint32[2] private _markets;

    function setUp() public override {
        super.setUp();
        vm.prank(owner);
        exchange.setGuardian(guardian);
        _markets = [market, registry.listMonth(grade, 2027, 1)];
        // The first series ends within most runs, both at the end of each.
        vm.warp(EXPIRY - 1 days);
        uint256[] memory keys = new uint256[](5);
        for (uint256 n; n < 5; ++n) {
            keys[n] = 0xCA11 + n;
            fund(vm.addr(keys[n]));
        }
        _handler = new Handler(exchange, _markets, keys, guardian, settler);
        targetContract(address(_handler));
        _people = _handler.crowd();
        // Besides these there are the fixture's, who hold their money and do nothing, and a token that is paid into.
        _people.push(alice);
        _people.push(bob);
        _people.push(carol);
        _people.push(feeRecipient);
        _people.push(address(_handler.reentering()));
        _people.push(_handler.operator());
    }

    /// @dev One campaign checks all of them after each call: ten would do the same calls ten times.
    function invariant_SOLV_BACK_EPOCH_QUEUE_SPAM_PAYABLE_TOKEN_OPER_FSM() external view {
        OrderInfo[] memory orders = everyOrder();
        check1Solvent(orders);
        check3And4EveryLotIsSomewhere(orders);
        for (uint256 n; n < 2; ++n) {
            check2Backed(orders, _markets[n]);
            check5And6LevelsAreTheirOrders(orders, _markets[n]);
            check8TokensStayOutside(_markets[n]);
            check12ThePriceIsFixedOnce(n);
        }
        assertEq(address(exchange).balance, 0, "7: no ether");
        check9OrderByOrder(orders);
        check10OddTokens();
        check11NobodyElseHolds();
    }

    // ---------------------------------------------------------------- what there is

    function everyOrder() private view returns (OrderInfo[] memory orders) {
        uint32[] memory slots = everySlot();
        orders = new OrderInfo[](5 * slots.length);
        for (uint256 n; n < orders.length; n += slots.length) {
            OrderInfo[] memory infos = exchange.ordersOf(_people[n / slots.length], slots);
            for (uint256 o; o < infos.length; ++o) {
                orders[n + o] = infos[o];
            }
        }
    }

    function everySlot() private view returns (uint32[] memory slots) {
        slots = new uint32[](_handler.SLOTS());
        for (uint32 slot; slot < slots.length; ++slot) {
            slots[slot] = slot;
        }
    }

    /// @dev Free and outside, of everybody.
    function holdings(uint32 asset) private view returns (uint256 sum) {
        for (uint256 n; n < _people.length; ++n) {
            sum += exchange.balanceOf(_people[n], asset);
        }
        if (asset != USDC) sum += ERC20(exchange.tokenOf(asset)).totalSupply();
    }

    /// @dev LONG and SHORT of a series, in escrow and unsettled ones included.
    function tokensOf(OrderInfo[] memory orders, uint32 id) private view returns (uint256 longs, uint256 shorts) {
        uint32 base = exchange.marketOf(id).base;
        (longs, shorts) = (holdings(base), holdings(base | 1));
        for (uint256 n; n < orders.length; ++n) {
            OrderInfo memory o = orders[n];
            if (o.lots == 0 || o.market != id) continue;
            uint256 open = o.lots - o.filled;
            if (o.funding == Funding.Quote) {
                if (o.side == Side.Bid) longs += o.filled;
                else shorts += o.filled;
            } else {
                if (o.side == Side.Bid) shorts += open;
                else longs += open;
            }
        }
    }

    /// @dev What orders have in the quote asset: escrow of what is open, proceeds of what is filled.
    function quoteOf(OrderInfo[] memory orders) private pure returns (uint256 sum) {
        for (uint256 n; n < orders.length; ++n) {
            OrderInfo memory o = orders[n];
            uint256 lots = o.funding == Funding.Quote ? o.lots - o.filled : o.filled;
            bool price = (o.side == Side.Bid) == (o.funding == Funding.Quote);
            sum += (price ? o.tick : CAP - o.tick) * lots;
        }
    }

    // ---------------------------------------------------------------- the checks

    function check1Solvent(OrderInfo[] memory orders) private view {
        uint256 owed = holdings(USDC) + quoteOf(orders) + _handler.donated(USDC);
        for (uint256 n; n < 2; ++n) {
            (uint256 longs, uint256 shorts) = tokensOf(orders, _markets[n]);
            (bool isFixed, uint24 tick) = exchange.settlementPriceOf(_markets[n]);
            owed += exchange.marketOf(_markets[n]).fees;
            owed += isFixed ? tick * longs + (CAP - tick) * shorts : CAP * longs;
        }
        assertEq(usdc.balanceOf(address(exchange)), owed, "1: solvent to the unit");
    }

    function check2Backed(OrderInfo[] memory orders, uint32 id) private view {
        (bool isFixed,) = exchange.settlementPriceOf(id);
        (uint256 longs, uint256 shorts) = tokensOf(orders, id);
        if (!isFixed) assertEq(longs, shorts, "2: sets are whole");
    }

    function check3And4EveryLotIsSomewhere(OrderInfo[] memory orders) private view {
        uint256 filled;
        uint256 open;
        for (uint256 n; n < orders.length; ++n) {
            filled += orders[n].filled;
            open += orders[n].lots - orders[n].filled;
        }
        assertEq(_handler.taken(), _handler.settled() + filled, "3: taken is settled or waits for it");
        uint256 gone = _handler.settled() + _handler.cancelled();
        assertEq(_handler.rested(), open + filled + gone, "4: open, filled, settled or given back");
    }

    function check5And6LevelsAreTheirOrders(OrderInfo[] memory orders, uint32 id) private view {
        MarketInfo memory info = exchange.marketOf(id);
        assertLt(info.bestBid, info.bestAsk, "6: never crossed");
        DepthLevel[] memory bids = exchange.depth(id, Side.Bid, 100);
        DepthLevel[] memory asks = exchange.depth(id, Side.Ask, 100);
        assertEq(info.bestBid, bids.length == 0 ? 0 : bids[0].tick, "6: best bid");
        assertEq(info.bestAsk, asks.length == 0 ? type(uint24).max : asks[0].tick, "6: best ask");
        assertEq(occupied(bids, orders, id, Side.Bid), bids.length, "6: no bid level without an order");
        assertEq(occupied(asks, orders, id, Side.Ask), asks.length, "6: no ask level without an order");
    }

    /// @return ticks How many have an open order.
    function occupied(DepthLevel[] memory levels, OrderInfo[] memory orders, uint32 id, Side side)
        private
        view
        returns (uint256 ticks)
    {
        uint24 lowest = _handler.LOWEST();
        uint256[] memory open = new uint256[](_handler.HIGHEST() - lowest + 1);
        for (uint256 n; n < orders.length; ++n) {
            OrderInfo memory o = orders[n];
            if (o.lots != 0 && o.market == id && o.side == side) open[o.tick - lowest] += o.lots - o.filled;
        }
        for (uint256 n; n < levels.length; ++n) {
            assertEq(levels[n].lots, open[levels[n].tick - lowest], "5: a level's lots are its orders'");
        }
        for (uint256 n; n < open.length; ++n) {
            if (open[n] != 0) ++ticks;
        }
    }

    function check8TokensStayOutside(uint32 id) private view {
        uint32 base = exchange.marketOf(id).base;
        for (uint32 asset = base; asset <= base + 1; ++asset) {
            uint256 held = ERC20(exchange.tokenOf(asset)).balanceOf(address(exchange));
            assertEq(held, _handler.donated(asset), "8: no LONG or SHORT but gifts");
        }
    }

    function check9OrderByOrder(OrderInfo[] memory orders) private view {
        uint256 slots = _handler.SLOTS();
        for (uint256 n; n < orders.length; ++n) {
            Crowd.Ghost memory ghost = _handler.ghostOf(_people[n / slots], n % slots);
            OrderInfo memory o = orders[n];
            assertEq(
                ghost.placed, ghost.settled + ghost.cancelled + o.lots, "9: placed is settled, cancelled or stands"
            );
            if (o.lots == 0) continue;
            assertEq(o.market, ghost.market, "9: where it was placed");
            assertEq(o.tick, ghost.tick, "9: at the price at which it was placed");
        }
    }

    function check10OddTokens() private view {
        uint32[2] memory assets = [_handler.oddAsset(), _handler.reenteringAsset()];
        for (uint256 a; a < 2; ++a) {
            uint256 owed;
            for (uint256 n; n < _people.length; ++n) {
                owed += exchange.balanceOf(_people[n], assets[a]);
            }
            address token = exchange.tokenOf(assets[a]);
            assertEq(ERC20(token).balanceOf(address(exchange)), owed, "10: held is owed");
        }
    }

    function check11NobodyElseHolds() private view {
        address operator = _handler.operator();
        for (uint256 n; n < 2; ++n) {
            uint32 base = exchange.marketOf(_markets[n]).base;
            uint256 sum = exchange.balanceOf(operator, base) + exchange.balanceOf(operator, base | 1);
            assertEq(sum + exchange.balanceOf(operator, USDC), 0, "11: a session key holds nothing");
        }
    }

    function check12ThePriceIsFixedOnce(uint256 n) private view {
        (bool isFixed, uint24 tick) = exchange.settlementPriceOf(_markets[n]);
        assertEq(isFixed ? uint256(tick) + 1 : 0, _handler.fixedPrices(_markets[n]), "12: a price never changes");
    }

    // ---------------------------------------------------------------- the end

    /// @dev 13: whatever state a run has left, everybody gets out by waiting, and nothing stays behind.
    function afterInvariant() external {
        vm.warp(exchange.marketOf(_markets[1]).expiry);
        uint256 gifts = _handler.donated(USDC);
        for (uint256 n; n < 2; ++n) {
            gifts += settle(_markets[n]);
        }
        for (uint256 n; n < _people.length; ++n) {
            leave(_people[n]);
        }
        for (uint256 n; n < 2; ++n) {
            exchange.collectFees(_markets[n]);
        }
        uint256 fees = cash(feeRecipient);
        vm.prank(feeRecipient);
        exchange.withdraw(USDC, fees, feeRecipient);
        assertEq(usdc.balanceOf(address(exchange)), gifts, "13: nothing is left but gifts");
        leaveWithOddTokens();
    }

    /// @dev Whoever holds tokens that keep fees, lie or call back gets them out as soon as they move at all.
    function leaveWithOddTokens() private {
        OddToken odd = _handler.odd();
        odd.set(OddToken.Answer.True, 0);
        uint32[2] memory assets = [_handler.oddAsset(), _handler.reenteringAsset()];
        for (uint256 a; a < 2; ++a) {
            for (uint256 n; n < _people.length; ++n) {
                uint256 amount = exchange.balanceOf(_people[n], assets[a]);
                vm.prank(_people[n]);
                exchange.withdraw(assets[a], amount, _people[n]);
            }
            address token = exchange.tokenOf(assets[a]);
            assertEq(ERC20(token).balanceOf(address(exchange)), 0, "13: no odd token is left");
        }
    }

    /// @return gifts What LONG and SHORT that were given away would have paid.
    function settle(uint32 id) private returns (uint256 gifts) {
        (bool isFixed, uint24 tick) = exchange.settlementPriceOf(id);
        if (!isFixed) {
            tick = LAST_PRICE;
            fixPriceOf(id, tick);
        }
        uint32 base = exchange.marketOf(id).base;
        return tick * _handler.donated(base) + (CAP - tick) * _handler.donated(base | 1);
    }

    uint24 private constant LAST_PRICE = 2_345;

    function leave(address who) private {
        exchange.cancelFor(who, everySlot());
        vm.startPrank(who);
        for (uint256 n; n < 2; ++n) {
            uint32 base = exchange.marketOf(_markets[n]).base;
            exchange.deposit(base, ERC20(exchange.tokenOf(base)).balanceOf(who), who);
            exchange.deposit(base | 1, ERC20(exchange.tokenOf(base | 1)).balanceOf(who), who);
            exchange.redeem(_markets[n], exchange.balanceOf(who, base), exchange.balanceOf(who, base | 1));
        }
        exchange.withdraw(USDC, cash(who), who);
        vm.stopPrank();
    }
}
