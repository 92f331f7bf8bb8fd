// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IIndexArbiter} from "../../src/interfaces/IIndexArbiter.sol";

/// @notice Rules whatever it was told last, on every print: also nonsense, and differently from one call to the next.
contract FickleArbiter is IIndexArbiter {
    uint256 private _price;

    function say(uint256 price) external {
        _price = price;
    }

    function rulingOf(address, uint32, uint32) external view returns (bool, uint256) {
        return (_price % 3 != 0, _price);
    }
}
