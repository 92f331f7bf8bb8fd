// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Bundle: one credit and k notes in one token
/// @notice Prepaid compute with a capped upside. A plain ERC-20 with permits and 3 decimals: a lot of it is a lot of the credit and k lots of the note.
///
/// The notes inside are bearer notes, which carry their coupons: nothing is lost while they are wrapped, and whoever unwraps gets notes with all
/// coupons since issue.
///
/// On the exchange: `listAsset(bundle)`, then `listSpot(bundle, USDC, 0, 0, 2)`.
interface IBundle {
    event Wrapped(address indexed holder, address indexed to, uint256 lots);
    event Unwrapped(address indexed holder, address indexed to, uint256 lots);

    error ZeroBundles();

    /// @notice Takes `lots` of the credit and k × `lots` of the note from the caller. At any time.
    function wrap(uint256 lots, address to) external;

    /// @notice Gives the credit and the notes back. At any time.
    function unwrap(uint256 lots, address to) external;

    function credit() external view returns (address);
    function note() external view returns (address);
    /// @notice k.
    function notesPerCredit() external view returns (uint256);
}
