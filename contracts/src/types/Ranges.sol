// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Orders and balances are stored at the number made of their account (bits 96–255), one of these, and a slot or an asset (bits 0–31).
// A mapping would hash two words for each, three times a trade.
//
// Nothing else can come to stand there. What the compiler lays out begins at zero and ends below 2^60. A place that is hashed would
// need 64 given bits in its middle and, in front of them, an address that somebody has the key of: about 2^112 hashes for one hit
// anywhere, where 2^80 make two accounts with one address.

uint256 constant ORDERS = 1 << 64;
uint256 constant BALANCES = 2 << 64;
