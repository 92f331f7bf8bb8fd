// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibClone} from "solady/utils/LibClone.sol";

import {IClearing} from "../interfaces/IClearing.sol";
import {ForwardToken} from "../series/ForwardToken.sol";
import {Market, MarketLib} from "../types/Market.sol";
import {Bands} from "./Bands.sol";

/// @notice What can be traded: assets of the ledger and the words of new markets. Every bound of a listing is checked here.
library Listing {
    /// @dev A token's address, and in bit 160 whether it is LONG or SHORT of a series.
    struct State {
        mapping(uint256 asset => uint256) tokens;
        mapping(address token => uint32) assetOf;
        /// @dev Of those that are no quote assets; 0 before the first.
        uint32 lastAsset;
        uint32 lastQuote;
    }

    /// @param family Which one's price it pays for, see {Bands}.
    /// @param floor Price above which a LONG pays, in ticks.
    /// @param cap Most that a LONG pays, in ticks.
    struct Series {
        uint32 family;
        uint24 floor;
        uint24 cap;
        uint8 minLotsExponent;
        uint16 takerFee;
    }

    uint256 private constant FORWARD = 1 << 160;
    /// @dev A market's word has 16 bits for its quote asset. Those ids are for the owner to give: anyone could use them up.
    uint32 private constant MAX_QUOTE = type(uint16).max;
    /// @dev 10^18: one lot is at most a whole token of 18 decimals, one unit likewise.
    uint256 private constant MAX_EXPONENT = 18;

    function tokenOf(State storage self, uint256 asset) internal view returns (address token, bool forward) {
        uint256 word = self.tokens[asset];
        if (word == 0) revert IClearing.UnknownAsset(asset);
        return (address(uint160(word)), word & FORWARD != 0);
    }

    function listAsset(State storage self, address token) internal returns (uint32 asset) {
        _requireUnlisted(self, token);
        asset = _nextPair(self);
        _record(self, asset, token, 0);
    }

    /// @notice Lists a token that markets may be priced in.
    function listQuote(State storage self, address token) internal returns (uint32 asset) {
        _requireUnlisted(self, token);
        asset = self.lastQuote + 2;
        if (asset > MAX_QUOTE) revert IClearing.InvalidQuoteAsset(asset);
        self.lastQuote = asset;
        _record(self, asset, token, 0);
    }

    function spot(
        State storage self,
        uint32 base,
        uint32 quote,
        uint8 lotExponent,
        uint8 unitExponent,
        uint8 minLotsExponent,
        uint16 takerFee
    ) internal view returns (Market) {
        tokenOf(self, base);
        _requireQuote(self, quote);
        if (base == quote || base & 1 != 0) revert IClearing.UnknownAsset(base);
        _requireWithin("lotExponent", lotExponent, 0, MAX_EXPONENT);
        _requireWithin("unitExponent", unitExponent, 0, MAX_EXPONENT);
        _requireWithin("minLotsExponent", minLotsExponent, 0, MarketLib.MAX_MIN_LOTS_EXPONENT);
        uint256 exponents = MarketLib.packExponents(unitExponent, lotExponent, minLotsExponent);
        return MarketLib.pack(base, quote, MarketLib.SPOT, takerFee, MarketLib.NEVER, exponents);
    }

    /// @notice What all series of a family have in common.
    function family(State storage self, uint32 quote, uint8 unitExponent, uint16 expiryDay)
        internal
        view
        returns (Bands.Family memory)
    {
        _requireQuote(self, quote);
        _requireWithin("unitExponent", unitExponent, 0, MAX_EXPONENT);
        _requireWithin("expiryDay", expiryDay, block.timestamp / 1 days + 1, MarketLib.NEVER - 1);
        return Bands.Family(quote, expiryDay, unitExponent, 0);
    }

    /// @notice Creates the tokens of a series, as clones of `forwardToken`, and its market's word.
    function series(
        State storage self,
        address forwardToken,
        Bands.Family memory f,
        Series memory s,
        string calldata symbol
    ) internal returns (Market market, address long, address short) {
        _requireWithin("cap", s.cap, 2, MarketLib.MAX_TICK);
        _requireWithin("floor", s.floor, 0, MarketLib.MAX_TICK - s.cap);
        // A family that has ended gets no series any more: nobody would trade it.
        _requireWithin("expiryDay", f.expiryDay, block.timestamp / 1 days + 1, MarketLib.NEVER - 1);
        _requireWithin("minLotsExponent", s.minLotsExponent, 0, MarketLib.MAX_MIN_LOTS_EXPONENT);
        uint32 base = _nextPair(self);
        long = _forward(self, forwardToken, base, string.concat(symbol, " LONG"), string.concat(symbol, "-L"));
        short = _forward(self, forwardToken, base | 1, string.concat(symbol, " SHORT"), string.concat(symbol, "-S"));
        uint256 exponents = MarketLib.packExponents(f.unitExponent, 0, s.minLotsExponent);
        market = MarketLib.pack(base, f.quote, s.cap, s.takerFee, f.expiryDay, exponents);
    }

    function announce(uint32 id, Market market, Bands.Band memory band) internal {
        emit IClearing.MarketListed(
            id,
            uint32(market.base()),
            uint32(market.quote()),
            uint24(market.cap()),
            uint16(market.takerFee()),
            uint64(market.isSpot() ? 0 : market.expiry()),
            uint8(market.unitExponent()),
            uint8(market.lotExponent()),
            uint8(market.minLotsExponent()),
            band.family,
            band.floor
        );
    }

    function _forward(State storage self, address forwardToken, uint32 asset, string memory name, string memory symbol)
        private
        returns (address token)
    {
        token = LibClone.clone(forwardToken);
        ForwardToken(token).initialize(name, symbol);
        _record(self, asset, token, FORWARD);
    }

    function _record(State storage self, uint32 asset, address token, uint256 flag) private {
        self.tokens[asset] = uint256(uint160(token)) | flag;
        self.assetOf[token] = asset;
        emit IClearing.AssetListed(asset, token, flag != 0);
    }

    /// @dev Assets are given out in pairs, so that no two tokens share a balance word but LONG and SHORT of one series. 0 is never used.
    function _nextPair(State storage self) private returns (uint32 asset) {
        asset = (self.lastAsset == 0 ? MAX_QUOTE - 1 : self.lastAsset) + 2;
        self.lastAsset = asset;
    }

    function _requireUnlisted(State storage self, address token) private view {
        if (token.code.length == 0) revert IClearing.ZeroAddress();
        if (self.assetOf[token] != 0) revert IClearing.AssetAlreadyListed(token, self.assetOf[token]);
    }

    function _requireQuote(State storage self, uint32 quote) private view {
        tokenOf(self, quote);
        if (quote > MAX_QUOTE) revert IClearing.InvalidQuoteAsset(quote);
    }

    function _requireWithin(string memory parameter, uint256 given, uint256 minimum, uint256 maximum) private pure {
        if (given < minimum || given > maximum) {
            revert IClearing.InvalidListing(parameter, given, minimum, maximum);
        }
    }
}
