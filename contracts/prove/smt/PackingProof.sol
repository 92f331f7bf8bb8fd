// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Level, LevelLib} from "../../src/types/Level.sol";
import {Market, MarketLib} from "../../src/types/Market.sol";
import {Order} from "../../src/types/Order.sol";

/// @notice Packed words: a change of one field is a change of that field alone. The functions of the exchange itself.
contract PackingProof {
    function bestBidRoundTrip(Market market, uint24 tick) external pure {
        assert(market.withBestBid(tick).bestBid() == tick);
    }

    function bestBidLeavesTheAsk(Market market, uint24 tick) external pure {
        assert(market.withBestBid(tick).bestAsk() == market.bestAsk());
    }

    function bestAskRoundTrip(Market market, uint24 tick) external pure {
        assert(market.withBestAsk(tick).bestAsk() == tick);
    }

    function feesRoundTrip(Market market, uint48 fees) external pure {
        assert(market.withFees(fees).fees() == fees);
    }

    function sequenceAdvances(Market market, uint16 levels) external pure {
        assert(market.advanced(levels).sequence() == (market.sequence() + levels) % 2 ** 40);
    }

    function finishedOrderHasNoLots(Order order) external pure {
        assert(order.finished().lots() == 0);
        assert(order.finished().market() == order.market());
    }

    function consumedLevelKeepsItsPlaced(Level level, uint56 lots) external pure {
        if (lots >= level.open() || level.filled() + lots > LevelLib.MAX_LOTS) return;
        Level after_ = level.consumed(lots);
        assert(after_.open() == level.open() - lots);
        assert(after_.filled() == level.filled() + lots);
    }

    function emptiedLevelSteps(Level level) external pure {
        if (level.epoch() == LevelLib.MAX_EPOCH) return;
        assert(level.emptied().epoch() == level.epoch() + 1);
    }
}
