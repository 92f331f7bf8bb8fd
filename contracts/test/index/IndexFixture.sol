// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test, Vm} from "forge-std/Test.sol";

import {CommitteeArbiter} from "../../src/index/CommitteeArbiter.sol";
import {PriceIndex} from "../../src/index/PriceIndex.sol";
import {IExchange} from "../../src/interfaces/IExchange.sol";
import {Print, PrintStatus, Report} from "../../src/interfaces/IPriceIndex.sol";
import {SeriesRegistry} from "../../src/series/SeriesRegistry.sol";
import {MockToken} from "../mocks/MockToken.sol";

/// @notice An index of one grade with six reporters from 2026-11-01 on, a committee of two of three, and a funded reserve.
abstract contract IndexFixture is Test {
    /// @dev 2026-11-01.
    uint32 internal constant FIRST = 20_758;
    /// @dev First asset of an exchange.
    uint32 internal constant USDC = 2;
    uint128 internal constant BOND = 1_000e6;
    uint256 internal constant REPORTERS = 6;
    /// @dev An H100 for an hour.
    uint56 internal constant USUAL = 2_800_000;

    MockToken internal usdc;
    SeriesRegistry internal registry;
    CommitteeArbiter internal committee;
    PriceIndex internal index;
    uint32 internal grade;
    Vm.Wallet[] internal reporters;
    address[] internal members;

    address internal owner = makeAddr("owner");
    address internal challenger = makeAddr("challenger");
    address internal anyone = makeAddr("anyone");

    function setUp() public virtual {
        goTo(FIRST, 0);
        usdc = new MockToken(6);
        deployRegistry();
        grade = registry.listGrade("H100-US", "H100", 1_000, 100_000, true);
        members = [makeAddr("member 1"), makeAddr("member 2"), makeAddr("member 3")];
        committee = new CommitteeArbiter(members, 2);
        index = new PriceIndex(owner, registry, address(usdc), BOND, committee);
        for (uint256 n; n < REPORTERS; ++n) {
            reporters.push(vm.createWallet(string.concat("reporter ", vm.toString(n))));
            vm.prank(owner);
            index.addReporter(grade, reporters[n].addr);
        }
        fund(owner, 10 * BOND);
        vm.prank(owner);
        index.fundReserve(5 * BOND);
        fund(challenger, 10 * BOND);
    }

    /// @dev Without an exchange: the index asks the registry for grades only.
    function deployRegistry() internal virtual {
        registry = new SeriesRegistry(IExchange(address(0)), USDC, 0, 2);
    }

    function fund(address who, uint256 amount) internal {
        usdc.mint(who, amount);
        vm.prank(who);
        usdc.approve(address(index), type(uint256).max);
    }

    function goTo(uint32 day, uint256 time) internal {
        vm.warp(uint256(day) * 1 days + time);
    }

    /// @dev What reporter `n` says of 20:00 UTC of a day.
    function observed(uint256 n, uint32 day, uint56 price) internal view returns (Report memory) {
        return observedAt(n, day, price, uint40(uint256(day) * 1 days + 20 hours));
    }

    function observedAt(uint256 n, uint32 day, uint56 price, uint40 time) internal view returns (Report memory) {
        bytes memory signature = sign(n, index.hashObservation(grade, day, price, time));
        return Report(reporters[n].addr, price, time, signature);
    }

    function sign(uint256 n, bytes32 hash) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(reporters[n].privateKey, hash);
        return abi.encodePacked(r, s, v);
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
