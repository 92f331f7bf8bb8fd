// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Price adapter for lending markets of Morpho Blue
/// @notice What a lender may count on for a token that we issue: never a price of our own book.
///
/// | collateral | price of a unit                                                                                                  |
/// |------------|------------------------------------------------------------------------------------------------------------------|
/// | LONG       | after settlement the final price. Before: (1 − haircut) × the lowest of W, of the mean of the last 30 final prints, and, once a day of the delivery month is over, of the mean of those; at most the cap |
/// | credit     | its share of the bond, at most W; without a grade at most the price recorded at issue. After default: what it is paid     |
/// | note       | the coupons that it carries, and (1 − haircut) × the scheduled ones that it does not carry yet: together at most the issue price, if they do not carry more. Under stress and from maturity on the coupons alone |
///
/// W is the lowest print of the last 7 days that are over, final or not; of a credit whose window is over, of the 7 days before its end, or the last print before them if
/// there is none and the grace of receipts is over. So a price falls
/// at once and rises slowly:
/// - A fall counts from 24:00 UTC of its day on. Nobody can hold it back by challenging the print, nor leave the lender without a price.
/// - A print that is too high raises no price above the lowest other print of those 7 days: it takes every print of the week. Of LONG's price it
///   raises the mean, by at most 1/30 of its error. If the right print alone would have been the lowest, the price misses that fall.
/// - A print that is too low lowers a price to itself at most, at once, for 7 days, or until the arbiter has put it right; afterwards LONG's by at most
///   1/30 of its error, and in the delivery month by its part of the mean so far, as it will the final price. This is what borrowers bear: it is before the challenge, and it takes half of the observations posted until 24:00 UTC; with
///   fewer than five of them it is at most 15 % below the print before.
/// - A correction by the arbiter counts at once, either way.
///
/// What no price here covers, so that haircut and LLTV must:
/// - LONG is a forward: for the months ahead it may be worth less than today's index. The haircut is fixed at deployment; the twelfth month
///   of H100 has stood 19 % below the index.
/// - A credit's bond share only grows until default: what is released is pro rata. Nobody but the issuer or a donor of real USDC can raise it.
/// - A note's coupons only grow, by USDC that the contract holds. But at stress its price drops to them in one step, to nothing if none was paid: no LLTV
///   covers that. Whoever lends on a note lends to its issuer, up to that step. What the notes convert into is the liquidator's, and is not counted.
/// - What a note's cap leaves beyond its schedule is nobody's promise and counts nothing. A schedule of free notes is its issuer's word alone.
/// - Stress counts from the second on in which it can be declared, declared or not: nobody borrows at the price of before and declares it then.
interface IMorphoOracle {
    /// @notice Thrown when there is no print of the last 7 days, final or not. Nothing can be borrowed or liquidated on an old price; repaying never needs
    /// one.
    /// @param day The last one that is final.
    error PriceTooOld(uint32 grade, uint256 day);
    /// @notice Thrown at deployment when the haircut is 100 % or more.
    error InvalidHaircut(uint256 given, uint256 maximum);

    /// @notice Price of one base unit of the collateral in base units of USDC, scaled by 1e36, as Morpho Blue asks for it.
    ///
    /// Notes:
    /// - Of LONG, until its series is settled, it reverts with {IPriceIndex-NotEnoughPrints} while fewer than 30 prints of the grade are final: the mean is of
    ///   30 or there is none, and nothing is lent on an index that young.
    function price() external view returns (uint256);
}
