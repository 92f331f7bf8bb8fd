// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {OrderRequest, TimeInForce} from "../../src/interfaces/IExchange.sol";
import {Action} from "../../src/types/Instruction.sol";
import {Funding, Side} from "../../src/types/Side.sol";
import {Fixture} from "../Fixture.sol";

/// @notice The longest sweeps stay under the gas that a transaction may use (16.7 M, EIP-7825).
/// forge-config: default.isolate = true
contract SweepGasTest is Fixture {
    uint256 private constant LEVELS = 500;

    function sweep(uint24 first, uint24 step, uint16 maxLevels) private returns (uint256 taken) {
        market = listSeries(USDC, 100_000, EXPIRY + 31 days, 0, 2);
        for (uint24 n; n < LEVELS; ++n) {
            place(alice, Side.Ask, first + n * step, MIN_LOTS);
        }
        OrderRequest memory r =
            request(Side.Bid, Funding.Quote, TimeInForce.ImmediateOrCancel, 99_999, uint56(MIN_LOTS * LEVELS));
        r.maxLevels = maxLevels;
        (taken,) = place(bob, r);
    }

    function test_SWEEP_500LevelsSideBySide() external {
        assertEq(sweep(1_000, 1, 0), MIN_LOTS * LEVELS, "all");
        assertLt(vm.snapshotGasLastCall("exchange", "sweep-500-levels-side-by-side"), 15_000_000, "fits a transaction");
    }

    /// @dev The worst there is: almost every level in a word of the bitmap of its own.
    function test_SWEEP_500LevelsFarApart() external {
        assertEq(sweep(1_000, 197, 0), MIN_LOTS * LEVELS, "all");
        assertLt(vm.snapshotGasLastCall("exchange", "sweep-500-levels-far-apart"), 15_000_000, "fits a transaction");
    }

    /// @dev What it costs to put small levels into somebody's way, and what it costs him to take them away. Levels that were never used are
    ///      dearer to create; these were, and their slots too.
    function test_SPAM_ALevelCostsTwiceToCreateWhatItCostsToClear() external {
        uint256 created;
        uint256 cleared;
        for (uint256 round; round < 2; ++round) {
            bytes memory batch;
            for (uint24 n; n < 50; ++n) {
                batch = bytes.concat(
                    batch, instruction(Action.GoodTilCancelled, 1 + n, Side.Ask, Funding.Quote, 3_000 + n, MIN_LOTS)
                );
            }
            execute(alice, batch);
            created = vm.lastCallGas().gasTotalUsed;
            execute(
                bob, instruction(Action.ImmediateOrCancel, 0, Side.Bid, Funding.Quote, 3_049, 50 * uint56(MIN_LOTS))
            );
            cleared = vm.lastCallGas().gasTotalUsed;
        }
        assertEq(exchange.depth(market, Side.Ask, 1).length, 0, "all taken");
        assertGt(created, 2 * cleared, "whoever spams pays more than twice");
    }

    function test_SWEEP_MaxLevelsStopsIt() external {
        assertEq(sweep(1_000, 197, 499), MIN_LOTS * 499, "a partial result");
        assertEq(exchange.marketOf(market).bestAsk, 1_000 + 499 * 197, "the book stands where it stopped");
        assertEq(exchange.depth(market, Side.Ask, 9).length, 1, "one level is left");
    }
}
