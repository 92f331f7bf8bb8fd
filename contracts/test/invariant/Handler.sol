// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {IExchange} from "../../src/interfaces/IExchange.sol";
import {Crowd} from "./Crowd.sol";
import {Traders} from "./Traders.sol";
import {Treasury} from "./Treasury.sol";

/// @notice Everybody who acts: traders and treasuries, the clock, a guardian who halts when he may, and a settler.
contract Handler is Traders, Treasury {
    address private immutable _guardian;
    address private immutable _settler;
    /// @notice Price of each series, and one; zero until it is fixed.
    mapping(uint32 market => uint256) public fixedPrices;

    constructor(
        IExchange exchange_,
        uint32[2] memory markets_,
        uint256[] memory keys_,
        address guardian_,
        address settler_
    ) Crowd(exchange_, markets_, keys_) {
        (_guardian, _settler) = (guardian_, settler_);
        listOddTokens();
    }

    // ---------------------------------------------------------------- what is called: besides orders, batches, legs and block trades

    /// @dev The end of orders. By kinds, so that orders are not crowded out by all that can be done besides.
    function end(uint256 kind, uint256 who, uint256 by, uint32 slot) external {
        if (kind % 4 == 0) cancel(who, slot);
        else if (kind % 4 == 1) settle(who, by, slot);
        else if (kind % 4 == 2) cancelFor(who, by);
        else setCancelAfter(who, by);
    }

    function sets(uint256 kind, uint256 who, uint256 which, uint256 longs, uint256 shorts) external {
        if (kind % 3 == 0) split(who, which, longs);
        else if (kind % 3 == 1) merge(who, which, longs);
        else redeem(who, which, longs, shorts);
    }

    function move(uint256 kind, uint256 who, uint256 to, uint256 which, uint256 amount) external {
        if (kind % 3 == 0) withdraw(who, to, which, amount);
        else if (kind % 3 == 1) deposit(who, to, which, amount);
        else donate(who, which, amount);
    }

    function moveOddities(uint256 kind, uint256 who, uint256 amount, bool inward) external {
        if (kind % 2 == 0) moveOdd(who, kind >> 1, amount, inward);
        else moveReentering(who, amount, inward);
    }

    function govern(uint256 kind, uint256 who, uint256 which, uint256 amount) external {
        if (kind % 4 == 0) halt(which, amount);
        else if (kind % 4 == 1) resume(which, who);
        else if (kind % 4 == 2) fixSettlementPrice(which, amount);
        else collectFees(which);
    }

    /// @dev Minutes, or days.
    function pass(uint256 time) external {
        vm.warp(block.timestamp + (time % 2 == 0 ? (time >> 1) % 4 days : (time >> 1) % 1 hours));
    }

    // ---------------------------------------------------------------- guardian and settler

    /// @dev Not for long: while a market is halted there is little else to see.
    function halt(uint256 which, uint256 length) private {
        uint32 id = anyMarket(which);
        uint256 last = exchange.haltedUntil(id);
        if (last != 0 && block.timestamp <= last + 7 days) return;
        uint64 until = uint64(block.timestamp + bound(length, 1, 1 hours));
        uint64 expiry = exchange.marketOf(id).expiry;
        bool may = expiry == 0 || until + 1 days <= expiry;
        vm.prank(_guardian);
        try exchange.halt(one(id), until) {
            require(may, "12: a halt on a series' last day");
        } catch {
            require(!may, "12: a halt refused");
        }
    }

    /// @dev By the guardian at any time, by anyone once it has run out.
    function resume(uint256 which, uint256 who) private {
        uint32 id = anyMarket(which);
        vm.prank(block.timestamp > exchange.haltedUntil(id) ? person(who) : _guardian);
        exchange.resume(one(id));
    }

    /// @dev Too early as well, and at once a second time. What was fixed is kept here: what an invariant writes is thrown away.
    function fixSettlementPrice(uint256 which, uint256 tick) private {
        uint32 id = anyMarket(which);
        uint24 cap = exchange.marketOf(id).cap;
        bool may = fixedPrices[id] == 0 && block.timestamp >= exchange.marketOf(id).expiry;
        uint24 price = uint24(bound(tick, 0, cap));
        require(isFixedAt(id, price) == may, "12: once, and not while it trades");
        if (may) fixedPrices[id] = uint256(price) + 1;
        require(!isFixedAt(id, cap - price), "12: a second time");
    }

    function isFixedAt(uint32 id, uint24 price) private returns (bool) {
        uint32 family = exchange.marketOf(id).family;
        vm.prank(_settler);
        try exchange.fixSettlementPrice(family, price) {
            return true;
        } catch {
            return false;
        }
    }
}
