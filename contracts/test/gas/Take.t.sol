// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Action} from "../../src/types/Instruction.sol";
import {GasFixture} from "./Gas.t.sol";

/// forge-config: default.isolate = true
contract TakeGasTest is GasFixture {
    uint24 private constant BETWEEN = ASK - 1;

    function test_HalfOfOneMaker() external {
        makers(1, BETWEEN);
        execute(carol, take(BETWEEN, LOTS / 2));
        snap("take-half-of-1-maker");
    }

    function test_OneMakerInFull() external {
        makers(1, BETWEEN);
        execute(carol, take(BETWEEN, LOTS));
        snap("take-1-maker-in-full");
    }

    function test_TenMakers() external {
        makers(10, BETWEEN);
        execute(carol, take(BETWEEN, LOTS * 10));
        snap("take-10-makers-one-level");
    }

    function test_HundredMakers() external {
        makers(100, BETWEEN);
        execute(carol, take(BETWEEN, LOTS * 100));
        snap("take-100-makers-one-level");
    }

    function test_SweepTenLevels() external {
        for (uint24 n; n < 10; ++n) {
            makers(1, ASK - 10 + n);
        }
        execute(carol, take(BETWEEN, LOTS * 10));
        snap("sweep-10-levels-of-1-maker");
    }

    function test_SettleOneFilledOrder() external {
        execute(alice, ask(1, BETWEEN));
        execute(carol, take(BETWEEN, LOTS));
        execute(alice, instruction(Action.Settle, 1));
        snap("settle-one-filled-order");
    }

    function test_SettleByAnyone() external {
        execute(alice, ask(1, BETWEEN));
        execute(carol, take(BETWEEN, LOTS));
        settle(alice, 1);
        snap("settle-one-filled-order-by-anyone");
    }
}
