// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockToken} from "./MockToken.sol";

/// @notice While it is moved, calls back whoever moves it, with everything it was armed with.
contract ReenteringToken is MockToken(6) {
    bytes[] private _calls;
    /// @notice What each call came to, in the last transfer.
    bool[] public succeeded;
    bytes[] public answers;

    function arm(bytes[] calldata calls) external {
        delete _calls;
        for (uint256 n; n < calls.length; ++n) {
            _calls.push(calls[n]);
        }
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        _strike();
        return super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        _strike();
        return super.transferFrom(from, to, amount);
    }

    function _strike() private {
        delete succeeded;
        delete answers;
        for (uint256 n; n < _calls.length; ++n) {
            (bool success, bytes memory answer) = msg.sender.call(_calls[n]);
            succeeded.push(success);
            answers.push(answer);
        }
    }
}
