// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {OrderRequest} from "../src/interfaces/IExchange.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Action} from "../src/types/Instruction.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";

/// @notice alice owns, dan has her session key.
abstract contract KeyHolder is Fixture {
    uint64 internal constant LAST = uint64(NOW + 1 days);

    address internal dan = makeAddr("dan");

    function allow(uint96 budget) internal {
        vm.prank(alice);
        exchange.setOperator(dan, LAST, USDC, budget);
    }

    function left() internal view returns (uint96 left_) {
        (,, left_) = exchange.sessionKeyOf(alice, dan);
    }

    function executeFor(address owner_, bytes memory batch) internal {
        (bool success, bytes memory reason) = tryExecuteFor(dan, owner_, batch);
        if (!success) {
            assembly {
                revert(add(reason, 32), mload(reason))
            }
        }
    }

    function tryExecuteFor(address caller, address owner_, bytes memory batch)
        internal
        returns (bool success, bytes memory reason)
    {
        bytes memory data = bytes.concat(ITrading.executePackedFor.selector, bytes20(owner_), batch);
        vm.prank(caller);
        return address(exchange).call(data);
    }

    function byKey(bytes memory batch) internal {
        executeFor(alice, batch);
    }

    function assertRefused(bytes memory batch, bytes memory reason) internal {
        (bool success, bytes memory answer) = tryExecuteFor(dan, alice, batch);
        assertFalse(success, "refused");
        assertEq(answer, reason, "and says why");
    }

    function exceeded(uint256 left_, uint256 needed) internal view returns (bytes memory) {
        return abi.encodeWithSelector(ITrading.BudgetExceeded.selector, alice, dan, left_, needed);
    }

    function order(Action action, uint32 slot, Side side, Funding funding, uint24 tick, uint56 lots)
        internal
        view
        returns (bytes memory)
    {
        return instruction(action, slot, side, funding, tick, lots);
    }

    function bid(uint32 slot, uint24 tick, uint56 lots) internal view returns (bytes memory) {
        return order(Action.GoodTilCancelled, slot, Side.Bid, Funding.Quote, tick, lots);
    }

    function ask(uint32 slot, uint24 tick, uint56 lots) internal view returns (bytes memory) {
        return order(Action.GoodTilCancelled, slot, Side.Ask, Funding.Quote, tick, lots);
    }

    function inMarket(uint32 id, uint32 slot, Side side, Funding funding, uint24 tick, uint56 lots)
        internal
        view
        returns (bytes memory)
    {
        OrderRequest memory r = request(slot, side, tick, lots);
        (r.market, r.funding) = (id, funding);
        return packed(r);
    }

    /// @dev `who` trades against what rests.
    function hit(address who, Side side, uint24 tick, uint56 lots) internal {
        execute(who, order(Action.ImmediateOrCancel, 0, side, Funding.Quote, tick, lots));
    }
}
