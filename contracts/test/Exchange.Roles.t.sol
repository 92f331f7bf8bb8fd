// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {IClearing} from "../src/interfaces/IClearing.sol";
import {ForwardToken} from "../src/series/ForwardToken.sol";
import {Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";

/// @notice What the owner may do is all here: two settings, for what comes after.
contract RolesTest is Fixture {
    function test_SetDefaultTakerFee() external {
        vm.expectEmit(address(exchange));
        emit IClearing.DefaultTakerFeeSet(10_000);
        vm.prank(owner);
        exchange.setDefaultTakerFee(10_000);
        assertEq(exchange.defaultTakerFee(), 10_000, "1 % is the most");
        assertEq(exchange.MAX_TAKER_FEE(), 10_000, "and it is written down");

        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(IClearing.FeeAboveMaximum.selector, 10_001, 10_000));
        exchange.setDefaultTakerFee(10_001);
    }

    function test_SetFeeRecipient() external {
        place(alice, Side.Ask, 3_000, 500);
        place(bob, Side.Bid, 3_000, 500);
        vm.expectEmit(address(exchange));
        emit IClearing.FeeRecipientSet(carol);
        vm.prank(owner);
        exchange.setFeeRecipient(carol);
        exchange.collectFees(market);
        assertEq(cash(carol), WEALTH + 300, "who is set when they are collected");

        vm.prank(owner);
        vm.expectRevert(IClearing.ZeroAddress.selector);
        exchange.setFeeRecipient(address(0));
    }

    function test_RevertWhen_AnyoneElseChangesASetting() external {
        address[3] memory others = [alice, feeRecipient, address(registry)];
        for (uint256 n; n < 3; ++n) {
            vm.startPrank(others[n]);
            vm.expectRevert();
            exchange.setDefaultTakerFee(1);
            vm.expectRevert();
            exchange.setFeeRecipient(others[n]);
            vm.stopPrank();
        }
        assertEq(exchange.defaultTakerFee(), TAKER_FEE, "unchanged");
        assertEq(exchange.feeRecipient(), feeRecipient, "unchanged");
    }

    function test_TheOwnerIsHandedOverInTwoSteps() external {
        vm.prank(owner);
        exchange.transferOwnership(alice);
        assertEq(exchange.owner(), owner, "not before it is accepted");
        vm.prank(alice);
        exchange.acceptOwnership();
        assertEq(exchange.owner(), alice, "accepted");
    }

    // ---------------------------------------------------------------- deployment

    function test_Deployment() external view {
        assertEq(exchange.owner(), owner, "owner");
        assertEq(exchange.seriesRegistry(), address(registry), "registry");
        assertEq(ForwardToken(exchange.forwardToken()).exchange(), address(exchange), "the token knows its exchange");
        assertEq(exchange.settler(), settler, "settler");
        assertEq(exchange.permit2(), PERMIT2, "Permit2");
        assertEq(exchange.marketCount(), 1, "one market");
    }

    function test_RevertWhen_APartOfTheExchangeIsMissing() external {
        // A failed creation uses up a nonce, so the token's exchange is foretold anew each time.
        bytes memory args = abi.encode(address(0), clearingOfNext(), feeRecipient, TAKER_FEE, usdc);
        assertRefused("Exchange", args, abi.encodeWithSelector(Ownable.OwnableInvalidOwner.selector, address(0)));
        args = abi.encode(owner, clearingOfNext(), address(0), TAKER_FEE, usdc);
        assertRefused("Exchange", args, abi.encodeWithSelector(IClearing.ZeroAddress.selector));
    }

    function test_RevertWhen_APartOfTheClearingIsMissing() external {
        for (uint256 n; n < 3; ++n) {
            address[3] memory parts = [address(registry), settler, PERMIT2];
            parts[n] = address(0);
            bytes memory args = abi.encode(parts[0], exchange.forwardToken(), parts[1], parts[2]);
            assertRefused("Clearing", args, abi.encodeWithSelector(IClearing.ZeroAddress.selector));
        }
    }

    function test_RevertWhen_TheFeeIsAboveTheMaximum() external {
        bytes memory args = abi.encode(owner, clearingOfNext(), feeRecipient, 10_001, usdc);
        assertRefused("Exchange", args, abi.encodeWithSelector(IClearing.FeeAboveMaximum.selector, 10_001, 10_000));
    }

    function test_RevertWhen_TheTokenIsOfAnotherExchange() external {
        address foreign = exchange.forwardToken();
        bytes memory args = abi.encode(owner, createClearing(alice, foreign), feeRecipient, TAKER_FEE, usdc);
        assertRefused("Exchange", args, abi.encodeWithSelector(IClearing.ForeignToken.selector, foreign));
    }

    /// @dev A clearing whose token is made for the contract that is created next.
    function clearingOfNext() private returns (address) {
        address next = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 2);
        return createClearing(alice, createForward(next));
    }
}
