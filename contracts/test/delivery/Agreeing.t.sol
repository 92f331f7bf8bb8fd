// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

import {
    Election,
    ElectionState,
    IDeliveryDesk,
    Offer,
    OfferRequest,
    Schedule
} from "../../src/interfaces/IDeliveryDesk.sol";
import {ISeriesRegistry} from "../../src/interfaces/ISeriesRegistry.sol";
import {DeskFixture} from "./DeskFixture.sol";

/// @notice Offers, elections and what is taken back of them, up to the close of notice.
contract AgreeingTest is DeskFixture {
    // ---------------------------------------------------------------- schedule

    function test_TheScheduleOfDecember() external view {
        Schedule memory s = desk.scheduleOf(market);
        assertEq(s.noticeClose, NOTICE_CLOSE, "2026-11-21");
        assertEq(s.start, START, "2026-12-01");
        assertEq(s.end, END, "2027-01-01");
        assertEq(s.postingEnd, POSTING_END, "2027-01-04");
        assertEq(s.end, EXPIRY, "trading ends with the month");
    }

    function test_TheScheduleOfALeapFebruary() external {
        Schedule memory s = desk.scheduleOf(registry.listMonth(grade, 2028, 2));
        assertEq(s.noticeClose, 1_832_112_000, "2028-01-22, 00:00 UTC");
        assertEq(s.start + 29 days, s.end, "29 days");
    }

    function test_RevertWhen_TheScheduleOfASpotMarketIsAsked() external {
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.UnknownSeries.selector, market + 1));
        desk.scheduleOf(market + 1);
    }

    // ---------------------------------------------------------------- offering

    function test_WhenAProviderOffers() external {
        OfferRequest memory r = offerOf(100 * HOUR);
        vm.expectEmit(address(desk));
        emit IDeliveryDesk.OfferMade(1, market, provider, 100 * HOUR, HOUR, meter, r.site, r.endpoint, r.terms);
        uint64 id = makeOffer(r);

        Offer memory o = desk.offerOf(id);
        assertEq(o.provider, provider, "provider");
        assertEq(o.market, market, "market");
        assertEq(o.open, 100 * HOUR, "all of it is open");
        assertEq(o.minimum, HOUR, "minimum");
        assertEq(o.meter, meter, "meter");
        assertEq(desk.offerCount(), 1, "counted");
        assertEq(shortToken.balanceOf(provider), 900 * HOUR, "SHORT taken");
        assertEq(shorts(address(desk)), 100 * HOUR, "and locked in the exchange's ledger");
        assertEq(shortToken.balanceOf(address(desk)), 0, "nothing outside");
    }

    function test_WhenAProviderOffersASecondTime() external {
        makeOffer(HOUR);
        assertEq(makeOffer(2 * HOUR), 2, "an offer of its own");
        assertEq(desk.offerOf(1).open, HOUR, "the first stands");
    }

    function test_WhenAnOfferComesInTheLastSecondOfNotice() external {
        vm.warp(NOTICE_CLOSE - 1);
        makeOffer(HOUR);
    }

    function test_RevertWhen_AnOfferComesAfterNotice() external {
        vm.warp(NOTICE_CLOSE);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.NoticeClosed.selector, market, NOTICE_CLOSE));
        makeOffer(HOUR);
    }

    function test_RevertWhen_TheGradeSettlesInCashOnly() external {
        uint32 cashOnly = registry.listGrade("RTX5090", "RTX5090", 550, 1_000, 5_000, false);
        OfferRequest memory r = offerOf(HOUR);
        r.market = registry.listMonth(cashOnly, 2026, 12);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.NotDeliverable.selector, r.market, cashOnly));
        makeOffer(r);
    }

    function test_RevertWhen_TheMarketIsNoSeries() external {
        OfferRequest memory r = offerOf(HOUR);
        r.market = 99;
        vm.expectRevert(abi.encodeWithSelector(ISeriesRegistry.UnknownSeries.selector, 99));
        makeOffer(r);
    }

    function test_RevertWhen_LotsAreNotWholeHours(uint64 lots) external {
        if (lots % HOUR == 0) lots = 0;
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.NotWholeHours.selector, lots));
        makeOffer(lots);
        OfferRequest memory r = offerOf(HOUR);
        r.minimum = lots;
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.NotWholeHours.selector, lots));
        makeOffer(r);
    }

    function test_RevertWhen_TheMinimumIsAboveTheOffer() external {
        OfferRequest memory r = offerOf(HOUR);
        r.minimum = 2 * HOUR;
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.MinimumAboveOffer.selector, 2 * HOUR, HOUR));
        makeOffer(r);
    }

    function test_METER_RevertWhen_TheProviderNamesItselfAsTheMeter() external {
        OfferRequest memory r = offerOf(HOUR);
        r.meter = provider;
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.MeterIsProvider.selector, provider));
        makeOffer(r);
    }

    function test_RevertWhen_ATextIsTooShortOrTooLong() external {
        OfferRequest memory r = offerOf(HOUR);
        (r.site, r.endpoint, r.terms) = (text(64), text(256), text(1_024));
        makeOffer(r);
        r.terms = "";
        makeOffer(r);

        r.site = text(65);
        expectInvalid("site", 65, 1, 64);
        makeOffer(r);
        r.site = "";
        expectInvalid("site", 0, 1, 64);
        makeOffer(r);
        (r.site, r.endpoint) = ("x", text(257));
        expectInvalid("endpoint", 257, 1, 256);
        makeOffer(r);
        r.endpoint = "";
        expectInvalid("endpoint", 0, 1, 256);
        makeOffer(r);
        (r.endpoint, r.terms) = ("x", text(1_025));
        expectInvalid("terms", 1_025, 0, 1_024);
        makeOffer(r);
    }

    function test_RevertWhen_TheProviderLacksSHORT() external {
        vm.expectRevert();
        makeOffer(1_001 * HOUR);
        assertEq(desk.offerCount(), 0, "nothing was offered");
    }

    // ---------------------------------------------------------------- electing

    function test_WhenABuyerElectsPart() external {
        uint64 offer = makeOffer(100 * HOUR);
        vm.expectEmit(address(desk));
        emit IDeliveryDesk.Elected(1, offer, buyer, 30 * HOUR);
        uint64 id = elect(offer, 30 * HOUR);

        Election memory e = desk.electionOf(id);
        assertEq(e.buyer, buyer, "buyer");
        assertEq(e.offer, offer, "offer");
        assertEq(e.lots, 30 * HOUR, "lots");
        assertEq(e.delivered, 0, "nothing yet");
        assertFalse(e.settled, "not settled");
        assertEq(desk.electionCount(), 1, "counted");
        assertEq(desk.offerOf(offer).open, 70 * HOUR, "the rest is open");
        assertEq(longToken.balanceOf(buyer), 970 * HOUR, "LONG taken");
        assertEq(longs(address(desk)), 30 * HOUR, "and locked");
        assertEq(uint8(desk.stateOf(id)), uint8(ElectionState.Elected), "elected");
    }

    function test_WhenTheLastLotsAreBelowTheMinimum() external {
        OfferRequest memory r = offerOf(50 * HOUR);
        r.minimum = 20 * HOUR;
        uint64 offer = makeOffer(r);
        elect(offer, 20 * HOUR);
        elect(offer, 20 * HOUR);
        elect(offer, 10 * HOUR);
        assertEq(desk.offerOf(offer).open, 0, "all taken");
    }

    function test_RevertWhen_AnElectionIsBelowTheMinimum() external {
        OfferRequest memory r = offerOf(50 * HOUR);
        r.minimum = 20 * HOUR;
        uint64 offer = makeOffer(r);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.BelowMinimum.selector, 19 * HOUR, 20 * HOUR, 50 * HOUR));
        elect(offer, 19 * HOUR);
    }

    function test_RevertWhen_MoreIsElectedThanIsOpen() external {
        uint64 offer = makeOffer(10 * HOUR);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.NotOpen.selector, 11 * HOUR, 10 * HOUR));
        elect(offer, 11 * HOUR);
        elect(offer, 10 * HOUR);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.NotOpen.selector, HOUR, 0));
        elect(offer, HOUR);
    }

    function test_RevertWhen_ElectedLotsAreNotWholeHours() external {
        uint64 offer = makeOffer(10 * HOUR);
        for (uint64 lots; lots <= 1_001; lots += 1_001) {
            vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.NotWholeHours.selector, lots));
            elect(offer, lots);
        }
    }

    function test_RevertWhen_NoticeHasClosed() external {
        uint64 offer = makeOffer(10 * HOUR);
        vm.warp(NOTICE_CLOSE - 1);
        elect(offer, HOUR);
        vm.warp(NOTICE_CLOSE);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.NoticeClosed.selector, market, NOTICE_CLOSE));
        elect(offer, HOUR);
    }

    function test_RevertWhen_ThereIsNoSuchOfferOrElection() external {
        bytes memory unknownOffer = abi.encodeWithSelector(IDeliveryDesk.UnknownOffer.selector, 7);
        bytes memory unknownElection = abi.encodeWithSelector(IDeliveryDesk.UnknownElection.selector, 7);
        vm.expectRevert(unknownOffer);
        elect(7, HOUR);
        vm.expectRevert(unknownOffer);
        desk.withdraw(7, HOUR);
        vm.expectRevert(unknownOffer);
        desk.offerOf(7);
        vm.expectRevert(unknownElection);
        desk.electionOf(7);
        vm.expectRevert(unknownElection);
        desk.stateOf(7);
        vm.expectRevert(unknownElection);
        desk.settle(7);
        vm.expectRevert(unknownElection);
        desk.previewSettlement(7, 1);
        vm.expectRevert(unknownElection);
        desk.postReceipt(receiptOf(7, 1), buyer, "");
    }

    // ---------------------------------------------------------------- taking back

    function test_WhenTheProviderWithdrawsWhatIsOpen() external {
        uint64 offer = makeOffer(100 * HOUR);
        elect(offer, 30 * HOUR);
        vm.expectEmit(address(desk));
        emit IDeliveryDesk.OfferWithdrawn(offer, 50 * HOUR, 20 * HOUR);
        vm.prank(provider);
        desk.withdraw(offer, 50 * HOUR);
        assertEq(shortToken.balanceOf(provider), 950 * HOUR, "50 came back");
        assertEq(desk.offerOf(offer).open, 20 * HOUR, "20 are left");
        assertEq(shorts(address(desk)), 50 * HOUR, "20 open and 30 elected");
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.NotOpen.selector, 21 * HOUR, 20 * HOUR));
        vm.prank(provider);
        desk.withdraw(offer, 21 * HOUR);
    }

    function test_RevertWhen_AnotherWithdrawsBeforeNoticeCloses() external {
        uint64 offer = makeOffer(HOUR);
        vm.warp(NOTICE_CLOSE - 1);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.OnlyProvider.selector, stranger, provider));
        vm.prank(stranger);
        desk.withdraw(offer, HOUR);
    }

    function test_EXIT_WhenNoticeHasClosedAnyoneReturnsWhatIsOpen() external {
        uint64 offer = makeOffer(100 * HOUR);
        elect(offer, 30 * HOUR);
        vm.warp(NOTICE_CLOSE);
        vm.prank(stranger);
        desk.withdraw(offer, 70 * HOUR);
        assertEq(shortToken.balanceOf(provider), 970 * HOUR, "to the provider, not to who called");
        assertEq(shortToken.balanceOf(stranger), 0, "nothing for the stranger");
    }

    // ---------------------------------------------------------------- permits

    function test_PERMIT_WhenBothSidesSignInsteadOfApproving() external {
        vm.prank(provider);
        shortToken.approve(address(desk), 0);
        vm.prank(buyer);
        longToken.approve(address(desk), 0);
        (uint8 v, bytes32 r, bytes32 s) = permit(shortToken, provider, providerKey, 10 * HOUR);
        vm.prank(provider);
        uint64 offer = desk.makeOfferWithPermit(offerOf(10 * HOUR), NOTICE_CLOSE, v, r, s);
        (v, r, s) = permit(longToken, buyer, buyerKey, 10 * HOUR);
        vm.prank(buyer);
        uint64 election = desk.electWithPermit(offer, 10 * HOUR, NOTICE_CLOSE, v, r, s);
        assertEq(desk.electionOf(election).lots, 10 * HOUR, "elected");
        assertEq(longToken.allowance(buyer, address(desk)), 0, "nothing stays allowed");
    }

    function test_PERMIT_WhenSomeoneElseUsedThePermitBefore() external {
        uint64 offer = makeOffer(10 * HOUR);
        vm.prank(buyer);
        longToken.approve(address(desk), 0);
        (uint8 v, bytes32 r, bytes32 s) = permit(longToken, buyer, buyerKey, 10 * HOUR);
        vm.prank(stranger);
        longToken.permit(buyer, address(desk), 10 * HOUR, NOTICE_CLOSE, v, r, s);
        vm.prank(buyer);
        desk.electWithPermit(offer, 10 * HOUR, NOTICE_CLOSE, v, r, s);
        assertEq(longs(address(desk)), 10 * HOUR, "elected all the same");
    }

    function test_PERMIT_RevertWhen_ThePermitIsOfAnother() external {
        uint64 offer = makeOffer(10 * HOUR);
        vm.prank(buyer);
        longToken.approve(address(desk), 0);
        (uint8 v, bytes32 r, bytes32 s) = permit(longToken, buyer, providerKey, 10 * HOUR);
        vm.expectRevert();
        vm.prank(buyer);
        desk.electWithPermit(offer, 10 * HOUR, NOTICE_CLOSE, v, r, s);
    }

    // ---------------------------------------------------------------- parts

    function permit(ERC20 token, address from, uint256 key, uint256 amount)
        private
        view
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        bytes32 typehash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 data =
            keccak256(abi.encode(typehash, from, address(desk), amount, token.nonces(from), uint256(NOTICE_CLOSE)));
        return vm.sign(key, keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), data)));
    }

    function text(uint256 length) private pure returns (string memory) {
        return string(new bytes(length));
    }

    function expectInvalid(string memory field, uint256 length, uint256 minimum, uint256 maximum) private {
        vm.expectRevert(
            abi.encodeWithSelector(IDeliveryDesk.InvalidOfferText.selector, field, length, minimum, maximum)
        );
    }
}
