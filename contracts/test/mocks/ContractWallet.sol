// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A wallet that answers for itself (ERC-1271), with as many oddities as tests ask for.
contract ContractWallet {
    enum Answer {
        No,
        Approved,
        Everything,
        WrongMagic,
        Short,
        Revert
    }

    bytes4 private constant MAGIC = 0x1626ba7e;

    Answer public answer;
    mapping(bytes32 digest => bool) public approved;

    function set(Answer answer_) external {
        answer = answer_;
    }

    function approve(bytes32 digest, bool yes) external {
        answer = Answer.Approved;
        approved[digest] = yes;
    }

    function isValidSignature(bytes32 digest, bytes calldata) external view returns (bytes4) {
        if (answer == Answer.Revert) revert("no");
        if (answer == Answer.Short) {
            assembly {
                mstore(0, MAGIC)
                return(0, 4)
            }
        }
        if (answer == Answer.WrongMagic) return 0xffffffff;
        return answer == Answer.Everything || (answer == Answer.Approved && approved[digest]) ? MAGIC : bytes4(0);
    }

    /// @notice Does what it is told, as its owner would make it do.
    function run(address target, bytes calldata data) external returns (bytes memory) {
        (bool success, bytes memory result) = target.call(data);
        if (!success) {
            assembly {
                revert(add(result, 32), mload(result))
            }
        }
        return result;
    }
}
