// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

/// @notice Deploys contracts as they are released.
///
/// `new` takes the bytecode that was built with the settings of tests, which are not optimized; a file's name alone says which of the two is meant.
abstract contract Released is Test {
    function deployReleased(string memory name, bytes memory args) internal returns (address) {
        return deployCode(artifactOf(name), args);
    }

    /// @dev For constructors that refuse: a creation is no call, and `expectRevert` lets one pass that does not revert.
    function assertRefused(string memory name, bytes memory args, bytes memory reason) internal {
        bytes memory code = bytes.concat(vm.getCode(artifactOf(name)), args);
        address created;
        bytes memory answer;
        assembly ("memory-safe") {
            created := create(0, add(code, 32), mload(code))
            answer := mload(0x40)
            mstore(answer, returndatasize())
            returndatacopy(add(answer, 32), 0, returndatasize())
            mstore(0x40, add(answer, and(add(returndatasize(), 63), not(31))))
        }
        assertEq(created, address(0), string.concat(name, " must not be created"));
        assertEq(answer, reason, "and says why");
    }

    function artifactOf(string memory name) internal view returns (string memory) {
        string memory out = vm.envOr("FOUNDRY_OUT", string("contracts/out"));
        return string.concat(out, "/", name, ".sol/", name, ".json");
    }
}
