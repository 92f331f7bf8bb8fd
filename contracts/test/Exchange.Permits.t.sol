// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IClearing} from "../src/interfaces/IClearing.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Side} from "../src/types/Side.sol";
import {Signing} from "./Signing.sol";
import {OddToken} from "./mocks/OddToken.sol";

/// @notice Deposits by the token's own permit (ERC-2612). With Permit2: integration/Permit2.t.sol.
contract PermitsTest is Signing {
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    uint256 private constant AMOUNT = 5e6;
    uint256 private constant DEADLINE = NOW + 1 hours;

    struct Signature {
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    function setUp() public override {
        super.setUp();
        usdc.mint(signer, AMOUNT);
    }

    function permit(uint256 amount) private view returns (Signature memory p) {
        bytes32 hash = keccak256(abi.encode(PERMIT, signer, address(exchange), amount, usdc.nonces(signer), DEADLINE));
        (p.v, p.r, p.s) = vm.sign(signerKey, digest(usdc.DOMAIN_SEPARATOR(), hash));
    }

    function depositWithPermit(address caller, uint256 amount, Signature memory p) private {
        vm.prank(caller);
        exchange.depositWithPermit(USDC, amount, caller, DEADLINE, p.v, p.r, p.s);
    }

    function test_PERMIT_ADepositWithoutAnApproval() external {
        Signature memory p = permit(AMOUNT);
        vm.expectEmit(address(exchange));
        emit IClearing.Deposited(signer, USDC, AMOUNT, signer);
        depositWithPermit(signer, AMOUNT, p);
        assertEq(cash(signer), WEALTH + AMOUNT, "credited");
        assertEq(usdc.allowance(signer, address(exchange)), 0, "used up");
    }

    function test_PERMIT_ForSomebodyElse() external {
        Signature memory p = permit(AMOUNT);
        vm.prank(signer);
        exchange.depositWithPermit(USDC, AMOUNT, bob, DEADLINE, p.v, p.r, p.s);
        assertEq(cash(bob), WEALTH + AMOUNT, "credited to him");
        assertEq(cash(signer), WEALTH, "not to the payer");
    }

    /// @dev Whoever sees it in the mempool may send it first: the deposit goes on.
    function test_PERMIT_UsedByAnotherBefore() external {
        Signature memory p = permit(AMOUNT);
        vm.prank(carol);
        usdc.permit(signer, address(exchange), AMOUNT, DEADLINE, p.v, p.r, p.s);
        depositWithPermit(signer, AMOUNT, p);
        assertEq(cash(signer), WEALTH + AMOUNT, "credited");
    }

    function test_PERMIT_AnAllowanceIsEnough() external {
        vm.prank(signer);
        usdc.approve(address(exchange), AMOUNT);
        depositWithPermit(signer, AMOUNT, Signature(27, bytes32(0), bytes32(0)));
        assertEq(cash(signer), WEALTH + AMOUNT, "credited");
    }

    function test_PERMIT_RevertWhen_NeitherHolds() external {
        Signature memory p = permit(AMOUNT - 1);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        depositWithPermit(signer, AMOUNT, p);
        p = permit(AMOUNT);
        vm.warp(DEADLINE + 1);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        depositWithPermit(signer, AMOUNT, p);
    }

    /// @dev A permit is for the caller's own tokens: seen by another, it is of no use to him.
    function test_PERMIT_RevertWhen_AnotherSendsIt() external {
        Signature memory p = permit(AMOUNT);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        depositWithPermit(carol, AMOUNT, p);
        assertEq(usdc.balanceOf(signer), AMOUNT, "nothing is taken from the signer");
    }

    function test_PERMIT_ATokenThatKnowsNone() external {
        OddToken odd = new OddToken();
        uint32 asset = exchange.listAsset(address(odd));
        odd.mint(alice, 100);
        vm.startPrank(alice);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        exchange.depositWithPermit(asset, 100, alice, DEADLINE, 27, 0, 0);
        odd.approve(address(exchange), 100);
        exchange.depositWithPermit(asset, 100, alice, DEADLINE, 27, 0, 0);
        assertEq(exchange.balanceOf(alice, asset), 100, "the allowance decides");
    }

    function test_PERMIT_LongNeedsNone() external {
        split(alice, 100);
        vm.startPrank(alice);
        exchange.withdraw(long, 100, alice);
        exchange.depositWithPermit(long, 60, bob, DEADLINE, 27, 0, 0);
        assertEq(longs(bob), 60, "burned and credited");
        vm.expectRevert();
        exchange.depositWithPermit(long, 41, bob, DEADLINE, 27, 0, 0);
    }

    function test_RevertWhen_TheAssetOrTheReceiverIsNone() external {
        vm.startPrank(alice);
        vm.expectRevert(IClearing.ZeroAddress.selector);
        exchange.depositWithPermit(USDC, 0, address(0), DEADLINE, 27, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownAsset.selector, 99));
        exchange.depositWithPermit(99, 0, alice, DEADLINE, 27, 0, 0);
        vm.expectRevert(IClearing.ZeroAddress.selector);
        exchange.depositWithPermit2(USDC, 0, address(0), 0, DEADLINE, "");
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownAsset.selector, 99));
        exchange.depositWithPermit2(99, 0, alice, 0, DEADLINE, "");
        address longToken = exchange.tokenOf(long);
        vm.expectRevert(abi.encodeWithSelector(IClearing.NoPermit2ForForwards.selector, longToken));
        exchange.depositWithPermit2(long, 0, alice, 0, DEADLINE, "");
    }

    /// @dev From a wallet to a resting order in one transaction.
    function test_PERMIT_DepositAndPlaceInOneTransaction() external {
        vm.prank(signer);
        exchange.withdraw(USDC, WEALTH, carol);
        Signature memory p = permit(AMOUNT);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(IClearing.depositWithPermit, (USDC, AMOUNT, signer, DEADLINE, p.v, p.r, p.s));
        calls[1] = bytes.concat(ITrading.executePacked.selector, packed(request(1, Side.Bid, 3_000, 1_000)));
        vm.prank(signer);
        exchange.multicall(calls);
        assertEq(orderOf(signer, 1).lots, 1_000, "rests");
        assertEq(cash(signer), AMOUNT - 3_000_000, "paid from the deposit");
    }
}
