// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IndexFeed} from "../../src/index/IndexFeed.sol";
import {IPriceIndex} from "../../src/interfaces/IPriceIndex.sol";
import {IndexFixture} from "./IndexFixture.sol";

contract IndexFeedTest is IndexFixture {
    uint256 private constant EIGHT_PM = uint256(FIRST) * 1 days + 20 hours;

    IndexFeed private feed;

    function setUp() public override {
        super.setUp();
        feed = IndexFeed(deployReleased("IndexFeed", abi.encode(index, registry, grade)));
    }

    function test_WhatItIs() external view {
        assertEq(feed.decimals(), 8, "decimals");
        assertEq(feed.description(), "H100-US GPU-hour / USD", "description");
        assertEq(feed.version(), 1, "version");
    }

    function test_WhenAPrintIsFinal() external {
        print(FIRST, USUAL);
        goTo(FIRST + 3, 0);
        (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredIn) = feed.latestRoundData();
        assertEq(id, FIRST, "the day");
        assertEq(answer, 280_000_000, "2.80 USD with 8 decimals");
        assertEq(startedAt, EIGHT_PM, "observed");
        assertEq(updatedAt, EIGHT_PM, "and not younger than it is");
        assertEq(answeredIn, FIRST, "of the day itself");
        (, answer,,,) = feed.getRoundData(FIRST);
        assertEq(answer, 280_000_000, "by its id");
    }

    function test_WhenADayIsCarried() external {
        print(FIRST, USUAL);
        goTo(FIRST + 5, 0);
        (uint80 id, int256 answer,, uint256 updatedAt, uint80 answeredIn) = feed.getRoundData(FIRST + 2);
        assertEq(id, FIRST + 2, "the day");
        assertEq(answer, 280_000_000, "the price that it carries");
        assertEq(updatedAt, EIGHT_PM, "as old as it is");
        assertEq(answeredIn, FIRST, "of its day");
        (id,,,,) = feed.latestRoundData();
        assertEq(id, FIRST, "never the latest");
    }

    function test_RevertWhen_ThereIsNoFinalPrint() external {
        print(FIRST, USUAL);
        requireNone(FIRST);
        requireNone(FIRST - 1);
        requireNone(FIRST + 1);
        // The day's number plus 2^32.
        requireNone(uint80(FIRST) + (1 << 32));
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.NoFinalPrint.selector, grade));
        feed.latestRoundData();
    }

    function requireNone(uint80 id) private {
        vm.expectRevert(abi.encodeWithSelector(IndexFeed.NoFinalRound.selector, grade, id));
        feed.getRoundData(id);
    }
}
