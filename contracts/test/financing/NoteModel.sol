// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Vm.sol";

import {PriceIndex} from "../../src/index/PriceIndex.sol";
import {Conversion, StressCause} from "../../src/interfaces/IRevenueNote.sol";
import {Breaches} from "./Breaches.sol";
import {Printing} from "./Printing.sol";

/// @notice What a note should owe, allow and lock, told from what people did and from the manual, not from the note. It pays every coupon to every lot, in
/// whatever form that is held at the moment.
abstract contract NoteModel is Printing, Breaches {
    /// @dev The model's fractions of a micro-USDC.
    uint256 internal constant ONE = 1e30;
    /// @dev 2027-01-15 00:00 UTC, and the days of the months from there on.
    uint256 internal constant FIRST = 1_799_971_200;
    uint8[12] private _daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    /// @notice Coupons of one lot since issue, × ONE.
    uint256 public perLot;
    /// @notice Coupons of a person, × ONE: those that his bearer lots carry besides those that are his own.
    mapping(address person => uint256) public coupons;
    /// @notice Paid to a person, what he paid back taken off.
    mapping(address person => int256) public paid;
    mapping(uint256 month => uint256) internal _depositedIn;
    bool internal _saleClosed;

    Conversion internal _conversion;
    /// @notice Lots of the reserve credit that are locked.
    uint256 public reserve;
    /// @notice Lots that are registered.
    mapping(address person => uint256) public registered;
    /// @notice Lots of these under conversion, until the allocation is fixed.
    mapping(address person => uint256) public asked;
    /// @notice How many have asked.
    uint256 public converters;
    /// @notice Lots of the reserve credit that were allocated and not taken.
    mapping(address person => uint256) public credits;

    constructor(PriceIndex index, uint32 grade, Vm.Wallet[] memory reporters) Printing(index, grade, reporters) {
        (uint256 price, uint32 last) = index.latestFinal(grade);
        // As many as the mean asks for.
        for (uint32 n; n < 30; ++n) {
            _prints.push(Printed(last - 29 + n, price, 0));
        }
    }

    // ---------------------------------------------------------------- the calendar

    function due(uint256 month) internal view returns (uint256 date) {
        date = FIRST;
        for (uint256 n; n + 1 < month; ++n) {
            date += uint256(_daysOfMonth[n]) * 1 days;
        }
    }

    function monthNow() internal view returns (uint256 month) {
        for (month = 1; month <= 12 && due(month) + 10 days < vm.getBlockTimestamp(); ++month) {}
    }

    /// @notice Whether the contract sells.
    function isOnSale() public view returns (bool) {
        return !_saleClosed && vm.getBlockTimestamp() < FIRST;
    }

    // ---------------------------------------------------------------- coupons

    /// @dev Bearer lots carry their coupons along.
    function move(address from, address to, uint256 lots) internal {
        coupons[from] -= lots * perLot;
        coupons[to] += lots * perLot;
    }

    function couponsUntil(uint256 month) internal view returns (uint256 sum) {
        for (uint256 n = 1; n <= month; ++n) {
            sum += _depositedIn[n];
        }
    }

    // ---------------------------------------------------------------- stress

    function conversion() external view returns (Conversion memory) {
        return _conversion;
    }

    function isStressTime(uint256 month) internal view returns (bool) {
        return vm.getBlockTimestamp() > due(month) + 10 days && _conversion.declaredAt == 0;
    }

    /// @dev Of a month after the last, due on 2028-01-15.
    function isPastLastGrace() internal view returns (bool) {
        return vm.getBlockTimestamp() > FIRST + 375 days;
    }

    function declares(StressCause cause) internal {
        _saleClosed = true;
        _conversion.cause = cause;
        _conversion.declaredAt = uint64(vm.getBlockTimestamp());
        _conversion.windowEnd = uint64(vm.getBlockTimestamp() + 14 days);
        _conversion.price = priceNow();
    }

    /// @dev 90 % of the mean of the last thirty final prints, however old.
    function priceNow() private view returns (uint256) {
        uint256 sum;
        uint256 count;
        for (uint256 n = _prints.length; count < 30; --n) {
            Printed storage p = _prints[n - 1];
            if (vm.getBlockTimestamp() < p.finalAt) continue;
            sum += p.price;
            ++count;
        }
        return (sum + 15) / 30 * 9 / 10;
    }

    function isWindowOpen() internal view returns (bool) {
        return vm.getBlockTimestamp() < _conversion.windowEnd;
    }

    function isWindowOver() internal view returns (bool) {
        return _conversion.declaredAt != 0 && !isWindowOpen();
    }

    /// @dev Lots that are registered and not under conversion.
    function freeOf(address holder) internal view returns (uint256) {
        return registered[holder] - asked[holder];
    }

    function asks(address holder, uint256 lots) internal {
        if (asked[holder] == 0) ++converters;
        asked[holder] += lots;
        _conversion.asked += lots;
    }

    /// @notice All that was asked gets credits of 1,000 lots for what it could still pay, or what there is. From then on it is what the note says, which
    /// has fractions of its own.
    /// @return wanted Lots of credits that all would get if there were enough.
    /// @return given Lots of credits that they get.
    function fixes(uint256 converted, uint256 credits_, uint256 left) internal returns (uint256 wanted, uint256 given) {
        Conversion storage c = _conversion;
        wanted = c.asked * (135_000 * ONE - perLot) * 1_000 / (c.price * ONE);
        given = wanted < reserve ? wanted : reserve;
        if (!isNear(credits_, given) || credits_ + left != reserve) breach = "STRESS: another rest of the reserve";
        if (!isNear(converted, givenUp(c.asked, wanted, given))) breach = "STRESS: other notes were converted";
        (c.isFixed, c.converted, c.credits) = (true, converted, credits_);
        reserve = left;
    }

    /// @notice A holder's part is that of all that was asked, whoever asked when: credits to a lot, notes given up to two, never to the holder's favour.
    function allocates(address holder, uint256 lots, uint256 got, uint256 wanted, uint256 given) internal {
        uint256 part = asked[holder];
        uint256 gone = registered[holder] - lots;
        if (part == 0) {
            if (gone != 0 || got != 0) breach = "STRESS: converted without being asked";
            return;
        }
        uint256 most = given * part / _conversion.asked;
        if (got > most || got + 1 < most) breach = "STRESS: another part of the reserve";
        uint256 least = givenUp(part, wanted, given);
        if (gone < least || gone > least + 2) breach = "STRESS: other notes were given up";
        registered[holder] = lots;
        asked[holder] = 0;
        credits[holder] = got;
    }

    function givenUp(uint256 lots, uint256 wanted, uint256 given) private pure returns (uint256) {
        return wanted == 0 ? lots : lots * given / wanted;
    }

    function isNear(uint256 a, uint256 b) private pure returns (bool) {
        return a <= b + 1 && b <= a + 1;
    }
}
