// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Bands written down as simply as possible: a plain list of elementary intervals, and on each of them how many LONG and how many SHORT
/// everybody has. Shares no code with the exchange, and knows neither cut nor join: they change nothing here.
abstract contract Intervals {
    /// @dev Edges of the intervals, in ticks: interval n lies between knots n and n + 1.
    uint24[7] internal knots = [uint24(0), 1_000, 2_000, 3_200, 5_000, 7_000, 10_000];
    uint256 public constant INTERVALS = 6;

    mapping(address who => uint256[6]) private _longOn;
    mapping(address who => uint256[6]) private _shortOn;

    function longOn(address who, uint256 interval) public view returns (uint256) {
        return _longOn[who][interval];
    }

    function shortOn(address who, uint256 interval) public view returns (uint256) {
        return _shortOn[who][interval];
    }

    function widthOf(uint256 interval) public view returns (uint256) {
        return knots[interval + 1] - knots[interval];
    }

    /// @notice What a LONG of an interval pays at a price.
    function payoffOf(uint256 interval, uint256 price) public view returns (uint256 payoff) {
        for (uint256 tick = knots[interval]; tick < knots[interval + 1]; tick += 100) {
            uint256 end = tick + 100;
            if (price >= end) payoff += 100;
            else if (price > tick) payoff += price - tick;
        }
    }

    function isWithin(uint256 interval, uint24 floor, uint24 cap) public view returns (bool) {
        return knots[interval] >= floor && knots[interval + 1] <= floor + cap;
    }

    function addLong(address who, uint24 floor, uint24 cap, uint256 lots, bool comes) internal {
        for (uint256 n; n < INTERVALS; ++n) {
            if (!isWithin(n, floor, cap)) continue;
            _longOn[who][n] = comes ? _longOn[who][n] + lots : _longOn[who][n] - lots;
        }
    }

    function addShort(address who, uint24 floor, uint24 cap, uint256 lots, bool comes) internal {
        for (uint256 n; n < INTERVALS; ++n) {
            if (!isWithin(n, floor, cap)) continue;
            _shortOn[who][n] = comes ? _shortOn[who][n] + lots : _shortOn[who][n] - lots;
        }
    }
}
