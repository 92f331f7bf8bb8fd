// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Which side of a book an order stands on.
enum Side {
    Bid,
    Ask
}

/// @notice What an order is paid with. The book matches lots at ticks and never looks at it.
///
/// | order             | escrow per lot | gets per lot filled |
/// |-------------------|----------------|---------------------|
/// | Bid, Quote        | price          | 1 LONG (or base)    |
/// | Bid, Token        | 1 SHORT        | cap − price         |
/// | Ask, Token        | 1 LONG (base)  | price               |
/// | Ask, Quote        | cap − price    | 1 SHORT             |
enum Funding {
    Quote,
    Token
}
