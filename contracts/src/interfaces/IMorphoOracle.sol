// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Price adapter for lending markets of Morpho Blue
/// @notice What a lender may count on for a token that we issue: never a price of our own book.
///
/// | collateral | price of a unit                                                                                                              |
/// |------------|------------------------------------------------------------------------------------------------------------------------------|
/// | LONG       | after settlement the final price. Before: (1 − haircut) × the lower of the latest final print and the mean of the last 30, at most the cap |
/// | credit     | what default would pay: its share of the bond, at most the price of the unit. After default: what it is paid                    |
/// | note       | the coupons that it carries, and (1 − haircut) × what it can still pay; under stress the coupons alone                          |
///
/// What can move it:
/// - A final print is a median of at least three reporters, moves at most 15 % a day unless two more confirm, and stood 48 h open to challenge. One bad
///   print that passes all that lowers a LONG's price by its own move, and raises it by at most 1/30 of it, since the lower of print and mean counts.
/// - A bond's share only grows until default: what is released is pro rata. Nobody but the issuer or a donor of real USDC can raise it, and it is cut at the
///   unit's price.
/// - A note's coupons only grow, by USDC that the contract holds.
/// - LONG is a forward: for the months ahead it may be worth less than today's index. The haircut, fixed at deployment, and the market's LLTV must cover
///   that; `market-facts` has 19 % for the twelfth month.
interface IMorphoOracle {
    /// @notice Thrown when there is no final print of the last 7 days. Nothing can be borrowed or liquidated on an old price; repaying never needs one.
    error PriceTooOld(uint32 grade, uint256 day);
    /// @notice Thrown at deployment when the haircut is 100 % or more.
    error InvalidHaircut(uint256 given, uint256 maximum);

    /// @notice Price of one base unit of the collateral in base units of USDC, scaled by 1e36, as Morpho Blue asks for it.
    function price() external view returns (uint256);
}
