// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

import {DepthLevel, MarketInfo, OrderInfo} from "../../src/interfaces/IExchange.sol";
import {Funding, Side} from "../../src/types/Side.sol";
import {Fixture} from "../Fixture.sol";
import {Handler} from "./Handler.sol";

/// @notice The invariants of INVARIANTS.md, by their numbers.
contract InvariantsTest is Fixture {
    Handler private _handler;
    address[] private _people;

    function setUp() public override {
        super.setUp();
        for (uint160 n; n < 5; ++n) {
            _people.push(address(0xCA11_0000 + n));
            fund(_people[n]);
        }
        _handler = new Handler(exchange, market, _people);
        targetContract(address(_handler));
        // Besides the handler's people there are those of the fixture, who hold their money and do nothing.
        _people.push(alice);
        _people.push(bob);
        _people.push(carol);
        _people.push(feeRecipient);
    }

    /// @dev All orders and balances, added up.
    struct Sums {
        uint256 quote;
        uint256 longs;
        uint256 shorts;
        uint256 open;
        uint256 filled;
    }

    function everyOrder() private view returns (OrderInfo[] memory orders) {
        uint32[] memory slots = new uint32[](_handler.SLOTS());
        for (uint32 slot; slot < slots.length; ++slot) {
            slots[slot] = slot;
        }
        orders = new OrderInfo[](_people.length * slots.length);
        for (uint256 n; n < orders.length; n += slots.length) {
            OrderInfo[] memory infos = exchange.ordersOf(_people[n / slots.length], slots);
            for (uint256 o; o < infos.length; ++o) {
                orders[n + o] = infos[o];
            }
        }
    }

    function add(OrderInfo[] memory orders) private view returns (Sums memory s) {
        for (uint256 n; n < _people.length; ++n) {
            s.quote += cash(_people[n]);
            s.longs += longs(_people[n]);
            s.shorts += shorts(_people[n]);
        }
        for (uint256 n; n < orders.length; ++n) {
            addOrder(s, orders[n]);
        }
        s.longs += ERC20(exchange.tokenOf(long)).totalSupply();
        s.shorts += ERC20(exchange.tokenOf(short)).totalSupply();
    }

    /// @dev Escrow of what is open, proceeds of what is filled.
    function addOrder(Sums memory s, OrderInfo memory o) private pure {
        uint256 filled = o.filled;
        uint256 open = o.lots - filled;
        s.open += open;
        s.filled += filled;
        if (o.side == Side.Bid && o.funding == Funding.Quote) {
            s.quote += o.tick * open;
            s.longs += filled;
        } else if (o.side == Side.Bid) {
            s.shorts += open;
            s.quote += (CAP - o.tick) * filled;
        } else if (o.funding == Funding.Token) {
            s.longs += open;
            s.quote += o.tick * filled;
        } else {
            s.quote += (CAP - o.tick) * open;
            s.shorts += filled;
        }
    }

    /// @dev One campaign checks all of them after each call: six would do the same calls six times.
    function invariant_SOLV_BACK_EPOCH_QUEUE_SPAM_PAYABLE() external view {
        OrderInfo[] memory orders = everyOrder();
        Sums memory s = add(orders);
        check1Solvent(s);
        check2Backed(s);
        check3EveryLotTakenIsPaidOnce(s);
        check4EveryLotRestedIsSomewhere(s);
        check5And6LevelsAreTheirOrders(orders);
        check7And8NothingElseIsHeld();
    }

    function check1Solvent(Sums memory s) private view {
        uint256 fees = exchange.marketOf(market).fees;
        assertEq(usdc.balanceOf(address(exchange)), s.quote + fees + CAP * s.longs, "to the unit");
    }

    function check2Backed(Sums memory s) private view {
        assertEq(s.longs, s.shorts, "sets are whole");
    }

    function check3EveryLotTakenIsPaidOnce(Sums memory s) private view {
        assertEq(_handler.taken(), _handler.settled() + s.filled, "taken is settled or waits for it");
    }

    function check4EveryLotRestedIsSomewhere(Sums memory s) private view {
        uint256 gone = _handler.settled() + _handler.cancelled();
        assertEq(_handler.rested(), s.open + s.filled + gone, "open, filled, settled or given back");
    }

    function check5And6LevelsAreTheirOrders(OrderInfo[] memory orders) private view {
        MarketInfo memory info = exchange.marketOf(market);
        assertLt(info.bestBid, info.bestAsk, "never crossed");
        DepthLevel[] memory bids = exchange.depth(market, Side.Bid, 100);
        DepthLevel[] memory asks = exchange.depth(market, Side.Ask, 100);
        assertEq(info.bestBid, bids.length == 0 ? 0 : bids[0].tick, "best bid");
        assertEq(info.bestAsk, asks.length == 0 ? type(uint24).max : asks[0].tick, "best ask");
        assertEq(levelsThatAreTheirOrders(bids, orders, Side.Bid), bids.length, "no bid level without an order");
        assertEq(levelsThatAreTheirOrders(asks, orders, Side.Ask), asks.length, "no ask level without an order");
    }

    /// @return occupied How many ticks have an open order.
    function levelsThatAreTheirOrders(DepthLevel[] memory levels, OrderInfo[] memory orders, Side side)
        private
        view
        returns (uint256 occupied)
    {
        uint24 highest = _handler.HIGHEST();
        for (uint24 tick = _handler.LOWEST(); tick <= highest; ++tick) {
            uint256 shown;
            uint256 open;
            for (uint256 n; n < levels.length; ++n) {
                if (levels[n].tick == tick) shown += levels[n].lots;
            }
            for (uint256 n; n < orders.length; ++n) {
                OrderInfo memory o = orders[n];
                if (o.lots != 0 && o.side == side && o.tick == tick) open += o.lots - o.filled;
            }
            assertEq(shown, open, "a level's lots are its orders'");
            if (open != 0) ++occupied;
        }
    }

    function check7And8NothingElseIsHeld() private view {
        assertEq(address(exchange).balance, 0, "no ether");
        assertEq(ERC20(exchange.tokenOf(long)).balanceOf(address(exchange)), 0, "no LONG");
        assertEq(ERC20(exchange.tokenOf(short)).balanceOf(address(exchange)), 0, "no SHORT");
    }
}
