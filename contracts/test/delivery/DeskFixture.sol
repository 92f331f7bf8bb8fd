// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

import {DeliveryDesk} from "../../src/delivery/DeliveryDesk.sol";
// forge-std has a Receipt of its own.
import {OfferRequest, Receipt as UsageReceipt} from "../../src/interfaces/IDeliveryDesk.sol";
import {Fixture} from "../Fixture.sol";

/// @notice The desk over the real exchange; a provider with SHORT, a buyer with LONG, and a meter that both may agree on.
abstract contract DeskFixture is Fixture {
    /// @dev 2026-11-21, 2026-12-01, 2027-01-01 and 2027-01-04, 00:00 UTC.
    uint64 internal constant NOTICE_CLOSE = 1_795_219_200;
    uint64 internal constant START = 1_796_083_200;
    uint64 internal constant END = 1_798_761_600;
    uint64 internal constant POSTING_END = 1_799_020_800;
    /// @dev Lots of a GPU-hour.
    uint64 internal constant HOUR = 1_000;
    /// @dev 1 lot × 1 tick is 1 micro-USDC.
    uint64 internal constant DOLLAR = 1e6;

    DeliveryDesk internal desk;
    ERC20 internal longToken;
    ERC20 internal shortToken;

    address internal provider;
    address internal buyer;
    address internal meter;
    uint256 internal providerKey;
    uint256 internal buyerKey;
    uint256 internal meterKey;
    /// @dev Anybody at all.
    address internal stranger = makeAddr("stranger");

    function setUp() public virtual override {
        super.setUp();
        desk = DeliveryDesk(deployReleased("DeliveryDesk", abi.encode(exchange, registry)));
        useTokensOf(market);
        (provider, providerKey) = makeAddrAndKey("provider");
        (buyer, buyerKey) = makeAddrAndKey("buyer");
        (meter, meterKey) = makeAddrAndKey("meter");
        arm(provider, 1_000 * HOUR);
        arm(buyer, 1_000 * HOUR);
    }

    function useTokensOf(uint32 market_) internal {
        long = exchange.marketOf(market_).base;
        short = long | 1;
        longToken = ERC20(exchange.tokenOf(long));
        shortToken = ERC20(exchange.tokenOf(short));
    }

    /// @notice Gives `who` LONG and SHORT tokens outside the exchange, and lets the desk take them.
    function arm(address who, uint256 lots) internal {
        fund(who, CAP * lots);
        vm.startPrank(who);
        exchange.split(market, lots);
        exchange.withdraw(long, lots, who);
        exchange.withdraw(short, lots, who);
        longToken.approve(address(desk), type(uint256).max);
        shortToken.approve(address(desk), type(uint256).max);
        vm.stopPrank();
    }

    // ---------------------------------------------------------------- agreeing

    /// @dev With the meter, and no minimum but one GPU-hour.
    function offerOf(uint64 lots) internal view returns (OfferRequest memory r) {
        r.market = market;
        r.lots = lots;
        r.minimum = HOUR;
        r.meter = meter;
        r.site = "Ashburn, US";
        r.endpoint = "https://gpu.example/h100";
        r.terms = "8 x H100 SXM, 99.5 % of the hours";
    }

    function makeOffer(uint64 lots) internal returns (uint64) {
        return makeOffer(offerOf(lots));
    }

    function makeOffer(OfferRequest memory r) internal returns (uint64) {
        vm.prank(provider);
        return desk.makeOffer(r);
    }

    function elect(uint64 offer, uint64 lots) internal returns (uint64) {
        vm.prank(buyer);
        return desk.elect(offer, lots);
    }

    /// @notice An election of a whole offer with a meter.
    function agreed(uint64 lots) internal returns (uint64 election) {
        return elect(makeOffer(lots), lots);
    }

    /// @notice An election of a whole offer without a meter.
    function agreedWithoutMeter(uint64 lots) internal returns (uint64 election) {
        OfferRequest memory r = offerOf(lots);
        r.meter = address(0);
        return elect(makeOffer(r), lots);
    }

    // ---------------------------------------------------------------- delivering

    function receiptOf(uint64 election, uint64 lots) internal view returns (UsageReceipt memory) {
        return UsageReceipt(election, lots, uint64(block.timestamp));
    }

    function sign(uint256 key, UsageReceipt memory receipt) internal view returns (bytes memory) {
        return signDigest(key, desk.digestOf(receipt));
    }

    function signDigest(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @notice A receipt of the buyer's, signed now, posted by a stranger.
    function deliver(uint64 election, uint64 lots) internal returns (uint64) {
        UsageReceipt memory receipt = receiptOf(election, lots);
        bytes memory signature = sign(buyerKey, receipt);
        vm.prank(stranger);
        return desk.postReceipt(receipt, buyer, signature);
    }

    // ---------------------------------------------------------------- settling

    /// @notice The final settlement price becomes known; not before the month is over.
    function fixPrice(uint24 tick) internal {
        fixPriceOf(market, tick);
    }

    /// @notice Time goes on until everything may be settled.
    function toTheEnd(uint24 tick) internal {
        vm.warp(POSTING_END);
        fixPrice(tick);
    }

    function claim(address who) internal returns (uint256 amount) {
        vm.prank(who);
        return desk.claim(who);
    }
}
