// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GasFixture} from "./Gas.t.sol";

/// forge-config: default.isolate = true
contract PlaceGasTest is GasFixture {
    function test_LevelNeverUsed() external {
        execute(alice, bid(FRESH, BID - 20));
        snap("place-level-never-used-makers-first-order");
    }

    function test_LevelNeverUsedNewBest() external {
        execute(alice, bid(FRESH, BID + 1));
        snap("place-level-never-used-makers-first-order-new-best");
    }

    function test_TenOrdersAtTheLevelFreshSlot() external {
        tenAtTheLevel();
        execute(alice, bid(FRESH, BID - 1));
        snap("place-10-orders-at-the-level-fresh-slot");
    }

    function test_TenOrdersAtTheLevelUsedSlot() external {
        use(alice, 1, 1);
        tenAtTheLevel();
        execute(alice, bid(1, BID - 1));
        snap("place-10-orders-at-the-level-slot-used-before");
    }

    function tenAtTheLevel() private {
        for (uint32 slot = 100; slot < 109; ++slot) {
            execute(crowd, bid(slot, BID - 1));
        }
    }

    /// @dev Both paid in the quote asset, as a maker without inventory quotes a series: one balance word.
    function test_ReplaceBothSides() external {
        execute(alice, bytes.concat(bid(1, BID - 1), writingAsk(2, ASK + 1)));
        execute(alice, bytes.concat(bid(1, BID - 2), writingAsk(2, ASK + 2)));
        snap("replace-both-sides-quotes-shared-levels");
    }

    function test_ReplaceBothSidesAskPaidInLong() external {
        execute(alice, bytes.concat(bid(1, BID - 1), ask(2, ASK + 1)));
        execute(alice, bytes.concat(bid(1, BID - 2), ask(2, ASK + 2)));
        snap("replace-both-sides-quotes-shared-levels-ask-paid-in-long");
    }

    function test_TenOrdersNeverUsedLevels() external {
        execute(alice, ten(FRESH, BID - 29));
        snap("10-orders-never-used-levels");
    }

    function test_TenOrdersLiveLevelsUsedSlots() external {
        use(alice, 1, 10);
        execute(alice, ten(1, BID - 11));
        snap("10-orders-live-levels-used-slots");
    }

    function ten(uint32 slot, uint24 tick) private view returns (bytes memory batch) {
        for (uint24 n; n < 10; ++n) {
            batch = bytes.concat(batch, bid(slot + n, tick + n));
        }
    }
}
