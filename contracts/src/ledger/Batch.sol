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
///
/// Five words of memory, by the place of the first: a struct would cost every order the checks of its allocation.
///
/// bytes    field    meaning
///   0–31   account  whose balances and orders these are: the address in bits 96–255
///  32–63   id       market at hand; 0 for none
///  64–95   market   its word
///  96–127  stored   its word as it is stored
/// 128–159  owed     what is owed in its quote asset, less what is due, in units: modulo 2^256, so that a sum due is a large number
type Batch is uint256;

using BatchLib for Batch global;

library BatchLib {
    // ---------------------------------------------------------------- the words

    /// @notice A batch of `account_`, without a market at hand.
    function open(uint256 account_) internal pure returns (Batch self) {
        // Calldata past its end is zero: copying it clears the other words at once.
        assembly ("memory-safe") {
            self := mload(0x40)
            mstore(0x40, add(self, 0xa0))
            mstore(self, account_)
            calldatacopy(add(self, 0x20), calldatasize(), 0x80)
        }
    }

    function account(Batch self) internal pure returns (uint256 account_) {
        assembly ("memory-safe") {
            account_ := mload(self)
        }
    }

    function owner(Batch self) internal pure returns (address) {
        return address(uint160(self.account() >> 96));
    }

    function id(Batch self) internal pure returns (uint256 id_) {
        assembly ("memory-safe") {
            id_ := mload(add(self, 0x20))
        }
    }

    function market(Batch self) internal pure returns (Market market_) {
        assembly ("memory-safe") {
            market_ := mload(add(self, 0x40))
        }
    }

    function stored(Batch self) internal pure returns (Market stored_) {
        assembly ("memory-safe") {
            stored_ := mload(add(self, 0x60))
        }
    }

    /// @notice True if the market's word has to be stored.
    function changed(Batch self) internal pure returns (bool) {
        return Market.unwrap(self.market()) != Market.unwrap(self.stored());
    }

    function owed(Batch self) internal pure returns (uint256 owed_) {
        assembly ("memory-safe") {
            owed_ := mload(add(self, 0x80))
        }
    }

    function setMarket(Batch self, Market market_) internal pure {
        assembly ("memory-safe") {
            mstore(add(self, 0x40), market_)
        }
    }

    /// @notice Takes a market to hand whose stored word is `market_`.
    function hold(Batch self, uint256 id_, Market market_) internal pure {
        assembly ("memory-safe") {
            mstore(add(self, 0x20), id_)
            mstore(add(self, 0x40), market_)
            mstore(add(self, 0x60), market_)
        }
    }

    /// @notice Owes `units` of the quote asset more, or less if they are negative modulo 2^256.
    /// @dev Below 2^80 units each: no sum of them comes near 2^255.
    function owe(Batch self, uint256 units) internal pure {
        assembly ("memory-safe") {
            let at := add(self, 0x80)
            mstore(at, add(mload(at), units))
        }
    }

    // ---------------------------------------------------------------- payments

    /// @notice Pays the escrow of an order that comes to rest.
    function pay(Batch self, uint256 terms, uint256 tickLots, uint256 lots) internal {
        Market market_ = self.market();
        if (terms < 2) self.owe(FundingLib.quoteAmount(market_, terms, tickLots, lots));
        else Ledger.debit(self.account(), FundingLib.token(market_, terms), FundingLib.tokens(market_, lots));
    }

    /// @notice Gets what {pay} pays: a refund with an order's own terms, proceeds with the opposite ones, see {FundingLib}.
    function get(Batch self, uint256 terms, uint256 tickLots, uint256 lots) internal {
        Market market_ = self.market();
        unchecked {
            if (terms < 2) self.owe(0 - FundingLib.quoteAmount(market_, terms, tickLots, lots));
            else Ledger.credit(self.account(), FundingLib.token(market_, terms), FundingLib.tokens(market_, lots));
        }
    }

    /// @notice Pays and gets what a taker does: one of the two is in the quote asset, the other is not.
    function trade(Batch self, uint256 terms, uint256 tickLots, uint256 lots) internal {
        Market market_ = self.market();
        uint256 proceeds = terms ^ FundingLib.PROCEEDS;
        uint256 amount = FundingLib.tokens(market_, lots);
        unchecked {
            if (terms < 2) {
                self.owe(FundingLib.quoteAmount(market_, terms, tickLots, lots));
                Ledger.credit(self.account(), FundingLib.token(market_, proceeds), amount);
            } else {
                Ledger.debit(self.account(), FundingLib.token(market_, terms), amount);
                self.owe(0 - FundingLib.quoteAmount(market_, proceeds, tickLots, lots));
            }
        }
    }

    /// @notice Moves the sum of the quote asset, which is not zero, through the account's balance.
    function clear(Batch self) internal {
        Market market_ = self.market();
        uint256 owed_ = self.owed();
        assembly ("memory-safe") {
            mstore(add(self, 0x80), 0)
        }
        unchecked {
            Ledger.settle(self.account(), market_.quote(), owed_ * market_.unit());
        }
    }
}
