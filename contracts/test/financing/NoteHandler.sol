// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {StdUtils} from "forge-std/StdUtils.sol";
import {Vm} from "forge-std/Vm.sol";

import {Bundle} from "../../src/financing/Bundle.sol";
import {ComputeCredit} from "../../src/financing/ComputeCredit.sol";
import {RevenueNote} from "../../src/financing/RevenueNote.sol";
import {PriceIndex} from "../../src/index/PriceIndex.sol";
import {Conversion, NoteState, Registration} from "../../src/interfaces/IRevenueNote.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {Printing} from "./Printing.sol";

/// @notice Does at random what holders, the issuer among them, reporters, strangers and time can do to a note, and pays every coupon in a model of its own as
/// well: to every lot, in whatever form it is held at that moment. It never reverts.
contract NoteHandler is Printing, StdUtils {
    /// @dev The model's fractions of a micro-USDC.
    uint256 private constant ONE = 1e30;
    /// @dev 2027-01-15 00:00 UTC, and the days of the months from there on.
    uint256 private constant FIRST = 1_799_971_200;
    uint8[12] private _daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    RevenueNote private immutable _note;
    ComputeCredit private immutable _credit;
    Bundle private immutable _bundle;
    MockToken private immutable _usdc;
    address private immutable _issuer;
    address[] private _people;

    uint256 public donated;
    uint256 public donatedCredits;
    uint256 public converters;
    /// @dev Coupons of one lot since issue, × ONE.
    uint256 public perLot;
    /// @dev Coupons of a person, × ONE: those that his bearer lots carry besides those that are his own.
    mapping(address person => uint256) public coupons;
    /// @dev Paid to a person, what he paid back taken off.
    mapping(address person => int256) public paid;
    mapping(uint256 month => uint256) private _depositedIn;
    mapping(address person => uint256) private _asked;
    uint256 private _askedByAll;
    bool private _saleClosed;
    /// @dev What may never happen, by name; empty as long as nothing did.
    string public breach;

    constructor(
        RevenueNote note,
        ComputeCredit credit,
        Bundle bundle,
        MockToken usdc,
        PriceIndex index,
        address[] memory people,
        Vm.Wallet[] memory reporters
    ) Printing(index, credit.terms().grade, reporters) {
        _note = note;
        _credit = credit;
        _bundle = bundle;
        _usdc = usdc;
        _issuer = note.issuer();
        _people = people;
        (uint256 price, uint32 last) = index.latestFinal(_grade);
        // As many as the mean asks for.
        for (uint32 n; n < 30; ++n) {
            _prints.push(Printed(last - 29 + n, price, 0));
        }
    }

    function person(uint256 seed) private view returns (address) {
        return _people[seed % _people.length];
    }

    function due(uint256 month) private view returns (uint256 date) {
        date = FIRST;
        for (uint256 n; n + 1 < month; ++n) {
            date += uint256(_daysOfMonth[n]) * 1 days;
        }
    }

    function monthNow() private view returns (uint256 month) {
        for (month = 1; month <= 12 && due(month) + 10 days < vm.getBlockTimestamp(); ++month) {}
    }

    function wait(uint256 time) external {
        vm.warp(vm.getBlockTimestamp() + bound(time, 1 hours, 20 days));
    }

    /// @notice Nobody does anything until the grace of the month is over: left to chance, few runs would come to stress.
    function passGrace() external {
        uint256 month = monthNow();
        if (month <= 12) vm.warp(due(month) + 10 days + 1);
    }

    /// @dev Every other time the last whose grace is over.
    function monthToDeclare(uint256 random, uint256 first) private view returns (uint256 month) {
        month = random % 2 == 0 ? monthNow() - 1 : bound(random, first, 12);
        if (month < first) month = first;
    }

    /// @notice Whether the contract sells, by the model's own calendar.
    function isOnSale() public view returns (bool) {
        return !_saleClosed && vm.getBlockTimestamp() < FIRST;
    }

    function buy(uint256 who, uint256 lots) external {
        uint256 unsold = _note.state().unsold;
        lots = bound(lots, 1, unsold + 1);
        bool mayBuy = isOnSale() && lots <= unsold;
        address buyer = person(who);
        _usdc.mint(buyer, lots * 100_000);
        vm.startPrank(buyer);
        _usdc.approve(address(_note), type(uint256).max);
        try _note.buy(lots, buyer) {
            if (!mayBuy) breach = "STRESS: sold after the sale";
        } catch {
            if (mayBuy) breach = "a note on sale could not be bought";
        }
        vm.stopPrank();
    }

    function takeUnsold(uint256 who, uint256 lots) external {
        uint256 unsold = _note.state().unsold;
        lots = bound(lots, 1, unsold + 1);
        bool mayTake = person(who) == _issuer && isOnSale() && lots <= unsold;
        vm.prank(person(who));
        try _note.takeUnsold(lots) {
            if (!mayTake) breach = "STRESS: taken out after the sale, or by another";
        } catch {
            if (mayTake) breach = "unsold notes could not be taken out";
        }
    }

    /// @dev One time in eight: most runs shall sell.
    function closeSale(uint256 who) external {
        if (who % 8 != 0) return;
        bool mayClose = person(who / 8) == _issuer && !_saleClosed;
        vm.prank(person(who / 8));
        try _note.closeSale() {
            if (!mayClose) breach = "closed by another, or twice";
            _saleClosed = true;
        } catch {
            if (mayClose) breach = "the sale could not be closed";
        }
    }

    function transfer(uint256 from, uint256 to, uint256 lots) external {
        lots = bound(lots, 0, _note.balanceOf(person(from)));
        vm.prank(person(from));
        if (!_note.transfer(person(to), lots)) breach = "a transfer failed";
        move(person(from), person(to), lots);
    }

    /// @dev Bearer lots carry their coupons along.
    function move(address from, address to, uint256 lots) private {
        coupons[from] -= lots * perLot;
        coupons[to] += lots * perLot;
    }

    /// @dev Two notes and a credit of the issuer's each.
    function wrap(uint256 who, uint256 lots) external {
        address holder = person(who);
        uint256 notes = _note.balanceOf(holder) / 2;
        uint256 credits = _credit.balanceOf(_issuer);
        lots = bound(lots, 0, notes < credits ? notes : credits);
        if (lots == 0) return;
        vm.prank(_issuer);
        if (!_credit.transfer(holder, lots)) breach = "a transfer failed";
        vm.startPrank(holder);
        _credit.approve(address(_bundle), lots);
        _note.approve(address(_bundle), 2 * lots);
        _bundle.wrap(lots, holder);
        vm.stopPrank();
        move(holder, address(_bundle), 2 * lots);
    }

    function sendBundle(uint256 from, uint256 to, uint256 lots) external {
        lots = bound(lots, 0, _bundle.balanceOf(person(from)));
        vm.prank(person(from));
        if (!_bundle.transfer(person(to), lots)) breach = "a transfer failed";
    }

    function unwrap(uint256 who, uint256 lots) external {
        address holder = person(who);
        lots = bound(lots, 0, _bundle.balanceOf(holder));
        if (lots == 0) return;
        vm.startPrank(holder);
        _bundle.unwrap(lots, holder);
        if (!_credit.transfer(_issuer, lots)) breach = "BACK: the credits were not inside";
        vm.stopPrank();
        move(address(_bundle), holder, 2 * lots);
    }

    function register(uint256 who, uint256 lots) external {
        address holder = person(who);
        uint256 balance = _note.balanceOf(holder);
        if (balance == 0) return;
        vm.prank(holder);
        paid[holder] += int256(_note.register(bound(lots, 1, balance)));
    }

    function unregister(uint256 who, uint256 lots) external {
        address holder = person(who);
        Registration memory r = _note.registrationOf(holder);
        if (r.lots == r.converting) return;
        _usdc.mint(holder, 1e15);
        vm.startPrank(holder);
        _usdc.approve(address(_note), type(uint256).max);
        paid[holder] -= int256(_note.unregister(bound(lots, 1, r.lots - r.converting), holder));
        vm.stopPrank();
    }

    function collect(uint256 who) public {
        address holder = person(who);
        if (_note.registrationOf(holder).collectable == 0) return;
        vm.prank(holder);
        paid[holder] += int256(_note.collect(holder));
    }

    function deposit(uint256 amount) external {
        NoteState memory s = _note.state();
        if (s.supply == 0 || s.remaining == 0) return;
        // About a month's coupon; now and then all that is left.
        amount = amount % 16 == 0 ? s.remaining : bound(amount, 0, s.supply * 10_000);
        vm.prank(_issuer);
        uint256 taken = _note.deposit(0, amount);
        if (taken != (amount < s.remaining ? amount : s.remaining)) breach = "another amount was taken";
        _saleClosed = true;
        _depositedIn[monthNow()] += taken;
        perLot += taken * ONE / s.supply;
        for (uint256 n; n < _people.length; ++n) {
            uint256 lots = _note.balanceOf(_people[n]) + _note.registrationOf(_people[n]).lots;
            coupons[_people[n]] += lots * taken * ONE / s.supply;
        }
        coupons[address(_bundle)] += _note.balanceOf(address(_bundle)) * taken * ONE / s.supply;
    }

    function declareCouponMissed(uint256 month, uint256 print) external {
        month = monthToDeclare(month, 1);
        freshPrints(print);
        uint256 all;
        for (uint256 n = 1; n <= 13; ++n) {
            all += _depositedIn[n];
        }
        bool isMissed = all < month * _note.state().supply * 8_000;
        bool isDue = isMissed && vm.getBlockTimestamp() > due(month) + 10 days && _note.conversion().declaredAt == 0;
        try _note.declareCouponMissed(month) {
            if (!isDue) breach = "STRESS: declared though the terms were kept";
            inStress();
        } catch {
            if (isDue) breach = "STRESS: a missed coupon could not be declared";
        }
    }

    function declareCovenantBroken(uint256 month, uint256 print) external {
        month = monthToDeclare(month, 3);
        freshPrints(print);
        uint256 had = _depositedIn[month] + _depositedIn[month - 1] + _depositedIn[month - 2];
        // Three coupons of 8 USDC a note: 70 % are 16.80.
        bool isUnder = had < _note.state().supply * 16_800 && _note.state().remaining != 0;
        bool isDue = isUnder && vm.getBlockTimestamp() > due(month) + 10 days && _note.conversion().declaredAt == 0;
        try _note.declareCovenantBroken(month) {
            if (!isDue) breach = "STRESS: declared though the covenant was kept";
            inStress();
        } catch {
            if (isDue) breach = "STRESS: a broken covenant could not be declared";
        }
    }

    /// @dev When stress is declared there is a fresh final print every other time, and as often a later one that does not count: it is of that evening, or
    /// challenged. Left to chance, hardly one would be fresh.
    function freshPrints(uint256 random) private {
        if (_note.conversion().declaredAt != 0) return;
        if (random % 2 == 0) {
            printNext(bound(random, 100_000, 20_000_000));
            vm.warp((uint256(lastPrint().day) + 3) * 1 days);
        }
        random >>= 64;
        if (random % 2 == 0) return;
        printNext(bound(random, 100_000, 20_000_000));
        if (random % 4 == 1) return;
        vm.warp((uint256(lastPrint().day) + 1) * 1 days + random % 2 days);
        challengeLast();
        // But for the challenge it would be final.
        vm.warp((uint256(lastPrint().day) + 3) * 1 days);
    }

    /// @dev 90 % of the mean of the last thirty final prints; of the price at issue, which was 2.80, if none is of the last week.
    function conversionPrice() private view returns (uint256) {
        uint256 sum;
        uint256 count;
        for (uint256 n = _prints.length; count < 30; --n) {
            Printed storage p = _prints[n - 1];
            if (vm.getBlockTimestamp() < p.finalAt) continue;
            if (count == 0 && p.day + 7 < vm.getBlockTimestamp() / 1 days) return 2_520_000;
            sum += p.price;
            ++count;
        }
        return (sum + 15) / 30 * 9 / 10;
    }

    function inStress() private {
        _saleClosed = true;
        if (_note.conversion().price != conversionPrice()) breach = "STRESS: recorded at another price";
        everybodyAsks();
    }

    /// @dev Few runs would come to a conversion if the window were left to chance: half of all registered notes are asked to convert at once.
    function everybodyAsks() private {
        for (uint256 n; n < _people.length; ++n) {
            this.register(n, type(uint256).max);
            this.convert(n, _note.registrationOf(_people[n]).lots / 2);
        }
    }

    function convert(uint256 who, uint256 lots) external {
        address holder = person(who);
        Registration memory r = _note.registrationOf(holder);
        if (vm.getBlockTimestamp() >= _note.conversion().windowEnd || r.lots == r.converting) return;
        lots = bound(lots, 1, r.lots - r.converting);
        vm.prank(holder);
        _note.convert(lots);
        _asked[holder] += lots;
        _askedByAll += lots;
        if (r.converting == 0) ++converters;
    }

    function fixConversion() public {
        Conversion memory c = _note.conversion();
        if (c.windowEnd == 0 || vm.getBlockTimestamp() < c.windowEnd || c.isFixed) return;
        uint256 reserve = _note.state().reserveLots;
        uint256[] memory lots = new uint256[](_people.length);
        for (uint256 n; n < lots.length; ++n) {
            lots[n] = _note.registrationOf(_people[n]).lots;
        }
        _note.fixConversion();
        // Credits of 1,000 lots for what all that was asked could still pay.
        uint256 wanted = _askedByAll * (135_000 * ONE - perLot) * 1_000 / (c.price * ONE);
        for (uint256 n; n < lots.length; ++n) {
            checkAllocation(_people[n], lots[n], wanted, wanted < reserve ? wanted : reserve);
        }
    }

    /// @dev A holder's part is that of all that was asked, whoever asked when: credits to a lot, notes given up to two, never to the holder's favour.
    function checkAllocation(address holder, uint256 lots, uint256 wanted, uint256 given) private {
        Registration memory r = _note.registrationOf(holder);
        if (_asked[holder] == 0) {
            if (r.lots != lots || r.credits != 0) breach = "STRESS: converted without being asked";
            return;
        }
        uint256 credits = given * _asked[holder] / _askedByAll;
        if (r.credits > credits || r.credits + 1 < credits) breach = "STRESS: another part of the reserve";
        uint256 givenUp = wanted == 0 ? _asked[holder] : _asked[holder] * given / wanted;
        if (lots - r.lots < givenUp || lots - r.lots > givenUp + 2) breach = "STRESS: other notes were given up";
    }

    function takeCredits(uint256 who) public {
        address holder = person(who);
        uint256 credits = _note.registrationOf(holder).credits;
        if (credits == 0) return;
        vm.prank(holder);
        if (_note.takeCredits(holder) != credits) breach = "STRESS: other credits than were allocated";
    }

    function lockReserve(uint256 lots) external {
        if (_note.conversion().isFixed) return;
        lots = bound(lots, 0, _credit.balanceOf(_issuer) / 10);
        vm.startPrank(_issuer);
        _credit.approve(address(_note), lots);
        _note.lockReserve(lots);
        vm.stopPrank();
    }

    function releaseReserve(uint256 who) public {
        if (_note.state().reserveLots == 0) return;
        Conversion memory c = _note.conversion();
        bool isPaid = _note.state().supply != 0 && _note.unpaid(1e18) == 0;
        bool isPeace = c.declaredAt == 0 && (isPaid || vm.getBlockTimestamp() > due(12) + 30 days);
        address caller = who % 2 == 0 ? _issuer : person(who);
        bool mayRelease = caller == _issuer && (c.isFixed || isPeace);
        vm.prank(caller);
        try _note.releaseReserve(_issuer) {
            if (!mayRelease) breach = "STRESS: the reserve was taken away";
        } catch {
            if (mayRelease) breach = "EXIT: the reserve is stuck";
        }
    }

    function donate(uint256 amount) external {
        amount = bound(amount, 0, 1_000);
        _usdc.mint(address(_note), amount);
        donated += amount;
        vm.prank(_issuer);
        if (!_credit.transfer(address(_note), amount)) breach = "a transfer failed";
        donatedCredits += amount;
    }

    /// @dev EXIT: time passes and everybody takes what is his.
    function everybodyLeaves() external {
        uint256 end = due(12) + 31 days;
        if (vm.getBlockTimestamp() < end) vm.warp(end);
        // Stress of the last months may be declared as late as that: its window is still open.
        uint256 windowEnd = _note.conversion().windowEnd;
        if (vm.getBlockTimestamp() < windowEnd) vm.warp(windowEnd);
        this.fixConversion();
        for (uint256 n; n < _people.length; ++n) {
            this.unwrap(n, type(uint256).max);
            this.register(n, type(uint256).max);
            this.collect(n);
            this.takeCredits(n);
        }
        this.releaseReserve(0);
    }
}
