// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Fixture} from "../Fixture.sol";

/// @notice A contract may have 24,576 bytes (EIP-170); both of the exchange's keep well below.
contract SizeTest is Fixture {
    function test_BothContractsHaveRoomLeft() external view {
        assertLt(address(exchange).code.length, 23_000, "Exchange");
        assertLt(exchange.clearing().code.length, 23_000, "Clearing");
        assertGt(address(exchange).code.length, 10_000, "as released, not a stub");
    }
}
