// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PriceLevel} from "../../src/book/PriceLevel.sol";

/// @notice The line of cumulative volume of a price level: theorems about what is filled of an order, in the exchange's own words, and about the
/// level's counters, in a model of {Level} whose fields are numbers of their own, since the solver does not see through packed words.
contract LineProof {
    struct Line {
        uint256 open;
        uint256 filled;
        uint256 placed;
    }

    /// @dev What holds of every level: what is gone and what rests never pass what was placed.
    function isLine(Line memory line) private pure returns (bool) {
        return line.placed < 2 ** 56 && line.filled <= line.placed && line.open <= line.placed - line.filled;
    }

    /// @notice An order is filled by no more than it has, whatever was cancelled ahead of it.
    function filledIsWithinTheOrder(uint256 filled, uint256 start, uint256 ahead, uint256 lots) external pure {
        if (ahead > start || filled >= 2 ** 56 || start >= 2 ** 56 || lots >= 2 ** 56) return;
        assert(clamp(filled, start - ahead, lots) <= lots);
    }

    /// @notice Two neighbours in the line share what was filled: none of it is counted twice, none is lost between them.
    function neighboursShareTheFill(uint256 filled, uint256 position, uint256 first, uint256 second) external pure {
        if (filled >= 2 ** 56 || position >= 2 ** 56 || first >= 2 ** 56 || second >= 2 ** 56) return;
        uint256 both = clamp(filled, position, first + second);
        assert(clamp(filled, position, first) + clamp(filled, position + first, second) == both);
    }

    /// @notice Nobody is filled before the one ahead is filled in full.
    function firstInFirstOut(uint256 filled, uint256 position, uint256 first, uint256 second) external pure {
        if (filled >= 2 ** 56 || position >= 2 ** 56 || first >= 2 ** 56 || second >= 2 ** 56) return;
        if (clamp(filled, position + first, second) > 0) assert(clamp(filled, position, first) == first);
    }

    /// @notice An order that comes to rest keeps the line a line.
    function appendKeepsTheLine(Line memory line, uint256 lots) external pure {
        if (!isLine(line) || lots >= 2 ** 56 || line.placed + lots >= 2 ** 56) return;
        assert(isLine(Line(line.open + lots, line.filled, line.placed + lots)));
    }

    /// @notice A take, and a cancel at the front, move lots from what rests to what is gone; what was cancelled in mid-queue stays.
    function consumeKeepsTheLine(Line memory line, uint256 lots) external pure {
        if (!isLine(line) || lots > line.open) return;
        uint256 cancelled = line.placed - line.filled - line.open;
        Line memory after_ = Line(line.open - lots, line.filled + lots, line.placed);
        assert(isLine(after_));
        assert(after_.placed - after_.filled - after_.open == cancelled);
    }

    /// @notice A cancel at the end shortens the line; what was cancelled in mid-queue stays.
    function shortenKeepsTheLine(Line memory line, uint256 lots) external pure {
        if (!isLine(line) || lots > line.open) return;
        uint256 cancelled = line.placed - line.filled - line.open;
        Line memory after_ = Line(line.open - lots, line.filled, line.placed - lots);
        assert(isLine(after_));
        assert(after_.placed - after_.filled - after_.open == cancelled);
    }

    /// @notice A cancel in mid-queue leaves a hole of its size.
    function pierceKeepsTheLine(Line memory line, uint256 lots) external pure {
        if (!isLine(line) || lots > line.open) return;
        uint256 cancelled = line.placed - line.filled - line.open;
        Line memory after_ = Line(line.open - lots, line.filled, line.placed);
        assert(isLine(after_));
        assert(after_.placed - after_.filled - after_.open == cancelled + lots);
    }

    function clamp(uint256 filled, uint256 position, uint256 lots) private pure returns (uint256) {
        return PriceLevel.within(filled, position, lots);
    }
}
