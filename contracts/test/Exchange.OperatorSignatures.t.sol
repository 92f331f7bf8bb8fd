// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearing} from "../src/interfaces/IClearing.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Side} from "../src/types/Side.sol";
import {Signing} from "./Signing.sol";
import {ContractWallet} from "./mocks/ContractWallet.sol";

/// @notice Session keys that their owner signs and somebody else sends.
contract OperatorSignaturesTest is Signing {
    uint64 private constant LAST = uint64(NOW + 1 days);

    address private _dan = makeAddr("dan");

    function grant() private view returns (Grant memory g) {
        return Grant(signer, _dan, LAST, 7, NOW + 1 hours);
    }

    function send(Grant memory g, bytes memory signature) private {
        exchange.setOperatorBySig(g.owner, g.operator, g.expiry, g.nonce, g.deadline, signature);
    }

    function assertInvalid(Grant memory g, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidSignature.selector, g.owner));
        send(g, signature);
    }

    function test_AKeyGivenBySignature() external {
        Grant memory g = grant();
        vm.expectEmit(address(exchange));
        emit IClearing.OperatorSet(signer, _dan, LAST);
        vm.prank(carol);
        exchange.setOperatorBySig(g.owner, g.operator, g.expiry, g.nonce, g.deadline, signed(g));
        bytes memory order = packed(request(1, Side.Bid, 3_000, 100));
        vm.prank(_dan);
        (bool success,) =
            address(exchange).call(bytes.concat(ITrading.executePackedFor.selector, bytes20(signer), order));
        assertTrue(success, "and used");
        assertEq(orderOf(signer, 1).lots, 100, "for the signer");

        (g.expiry, g.nonce) = (0, 8);
        send(g, signed(g));
        assertEq(exchange.operatorExpiry(signer, _dan), 0, "and taken back");
    }

    function test_REPLAY_RevertWhen_TheSignatureIsLateOrUsed() external {
        Grant memory g = grant();
        bytes memory signature = signed(g);
        vm.warp(g.deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IClearing.DeadlinePassed.selector, g.deadline, g.deadline + 1));
        send(g, signature);
        vm.warp(g.deadline);
        send(g, signature);
        vm.expectRevert(abi.encodeWithSelector(IClearing.NonceAlreadyUsed.selector, signer, 7));
        send(g, signature);
    }

    /// @dev After a revocation the signature that gave the key cannot bring it back.
    function test_REPLAY_ARevokedKeyStaysRevoked() external {
        Grant memory g = grant();
        bytes memory signature = signed(g);
        send(g, signature);
        vm.prank(signer);
        exchange.setOperator(_dan, 0);
        vm.expectRevert(abi.encodeWithSelector(IClearing.NonceAlreadyUsed.selector, signer, 7));
        send(g, signature);
    }

    function test_REPLAY_RevertWhen_AFieldIsNotWhatWasSigned() external {
        bytes memory signature = signed(grant());
        for (uint256 n; n < 5; ++n) {
            Grant memory g = grant();
            if (n == 0) g.owner = alice;
            if (n == 1) g.operator = bob;
            if (n == 2) g.expiry += 1;
            if (n == 3) g.nonce += 1;
            if (n == 4) g.deadline += 1;
            assertInvalid(g, signature);
        }
    }

    function test_REPLAY_RevertWhen_SignedForAnotherChainOrContractOrForm() external {
        Grant memory g = grant();
        assertInvalid(g, sign(digest(domainOf(block.chainid + 1, address(exchange)), hashOf(g))));
        assertInvalid(g, sign(digest(domainOf(block.chainid, address(registry)), hashOf(g))));
        assertInvalid(g, highS(digest(hashOf(g))));
        assertInvalid(g, "");
        vm.chainId(block.chainid + 1);
        send(g, signed(g));
        assertEq(exchange.operatorExpiry(signer, _dan), LAST, "the chain that is");
    }

    /// @dev Asked when it is used: a wallet that has taken its word back has not signed.
    function test_REPLAY_AContractAnswersForItself() external {
        ContractWallet safe = new ContractWallet();
        Grant memory g = grant();
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
        assertEq(exchange.operatorExpiry(address(safe), _dan), LAST, "given");
    }
}
