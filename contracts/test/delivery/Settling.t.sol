// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearing} from "../../src/interfaces/IClearing.sol";
import {CashSettlement, Election, ElectionState, IDeliveryDesk} from "../../src/interfaces/IDeliveryDesk.sol";
import {DeskFixture} from "./DeskFixture.sol";

/// @notice What was not delivered, when and how it is settled, and that nobody can hold up anybody.
contract SettlingTest is DeskFixture {
    uint24 private constant PRICE = 2_500;

    // ---------------------------------------------------------------- settling

    function test_WhenPartWasDelivered() external {
        uint64 election = agreed(100 * HOUR);
        vm.warp(START + 10 days);
        deliver(election, 60 * HOUR);
        toTheEnd(PRICE);
        assertEq(uint8(desk.stateOf(election)), uint8(ElectionState.Due), "due");

        vm.expectEmit(address(desk));
        emit IDeliveryDesk.ElectionSettled(election, 40 * HOUR, PRICE, 118_750_000, 18_750_000, 161_250_000);
        vm.prank(stranger);
        CashSettlement memory s = desk.settle(election);

        assertEq(s.toBuyer, 118_750_000, "40 x 2.500 and damages of 5 x 0.250 + 35 x 0.500");
        assertEq(desk.claimableOf(buyer), 118_750_000, "credited to the buyer");
        assertEq(desk.claimableOf(provider), 581_250_000, "60 x 7.000 by receipts and 161.250");
        assertEq(desk.electionOf(election).delivered, 60 * HOUR, "what was delivered stays known");
        assertTrue(desk.electionOf(election).settled, "the rest is settled");
        assertEq(uint8(desk.stateOf(election)), uint8(ElectionState.Settled), "settled");
        assertEmptyAfterClaims();
    }

    function test_EXIT_WhenNeitherEverDoesAnything() external {
        uint64 election = agreedWithoutMeter(100 * HOUR);
        toTheEnd(PRICE);
        vm.prank(stranger);
        desk.settle(election);
        assertEq(desk.claimableOf(buyer), 298_750_000, "100 x 2.500 and damages of 5 x 0.250 + 95 x 0.500");
        assertEq(desk.claimableOf(provider), 401_250_000, "what is left of 100 x 7.000");
        assertEmptyAfterClaims();
    }

    function test_WhenOneOfTwoElectionsOfAnOfferIsSettled_TheOtherStands() external {
        uint64 offer = makeOffer(100 * HOUR);
        uint64 first = elect(offer, 40 * HOUR);
        uint64 second = elect(offer, 60 * HOUR);
        vm.warp(START);
        deliver(second, 10 * HOUR);
        toTheEnd(PRICE);
        desk.settle(first);
        Election memory e = desk.electionOf(second);
        assertEq(e.delivered, 10 * HOUR, "its delivery is its own");
        assertFalse(e.settled, "and so is its settlement");
        assertEq(longs(address(desk)), 50 * HOUR, "its sets are still there");
        desk.settle(second);
        assertEmptyAfterClaims();
    }

    function test_TWICE_RevertWhen_ItWasSettledBefore() external {
        uint64 election = agreed(HOUR);
        toTheEnd(PRICE);
        desk.settle(election);
        bytes memory settled = abi.encodeWithSelector(IDeliveryDesk.AlreadySettled.selector, election);
        vm.expectRevert(settled);
        desk.settle(election);
        vm.expectRevert(settled);
        desk.postReceipt(receiptOf(election, HOUR), buyer, "");
    }

    function test_FSM_RevertWhen_ReceiptsMayStillBePosted() external {
        uint64 election = agreed(HOUR);
        uint64[3] memory times = [START, END, POSTING_END - 1];
        for (uint256 n; n < 3; ++n) {
            vm.warp(times[n]);
            if (n == 1) fixPrice(PRICE);
            vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.NotYetDue.selector, election, POSTING_END));
            desk.settle(election);
        }
        vm.warp(POSTING_END);
        desk.settle(election);
    }

    function test_FSM_RevertWhen_ThePriceIsNotFinal() external {
        uint64 election = agreed(HOUR);
        vm.warp(POSTING_END + 300 days);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.PriceNotFixed.selector, market));
        desk.settle(election);
        fixPrice(PRICE);
        desk.settle(election);
    }

    function test_FSM_StatesGoOneWay() external {
        uint64 election = agreed(2 * HOUR);
        assertEq(uint8(desk.stateOf(election)), uint8(ElectionState.Elected), "elected");
        vm.warp(START - 1);
        assertEq(uint8(desk.stateOf(election)), uint8(ElectionState.Elected), "to the last second before the month");
        vm.warp(START);
        assertEq(uint8(desk.stateOf(election)), uint8(ElectionState.Delivering), "delivering");
        deliver(election, HOUR);
        vm.warp(POSTING_END - 1);
        assertEq(uint8(desk.stateOf(election)), uint8(ElectionState.Delivering), "while receipts are taken");
        toTheEnd(PRICE);
        assertEq(uint8(desk.stateOf(election)), uint8(ElectionState.Due), "due");
        desk.settle(election);
        assertEq(uint8(desk.stateOf(election)), uint8(ElectionState.Settled), "settled");
    }

    // ---------------------------------------------------------------- previewing

    function test_ThePreviewIsWhatWillBePaid(uint64 delivered, uint24 tick) external {
        uint64 election = agreed(10 * HOUR);
        delivered = uint64(bound(delivered, 1, 10 * HOUR - 1));
        tick = uint24(bound(tick, 0, CAP));
        vm.warp(START);
        deliver(election, delivered);
        CashSettlement memory preview = desk.previewSettlement(election, tick);
        toTheEnd(tick);
        CashSettlement memory s = desk.settle(election);
        assertEq(abi.encode(preview), abi.encode(s), "to the unit");
        assertEq(desk.previewSettlement(election, tick).toBuyer, 0, "nothing more comes");
    }

    function test_RevertWhen_ThePreviewIsAboveTheCap() external {
        uint64 election = agreed(HOUR);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.PriceAboveCap.selector, CAP + 1, CAP));
        desk.previewSettlement(election, CAP + 1);
    }

    // ---------------------------------------------------------------- claiming

    function test_WhenAPartyIsBlocked_ItClaimsElsewhereAndHoldsUpNobody() external {
        uint64 election = agreed(100 * HOUR);
        vm.warp(START);
        deliver(election, 60 * HOUR);
        toTheEnd(PRICE);
        // The token moves nothing to the provider any more.
        vm.mockCallRevert(address(usdc), abi.encodeWithSelector(usdc.transfer.selector, provider), "blocked");
        desk.settle(election);
        assertEq(claim(buyer), 118_750_000, "the buyer is paid");
        vm.expectRevert();
        claim(provider);
        assertEq(desk.claimableOf(provider), 581_250_000, "the provider's money stays the provider's");
        vm.expectEmit(address(desk));
        emit IDeliveryDesk.Claimed(provider, 581_250_000, carol);
        vm.prank(provider);
        desk.claim(carol);
        assertEq(usdc.balanceOf(carol), 581_250_000, "and is paid to another address");
    }

    function test_TWICE_RevertWhen_NothingIsClaimable() external {
        bytes memory nothing = abi.encodeWithSelector(IDeliveryDesk.NothingToClaim.selector, buyer);
        vm.expectRevert(nothing);
        claim(buyer);
        uint64 election = agreed(HOUR);
        toTheEnd(PRICE);
        desk.settle(election);
        claim(buyer);
        vm.expectRevert(nothing);
        claim(buyer);
    }

    function test_RevertWhen_ItIsClaimedToNobody() external {
        uint64 election = agreed(HOUR);
        toTheEnd(PRICE);
        desk.settle(election);
        vm.expectRevert(IClearing.ZeroAddress.selector);
        vm.prank(buyer);
        desk.claim(address(0));
    }

    // ---------------------------------------------------------------- gifts

    function test_DONATE_WhatIsSentToTheDeskChangesNothing() external {
        uint64 election = agreed(100 * HOUR);
        usdc.mint(address(desk), 1e6);
        fund(address(desk), 2e6);
        vm.startPrank(buyer);
        assertTrue(longToken.transfer(address(desk), 5), "given away");
        longToken.approve(address(exchange), 7);
        exchange.deposit(long, 7, address(desk));
        exchange.deposit(short, 7, address(desk));
        vm.stopPrank();

        toTheEnd(PRICE);
        desk.settle(election);
        assertEq(claim(buyer), 298_750_000, "as without the gifts");
        assertEq(claim(provider), 401_250_000, "as without the gifts");
        assertEq(cash(address(desk)), 2e6, "the gift is nobody's");
        assertEq(longs(address(desk)), 7, "LONG too");
        assertEq(shorts(address(desk)), 7, "SHORT too");
    }

    // ---------------------------------------------------------------- other series

    function test_WhenOffersAreOfTwoSeries_EachHasItsOwnTimesAndPrice() external {
        uint64 december = agreed(10 * HOUR);
        uint32 first = market;
        // 2.5 × 3.6: a cap of 9.000.
        market = registry.listMonth(registry.listGrade("H200-US", "H200", 3_600, 1_000, 100_000, true), 2027, 1);
        useTokensOf(market);
        fund(provider, 90_000_000);
        fund(buyer, 90_000_000);
        arm(provider, 10 * HOUR);
        arm(buyer, 10 * HOUR);
        uint64 january = agreed(10 * HOUR);
        vm.warp(START);
        deliver(december, HOUR);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.ReceiptOutsideWindow.selector, START, END, END + 31 days));
        this.deliverOne(january);
        vm.warp(END);
        deliver(january, HOUR);
        assertEq(desk.claimableOf(provider), 16 * DOLLAR, "an hour at 7.000 and one at 9.000");
        assertEq(desk.offerOf(1).market, first, "the first offer's series");
    }

    function deliverOne(uint64 election) external {
        deliver(election, HOUR);
    }

    // ---------------------------------------------------------------- parts

    function assertEmptyAfterClaims() private {
        uint256 held = cash(address(desk));
        uint256 paid = claim(buyer) + claim(provider);
        assertEq(paid, held, "to the unit");
        assertEq(cash(address(desk)), 0, "no money is left");
        assertEq(longs(address(desk)), 0, "no LONG");
        assertEq(shorts(address(desk)), 0, "no SHORT");
    }
}
