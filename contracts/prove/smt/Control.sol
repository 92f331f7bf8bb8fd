// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FundingLib} from "../../src/ledger/Funding.sol";

/// @notice What is not true. A solver that proves it proves nothing.
contract Control {
    /// @notice Wrong for any notional that is not a multiple of a million units.
    function feeIsNotRounded(uint80 notional, uint16 rate) external pure {
        assert(FundingLib.feeAt(rate, notional) * 1_000_000 == uint256(notional) * rate);
    }
}
