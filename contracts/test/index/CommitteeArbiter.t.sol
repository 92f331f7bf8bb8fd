// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CommitteeArbiter} from "../../src/index/CommitteeArbiter.sol";
import {ICommitteeArbiter} from "../../src/interfaces/ICommitteeArbiter.sol";
import {PrintStatus} from "../../src/interfaces/IPriceIndex.sol";
import {IndexFixture} from "./IndexFixture.sol";

contract CommitteeArbiterTest is IndexFixture {
    uint56 private constant RIGHT = 2_500_000;

    function test_RevertWhen_TheCommitteeIsNone() external {
        requireInvalid(new address[](0), 0);
        requireInvalid(members, 0);
        requireInvalid(members, 4);
        requireInvalid(new address[](33), 2);
        address[] memory twice = members;
        twice[2] = twice[0];
        requireInvalid(twice, 2);
        twice[2] = address(0);
        requireInvalid(twice, 2);
    }

    function requireInvalid(address[] memory who, uint256 threshold) private {
        bytes memory reason = abi.encodeWithSelector(ICommitteeArbiter.InvalidCommittee.selector, who.length, threshold);
        assertRefused("CommitteeArbiter", abi.encode(who, threshold), reason);
    }

    function test_WhenTheThresholdNamesOnePrice() external {
        assertEq(committee.members(), members, "members");
        assertEq(committee.threshold(), 2, "threshold");
        printAndChallenge(FIRST, USUAL, RIGHT);
        vm.expectEmit(address(committee));
        emit ICommitteeArbiter.Voted(address(index), grade, FIRST, members[0], RIGHT);
        vote(0, FIRST, RIGHT);
        assertRuling(false, 0);
        vm.expectEmit(address(committee));
        emit ICommitteeArbiter.Ruled(address(index), grade, FIRST, RIGHT);
        vote(1, FIRST, RIGHT);
        assertRuling(true, RIGHT);
        assertPrint(FIRST, PrintStatus.Resolved, RIGHT, true, "resolved by the same vote");
    }

    function test_WhenAMemberChangesItsVote() external {
        printAndChallenge(FIRST, USUAL, RIGHT);
        vote(0, FIRST, RIGHT);
        vote(0, FIRST, RIGHT);
        assertRuling(false, 0);
        vote(0, FIRST, USUAL);
        assertEq(committee.voteOf(address(index), grade, FIRST, members[0]), USUAL, "the last one");
        vote(1, FIRST, RIGHT);
        assertRuling(false, 0);
        vote(2, FIRST, USUAL);
        assertRuling(true, USUAL);
    }

    function test_WhenTheMembersDisagree() external {
        printAndChallenge(FIRST, USUAL, RIGHT);
        for (uint56 n; n < 3; ++n) {
            vote(n, FIRST, RIGHT + n);
        }
        assertRuling(false, 0);
        assertPrint(FIRST, PrintStatus.Challenged, USUAL, false, "still open");
    }

    function test_RevertWhen_SomeoneElseVotes() external {
        printAndChallenge(FIRST, USUAL, RIGHT);
        vm.prank(anyone);
        vm.expectRevert(abi.encodeWithSelector(ICommitteeArbiter.NotAMember.selector, anyone));
        committee.vote(address(index), grade, FIRST, RIGHT);
    }

    function test_RevertWhen_TheVoteIsZero() external {
        printAndChallenge(FIRST, USUAL, RIGHT);
        vm.prank(members[0]);
        vm.expectRevert(ICommitteeArbiter.ZeroVote.selector);
        committee.vote(address(index), grade, FIRST, 0);
    }

    function test_RevertWhen_ThePrintIsNotChallengedOrNotBeforeIt() external {
        bytes memory refused =
            abi.encodeWithSelector(ICommitteeArbiter.NotBeforeThisArbiter.selector, address(index), grade, FIRST);
        print(FIRST, USUAL);
        vm.prank(members[0]);
        vm.expectRevert(refused);
        committee.vote(address(index), grade, FIRST, RIGHT);

        goTo(FIRST + 1, 0);
        vm.prank(challenger);
        index.challenge(grade, FIRST, RIGHT);
        CommitteeArbiter other = CommitteeArbiter(deployReleased("CommitteeArbiter", abi.encode(members, 1)));
        vm.prank(members[0]);
        vm.expectRevert(refused);
        other.vote(address(index), grade, FIRST, RIGHT);

        vote(0, FIRST, RIGHT);
        vm.warp(block.timestamp + 7 days);
        vm.prank(members[1]);
        vm.expectRevert(refused);
        committee.vote(address(index), grade, FIRST, RIGHT);
    }

    function test_RevertWhen_ThereIsARuling() external {
        printAndChallenge(FIRST, USUAL, RIGHT);
        rule(FIRST, RIGHT);
        vm.prank(members[2]);
        vm.expectRevert(abi.encodeWithSelector(ICommitteeArbiter.AlreadyRuled.selector, address(index), grade, FIRST));
        committee.vote(address(index), grade, FIRST, USUAL);
    }

    function assertRuling(bool isRuled, uint256 price) private view {
        (bool ruled, uint256 named) = committee.rulingOf(address(index), grade, FIRST);
        assertEq(ruled, isRuled, "whether there is a ruling");
        assertEq(named, price, "the ruling");
    }
}
