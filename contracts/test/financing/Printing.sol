// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CommonBase} from "forge-std/Base.sol";
import {Vm} from "forge-std/Vm.sol";

import {PriceIndex} from "../../src/index/PriceIndex.sol";
import {Report} from "../../src/interfaces/IPriceIndex.sol";
import {MockToken} from "../mocks/MockToken.sol";

/// @notice Reporters of a grade who all observe the same, a hostile challenger, and a list of what was printed when, for handlers.
abstract contract Printing is CommonBase {
    struct Printed {
        uint32 day;
        uint256 price;
        uint256 finalAt;
    }

    PriceIndex internal immutable _index;
    uint32 internal immutable _grade;
    Vm.Wallet[] private _reporters;
    /// @dev By day.
    Printed[] internal _prints;

    constructor(PriceIndex index, uint32 grade, Vm.Wallet[] memory reporters) {
        _index = index;
        _grade = grade;
        for (uint256 n; n < reporters.length; ++n) {
            _reporters.push(reporters[n]);
        }
    }

    /// @notice All reporters observe a price at the next 20:00 UTC, unless they have observed that day's.
    function printNext(uint256 price) internal {
        uint32 day = comeToPrint();
        if (day == lastPrint().day) return;
        observe(day, price);
        _prints.push(Printed(day, price, uint256(day) * 1 days + 3 days));
    }

    function lastPrint() internal view returns (Printed storage) {
        return _prints[_prints.length - 1];
    }

    /// @notice A hostile party challenges the last print of a past day, if that is still possible; the arbiter is silent.
    function challengeLast() internal {
        uint256 present = vm.getBlockTimestamp();
        for (uint256 n = _prints.length; n != 0; --n) {
            Printed storage p = _prints[n - 1];
            if (p.day >= present / 1 days) continue;
            if (p.finalAt != uint256(p.day) * 1 days + 3 days || present >= p.finalAt) return;
            MockToken bondToken = MockToken(_index.bondToken());
            bondToken.mint(address(this), _index.bond());
            bondToken.approve(address(_index), _index.bond());
            _index.challenge(_grade, p.day, uint56(p.price) + 1);
            p.finalAt = present + 7 days;
            return;
        }
    }

    /// @dev The next 20:00 UTC comes, unless it is that second.
    function comeToPrint() private returns (uint32 day) {
        day = uint32((vm.getBlockTimestamp() + 4 hours - 1) / 1 days);
        if (vm.getBlockTimestamp() < uint256(day) * 1 days + 20 hours) vm.warp(uint256(day) * 1 days + 20 hours);
    }

    /// @dev It is 20:00 UTC of the day.
    function observe(uint32 day, uint256 price) private {
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
