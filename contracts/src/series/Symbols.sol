// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibString} from "solady/utils/LibString.sol";

import {Grid} from "./Grid.sol";

/// @notice Symbols of families and series, as wallets show them. A root has no `-`, so that no two kinds of them can be the same.
library Symbols {
    using LibString for uint256;

    /// @dev One futures month code a month, January first.
    bytes12 private constant MONTH_CODES = "FGHJKMNQUVXZ";

    /// @notice `H100Z26`.
    function ofMonth(string memory root, uint256 year, uint256 month) internal pure returns (string memory) {
        return string.concat(root, monthCode(year, month));
    }

    /// @notice `Z26`.
    function monthCode(uint256 year, uint256 month) internal pure returns (string memory) {
        return string.concat(string(abi.encodePacked(MONTH_CODES[month - 1])), _twoDigits(year));
    }

    /// @notice `H100-Q127` for a quarter, `H100-CAL27` for a year.
    function ofMean(string memory root, uint256 year, uint256 month, uint256 months)
        internal
        pure
        returns (string memory)
    {
        if (months == 12) return string.concat(root, "-CAL", _twoDigits(year));
        return string.concat(root, "-Q", (month / 3 + 1).toString(), _twoDigits(year));
    }

    /// @notice `H100Z26-C10`.
    function withCap(string memory family, uint256 cap) internal pure returns (string memory) {
        return string.concat(family, "-C", (cap / Grid.DOLLAR).toString());
    }

    /// @notice `H100Z26-220-320`, in cents, or `H100Z26-F27-M64-64`.
    /// @param bias Price that counts as zero.
    function withBand(string memory family, uint256 floor, uint256 top, uint256 bias)
        internal
        pure
        returns (string memory)
    {
        return string.concat(family, "-", _cents(floor, bias), "-", _cents(top, bias));
    }

    function _cents(uint256 price, uint256 bias) private pure returns (string memory) {
        if (price >= bias) return ((price - bias) / Grid.CENT).toString();
        return string.concat("M", ((bias - price) / Grid.CENT).toString());
    }

    function _twoDigits(uint256 year) private pure returns (string memory) {
        return string(abi.encodePacked(uint8(48 + (year / 10) % 10), uint8(48 + year % 10)));
    }
}
