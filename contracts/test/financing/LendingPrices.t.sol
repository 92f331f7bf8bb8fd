// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ComputeCredit} from "../../src/financing/ComputeCredit.sol";
import {CreditOracle} from "../../src/financing/CreditOracle.sol";
import {LongOracle} from "../../src/financing/LongOracle.sol";
import {NoteOracle} from "../../src/financing/NoteOracle.sol";
import {RevenueNote} from "../../src/financing/RevenueNote.sol";
import {IMorphoOracle} from "../../src/interfaces/IMorphoOracle.sol";
import {IPriceIndex} from "../../src/interfaces/IPriceIndex.sol";
import {FinancingFixture} from "./FinancingFixture.sol";

/// @notice The bounds that {IMorphoOracle} states, over histories of prints of which some are missing and some challenged. What is expected comes
/// from a list of what was printed when, never from the index.
contract LendingPricesTest is FinancingFixture {
    uint256 private constant LIVED = 14;
    uint256 private constant SCALE = 1e33;
    uint256 private constant NONE = type(uint256).max;
    uint24 private constant CAP = 7_000;

    struct Printed {
        uint256 day;
        uint256 price;
        uint256 finalAt;
    }

    Printed[] private printed;
    /// @dev A day without a print has the price 0.
    uint256[LIVED] private path;
    bool[LIVED] private isChallenged;

    /// @dev H100Z26.
    uint32 private z26;
    LongOracle private december;
    LongOracle private march;
    uint32 private first;

    function setUp() public override {
        super.setUp();
        z26 = registry.listMonth(grade, 2026, 12);
        december = longOracle(z26, 0);
        march = longOracle(registry.listMonth(grade, 2027, 3), 0);
        first = today();
        for (uint32 day = first - 32; day < first - 2; ++day) {
            printed.push(Printed(day, PRICE, START));
        }
    }

    function longOracle(uint32 market, uint256 haircut) private returns (LongOracle) {
        return LongOracle(deployReleased("LongOracle", abi.encode(settlement, registry, index, market, haircut)));
    }

    // ---------------------------------------------------------------- the model

    /// @dev One day in five has no print, one in four is challenged; a print is 0.7 … 1.3 × the one before.
    function draw(uint256 seed) private {
        uint256 last = PRICE;
        for (uint256 n; n < LIVED; ++n) {
            uint256 mixed = uint256(keccak256(abi.encode(seed, n)));
            isChallenged[n] = mixed % 4 == 0;
            if ((mixed >> 8) % 5 == 0) continue;
            last = last * (70 + (mixed >> 16) % 61) / 100;
            path[n] = last;
        }
    }

    /// @dev An hour after the end of day `first` + n, printed and challenged.
    function live(uint256 n) private {
        uint256 day = first + n;
        vm.warp((day + 1) * 1 days + 1 hours);
        if (path[n] == 0) return;
        print(uint32(day), path[n]);
        uint256 finalAt = (day + 1) * 1 days + 48 hours;
        if (isChallenged[n]) {
            challenge(uint32(day), path[n] + 1);
            finalAt = (day + 1) * 1 days + 1 hours + 7 days;
        }
        printed.push(Printed(day, path[n], finalAt));
    }

    function challenge(uint32 day, uint256 claimed) private {
        usdc.mint(issuer, BOND);
        vm.startPrank(issuer);
        usdc.approve(address(index), BOND);
        index.challenge(grade, day, uint56(claimed));
        vm.stopPrank();
    }

    function mean() private view returns (uint256) {
        uint256 sum;
        uint256 found;
        for (uint256 n = printed.length; found < 30; --n) {
            if (printed[n - 1].finalAt > vm.getBlockTimestamp()) continue;
            sum += printed[n - 1].price;
            ++found;
        }
        return sum % 30 >= 15 ? sum / 30 + 1 : sum / 30;
    }

    /// @dev Of seven days, leaving one out.
    function lowestOfWeekBut(uint256 leftOut) private view returns (uint256 low) {
        low = NONE;
        for (uint256 n = printed.length; n > 0 && printed[n - 1].day + 7 >= today(); --n) {
            if (printed[n - 1].day != leftOut && printed[n - 1].price < low) low = printed[n - 1].price;
        }
    }

    function meanOfDecember() private view returns (uint256) {
        uint256 sum;
        uint256 count;
        for (uint256 day = START / 1 days; day < today(); ++day) {
            for (uint256 n = printed.length; n > 0 && printed[n - 1].day + 3 >= day; --n) {
                if (printed[n - 1].day > day) continue;
                sum += printed[n - 1].price;
                ++count;
                break;
            }
        }
        if (count == 0) return NONE;
        return sum / count - sum / count % 1_000;
    }

    function least(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }

    // ---------------------------------------------------------------- LONG

    /// forge-config: default.fuzz.runs = 48
    /// forge-config: prove.fuzz.runs = 1000
    function testFuzz_LongIsPricedAtTheLowestOfWeekMeanMonthAndCap(uint256 seed) external {
        draw(seed);
        for (uint256 n; n < LIVED; ++n) {
            live(n);
            uint256 low = lowestOfWeekBut(NONE);
            if (low == NONE) {
                vm.expectPartialRevert(IMorphoOracle.PriceTooOld.selector);
                march.price();
                continue;
            }
            low = least(least(low, mean()), uint256(CAP) * 1_000);
            assertEq(march.price(), low * SCALE, "months before delivery");
            assertEq(december.price(), least(low, meanOfDecember()) * SCALE, "in the month of delivery");
        }
    }

    /// @dev A print that is too high adds 1/30 of its error, and never lifts the price above the lowest other print of the week.
    /// forge-config: default.fuzz.runs = 48
    /// forge-config: prove.fuzz.runs = 1000
    function testFuzz_AHighPrintRaisesByAThirtiethAtMost(uint256 seed, uint256 which, uint256 error) external {
        draw(seed);
        which = bound(which, 0, LIVED - 1);
        vm.assume(path[which] != 0);
        error = bound(error, 1, 20_000_000);
        uint256 snapshot = vm.snapshotState();
        uint256[LIVED] memory right = livePrices();
        vm.revertToState(snapshot);

        path[which] += error;
        for (uint256 n; n < LIVED; ++n) {
            live(n);
            if (right[n] == NONE) continue;
            uint256 wrong = march.price() / SCALE;
            uint256 others = lowestOfWeekBut(first + which);
            assertLe(wrong, others, "never above another print of the week");
            // Where the right print was not the week's only low, the mean alone has moved.
            uint256 allowed = (error + 29) / 30 + 1;
            if (n < which || n >= which + 7 || others <= path[which] - error) {
                assertLe(wrong, right[n] + allowed, "a thirtieth of the error");
            }
        }
    }

    /// @dev A print that is too low lowers the price to itself, at most, and not longer than seven days but for 1/30 of its error.
    /// forge-config: default.fuzz.runs = 48
    /// forge-config: prove.fuzz.runs = 1000
    function testFuzz_ALowPrintLowersToItselfForAWeek(uint256 seed, uint256 which, uint256 error) external {
        draw(seed);
        which = bound(which, 0, LIVED - 1);
        vm.assume(path[which] > 1);
        error = bound(error, 1, path[which] - 1);
        uint256 snapshot = vm.snapshotState();
        uint256[LIVED] memory right = livePrices();
        vm.revertToState(snapshot);

        path[which] -= error;
        for (uint256 n; n < LIVED; ++n) {
            live(n);
            if (right[n] == NONE) continue;
            uint256 wrong = march.price() / SCALE;
            uint256 byMean = right[n] - least(right[n], (error + 29) / 30 + 1);
            if (n < which || n >= which + 7) assertGe(wrong, byMean, "a thirtieth of the error");
            else assertGe(wrong, least(byMean, path[which]), "not below the print itself");
        }
    }

    function livePrices() private returns (uint256[LIVED] memory prices) {
        for (uint256 n; n < LIVED; ++n) {
            live(n);
            prices[n] = lowestOfWeekBut(NONE) == NONE ? NONE : march.price() / SCALE;
        }
    }

    function test_WhenFewerThanThirtyPrintsAreFinal_ThereIsNoPrice() external {
        uint32 young = listGrade("H200-US", "H200");
        LongOracle oracle = longOracle(registry.listMonth(young, 2027, 3), 0);
        uint32 day = today();
        for (uint32 n; n < 30; ++n) {
            print(young, day + n, PRICE);
        }
        // A second before the 30th is.
        vm.warp((uint256(day) + 32) * 1 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.NotEnoughPrints.selector, young, 30, 29));
        oracle.price();
        vm.warp((uint256(day) + 32) * 1 days);
        assertEq(oracle.price(), PRICE * SCALE, "of 30 prints");
    }

    function test_WhenThePriceHasFallen_OneHigherPrintDoesNotRaiseIt() external {
        vm.warp(START + 3 days);
        printDays(3, 2_000_000);
        assertEq(march.price(), 2_000_000 * SCALE, "fallen");
        vm.warp(START + 4 days);
        // Within the band.
        print(today() - 3, 2_300_000);
        assertEq(march.price(), 2_000_000 * SCALE, "not by its move, not by a part of it");
    }

    function test_WhenEveryFallingPrintIsChallenged_TheyCountAtOnce() external {
        for (uint32 n; n < 4; ++n) {
            vm.warp((uint256(first) + n + 1) * 1 days);
            print(first + n, 1_000_000);
            challenge(first + n, 1_000_001);
            assertEq(march.price(), 1_000_000 * SCALE, "from the first on");
        }
        // However long it goes on: what is challenged is fresh.
        for (uint32 n = 4; n < 12; ++n) {
            vm.warp((uint256(first) + n + 1) * 1 days);
            print(first + n, 900_000);
            challenge(first + n, 1_000_001);
        }
        assertEq(march.price(), 900_000 * SCALE, "the lender is never without a price");
    }

    function test_WhenTheDayIsNotOver_ItsPrintDoesNotCount() external {
        vm.warp(START + 1 days - 1);
        print(today(), 1_000_000);
        assertEq(march.price(), PRICE * SCALE, "more observations may come");
        vm.warp(START + 1 days);
        assertEq(march.price(), 1_000_000 * SCALE, "at its end it does");
    }

    function test_WhenTheArbiterCorrectsALowPrint_ThePriceRecoversAtOnce() external {
        uint32 day = today();
        vm.warp(START + 1 days);
        print(day, 1_000_000);
        challenge(day, PRICE);
        assertEq(march.price(), 1_000_000 * SCALE, "wrong, until somebody decides");
        vm.mockCall(address(index.arbiterOf(day)), bytes(""), abi.encode(true, PRICE));
        index.resolve(grade, day);
        assertEq(march.price(), PRICE * SCALE, "right");
    }

    function test_WhenTheMonthIsOver_ThePriceIsNotAboveWhatLongWillPay() external {
        LongOracle oracle = longOracle(z26, 2_500);
        uint32 day = uint32(START / 1 days);
        for (uint32 n; n < 38; ++n) {
            vm.warp(START + (uint256(n) + 1) * 1 days);
            print(day + n, n < 20 ? 1_000_000 : 3_000_000);
            if (n == 30) challenge(day + n, 3_000_001);
        }
        // The challenged day is not final. 20 days at 1.00 and 11 at 3.00: 1.7096…, and a quarter less.
        assertEq(december.price(), 1_709_000 * SCALE, "the mean of the month to the tick");
        assertEq(oracle.price(), 1_281_750 * SCALE, "less the haircut");
    }

    // ---------------------------------------------------------------- credits

    function test_ACreditFallsWithTheLowestPrintOfTheWeek() external {
        ComputeCredit credit = issueCredit(creditTerms(), 1_000_000, 9_000e6);
        CreditOracle oracle = CreditOracle(deployReleased("CreditOracle", abi.encode(credit)));
        assertEq(oracle.price(), PRICE * SCALE, "backed by more than the unit costs");
        uint32 day = today();
        vm.warp(START + 1 days);
        print(day, 1_000_000);
        challenge(day, PRICE);
        assertEq(oracle.price(), 1_000_000 * SCALE, "challenged or not");
        for (uint32 n = 1; n < 8; ++n) {
            vm.warp(START + (uint256(n) + 1) * 1 days);
            print(day + n, 3_500_000);
            assertEq(oracle.price(), (n < 7 ? 1_000_000 : 3_500_000) * SCALE, "rises after a week");
        }
    }

    function test_WhenACreditsWindowIsOver_ThePrintsBeforeItsEndCount() external {
        CreditOracle oracle =
            CreditOracle(deployReleased("CreditOracle", abi.encode(issueCredit(creditTerms(), 1_000_000, 9_000e6))));
        uint256 end = creditTerms().end;
        vm.warp(end + 3 days);
        print(uint32(end / 1 days) - 1, 2_000_000);
        print(uint32(end / 1 days), 500_000);
        assertEq(oracle.price(), 2_000_000 * SCALE, "not those after it");
        vm.warp(end + 30 days);
        assertEq(oracle.price(), 2_000_000 * SCALE, "however long ago");
    }

    function test_INDEX_WhenACreditsLastWeekHadNoPrint_TheLastOneCounts() external {
        CreditOracle oracle =
            CreditOracle(deployReleased("CreditOracle", abi.encode(issueCredit(creditTerms(), 1_000_000, 9_000e6))));
        uint256 end = creditTerms().end;
        print(uint32(end / 1 days) - 8, 1_000_000);
        vm.warp(end + 3 days - 1);
        vm.expectPartialRevert(IMorphoOracle.PriceTooOld.selector);
        oracle.price();
        vm.warp(end + 3 days);
        assertEq(
            oracle.price(), 1_000_000 * SCALE, "default pays by no other: lenders are not without a price for ever"
        );
    }

    // ---------------------------------------------------------------- notes

    function test_WhenStressIsDueButNotDeclared_ANoteIsWorthItsCoupons() external {
        (RevenueNote note, NoteOracle oracle) = soldNote();
        // 60 % of twelve coupons of 8 USDC to come.
        vm.warp(START + 55 days);
        assertEq(oracle.price(), 57_600 * 1e36, "in the grace of the first month");
        vm.warp(START + 55 days + 1);
        assertEq(oracle.price(), 0, "nothing has come");
        deposit(note, 800e6);
        // A hundred notes have 8 USDC each, and 60 % of 88 to come.
        assertEq(oracle.price(), 60_800 * 1e36, "paid late, before anybody declared it");
    }

    function test_WhenTheCovenantIsBroken_ANoteIsWorthItsCoupons() external {
        (RevenueNote note, NoteOracle oracle) = soldNote();
        // Nothing for three months, and all of it after their grace: no coupon is missed any more.
        vm.warp(note.dueDate(3) + 10 days + 1);
        deposit(note, 3_200e6);
        assertEq(oracle.price(), 32_000 * 1e36, "what it carries");
        vm.warp(note.dueDate(4) + 10 days);
        uint256 snapshot = vm.snapshotState();
        note.declareCovenantBroken(3);
        assertEq(oracle.price(), 32_000 * 1e36, "as when it is declared");
        vm.revertToState(snapshot);
        vm.warp(note.dueDate(4) + 10 days + 1);
        assertEq(oracle.price(), 70_400 * 1e36, "nobody declared it in time: 32 USDC in it, 60 % of 64 to come");
    }

    /// @dev A hundred notes of alice's.
    function soldNote() private returns (RevenueNote note, NoteOracle oracle) {
        note = issueNote(noteTerms(address(0)), 0);
        usdc.mint(alice, 10_000e6);
        vm.startPrank(alice);
        usdc.approve(address(note), type(uint256).max);
        note.buy(100_000, alice);
        vm.stopPrank();
        oracle = NoteOracle(deployReleased("NoteOracle", abi.encode(note, 4_000)));
    }

    function deposit(RevenueNote note, uint256 amount) private {
        vm.prank(issuer);
        note.deposit(0, amount);
    }
}
