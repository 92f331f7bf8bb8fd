// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib as Math} from "solady/utils/FixedPointMathLib.sol";

import {IMorphoOracle} from "../interfaces/IMorphoOracle.sol";
import {IPriceIndex, Print} from "../interfaces/IPriceIndex.sol";

/// @title The lowest print of seven days
/// @notice What lenders' prices fall by. A print counts whether or not it is final: whoever has borrowed could otherwise hold a falling price back for a
/// week, by challenging each print of it.
library LastWeek {
    uint32 private constant LENGTH = 7;
    /// @dev {find} found no print.
    uint256 internal constant NONE = type(uint256).max;

    /// @notice Lowest print of the seven days before `day`; carried days are not counted.
    /// @param day Today or earlier: of a day that is not over, whoever posts first could pick the three lowest observations.
    function lowest(IPriceIndex index, uint32 grade, uint32 day) internal view returns (uint256 price) {
        price = find(index, grade, day);
        if (price == NONE) {
            (, uint256 last) = index.lastFinalBefore(grade, day);
            revert IMorphoOracle.PriceTooOld(grade, last);
        }
    }

    /// @notice As {lowest}; {NONE} if there is no print.
    function find(IPriceIndex index, uint32 grade, uint32 day) internal view returns (uint256 price) {
        uint32 first = day - LENGTH;
        Print[] memory prints = index.printsOf(grade, first, LENGTH);
        price = NONE;
        for (uint256 n; n < LENGTH; ++n) {
            if (prints[n].source >= first) price = Math.min(price, prints[n].price);
        }
    }
}
