// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPriceIndex, Print, PrintStatus} from "../../src/interfaces/IPriceIndex.sol";
import {IndexFixture} from "./IndexFixture.sol";

contract PriceIndexViewsTest is IndexFixture {
    function test_WhenTheDayHasNoPrint() external {
        print(FIRST, USUAL);
        goTo(FIRST + 6, 0);
        for (uint32 n = 1; n <= 3; ++n) {
            assertPrint(FIRST + n, PrintStatus.Carried, USUAL, true, "up to three days");
            assertEq(index.printOf(grade, FIRST + n).source, FIRST, "says from when");
        }
        assertPrint(FIRST + 4, PrintStatus.Missing, 0, true, "then no more");
        assertPrint(FIRST + 6, PrintStatus.Pending, 0, false, "not over");
        Print[] memory prints = index.printsOf(grade, FIRST - 1, 8);
        for (uint32 n; n < 8; ++n) {
            assertEq(abi.encode(prints[n]), abi.encode(index.printOf(grade, FIRST - 1 + n)), "the same, in a row");
        }
    }

    /// @dev INDEX: no print from the future, whatever the day.
    function testFuzz_INDEX_ADayThatIsNotOverIsPending(uint32 day) external {
        print(FIRST, USUAL);
        day = uint32(bound(day, FIRST + 1, type(uint32).max));
        assertPrint(day, PrintStatus.Pending, 0, false, "still to come");
    }

    function testFuzz_ADayBeforeTheIndexIsMissing(uint32 day) external {
        day = uint32(bound(day, 0, FIRST - 1));
        assertPrint(day, PrintStatus.Missing, 0, true, "never had one");
    }

    function test_LatestFinal() external {
        print(FIRST, USUAL);
        bytes memory refused = abi.encodeWithSelector(IPriceIndex.NoFinalPrint.selector, grade);
        vm.expectRevert(refused);
        index.latestFinal(grade);
        print(FIRST + 1, 2_900_000);
        print(FIRST + 2, 3_000_000);
        vm.expectRevert(refused);
        index.latestFinal(grade);
        goTo(FIRST + 3, 0);
        assertLatest(USUAL, FIRST, "48 hours after the end of its day");
        goTo(FIRST + 30, 0);
        assertLatest(3_000_000, FIRST + 2, "carried days are none");
    }

    function test_LatestFinalPassesOverAChallengedOne() external {
        print(FIRST, USUAL);
        print(FIRST + 1, 2_900_000);
        goTo(FIRST + 2, 1);
        vm.prank(challenger);
        index.challenge(grade, FIRST + 1, 1);
        print(FIRST + 2, 3_000_000);
        goTo(FIRST + 4, 0);
        assertLatest(USUAL, FIRST, "the second is challenged, the third not final");
        goTo(FIRST + 5, 0);
        assertLatest(3_000_000, FIRST + 2, "the third is final before the second");
        (uint256 price, uint32 day) = index.lastFinalBefore(grade, FIRST + 2);
        assertEq(price, USUAL, "before the third: the first");
        assertEq(day, FIRST, "its day");
    }

    function test_LastFinalBefore() external {
        (uint256 price, uint32 day) = index.lastFinalBefore(grade, FIRST);
        assertEq(price + day, 0, "none");
        print(FIRST, USUAL);
        print(FIRST + 7, 2_900_000);
        goTo(FIRST + 20, 0);
        (price, day) = index.lastFinalBefore(grade, FIRST + 7);
        assertEq(price, USUAL, "not of the day itself");
        assertEq(day, FIRST, "its day");
        (price, day) = index.lastFinalBefore(grade, FIRST + 8);
        assertEq(price, 2_900_000, "of the day before");
        assertEq(day, FIRST + 7, "its day");
        (price,) = index.lastFinalBefore(grade, FIRST);
        assertEq(price, 0, "none before the first");
    }

    function testFuzz_MeanOfLastAgainstANaiveOne(uint56[10] memory moves, uint32 count) external {
        uint256[] memory prices = new uint256[](10);
        uint256 last = USUAL;
        for (uint32 n; n < 10; ++n) {
            last = bound(moves[n], (last * 86 + 99) / 100, last * 114 / 100);
            prices[n] = last;
            // Every third day is left out, and is carried.
            print(FIRST + n + n / 2, uint56(last));
        }
        goTo(FIRST + 30, 0);
        count = uint32(bound(count, 1, 10));
        uint256 sum;
        for (uint256 n; n < count; ++n) {
            sum += prices[9 - n];
        }
        uint256 mean = sum / count + (sum % count * 2 >= count ? 1 : 0);
        assertEq(index.meanOfLast(grade, count), mean, "half up, of prints only");
    }

    function test_RevertWhen_ThereAreTooFewForAMean() external {
        print(FIRST, USUAL);
        print(FIRST + 1, USUAL);
        goTo(FIRST + 3, 0);
        assertEq(index.meanOfLast(grade, 1), USUAL, "one is final");
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.NotEnoughPrints.selector, grade, 2, 1));
        index.meanOfLast(grade, 2);
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.NotEnoughPrints.selector, grade, 0, 0));
        index.meanOfLast(grade, 0);
        (uint256 price, uint256 found) = index.meanOfUpTo(grade, 2);
        assertEq(price, USUAL, "of the one that is final");
        assertEq(found, 1, "and says so");
        (price, found) = index.meanOfUpTo(grade + 1, 2);
        assertEq(price + found, 0, "of none");
    }

    function assertLatest(uint256 price, uint32 day, string memory why) private view {
        (uint256 latest, uint32 latestDay) = index.latestFinal(grade);
        assertEq(latest, price, why);
        assertEq(latestDay, day, why);
    }
}
