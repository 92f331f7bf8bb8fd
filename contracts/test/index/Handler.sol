// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Vm.sol";

import {PriceIndex} from "../../src/index/PriceIndex.sol";
import {Settlement} from "../../src/index/Settlement.sol";
import {IIndexArbiter} from "../../src/interfaces/IIndexArbiter.sol";
import {Challenge} from "../../src/interfaces/IPriceIndex.sol";
import {FickleArbiter} from "../mocks/FickleArbiter.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {Observers} from "./Observers.sol";

/// @notice Everybody around an index, at random. What must be refused is tried as well as what must succeed; no other call of it reverts.
contract Handler is Observers {
    MockToken private immutable _usdc;
    uint32[] private _markets;
    FickleArbiter[2] private _arbiters;
    address private _challenger = address(0xC4A1);

    uint32[] private _challenged;
    uint256 public donated;

    constructor(
        PriceIndex index,
        Settlement settlement,
        MockToken usdc,
        uint32 grade,
        uint32[] memory markets,
        Vm.Wallet[] memory reporters
    ) Observers(index, settlement, grade, reporters) {
        _usdc = usdc;
        _markets = markets;
        _arbiters = [new FickleArbiter(), new FickleArbiter()];
        usdc.mint(_challenger, 1e18);
        usdc.mint(address(this), 1e18);
        usdc.approve(address(index), type(uint256).max);
        vm.prank(_challenger);
        usdc.approve(address(index), type(uint256).max);
    }

    // ---------------------------------------------------------------- challengers and arbiters

    /// @dev Mostly a late print, in the first or in the last second in which that is possible: of the other days there is nothing to challenge.
    function challenge(uint256 back, uint56 price) external witnessed {
        uint32 day = _printedDay(back);
        if (back % 4 != 0) until(uint256(day + 1) * 1 days + (back % 8 == 1 ? 48 hours - 1 : 0));
        price = price % 8 == 0 ? price : price % 6_000_000;
        bytes4 refusal = refusalOfChallenge(day, price);
        vm.prank(_challenger);
        try INDEX.challenge(GRADE, day, price) {
            assertAllowed(refusal);
            challengeMade[day] = _madeOf(day);
            _challenged.push(day);
        } catch (bytes memory reason) {
            assertRefused(refusal, reason);
        }
    }

    function _printedDay(uint256 seed) private view returns (uint32) {
        uint256 count = _printed.length;
        if (seed % 8 == 0 || count == 0) return today() - uint32(seed % 5);
        return _printed[count - 1 - seed % (count < 3 ? count : 3)];
    }

    function resolve(uint256 which, uint256 price, uint256 back) external witnessed {
        _arbiters[which % 4 == 0 ? 1 : 0].say(price % 5 == 0 ? price : price % 6_000_000);
        uint32 day = _challengedDay(back);
        bytes4 refusal = refusalOfResolve(day);
        uint256 printed = INDEX.printOf(GRADE, day).price;
        try INDEX.resolve(GRADE, day) {
            assertAllowed(refusal);
            resolves(day, printed);
        } catch (bytes memory reason) {
            assertRefused(refusal, reason);
        }
    }

    /// @dev Mostly the one that was challenged last: of the other days there is nothing to say.
    function _challengedDay(uint256 seed) private view returns (uint32) {
        uint256 count = _challenged.length;
        if (seed % 8 == 0 || count == 0) return today() - uint32(seed % 16);
        return _challenged[seed % 4 == 1 ? seed % count : count - 1];
    }

    /// @dev One time in eight once it is time for it.
    function lapse(uint256 back) external witnessed {
        uint32 day = _challengedDay(back);
        if (back % 8 == 1 && isOpenChallenge(day)) until(challengedAt(day) + 7 days);
        bytes4 refusal = refusalOfLapse(day);
        try INDEX.lapse(GRADE, day) {
            assertAllowed(refusal);
            lapses(day);
        } catch (bytes memory reason) {
            assertRefused(refusal, reason);
        }
    }

    function claim() external witnessed {
        bytes4 refusal = refusalOfClaim();
        vm.prank(_challenger);
        try INDEX.claimBond(_challenger) returns (uint256 amount) {
            assertAllowed(refusal);
            assertEq(amount, owed, "what was won or came back, to the unit");
            owed = 0;
        } catch (bytes memory reason) {
            assertRefused(refusal, reason);
        }
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
        Challenge memory c = INDEX.challengeOf(GRADE, day);
        c.isClosed = false;
        return abi.encode(c);
    }

    function challengeNow(uint32 day) external view returns (bytes memory) {
        return _madeOf(day);
    }

    // ---------------------------------------------------------------- owner, strangers, settlement

    /// @dev Whoever is removed is gone for a week: one time in eight, or nobody would be left to observe.
    function exchangeReporters(uint256 who, uint256 which) external witnessed {
        address reporter = _reporters[who % _reporters.length].addr;
        bool isAdded = which % 8 != 0;
        bytes4 refusal = refusalOfReporter(reporter, isAdded);
        vm.startPrank(INDEX.owner());
        bytes memory call = isAdded
            ? abi.encodeCall(INDEX.addReporter, (GRADE, reporter))
            : abi.encodeCall(INDEX.removeReporter, (GRADE, reporter));
        (bool success, bytes memory reason) = address(INDEX).call(call);
        if (success) assertAllowed(refusal);
        else assertRefused(refusal, reason);
        if (which % 3 == 0) INDEX.setArbiter(_arbiters[which / 3 % 2]);
        vm.stopPrank();
    }

    function moveReserve(uint256 amount) external witnessed {
        if (amount % 2 == 0) {
            INDEX.fundReserve(amount % 3_000e6);
            return;
        }
        amount %= 3_000e6;
        bytes4 refusal = refusalOfWithdrawal(amount);
        address owner = INDEX.owner();
        vm.prank(owner);
        try INDEX.withdrawReserve(owner, amount) {
            assertAllowed(refusal);
        } catch (bytes memory reason) {
            assertRefused(refusal, reason);
        }
    }

    function donate(uint256 amount) external witnessed {
        amount %= 1e9;
        _usdc.mint(address(INDEX), amount);
        donated += amount;
    }

    function settle(uint256 which) external witnessed {
        uint32 market = _markets[which % _markets.length];
        bytes4 refusal = refusalOfSettle(market);
        try SETTLEMENT.settle(market) {
            assertAllowed(refusal);
            settledAt[market] = block.timestamp;
        } catch (bytes memory reason) {
            assertRefused(refusal, reason);
        }
    }

    /// @notice A stranger ends every challenge and settles every series, each in the first second in which it must be possible; then whoever is
    /// owed takes it. Not one call may be refused.
    function finish() external witnessed {
        uint32 last = today();
        for (uint256 n; n < _challenged.length; ++n) {
            uint32 day = _challenged[n];
            if (!isOpenChallenge(day)) continue;
            until(challengedAt(day) + 7 days);
            INDEX.lapse(GRADE, day);
            lapses(day);
        }
        for (uint256 n; n < _markets.length; ++n) {
            if (settledAt[_markets[n]] != 0) continue;
            until(endOf(_markets[n]) + 9 days);
            SETTLEMENT.settle(_markets[n]);
            settledAt[_markets[n]] = block.timestamp;
        }
        until(uint256(last + 1) * 1 days + 9 days);
        takeAll();
    }

    function takeAll() private {
        if (owed != 0) {
            vm.prank(_challenger);
            assertEq(INDEX.claimBond(_challenger), owed, "what was won or came back, to the unit");
            owed = 0;
        }
        uint256 reserve = INDEX.reserve();
        address owner = INDEX.owner();
        vm.prank(owner);
        INDEX.withdrawReserve(owner, reserve);
    }
}
