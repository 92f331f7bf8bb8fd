// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {MarketInfo, OrderRequest, TimeInForce} from "../../src/interfaces/IExchange.sol";
import {ITrading} from "../../src/interfaces/ITrading.sol";
import {Ledger} from "../../src/ledger/Ledger.sol";
import {Action, Instruction} from "../../src/types/Instruction.sol";
import {Funding, Side} from "../../src/types/Side.sol";
import {Crowd} from "./Crowd.sol";

/// @notice Orders by every door: one at a time, in batches, by a session key, in legs; and the ways in which they end.
abstract contract Traders is Crowd {
    // ---------------------------------------------------------------- one order

    /// @dev Six at a time: without orders there is nothing to cancel, settle or merge.
    function place(uint256 random) external told {
        for (uint256 n; n < 6; ++n) {
            random = step(random);
            order(random);
        }
    }

    function order(uint256 random) private {
        OrderRequest memory r = randomOrder(random);
        if (!trades(r.market)) return;
        address account = person(random >> 128);
        fundedByWhatIsThere(account, r);
        if (!possible(r)) r.timeInForce = TimeInForce.GoodTilCancelled;
        vm.prank(account);
        exchange.place(r);
    }

    function randomOrder(uint256 random) private view returns (OrderRequest memory r) {
        r.market = anyMarket(random >> 120);
        r.slot = uint32(random) % SLOTS;
        r.tick = uint24(LOWEST + (random >> 32) % (HIGHEST - LOWEST + 1));
        r.lots = uint56(100 + (random >> 64) % 900);
        r.side = Side((random >> 96) & 1);
        r.funding = Funding((random >> 97) & 1);
        r.timeInForce = TimeInForce((random >> 98) & 3);
        r.maxLevels = uint16((random >> 100) & 3);
    }

    /// @dev Tokens one does not have are paid for in quote, which nobody here runs out of.
    function fundedByWhatIsThere(address account, OrderRequest memory r) private view {
        uint32 base = exchange.marketOf(r.market).base;
        uint32 token = r.side == Side.Bid ? base | 1 : base;
        if (exchange.balanceOf(account, token) < r.lots) r.funding = Funding.Quote;
    }

    /// @dev A post-only order must not cross, a fill-or-kill one must be filled: {place} reverts otherwise.
    function possible(OrderRequest memory r) private view returns (bool) {
        MarketInfo memory info = exchange.marketOf(r.market);
        bool crosses = r.side == Side.Bid ? r.tick >= info.bestAsk : r.tick <= info.bestBid;
        if (r.timeInForce == TimeInForce.PostOnly) return !crosses;
        return r.timeInForce != TimeInForce.FillOrKill || exchange.previewTake(r).lots == r.lots;
    }

    // ---------------------------------------------------------------- batches

    /// @dev Up to five instructions, by the owner or by his session key. A batch may spend the same tokens twice: then it is refused.
    function batch(uint256 random, bool byKey) external told {
        address account = person(random >> 128);
        bytes memory instructions;
        for (uint256 n = random % 5 + 1; n != 0; --n) {
            random = step(random);
            instructions = bytes.concat(instructions, instruction(random));
        }
        bytes memory head = byKey
            ? bytes.concat(ITrading.executePackedFor.selector, bytes20(account))
            : bytes.concat(ITrading.executePacked.selector);
        vm.prank(byKey ? operator : account);
        (bool success, bytes memory reason) = address(exchange).call(bytes.concat(head, instructions));
        if (success) return;
        bool beyond = byKey && bytes4(reason) == ITrading.OutsideScope.selector;
        if (!beyond && bytes4(reason) != Ledger.InsufficientBalance.selector) revert UnexpectedRefusal(reason);
        // Foundry records what a reverted call said, too.
        vm.getRecordedLogs();
    }

    function instruction(uint256 random) private view returns (bytes memory) {
        OrderRequest memory r = randomOrder(random);
        Action action = Action((random >> 104) % 7);
        if (action == Action.CancelAfter) return abi.encodePacked(uint8(action) << 2, switchAt(random));
        if (action > Action.PostOnly || !trades(r.market)) {
            return abi.encodePacked(uint8(random & 1 == 0 ? Action.Cancel : Action.Settle) << 2, r.slot);
        }
        uint8 code = (uint8(action) << 2) | (uint8(r.funding) << 1) | uint8(r.side);
        return abi.encodePacked(code, r.slot, r.market, r.tick, r.lots, r.maxLevels, uint32(0));
    }

    // ---------------------------------------------------------------- legs

    /// @dev A strip or a spread of the two series, of what is there to take.
    function takeLegs(uint256 random) external told {
        if (!trades(markets[0]) || !trades(markets[1])) return;
        address account = person(random >> 128);
        Instruction[] memory legs = new Instruction[](2);
        for (uint256 n; n < 2; ++n) {
            random = step(random);
            OrderRequest memory r = randomOrder(random);
            r.market = markets[n];
            (r.tick, r.timeInForce, r.maxLevels) = (r.side == Side.Bid ? HIGHEST : LOWEST, TimeInForce.FillOrKill, 0);
            fundedByWhatIsThere(account, r);
            r.lots = uint56(least(r.lots, exchange.previewTake(r).lots));
            if (r.lots == 0) return;
            uint256 code = (2 << 2) | (uint256(r.funding) << 1) | uint256(r.side);
            legs[n] = Instruction.wrap(
                (code << 192) | (uint256(r.market) << 128) | (uint256(r.tick) << 104) | (uint256(r.lots) << 48)
            );
        }
        (int256 cost,) = exchange.previewLegs(legs);
        vm.prank(account);
        if (exchange.takeLegs(legs, cost) != cost) revert UnexpectedRefusal("cost");
    }

    // ---------------------------------------------------------------- the end of orders

    function cancel(uint256 who, uint32 slot) internal told {
        vm.prank(person(who));
        exchange.cancel(one(slot % SLOTS));
    }

    function settle(uint256 who, uint256 by, uint32 slot) internal told {
        vm.prank(person(by));
        exchange.settle(person(who), one(slot % SLOTS));
    }

    /// @dev Of others, once they are silent.
    function cancelFor(uint256 who, uint256 by) internal told {
        address account = person(who);
        uint256 due = exchange.cancelAfterOf(account);
        bool ended = block.timestamp >= exchange.marketOf(markets[1]).expiry;
        if (!ended && (due == 0 || block.timestamp < due)) return;
        vm.prank(person(by));
        exchange.cancelFor(account, everySlot());
    }

    function setCancelAfter(uint256 who, uint256 random) internal told {
        vm.prank(person(who));
        exchange.setCancelAfter(switchAt(random));
    }

    /// @dev Now, within a week, or never.
    function switchAt(uint256 random) private view returns (uint32) {
        return random % 4 == 0 ? 0 : uint32(block.timestamp + (random >> 2) % 1 weeks);
    }
}
