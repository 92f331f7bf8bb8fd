// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Rules} from "../Rules.sol";
import {IClearing} from "../interfaces/IClearing.sol";
import {Ledger} from "../ledger/Ledger.sol";
import {Market} from "../types/Market.sol";

/// @notice Complete sets of a series: made while it trades, given back for ever, paid out apart once its settlement price is fixed.
abstract contract Sets is IClearing, Rules {
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
    function fixSettlementPrice(uint32 id, uint24 tick) external nonReadReentrant {
        if (msg.sender != settler) revert OnlySettler(msg.sender);
        Market market = _series(id);
        if (block.timestamp < market.expiry()) revert TradingNotEnded(id, market.expiry());
        if (_settlementPrices[id] != 0) revert SettlementPriceAlreadyFixed(id, _settlementPrices[id] - 1);
        if (tick > market.cap()) revert SettlementPriceAboveCap(tick, market.cap());
        _settlementPrices[id] = uint256(tick) + 1;
        emit SettlementPriceFixed(id, tick);
    }

    /// @inheritdoc IClearing
    function redeem(uint32 id, uint256 longLots, uint256 shortLots) external nonReadReentrant returns (uint256 amount) {
        Market market = _series(id);
        (bool isFixed, uint24 tick) = settlementPriceOf(id);
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
    function settlementPriceOf(uint32 id) public view returns (bool isFixed, uint24 tick) {
        uint256 price = _settlementPrices[id];
        unchecked {
            return price == 0 ? (false, 0) : (true, uint24(price - 1));
        }
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
