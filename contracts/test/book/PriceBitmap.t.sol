// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {PriceBitmap} from "../../src/book/PriceBitmap.sol";

/// @notice The bitmap against an array of ticks.
contract PriceBitmapTest is Test {
    using PriceBitmap for PriceBitmap.Word[1 << 56];

    uint256 private constant MARKET = 5;
    uint256 private constant TICKS = 40;

    PriceBitmap.Word[1 << 56] private _bitmap;
    uint256[TICKS] private _ticks;
    bool[TICKS] private _present;

    /// @dev Ticks around the borders of words in all three layers, and some anywhere.
    function fill(uint256 random) private {
        for (uint256 n; n < TICKS; ++n) {
            random = uint256(keccak256(abi.encode(random)));
            uint256 border = [uint256(1), 256, 512, 65_536, 131_072, 16_777_214][random % 6];
            uint256 tick = random & 256 == 0 ? 1 + (random >> 16) % 16_777_214 : border + (random >> 16) % 5;
            if (tick > 16_777_214) tick = 16_777_214;
            if (position(tick) == TICKS) _ticks[n] = tick;
        }
    }

    function position(uint256 tick) private view returns (uint256 n) {
        while (n < TICKS && _ticks[n] != tick) ++n;
    }

    function nearest(uint256 tick, bool up) private view returns (uint256 best) {
        best = up ? PriceBitmap.NONE_ABOVE : PriceBitmap.NONE_BELOW;
        for (uint256 n; n < TICKS; ++n) {
            if (!_present[n]) continue;
            if (up && _ticks[n] > tick && _ticks[n] < best) best = _ticks[n];
            if (!up && _ticks[n] < tick && _ticks[n] > best) best = _ticks[n];
        }
    }

    /// forge-config: default.fuzz.runs = 64
    /// forge-config: prove.fuzz.runs = 10000
    function testFuzz_SPAM_NeighboursAreThoseOfAnArray(uint256 random) external {
        vm.pauseGasMetering();
        fill(random);
        for (uint256 step; step < 60; ++step) {
            random = uint256(keccak256(abi.encode(random)));
            uint256 n = random % TICKS;
            if (_ticks[n] == 0) continue;
            if (_present[n]) _bitmap.clear(MARKET, _ticks[n]);
            else _bitmap.set(MARKET, _ticks[n]);
            _present[n] = !_present[n];

            uint256 from = _ticks[(random >> 8) % TICKS];
            assertEq(_bitmap.next(MARKET, from, true), nearest(from, true), "above");
            assertEq(_bitmap.next(MARKET, from, false), nearest(from, false), "below");
            assertEq(_bitmap.next(MARKET + 1, from, true), PriceBitmap.NONE_ABOVE, "another market is empty");
        }
    }

    /// @dev A word of layer 0 that has the number of a layer, half of it, or twice: each has a place of its own.
    function test_SPAM_LayersAndMarketsDoNotMeet() external {
        uint256[6] memory ticks = [uint256(1), 256, 2_097_152, 4_194_304, 8_388_608, 8_388_864];
        for (uint256 n; n < 6; ++n) {
            _bitmap.set(MARKET, ticks[n]);
            _bitmap.set(MARKET + 1, ticks[n] + 1);
            _bitmap.set(2 * MARKET, ticks[n] + 2);
        }
        for (uint256 n; n < 5; ++n) {
            assertEq(_bitmap.next(MARKET, ticks[n], true), ticks[n + 1], "a market");
            assertEq(_bitmap.next(MARKET + 1, ticks[n] + 1, true), ticks[n + 1] + 1, "the next market");
            assertEq(_bitmap.next(2 * MARKET, ticks[n] + 2, true), ticks[n + 1] + 2, "one of twice its number");
        }
        assertEq(_bitmap.next(MARKET, ticks[5], true), PriceBitmap.NONE_ABOVE, "none is higher");
        for (uint256 n = 5; n > 0; --n) {
            _bitmap.clear(MARKET, ticks[n]);
            assertEq(_bitmap.next(MARKET, 16_777_214, false), ticks[n - 1], "the highest that is left");
        }
        assertEq(_bitmap.next(MARKET + 1, 16_777_214, false), 8_388_865, "the next market is as it was");
    }

    /// @dev A sweep removes ticks from a copy of their word, and writes it when it leaves the word.
    /// forge-config: default.fuzz.runs = 64
    /// forge-config: prove.fuzz.runs = 10000
    function testFuzz_SWEEP_AWalkLeavesWhatSingleRemovalsWould(uint256 random, bool up, uint8 length) external {
        vm.pauseGasMetering();
        fill(random);
        for (uint256 n; n < TICKS; ++n) {
            if (_ticks[n] == 0) continue;
            _bitmap.set(MARKET, _ticks[n]);
            _present[n] = true;
        }
        uint256 tick = nearest(up ? 0 : PriceBitmap.NONE_ABOVE, up);
        for (uint256 n; n < length % TICKS && position(tick) != TICKS; ++n) {
            _present[position(tick)] = false;
            // forge-lint: disable-next-line(incorrect-shift)
            uint256 bits = _bitmap.wordOf(MARKET, tick) & ~(1 << (tick & 255));
            uint256 next = PriceBitmap.within(bits, tick, up);
            bool adjoins = next != 0 && next == (up ? tick + 1 : tick - 1);
            assertEq(PriceBitmap.beside(bits, tick, up), adjoins, "beside, and in the same word");
            if (next == 0) next = _bitmap.leave(MARKET, tick, up);
            else assertEq(next >> 8, tick >> 8, "in the word at hand");
            _bitmap.write(MARKET, tick, bits);
            assertEq(next, nearest(tick, up), "the next one");
            tick = next;
        }
        for (uint256 n; n < TICKS; ++n) {
            assertEq(_bitmap.next(MARKET, _ticks[n], true), nearest(_ticks[n], true), "above");
            assertEq(_bitmap.next(MARKET, _ticks[n], false), nearest(_ticks[n], false), "below");
        }
    }
}
