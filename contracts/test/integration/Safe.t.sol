// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BlockQuote, IClearing, OperatorGrant} from "../../src/interfaces/IClearing.sol";
import {ITrading} from "../../src/interfaces/ITrading.sol";
import {Funding, Side} from "../../src/types/Side.sol";
import {Foreign} from "./Foreign.sol";
import {ISafe} from "./IForeign.sol";

/// @notice A treasury in a Safe 1.4.1, two of three: maker and taker of block trades, owner of a session key.
contract SafeTest is Foreign {
    function setUp() public override {
        super.setUp();
        deploySafe();
        fund(address(safe));
    }

    function offer(address maker) private view returns (BlockQuote memory) {
        return BlockQuote(maker, address(0), market, Side.Ask, Funding.Quote, 3_000, 100_000, 7, uint32(NOW + 1 hours));
    }

    function takeBlock(BlockQuote memory q, bytes memory signature) private {
        vm.prank(bob);
        exchange.takeBlock(q, signature, Funding.Quote);
    }

    function test_REPLAY_TheSafeOffersABlock() external {
        BlockQuote memory q = offer(address(safe));
        bytes32 digest_ = digest(hashOf(q));
        bytes memory oneSignature = safeSigned(digest_, 1);
        // The Safe itself refuses: its threshold is two.
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidSignature.selector, address(safe)));
        takeBlock(q, oneSignature);
        bytes memory ofAnother = safeSigned(keccak256("another quote"), 2);
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidSignature.selector, address(safe)));
        takeBlock(q, ofAnother);

        takeBlock(q, safeSigned(digest_, 2));
        assertEq(shorts(address(safe)), 100_000, "written by the Safe");
        assertEq(WEALTH - cash(address(safe)), 400_000_000, "from its money");
        assertEq(longs(bob), 100_000, "bought by bob");
    }

    /// @dev Asked when it is used, not when it was signed: an owner who has left has not signed.
    function test_REPLAY_AnOwnerLeavesBetweenSigningAndUse() external {
        BlockQuote memory q = offer(address(safe));
        bytes memory signatures = safeSigned(digest(hashOf(q)), 2);
        uint256 snapshot = vm.snapshotState();
        address leaving = vm.addr(ownerKeys[1]);
        address before = ownerBefore(leaving);
        runSafe(address(safe), abi.encodeCall(ISafe.swapOwner, (before, leaving, carol)));
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidSignature.selector, address(safe)));
        takeBlock(q, signatures);
        vm.revertToState(snapshot);
        takeBlock(q, signatures);
        assertEq(longs(bob), 100_000, "with the owners who signed");
    }

    /// @dev A Safe keeps its owners in a list, in the order in which it was set up; 1 stands before the first.
    function ownerBefore(address owner_) private view returns (address) {
        return owner_ == vm.addr(ownerKeys[0]) ? address(1) : vm.addr(ownerKeys[0]);
    }

    function test_TheSafeAcceptsABlock() external {
        BlockQuote memory q = offer(signer);
        bytes memory signature = signed(q);
        runSafe(address(exchange), abi.encodeCall(IClearing.takeBlock, (q, signature, Funding.Quote)));
        assertEq(longs(address(safe)), 100_000, "bought by the Safe");
        assertEq(shorts(signer), 100_000, "of the signer");
    }

    function test_OPER_TheSafeGivesASessionKey() external {
        OperatorGrant memory g =
            OperatorGrant(address(safe), bob, uint64(NOW + 1 days), USDC, BUDGET, 0, 9, NOW + 1 hours);
        exchange.setOperatorBySig(g, safeSigned(digest(hashOf(g)), 2));
        bytes memory order = packed(request(1, Side.Bid, 3_000, 100));
        vm.prank(bob);
        (bool success,) =
            address(exchange).call(bytes.concat(ITrading.executePackedFor.selector, bytes20(address(safe)), order));
        assertTrue(success, "bob trades for the Safe");
        assertEq(orderOf(address(safe), 1).lots, 100, "its order");

        runSafe(address(exchange), abi.encodeCall(IClearing.setOperator, (bob, 0, USDC, BUDGET)));
        vm.expectRevert(abi.encodeWithSelector(ITrading.NotOperator.selector, address(safe), bob, 0));
        this.executeFor(bob, address(safe), order);
    }

    function executeFor(address caller, address owner_, bytes calldata batch) external {
        vm.prank(caller);
        (bool success, bytes memory reason) =
            address(exchange).call(bytes.concat(ITrading.executePackedFor.selector, bytes20(owner_), batch));
        if (!success) {
            assembly {
                revert(add(reason, 32), mload(reason))
            }
        }
    }

    function test_REPLAY_TheSafeTakesItsOfferBack() external {
        BlockQuote memory q = offer(address(safe));
        bytes memory signatures = safeSigned(digest(hashOf(q)), 2);
        runSafe(address(exchange), abi.encodeCall(IClearing.cancelNonces, (0, 1 << 7)));
        vm.expectRevert(abi.encodeWithSelector(IClearing.NonceAlreadyUsed.selector, address(safe), 7));
        takeBlock(q, signatures);
    }
}
