// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FeedReporter} from "../../src/index/FeedReporter.sol";
import {IAggregatorV3} from "../../src/interfaces/IAggregatorV3.sol";
import {IFeedReporter} from "../../src/interfaces/IFeedReporter.sol";
import {IPriceIndex, Observed, Report} from "../../src/interfaces/IPriceIndex.sol";
import {IndexFixture} from "./IndexFixture.sol";

/// @notice A feed like Chainlink's proxies: rounds numbered by phase, no data for those that it does not have.
contract PhasedFeed is IAggregatorV3 {
    struct Round {
        int256 answer;
        uint256 time;
    }

    uint8 public immutable decimals;
    string public constant description = "H100 / USD";
    uint256 public constant version = 4;
    uint80 public latest = 1 << 64;
    mapping(uint80 id => Round) private _rounds;

    constructor(uint8 decimals_) {
        decimals = decimals_;
    }

    function add(int256 answer, uint256 time) external returns (uint80) {
        _rounds[++latest] = Round(answer, time);
        return latest;
    }

    function nextPhase() external {
        latest = ((latest >> 64) + 1) << 64;
    }

    function getRoundData(uint80 id) public view returns (uint80, int256, uint256, uint256, uint80) {
        require(_rounds[id].time != 0, "No data present");
        return (id, _rounds[id].answer, _rounds[id].time, _rounds[id].time, id);
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return getRoundData(latest);
    }
}

contract FeedReporterTest is IndexFixture {
    uint256 private constant EIGHT_PM = uint256(FIRST) * 1 days + 20 hours;
    uint256 private constant MAX_AGE = 2 hours;

    PhasedFeed private feed;
    FeedReporter private reporter;

    function setUp() public override {
        super.setUp();
        connect(8);
        goTo(FIRST, 21 hours);
    }

    function connect(uint8 decimals) private {
        feed = new PhasedFeed(decimals);
        reporter = FeedReporter(deployReleased("FeedReporter", abi.encode(index, feed, grade, MAX_AGE)));
        vm.warp(EIGHT_PM - 1 hours);
        vm.prank(owner);
        index.addReporter(grade, address(reporter));
        goTo(FIRST, 21 hours);
    }

    function test_WhenTheFeedHasARoundBefore2000() external {
        feed.add(2.9e8, EIGHT_PM - 3 hours);
        feed.add(2.8e8, EIGHT_PM);
        vm.prank(anyone);
        reporter.push(FIRST);
        Observed[] memory o = index.observationsOf(grade, FIRST);
        assertEq(o[0].reporter, address(reporter), "the contract itself");
        assertEq(o[0].price, 2_800_000, "micro-USDC, of 20:00 sharp");
        assertEq(o[0].time, EIGHT_PM, "what the feed said then");
    }

    function test_WhenRoundsHaveComeSince() external {
        feed.add(2.8e8, EIGHT_PM - 1 hours);
        for (uint256 n = 1; n <= 60; ++n) {
            feed.add(9e8, EIGHT_PM + n);
        }
        reporter.push(FIRST);
        assertEq(index.observationsOf(grade, FIRST)[0].price, 2_800_000, "not moved by what came later");
    }

    function test_RevertWhen_ThereAreTooManyRoundsSince() external {
        uint80 id = feed.add(2.8e8, EIGHT_PM - 1 hours);
        for (uint256 n = 1; n <= 257; ++n) {
            feed.add(9e8, EIGHT_PM + n);
        }
        vm.expectRevert(abi.encodeWithSelector(IFeedReporter.RoundTooFarBack.selector, FIRST, 256));
        reporter.push(FIRST);
        index.post(grade, FIRST, only(named(id, 2_800_000)));
        assertEq(index.observationsOf(grade, FIRST).length, 1, "it can still be named");
    }

    function test_RevertWhen_TheRoundIsTooOldZeroOrNegative() external {
        feed.add(2.8e8, EIGHT_PM - MAX_AGE - 1);
        requireUnusable("too old");
        feed.add(0, EIGHT_PM - 3);
        requireUnusable("zero");
        feed.add(-2.8e8, EIGHT_PM - 2);
        requireUnusable("negative");
        feed.add(49, EIGHT_PM - 1);
        requireUnusable("less than half a micro-USDC");
        feed.add(int256(uint256(type(uint56).max) * 100 + 50), EIGHT_PM - 1);
        requireUnusable("too large");
        feed.add(type(int256).max, EIGHT_PM - 1);
        requireUnusable("as large as can be");
        feed.add(2.8e8, EIGHT_PM);
        reporter.push(FIRST);
    }

    function requireUnusable(string memory why) private {
        bytes memory refused = abi.encodeWithSelector(IFeedReporter.NoUsableRound.selector, FIRST);
        vm.expectRevert(refused);
        reporter.push(FIRST);
        assertEq(index.observationsOf(grade, FIRST).length, 0, why);
    }

    function test_RevertWhen_TheFeedBeganAfter2000() external {
        feed.add(2.8e8, EIGHT_PM + 1);
        requireUnusable("the first round is too late");
    }

    function testFuzz_WhenTheFeedHasOtherDecimals(uint8 decimals, uint56 price, uint64 dust) external {
        decimals = uint8(bound(decimals, 0, 18));
        price = uint56(bound(price, 1, 1e14));
        uint256 answer = price;
        uint256 expected = price;
        if (decimals < 6) {
            expected = price * 10 ** (6 - decimals);
        } else {
            uint256 unit = 10 ** (decimals - 6);
            uint256 rest = bound(dust, 0, unit - 1);
            answer = price * unit + rest;
            if (rest * 2 >= unit && rest != 0) ++expected;
        }
        connect(decimals);
        feed.add(int256(answer), EIGHT_PM - 1);
        if (expected > type(uint56).max) return requireUnusable("too large");
        reporter.push(FIRST);
        assertEq(index.observationsOf(grade, FIRST)[0].price, expected, "half up");
    }

    // ---------------------------------------------------------------- isValidSignature

    function test_WhenTheSignatureNamesAnotherRound() external {
        uint80 first = feed.add(2.7e8, EIGHT_PM - 1 hours);
        uint80 second = feed.add(2.8e8, EIGHT_PM - 1);
        uint80 third = feed.add(2.9e8, EIGHT_PM + 1);
        requireRefused(named(first, 2_700_000));
        requireRefused(named(third, 2_900_000));
        requireRefused(named(third + 1, 2_900_000));
        index.post(grade, FIRST, only(named(second, 2_800_000)));
    }

    function test_WhenThePriceIsNotTheFeeds() external {
        uint80 id = feed.add(2.8e8, EIGHT_PM - 1);
        requireRefused(named(id, 2_800_001));
        Report memory r = named(id, 2_800_000);
        r.time += 1;
        requireRefused(r);
        r = named(id, 2_800_000);
        r.signature = abi.encode(FIRST + 1, id);
        requireRefused(r);
    }

    function test_WhenTheFeedHasChangedItsPhase() external {
        uint80 first = feed.add(2.7e8, EIGHT_PM - 1 hours);
        feed.nextPhase();
        uint80 second = feed.add(2.8e8, EIGHT_PM - 1);
        requireRefused(named(first, 2_700_000));
        feed.nextPhase();
        feed.add(2.9e8, EIGHT_PM + 1);
        index.post(grade, FIRST, only(named(second, 2_800_000)));
        assertEq(index.observationsOf(grade, FIRST)[0].price, 2_800_000, "the last of its phase");
    }

    function test_WhenTheSignatureIsNonsense() external {
        uint80 id = feed.add(2.8e8, EIGHT_PM - 1);
        Report memory r = named(id, 2_800_000);
        r.signature = "";
        requireRefused(r);
        r.signature = abi.encode(FIRST, type(uint80).max);
        requireRefused(r);
        r.signature = abi.encode(type(uint256).max, id);
        requireRefused(r);
    }

    function named(uint80 id, uint56 price) private view returns (Report memory) {
        return Report(address(reporter), price, uint40(EIGHT_PM), abi.encode(FIRST, id));
    }

    function requireRefused(Report memory r) private {
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.ObservationNotSigned.selector, address(reporter)));
        index.post(grade, FIRST, only(r));
    }
}
