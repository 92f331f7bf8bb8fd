// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";

import {Book} from "./book/Book.sol";
import {IClearing} from "./interfaces/IClearing.sol";
import {Bands} from "./ledger/Bands.sol";
import {Ledger} from "./ledger/Ledger.sol";
import {Listing} from "./ledger/Listing.sol";
import {Exposure} from "./types/Exposure.sol";
import {Market, MarketLib} from "./types/Market.sol";
import {SessionKey} from "./types/SessionKey.sol";

/// @notice The exchange's storage. {Exchange} and {Clearing} have it from here and declare none themselves, so that the code of both means the
/// same words. Orders and balances stand beside it, see `types/Ranges.sol`.
abstract contract State is Ownable2Step, ReentrancyGuardTransient {
    /// @notice Session keys that an owner has given.
    struct Grants {
        /// Number of the latest.
        uint32 count;
        /// Signatures for another epoch are void.
        uint32 epoch;
    }

    struct MarketCell {
        Market market;
    }

    Book.State internal _book;
    /// @dev By id: the id is the place, nothing is hashed.
    MarketCell[1 << 32] private _markets;
    Listing.State internal _listing;
    Bands.State internal _bands;

    address internal _feeRecipient;
    address internal _guardian;
    uint16 internal _defaultTakerFee;
    uint32 internal _marketCount;

    mapping(address owner => mapping(address operator => SessionKey)) internal _operators;
    /// @dev Second from which on anyone may cancel an account's orders; 0 for never.
    mapping(address owner => uint32) internal _cancelAfter;
    /// @dev Nonces that are used up, 256 a word.
    mapping(address account => mapping(uint256 word => uint256)) internal _nonces;
    /// @dev Last second of a market's latest halt. Read only while the market's word says that it is halted.
    mapping(uint256 market => uint64) internal _haltedUntil;
    mapping(address owner => Grants) internal _grants;
    /// @dev By the number of the session key (32–53) and the market (0–31).
    mapping(address owner => mapping(uint256 keyAndMarket => Exposure)) internal _exposures;

    // ---------------------------------------------------------------- markets

    /// @dev Where a market's word is stored, without the check of an array's bounds: every id has 32 bits.
    function _cell(uint256 id) internal pure returns (MarketCell storage cell) {
        assembly ("memory-safe") {
            cell.slot := add(_markets.slot, id)
        }
    }

    function _known(uint256 id) internal view returns (Market market) {
        market = _cell(id).market;
        if (Market.unwrap(market) == 0) revert IClearing.UnknownMarket(id);
    }

    // ---------------------------------------------------------------- fees

    /// @dev Fees stay in the market's word, which a take writes anyway, until they are collected or would not fit.
    function _accrue(uint256 id, Market market, uint256 fee) internal returns (uint256) {
        unchecked {
            fee += market.fees();
        }
        if (fee <= MarketLib.MAX_FEES) return fee;
        _payFees(id, market, fee);
        return 0;
    }

    function _payFees(uint256 id, Market market, uint256 fee) internal returns (uint256 amount) {
        amount = fee * market.unit();
        Ledger.credit(Ledger.accountOf(_feeRecipient), market.quote(), amount);
        emit IClearing.FeesCollected(uint32(id), _feeRecipient, amount);
    }

    function _setDefaultTakerFee(uint16 takerFee) internal {
        if (takerFee > MarketLib.MAX_TAKER_FEE) revert IClearing.FeeAboveMaximum(takerFee, MarketLib.MAX_TAKER_FEE);
        _defaultTakerFee = takerFee;
        emit IClearing.DefaultTakerFeeSet(takerFee);
    }

    // ---------------------------------------------------------------- access

    function _setCancelAfter(address owner, uint256 timestamp) internal {
        _cancelAfter[owner] = uint32(timestamp);
        emit IClearing.CancelAfterSet(owner, uint32(timestamp));
    }

    // ---------------------------------------------------------------- settings of the libraries

    /// @dev Transient storage on every chain: the guard costs 100 gas, and there is no chain without it that we deploy to.
    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }
}
