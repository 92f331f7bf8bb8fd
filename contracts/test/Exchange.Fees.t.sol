// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearing} from "../src/interfaces/IClearing.sol";
import {OrderRequest, TakePreview} from "../src/interfaces/IExchange.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Words} from "./Words.sol";
import {MockToken} from "./mocks/MockToken.sol";

/// @notice Taker fees: rounded up once a take, kept in the market's word, paid out on demand or when the word is full.
contract FeesTest is Words {
    uint256 private constant MAX_FEES = type(uint48).max;

    function trade(uint24 tick, uint56 lots) private {
        place(alice, 1, Side.Ask, tick, lots);
        place(bob, 1, Side.Bid, tick, lots);
    }

    function test_CollectFees() external {
        trade(3_000, 500);
        assertEq(exchange.marketOf(market).fees, 300, "0.02 % of 1,500,000");
        vm.expectEmit(address(exchange));
        emit IClearing.FeesCollected(market, feeRecipient, 300);
        assertEq(exchange.collectFees(market), 300, "all of them, by anyone");
        assertEq(cash(feeRecipient), 300, "the recipient's");
        assertEq(exchange.marketOf(market).fees, 0, "none left");
        assertEq(exchange.collectFees(market), 0, "nothing twice");
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownMarket.selector, 9));
        exchange.collectFees(9);
    }

    /// @dev 0.02 % of 7,500 a lot are 1.5 units: these lots cost 2^56 − 1.
    function test_CAST_TheLargestFeeOfATake() external {
        uint56 most = 48_038_396_025_285_290;
        (uint32 id, uint32 base, uint32 quote) = listLarge();
        give(alice, base, most + 1);
        give(bob, quote, 2 ** 120);
        OrderRequest memory r = request(1, Side.Ask, 7_500, most + 1);
        (r.market, r.funding) = (id, Funding.Token);
        place(alice, r);

        r = request(1, Side.Bid, 7_500, most + 1);
        r.market = id;
        bytes memory tooLarge = abi.encodeWithSelector(ITrading.FeeTooLarge.selector, uint256(2 ** 56 + 1));
        vm.expectRevert(tooLarge);
        exchange.previewTake(r);
        vm.expectRevert(tooLarge);
        place(bob, r);

        r.lots = most;
        assertEq(exchange.previewTake(r).fee, 2 ** 56 - 1, "the largest that an event can tell");
        place(bob, r);
        assertEq(exchange.balanceOf(bob, base), most, "taken");
        assertEq(exchange.balanceOf(bob, quote), 2 ** 120 - uint256(7_500) * most - (2 ** 56 - 1), "paid with the fee");
        assertEq(
            exchange.balanceOf(feeRecipient, quote), 2 ** 56 - 1, "more than the market's word holds: paid out at once"
        );
    }

    /// @dev A lot and a unit are one base unit each.
    function listLarge() private returns (uint32 id, uint32 base, uint32 quote) {
        base = exchange.listAsset(address(new MockToken(18)));
        quote = listQuote(address(new MockToken(18)));
        id = exchange.listSpot(base, quote, 0, 0, 0);
    }

    function give(address who, uint32 asset, uint256 amount) private {
        MockToken token = MockToken(exchange.tokenOf(asset));
        token.mint(address(this), amount);
        token.approve(address(exchange), amount);
        exchange.deposit(asset, amount, who);
    }

    /// @dev A unit of 1,000 base units: the fee is counted in units and paid in base units.
    function test_SOLV_FeesOfALargerUnit() external {
        uint32 base = exchange.listAsset(address(new MockToken(18)));
        uint32 id = exchange.listSpot(base, USDC, 0, 3, 0);
        give(alice, base, 500);
        OrderRequest memory r = request(1, Side.Ask, 3_000, 500);
        (r.market, r.funding) = (id, Funding.Token);
        place(alice, r);
        (r.side, r.funding) = (Side.Bid, Funding.Quote);
        TakePreview memory preview = exchange.previewTake(r);
        assertEq(preview.notional, 1_500_000_000, "1,500,000 units");
        assertEq(preview.pays, 1_500_000_000, "are what is paid");
        assertEq(preview.fee, 300_000, "and 300 of them the fee");
        place(bob, r);
        assertEq(exchange.marketOf(id).fees, 300_000, "0.02 % of 1,500,000 units");
        assertEq(WEALTH - cash(bob), 1_500_300_000, "the price and the fee");
        assertEq(exchange.collectFees(id), 300_000, "in base units");
        assertEq(cash(feeRecipient), 300_000, "paid out whole");
    }

    function test_SOLV_TheFeeIsRoundedUpOnceATake() external {
        // 100 × 1 = 100: 0.02 of a unit each, 1 unit for the take over three levels.
        place(alice, Side.Ask, 1, 100);
        place(alice, Side.Ask, 2, 100);
        place(alice, Side.Ask, 3, 100);
        place(bob, 1, Side.Bid, 3, 300);
        assertEq(exchange.marketOf(market).fees, 1, "once, not once a level");
        assertEq(WEALTH - cash(bob), 601, "600 and the fee");
    }

    function test_NoTradeIsFree() external {
        place(alice, Side.Ask, 1, 100);
        OrderRequest memory r = request(1, Side.Bid, 1, 100);
        place(bob, r);
        assertEq(exchange.marketOf(market).fees, 1, "0.02 of a unit is rounded up to one");
    }

    function test_TheFeeOfAMarketStays() external {
        vm.prank(owner);
        exchange.setDefaultTakerFee(10_000);
        trade(3_000, 500);
        assertEq(exchange.marketOf(market).fees, 300, "listed at 0.02 %, for ever");
        uint32 later = registry.listMonth(grade, 2027, 1);
        assertEq(exchange.marketOf(later).takerFee, 10_000, "listed at 1 %");
    }

    // ---------------------------------------------------------------- the word is full

    function test_CAST_FeesFillTheirFieldExactly() external {
        setFees(MAX_FEES - 300);
        trade(3_000, 500);
        assertEq(exchange.marketOf(market).fees, MAX_FEES, "2^48 - 1 units fit");
        assertEq(cash(feeRecipient), 0, "nothing is paid out yet");
    }

    function test_CAST_FeesThatWouldNotFitArePaidOut() external {
        setFees(MAX_FEES - 299);
        place(alice, 1, Side.Ask, 3_000, 500);
        vm.expectEmit(address(exchange));
        emit IClearing.FeesCollected(market, feeRecipient, MAX_FEES + 1);
        place(bob, 1, Side.Bid, 3_000, 500);
        assertEq(exchange.marketOf(market).fees, 0, "the field starts again");
        assertEq(cash(feeRecipient), MAX_FEES + 1, "not a unit is lost");
        assertEq(exchange.marketOf(market).sequence, 1, "the field above is untouched");
        assertEq(exchange.marketOf(market).base, long, "the field below is untouched");
    }

    function test_CAST_ATakeWhoseFeeAloneDoesNotFit() external {
        vm.prank(owner);
        exchange.setDefaultTakerFee(10_000);
        uint32 dear = listSeries(USDC, 100_000, EXPIRY, 0, 2);
        uint56 lots = 1e12;
        fund(alice, 1e17);
        fund(bob, 2e17);
        OrderRequest memory r = request(1, Side.Ask, 99_999, lots);
        r.market = dear;
        place(alice, r);
        r.side = Side.Bid;
        place(bob, r);
        // 1 % of 99,999 × 10^12, more than 2^48 units.
        assertEq(cash(feeRecipient), 999_990_000_000_000, "paid at once");
        assertEq(exchange.marketOf(dear).fees, 0, "nothing is left in the word");
    }

    /// @dev Writes the 48 bits of the market's word (120–167) as if as much had been earned and not collected.
    function setFees(uint256 fees) private {
        setField(marketSlot(market), 120, 48, fees);
        assertEq(exchange.marketOf(market).fees, fees, "where the word keeps them");
    }
}
