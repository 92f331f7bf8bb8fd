// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Action} from "../../src/types/Instruction.sol";
import {GasFixture} from "./Gas.t.sol";

/// forge-config: default.isolate = true
contract CancelGasTest is GasFixture {
    function test_LevelEmpties() external {
        execute(alice, bid(1, BID - 20));
        execute(alice, instruction(Action.Cancel, 1));
        snap("cancel-level-empties");
    }

    function test_BestLevelEmpties() external {
        execute(alice, bid(1, BID + 1));
        execute(alice, instruction(Action.Cancel, 1));
        snap("cancel-level-empties-was-best");
    }

    function test_FirstOfTen() external {
        execute(alice, bid(1, BID + 1));
        others(9);
        execute(alice, instruction(Action.Cancel, 1));
        snap("cancel-first-of-10");
    }

    function test_FifthOfTen() external {
        others(4);
        execute(alice, bid(1, BID + 1));
        others(5);
        execute(alice, instruction(Action.Cancel, 1));
        snap("cancel-5th-of-10");
    }

    /// @dev The second order that leaves mid-queue brings the tree in.
    function test_FifthOfTenAfterAnother() external {
        others(4);
        execute(alice, bid(1, BID + 1));
        others(5);
        cancel(crowd, 102);
        execute(alice, instruction(Action.Cancel, 1));
        snap("cancel-5th-of-10-second-hole");
    }

    function test_LastOfTen() external {
        others(9);
        execute(alice, bid(1, BID + 1));
        execute(alice, instruction(Action.Cancel, 1));
        snap("cancel-last-of-10");
    }

    uint32 private _slot = 100;

    function others(uint32 count) private {
        for (uint32 n; n < count; ++n) {
            execute(crowd, bid(_slot++, BID + 1));
        }
    }

    function test_TenCancels() external {
        bytes memory batch;
        for (uint24 n; n < 10; ++n) {
            execute(alice, bid(1 + n, BID - 1 - n));
            batch = bytes.concat(batch, instruction(Action.Cancel, 1 + n));
        }
        execute(alice, batch);
        snap("10-cancels-of-those");
    }
}
