// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITrading} from "../interfaces/ITrading.sol";
import {Actor, Change} from "../types/EventWords.sol";

/// @notice The log of a take while it is written, in memory: at its end one log, however many levels it took from.
///
/// One level, as most takes have, makes two words, several make an array. Both end alike, so that what a level adds does not depend on
/// how many will come:
///
/// bytes   {ITrading-LevelTaken}  {ITrading-LevelsTaken}
///   0–31                         actor
///  32–63                         64: where the array begins
///  64–95  actor                  how many levels
///  96–…   change                 a change for each level, in the order of the walk
///
/// Between {open} and {write} nobody else may allocate memory.
type TakeLog is uint256;

using TakeLogLib for TakeLog global;

library TakeLogLib {
    function open() internal pure returns (TakeLog self) {
        assembly ("memory-safe") {
            self := mload(0x40)
            mstore(0x40, add(self, 0x60))
        }
    }

    /// @notice A level that is not the last.
    function add(Change change) internal pure {
        assembly ("memory-safe") {
            let end := mload(0x40)
            mstore(end, change)
            mstore(0x40, add(end, 0x20))
        }
    }

    /// @notice Levels that it has, the last one included.
    function levels(TakeLog self) internal pure returns (uint256 count) {
        assembly ("memory-safe") {
            count := sub(shr(5, sub(mload(0x40), self)), 2)
        }
    }

    /// @param actor The taker, with the market's sequence after the last level.
    /// @param last The last level.
    function write(TakeLog self, Actor actor, Change last) internal {
        bytes32 levelTaken = ITrading.LevelTaken.selector;
        bytes32 levelsTaken = ITrading.LevelsTaken.selector;
        uint256 count = self.levels();
        assembly ("memory-safe") {
            switch count
            case 1 {
                mstore(add(self, 0x40), actor)
                mstore(add(self, 0x60), last)
                log1(add(self, 0x40), 0x40, levelTaken)
            }
            default {
                mstore(self, actor)
                mstore(add(self, 0x20), 0x40)
                mstore(add(self, 0x40), count)
                mstore(mload(0x40), last)
                log1(self, add(0x60, shl(5, count)), levelsTaken)
            }
        }
    }
}
