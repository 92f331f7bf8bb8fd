// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Rules} from "../Rules.sol";
import {IClearing} from "../interfaces/IClearing.sol";
import {Bands} from "../ledger/Bands.sol";
import {Ledger} from "../ledger/Ledger.sol";
import {Market} from "../types/Market.sol";

/// @notice Complete sets of a series: made while it trades, given back for ever, paid out apart once its settlement price is fixed. And LONG or SHORT
/// of a band exchanged for those of its parts, which pay the same.
abstract contract Sets is IClearing, Rules {
    using Bands for Bands.State;

    /// @inheritdoc IClearing
    address public immutable settler;

    /// @inheritdoc IClearing
    function split(uint32 id, uint256 lots) external nonReadReentrant {
        (Market market, uint256 amount) = _sets(id, lots);
        if (block.timestamp >= market.expiry()) revert TradingEnded(id, market.expiry());
        if (market.isHalted()) _requireResumed(id);
        uint256 account = Ledger.accountOf(msg.sender);
        Ledger.debit(account, market.quote(), amount);
        Ledger.credit(account, market.base(), lots);
        Ledger.credit(account, market.base() | 1, lots);
        emit SetsSplit(msg.sender, id, lots);
    }

    /// @inheritdoc IClearing
    function merge(uint32 id, uint256 lots) external nonReadReentrant {
        (Market market, uint256 amount) = _sets(id, lots);
        uint256 account = Ledger.accountOf(msg.sender);
        Ledger.debit(account, market.base(), lots);
        Ledger.debit(account, market.base() | 1, lots);
        Ledger.credit(account, market.quote(), amount);
        emit SetsMerged(msg.sender, id, lots);
    }

    /// @inheritdoc IClearing
    function cut(uint32 whole, bool long, uint64 lots, uint32[] calldata parts) external nonReadReentrant {
        uint256 account = Ledger.accountOf(msg.sender);
        Ledger.debit(account, _tokenOf(whole, long), lots);
        _requireParts(whole, parts, lots);
        for (uint256 n; n < parts.length; ++n) {
            Ledger.credit(account, _tokenOf(parts[n], long), lots);
        }
        emit BandCut(msg.sender, whole, parts, long, lots);
    }

    /// @inheritdoc IClearing
    function join(uint32 whole, bool long, uint64 lots, uint32[] calldata parts) external nonReadReentrant {
        uint256 account = Ledger.accountOf(msg.sender);
        for (uint256 n; n < parts.length; ++n) {
            Ledger.debit(account, _tokenOf(parts[n], long), lots);
        }
        _requireParts(whole, parts, lots);
        Ledger.credit(account, _tokenOf(whole, long), lots);
        emit BandJoined(msg.sender, whole, parts, long, lots);
    }

    /// @inheritdoc IClearing
    function fixSettlementPrice(uint32 family, uint24 tick) external nonReadReentrant {
        if (msg.sender != settler) revert OnlySettler(msg.sender);
        Bands.Family storage f = _bands.familyOf(family);
        uint256 expiry = uint256(f.expiryDay) * 1 days;
        if (block.timestamp < expiry) revert TradingNotEnded(family, expiry);
        if (f.settlementPrice != 0) revert SettlementPriceAlreadyFixed(family, f.settlementPrice - 1);
        f.settlementPrice = uint32(tick) + 1;
        emit SettlementPriceFixed(family, tick);
    }

    /// @inheritdoc IClearing
    function redeem(uint32 id, uint256 longLots, uint256 shortLots) external nonReadReentrant returns (uint256 amount) {
        Market market = _series(id);
        (bool isFixed, uint256 tick) = _bands.payoffOf(id, market);
        if (!isFixed) revert NotSettled(id);
        uint256 account = Ledger.accountOf(msg.sender);
        Ledger.debit(account, market.base(), longLots);
        Ledger.debit(account, market.base() | 1, shortLots);
        // No product can overflow: a balance has 128 bits, a price 24, a unit 60.
        amount = (tick * longLots + (market.cap() - tick) * shortLots) * market.unit();
        Ledger.credit(account, market.quote(), amount);
        emit Redeemed(msg.sender, id, longLots, shortLots, amount);
    }

    /// @inheritdoc IClearing
    function settlementPriceOf(uint32 id) external view returns (bool isFixed, uint24 tick) {
        uint256 ticks;
        (isFixed, ticks) = _bands.payoffOf(id, _cell(id).market);
        tick = uint24(ticks);
    }

    /// @inheritdoc IClearing
    function finalPriceOf(uint32 family) external view returns (bool isFixed, uint24 tick) {
        uint256 price = _bands.families[family].settlementPrice;
        unchecked {
            return price == 0 ? (false, 0) : (true, uint24(price - 1));
        }
    }

    /// @dev The parts are of the whole's family, each begins where the one before it ends, and together they cover it.
    function _requireParts(uint32 whole, uint32[] calldata parts, uint256 lots) private view {
        if (lots == 0) revert TooFewLots(0, 1);
        Bands.Band memory band = _bands.bands[whole];
        uint256 edge = band.floor;
        for (uint256 n; n < parts.length; ++n) {
            Bands.Band memory part = _bands.bands[parts[n]];
            if (part.family != band.family) revert DifferentFamily(parts[n], part.family, band.family);
            if (part.floor != edge) revert BandsNotAdjacent(parts[n], part.floor, edge);
            edge += _cell(parts[n]).market.cap();
        }
        uint256 top = band.floor + _series(whole).cap();
        if (edge != top) revert PartsNotWhole(whole, edge, top);
    }

    /// @dev Asset of LONG or SHORT.
    function _tokenOf(uint32 id, bool long) private view returns (uint256) {
        return _series(id).base() | (long ? 0 : 1);
    }

    /// @dev The market of a series and what `lots` of its complete sets cost.
    function _sets(uint32 id, uint256 lots) private view returns (Market market, uint256 amount) {
        market = _series(id);
        if (lots == 0) revert TooFewLots(0, 1);
        amount = market.cap() * lots * market.unit();
    }

    function _series(uint32 id) private view returns (Market market) {
        market = _known(id);
        if (market.isSpot()) revert NotASeries(id);
    }
}
