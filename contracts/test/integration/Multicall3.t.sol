// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearing} from "../../src/interfaces/IClearing.sol";
import {ITrading} from "../../src/interfaces/ITrading.sol";
import {Side} from "../../src/types/Side.sol";
import {Foreign} from "./Foreign.sol";
import {IMulticall3} from "./IForeign.sol";

/// @notice A keeper's round through Multicall3: what anyone may do for others, many at a time.
contract Multicall3Test is Foreign {
    IMulticall3.Call3[] private _calls;

    function setUp() public override {
        super.setUp();
        deployMulticall3();
    }

    function add(bytes memory data, bool allowFailure) private {
        _calls.push(IMulticall3.Call3(address(exchange), allowFailure, data));
    }

    function test_EXIT_AKeepersRound() external {
        place(alice, 1, Side.Ask, 3_000, 500);
        place(alice, 2, Side.Bid, 1_000, 500);
        place(bob, 1, Side.Ask, 3_000, 500);
        place(carol, 1, Side.Bid, 3_000, 800);
        vm.warp(EXPIRY);
        add(abi.encodeCall(ITrading.settle, (alice, one(1))), false);
        add(abi.encodeCall(ITrading.settle, (bob, one(1))), false);
        add(abi.encodeCall(ITrading.cancelFor, (alice, one(2))), false);
        add(abi.encodeCall(IClearing.collectFees, (market)), false);
        // Its own account has nothing to take out.
        add(abi.encodeCall(IClearing.withdraw, (USDC, 1, address(multicall3))), true);
        add(abi.encodeCall(IClearing.balanceOf, (alice, USDC)), false);

        vm.prank(carol);
        IMulticall3.Result[] memory results = multicall3.aggregate3(_calls);
        assertEq(shorts(alice), 500, "settled for alice");
        assertEq(shorts(bob), 300, "and for bob");
        assertEq(cash(alice), WEALTH - 2_000_000, "her bid given back to her");
        assertEq(cash(feeRecipient), 480, "0.02 % of 2,400,000");
        assertEq(
            results[4].returnData, insufficient(address(multicall3), USDC, 0, 1), "the caller of calls has no account"
        );
        assertEq(abi.decode(results[5].returnData, (uint256)), cash(alice), "a view in the same block");
    }

    /// @dev Whoever calls through it is nobody to the exchange: no order, no key, no nonce of the sender's can be touched.
    function test_OPER_TheSenderIsNotTheCaller() external {
        place(carol, 1, Side.Bid, 3_000, 500);
        uint32[] memory slots = one(1);
        add(abi.encodeCall(ITrading.cancel, (slots)), false);
        add(abi.encodeCall(IClearing.setOperator, (bob, type(uint64).max, USDC, BUDGET)), false);
        add(abi.encodeCall(IClearing.cancelNonces, (0, 1)), false);
        vm.prank(carol);
        multicall3.aggregate3(_calls);
        assertEq(orderOf(carol, 1).lots, 500, "still there");
        assertEq(expiryOf(carol, bob), 0, "no key of hers");
        assertFalse(exchange.isNonceUsed(carol, 0), "nor nonce");
    }
}
