// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {BlockQuote, IClearing} from "../src/interfaces/IClearing.sol";
import {MarketInfo} from "../src/interfaces/IExchange.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Offer} from "./Offer.sol";
import {MockToken} from "./mocks/MockToken.sol";

/// @notice Block trades: what they move, and when they are refused. Who signed: Exchange.BlockSignatures.t.sol.
contract BlocksTest is Offer {
    // ---------------------------------------------------------------- what is moved

    function test_ABlockOfAHundredGpuHours() external {
        assertEq(exchange.blockMinimum(market), MINIMUM, "1,000 of the smallest orders");
        Wallet memory maker = wallet(signer);
        Wallet memory taker = wallet(bob);
        BlockQuote memory q = offer();
        bytes memory signature = signed(q);
        vm.expectEmit(address(exchange));
        emit IClearing.BlockTraded(
            market, signer, bob, Side.Ask, Funding.Quote, Funding.Quote, 3_000, MINIMUM, 60_000, NONCE
        );
        // 100,000 × 3,000 = 300 USDC, fee 0.06 USDC.
        assertEq(takeBlock(q, signature), 60_000, "the fee");
        assertMoved(signer, maker, [int256(-400_000_000), 0, 100_000], "the maker writes");
        assertMoved(bob, taker, [int256(-300_060_000), 100_000, 0], "the taker buys and pays the fee");
        assertEq(exchange.marketOf(market).fees, 60_000, "the fee waits in the market's word");
        assertEq(exchange.collectFees(market), 60_000, "and is collected as any other");
    }

    /// @dev The maker writes; the taker closes a short with SHORT in hand.
    function test_EachSideNamesItsOwnFunding() external {
        split(bob, MINIMUM);
        BlockQuote memory q = offer();
        bytes memory signature = signed(q);
        vm.expectEmit(address(exchange));
        emit IClearing.BlockTraded(
            market, signer, bob, Side.Ask, Funding.Quote, Funding.Token, 3_000, MINIMUM, 60_000, NONCE
        );
        takeBlock(q, signature, Funding.Token);
        assertEq(shorts(bob), 0, "the taker's went");
        assertEq(shorts(signer), MINIMUM, "the maker's came");
    }

    /// @dev What each side pays and gets, from the table of the manual, in money and in sets.
    function expected(Side side, Funding funding, int256 price, int256 rest, int256 lots)
        private
        pure
        returns (int256[3] memory)
    {
        if (side == Side.Bid && funding == Funding.Quote) return [-price, lots, int256(0)];
        if (side == Side.Bid) return [rest, int256(0), -lots];
        if (funding == Funding.Token) return [price, -lots, int256(0)];
        return [-rest, int256(0), lots];
    }

    /// @dev All fundings, any price and size: maker, taker and fees together neither win nor lose, and every set stays backed.
    function testFuzz_IMPROVE_DeltasSumToZero(bool asks, bool makerToken, bool takerToken, uint24 tick, uint56 lots)
        external
    {
        BlockQuote memory q = offer();
        (q.side, q.funding) = (Side(asks ? 1 : 0), Funding(makerToken ? 1 : 0));
        q.tick = uint24(bound(tick, 1, CAP - 1));
        q.lots = uint56(bound(lots, MINIMUM, 50_000_000));
        split(signer, q.lots);
        split(bob, q.lots);
        Wallet memory maker = wallet(signer);
        Wallet memory taker = wallet(bob);
        uint256 held = usdc.balanceOf(address(exchange));
        uint256 fee = takeBlock(q, signed(q), Funding(takerToken ? 1 : 0));

        int256 price = int256(uint256(q.tick) * q.lots);
        int256 rest = int256(uint256(CAP - q.tick) * q.lots);
        assertEq(fee, (uint256(price) * TAKER_FEE + 999_999) / 1e6, "0.02 %, rounded up");
        assertMoved(signer, maker, expected(q.side, q.funding, price, rest, int256(uint256(q.lots))), "maker");
        int256[3] memory moved =
            expected(Side(asks ? 0 : 1), Funding(takerToken ? 1 : 0), price, rest, int256(uint256(q.lots)));
        moved[0] -= int256(fee);
        assertMoved(bob, taker, moved, "taker");
        assertConserved(maker, taker, fee);
        assertEq(usdc.balanceOf(address(exchange)), held, "no token comes or goes");
    }

    function assertConserved(Wallet memory maker, Wallet memory taker, uint256 fee) private view {
        int256 made = int256(longs(signer) + longs(bob)) - int256(maker.longs + taker.longs);
        assertEq(int256(shorts(signer) + shorts(bob)) - int256(maker.shorts + taker.shorts), made, "sets are whole");
        int256 money = int256(cash(signer) + cash(bob) + fee) - int256(maker.cash + taker.cash);
        assertEq(money + made * int256(uint256(CAP)), 0, "money and backing of sets sum to zero");
    }

    /// @dev A spot market whose unit is 1,000 base units of the quote asset, and whose lot is 100 of the base asset.
    function test_SOLV_ABlockOfALargerUnit() external {
        MockToken token = new MockToken(18);
        uint32 base = exchange.listAsset(address(token));
        BlockQuote memory q = offer();
        (q.market, q.funding, q.lots) = (exchange.listSpot(base, USDC, 2, 3, 0), Funding.Token, 1_000);
        token.mint(address(this), 100_000);
        token.approve(address(exchange), 100_000);
        exchange.deposit(base, 100_000, signer);
        uint256 fee = takeBlock(q, signed(q));
        // 1,000 × 3,000 = 3,000,000 units, fee 600 units.
        assertEq(fee, 600_000, "in base units of the quote asset");
        assertEq(WEALTH - cash(bob), 3_000_600_000, "price and fee");
        assertEq(cash(signer) - WEALTH, 3_000_000_000, "the price");
        assertEq(exchange.balanceOf(bob, base), 100_000, "1,000 lots of 100");
        assertEq(exchange.balanceOf(signer, base), 0, "all that he had");
    }

    function test_TheBookIsLeftAlone() external {
        place(alice, 1, Side.Ask, 2_000, 500);
        place(carol, 1, Side.Bid, 1_000, 500);
        MarketInfo memory before = exchange.marketOf(market);
        BlockQuote memory q = offer();
        takeBlock(q, signed(q));
        before.fees += 60_000;
        assertEq(abi.encode(exchange.marketOf(market)), abi.encode(before), "best prices and sequence");
        assertEq(openAt(Side.Ask, 2_000), 500, "not even a better price is touched");
    }

    function test_AnyoneMayTakeAnOpenOffer() external {
        BlockQuote memory q = offer();
        q.taker = address(0);
        bytes memory signature = signed(q);
        vm.prank(carol);
        exchange.takeBlock(q, signature, Funding.Quote);
        assertEq(longs(carol), MINIMUM, "whoever comes first");
    }

    /// @dev 48 bits hold the fees of a market; a greater one goes to its recipient at once.
    function test_CAST_AFeeThatTheMarketsWordCannotHold() external {
        fund(signer, 1e22);
        fund(bob, 1e22);
        BlockQuote memory q = offer();
        q.lots = 1e15;
        q.tick = 1_000;
        q.side = Side.Bid;
        bytes memory signature = signed(q);
        place(alice, 1, Side.Bid, 3_000, 1_000);
        place(carol, 1, Side.Ask, 3_000, 1_000);
        // 0.02 % of 10^18 units, and the 600 that waited.
        assertEq(takeBlock(q, signature), 2e14, "below 2^48");
        q.nonce = 8;
        uint256 bestBid = exchange.marketOf(market).bestBid;
        takeBlock(q, signed(q));
        assertEq(cash(feeRecipient), 4e14 + 600, "paid out");
        assertEq(exchange.marketOf(market).fees, 0, "none left");
        assertEq(exchange.marketOf(market).bestBid, bestBid, "its neighbours are untouched");
    }

    // ---------------------------------------------------------------- refusals

    function test_TheLastSecondOfTheOffer() external {
        BlockQuote memory q = offer();
        vm.warp(q.deadline);
        takeBlock(q, signed(q));
        q.nonce = 8;
        vm.warp(q.deadline + 1);
        assertRefused(q, abi.encodeWithSelector(IClearing.DeadlinePassed.selector, q.deadline, q.deadline + 1));
    }

    function test_RevertWhen_TheTakerIsNotTheOneNamed() external {
        BlockQuote memory q = offer();
        bytes memory signature = signed(q);
        vm.expectRevert(abi.encodeWithSelector(IClearing.NotTheTaker.selector, bob, carol));
        vm.prank(carol);
        exchange.takeBlock(q, signature, Funding.Quote);
    }

    function test_SELF_RevertWhen_TheTakerIsTheMaker() external {
        BlockQuote memory q = offer();
        q.taker = address(0);
        bytes memory signature = signed(q);
        vm.expectRevert(abi.encodeWithSelector(IClearing.BlockWithOneself.selector, signer));
        vm.prank(signer);
        exchange.takeBlock(q, signature, Funding.Quote);
    }

    function test_GRID_RevertWhen_ItIsNotWhatAnOrderMustBe() external {
        BlockQuote memory q = offer();
        q.market = 99;
        assertRefused(q, abi.encodeWithSelector(IClearing.UnknownMarket.selector, 99));
        (q.market, q.tick) = (market, 0);
        assertRefused(q, abi.encodeWithSelector(IClearing.InvalidTick.selector, 0, CAP - 1));
        q.tick = CAP;
        assertRefused(q, abi.encodeWithSelector(IClearing.InvalidTick.selector, CAP, CAP - 1));
        (q.tick, q.lots) = (3_000, 0);
        assertRefused(q, abi.encodeWithSelector(IClearing.TooFewLots.selector, 0, 1));
        q.lots = MINIMUM - 1;
        assertRefused(q, abi.encodeWithSelector(IClearing.BelowBlockMinimum.selector, MINIMUM - 1, MINIMUM));
        (q.lots, q.deadline) = (MINIMUM, type(uint32).max);
        vm.warp(EXPIRY - 1);
        takeBlock(q, signed(q));
        vm.warp(EXPIRY);
        q.nonce = 8;
        assertRefused(q, abi.encodeWithSelector(IClearing.TradingEnded.selector, market, EXPIRY));
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownMarket.selector, 99));
        exchange.blockMinimum(99);
    }

    /// @dev Either side of a spot market knows one funding: bids pay quote, asks pay base.
    function test_RevertWhen_ASpotMarketIsAskedForAnotherFunding() external {
        MockToken token = new MockToken(18);
        uint32 base = exchange.listAsset(address(token));
        BlockQuote memory q = offer();
        q.market = exchange.listSpot(base, USDC, 12, 0, 0);
        q.lots = 1_000;
        bytes4 selector = IClearing.FundingNotSupported.selector;
        assertRefused(q, abi.encodeWithSelector(selector, q.market, Side.Ask, Funding.Quote));
        q.funding = Funding.Token;
        bytes memory signature = signed(q);
        vm.expectRevert(abi.encodeWithSelector(selector, q.market, Side.Bid, Funding.Token));
        takeBlock(q, signature, Funding.Token);

        token.mint(address(this), 1_000e12);
        token.approve(address(exchange), 1_000e12);
        exchange.deposit(base, 1_000e12, signer);
        takeBlock(q, signature);
        assertEq(exchange.balanceOf(bob, base), 1_000e12, "a lot is 10^12 base units");
        assertEq(WEALTH - cash(bob), 3_000_600, "1,000 at 3,000 and the fee");
        assertEq(cash(signer), WEALTH + 3_000_000, "the maker pays none");
    }

    function test_RevertWhen_ASideCannotPay() external {
        BlockQuote memory q = offer();
        vm.prank(signer);
        exchange.withdraw(USDC, WEALTH - 399_999_999, signer);
        assertRefused(q, insufficient(signer, USDC, 399_999_999, 400_000_000));
        fund(signer, 1);
        vm.prank(bob);
        exchange.withdraw(USDC, WEALTH - 300_059_999, bob);
        assertRefused(q, insufficient(bob, USDC, 59_999, 60_000));
        fund(bob, 1);
        takeBlock(q, signed(q));
        assertEq(cash(bob) + cash(signer), 0, "both to the last unit");
        assertFalse(exchange.isNonceUsed(signer, NONCE + 1), "the neighbour's bit");
    }

    /// @dev A refused block leaves the offer open.
    function test_ARefusedBlockUsesNoNonce() external {
        BlockQuote memory q = offer();
        vm.prank(bob);
        exchange.withdraw(USDC, WEALTH, bob);
        assertRefused(q, insufficient(bob, USDC, 0, 300_000_000));
        assertFalse(exchange.isNonceUsed(signer, NONCE), "still good");
    }
}
