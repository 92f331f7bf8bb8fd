// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";

import {IClearing} from "../../src/interfaces/IClearing.sol";
import {OddToken} from "../mocks/OddToken.sol";
import {ReenteringToken} from "../mocks/ReenteringToken.sol";
import {Foreign} from "./Foreign.sol";

/// @notice Deposits through Uniswap's Permit2, as it stands on public chains.
contract Permit2Test is Foreign {
    uint256 private constant AMOUNT = 5e6;
    uint256 private constant DEADLINE = NOW + 1 hours;

    function setUp() public override {
        super.setUp();
        deployPermit2();
        usdc.mint(signer, 3 * AMOUNT);
        vm.prank(signer);
        usdc.approve(PERMIT2, type(uint256).max);
    }

    function permission(uint256 amount, address spender, uint256 nonce) private view returns (bytes memory) {
        return sign(permit2Digest(address(usdc), amount, spender, nonce, DEADLINE));
    }

    function deposit(address caller, uint256 amount, uint256 nonce, bytes memory signature) private {
        vm.prank(caller);
        exchange.depositWithPermit2(USDC, amount, caller, nonce, DEADLINE, signature);
    }

    function test_PERMIT_ADepositBySignature() external {
        bytes memory signature = permission(AMOUNT, address(exchange), 3);
        vm.expectEmit(address(exchange));
        emit IClearing.Deposited(signer, USDC, AMOUNT, signer);
        deposit(signer, AMOUNT, 3, signature);
        assertEq(cash(signer), WEALTH + AMOUNT, "credited");
        assertEq(usdc.allowance(signer, address(exchange)), 0, "the exchange was allowed nothing");
        assertEq(usdc.balanceOf(signer), 2 * AMOUNT, "taken once");
    }

    function test_PERMIT_ForSomebodyElse() external {
        bytes memory signature = permission(AMOUNT, address(exchange), 3);
        vm.prank(signer);
        exchange.depositWithPermit2(USDC, AMOUNT, bob, 3, DEADLINE, signature);
        assertEq(cash(bob), WEALTH + AMOUNT, "credited to him");
    }

    function test_REPLAY_RevertWhen_ItIsUsedTwiceOrLate() external {
        bytes memory signature = permission(AMOUNT, address(exchange), 3);
        deposit(signer, AMOUNT, 3, signature);
        vm.expectRevert(abi.encodeWithSignature("InvalidNonce()"));
        deposit(signer, AMOUNT, 3, signature);
        signature = permission(AMOUNT, address(exchange), 4);
        vm.warp(DEADLINE + 1);
        vm.expectRevert(abi.encodeWithSignature("SignatureExpired(uint256)", DEADLINE));
        deposit(signer, AMOUNT, 4, signature);
        assertEq(cash(signer), WEALTH + AMOUNT, "once");
    }

    /// @dev Permit2 asks for the caller's own signature, for this exchange, for this amount.
    function test_REPLAY_RevertWhen_ItIsNotTheCallersForThisExchange() external {
        bytes memory invalid = abi.encodeWithSignature("InvalidSigner()");
        bytes memory signature = permission(AMOUNT, address(exchange), 3);
        vm.expectRevert(invalid);
        deposit(carol, AMOUNT, 3, signature);
        vm.expectRevert(invalid);
        deposit(signer, AMOUNT + 1, 3, signature);
        vm.expectRevert(invalid);
        deposit(signer, AMOUNT - 1, 3, signature);
        vm.expectRevert(invalid);
        deposit(signer, AMOUNT, 4, signature);
        signature = permission(AMOUNT, alice, 3);
        vm.expectRevert(invalid);
        deposit(signer, AMOUNT, 3, signature);
        assertEq(usdc.balanceOf(signer), 3 * AMOUNT, "nothing was moved");
    }

    /// @dev The token calls back through Permit2, which moves it for the exchange.
    function test_REENTER_WhileATokenIsMovedByPermit2() external {
        ReenteringToken token = new ReenteringToken();
        uint32 asset = exchange.listAsset(address(token));
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(IClearing.deposit, (asset, 1, signer));
        calls[1] = abi.encodeCall(IClearing.balanceOf, (signer, asset));
        token.arm(address(exchange), calls);
        token.mint(signer, AMOUNT);
        vm.prank(signer);
        token.approve(PERMIT2, AMOUNT);
        bytes memory signature = sign(permit2Digest(address(token), AMOUNT, address(exchange), 3, DEADLINE));
        vm.prank(signer);
        exchange.depositWithPermit2(asset, AMOUNT, signer, 3, DEADLINE, signature);
        for (uint256 n; n < 2; ++n) {
            assertEq(
                bytes4(token.answers(n)),
                ReentrancyGuardTransient.Reentrancy.selector,
                "neither moved nor seen half-way"
            );
        }
        assertEq(exchange.balanceOf(signer, asset), AMOUNT, "credited once");
    }

    /// @dev A Safe signs for itself here, too.
    function test_PERMIT_OfASafe() external {
        deploySafe();
        usdc.mint(address(safe), AMOUNT);
        runSafe(address(usdc), abi.encodeCall(usdc.approve, (PERMIT2, AMOUNT)));
        bytes memory signature = safeSigned(permit2Digest(address(usdc), AMOUNT, address(exchange), 3, DEADLINE), 2);
        runSafe(
            address(exchange),
            abi.encodeCall(IClearing.depositWithPermit2, (USDC, AMOUNT, address(safe), 3, DEADLINE, signature))
        );
        assertEq(cash(address(safe)), AMOUNT, "credited");
    }

    /// @dev The amount that arrives is looked at, whichever way it came.
    function test_TOKEN_RevertWhen_TheTokenKeepsAFee() external {
        OddToken odd = new OddToken();
        uint32 asset = exchange.listAsset(address(odd));
        odd.mint(signer, 1_000);
        vm.prank(signer);
        odd.approve(PERMIT2, 1_000);
        odd.set(OddToken.Answer.True, 10);
        bytes memory signature = sign(permit2Digest(address(odd), 500, address(exchange), 3, DEADLINE));
        vm.expectRevert(abi.encodeWithSelector(IClearing.InexactTransfer.selector, address(odd), 500, 450));
        vm.prank(signer);
        exchange.depositWithPermit2(asset, 500, signer, 3, DEADLINE, signature);
    }

    function test_CAST_RevertWhen_TheHoldingWouldBeTooLarge() external {
        usdc.mint(signer, 2 ** 128);
        uint256 held = usdc.balanceOf(address(exchange));
        uint256 amount = 2 ** 127 - held + 1;
        bytes memory signature = permission(amount, address(exchange), 3);
        vm.expectRevert(
            abi.encodeWithSelector(IClearing.HoldingTooLarge.selector, address(usdc), 2 ** 127 + 1, 2 ** 127)
        );
        deposit(signer, amount, 3, signature);
        deposit(signer, amount - 1, 3, permission(amount - 1, address(exchange), 3));
        assertEq(usdc.balanceOf(address(exchange)), 2 ** 127, "the most there can be");
    }
}
