// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FundingLib} from "../../src/ledger/Funding.sol";

/// @notice What an order pays and gets, and the fee of a take, for every argument that they can be given.
///
/// Each function is a theorem: the solver is to prove its assertions. Lots have 56 bits, ticks 24, and no rate of a fee is above 1 %.
contract FundingProof {
    uint256 private constant MAX_RATE = 10_000;

    /// @notice A bid and the written ask that meets it pay exactly what complete sets of it are worth: cap × lots.
    function bidAndWrittenAskPayASet(uint24 cap, uint24 tick, uint56 lots) external pure {
        if (tick == 0 || tick >= cap) return;
        uint256 bid = quoteAmount(cap, 0, uint256(tick) * lots, lots);
        uint256 ask = quoteAmount(cap, 1, uint256(tick) * lots, lots);
        assert(bid + ask == uint256(cap) * lots);
        assert(lots == 0 || ask > 0);
    }

    /// @notice What was filled of an order and what was not pay together what all of it paid: nothing is rounded.
    function partsOfABidAddUp(uint24 cap, uint24 tick, uint56 lots, uint56 filled) external pure {
        if (filled > lots) return;
        uint256 part = quoteAmount(cap, 0, uint256(tick) * filled, filled);
        uint256 rest = quoteAmount(cap, 0, uint256(tick) * (lots - filled), lots - filled);
        assert(part + rest == quoteAmount(cap, 0, uint256(tick) * lots, lots));
    }

    /// @notice The same of an ask that writes.
    function partsOfAWrittenAskAddUp(uint24 cap, uint24 tick, uint56 lots, uint56 filled) external pure {
        if (filled > lots || tick == 0 || tick >= cap) return;
        uint256 part = quoteAmount(cap, 1, uint256(tick) * filled, filled);
        uint256 rest = quoteAmount(cap, 1, uint256(tick) * (lots - filled), lots - filled);
        assert(part + rest == quoteAmount(cap, 1, uint256(tick) * lots, lots));
    }

    /// @notice The fee is never below its share of the notional, never a whole unit above it, never more than the notional.
    function feeIsRoundedUpOnce(uint80 notional, uint16 rate) external pure {
        if (rate > MAX_RATE) return;
        uint256 share = uint256(notional) * rate;
        uint256 fee = FundingLib.feeAt(rate, notional);
        assert(fee * 1_000_000 >= share);
        assert(fee * 1_000_000 < share + 1_000_000);
        assert(fee <= notional);
    }

    /// @notice The fee of a sum is never below the fee of a part: what a level adds to the fee of a sweep is not negative.
    function feeGrowsWithTheNotional(uint80 first, uint80 second, uint16 rate) external pure {
        if (rate > MAX_RATE) return;
        assert(FundingLib.feeAt(rate, uint256(first) + second) >= FundingLib.feeAt(rate, first));
    }

    /// @notice A payment in quote is below 2^80 units: a batch cannot sum up to half of the numbers of 256 bits.
    function paymentsAreSmall(uint24 cap, uint24 tick, uint56 lots) external pure {
        if (tick >= cap) return;
        assert(quoteAmount(cap, 0, uint256(tick) * lots, lots) < 2 ** 80);
        assert(quoteAmount(cap, 1, uint256(tick) * lots, lots) < 2 ** 80);
    }

    function quoteAmount(uint256 cap, uint256 terms, uint256 tickLots, uint256 lots) private pure returns (uint256) {
        return FundingLib.quoteAmountUnder(cap, terms, tickLots, lots);
    }
}
