// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearing} from "../interfaces/IClearing.sol";
import {Market} from "../types/Market.sol";

/// @notice Which stretch of which price a series pays for.
///
/// A family is anything with one settlement price S, in ticks. A series of it is a band [floor, floor + cap]: LONG pays what S has risen
/// above the floor, at most the cap, and SHORT pays the rest of the cap.
///
/// ```
/// 0        floor          S       floor + cap
/// ├──────────┼────────────┼────────────┼──────────
///            [ LONG pays  ][ SHORT pays ]
/// ```
///
/// So at every S the LONG of adjacent bands pay together what the LONG of their union pays, and so do the SHORT.
library Bands {
    /// @param settlementPrice In ticks, and one; 0 while it is not fixed.
    struct Family {
        uint32 quote;
        uint16 expiryDay;
        uint8 unitExponent;
        uint32 settlementPrice;
    }

    struct Band {
        uint32 family;
        uint24 floor;
    }

    struct State {
        mapping(uint256 family => Family) families;
        mapping(uint256 market => Band) bands;
        uint32 familyCount;
    }

    function familyOf(State storage self, uint32 family) internal view returns (Family storage found) {
        found = self.families[family];
        if (found.quote == 0) revert IClearing.UnknownFamily(family);
    }

    /// @notice What a LONG of a series pays, in ticks, once its family has its settlement price.
    function payoffOf(State storage self, uint256 id, Market market)
        internal
        view
        returns (bool isFixed, uint256 ticks)
    {
        Band memory band = self.bands[id];
        uint256 price = self.families[band.family].settlementPrice;
        if (price == 0) return (false, 0);
        unchecked {
            return (true, payoffAt(band.floor, market.cap(), price - 1));
        }
    }

    /// @notice What a LONG of a band pays at a price, in ticks: what the price is above the floor, at most the cap.
    function payoffAt(uint256 floor, uint256 cap, uint256 price) internal pure returns (uint256) {
        if (price <= floor) return 0;
        unchecked {
            return price - floor < cap ? price - floor : cap;
        }
    }
}
