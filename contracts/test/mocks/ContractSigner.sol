// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice An account with code: signs by ERC-1271 as its owner told it last, and passes calls on.
contract ContractSigner {
    enum Mood {
        Approves,
        Refuses,
        Reverts,
        BurnsGas
    }

    bytes4 private constant MAGIC = 0x1626ba7e;

    Mood public mood;

    function setMood(Mood mood_) external {
        mood = mood_;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        if (mood == Mood.Reverts) revert();
        if (mood == Mood.BurnsGas) {
            assembly {
                invalid()
            }
        }
        return mood == Mood.Approves ? MAGIC : bytes4(0xffffffff);
    }

    function call(address target, bytes calldata data) external returns (bytes memory) {
        (bool success, bytes memory answer) = target.call(data);
        if (!success) {
            assembly {
                revert(add(answer, 32), mload(answer))
            }
        }
        return answer;
    }
}
