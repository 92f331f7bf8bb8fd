// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearing} from "../src/interfaces/IClearing.sol";
import {OrderRequest} from "../src/interfaces/IExchange.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Action} from "../src/types/Instruction.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";
import {MockToken} from "./mocks/MockToken.sol";

/// @notice A market whose smallest order is one lot: orders of one lot, and sums of one unit, are orders and sums like others.
contract SmallestTest is Fixture {
    uint32 private _tiny;
    /// @dev Another, in a money of its own.
    uint32 private _other;
    uint32 private _otherMoney;

    function setUp() public override {
        super.setUp();
        MockToken token = new MockToken(6);
        _otherMoney = listQuote(address(token));
        _tiny = listSeries(USDC, CAP, EXPIRY, 0, 0);
        _other = listSeries(_otherMoney, CAP, EXPIRY, 0, 0);
        token.mint(address(this), 1e9);
        token.approve(address(exchange), 1e9);
        exchange.deposit(_otherMoney, 1e9, alice);
    }

    function tiny(uint32 slot, Side side, uint24 tick, uint56 lots) private view returns (OrderRequest memory r) {
        r = request(slot, side, tick, lots);
        r.market = _tiny;
    }

    function test_OneLotIsCancelled() external {
        place(alice, tiny(1, Side.Bid, 3_000, 1));
        assertEq(WEALTH - cash(alice), 3_000, "escrowed");
        cancel(alice, 1);
        assertEq(cash(alice), WEALTH, "given back");
        assertEq(orderOf(alice, 1).lots, 0, "gone");
    }

    function test_OneLotIsSettled() external {
        place(alice, tiny(1, Side.Bid, 3_000, 1));
        place(bob, tiny(1, Side.Ask, 3_000, 1));
        settle(alice, 1);
        assertEq(exchange.balanceOf(alice, exchange.marketOf(_tiny).base), 1, "credited");
        assertEq(orderOf(alice, 1).lots, 0, "gone");
    }

    function test_OneLotIsReplaced() external {
        place(alice, tiny(1, Side.Bid, 3_000, 1));
        place(alice, tiny(1, Side.Bid, 2_000, 1));
        assertEq(WEALTH - cash(alice), 2_000, "one of them is escrowed");
        place(alice, tiny(2, Side.Bid, 2_500, 2));
        place(alice, tiny(2, Side.Bid, 2_500, 1));
        assertEq(orderOf(alice, 2).lots, 1, "one lot given up");
        assertEq(WEALTH - cash(alice), 4_500, "and given back");
        place(alice, tiny(2, Side.Bid, 2_400, 1));
        assertEq(WEALTH - cash(alice), 4_400, "moved to another price");
    }

    function test_OPER_OneLotIsNobodysToCancel() external {
        place(alice, tiny(1, Side.Bid, 3_000, 1));
        vm.expectRevert(abi.encodeWithSelector(ITrading.CancelNotDue.selector, alice, 1, 0));
        vm.prank(carol);
        exchange.cancelFor(alice, one(1));
    }

    function test_LIMIT_TheLastLotIsSeen() external {
        place(alice, tiny(1, Side.Ask, 3_000, 2));
        place(alice, tiny(2, Side.Ask, 3_001, 1));
        OrderRequest memory r = tiny(1, Side.Bid, 3_001, 3);
        assertEq(exchange.previewTake(r).lots, 3, "two and one");
        (uint256 taken,) = place(bob, r);
        assertEq(taken, 3, "as shown");
    }

    function test_SPAM_NoLotIsNoOrder() external {
        vm.expectRevert(abi.encodeWithSelector(IClearing.TooFewLots.selector, 0, 1));
        place(alice, tiny(1, Side.Bid, 3_000, 0));
    }

    /// @dev One lot at one tick is one unit, and is paid.
    function test_SOLV_OneUnitIsPaid() external {
        place(carol, tiny(1, Side.Bid, 1, 1));
        assertEq(WEALTH - cash(carol), 1, "by an order");
        bytes memory batch = packed(tiny(1, Side.Bid, 1, 1));
        execute(alice, batch);
        assertEq(WEALTH - cash(alice), 1, "by a batch");
        execute(alice, instruction(Action.Cancel, 1));
        assertEq(cash(alice), WEALTH, "and given back by one");

        OrderRequest memory r = request(2, Side.Bid, 3_000, 1);
        r.market = _other;
        execute(alice, bytes.concat(batch, packed(r)));
        assertEq(WEALTH - cash(alice), 1, "before the batch goes on in another money");
        assertEq(exchange.balanceOf(alice, _otherMoney), 1e9 - 3_000, "which pays its own");
    }

    /// @dev A session of one lot in either funding leaves nothing behind.
    function test_SOLV_OneSetInAndOut() external {
        place(alice, tiny(1, Side.Bid, 3_000, 1));
        place(bob, tiny(1, Side.Ask, 3_000, 1));
        settle(alice, 1);
        OrderRequest memory r = tiny(1, Side.Ask, 3_000, 1);
        r.funding = Funding.Token;
        place(alice, r);
        r = tiny(2, Side.Bid, 3_000, 1);
        r.funding = Funding.Token;
        place(bob, r);
        settle(alice, 1);
        assertEq(cash(alice), WEALTH, "bought and sold at one price");
        // Twice a taker of 3,000 units, at 0.02 %, rounded up.
        assertEq(WEALTH - cash(bob), 2, "but for the fees");
    }
}
