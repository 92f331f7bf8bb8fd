// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Action} from "../../src/types/Instruction.sol";
import {Funding, Side} from "../../src/types/Side.sol";
import {Fixture} from "../Fixture.sol";

/// @notice Whole transactions, one a row of the gas table: 21,000, calldata, cold storage and refunds.
///
/// The book is a live one: the ticks beside those in use are occupied, so that no row opens a word of the bitmap, and who acts
/// holds some of every asset, so that no row pays for the first write of a balance. Asks are paid in LONG, as on a spot
/// book; rows that end in `writing` pay them in quote, which is the same word as the bid's.
abstract contract GasFixture is Fixture {
    uint24 internal constant BID = 3_000;
    uint24 internal constant ASK = 3_040;
    uint56 internal constant LOTS = 1_000;
    /// @dev Slots from here on were never used.
    uint32 internal constant FRESH = 1_000;

    /// @dev Others, one of them at every live tick.
    address internal crowd = makeAddr("crowd");
    uint160 private _lastMaker = 0xA110_0000;

    function setUp() public virtual override {
        super.setUp();
        fund(crowd);
        split(alice, 1_000_000);
        split(carol, 1_000_000);
        split(crowd, 1_000_000);
        // 20 live ticks a side; those between, and those behind, were never used.
        for (uint24 n; n < 20; ++n) {
            place(crowd, Side.Bid, BID - n, LOTS);
            place(crowd, Side.Ask, ASK + n, LOTS);
        }
        // The market has had a take and holds fees, as it does at any time but its first minutes.
        execute(carol, take(ASK, MIN_LOTS));
        vm.prank(crowd);
        exchange.settle(crowd, one(2));
        place(crowd, Side.Ask, ASK, MIN_LOTS);
    }

    function bid(uint32 slot, uint24 tick) internal view returns (bytes memory) {
        return instruction(Action.GoodTilCancelled, slot, Side.Bid, Funding.Quote, tick, LOTS);
    }

    function ask(uint32 slot, uint24 tick) internal view returns (bytes memory) {
        return instruction(Action.GoodTilCancelled, slot, Side.Ask, Funding.Token, tick, LOTS);
    }

    function writingAsk(uint32 slot, uint24 tick) internal view returns (bytes memory) {
        return instruction(Action.GoodTilCancelled, slot, Side.Ask, Funding.Quote, tick, LOTS);
    }

    function take(uint24 tick, uint56 lots) internal view returns (bytes memory) {
        return instruction(Action.ImmediateOrCancel, 0, Side.Bid, Funding.Quote, tick, lots);
    }

    /// @dev Slots of `who` that hold a finished order.
    function use(address who, uint32 first, uint32 count) internal {
        for (uint32 slot = first; slot < first + count; ++slot) {
            execute(who, bid(slot, BID - 1));
            cancel(who, slot);
        }
    }

    /// @dev `count` new makers with one ask each.
    function makers(uint256 count, uint24 tick) internal {
        for (uint256 n; n < count; ++n) {
            address maker = address(++_lastMaker);
            fund(maker, 1e9);
            execute(maker, writingAsk(1, tick));
        }
    }

    function snap(string memory row) internal {
        vm.snapshotGasLastCall("exchange", row);
    }
}
