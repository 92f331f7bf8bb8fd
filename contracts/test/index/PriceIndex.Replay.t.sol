// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PriceIndex} from "../../src/index/PriceIndex.sol";
import {IPriceIndex, Report} from "../../src/interfaces/IPriceIndex.sol";
import {IndexFixture} from "./IndexFixture.sol";

/// @notice REPLAY: an observation is of one chain, one index, one grade and one day.
contract PriceIndexReplayTest is IndexFixture {
    uint256 private constant CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    function test_REPLAY_TheHashIsThatOfEIP712() external view {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Gigahour Price Index"),
                keccak256("1"),
                block.chainid,
                address(index)
            )
        );
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Observation(uint32 grade,uint32 day,uint56 price,uint40 time)"), grade, FIRST, USUAL, 99
            )
        );
        bytes32 expected = keccak256(abi.encodePacked("\x19\x01", domain, structHash));
        assertEq(index.hashObservation(grade, FIRST, USUAL, 99), expected, "written out");
    }

    function test_REPLAY_OnAForkOfTheChain() external {
        Report[] memory reports = ready();
        vm.chainId(block.chainid + 1);
        requireRefused(index, grade, FIRST, reports);
    }

    function test_REPLAY_AtASecondIndex() external {
        PriceIndex second = PriceIndex(deployReleased("PriceIndex", abi.encode(owner, registry, usdc, BOND, committee)));
        vm.prank(owner);
        second.addReporter(grade, reporters[0].addr);
        requireRefused(second, grade, FIRST, ready());
    }

    function test_REPLAY_OfAnotherGrade() external {
        uint32 other = registry.listGrade("H200-US", "H200", 2_800, 1_000, 100_000, true);
        vm.prank(owner);
        index.addReporter(other, reporters[0].addr);
        requireRefused(index, other, FIRST, ready());
    }

    function test_REPLAY_OnAnotherDay() external {
        Report[] memory reports = ready();
        goTo(FIRST + 1, 21 hours);
        vm.expectRevert();
        index.post(grade, FIRST + 1, reports);
        // With a time of the other day, which was not signed.
        reports[0].time += 1 days;
        requireRefused(index, grade, FIRST + 1, reports);
    }

    function test_REPLAY_WithTheOtherSignatureOfTheSameHash() external {
        Report[] memory reports = ready();
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(reporters[0].privateKey, index.hashObservation(grade, FIRST, USUAL, reports[0].time));
        bytes32 high = bytes32(CURVE_ORDER - uint256(s));
        reports[0].signature = abi.encodePacked(r, high, v == 27 ? uint8(28) : uint8(27));
        requireRefused(index, grade, FIRST, reports);
        reports[0].signature = abi.encodePacked(r, s, v);
        index.post(grade, FIRST, reports);
        assertEq(index.printOf(grade, FIRST).observations, 1, "the low one is good");
    }

    function ready() private returns (Report[] memory) {
        goTo(FIRST, 21 hours);
        return only(observed(0, FIRST, USUAL));
    }

    function requireRefused(PriceIndex at, uint32 grade_, uint32 day, Report[] memory reports) private {
        vm.expectRevert(abi.encodeWithSelector(IPriceIndex.ObservationNotSigned.selector, reporters[0].addr));
        at.post(grade_, day, reports);
    }
}
