// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {StdUtils} from "forge-std/StdUtils.sol";
import {Vm} from "forge-std/Vm.sol";

import {Bundle} from "../../src/financing/Bundle.sol";
import {ComputeCredit} from "../../src/financing/ComputeCredit.sol";
import {RevenueNote} from "../../src/financing/RevenueNote.sol";
import {PriceIndex} from "../../src/index/PriceIndex.sol";
import {Conversion, IRevenueNote, NoteState, Registration, StressCause} from "../../src/interfaces/IRevenueNote.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {NoteModel} from "./NoteModel.sol";

/// @notice Does at random what holders, the issuer among them, reporters, strangers and time can do to a note, and tries what they may not. It never
/// reverts.
contract NoteHandler is NoteModel, StdUtils {
    RevenueNote private immutable _note;
    ComputeCredit private immutable _credit;
    Bundle private immutable _bundle;
    MockToken private immutable _usdc;
    address private immutable _issuer;
    address[] private _people;

    uint256 public donated;
    uint256 public donatedCredits;

    constructor(
        RevenueNote note,
        ComputeCredit credit,
        Bundle bundle,
        MockToken usdc,
        PriceIndex index,
        address[] memory people,
        Vm.Wallet[] memory reporters
    ) NoteModel(index, credit.terms().grade, reporters) {
        _note = note;
        _credit = credit;
        _bundle = bundle;
        _usdc = usdc;
        _issuer = note.issuer();
        _people = people;
        reserve = note.state().reserveLots;
    }

    function person(uint256 seed) private view returns (address) {
        return _people[seed % _people.length];
    }

    // ---------------------------------------------------------------- the clock

    function wait(uint256 time) external {
        vm.warp(vm.getBlockTimestamp() + bound(time, 1 hours, 20 days));
    }

    /// @notice Nobody does anything until the grace of the month is over: left to chance, few runs would come to stress.
    function passGrace() external {
        uint256 month = monthNow();
        if (month <= 12) vm.warp(due(month) + 10 days + 1);
    }

    // ---------------------------------------------------------------- primary sale

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

    // ---------------------------------------------------------------- holders

    function transfer(uint256 from, uint256 to, uint256 lots) external {
        lots = bound(lots, 0, _note.balanceOf(person(from)));
        vm.prank(person(from));
        if (!_note.transfer(person(to), lots)) breach = "a transfer failed";
        move(person(from), person(to), lots);
    }

    /// @dev Two notes and a credit of the issuer's each.
    function wrap(uint256 who, uint256 lots) external {
        address holder = person(who);
        uint256 notes = _note.balanceOf(holder) / 2;
        uint256 inStock = _credit.balanceOf(_issuer);
        lots = bound(lots, 0, notes < inStock ? notes : inStock);
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
        lots = bound(lots, 1, balance);
        vm.prank(holder);
        paid[holder] += int256(_note.register(lots));
        registered[holder] += lots;
    }

    /// @dev Of all that are registered and of one more: what is under conversion is not free.
    function unregister(uint256 who, uint256 lots) external {
        address holder = person(who);
        lots = bound(lots, 1, registered[holder] + 1);
        bool mayUnregister = lots <= freeOf(holder);
        _usdc.mint(holder, 1e15);
        vm.startPrank(holder);
        _usdc.approve(address(_note), type(uint256).max);
        try _note.unregister(lots, holder) returns (uint256 paidBack) {
            if (!mayUnregister) breach = "STRESS: lots under conversion were taken out";
            paid[holder] -= int256(paidBack);
            registered[holder] -= lots;
        } catch (bytes memory reason) {
            string memory stuck = "EXIT: free lots could not be taken out";
            checkRefusal(mayUnregister, stuck, reason, IRevenueNote.TooFewRegistered.selector);
        }
        vm.stopPrank();
    }

    function collect(uint256 who) public {
        address holder = person(who);
        if (_note.registrationOf(holder).collectable == 0) return;
        vm.prank(holder);
        paid[holder] += int256(_note.collect(holder));
    }

    // ---------------------------------------------------------------- coupons

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

    // ---------------------------------------------------------------- stress

    function declareCouponMissed(uint256 month, uint256 print) external {
        month = monthToDeclare(month, 1);
        freshPrints(print);
        bool isMissed = couponsUntil(13) < month * _note.state().supply * 8_000;
        bool mayDeclare = isMissed && isStressTime(month);
        try _note.declareCouponMissed(month) {
            if (!mayDeclare) breach = "STRESS: declared though the terms were kept";
            declares(StressCause.CouponMissed);
            everybodyAsks();
        } catch {
            if (mayDeclare) breach = "STRESS: a missed coupon could not be declared";
        }
    }

    function declareCovenantBroken(uint256 month, uint256 print) external {
        month = monthToDeclare(month, 3);
        freshPrints(print);
        uint256 had = couponsUntil(month) - couponsUntil(month - 3);
        // 8 USDC a note and month; what came earlier than that counts on.
        uint256 scheduled = (month - 3) * _note.state().supply * 8_000;
        if (couponsUntil(month - 3) > scheduled) had += couponsUntil(month - 3) - scheduled;
        // Three coupons of 8 USDC a note: 70 % are 16.80.
        bool isUnder = had < _note.state().supply * 16_800 && _note.state().remaining != 0;
        bool mayDeclare = isUnder && isStressTime(month) && monthNow() == month + 1 && !isPastLastGrace();
        try _note.declareCovenantBroken(month) {
            if (!mayDeclare) breach = "STRESS: declared though the covenant was kept";
            declares(StressCause.CovenantBroken);
            everybodyAsks();
        } catch {
            if (mayDeclare) breach = "STRESS: a broken covenant could not be declared";
        }
    }

    /// @dev Every other time the last whose grace is over.
    function monthToDeclare(uint256 random, uint256 first) private view returns (uint256 month) {
        month = random % 2 == 0 ? monthNow() - 1 : bound(random, first, 12);
        if (month < first) month = first;
    }

    /// @dev When stress is declared there is a fresh final print every other time, and as often a later one that does not count: it is of that evening, or
    /// challenged. Left to chance, hardly one would be fresh.
    function freshPrints(uint256 random) private {
        if (_conversion.declaredAt != 0) return;
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

    /// @dev Few runs would come to a conversion if the window were left to chance: half of all registered notes are asked to convert at once.
    function everybodyAsks() private {
        for (uint256 n; n < _people.length; ++n) {
            this.register(n, type(uint256).max);
            this.convert(n, registered[_people[n]] / 2);
        }
    }

    /// @dev At any time, and of all that are registered and of one more: what is asked already is not free.
    function convert(uint256 who, uint256 lots) external {
        address holder = person(who);
        lots = bound(lots, 1, registered[holder] + 1);
        bool mayConvert = isWindowOpen() && lots <= freeOf(holder);
        vm.prank(holder);
        try _note.convert(lots) {
            if (!mayConvert) breach = "STRESS: converted out of the window, or more than is free";
            asks(holder, lots);
        } catch (bytes memory reason) {
            bytes4 expected =
                isWindowOpen() ? IRevenueNote.TooFewRegistered.selector : IRevenueNote.ConversionNotOpen.selector;
            checkRefusal(mayConvert, "STRESS: free lots could not be converted", reason, expected);
        }
    }

    /// @dev At any time, and again.
    function fixConversion() public {
        bool mayFix = isWindowOver() && !_conversion.isFixed;
        try _note.fixConversion() {
            if (mayFix) checkAllocation();
            else breach = "STRESS: fixed before the window was over, or twice";
        } catch (bytes memory reason) {
            bytes4 expected =
                isWindowOver() ? IRevenueNote.ConversionAlreadyFixed.selector : IRevenueNote.ConversionNotOpen.selector;
            checkRefusal(mayFix, "EXIT: the allocation could not be fixed", reason, expected);
        }
    }

    function checkAllocation() private {
        Conversion memory c = _note.conversion();
        (uint256 wanted, uint256 given) = fixes(c.converted, c.credits, _note.state().reserveLots);
        for (uint256 n; n < _people.length; ++n) {
            Registration memory r = _note.registrationOf(_people[n]);
            allocates(_people[n], r.lots, r.credits, wanted, given);
        }
    }

    /// @dev Also by who has none, or has taken them.
    function takeCredits(uint256 who) public {
        address holder = person(who);
        bool mayTake = credits[holder] != 0;
        vm.prank(holder);
        try _note.takeCredits(holder) returns (uint256 taken) {
            if (!mayTake || taken != credits[holder]) breach = "STRESS: other credits than were allocated, or twice";
            credits[holder] = 0;
        } catch (bytes memory reason) {
            checkRefusal(mayTake, "EXIT: credits are stuck", reason, IRevenueNote.NothingToCollect.selector);
        }
    }

    // ---------------------------------------------------------------- the reserve

    /// @dev Also once the allocation is fixed.
    function lockReserve(uint256 lots) external {
        lots = bound(lots, 0, _credit.balanceOf(_issuer) / 10);
        bool mayLock = !_conversion.isFixed;
        vm.startPrank(_issuer);
        _credit.approve(address(_note), lots);
        try _note.lockReserve(lots) {
            if (!mayLock) breach = "STRESS: the reserve grew after it was allocated";
            reserve += lots;
        } catch (bytes memory reason) {
            string memory stuck = "the reserve could not be raised";
            checkRefusal(mayLock, stuck, reason, IRevenueNote.ConversionAlreadyFixed.selector);
        }
        vm.stopPrank();
    }

    function releaseReserve(uint256 who) public {
        bool isPaid = _note.state().supply != 0 && _note.unpaid(1e18) == 0;
        bool isPeace = _conversion.declaredAt == 0 && (isPaid || vm.getBlockTimestamp() > due(12) + 30 days);
        bool isFree = _conversion.isFixed || isPeace;
        address caller = who % 2 == 0 ? _issuer : person(who);
        bool mayRelease = caller == _issuer && isFree && reserve != 0;
        vm.prank(caller);
        try _note.releaseReserve(_issuer) {
            if (!mayRelease) breach = "STRESS: the reserve was taken away";
            reserve = 0;
        } catch (bytes memory reason) {
            bytes4 expected = isFree ? IRevenueNote.NoReserve.selector : IRevenueNote.ReserveStillLocked.selector;
            if (caller != _issuer) expected = IRevenueNote.OnlyIssuer.selector;
            checkRefusal(mayRelease, "EXIT: the reserve is stuck", reason, expected);
        }
    }

    // ---------------------------------------------------------------- strangers

    function donate(uint256 amount) external {
        amount = bound(amount, 0, 1_000);
        _usdc.mint(address(_note), amount);
        donated += amount;
        vm.prank(_issuer);
        if (!_credit.transfer(address(_note), amount)) breach = "a transfer failed";
        donatedCredits += amount;
    }

    /// @dev EXIT: time passes and everybody takes what is his. Whoever comes again, or too late, changes nothing.
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
            this.convert(n, 1);
            this.takeCredits(n);
            this.takeCredits(n);
        }
        this.lockReserve(1_000);
        this.fixConversion();
        this.releaseReserve(0);
        this.releaseReserve(0);
    }
}
