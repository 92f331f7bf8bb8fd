// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../State.sol";
import {IClearing} from "../interfaces/IClearing.sol";
import {Bands} from "../ledger/Bands.sol";
import {Listing} from "../ledger/Listing.sol";
import {Market, MarketLib} from "../types/Market.sol";

/// @notice New assets and markets, and what trading in them costs.
abstract contract Listings is IClearing, State {
    using Bands for Bands.State;
    using Listing for Listing.State;

    /// @inheritdoc IClearing
    address public immutable seriesRegistry;
    /// @inheritdoc IClearing
    address public immutable forwardToken;

    /// @inheritdoc IClearing
    function listAsset(address token) external nonReadReentrant returns (uint32) {
        return _listing.listAsset(token);
    }

    /// @inheritdoc IClearing
    function listQuoteToken(address token) external nonReadReentrant onlyOwner returns (uint32) {
        return _listing.listQuote(token);
    }

    /// @inheritdoc IClearing
    function listSpot(uint32 base, uint32 quote, uint8 lotExponent, uint8 unitExponent, uint8 minLotsExponent)
        external
        nonReadReentrant
        returns (uint32)
    {
        Market market = _listing.spot(base, quote, lotExponent, unitExponent, minLotsExponent, _defaultTakerFee);
        return _list(market, Bands.Band(0, 0));
    }

    /// @inheritdoc IClearing
    function listFamily(uint16 expiryDay, uint32 quote, uint8 unitExponent)
        external
        nonReadReentrant
        returns (uint32 family)
    {
        if (msg.sender != seriesRegistry) revert OnlySeriesRegistry(msg.sender);
        family = ++_bands.familyCount;
        _bands.families[family] = _listing.family(quote, unitExponent, expiryDay);
        emit FamilyListed(family, quote, unitExponent, uint64(expiryDay) * 1 days);
    }

    /// @inheritdoc IClearing
    function listSeries(uint32 family, string calldata symbol, uint8 minLotsExponent, uint24 floor, uint24 cap)
        external
        nonReadReentrant
        returns (uint32 id, address long, address short)
    {
        if (msg.sender != seriesRegistry) revert OnlySeriesRegistry(msg.sender);
        Market market;
        (market, long, short) = _listing.series(
            forwardToken,
            _bands.familyOf(family),
            Listing.Series(family, floor, cap, minLotsExponent, _defaultTakerFee),
            symbol
        );
        id = _list(market, Bands.Band(family, floor));
    }

    /// @inheritdoc IClearing
    function collectFees(uint32 id) external nonReadReentrant returns (uint256) {
        Market market = _known(id);
        _cell(id).market = market.withFees(0);
        return _payFees(id, market, market.fees());
    }

    /// @inheritdoc IClearing
    function setDefaultTakerFee(uint16 takerFee) external onlyOwner {
        _setDefaultTakerFee(takerFee);
    }

    /// @inheritdoc IClearing
    function lowerTakerFee(uint16 takerFee, uint32 id) external nonReadReentrant onlyOwner {
        Market market = _known(id);
        if (takerFee >= market.takerFee()) revert FeeNotLower(takerFee, market.takerFee());
        _cell(id).market = market.withTakerFee(takerFee);
        emit TakerFeeLowered(id, takerFee);
    }

    /// @inheritdoc IClearing
    function setFeeRecipient(address recipient) external onlyOwner {
        if (recipient == address(0)) revert ZeroAddress();
        _feeRecipient = recipient;
        emit FeeRecipientSet(recipient);
    }

    /// @inheritdoc IClearing
    function MAX_TAKER_FEE() external pure returns (uint16) {
        return MarketLib.MAX_TAKER_FEE;
    }

    /// @inheritdoc IClearing
    function defaultTakerFee() external view returns (uint16) {
        return _defaultTakerFee;
    }

    /// @inheritdoc IClearing
    function feeRecipient() external view returns (address) {
        return _feeRecipient;
    }

    /// @inheritdoc IClearing
    function marketCount() external view returns (uint32) {
        return _marketCount;
    }

    function _list(Market market, Bands.Band memory band) private returns (uint32 id) {
        id = ++_marketCount;
        _cell(id).market = market;
        if (band.family != 0) _bands.bands[id] = band;
        Listing.announce(id, market, band);
    }
}
