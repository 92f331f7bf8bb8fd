// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CommonBase} from "forge-std/Base.sol";
import {StdUtils} from "forge-std/StdUtils.sol";
import {Vm} from "forge-std/Vm.sol";

import {PriceIndex} from "../../src/index/PriceIndex.sol";
import {Settlement} from "../../src/index/Settlement.sol";
import {Print, Report} from "../../src/interfaces/IPriceIndex.sol";
import {Refusals} from "./Refusals.sol";

/// @notice Time, and the reporters: late, silent, far off, or in another's name.
abstract contract Observers is Refusals, CommonBase, StdUtils {
    uint32 internal immutable FIRST;

    Vm.Wallet[] internal _reporters;
    /// @dev What the index said of a day when it was final.
    mapping(uint32 day => bytes) public finalPrint;
    /// @dev The last print before a day when an observation of it was last added.
    mapping(uint32 day => uint256) public lastPrice;
    /// @dev Days that had a print once.
    uint32[] internal _printed;

    constructor(PriceIndex index, Settlement settlement, uint32 grade, Vm.Wallet[] memory reporters)
        Refusals(index, settlement, grade)
    {
        FIRST = uint32(block.timestamp / 1 days);
        for (uint256 n; n < reporters.length; ++n) {
            _reporters.push(reporters[n]);
        }
    }

    function today() public view returns (uint32) {
        return uint32(block.timestamp / 1 days);
    }

    /// @dev Every call also writes down what has become final.
    modifier witnessed() {
        _;
        for (uint32 day = FIRST; day <= today(); ++day) {
            if (finalPrint[day].length != 0) continue;
            Print memory p = INDEX.printOf(GRADE, day);
            if (p.isFinal) finalPrint[day] = abi.encode(p);
        }
    }

    // ---------------------------------------------------------------- time

    /// @dev Mostly to the next posting, sometimes for days: reporters are silent.
    function wait(uint256 seed) external witnessed {
        uint256 kind = seed % 8;
        if (kind < 5) vm.warp(uint256(today()) * 1 days + 1 days + 20 hours + seed % 4 hours);
        else if (kind < 7) vm.warp(block.timestamp + seed % 1 days);
        else vm.warp(block.timestamp + seed % 6 days);
    }

    function until(uint256 time) internal {
        if (block.timestamp < time) vm.warp(time);
    }

    // ---------------------------------------------------------------- reporters

    /// @dev Some of the reporters, near a price; one of them may be far off, late, or not who signed. Mostly once it is time for it.
    function post(uint256 seed, uint256 count, uint256 oddity) external witnessed {
        seed %= 1 << 128;
        if (seed % 8 != 0) until(uint256(today()) * 1 days + 20 hours + seed % 1 hours);
        uint32 day = today();
        uint256 previous = _previousPrice(day);
        if (previous == 0) previous = 2_800_000;
        uint256[] memory observing = _observing(day);
        if (observing.length == 0) return;
        count = bound(count, 1, observing.length);
        Report[] memory reports = new Report[](count);
        for (uint256 n; n < count; ++n) {
            uint256 mixed = uint256(keccak256(abi.encode(seed, n)));
            uint256 spread = seed % 5 == 0 ? 40 : 10;
            uint256 price = previous * (100 - spread + mixed % (2 * spread + 1)) / 100 + mixed % 2;
            reports[n] = _report(observing[(seed + n) % observing.length], day, uint56(price));
        }
        uint256 odd = oddity % count;
        oddity = uint256(keccak256(abi.encode(oddity)));
        _distort(reports[odd], oddity, day, observing[(seed + odd) % observing.length]);
        _post(day, reports);
    }

    /// @dev Who may observe a day: a batch is refused for one who may not.
    function _observing(uint32 day) private view returns (uint256[] memory who) {
        uint256 count;
        who = new uint256[](_reporters.length);
        for (uint256 n; n < _reporters.length; ++n) {
            if (INDEX.isReporter(GRADE, _reporters[n].addr, day)) who[count++] = n;
        }
        assembly ("memory-safe") {
            mstore(who, count)
        }
    }

    function _post(uint32 day, Report[] memory reports) private {
        bytes4 refusal = refusalOfPost(day, reports);
        uint256 count = INDEX.observationsOf(GRADE, day).length;
        try INDEX.post(GRADE, day, reports) {
            assertAllowed(refusal);
            // A batch that adds nothing is not measured again, though the last print may have been resolved since.
            if (INDEX.observationsOf(GRADE, day).length != count) lastPrice[day] = _previousPrice(day);
            _notePrint(day);
        } catch (bytes memory reason) {
            assertRefused(refusal, reason);
        }
    }

    function _notePrint(uint32 day) private {
        uint256 count = _printed.length;
        bool isKnown = count != 0 && _printed[count - 1] == day;
        if (!isKnown && INDEX.printOf(GRADE, day).source == day) _printed.push(day);
    }

    function _distort(Report memory r, uint256 oddity, uint32 day, uint256 n) private {
        uint256 kind = oddity % 16;
        if (kind == 0) r.price = 0;
        else if (kind == 1) r.time += uint40((oddity >> 8) % 2 hours);
        else if (kind == 2) r.signature[0] ^= 0x01;
        else if (kind == 3) r.reporter = address(this);
        if (kind < 2) r.signature = _sign(n, day, r.price, r.time);
    }

    /// @dev An observation that a reporter signed besides its first one.
    function postAgain(uint256 who, uint56 price) external witnessed {
        Report[] memory reports = new Report[](1);
        reports[0] = _report(who % _reporters.length, today(), price == 0 ? 1 : price);
        _post(today(), reports);
    }

    function _report(uint256 n, uint32 day, uint56 price) private returns (Report memory) {
        uint40 time = uint40(uint256(day) * 1 days + 20 hours);
        return Report(_reporters[n].addr, price, time, _sign(n, day, price, time));
    }

    function _sign(uint256 n, uint32 day, uint56 price, uint40 time) private returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_reporters[n], INDEX.hashObservation(GRADE, day, price, time));
        return abi.encodePacked(r, s, v);
    }

    /// @dev The last print before a day, looked for day by day.
    function _previousPrice(uint32 day) private view returns (uint256) {
        for (uint32 d = day; d > FIRST; --d) {
            Print memory p = INDEX.printOf(GRADE, d - 1);
            if (p.source == d - 1) return p.price;
        }
        return 0;
    }
}
