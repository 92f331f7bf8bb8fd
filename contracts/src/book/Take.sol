// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITrading} from "../interfaces/ITrading.sol";
import {FundingLib} from "../ledger/Funding.sol";
import {Change, actorOf, takenChange} from "../types/EventWords.sol";
import {Instruction} from "../types/Instruction.sol";
import {Level} from "../types/Level.sol";
import {Market} from "../types/Market.sol";
import {Book} from "./Book.sol";
import {PriceBitmap} from "./PriceBitmap.sol";
import {TakeLog, TakeLogLib} from "./TakeLog.sol";

/// @notice A taker's walk: level after level from the best on, each for the same gas whatever the number of makers there.
library Take {
    using Book for Book.State;
    using PriceBitmap for PriceBitmap.Word[1 << 56];

    uint256 private constant TICK_MASK = type(uint24).max;

    /// @notice Takes what an order wants from the levels that it crosses; at least one does.
    /// @dev Emits {ITrading-LevelTaken} or {ITrading-LevelsTaken}. The fee of a level is what it adds to the fee of the sum, which is rounded up once.
    /// @param account The taker's address in bits 96–255.
    /// @return The market after it: its best price, and its sequence by one on for each level.
    /// @return left Lots not taken.
    /// @return tickLots Sum of tick × lots.
    /// @return fee The fee on that sum, in units.
    function sweep(Book.State storage book, Market market, Instruction i, uint256 account)
        internal
        returns (Market, uint256 left, uint256 tickLots, uint256 fee)
    {
        TakeLog log = TakeLogLib.open();
        uint256 key = i.market() << 24;
        Change last;
        // The direction as a literal: the optimizer then writes one walk for each, without a test of it at every level.
        if (i.buys()) {
            (key, last, left, tickLots, fee) = _walk(book, i, key | market.bestAsk(), market.takerFee(), true);
            market = market.withBestAsk(key & TICK_MASK);
        } else {
            (key, last, left, tickLots, fee) = _walk(book, i, key | market.bestBid(), market.takerFee(), false);
            market = market.withBestBid(key & TICK_MASK);
        }
        if (fee > type(uint56).max) revert ITrading.FeeTooLarge(fee);
        market = market.advanced(log.levels());
        log.write(actorOf(account, i.slot(), market.sequence(), i.terms()), last);
        return (market, left, tickLots, fee);
    }

    /// @dev The walk is along keys of levels, market and tick, from `key` to the first level left standing.
    /// @return last The change of the last level taken from; those before it are in the log.
    function _walk(Book.State storage book, Instruction i, uint256 key, uint256 rate, bool up)
        private
        returns (uint256, Change last, uint256 left, uint256 tickLots, uint256 fee)
    {
        unchecked {
            uint256 levels = i.maxLevels();
            // The bitmap's word that holds the tick; 0 bits mean that it is not at hand.
            uint256 bits;
            left = i.lots();
            while (true) {
                Level level = book.levelAt(key).level;
                uint256 lots = level.open();
                if (left < lots) lots = left;
                left -= lots;
                tickLots += lots * (key & TICK_MASK);
                uint256 feeBefore = fee;
                fee = FundingLib.feeAt(rate, tickLots);
                last = takenChange(key, level, lots, fee - feeBefore);
                if (lots != level.open()) {
                    book.levelAt(key).level = level.consumed(lots);
                    break;
                }
                book.levelAt(key).level = level.emptied();

                if (bits == 0) bits = book.bitmap.wordOf(i.market(), key & TICK_MASK);
                bits ^= 1 << (key & 255);
                if (PriceBitmap.beside(bits, key, up)) key = up ? key + 1 : key - 1;
                else (key, bits) = _leap(book, key, bits, up);
                if (up ? key > i.levelKey() : key < i.levelKey()) break;
                if (left == 0 || --levels == 0) break;
                TakeLogLib.add(last);
            }
            if (bits != 0) book.bitmap.write(i.market(), key & TICK_MASK, bits);
            return (key, last, left, tickLots, fee);
        }
    }

    /// @dev Goes on to a level that does not stand beside the last one.
    /// @return The key of the next level; of no valid tick if there is none.
    /// @return The bits at hand: 0 if the next level is in another word.
    function _leap(Book.State storage book, uint256 key, uint256 bits, bool up) private returns (uint256, uint256) {
        uint256 id = key >> 24;
        uint256 tick = key & TICK_MASK;
        uint256 next = PriceBitmap.within(bits, tick, up);
        if (next == 0) {
            book.bitmap.write(id, tick, bits);
            bits = 0;
            next = book.bitmap.leave(id, tick, up);
        }
        return ((id << 24) | next, bits);
    }
}
