// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test, Vm} from "forge-std/Test.sol";

import {PriceIndex} from "../../src/index/PriceIndex.sol";
import {Settlement} from "../../src/index/Settlement.sol";
import {IIndexArbiter} from "../../src/interfaces/IIndexArbiter.sol";
import {Challenge, Observed, Print, PrintStatus, Report} from "../../src/interfaces/IPriceIndex.sol";
import {MockToken} from "../mocks/MockToken.sol";

/// @notice Rules whatever it was told last, on every print: also nonsense, and differently from one call to the next.
contract FickleArbiter is IIndexArbiter {
    uint256 private _price;

    function say(uint256 price) external {
        _price = price;
    }

    function rulingOf(address, uint32, uint32) external view returns (bool, uint256) {
        return (_price % 3 != 0, _price);
    }
}

/// @notice Everybody around an index, at random. No call of it reverts; what the index refuses is as if it had not been tried.
contract Handler is Test {
    uint32 internal immutable FIRST;

    PriceIndex private immutable _index;
    Settlement private immutable _settlement;
    MockToken private immutable _usdc;
    uint32 private immutable _grade;
    uint32[] private _markets;
    Vm.Wallet[] private _reporters;
    FickleArbiter[2] private _arbiters;
    address private _challenger = makeAddr("challenger");

    /// @dev What the index said of a day when it was final, of a challenge when it was made.
    mapping(uint32 day => bytes) public finalPrint;
    mapping(uint32 day => bytes) public challengeMade;
    mapping(uint32 day => uint256) public closings;
    uint32[] private _challenged;
    /// @dev The last print before a day when it was last posted to.
    mapping(uint32 day => uint256) public lastPrice;
    mapping(uint32 market => uint256) public settledAt;
    uint256 public donated;

    constructor(
        PriceIndex index,
        Settlement settlement,
        MockToken usdc,
        uint32 grade,
        uint32[] memory markets,
        Vm.Wallet[] memory reporters
    ) {
        FIRST = uint32(block.timestamp / 1 days);
        (_index, _settlement, _usdc, _grade) = (index, settlement, usdc, grade);
        _markets = markets;
        for (uint256 n; n < reporters.length; ++n) {
            _reporters.push(reporters[n]);
        }
        _arbiters = [new FickleArbiter(), new FickleArbiter()];
        usdc.mint(_challenger, 1e18);
        usdc.mint(address(this), 1e18);
        usdc.approve(address(index), type(uint256).max);
        vm.prank(_challenger);
        usdc.approve(address(index), type(uint256).max);
    }

    function today() public view returns (uint32) {
        return uint32(block.timestamp / 1 days);
    }

    /// @dev Every call also writes down what has become final.
    modifier witnessed() {
        _;
        for (uint32 day = FIRST; day <= today(); ++day) {
            if (finalPrint[day].length != 0) continue;
            Print memory p = _index.printOf(_grade, day);
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

    // ---------------------------------------------------------------- reporters

    /// @dev Some of the reporters, near a price; one of them may be far off, late, or not who signed.
    function post(uint256 seed, uint256 count, uint256 oddity) external witnessed {
        seed %= 1 << 128;
        uint32 day = today();
        uint256 previous = _previousPrice(day);
        if (previous == 0) previous = 2_800_000;
        count = bound(count, 1, _reporters.length);
        Report[] memory reports = new Report[](count);
        for (uint256 n; n < count; ++n) {
            uint256 mixed = uint256(keccak256(abi.encode(seed, n)));
            uint256 spread = seed % 5 == 0 ? 40 : 10;
            uint256 price = previous * (100 - spread + mixed % (2 * spread + 1)) / 100 + mixed % 2;
            reports[n] = _report((seed + n) % _reporters.length, day, uint56(price));
        }
        _distort(reports[oddity % count], oddity, day);
        try _index.post(_grade, day, reports) {
            lastPrice[day] = _previousPrice(day);
        } catch {}
    }

    function _distort(Report memory r, uint256 oddity, uint32 day) private {
        uint256 kind = oddity % 16;
        if (kind == 0) r.price = 0;
        else if (kind == 1) r.time += uint40(oddity % 2 hours);
        else if (kind == 2) r.signature[0] ^= 0x01;
        else if (kind == 3) r.reporter = address(this);
        if (kind < 2) r.signature = _sign(oddity % _reporters.length, day, r.price, r.time);
    }

    /// @dev An observation that a reporter signed besides its first one.
    function postAgain(uint256 who, uint56 price) external witnessed {
        Report[] memory reports = new Report[](1);
        reports[0] = _report(who % _reporters.length, today(), price == 0 ? 1 : price);
        try _index.post(_grade, today(), reports) {
            lastPrice[today()] = _previousPrice(today());
        } catch {}
    }

    function _report(uint256 n, uint32 day, uint56 price) private returns (Report memory) {
        uint40 time = uint40(uint256(day) * 1 days + 20 hours);
        return Report(_reporters[n].addr, price, time, _sign(n, day, price, time));
    }

    function _sign(uint256 n, uint32 day, uint56 price, uint40 time) private returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_reporters[n], _index.hashObservation(_grade, day, price, time));
        return abi.encodePacked(r, s, v);
    }

    /// @dev The last print before a day, looked for day by day.
    function _previousPrice(uint32 day) private view returns (uint256) {
        for (uint32 d = day; d > FIRST; --d) {
            Print memory p = _index.printOf(_grade, d - 1);
            if (p.source == d - 1) return p.price;
        }
        return 0;
    }

    // ---------------------------------------------------------------- challengers and arbiters

    function challenge(uint256 back, uint56 price) external witnessed {
        uint32 day = today() - uint32(back % 5);
        vm.prank(_challenger);
        try _index.challenge(_grade, day, price) {
            challengeMade[day] = _madeOf(day);
            _challenged.push(day);
        } catch {}
    }

    function resolve(uint256 which, uint256 price, uint256 back) external witnessed {
        _arbiters[which % 2].say(price % 5 == 0 ? price : price % 1e9);
        uint32 day = _challengedDay(back);
        try _index.resolve(_grade, day) {
            ++closings[day];
        } catch {}
    }

    /// @dev Mostly one that was challenged: of the other days there is nothing to say.
    function _challengedDay(uint256 seed) private view returns (uint32) {
        uint256 count = _challenged.length;
        return seed % 8 == 0 || count == 0 ? today() - uint32(seed % 16) : _challenged[seed % count];
    }

    function lapse(uint256 back) external witnessed {
        uint32 day = _challengedDay(back);
        try _index.lapse(_grade, day) {
            ++closings[day];
        } catch {}
    }

    function claim() external witnessed {
        vm.prank(_challenger);
        try _index.claimBond(_challenger) {} catch {}
    }

    /// @notice One of the arbiters, for the index to begin with.
    function arbiter() external view returns (IIndexArbiter) {
        return _arbiters[0];
    }

    function challenger() external view returns (address) {
        return _challenger;
    }

    /// @notice A challenge without the note that its bonds are given out, which alone may change.
    function _madeOf(uint32 day) private view returns (bytes memory) {
        Challenge memory c = _index.challengeOf(_grade, day);
        c.isClosed = false;
        return abi.encode(c);
    }

    function challengeNow(uint32 day) external view returns (bytes memory) {
        return _madeOf(day);
    }

    // ---------------------------------------------------------------- owner, strangers, settlement

    function exchangeReporters(uint256 who, uint256 which) external witnessed {
        address reporter = _reporters[who % _reporters.length].addr;
        vm.startPrank(_index.owner());
        if (which % 2 == 0) {
            try _index.removeReporter(_grade, reporter) {} catch {}
        } else {
            try _index.addReporter(_grade, reporter) {} catch {}
        }
        if (which % 3 == 0) _index.setArbiter(_arbiters[which / 3 % 2]);
        vm.stopPrank();
    }

    function moveReserve(uint256 amount) external witnessed {
        if (amount % 2 == 0) {
            _index.fundReserve(amount % 3_000e6);
        } else {
            vm.prank(_index.owner());
            try _index.withdrawReserve(_index.owner(), amount % 3_000e6) {} catch {}
        }
    }

    function donate(uint256 amount) external witnessed {
        amount %= 1e9;
        _usdc.mint(address(_index), amount);
        donated += amount;
    }

    function settle(uint256 which) external witnessed {
        uint32 market = _markets[which % _markets.length];
        try _settlement.settle(market) {
            assertEq(settledAt[market], 0, "settled once");
            settledAt[market] = block.timestamp;
        } catch {}
    }
}
