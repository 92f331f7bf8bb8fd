// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What a handler finds against its model.
abstract contract Breaches {
    /// @notice What may never happen, by name; empty as long as nothing did.
    string public breach;

    /// @notice A call was refused. It may not have been allowed, and the reason is the one that the manual gives. That nothing else came of it is for the
    /// invariants to find: the model stays as it was.
    /// @param stuck What it means if it was allowed.
    function checkRefusal(bool wasAllowed, string memory stuck, bytes memory reason, bytes4 expected) internal {
        if (wasAllowed) breach = stuck;
        else if (bytes4(reason) != expected) breach = string.concat("refused for another reason, or else ", stuck);
    }
}
