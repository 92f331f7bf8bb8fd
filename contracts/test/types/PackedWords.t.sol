// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {Test} from "forge-std/Test.sol";

import {FundingLib} from "../../src/ledger/Funding.sol";
import {Instruction, InstructionLib} from "../../src/types/Instruction.sol";
import {Level} from "../../src/types/Level.sol";
import {Market, MarketLib} from "../../src/types/Market.sol";
import {Order, OrderLib} from "../../src/types/Order.sol";

/// @notice Each field of each packed word comes back as it went in, whatever stands beside it; the edges of a width are in the
/// fuzzer's dictionary for every unsigned type.
contract PackedWordsTest is Test {
    /// @dev Everything but the code, which is side, funding and action.
    struct Fields {
        uint32 slot;
        uint32 market;
        uint24 tick;
        uint56 lots;
        uint16 maxLevels;
        uint32 deadline;
    }

    function instructionOf(uint256 code, Fields memory f) private pure returns (Instruction) {
        return InstructionLib.pack(code, f.slot, f.market, f.tick, f.lots, f.maxLevels, f.deadline);
    }

    function test_CAST_AnOrderWithoutABoundOnItsLevels() external pure {
        assertEq(Instruction.wrap(0).maxLevels(), 65_535, "as many as 16 bits can say");
        assertEq(Instruction.wrap(1 << 32).maxLevels(), 1, "the smallest bound");
    }

    function testFuzz_CAST_Instruction(uint8 code, Fields memory f) external pure {
        code %= 24;
        Instruction i = instructionOf(code, f);
        assertEq(i.action(), code >> 2, "action");
        assertEq(i.terms(), code & 3, "terms");
        assertEq(i.buys(), code & 1 == 0, "buys");
        assertEq(i.slot(), f.slot, "slot");
        assertEq(i.market(), f.market, "market");
        assertEq(i.tick(), f.tick, "tick");
        assertEq(i.lots(), f.lots, "lots");
        assertEq(i.maxLevels(), f.maxLevels == 0 ? 65_535 : f.maxLevels, "levels");
        assertEq(i.deadline(), f.deadline, "deadline");
        // On the wire the same fields stand one after another.
        bytes memory wire = abi.encodePacked(code, f.slot, f.market, f.tick, f.lots, f.maxLevels, f.deadline);
        assertEq(Instruction.unwrap(i), uint256(uint200(bytes25(wire))), "the word is what travels");
    }

    function testFuzz_CAST_Order(uint8 code, Fields memory f, uint56 placed, uint32 count, uint32 epoch) external pure {
        uint256 level = (uint256(placed) << 88) | (uint256(epoch) << 56) | (uint256(count) << 24) | type(uint24).max;
        Order order = OrderLib.next(Level.wrap(level), instructionOf(code % 24, f), f.lots);
        assertPlace(order, f, count, epoch);
        assertEq(order.lots(), f.lots, "lots");
        assertEq(order.start(), placed, "start");
        assertEq(order.terms(), code % 24 & 3, "terms");

        uint256 filled = f.lots / 3;
        // A level's line is never longer than its field, so the start moves within it.
        if (uint256(placed) + filled <= type(uint56).max) {
            Order settled = order.settled(filled);
            assertEq(settled.lots(), f.lots - filled, "less what was settled");
            assertEq(settled.start(), placed + filled, "begins later");
            assertPlace(settled, f, count, epoch);
        }
        assertEq(order.reduced(filled).lots(), f.lots - filled, "less what was given up");
        assertEq(order.reduced(filled).start(), placed, "begins where it did");
        assertPlace(order.finished(), f, count, epoch);
        assertEq(order.finished().lots(), 0, "the slot is free");
    }

    function assertPlace(Order order, Fields memory f, uint32 count, uint32 epoch) private pure {
        assertEq(order.market(), f.market, "market");
        assertEq(order.tick(), f.tick, "tick");
        assertEq(order.index(), count, "index");
        assertEq(order.epoch(), epoch, "epoch");
    }

    function testFuzz_CAST_Level(uint56 placed, uint56 open, uint32 count, uint32 epoch, uint56 lots) external pure {
        open = uint56(bound(open, 1, type(uint56).max));
        placed = uint56(bound(placed, open, type(uint56).max));
        lots = uint56(bound(lots, 0, open - 1));
        uint256 gone = placed - open;
        Level level = Level.wrap(
            (uint256(open) << 200) | (gone << 144) | (uint256(placed) << 88) | (uint256(epoch) << 56)
                | (uint256(count) << 24)
        );
        assertEq(level.cancelled(), 0, "nothing left mid-queue");
        assertLevel(level.consumed(lots), [open - lots, gone + lots, placed, count, epoch]);
        assertLevel(level.pierced(lots, 7), [open - lots, gone, placed, count, epoch]);
        assertEq(level.pierced(lots, 7).cancelled(), lots, "mid-queue");
        assertEq(level.pierced(lots, 7).hole(), 7, "where");
        uint256 orders = count == 0 ? 0 : 1;
        assertLevel(level.shortened(lots, orders), [open - lots, gone, placed - lots, count - orders, epoch]);
        if (epoch != type(uint32).max) {
            assertLevel(level.emptied(), [uint256(0), 0, 0, 0, uint256(epoch) + 1]);
            assertTrue(Level.unwrap(level.emptied()) != 0, "never the zero word");
            assertEq(level.pierced(lots, 0xffffff).emptied().hole(), 0, "no hole is left");
        }
    }

    /// @param want open, filled, placed, count, epoch.
    function assertLevel(Level level, uint256[5] memory want) private pure {
        assertEq(level.open(), want[0], "open");
        assertEq(level.filled(), want[1], "filled");
        assertEq(level.placed(), want[2], "placed");
        assertEq(level.count(), want[3], "count");
        assertEq(level.epoch(), want[4], "epoch");
    }

    function testFuzz_CAST_Market(uint24 bid, uint24 ask, uint40 sequence, uint48 fees, uint32 base, uint16 quote)
        external
        pure
    {
        uint256 exponents = MarketLib.packExponents(18, 17, 8);
        Market market = MarketLib.pack(base, quote, 7_000, 9_999, 65_534, exponents);
        assertEq(market.bestBid(), 0, "no bid");
        assertEq(market.bestAsk(), MarketLib.NO_ASK, "no ask");
        market = market.withBestBid(bid).withBestAsk(ask).advanced(sequence).withFees(fees);
        assertEq(market.bestBid(), bid, "bid");
        assertEq(market.bestAsk(), ask, "ask");
        assertEq(market.sequence(), sequence, "sequence");
        assertEq(market.fees(), fees, "fees");
        assertEq(market.base(), base, "base");
        assertEq(market.quote(), quote, "quote");
        assertEq(market.cap(), 7_000, "cap");
        assertEq(market.takerFee(), 9_999, "fee");
        assertEq(market.expiry(), 65_534 * 86_400, "expiry");
        assertEq(market.unit(), 1e18, "unit");
        assertEq(market.lotSize(), 1e17, "lot");
        assertEq(market.minLots(), 1e8, "minimum");
    }

    function test_CAST_TheSequenceBeginsAgain() external pure {
        Market market = MarketLib.pack(4, 2, 7_000, 200, 1, 0).withBestAsk(3_000).advanced(2 ** 40 - 1);
        assertEq(market.sequence(), 2 ** 40 - 1, "the last number");
        market = market.advanced(3);
        assertEq(market.sequence(), 2, "from 0 again");
        assertEq(market.bestAsk(), 3_000, "nothing is carried into the field above");
        assertEq(market.fees(), 0, "nor into the one below");
    }

    function test_SOLV_TheSmallestShareCostsAUnit() external pure {
        assertEq(FundingLib.feeAt(1, 0), 0, "of nothing, nothing");
        assertEq(FundingLib.feeAt(1, 1), 1, "a millionth of a unit is a unit");
        assertEq(FundingLib.feeAt(1, 1_000_000), 1, "and so is a whole one");
        assertEq(FundingLib.feeAt(1, 1_000_001), 2, "a millionth more is the next");
    }

    /// @dev Whatever the price: what a bid and an ask put in together is a set, and what both get is one.
    function testFuzz_SOLV_BothSidesOfAFillPayForASet(uint24 cap, uint24 tick, uint56 lots) external pure {
        cap = uint24(bound(cap, 2, MarketLib.MAX_TICK));
        tick = uint24(bound(tick, 1, cap - 1));
        Market market = MarketLib.pack(4, 2, cap, 0, 1, MarketLib.packExponents(0, 0, 0));
        uint256 tickLots = uint256(tick) * lots;
        (uint256 asset, uint256 bid) = FundingLib.payment(market, 0, tickLots, lots);
        assertEq(asset, 2, "a bid in quote");
        (, uint256 ask) = FundingLib.payment(market, 1, tickLots, lots);
        assertEq(bid + ask, uint256(cap) * lots, "price and cap less price");
        (asset, bid) = FundingLib.payment(market, 2, tickLots, lots);
        assertEq(asset, 5, "a bid in SHORT");
        (asset, ask) = FundingLib.payment(market, 3, tickLots, lots);
        assertEq(asset, 4, "an ask in LONG");
        assertEq(bid, lots, "a token a lot");
        assertEq(ask, lots, "a token a lot");
    }
}
