// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommitteeArbiter} from "../../src/interfaces/ICommitteeArbiter.sol";
import {IIndexArbiter} from "../../src/interfaces/IIndexArbiter.sol";
import {Challenge, IPriceIndex, Print, PrintStatus, Report} from "../../src/interfaces/IPriceIndex.sol";
import {IndexFixture} from "./IndexFixture.sol";

/// @notice An arbiter that says what it is told, or reverts.
contract OddArbiter is IIndexArbiter {
    uint256 public price;

    function name(uint256 price_) external {
        price = price_;
    }

    function rulingOf(address, uint32, uint32) external view returns (bool, uint256) {
        require(price != 13, "no mood");
        return (true, price);
    }
}

contract PriceIndexChallengeTest is IndexFixture {
    uint56 private constant RIGHT = 2_500_000;
    /// @dev First day of an arbiter that is named at the beginning.
    uint32 private constant ODD = FIRST + 7;

    // ---------------------------------------------------------------- challenge

    function test_WhenItIsWithin48Hours() external {
        print(FIRST, USUAL);
        goTo(FIRST + 3, 0);
        vm.warp(block.timestamp - 1);
        uint40 deadline = uint40(block.timestamp) + 7 days;
        vm.expectEmit(address(index));
        emit IPriceIndex.PrintChallenged(grade, FIRST, challenger, RIGHT, address(committee), BOND, BOND, deadline);
        vm.prank(challenger);
        index.challenge(grade, FIRST, RIGHT);

        assertPrint(FIRST, PrintStatus.Challenged, USUAL, false, "in the last second");
        assertEq(index.printOf(grade, FIRST).finalAt, deadline, "final at the latest");
        assertEq(usdc.balanceOf(challenger), 9 * BOND, "the bond is taken");
        assertEq(index.reserve(), 4 * BOND, "as much of the reserve is locked");
        Challenge memory c = index.challengeOf(grade, FIRST);
        assertEq(c.challenger, challenger, "who");
        assertEq(c.price, RIGHT, "what he holds to be right");
        assertEq(address(c.arbiter), address(committee), "who decides");
        assertFalse(c.isClosed, "nothing is paid yet");
    }

    function testFuzz_WhenTheReserveIsSmall(uint256 left) external {
        left = bound(left, 0, BOND - 1);
        vm.prank(owner);
        index.withdrawReserve(owner, 5 * BOND - left);
        printAndChallenge(FIRST, USUAL, RIGHT);
        assertEq(index.challengeOf(grade, FIRST).counterBond, left, "all there is");
        assertEq(index.reserve(), 0, "nothing is left");
        rule(FIRST, RIGHT);
        assertEq(index.claimableBond(challenger), BOND + left, "the winner takes both");
    }

    function test_RevertWhen_ItIsTooEarlyOrTooLate() external {
        print(FIRST, USUAL);
        uint256 opens = uint256(FIRST + 1) * 1 days;
        bytes memory refused =
            abi.encodeWithSelector(IPriceIndex.ChallengeNotOpen.selector, FIRST, opens, opens + 48 hours);
        vm.startPrank(challenger);
        vm.warp(opens - 1);
        vm.expectRevert(refused);
        index.challenge(grade, FIRST, RIGHT);
        vm.warp(opens + 48 hours);
        vm.expectRevert(refused);
        index.challenge(grade, FIRST, RIGHT);
    }

    function test_RevertWhen_ThereIsNoPrintOfTheDay() external {
        print(FIRST, USUAL);
        goTo(FIRST + 2, 1);
        assertPrint(FIRST + 1, PrintStatus.Carried, USUAL, false, "carried");
        vm.prank(challenger);
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.NothingToChallenge.selector, grade, FIRST + 1));
        index.challenge(grade, FIRST + 1, RIGHT);
    }

    function test_RevertWhen_ItWasChallengedAlready() external {
        printAndChallenge(FIRST, USUAL, RIGHT);
        bytes memory refused = abi.encodeWithSelector(IPriceIndex.AlreadyChallenged.selector, grade, FIRST);
        vm.startPrank(challenger);
        vm.expectRevert(refused);
        index.challenge(grade, FIRST, RIGHT);
        vm.stopPrank();
        rule(FIRST, RIGHT);
        vm.startPrank(challenger);
        vm.expectRevert(refused);
        index.challenge(grade, FIRST, USUAL);
    }

    function test_RevertWhen_ItClaimsNothingElse() external {
        print(FIRST, USUAL);
        goTo(FIRST + 1, 1);
        vm.startPrank(challenger);
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.PointlessChallenge.selector, USUAL, USUAL));
        index.challenge(grade, FIRST, USUAL);
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.PointlessChallenge.selector, 0, USUAL));
        index.challenge(grade, FIRST, 0);
    }

    // ---------------------------------------------------------------- resolve

    function test_WhenTheArbiterNamesAPriceCloserToTheChallengers() external {
        printAndChallenge(FIRST, USUAL, RIGHT);
        // Neither the print's nor the challenger's.
        vote(0, FIRST, 2_560_000);
        vm.expectEmit(address(index));
        emit IPriceIndex.PrintResolved(grade, FIRST, 2_560_000, false);
        vote(1, FIRST, 2_560_000);

        assertPrint(FIRST, PrintStatus.Resolved, 2_560_000, true, "final at once");
        assertEq(index.claimableBond(challenger), 2 * BOND, "its own and the reserve's");
        assertEq(index.reserve(), 4 * BOND, "the reserve has lost one");
        (uint256 price, uint32 day) = index.latestFinal(grade);
        assertEq(price, 2_560_000, "the latest final price");
        assertEq(day, FIRST, "and its day");
    }

    function test_WhenTheArbiterNamesAPriceNotTwiceAsCloseToTheClaim() external {
        printAndChallenge(FIRST, USUAL, RIGHT);
        // A unit more than a third of the way from 2.50 to 2.80, and the third itself on the day after.
        vote(0, FIRST, 2_600_001);
        vm.expectEmit(address(index));
        emit IPriceIndex.PrintResolved(grade, FIRST, 2_600_001, true);
        vote(1, FIRST, 2_600_001);
        assertPrint(FIRST, PrintStatus.Resolved, 2_600_001, true, "the arbiter's price all the same");
        assertEq(index.claimableBond(challenger), 0, "the challenger was further off");
        assertEq(index.reserve(), 6 * BOND, "so the reserve has both bonds");

        printAndChallenge(FIRST + 1, USUAL, RIGHT);
        rule(FIRST + 1, 2_600_000);
        assertEq(index.claimableBond(challenger), 0, "exactly twice as close");
        assertEq(index.reserve(), 7 * BOND, "is the reserve's");
        printAndChallenge(FIRST + 2, USUAL, RIGHT);
        rule(FIRST + 2, 2_599_999);
        assertEq(index.claimableBond(challenger), 2 * BOND, "a unit closer to the claim");
    }

    /// @dev A print of 3.20 where 2.80 is right: who claims 3.199999 first takes nothing from who knows the price.
    function test_INDEX_AlmostAsWrongWinsNothing() external {
        print(FIRST, USUAL);
        printAndChallenge(FIRST + 1, 3_200_000, 3_199_999);
        rule(FIRST + 1, USUAL);
        assertPrint(FIRST + 1, PrintStatus.Resolved, USUAL, true, "the arbiter's price");
        assertEq(index.claimableBond(challenger), 0, "as wrong as the print");
        assertEq(index.reserve(), 6 * BOND, "both bonds are the reserve's");
    }

    /// @dev Nearer the claim than two thirds of the way from the print to it, or beyond it by less than the distance of the two: worked out on
    ///      a line, with print and claim as its ends.
    function testFuzz_OnlyAClaimCloseToTheRulingWins(uint56 claimed, uint56 ruled) external {
        vm.assume(claimed != 0 && claimed != USUAL && ruled != 0);
        printAndChallenge(FIRST, USUAL, claimed);
        rule(FIRST, ruled);
        (int256 print_, int256 claim, int256 price) =
            (int256(uint256(USUAL)), int256(uint256(claimed)), int256(uint256(ruled)));
        // Where the price lies between print (0) and claim (gap), in the direction of the claim.
        int256 gap = claim > print_ ? claim - print_ : print_ - claim;
        int256 at = claim > print_ ? price - print_ : print_ - price;
        bool wins = 3 * at > 2 * gap && at < 2 * gap;
        assertEq(index.claimableBond(challenger), wins ? 2 * BOND : 0, "both bonds or none");
        assertEq(index.reserve(), (wins ? 4 : 6) * BOND, "and the rest is the reserve's");
        assertPrint(FIRST, PrintStatus.Resolved, ruled, true, "the arbiter's price");
    }

    function test_WhenTheArbiterNamesThePrints() external {
        printAndChallenge(FIRST, USUAL, RIGHT);
        vote(0, FIRST, USUAL);
        vm.expectEmit(address(index));
        emit IPriceIndex.PrintResolved(grade, FIRST, USUAL, true);
        vote(1, FIRST, USUAL);
        assertPrint(FIRST, PrintStatus.Resolved, USUAL, true, "as it was");
        assertEq(index.claimableBond(challenger), 0, "the bond is lost");
        assertEq(index.reserve(), 6 * BOND, "to the reserve");
    }

    function test_RevertWhen_TheArbiterHasNotRuledOrNonsense() external {
        OddArbiter odd = new OddArbiter();
        vm.prank(owner);
        index.setArbiter(odd);
        printAndChallenge(ODD, USUAL, RIGHT);
        bytes memory refused = abi.encodeWithSelector(IPriceIndex.NoRuling.selector, grade, ODD);
        vm.expectRevert(refused);
        index.resolve(grade, ODD);
        odd.name(uint256(type(uint56).max) + 1);
        vm.expectRevert(refused);
        index.resolve(grade, ODD);
        odd.name(13);
        vm.expectRevert("no mood");
        index.resolve(grade, ODD);
        odd.name(type(uint56).max);
        vm.prank(anyone);
        index.resolve(grade, ODD);
        assertPrint(ODD, PrintStatus.Resolved, type(uint56).max, true, "the largest that fits");
        odd.name(RIGHT);
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.NoOpenChallenge.selector, grade, ODD));
        index.resolve(grade, ODD);
    }

    function test_RevertWhen_TheArbiterRulesTooLate() external {
        OddArbiter odd = new OddArbiter();
        vm.prank(owner);
        index.setArbiter(odd);
        printAndChallenge(ODD, USUAL, RIGHT);
        odd.name(RIGHT);
        uint256 deadline = block.timestamp + 7 days;
        vm.warp(deadline);
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.ArbitrationOver.selector, grade, ODD, deadline));
        index.resolve(grade, ODD);
        vm.warp(deadline - 1);
        index.resolve(grade, ODD);
    }

    function test_WhenTheArbiterWasChangedSinceTheOneOfTheDayDecides() external {
        print(FIRST, USUAL);
        OddArbiter odd = new OddArbiter();
        odd.name(1);
        vm.prank(owner);
        index.setArbiter(odd);
        assertEq(address(index.arbiterOf(FIRST)), address(committee), "of the day that has begun");
        assertEq(address(index.arbiterOf(FIRST + 7)), address(committee), "of the week that follows");
        assertEq(address(index.arbiterOf(FIRST + 8)), address(odd), "of the prints after it");
        goTo(FIRST + 1, 1 hours);
        vm.prank(challenger);
        index.challenge(grade, FIRST, RIGHT);
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.NoRuling.selector, grade, FIRST));
        index.resolve(grade, FIRST);
        rule(FIRST, RIGHT);
        assertPrint(FIRST, PrintStatus.Resolved, RIGHT, true, "by the committee");
    }

    // ---------------------------------------------------------------- lapse

    function test_WhenTheArbiterWasSilent() external {
        printAndChallenge(FIRST, USUAL, RIGHT);
        vm.warp(block.timestamp + 7 days);
        assertPrint(FIRST, PrintStatus.Printed, USUAL, true, "by time alone");
        vm.prank(anyone);
        vm.expectEmit(address(index));
        emit IPriceIndex.ChallengeLapsed(grade, FIRST);
        index.lapse(grade, FIRST);
        assertPrint(FIRST, PrintStatus.Printed, USUAL, true, "as it was");
        assertEq(index.claimableBond(challenger), BOND, "its own back");
        assertEq(index.reserve(), 5 * BOND, "the reserve's as well");
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.NoOpenChallenge.selector, grade, FIRST));
        index.lapse(grade, FIRST);
    }

    function test_RevertWhen_TheArbiterHasTimeLeftOrHasRuled() external {
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.NoOpenChallenge.selector, grade, FIRST));
        index.lapse(grade, FIRST);
        printAndChallenge(FIRST, USUAL, RIGHT);
        uint256 deadline = block.timestamp + 7 days;
        vm.warp(deadline - 1);
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.ArbitrationRunning.selector, grade, FIRST, deadline));
        index.lapse(grade, FIRST);
        rule(FIRST, RIGHT);
        vm.warp(deadline);
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.NoOpenChallenge.selector, grade, FIRST));
        index.lapse(grade, FIRST);
    }

    // ---------------------------------------------------------------- claimBond

    function test_WhenThereIsSomethingToClaim() external {
        printAndChallenge(FIRST, USUAL, RIGHT);
        rule(FIRST, RIGHT);
        vm.startPrank(challenger);
        vm.expectEmit(address(index));
        emit IPriceIndex.BondClaimed(challenger, anyone, 2 * BOND);
        assertEq(index.claimBond(anyone), 2 * BOND, "all of it");
        assertEq(usdc.balanceOf(anyone), 2 * BOND, "paid where the winner wants it");
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.NoBondToClaim.selector, challenger));
        index.claimBond(anyone);
    }

    /// @dev Nothing is pushed: a ruling goes through whatever the token thinks of the winner.
    function test_WhenTheChallengerIsBlockedByTheToken() external {
        printAndChallenge(FIRST, USUAL, RIGHT);
        vm.mockCallRevert(address(usdc), abi.encodeWithSelector(usdc.transfer.selector, challenger), "blocked");
        rule(FIRST, RIGHT);
        assertPrint(FIRST, PrintStatus.Resolved, RIGHT, true, "resolved all the same");
        vm.startPrank(challenger);
        vm.expectRevert();
        index.claimBond(challenger);
        index.claimBond(anyone);
        assertEq(usdc.balanceOf(anyone), 2 * BOND, "to another account");
    }

    // ---------------------------------------------------------------- the day after

    /// @dev A later print is measured at the last one as it stands when it is posted.
    function test_AResolvedPriceIsTheNextBandsMiddle() external {
        printAndChallenge(FIRST, USUAL, RIGHT);
        rule(FIRST, 2_000_000);
        print(FIRST + 1, 2_300_001);
        assertPrint(FIRST + 1, PrintStatus.Pending, 0, false, "more than 15 % of 2,000,000");
    }

    function test_ACarriedDayFollowsItsSource() external {
        printAndChallenge(FIRST, USUAL, RIGHT);
        goTo(FIRST + 3, 0);
        assertPrint(FIRST + 2, PrintStatus.Carried, USUAL, false, "not final before its source");
        rule(FIRST, RIGHT);
        assertPrint(FIRST + 2, PrintStatus.Carried, RIGHT, true, "the arbiter's price");
        assertPrint(FIRST + 3, PrintStatus.Pending, 0, false, "not over");
        goTo(FIRST + 4, 0);
        Print memory p = index.printOf(grade, FIRST + 3);
        assertEq(p.source, FIRST, "of three days ago");
        assertEq(p.finalAt, uint256(FIRST + 4) * 1 days, "when it was over");
    }

    /// @dev INDEX: not another observation, challenge or ruling, and not the passing of a year.
    function test_INDEX_WhenItIsFinalItNeverChanges() external {
        print(FIRST, USUAL);
        Report[] memory late = batch(3, FIRST, list(1, 1, 1));
        goTo(FIRST + 3, 0);
        Print memory before = index.printOf(grade, FIRST);
        assertTrue(before.isFinal, "final");
        vm.expectRevert();
        index.post(grade, FIRST, late);
        vm.prank(challenger);
        vm.expectRevert();
        index.challenge(grade, FIRST, RIGHT);
        vm.prank(members[0]);
        vm.expectRevert(
            abi.encodeWithSelector(ICommitteeArbiter.NotBeforeThisArbiter.selector, address(index), grade, FIRST)
        );
        committee.vote(address(index), grade, FIRST, RIGHT);
        vm.expectRevert();
        index.resolve(grade, FIRST);
        vm.expectRevert();
        index.lapse(grade, FIRST);
        goTo(FIRST + 365, 0);
        assertEq(abi.encode(index.printOf(grade, FIRST)), abi.encode(before), "to the last field");
    }
}
