// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FundingLib} from "./Funding.sol";
import {Ledger} from "./Ledger.sol";
import {Market} from "../types/Market.sol";

/// @notice What a call keeps at hand while it works through its instructions, so that storage is read and written once: the word of
/// the market, and what the account pays and gets in its quote asset.
///
/// Only the sum of a batch has to be covered in the quote asset: what a cancel gives back may pay for an order placed before it.
/// LONG, SHORT and base assets move at once.
library Batch {
    using Ledger for mapping(uint256 => Ledger.Word);

    struct State {
        /// Whose balances and orders these are.
        address owner;
        /// Market at hand; 0 for none.
        uint256 id;
        Market market;
        /// The market's word as it is stored.
        Market stored;
        /// How many ticks are valid, from 1 on; 0 until the market at hand was found open for trading.
        uint256 ticks;
        uint256 minLots;
        /// Base units of the quote asset in one unit.
        uint256 unit;
        uint256 quote;
        uint256 pays;
        uint256 gets;
    }

    /// @notice Pays for lots: escrow of an order that comes to rest, or what a taker owes.
    function pay(
        State memory self,
        mapping(uint256 => Ledger.Word) storage balances,
        uint256 terms,
        uint256 tickLots,
        uint256 lots
    ) internal {
        // A payment is below 2^80 units of at most 10^18: a sum of them cannot pass 2^256.
        unchecked {
            if (terms < 2) self.pays += FundingLib.quoteAmount(self.market, terms, tickLots, lots) * self.unit;
            else balances.debit(self.owner, FundingLib.token(self.market, terms), lots * self.market.lotSize());
        }
    }

    /// @notice Gets what {pay} pays: a refund with an order's own terms, proceeds with the opposite ones, see {FundingLib}.
    function get(
        State memory self,
        mapping(uint256 => Ledger.Word) storage balances,
        uint256 terms,
        uint256 tickLots,
        uint256 lots
    ) internal {
        unchecked {
            if (terms < 2) self.gets += FundingLib.quoteAmount(self.market, terms, tickLots, lots) * self.unit;
            else balances.credit(self.owner, FundingLib.token(self.market, terms), lots * self.market.lotSize());
        }
    }

    /// @notice Moves the sum of the quote asset through the account's balance.
    function clear(State memory self, mapping(uint256 => Ledger.Word) storage balances) internal {
        uint256 pays = self.pays;
        uint256 gets = self.gets;
        unchecked {
            if (pays > gets) balances.debit(self.owner, self.quote, pays - gets);
            else if (gets > pays) balances.credit(self.owner, self.quote, gets - pays);
        }
        self.pays = 0;
        self.gets = 0;
    }
}
