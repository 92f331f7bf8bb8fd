// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Instruction} from "./Instruction.sol";
import {Market} from "./Market.sol";

/// @notice A session key: what one account lets another trade for it, in one storage word.
///
/// bits     field   meaning
/// 198–255  grant   last bits of the hash of the grant that its owner signed; 0 if the owner sent it
/// 176–197  number  which of the owner's grants it is, from 1 on; its orders carry it, see {Order}
/// 112–175  expiry  last second at which it works, Unix seconds
///  96–111  quote   asset that its markets are priced in and its budget is counted in
///   0–95   left    what trading by it may still cost the owner, in base units of that asset
type SessionKey is uint256;

using SessionKeyLib for SessionKey global;

library SessionKeyLib {
    uint256 internal constant MAX_QUOTE = type(uint16).max;
    uint256 internal constant MAX_NUMBER = (1 << 22) - 1;
    uint256 internal constant MAX_LEFT = type(uint96).max;

    /// @dev Every field must already fit its width, but for the hash, which is cut.
    function pack(uint256 hash, uint256 number_, uint256 expiry_, uint256 quote_, uint256 left_)
        internal
        pure
        returns (SessionKey)
    {
        return SessionKey.wrap((hash << 198) | (number_ << 176) | (expiry_ << 112) | (quote_ << 96) | left_);
    }

    /// @notice True for the key that the grant of this hash made.
    function isOf(SessionKey key, uint256 hash) internal pure returns (bool) {
        return SessionKey.unwrap(key) >> 198 == (hash << 198) >> 198;
    }

    function number(SessionKey key) internal pure returns (uint256) {
        return (SessionKey.unwrap(key) >> 176) & MAX_NUMBER;
    }

    function expiry(SessionKey key) internal pure returns (uint256) {
        return (SessionKey.unwrap(key) >> 112) & type(uint64).max;
    }

    function quote(SessionKey key) internal pure returns (uint256) {
        return (SessionKey.unwrap(key) >> 96) & MAX_QUOTE;
    }

    function left(SessionKey key) internal pure returns (uint256) {
        return SessionKey.unwrap(key) & MAX_LEFT;
    }

    /// @param left_ What does not fit is lost.
    function withLeft(SessionKey key, uint256 left_) internal pure returns (SessionKey) {
        if (left_ > MAX_LEFT) left_ = MAX_LEFT;
        return SessionKey.wrap((SessionKey.unwrap(key) & ~MAX_LEFT) | left_);
    }

    /// @notice True if the key may place this order: priced in its asset, and on a spot market a bid. What a base asset is worth has no bound,
    /// so that what an ask there costs could not be counted.
    function allows(SessionKey key, Market market, Instruction i) internal pure returns (bool) {
        return market.quote() == key.quote() && (!market.isSpot() || i.buys());
    }
}
