// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IExchange} from "../interfaces/IExchange.sol";
import {FundingLib} from "../ledger/Funding.sol";
import {Actor, actorOf, takenChange} from "../types/EventWords.sol";
import {Instruction} from "../types/Instruction.sol";
import {Level} from "../types/Level.sol";
import {Market} from "../types/Market.sol";
import {Book} from "./Book.sol";
import {PriceBitmap} from "./PriceBitmap.sol";

/// @notice A taker's walk: level after level from the best on, each for the same gas whatever the number of makers there.
library Take {
    using Book for Book.State;
    using PriceBitmap for PriceBitmap.Word[1 << 56];

    /// @dev One step of {Actor}'s sequence.
    uint256 private constant SEQUENCE_ONE = 1 << 24;
    uint256 private constant SEQUENCE_MASK = uint256(type(uint40).max) << 24;

    /// @notice What a walk has come to.
    struct Sum {
        /// Lots taken.
        uint256 lots;
        /// Sum of tick × lots, and the fee on it, in units.
        uint256 tickLots;
        uint256 fee;
        /// True if the level after the last one emptied still crosses.
        bool crosses;
    }

    /// @notice Takes what an order wants from the levels that it crosses; at least one does.
    /// @dev Emits {IExchange-LevelTaken} for each. The fee of a level is what it adds to the fee of the sum, which is rounded up once.
    /// @param account The taker's address in bits 96–255.
    /// @return The market after it: its best price, and its sequence by one on for each level.
    function sweep(Book.State storage book, Market market, Instruction i, uint256 account, Sum memory sum)
        internal
        returns (Market)
    {
        uint256 actor = Actor.unwrap(actorOf(account, i.slot(), market.sequence(), i.terms()));
        uint256 tick = Book.best(market, i);
        uint256 levels = i.maxLevels();
        // The bitmap's word that holds the tick; 0 bits mean that it is not at hand.
        uint256 bits;
        unchecked {
            while (true) {
                actor = (actor & ~SEQUENCE_MASK) | ((actor + SEQUENCE_ONE) & SEQUENCE_MASK);
                if (!_level(book, sum, market, i, actor, tick)) break;

                if (bits == 0) bits = book.bitmap.wordOf(i.market(), tick);
                bits &= ~(1 << (tick & 255));
                uint256 next = PriceBitmap.within(bits, tick, i.buys());
                if (next == 0) {
                    book.bitmap.write(i.market(), tick, bits);
                    bits = 0;
                    next = book.bitmap.leave(i.market(), tick, i.buys());
                }
                tick = next;
                sum.crosses = i.buys() ? tick <= i.tick() : tick >= i.tick();
                if (!sum.crosses || sum.lots == i.lots() || --levels == 0) break;
            }
        }
        if (bits != 0) book.bitmap.write(i.market(), tick, bits);
        market = i.buys() ? market.withBestAsk(tick) : market.withBestBid(tick);
        return market.withSequence(actor >> 24);
    }

    /// @dev Takes what is still wanted, or all, from one level.
    /// @return emptied True if nothing rests there any more.
    function _level(Book.State storage book, Sum memory sum, Market market, Instruction i, uint256 actor, uint256 tick)
        private
        returns (bool emptied)
    {
        unchecked {
            (Level level, uint256 lots) = book.consume(i.market(), tick, i.lots() - sum.lots);
            sum.lots += lots;
            uint256 tickLots = sum.tickLots + lots * tick;
            sum.tickLots = tickLots;
            uint256 fee = FundingLib.fee(market, tickLots);
            uint256 levelFee = fee - sum.fee;
            sum.fee = fee;
            if (levelFee > type(uint56).max) revert IExchange.FeeTooLarge(levelFee);
            emit IExchange.LevelTaken(Actor.wrap(actor), takenChange((i.market() << 24) | tick, level, lots, levelFee));
            return lots == level.open();
        }
    }
}
