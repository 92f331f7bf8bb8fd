// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Fixture} from "./Fixture.sol";

/// @notice roles.json: every function of the exchange and who may call it. `unlocked` repeats those that answer while a token is being
/// called: settings and roles, which no transfer can find half-way.
abstract contract RoleTable is Fixture {
    string[8] internal roles =
        ["anyone", "owner", "pendingOwner", "guardian", "settler", "registry", "operator", "view"];

    string[] internal functions;
    mapping(bytes4 selector => uint256) internal roleOf;
    mapping(bytes4 selector => bool) internal listed;
    mapping(bytes4 selector => bool) internal unlocked;

    function setUp() public virtual override {
        super.setUp();
        string memory table = vm.readFile("contracts/test/roles.json");
        for (uint256 role; role < roles.length; ++role) {
            string[] memory signatures = vm.parseJsonStringArray(table, string.concat(".", roles[role]));
            for (uint256 n; n < signatures.length; ++n) {
                bytes4 selector = selectorOf(signatures[n]);
                require(!listed[selector], string.concat("listed twice: ", signatures[n]));
                listed[selector] = true;
                roleOf[selector] = role;
                functions.push(signatures[n]);
            }
        }
        string[] memory open = vm.parseJsonStringArray(table, ".unlocked");
        for (uint256 n; n < open.length; ++n) {
            require(listed[selectorOf(open[n])], string.concat("no function: ", open[n]));
            unlocked[selectorOf(open[n])] = true;
        }
    }

    function selectorOf(string memory signature) internal pure returns (bytes4) {
        return bytes4(keccak256(bytes(signature)));
    }

    /// @dev Zeros are well-formed arguments for every signature: numbers, addresses, structs, and offsets of empty arrays.
    function callOf(string memory signature) internal pure returns (bytes memory) {
        return bytes.concat(selectorOf(signature), new bytes(32 * 24));
    }
}
