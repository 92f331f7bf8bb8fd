// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Market} from "../types/Market.sol";
import {FundingLib} from "./Funding.sol";
import {Ledger} from "./Ledger.sol";

/// @notice What a call keeps at hand while it works through its instructions, so that storage is read and written once: the word of
/// the market, and what the account pays and gets in the market's quote asset.
///
/// Only the sum of a batch has to be covered in the quote asset: what a cancel gives back may pay for an order placed before it.
/// LONG, SHORT and base assets move at once.
library Batch {
    using Ledger for mapping(uint256 => Ledger.Word);

    struct State {
        /// Whose balances and orders these are: the address in bits 96–255.
        uint256 account;
        /// Market at hand; 0 for none.
        uint256 id;
        Market market;
        /// The market's word as it is stored.
        Market stored;
        /// What is owed in the market's quote asset, less what is due, in units: modulo 2^256, so that a sum due is a large number.
        uint256 owed;
    }

    /// @notice Owes `units` of the quote asset more.
    function owe(State memory self, uint256 units) internal pure {
        unchecked {
            self.owed += units;
        }
    }

    /// @notice Pays for lots: escrow of an order that comes to rest, or what a taker owes.
    function pay(
        State memory self,
        mapping(uint256 => Ledger.Word) storage balances,
        uint256 terms,
        uint256 tickLots,
        uint256 lots
    ) internal {
        Market market = self.market;
        // Below 2^80 units each: no sum of them comes near 2^255.
        unchecked {
            if (terms < 2) self.owed += FundingLib.quoteAmount(market, terms, tickLots, lots);
            else balances.debit(self.account, FundingLib.token(market, terms), lots * market.lotSize());
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
        Market market = self.market;
        unchecked {
            if (terms < 2) self.owed -= FundingLib.quoteAmount(market, terms, tickLots, lots);
            else balances.credit(self.account, FundingLib.token(market, terms), lots * market.lotSize());
        }
    }

    /// @notice Moves the sum of the quote asset through the account's balance.
    function clear(State memory self, mapping(uint256 => Ledger.Word) storage balances) internal {
        uint256 owed = self.owed;
        if (owed == 0) return;
        self.owed = 0;
        Market market = self.market;
        unchecked {
            balances.settle(self.account, market.quote(), owed * market.unit());
        }
    }
}
