// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Bundle factory
/// @notice Anyone may create a bundle of any credit and note that the factories issued. There is one bundle for a credit, a note and k.
interface IBundleFactory {
    event BundleCreated(address indexed bundle, address indexed credit, address indexed note, uint256 notesPerCredit);

    error NotACredit(address token);
    error NotANote(address token);
    /// @notice Thrown when k is not 1 … `maximum`.
    error InvalidNotesPerCredit(uint256 given, uint256 maximum);
    error BundleExists(address bundle);

    function create(address credit, address note, uint256 notesPerCredit) external returns (address bundle);

    /// @notice Bundle of a credit, a note and k; zero if there is none.
    function bundleOf(address credit, address note, uint256 notesPerCredit) external view returns (address);
    function bundleCount() external view returns (uint256);
    /// @notice Bundles are numbered from 1.
    function bundleAt(uint256 number) external view returns (address);
}
