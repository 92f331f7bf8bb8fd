// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A price index whose final prints the test writes: what credits, notes and lending prices read of {IPriceIndex}.
contract MockIndex {
    error NotEnoughPrints(uint32 grade, uint256 asked, uint256 available);

    mapping(uint32 grade => uint32[]) private _days;
    mapping(uint32 grade => mapping(uint32 day => uint256)) private _prices;

    /// @dev Days ascending.
    function print(uint32 grade, uint32 day, uint256 price) external {
        if (_prices[grade][day] == 0) _days[grade].push(day);
        _prices[grade][day] = price;
    }

    function lastFinalBefore(uint32 grade, uint32 day) external view returns (uint256 price, uint32 printDay) {
        uint32[] storage printed = _days[grade];
        for (uint256 n = printed.length; n != 0; --n) {
            if (printed[n - 1] < day) return (_prices[grade][printed[n - 1]], printed[n - 1]);
        }
    }

    function meanOfLast(uint32 grade, uint32 count) external view returns (uint256 sum) {
        uint32[] storage printed = _days[grade];
        if (printed.length < count) revert NotEnoughPrints(grade, count, printed.length);
        for (uint256 n = printed.length - count; n < printed.length; ++n) {
            sum += _prices[grade][printed[n]];
        }
        return (sum + count / 2) / count;
    }
}
