// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {Challenge, Observed, Print, PrintStatus} from "../../src/interfaces/IPriceIndex.sol";
import {SettlementDates} from "../../src/interfaces/ISettlement.sol";
import {Handler} from "./Handler.sol";
import {IndexFixture} from "./IndexFixture.sol";

/// @notice The invariants of INVARIANTS.md, by their numbers.
contract IndexInvariantsTest is IndexFixture {
    uint24 private constant CAP = 7_000;
    /// @dev LONG and SHORT of each series that somebody holds from the beginning, in lots.
    uint256 private constant SETS = 10_000;

    Handler private handler;
    uint32[] private markets;

    function setUp() public override {
        super.setUp();
        markets.push(registry.listMonth(grade, 2026, 10));
        markets.push(registry.listMonth(grade, 2026, 11));
        Vm.Wallet[] memory wallets = new Vm.Wallet[](REPORTERS);
        for (uint256 n; n < REPORTERS; ++n) {
            wallets[n] = reporters[n];
        }
        handler = new Handler(index, settlement, usdc, grade, markets, wallets);
        targetContract(address(handler));
        // How a run ends, not part of it.
        bytes4[] memory ending = new bytes4[](1);
        ending[0] = Handler.finish.selector;
        excludeSelector(FuzzSelector(address(handler), ending));
        // A run is hardly longer than an arbiter's notice: one who rules is there from its beginning.
        vm.startPrank(owner);
        index.setArbiter(handler.arbiter());
        vm.stopPrank();
        splitSets();
        goTo(FIRST - 4, 0);
        assertEq(address(index.arbiterOf(FIRST - 4)), address(handler.arbiter()), "rules from the first day on");
    }

    /// @dev Whoever holds sets of both series has all of his money in what the index decides.
    function splitSets() private {
        uint256 money = markets.length * SETS * CAP;
        usdc.mint(anyone, money);
        vm.startPrank(anyone);
        usdc.approve(address(exchange), money);
        exchange.deposit(QUOTE, money, anyone);
        for (uint256 n; n < markets.length; ++n) {
            exchange.split(markets[n], SETS);
        }
        vm.stopPrank();
    }

    /// @dev A week before the last days of a month, so that months end within a run.
    function born() internal pure override returns (uint32) {
        return FIRST - 11;
    }

    function invariant_INDEX_EXIT_DONATE_FSM() public view {
        uint32 today = handler.today();
        uint256 open;
        uint256 lastPrint;
        for (uint32 day = FIRST - 4; day <= today; ++day) {
            Print memory p = index.printOf(grade, day);
            check1EnoughObserved(day, p);
            check2Carried(day, p, lastPrint);
            check3FinalStays(day, p);
            check5EveryDayIsFinal(day, p);
            open += check7ChallengedOnce(day);
            if (p.source == day) lastPrint = day;
        }
        check4NothingFromTheFuture(today);
        check6BondsAreConserved(open);
        check8SettledOnce();
    }

    function check1EnoughObserved(uint32 day, Print memory p) private view {
        Observed[] memory o = index.observationsOf(grade, day);
        assertEq(p.observations, o.length, "all are counted");
        for (uint256 n; n < o.length; ++n) {
            // The index remembers a reporter's latest time only; each observation is looked at on the day that it is posted.
            if (day == handler.today()) {
                assertTrue(index.isReporter(grade, o[n].reporter, day), "a reporter of the day");
            }
            assertNotEq(o[n].price, 0, "a price");
            for (uint256 m; m < n; ++m) {
                assertNotEq(o[m].reporter, o[n].reporter, "counted once");
            }
        }
        if (p.source != day || p.status == PrintStatus.Resolved) return;
        assertGe(o.length, 3, "three at least");
        assertEq(p.price, middleOf(o), "the median");
        uint256 last = handler.lastPrice(day);
        uint256 move = p.price > last ? p.price - last : last - p.price;
        if (last != 0 && move * 100 > last * 15) assertGe(o.length, 5, "five outside the band");
    }

    /// @dev By counting who is below, not by sorting.
    function middleOf(Observed[] memory o) private pure returns (uint256) {
        uint256 low;
        uint256 high;
        for (uint256 n; n < o.length; ++n) {
            uint256 below;
            for (uint256 m; m < o.length; ++m) {
                if (o[m].price < o[n].price || (o[m].price == o[n].price && m < n)) ++below;
            }
            if (below == (o.length - 1) / 2) low = o[n].price;
            if (below == o.length / 2) high = o[n].price;
        }
        return (low + high + 1) / 2;
    }

    function check2Carried(uint32 day, Print memory p, uint256 lastPrint) private view {
        bool isOver = block.timestamp >= uint256(day + 1) * 1 days;
        if (p.status == PrintStatus.Carried) {
            assertTrue(isOver, "not before the day is over");
            assertEq(p.source, lastPrint, "the last print");
            assertLe(day - p.source, 3, "three days at most");
            assertEq(p.price, index.printOf(grade, p.source).price, "its price");
        } else if (p.status == PrintStatus.Missing) {
            assertTrue(isOver, "not before the day is over");
            assertTrue(lastPrint == 0 || day - lastPrint > 3, "nothing that could be carried");
            assertEq(p.price, 0, "no price");
        } else if (p.status == PrintStatus.Pending) {
            assertFalse(isOver, "only until the day is over");
        }
    }

    function check3FinalStays(uint32 day, Print memory p) private view {
        bytes memory before = handler.finalPrint(day);
        if (before.length != 0) assertEq(abi.encode(p), before, "as it was when it became final");
    }

    function check4NothingFromTheFuture(uint32 today) private view {
        uint32 next = block.timestamp % 1 days < 20 hours ? today : today + 1;
        assertPrint(next, PrintStatus.Pending, 0, false, "not yet observed");
        Observed[] memory o = index.observationsOf(grade, today);
        for (uint256 n; n < o.length; ++n) {
            assertLe(o[n].time, block.timestamp, "not from the future");
        }
    }

    function check5EveryDayIsFinal(uint32 day, Print memory p) private view {
        uint256 end = uint256(day + 1) * 1 days;
        if (block.timestamp >= end + 9 days) {
            assertTrue(p.isFinal, "after 9 days");
            return;
        }
        if (p.source == 0) return;
        uint256 challenged = handler.challengedAt(p.source);
        uint256 due = challenged == 0 ? uint256(p.source + 1) * 1 days + 48 hours : challenged + 7 days;
        bool isDue = block.timestamp >= due || index.printOf(grade, p.source).status == PrintStatus.Resolved;
        assertEq(p.isFinal, isDue, "when nobody can change it, and not before");
    }

    function check6BondsAreConserved(uint256 open) private view {
        uint256 claimable = index.claimableBond(handler.challenger());
        assertEq(claimable, handler.owed(), "what was won or came back");
        uint256 known = index.reserve() + claimable + open;
        assertEq(usdc.balanceOf(address(index)), known + handler.donated(), "to the unit");
    }

    /// @return open Bonds at stake.
    function check7ChallengedOnce(uint32 day) private view returns (uint256 open) {
        Challenge memory c = index.challengeOf(grade, day);
        bytes memory made = handler.challengeMade(day);
        if (made.length == 0) {
            assertEq(c.time, 0, "never challenged");
            return 0;
        }
        assertEq(handler.challengeNow(day), made, "as it was made");
        assertEq(handler.closings(day), c.isClosed ? 1 : 0, "given out once");
        return c.isClosed ? 0 : uint256(c.bond) + c.counterBond;
    }

    function check8SettledOnce() private view {
        for (uint256 n; n < markets.length; ++n) {
            (bool isFinal, uint256 price) = settlement.finalPriceOf(markets[n]);
            assertEq(isFinal, handler.settledAt(markets[n]) != 0, "fixed when it was settled");
            if (isFinal) assertEq(price, meanOf(markets[n]), "the mean of the month");
        }
    }

    /// @dev Every day is final, so the mean is today what it was when it was written.
    function meanOf(uint32 market) private view returns (uint256) {
        SettlementDates memory dates = settlement.datesOf(market);
        uint256 sum;
        uint256 count;
        for (uint32 day = dates.firstDay; day <= dates.lastDay; ++day) {
            Print memory p = index.printOf(grade, day);
            assertTrue(p.isFinal, "not before all are final");
            sum += p.price;
            if (p.price != 0) ++count;
        }
        if (count == 0) {
            (uint256 before,) = index.lastFinalBefore(grade, dates.firstDay);
            if (before == 0) return uint256(CAP) * 500;
            (sum, count) = (before, 1);
        }
        uint256 ticks = sum / count / 1_000;
        if (sum - ticks * count * 1_000 >= (ticks + 1) * count * 1_000 - sum) ++ticks;
        return (ticks > CAP ? CAP : ticks) * 1_000;
    }

    // ---------------------------------------------------------------- the end

    /// @dev 9: whatever a run has left, waiting ends it.
    function afterInvariant() external {
        handler.finish();
        invariant_INDEX_EXIT_DONATE_FSM();
        for (uint32 day = FIRST - 4; day <= handler.today(); ++day) {
            Challenge memory c = index.challengeOf(grade, day);
            assertTrue(c.time == 0 || c.isClosed, "no challenge is open");
        }
        assertEq(index.claimableBond(handler.challenger()), 0, "no bond is left to claim");
        assertEq(usdc.balanceOf(address(index)), handler.donated(), "no bond and no reserve, only gifts");
        redeemSets();
    }

    function redeemSets() private {
        vm.startPrank(anyone);
        for (uint256 n; n < markets.length; ++n) {
            exchange.redeem(markets[n], SETS, SETS);
        }
        uint256 money = exchange.balanceOf(anyone, QUOTE);
        exchange.withdraw(QUOTE, money, anyone);
        vm.stopPrank();
        assertEq(money, markets.length * SETS * CAP, "every set pays its cap");
        assertEq(usdc.balanceOf(address(exchange)), 0, "and the exchange is empty");
    }
}
