// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CommonBase} from "forge-std/Base.sol";
import {Vm} from "forge-std/Vm.sol";

import {PriceIndex} from "../../src/index/PriceIndex.sol";
import {Report} from "../../src/interfaces/IPriceIndex.sol";

/// @notice Reporters of a grade who all observe the same, for handlers.
abstract contract Printing is CommonBase {
    PriceIndex internal immutable _index;
    uint32 internal immutable _grade;
    Vm.Wallet[] private _reporters;

    constructor(PriceIndex index, uint32 grade, Vm.Wallet[] memory reporters) {
        _index = index;
        _grade = grade;
        for (uint256 n; n < reporters.length; ++n) {
            _reporters.push(reporters[n]);
        }
    }

    /// @notice The next 20:00 UTC comes, unless it is that second.
    function comeToPrint() internal returns (uint32 day) {
        day = uint32((vm.getBlockTimestamp() + 4 hours - 1) / 1 days);
        if (vm.getBlockTimestamp() < uint256(day) * 1 days + 20 hours) vm.warp(uint256(day) * 1 days + 20 hours);
    }

    /// @notice All reporters observe a price. It is 20:00 UTC of the day.
    function observe(uint32 day, uint256 price) internal {
        Report[] memory reports = new Report[](_reporters.length);
        for (uint256 n; n < reports.length; ++n) {
            uint40 time = uint40(uint256(day) * 1 days + 20 hours);
            bytes32 hash = _index.hashObservation(_grade, day, uint56(price), time);
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(_reporters[n], hash);
            reports[n] = Report(_reporters[n].addr, uint56(price), time, abi.encodePacked(r, s, v));
        }
        _index.post(_grade, day, reports);
    }
}
