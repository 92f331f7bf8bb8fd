// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BlockQuote, OperatorGrant} from "../src/interfaces/IClearing.sol";
import {Fixture} from "./Fixture.sol";

/// @notice What accounts sign, built from EIP-712's own words: no line of it comes from the exchange's source.
abstract contract Signing is Fixture {
    bytes32 private constant DOMAIN =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant QUOTE = keccak256(
        "BlockQuote(address maker,address taker,uint32 market,uint8 side,uint8 funding,uint24 tick,uint56 lots,uint256 nonce,uint32 deadline)"
    );
    bytes32 private constant GRANT = keccak256(
        "SetOperator(address owner,address operator,uint64 expiry,uint32 quote,uint96 budget,uint32 epoch,uint256 nonce,uint256 deadline)"
    );
    /// @dev Order of secp256k1: (r, n − s) with the other v is the same signature in another form.
    uint256 internal constant N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    address internal signer;
    uint256 internal signerKey;

    function setUp() public virtual override {
        super.setUp();
        (signer, signerKey) = makeAddrAndKey("signer");
        fund(signer);
    }

    // ---------------------------------------------------------------- digests

    function domainOf(uint256 chain, address verifyingContract) internal pure returns (bytes32) {
        return keccak256(abi.encode(DOMAIN, keccak256("Gigahour"), keccak256("1"), chain, verifyingContract));
    }

    function digest(bytes32 structHash) internal view returns (bytes32) {
        return digest(domainOf(block.chainid, address(exchange)), structHash);
    }

    function digest(bytes32 domain, bytes32 structHash) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    function hashOf(BlockQuote memory q) internal pure returns (bytes32) {
        bytes memory who = abi.encode(QUOTE, q.maker, q.taker, q.market, uint8(q.side), uint8(q.funding));
        return keccak256(bytes.concat(who, abi.encode(q.tick, q.lots, q.nonce, q.deadline)));
    }

    function hashOf(OperatorGrant memory g) internal pure returns (bytes32) {
        bytes memory what = abi.encode(GRANT, g.owner, g.operator, g.expiry, g.quote, g.budget);
        return keccak256(bytes.concat(what, abi.encode(g.epoch, g.nonce, g.deadline)));
    }

    // ---------------------------------------------------------------- signatures

    function sign(bytes32 digest_) internal view returns (bytes memory) {
        return sign(signerKey, digest_);
    }

    function sign(uint256 key, bytes32 digest_) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest_);
        return abi.encodePacked(r, s, v);
    }

    function signed(BlockQuote memory q) internal view returns (bytes memory) {
        return sign(digest(hashOf(q)));
    }

    function signed(OperatorGrant memory g) internal view returns (bytes memory) {
        return sign(digest(hashOf(g)));
    }

    /// @notice The other form of a signature, which recovers the same address.
    function highS(bytes32 digest_) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(signerKey, digest_);
        uint8 other = v == 27 ? 28 : 27;
        bytes32 high = bytes32(N - uint256(s));
        require(ecrecover(digest_, other, r, high) == signer, "the same signature in another form");
        return abi.encodePacked(r, high, other);
    }
}
