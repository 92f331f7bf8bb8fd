// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearing, OperatorGrant} from "../src/interfaces/IClearing.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Side} from "../src/types/Side.sol";
import {Signing} from "./Signing.sol";
import {ContractWallet} from "./mocks/ContractWallet.sol";

/// @notice Session keys that their owner signs and somebody else sends.
contract OperatorSignaturesTest is Signing {
    uint64 private constant LAST = uint64(NOW + 1 days);

    address private _dan = makeAddr("dan");

    function grant() private view returns (OperatorGrant memory g) {
        return OperatorGrant(signer, _dan, LAST, USDC, BUDGET, 0, 7, NOW + 1 hours);
    }

    function send(OperatorGrant memory g, bytes memory signature) private {
        exchange.setOperatorBySig(g, signature);
    }

    function assertInvalid(OperatorGrant memory g, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidSignature.selector, g.owner));
        send(g, signature);
    }

    function test_AKeyGivenBySignature() external {
        OperatorGrant memory g = grant();
        vm.expectEmit(address(exchange));
        emit IClearing.NonceUsed(signer, 7);
        vm.expectEmit(address(exchange));
        emit IClearing.OperatorSet(signer, _dan, LAST, USDC, BUDGET);
        vm.prank(carol);
        exchange.setOperatorBySig(g, signed(g));
        bytes memory order = packed(request(1, Side.Bid, 3_000, 100));
        vm.prank(_dan);
        (bool success,) =
            address(exchange).call(bytes.concat(ITrading.executePackedFor.selector, bytes20(signer), order));
        assertTrue(success, "and used");
        assertEq(orderOf(signer, 1).lots, 100, "for the signer");

        (g.expiry, g.nonce) = (0, 8);
        send(g, signed(g));
        assertEq(expiryOf(signer, _dan), 0, "and taken back");
    }

    function test_REPLAY_RevertWhen_TheSignatureIsLateOrUsed() external {
        OperatorGrant memory g = grant();
        bytes memory signature = signed(g);
        vm.warp(g.deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IClearing.DeadlinePassed.selector, g.deadline, g.deadline + 1));
        send(g, signature);
        vm.warp(g.deadline);
        send(g, signature);
        // The same nonce, another grant.
        g.budget = 1;
        signature = signed(g);
        vm.expectRevert(abi.encodeWithSelector(IClearing.NonceAlreadyUsed.selector, signer, 7));
        send(g, signature);
    }

    /// @dev Whoever sees a grant may send it first: the multicall that holds it goes through, and gives no second budget.
    function test_REPLAY_AGrantThatSomebodyHasSentDoesNothingMore() external {
        OperatorGrant memory g = grant();
        bytes memory signature = signed(g);
        vm.prank(carol);
        exchange.setOperatorBySig(g, signature);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(IClearing.setOperatorBySig, (g, signature));
        calls[1] =
            bytes.concat(ITrading.executePackedFor.selector, bytes20(signer), packed(request(1, Side.Bid, 3_000, 100)));
        vm.startPrank(_dan);
        exchange.multicall(calls);
        assertEq(orderOf(signer, 1).lots, 100, "and the order behind it");
        vm.recordLogs();
        exchange.setOperatorBySig(g, signature);
        assertEq(vm.getRecordedLogs().length, 0, "nothing is said a second time");
        (,, uint96 left) = exchange.sessionKeyOf(signer, _dan);
        assertEq(left, BUDGET - 300_000, "what was spent stays spent");
    }

    /// @dev Neither a signature that was used, nor one that nobody has sent yet, brings a key back.
    function test_REPLAY_ARevokedKeyStaysRevoked() external {
        OperatorGrant memory g = grant();
        bytes memory used = signed(g);
        send(g, used);
        OperatorGrant memory kept = grant();
        kept.nonce = 8;
        bytes memory unsent = signed(kept);
        vm.expectEmit(address(exchange));
        emit IClearing.GrantEpochSet(signer, 1);
        vm.prank(signer);
        exchange.setOperator(_dan, 0, USDC, 0);
        bytes memory stale = abi.encodeWithSelector(IClearing.GrantOfAnotherEpoch.selector, signer, 0, 1);
        vm.expectRevert(stale);
        send(g, used);
        vm.expectRevert(stale);
        send(kept, unsent);
        assertEq(expiryOf(signer, _dan), 0, "no key");
        assertEq(exchange.grantEpoch(signer), 1, "the epoch to sign for");
        kept.epoch = 1;
        send(kept, signed(kept));
        assertEq(expiryOf(signer, _dan), LAST, "signed after it");
        // A revocation by signature ends what was signed before it as well.
        OperatorGrant memory revocation = OperatorGrant(signer, _dan, 0, USDC, 0, 1, 9, NOW + 1 hours);
        OperatorGrant memory third = OperatorGrant(signer, _dan, LAST, USDC, 1, 1, 10, NOW + 1 hours);
        send(revocation, signed(revocation));
        send(revocation, signed(revocation));
        bytes memory late = signed(third);
        vm.expectRevert(abi.encodeWithSelector(IClearing.GrantOfAnotherEpoch.selector, signer, 1, 2));
        send(third, late);
    }

    /// @dev A smaller budget that the owner gives himself is not made larger by what he signed before.
    function test_REPLAY_WhatTheOwnerGivesHimselfEndsWhatHeSignedBefore() external {
        OperatorGrant memory g = grant();
        bytes memory signature = signed(g);
        vm.prank(signer);
        exchange.setOperator(_dan, LAST, USDC, 5);
        vm.expectRevert(abi.encodeWithSelector(IClearing.GrantOfAnotherEpoch.selector, signer, 0, 1));
        send(g, signature);
        (, uint32 quote, uint96 left) = exchange.sessionKeyOf(signer, _dan);
        assertEq(quote, USDC, "as he gave it");
        assertEq(left, 5, "and no more");
    }

    function test_REPLAY_RevertWhen_AFieldIsNotWhatWasSigned() external {
        bytes memory signature = signed(grant());
        for (uint256 n; n < 7; ++n) {
            OperatorGrant memory g = grant();
            if (n == 0) g.owner = alice;
            if (n == 1) g.operator = bob;
            if (n == 2) g.expiry += 1;
            if (n == 3) g.nonce += 1;
            if (n == 4) g.deadline += 1;
            if (n == 5) g.quote += 2;
            if (n == 6) g.budget += 1;
            assertInvalid(g, signature);
        }
    }

    function test_REPLAY_RevertWhen_SignedForAnotherChainOrContractOrForm() external {
        OperatorGrant memory g = grant();
        assertInvalid(g, sign(digest(domainOf(block.chainid + 1, address(exchange)), hashOf(g))));
        assertInvalid(g, sign(digest(domainOf(block.chainid, address(registry)), hashOf(g))));
        assertInvalid(g, highS(digest(hashOf(g))));
        assertInvalid(g, "");
        vm.chainId(block.chainid + 1);
        send(g, signed(g));
        assertEq(expiryOf(signer, _dan), LAST, "the chain that is");
    }

    /// @dev Asked when it is used: a wallet that has taken its word back has not signed.
    function test_REPLAY_AContractAnswersForItself() external {
        ContractWallet safe = new ContractWallet();
        OperatorGrant memory g = grant();
        g.owner = address(safe);
        bytes32 digest_ = digest(hashOf(g));
        ContractWallet.Answer[4] memory noes = [
            ContractWallet.Answer.No,
            ContractWallet.Answer.WrongMagic,
            ContractWallet.Answer.Short,
            ContractWallet.Answer.Revert
        ];
        for (uint256 n; n < 4; ++n) {
            safe.set(noes[n]);
            assertInvalid(g, signed(g));
        }
        safe.approve(digest_, true);
        safe.approve(digest_, false);
        assertInvalid(g, "");
        safe.approve(digest_, true);
        send(g, "");
        assertEq(expiryOf(address(safe), _dan), LAST, "given");
    }
}
