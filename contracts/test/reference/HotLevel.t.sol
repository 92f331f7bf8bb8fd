// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {OrderRequest, TimeInForce} from "../../src/interfaces/IExchange.sol";
import {Funding, Side} from "../../src/types/Side.sol";
import {Differential} from "./Differential.sol";

/// @notice One price level, as long as the cancel tree's nodes are wide and crossed again and again: the place where a
/// sketch of this book was wrong while broad fuzzing passed.
contract HotLevelTest is Differential {
    uint24 private constant TICK = 3_000;
    uint32 private constant SLOTS = 64;

    /// @dev Orders in the order of their arrival; those that are gone are found out by asking the book.
    struct Place {
        address who;
        uint32 slot;
    }

    Place[] private _queue;

    function setUp() public override {
        super.setUp();
        populate(5, SLOTS);
    }

    /// forge-config: default.fuzz.runs = 16
    /// forge-config: prove.fuzz.runs = 500
    function testFuzz_QUEUE_OneHotLevelAroundTheTreesBoundaries(uint256 random) external {
        vm.pauseGasMetering();
        seed(random);
        uint256[4] memory boundaries = [uint256(4), 16, 64, 256];
        uint256 boundary = boundaries[below(4)];
        while (_queue.length + 2 < boundary) {
            arrive();
        }
        // Grow over the boundary, shrink back from the end, grow over it again, with every other thing in between.
        for (uint256 phase; phase < 10; ++phase) {
            uint256 mood = phase & 1 == 0 ? 0 : 1 + below(4);
            uint256 length = between(4, 12);
            for (uint256 n; n < length; ++n) {
                step(below(4) == 0 ? below(5) : mood);
                check();
            }
        }
        compareAll();
        for (uint256 n; n < people.length; ++n) {
            for (uint32 slot; slot < SLOTS; ++slot) {
                bothCancel(people[n], slot);
            }
        }
        compareAll();
        assertEq(openAt(Side.Ask, TICK), 0, "everybody is out");
    }

    function step(uint256 mood) private {
        if (mood == 0) arrive();
        else if (mood == 1) leave(last());
        else if (mood == 2) leave(some());
        else if (mood == 3) shrink(some());
        else if (mood == 4) take();
    }

    function check() private {
        compareMoney();
        compareBook(market);
        uint32[] memory where = one(uint32(below(SLOTS)));
        compareOrders(anyone(), where);
        Place memory p = some();
        compareOrders(p.who, one(p.slot));
        p = last();
        compareOrders(p.who, one(p.slot));
    }

    function arrive() private {
        Place memory p = Place(anyone(), uint32(below(SLOTS)));
        OrderRequest memory r = request(p.slot, Side.Ask, TICK, uint56(between(MIN_LOTS, 400)));
        r.timeInForce = below(2) == 0 ? TimeInForce.PostOnly : TimeInForce.GoodTilCancelled;
        bothExecute(p.who, r);
        _queue.push(p);
    }

    function leave(Place memory p) private {
        if (below(4) == 0) bothSettle(p.who, p.slot);
        bothCancel(p.who, p.slot);
    }

    /// @dev A smaller order on the same terms keeps its place.
    function shrink(Place memory p) private {
        uint256 open = naive.standing(p.who, p.slot).open;
        if (open > MIN_LOTS) {
            bothPlace(p.who, request(p.slot, Side.Ask, TICK, uint56(between(MIN_LOTS, open))));
        }
    }

    function take() private {
        uint256 open = openAt(Side.Ask, TICK);
        if (open == 0) return;
        // Seldom all: an epoch has to last for the tree to grow.
        uint256 lots = below(12) == 0 ? open : between(1, open < 900 ? open : 900);
        address who = anyone();
        OrderRequest memory r = request(Side.Bid, Funding.Quote, TimeInForce.ImmediateOrCancel, TICK, uint56(lots));
        bothPlace(who, r);
    }

    function last() private returns (Place memory p) {
        while (_queue.length != 0) {
            p = _queue[_queue.length - 1];
            if (naive.standing(p.who, p.slot).open != 0) return p;
            _queue.pop();
        }
        arrive();
        return _queue[0];
    }

    function some() private returns (Place memory) {
        return _queue.length == 0 ? last() : _queue[below(_queue.length)];
    }
}
