// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A price level: a line of cumulative volume, one storage word for any number of orders.
///
/// bits     field   meaning
/// 200–255  open    lots that rest now
/// 144–199  filled  lots at the front of the line that are gone: taken, or cancelled while they stood first
///  88–143  placed  lots ever placed in this epoch, less those cancelled from the end of the line
///  56–87   epoch   how often the level has emptied; all counters restart with each
///  24–55   count   orders ever placed in this epoch, less those cancelled from the end of the line
///   0–23   hole    1 + index of the only order that gave up lots in mid-queue; 0 if there is none, or if there were several
///
/// `placed − filled − open` lots were cancelled in mid-queue. While that is zero no order has a hole ahead of it; while one
/// order made them all, the word alone tells where; from the second on the {CancelTree} does.
type Level is uint256;

using LevelLib for Level global;

library LevelLib {
    uint256 internal constant MAX_LOTS = type(uint56).max;
    uint256 private constant MAX_COUNT = type(uint32).max;
    uint256 internal constant MAX_EPOCH = type(uint32).max;
    uint256 internal constant MAX_HOLE = type(uint24).max;

    uint256 private constant FILLED_AND_EPOCH = (MAX_LOTS << 144) | (MAX_EPOCH << 56);
    uint256 private constant EPOCH_MASK = MAX_EPOCH << 56;
    uint256 private constant EPOCH_ONE = 1 << 56;
    uint256 private constant OPEN_ONE = 1 << 200;
    uint256 private constant FILLED_ONE = 1 << 144;
    uint256 private constant PLACED_ONE = 1 << 88;
    uint256 private constant COUNT_ONE = 1 << 24;

    function open(Level level) internal pure returns (uint256) {
        return Level.unwrap(level) >> 200;
    }

    function filled(Level level) internal pure returns (uint256) {
        return (Level.unwrap(level) >> 144) & MAX_LOTS;
    }

    function placed(Level level) internal pure returns (uint256) {
        return (Level.unwrap(level) >> 88) & MAX_LOTS;
    }

    function count(Level level) internal pure returns (uint256) {
        return (Level.unwrap(level) >> 24) & MAX_COUNT;
    }

    function epoch(Level level) internal pure returns (uint256) {
        return (Level.unwrap(level) >> 56) & MAX_EPOCH;
    }

    function hole(Level level) internal pure returns (uint256) {
        return Level.unwrap(level) & MAX_HOLE;
    }

    /// @notice Lots cancelled in mid-queue, in this epoch.
    function cancelled(Level level) internal pure returns (uint256) {
        unchecked {
            return level.placed() - level.filled() - level.open();
        }
    }

    function sameFilledAndEpoch(Level level, Level other) internal pure returns (bool) {
        return (Level.unwrap(level) ^ Level.unwrap(other)) & FILLED_AND_EPOCH == 0;
    }

    // The changes below keep every field in its bits as long as the caller keeps the sums: lots added fit `placed`,
    // lots removed are open.

    /// @notice One more order of `lots` at the end of the line.
    function appended(Level level, uint256 lots) internal pure returns (Level) {
        unchecked {
            return Level.wrap(Level.unwrap(level) + lots * (OPEN_ONE + PLACED_ONE) + COUNT_ONE);
        }
    }

    /// @notice `lots` gone from the front of the line; the level must keep some.
    function consumed(Level level, uint256 lots) internal pure returns (Level) {
        unchecked {
            return Level.wrap(Level.unwrap(level) - lots * (OPEN_ONE - FILLED_ONE));
        }
    }

    /// @notice `lots` gone from the end of the line, with `orders` (0 or 1) orders.
    function shortened(Level level, uint256 lots, uint256 orders) internal pure returns (Level) {
        unchecked {
            return Level.wrap(Level.unwrap(level) - lots * (OPEN_ONE + PLACED_ONE) - orders * COUNT_ONE);
        }
    }

    /// @notice `lots` gone from mid-queue; `hole_` tells where, see {Level}.
    function pierced(Level level, uint256 lots, uint256 hole_) internal pure returns (Level) {
        unchecked {
            return Level.wrap(((Level.unwrap(level) - lots * OPEN_ONE) & ~MAX_HOLE) | hole_);
        }
    }

    /// @notice The level once nothing rests: the next epoch, all counters zero. Never the zero word.
    function emptied(Level level) internal pure returns (Level) {
        unchecked {
            return Level.wrap((Level.unwrap(level) & EPOCH_MASK) + EPOCH_ONE);
        }
    }
}
