// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bundle} from "../../src/financing/Bundle.sol";
import {ComputeCredit} from "../../src/financing/ComputeCredit.sol";
import {RevenueNote} from "../../src/financing/RevenueNote.sol";
import {Conversion, NoteState, Registration} from "../../src/interfaces/IRevenueNote.sol";
import {FinancingFixture} from "./FinancingFixture.sol";
import {NoteHandler} from "./NoteHandler.sol";

/// @notice Invariants 5 … 10 of INVARIANTS.md, by their numbers.
contract NoteInvariantsTest is FinancingFixture {
    uint256 private constant CAP_PER_LOT = 135_000;
    /// @dev Payments of a run at most, each rounded by less than a micro-USDC, in one campaign.
    uint256 private constant ROUNDING = 200;

    NoteHandler private _handler;
    RevenueNote private _note;
    ComputeCredit private _credit;
    Bundle private _bundle;
    address[] private _people;

    function setUp() public override {
        super.setUp();
        _credit = reserveCredit(grade, 10_000_000, 28_000_000_000);
        _note = issueNote(noteTerms(address(_credit)), 3_000_000);
        _people = [alice, bob, carol, issuer];
        _bundle = Bundle(bundleFactory.create(address(_credit), address(_note), 2));
        // A day before the sale ends, eleven before the first grace does: a run has time for stress, conversion and what comes after.
        vm.warp(START + 44 days);
        printDays(30, PRICE);
        _handler = new NoteHandler(_note, _credit, _bundle, usdc, index, _people, reporters);
        // What is wrapped is the bundle's.
        _people.push(address(_bundle));
        // Someone holds notes from the start: a run without any shows nothing.
        _handler.buy(0, 60_000);
        _handler.buy(1, 39_999);
        targetContract(address(_handler));
        // The end of a run, not a part of it.
        bytes4[] memory ends = new bytes4[](1);
        ends[0] = NoteHandler.everybodyLeaves.selector;
        excludeSelector(FuzzSelector(address(_handler), ends));
    }

    function invariant_COUPON_BACK_STRESS_DONATE() public view {
        NoteState memory s = _note.state();
        assertEq(_handler.breach(), "", "the model and the note agree");
        uint256 owed = check5Coupons();
        check6Cap(s, owed);
        check7Backed(s);
        check8OneWay();
        check8Holders(s);
        checkBundle();
        assertEq(s.saleOpen, _handler.isOnSale(), "8 STRESS: nothing is sold once the first coupon is due");
    }

    function checkBundle() private view {
        uint256 bundles = _bundle.totalSupply();
        assertEq(_note.balanceOf(address(_bundle)), 2 * bundles, "7 BACK: two notes a bundle");
        assertEq(_credit.balanceOf(address(_bundle)), bundles, "7 BACK: a credit a bundle");
    }

    /// @return owed What all holders can collect or carry, micro-USDC.
    function check5Coupons() private view returns (uint256 owed) {
        for (uint256 n; n < _people.length; ++n) {
            address holder = _people[n];
            uint256 open = _note.registrationOf(holder).collectable + _note.accumulated(_note.balanceOf(holder));
            owed += open;
            int256 has = int256(open) + _handler.paid(holder);
            int256 model = int256(_handler.coupons(holder) / 1e30);
            assertApproxEqAbs(has, model, ROUNDING, "5 COUPON: as the model pays it");
        }
    }

    function check6Cap(NoteState memory s, uint256 owed) private view {
        assertLe(_note.couponIndex() >> 96, CAP_PER_LOT, "6 COUPON: never more than the cap per lot");
        assertLe(s.collected + owed, s.deposited, "6 COUPON: no more than was deposited");
        uint256 cap = s.supply * CAP_PER_LOT;
        if (_note.conversion().converted == 0) {
            assertEq(s.deposited + s.remaining, cap, "6 COUPON: the rest is what is missing, exactly");
        }
        // Each converting holder may leave a lot behind by rounding.
        uint256 lots = _note.totalSupply() + registered();
        assertLe(lots, s.supply, "6 COUPON: no lot earns that is not counted");
        assertGe(lots + _handler.converters(), s.supply, "6 COUPON: nearly all that are counted are held");
    }

    function registered() private view returns (uint256 lots) {
        for (uint256 n; n < _people.length; ++n) {
            lots += _note.registrationOf(_people[n]).lots;
        }
    }

    function check7Backed(NoteState memory s) private view {
        uint256 held = s.deposited - s.collected + _handler.donated();
        assertEq(usdc.balanceOf(address(_note)), held, "7 BACK, 10 DONATE: to the unit");
        uint256 credits = s.reserveLots + _handler.donatedCredits();
        for (uint256 n; n < _people.length; ++n) {
            credits += _note.registrationOf(_people[n]).credits;
        }
        uint256 heldCredits = _credit.balanceOf(address(_note));
        assertGe(heldCredits, credits, "7 BACK: every credit that is owed is there");
        assertLe(heldCredits, credits + _handler.converters(), "7 BACK: nothing but rounding is left over");
    }

    /// @dev The model remembers from call to call; what this contract wrote would be forgotten.
    function check8OneWay() private view {
        Conversion memory c = _note.conversion();
        Conversion memory model = _handler.conversion();
        assertEq(uint8(c.cause), uint8(model.cause), "8 STRESS: its cause never changes");
        assertEq(c.declaredAt, model.declaredAt, "8 STRESS: it is never undone");
        assertEq(c.windowEnd, model.windowEnd, "8 STRESS: its window never changes");
        assertEq(c.price, model.price, "8 STRESS: the price of final prints, for good");
        assertEq(c.asked, model.asked, "8 STRESS: asked is what was free, in the window");
        assertEq(abi.encode(c), abi.encode(model), "8 STRESS: an allocation is fixed once");
    }

    /// @dev So whatever was refused has changed nothing.
    function check8Holders(NoteState memory s) private view {
        assertEq(s.reserveLots, _handler.reserve(), "8 STRESS: locked is what the model locked");
        for (uint256 n; n < _people.length; ++n) {
            Registration memory r = _note.registrationOf(_people[n]);
            assertEq(r.lots, _handler.registered(_people[n]), "8 STRESS: none go that were not taken out or converted");
            assertEq(r.converting, _handler.asked(_people[n]), "8 STRESS: what was asked is not taken back");
            assertEq(r.credits, _handler.credits(_people[n]), "8 STRESS: a part is allocated once, and taken once");
        }
    }

    function afterInvariant() external {
        _handler.everybodyLeaves();
        invariant_COUPON_BACK_STRESS_DONATE();
        for (uint256 n; n < _people.length; ++n) {
            Registration memory r = _note.registrationOf(_people[n]);
            assertEq(r.collectable + r.credits, 0, "9 EXIT: everything was taken");
        }
        assertEq(_note.totalSupply(), 0, "9 EXIT: every bearer note could be registered");
        assertEq(_note.state().reserveLots, 0, "9 EXIT: the reserve is the issuer's again, or holders'");
        NoteState memory s = _note.state();
        assertLe(s.deposited - s.collected, ROUNDING + _handler.converters() * CAP_PER_LOT, "9 EXIT: no coupon is left");
    }
}
