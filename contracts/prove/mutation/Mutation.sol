// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Tells the code under test which of its mutants it is: the number that stands as the block's coinbase, 0 for none.
///
/// Nothing under test reads the coinbase, and forge sets it from outside, so one build serves every mutant. Functions that promise
/// not to look at the chain are mutated too, so the look is called through a pointer whose type has forgotten it.
library Mutation {
    function on(uint256 id) internal pure returns (bool) {
        return _chosen() == id;
    }

    function within(uint256 first, uint256 last) internal pure returns (bool) {
        unchecked {
            return _chosen() - first <= last - first;
        }
    }

    function _chosen() private pure returns (uint256) {
        return _asPure(_coinbase)();
    }

    function _coinbase() private view returns (uint256) {
        return uint160(address(block.coinbase));
    }

    function _asPure(function() internal view returns (uint256) look)
        private
        pure
        returns (function() internal pure returns (uint256) same)
    {
        assembly ("memory-safe") {
            same := look
        }
    }
}
