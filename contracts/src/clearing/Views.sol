// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../State.sol";
import {IClearing, MarketInfo} from "../interfaces/IClearing.sol";
import {Ledger} from "../ledger/Ledger.sol";
import {Listing} from "../ledger/Listing.sol";
import {Market} from "../types/Market.sol";

/// @notice What can be asked of the ledger and of its markets.
abstract contract Views is IClearing, State {
    using Listing for Listing.State;

    /// @inheritdoc IClearing
    function tokenOf(uint32 asset) external view nonReadReentrant returns (address token) {
        (token,) = _listing.tokenOf(asset);
    }

    /// @inheritdoc IClearing
    function assetOf(address token) external view nonReadReentrant returns (uint32) {
        return _listing.assetOf[token];
    }

    /// @inheritdoc IClearing
    function balanceOf(address account, uint32 asset) external view nonReadReentrant returns (uint256) {
        return Ledger.balanceOf(Ledger.accountOf(account), asset);
    }

    /// @inheritdoc IClearing
    function marketOf(uint32 id) external view nonReadReentrant returns (MarketInfo memory info) {
        Market market = _known(id);
        info.bestBid = uint24(market.bestBid());
        info.bestAsk = uint24(market.bestAsk());
        info.sequence = uint40(market.sequence());
        info.fees = market.fees() * market.unit();
        info.base = uint32(market.base());
        info.quote = uint32(market.quote());
        info.cap = uint24(market.cap());
        info.takerFee = uint16(market.takerFee());
        info.expiry = market.isSpot() ? 0 : uint64(market.expiry());
        info.unit = market.unit();
        info.lotSize = market.lotSize();
        info.minLots = market.minLots();
        info.family = _bands.bands[id].family;
        info.floor = _bands.bands[id].floor;
    }
}
