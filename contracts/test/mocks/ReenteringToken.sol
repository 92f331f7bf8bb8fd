// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockToken} from "./MockToken.sol";

/// @notice While it is moved, calls back whoever moves it, or a target, with everything it was armed with.
contract ReenteringToken is MockToken(6) {
    bytes[] private _calls;
    /// @notice What each call came to, in the last transfer.
    bool[] public succeeded;
    bytes[] public answers;

    /// @dev Whom it calls; zero for whoever moves it.
    address private _target;

    function arm(bytes[] calldata calls) external {
        arm(address(0), calls);
    }

    function arm(address target, bytes[] calldata calls) public {
        _target = target;
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
            (bool success, bytes memory answer) = (_target == address(0) ? msg.sender : _target).call(_calls[n]);
            succeeded.push(success);
            answers.push(answer);
        }
    }
}
