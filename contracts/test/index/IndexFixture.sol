// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CommitteeArbiter} from "../../src/index/CommitteeArbiter.sol";
import {Print, PrintStatus, Report} from "../../src/interfaces/IPriceIndex.sol";
import {Reporting} from "./Reporting.sol";

/// @notice An index of one grade with six reporters from 2026-11-01 on, a committee of two of three, and a funded reserve.
abstract contract IndexFixture is Reporting {
    /// @dev 2026-11-01.
    uint32 internal constant FIRST = 20_758;
    uint256 internal constant REPORTERS = 6;
    /// @dev An H100 for an hour.
    uint56 internal constant USUAL = 2_800_000;

    CommitteeArbiter internal committee;
    address[] internal members;

    address internal challenger = makeAddr("challenger");
    address internal anyone = makeAddr("anyone");

    function setUp() public virtual {
        goTo(born(), 0);
        members = [makeAddr("member 1"), makeAddr("member 2"), makeAddr("member 3")];
        committee = CommitteeArbiter(deployReleased("CommitteeArbiter", abi.encode(members, 2)));
        deployIndex(committee, REPORTERS);
        fund(owner, 10 * BOND);
        vm.prank(owner);
        index.fundReserve(5 * BOND);
        fund(challenger, 10 * BOND);
    }

    /// @notice Day on which the index begins.
    function born() internal pure virtual returns (uint32) {
        return FIRST;
    }

    function fund(address who, uint256 amount) internal {
        usdc.mint(who, amount);
        vm.prank(who);
        usdc.approve(address(index), type(uint256).max);
    }

    /// @dev The prices of reporters `from` and following, of one day.
    function batch(uint256 from, uint32 day, uint56[] memory prices) internal view returns (Report[] memory reports) {
        reports = new Report[](prices.length);
        for (uint256 n; n < prices.length; ++n) {
            reports[n] = observed(from + n, day, prices[n]);
        }
    }

    /// @notice Takes the clock to 20:10 UTC of a day and posts the prices of the first reporters.
    function print(uint32 day, uint56[] memory prices) internal {
        goTo(day, 20 hours + 10 minutes);
        index.post(grade, day, batch(0, day, prices));
    }

    /// @notice The same price, three times.
    function print(uint32 day, uint56 price) internal {
        print(day, list(price, price, price));
    }

    /// @notice A print that is challenged an hour after the end of its day.
    function printAndChallenge(uint32 day, uint56 price, uint56 claimed) internal {
        print(day, price);
        goTo(day + 1, 1 hours);
        vm.prank(challenger);
        index.challenge(grade, day, claimed);
    }

    /// @notice Two of three members name a price.
    function rule(uint32 day, uint56 price) internal {
        vote(0, day, price);
        vote(1, day, price);
    }

    function vote(uint256 member, uint32 day, uint56 price) internal {
        vm.prank(members[member]);
        committee.vote(address(index), grade, day, price);
    }

    function list(uint56 a, uint56 b, uint56 c) internal pure returns (uint56[] memory prices) {
        prices = new uint56[](3);
        (prices[0], prices[1], prices[2]) = (a, b, c);
    }

    function list(uint56 a, uint56 b) internal pure returns (uint56[] memory prices) {
        prices = new uint56[](2);
        (prices[0], prices[1]) = (a, b);
    }

    function only(Report memory report) internal pure returns (Report[] memory reports) {
        reports = new Report[](1);
        reports[0] = report;
    }

    function assertPrint(uint32 day, PrintStatus status, uint256 price, bool isFinal, string memory why) internal view {
        Print memory p = index.printOf(grade, day);
        assertEq(uint8(p.status), uint8(status), string.concat(why, ": status"));
        assertEq(p.price, price, string.concat(why, ": price"));
        assertEq(p.isFinal, isFinal, string.concat(why, ": final"));
    }
}
