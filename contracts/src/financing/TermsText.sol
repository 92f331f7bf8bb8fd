// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Texts of terms
/// @notice Names and addresses that wallets and pages show: printable ASCII, so that none can pass for another by invisible or turned characters.
library TermsText {
    /// @notice Thrown when a text of the terms is not of 1 … `maximum` printable ASCII characters.
    error InvalidTermsText(string text, uint256 maximum);

    uint256 internal constant MAX_NAME = 32;
    uint256 internal constant MAX_ENDPOINT = 256;

    function requirePrintable(string memory text, uint256 maximum) internal pure {
        bytes memory chars = bytes(text);
        bool valid = chars.length != 0 && chars.length <= maximum;
        for (uint256 n; valid && n < chars.length; ++n) {
            valid = chars[n] >= 0x20 && chars[n] <= 0x7e;
        }
        if (!valid) revert InvalidTermsText(text, maximum);
    }
}
