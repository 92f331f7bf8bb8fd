// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ComputeCredit} from "../../src/financing/ComputeCredit.sol";
import {TermsText} from "../../src/financing/TermsText.sol";
import {CreditTerms} from "../../src/interfaces/IComputeCredit.sol";
import {ICreditFactory} from "../../src/interfaces/ICreditFactory.sol";
import {INoteFactory} from "../../src/interfaces/INoteFactory.sol";
import {NoteTerms} from "../../src/interfaces/IRevenueNote.sol";
import {FinancingFixture} from "./FinancingFixture.sol";

/// @notice What can be issued, and what not.
contract FactoriesTest is FinancingFixture {
    uint256 private constant USDC = 1e6;

    function refuse(CreditTerms memory terms, bytes memory reason) private {
        vm.expectRevert(reason);
        issueCredit(terms, 1_000_000, 560 * USDC);
    }

    function refuse(NoteTerms memory terms, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(issuer);
        noteFactory.issue(terms, 0);
    }

    function outside(string memory term, uint256 given, uint256 minimum, uint256 maximum)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeWithSelector(INoteFactory.InvalidNoteTerm.selector, term, given, minimum, maximum);
    }

    // ---------------------------------------------------------------- credits

    function test_WhenACreditIsIssued() external {
        ComputeCredit credit = issueCredit(creditTerms(), 1_000_000, 560 * USDC);
        assertEq(credit.balanceOf(issuer), 1_000_000, "all lots are the issuer's");
        assertEq(usdc.balanceOf(address(credit)), 560 * USDC, "20 % of 1,000 GPU-hours at 2.80");
        assertEq(credit.issuePrice(), PRICE, "recorded");
        assertEq(credit.issuer(), issuer, "whoever called");
        assertEq(credit.decimals(), 3, "a base unit is a lot");
        assertEq(credit.symbol(), "NW-H100-Z26", "as given");
        assertEq(creditFactory.creditAt(1), address(credit), "numbered from 1");
        assertTrue(creditFactory.isCredit(address(credit)), "known");
        assertFalse(creditFactory.isCredit(creditFactory.implementation()), "the implementation is none");
    }

    function testFuzz_WhenTheBondIsTooSmall(uint256 lots, uint256 price) external {
        lots = bound(lots, 1, 1e10);
        price = bound(price, 1, 1e8);
        vm.warp(START + 1 days);
        printDays(1, price);
        // A fifth of lots × price / 1,000, rounded up.
        uint256 minimum = (lots * price + 4_999) / 5_000;
        vm.expectRevert(abi.encodeWithSelector(ICreditFactory.BondTooSmall.selector, minimum - 1, minimum));
        issueCredit(creditTerms(), lots, minimum - 1);
        assertEq(issueCredit(creditTerms(), lots, minimum).state().bond, minimum, "the floor is enough");
    }

    function test_WhenTheTermsOfACreditAreWrong() external {
        CreditTerms memory terms = creditTerms();
        terms.referencePrice = 1;
        refuse(terms, abi.encodeWithSelector(ICreditFactory.InvalidPricing.selector, grade, 1));
        terms.grade = 0;
        terms.referencePrice = 0;
        refuse(terms, abi.encodeWithSelector(ICreditFactory.InvalidPricing.selector, 0, 0));

        terms = creditTerms();
        terms.end = terms.start;
        refuse(terms, abi.encodeWithSelector(ICreditFactory.InvalidWindow.selector, START, START));
        terms.start = 1;
        refuse(terms, abi.encodeWithSelector(ICreditFactory.InvalidWindow.selector, 1, START));
        terms.end = uint64(START + 4_381 days);
        refuse(terms, abi.encodeWithSelector(ICreditFactory.InvalidWindow.selector, 1, START + 4_381 days));

        terms = creditTerms();
        terms.meter = issuer;
        refuse(terms, abi.encodeWithSelector(ICreditFactory.MeterIsIssuer.selector, issuer));
        terms = creditTerms();
        terms.name = "";
        refuse(terms, abi.encodeWithSelector(TermsText.InvalidTermsText.selector, "", 32));
        terms = creditTerms();
        terms.symbol = "H100\xe2\x80\xae";
        refuse(terms, abi.encodeWithSelector(TermsText.InvalidTermsText.selector, "H100\xe2\x80\xae", 32));
        terms = creditTerms();
        terms.unit = "a unit of more than 32 characters";
        refuse(terms, abi.encodeWithSelector(TermsText.InvalidTermsText.selector, terms.unit, 32));
    }

    function test_INDEX_WhenThePrintIsTooOldToIssueAt() external {
        vm.warp(START + 5 days);
        refuse(creditTerms(), abi.encodeWithSelector(ICreditFactory.IndexTooOld.selector, grade, START / 1 days - 3));
        CreditTerms memory terms = creditTerms();
        terms.grade = 99;
        refuse(terms, abi.encodeWithSelector(ICreditFactory.IndexTooOld.selector, 99, 0));
    }

    function test_WhenNothingIsIssued() external {
        vm.expectRevert(abi.encodeWithSelector(ICreditFactory.InvalidIssue.selector, 0, type(uint56).max));
        issueCredit(creditTerms(), 0, 0);
    }

    // ---------------------------------------------------------------- notes

    function test_WhenTheNumbersOfANoteAreWrong() external {
        NoteTerms memory terms = noteTerms(address(0));
        terms.shareBp = 499;
        refuse(terms, outside("shareBp", 499, 500, 1_000));
        terms.shareBp = 1_001;
        refuse(terms, outside("shareBp", 1_001, 500, 1_000));
        terms = noteTerms(address(0));
        terms.capBp = 10_000;
        refuse(terms, outside("capBp", 10_000, 10_001, 30_000));
        terms = noteTerms(address(0));
        terms.firstDue = uint64(START);
        refuse(terms, outside("firstDue", START, START + 1, START + 400 days));
        terms = noteTerms(address(0));
        terms.coupons = 121;
        refuse(terms, outside("coupons", 121, 1, 120));
        terms = noteTerms(address(0));
        terms.lots = 0;
        refuse(terms, outside("lots", 0, 1, type(uint56).max));
        terms = noteTerms(address(0));
        // 135 USDC in twelve coupons: 11.25 each.
        terms.minimumCoupon = 11_250_001;
        refuse(terms, outside("minimumCoupon", 11_250_001, 1, 11_250_000));
        terms = noteTerms(address(0));
        terms.issuePrice = 99_999;
        refuse(terms, abi.encodeWithSelector(INoteFactory.CapNotExact.selector, 99_999, 13_500));
    }

    function test_WhenTheReserveIsWrong() external {
        vm.expectRevert(outside("reserveLots", 5, 0, 0));
        vm.prank(issuer);
        noteFactory.issue(noteTerms(address(0)), 5);

        refuse(noteTerms(address(usdc)), abi.encodeWithSelector(INoteFactory.InvalidReserve.selector, address(usdc)));
        ComputeCredit credit = reserveCredit(grade, 1_000_000, 2_800 * USDC);
        vm.expectRevert(abi.encodeWithSelector(INoteFactory.InvalidReserve.selector, address(credit)));
        vm.prank(alice);
        noteFactory.issue(noteTerms(address(credit)), 0);

        credit = issueCredit(creditTerms(), 1_000_000, 2_800 * USDC);
        // Maturity on 2027-12-15, 60 days more.
        uint256 earliest = 1_828_828_800 + 60 days;
        refuse(
            noteTerms(address(credit)),
            abi.encodeWithSelector(INoteFactory.ReserveEndsTooEarly.selector, START + 31 days, earliest)
        );
    }
}
