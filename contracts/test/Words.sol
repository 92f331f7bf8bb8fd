// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";

/// @notice Finds the exchange's packed words in its storage by watching what it reads, so that a test can drive a field to its maximum
/// without waiting for 2^32 orders.
abstract contract Words is Fixture {
    function marketSlot(uint32 id) internal returns (bytes32) {
        vm.record();
        exchange.marketOf(id);
        (bytes32[] memory reads,) = vm.accesses(address(exchange));
        return reads[0];
    }

    /// @dev The level at the only tick of a side: depth reads it last.
    function levelSlot(Side side) internal returns (bytes32 slot) {
        vm.record();
        exchange.depth(market, side, 1);
        (bytes32[] memory reads,) = vm.accesses(address(exchange));
        uint256 open = exchange.depth(market, side, 1)[0].lots;
        for (uint256 n; n < reads.length; ++n) {
            if (uint256(vm.load(address(exchange), reads[n])) >> 200 == open) slot = reads[n];
        }
        require(slot != 0, "no word begins with the level's open lots");
    }

    function orderSlot(address who, uint32 slot) internal returns (bytes32) {
        vm.record();
        exchange.ordersOf(who, one(slot));
        (bytes32[] memory reads,) = vm.accesses(address(exchange));
        return reads[0];
    }

    /// @notice Overwrites `width` bits of a stored word from bit `shift` on.
    function setField(bytes32 slot, uint256 shift, uint256 width, uint256 value) internal {
        // forge-lint: disable-next-line(incorrect-shift)
        uint256 mask = ((1 << width) - 1) << shift;
        uint256 word = uint256(vm.load(address(exchange), slot));
        vm.store(address(exchange), slot, bytes32((word & ~mask) | (value << shift)));
    }

    function field(bytes32 slot, uint256 shift, uint256 width) internal view returns (uint256) {
        // forge-lint: disable-next-line(incorrect-shift)
        return (uint256(vm.load(address(exchange), slot)) >> shift) & ((1 << width) - 1);
    }
}
