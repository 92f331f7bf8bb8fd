// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BlockQuote, IClearing} from "../src/interfaces/IClearing.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {ExchangeUnderTest} from "./Fixture.sol";
import {Offer} from "./Offer.sol";
import {ContractWallet} from "./mocks/ContractWallet.sol";

/// @notice An account's code without ERC-1271.
contract Silent {
    fallback() external {}
}

/// @notice Whose word a block quote is, where, and how often.
contract BlockSignaturesTest is Offer {
    function assertInvalid(BlockQuote memory q, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidSignature.selector, q.maker));
        takeBlock(q, signature);
    }

    /// @dev What a wallet shows: the typed data in JSON gives the digest that this file makes by hand.
    function test_REPLAY_TheDigestIsThatOfAWallet() external view {
        string memory types = string.concat(
            '{"types":{"EIP712Domain":[{"name":"name","type":"string"},{"name":"version","type":"string"},',
            '{"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"}],"BlockQuote":[',
            '{"name":"maker","type":"address"},{"name":"taker","type":"address"},{"name":"market","type":"uint32"},',
            '{"name":"side","type":"uint8"},{"name":"funding","type":"uint8"},{"name":"tick","type":"uint24"},',
            '{"name":"lots","type":"uint56"},{"name":"nonce","type":"uint256"},{"name":"deadline","type":"uint32"}]},'
        );
        string memory domain = string.concat(
            '"primaryType":"BlockQuote","domain":{"name":"Gigahour","version":"1","chainId":',
            vm.toString(block.chainid),
            ',"verifyingContract":"',
            vm.toString(address(exchange)),
            '"},'
        );
        string memory message =
            string.concat('"message":{"maker":"', vm.toString(signer), '","taker":"', vm.toString(bob), '","market":"');
        message = string.concat(message, vm.toString(market), '","side":1,"funding":0,"tick":3000,"lots":"100000",');
        message = string.concat(message, '"nonce":"7","deadline":"', vm.toString(NOW + 1 hours), '"}}');
        assertEq(
            digest(hashOf(offer())), vm.eip712HashTypedData(string.concat(types, domain, message)), "the same digest"
        );
    }

    function test_REPLAY_RevertWhen_AFieldIsNotWhatWasSigned() external {
        bytes memory signature = signed(offer());
        for (uint256 n; n < 8; ++n) {
            BlockQuote memory q = offer();
            if (n == 0) q.maker = alice;
            if (n == 1) q.taker = address(0);
            if (n == 2) q.market = registry.listMonth(grade, 2027, 1);
            if (n == 3) q.side = Side.Bid;
            if (n == 4) q.funding = Funding.Token;
            if (n == 5) q.tick = 2_999;
            if (n == 6) q.lots = MINIMUM + 1;
            if (n == 7) q.nonce = 8;
            assertInvalid(q, signature);
        }
        BlockQuote memory later = offer();
        later.deadline += 1;
        assertInvalid(later, signature);
        takeBlock(offer(), signature);
    }

    function test_REPLAY_RevertWhen_SignedForAnotherChainOrContract() external {
        BlockQuote memory q = offer();
        bytes memory here = signed(q);
        assertInvalid(q, sign(digest(domainOf(block.chainid + 1, address(exchange)), hashOf(q))));
        assertInvalid(q, sign(digest(domainOf(block.chainid, exchange.clearing()), hashOf(q))));
        assertInvalid(q, sign(digest(domainOf(block.chainid, address(usdc)), hashOf(q))));
        uint256 chain = block.chainid;
        vm.chainId(chain + 1);
        assertInvalid(q, here);
        takeBlock(q, signed(q));
        vm.chainId(chain);
        assertEq(longs(bob), MINIMUM, "after a fork the domain is that of the new chain");
    }

    /// @dev Two exchanges on one chain, the same people and the same market id in both: a signature is for one of them.
    function test_REPLAY_RevertWhen_SignedForAnotherDeployment() external {
        ExchangeUnderTest second = secondDeployment();
        BlockQuote memory q = offer();
        bytes memory signature = signed(q);
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidSignature.selector, signer));
        vm.prank(bob);
        second.takeBlock(q, signature, Funding.Quote);
        takeBlock(q, signature);
        assertFalse(second.isNonceUsed(signer, NONCE), "nor does its use in one use it up in the other");
        bytes memory forSecond = sign(digest(domainOf(block.chainid, address(second)), hashOf(q)));
        vm.prank(bob);
        second.takeBlock(q, forSecond, Funding.Quote);
        assertEq(second.balanceOf(bob, long), MINIMUM, "signed for the second, taken in the second");
    }

    function secondDeployment() private returns (ExchangeUnderTest second) {
        address foretold = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 2);
        second = create(owner, address(this), createForward(foretold), feeRecipient, TAKER_FEE);
        uint32 family = second.listFamily(uint16(EXPIRY / 1 days), USDC, 0);
        second.listSeries(family, "SECOND", 2, 0, CAP);
        usdc.mint(address(this), 2e9);
        usdc.approve(address(second), 2e9);
        second.deposit(USDC, 1e9, signer);
        second.deposit(USDC, 1e9, bob);
    }

    /// @dev What a wallet asks a contract for before it shows typed data (EIP-5267): the exchange's own address, though other code answers.
    function test_REPLAY_TheDomainIsTheExchanges() external view {
        (bool success, bytes memory answer) = address(exchange).staticcall(abi.encodeWithSignature("eip712Domain()"));
        assertTrue(success, "answers");
        (bytes1 fields, string memory name, string memory version, uint256 chain, address verifyingContract,,) =
            abi.decode(answer, (bytes1, string, string, uint256, address, bytes32, uint256[]));
        assertEq(fields, bytes1(0x0f), "name, version, chain, contract");
        assertEq(name, "Gigahour", "name");
        assertEq(version, "1", "version");
        assertEq(chain, block.chainid, "chain");
        assertEq(verifyingContract, address(exchange), "not the clearing");
    }

    function test_REPLAY_RevertWhen_TheSignatureIsInAnotherForm() external {
        BlockQuote memory q = offer();
        assertInvalid(q, highS(digest(hashOf(q))));
        assertInvalid(q, "");
        assertInvalid(q, new bytes(65));
        assertInvalid(q, sign(uint256(keccak256("another key")), digest(hashOf(q))));
        bytes memory longer = bytes.concat(signed(q), hex"00");
        assertInvalid(q, longer);
        (bytes32 r, bytes32 vs) = vm.signCompact(signerKey, digest(hashOf(q)));
        assertInvalid(q, abi.encodePacked(r, vs));
    }

    function test_REPLAY_RevertWhen_TheMakerIsNobody() external {
        BlockQuote memory q = offer();
        q.maker = address(0);
        fund(address(0x1), 1);
        // ecrecover answers zero for what is no signature.
        assertInvalid(q, new bytes(65));
        assertInvalid(q, abi.encodePacked(bytes32(uint256(1)), bytes32(uint256(1)), uint8(29)));
    }

    /// @dev EIP-7702: the account's key signs, whatever its code answers; code that answers for itself is asked as well.
    function test_REPLAY_ADelegatedAccountSignsWithItsKey() external {
        BlockQuote memory q = offer();
        bytes memory signature = signed(q);
        vm.etch(signer, abi.encodePacked(hex"ef0100", address(new Silent())));
        bytes memory forged = sign(uint256(keccak256("another key")), digest(hashOf(q)));
        assertInvalid(q, forged);
        takeBlock(q, signature);
        ContractWallet wallet = new ContractWallet();
        vm.etch(signer, address(wallet).code);
        q.nonce = NONCE + 1;
        assertInvalid(q, forged);
        ContractWallet(signer).approve(digest(hashOf(q)), true);
        takeBlock(q, forged);
    }

    // ---------------------------------------------------------------- nonces

    function test_REPLAY_RevertWhen_TheNonceWasUsed() external {
        BlockQuote memory q = offer();
        takeBlock(q, signed(q));
        assertTrue(exchange.isNonceUsed(signer, NONCE), "used up");
        assertRefused(q, abi.encodeWithSelector(IClearing.NonceAlreadyUsed.selector, signer, NONCE));
        q.tick = 2_000;
        assertRefused(q, abi.encodeWithSelector(IClearing.NonceAlreadyUsed.selector, signer, NONCE));
    }

    /// @dev Unordered: any two nonces, in any order, each once.
    function testFuzz_REPLAY_NoncesAreUnordered(uint256 first, uint256 second) external {
        vm.assume(first != second);
        BlockQuote memory q = offer();
        q.nonce = first;
        takeBlock(q, signed(q));
        assertFalse(exchange.isNonceUsed(signer, second), "another bit");
        assertFalse(exchange.isNonceUsed(bob, first), "another account");
        q.nonce = second;
        takeBlock(q, signed(q));
        assertTrue(exchange.isNonceUsed(signer, first) && exchange.isNonceUsed(signer, second), "both used up");
        assertEq(longs(bob), 2 * MINIMUM, "two trades");
    }

    function test_REPLAY_CancelledNoncesAreUsedUp() external {
        vm.prank(signer);
        exchange.cancelNonces(3, 5);
        assertTrue(exchange.isNonceUsed(signer, 768), "the first of the word");
        assertFalse(exchange.isNonceUsed(signer, 769), "not the second");
        assertTrue(exchange.isNonceUsed(signer, 770), "the third");
        assertFalse(exchange.isNonceUsed(bob, 768), "nobody else's");
        BlockQuote memory q = offer();
        q.nonce = 770;
        assertRefused(q, abi.encodeWithSelector(IClearing.NonceAlreadyUsed.selector, signer, 770));
    }

    function testFuzz_REPLAY_CancelNonces(uint256 word, uint256 mask, uint8 bit) external {
        word = bound(word, 0, type(uint248).max);
        uint256 nonce = (word << 8) | bit;
        vm.expectEmit(address(exchange));
        emit IClearing.NoncesCancelled(signer, word, mask);
        vm.prank(signer);
        exchange.cancelNonces(word, mask);
        bool cancelled = (mask >> bit) & 1 == 1;
        assertEq(exchange.isNonceUsed(signer, nonce), cancelled, "the bits of the mask");
        assertFalse(exchange.isNonceUsed(bob, nonce), "of the caller only");
        BlockQuote memory q = offer();
        q.nonce = nonce;
        if (cancelled) assertRefused(q, abi.encodeWithSelector(IClearing.NonceAlreadyUsed.selector, signer, nonce));
        else takeBlock(q, signed(q));
        vm.prank(signer);
        exchange.cancelNonces(word, 0);
        assertTrue(exchange.isNonceUsed(signer, nonce), "nothing makes a nonce good again");
    }
}
