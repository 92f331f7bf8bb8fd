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

    function artifactOf(string memory name) internal view returns (string memory) {
        string memory out = vm.envOr("FOUNDRY_OUT", string("contracts/out"));
        return string.concat(out, "/", name, ".sol/", name, ".json");
    }
}
