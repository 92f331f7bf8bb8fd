// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BlockQuote} from "../src/interfaces/IClearing.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Signing} from "./Signing.sol";

/// @notice A block of H100Z26 that the signer offers and bob accepts. The minimum is 100,000 lots.
abstract contract Offer is Signing {
    uint56 internal constant MINIMUM = 100_000;
    uint256 internal constant NONCE = 7;

    function offer() internal view returns (BlockQuote memory q) {
        q.maker = signer;
        q.taker = bob;
        q.market = market;
        q.side = Side.Ask;
        q.tick = 3_000;
        q.lots = MINIMUM;
        q.nonce = NONCE;
        q.deadline = uint32(NOW + 1 hours);
    }

    function takeBlock(BlockQuote memory q, bytes memory signature) internal returns (uint256) {
        return takeBlock(q, signature, Funding.Quote);
    }

    function takeBlock(BlockQuote memory q, bytes memory signature, Funding funding) internal returns (uint256) {
        vm.prank(bob);
        return exchange.takeBlock(q, signature, funding);
    }

    function assertRefused(BlockQuote memory q, bytes memory reason) internal {
        bytes memory signature = signed(q);
        vm.expectRevert(reason);
        takeBlock(q, signature);
    }
}
