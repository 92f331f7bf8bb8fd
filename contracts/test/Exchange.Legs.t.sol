// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {IClearing} from "../src/interfaces/IClearing.sol";
import {OrderRequest, TakePreview} from "../src/interfaces/IExchange.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Action, Instruction} from "../src/types/Instruction.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";
import {MockToken} from "./mocks/MockToken.sol";

/// @notice Strips and calendar spreads: H100 of December, January and February, the last with another cap.
contract LegsTest is Fixture {
    uint24 private constant HIGH_CAP = 9_000;
    /// @dev Everything is cheap enough.
    int256 private constant ANY = type(int256).max;

    uint32 private _january;
    uint32 private _february;

    function setUp() public override {
        super.setUp();
        _january = registry.listMonth(grade, 2027, 1);
        _february = listSeries(USDC, HIGH_CAP, EXPIRY + 59 days, 0, 2);
        rest(alice, market, Side.Ask, 3_000, 500);
        rest(alice, _january, Side.Ask, 3_100, 300);
        rest(alice, _january, Side.Ask, 3_110, 300);
        rest(alice, _february, Side.Ask, 3_200, 500);
        rest(alice, market, Side.Bid, 2_900, 500);
        rest(alice, _january, Side.Bid, 3_050, 500);
    }

    uint32 private _slots;

    function rest(address who, uint32 id, Side side, uint24 tick, uint56 lots) private {
        OrderRequest memory r = request(++_slots, side, tick, lots);
        r.market = id;
        place(who, r);
    }

    function leg(uint32 id, Side side, Funding funding, uint24 tick, uint56 lots) private pure returns (Instruction) {
        return leg(Action.FillOrKill, id, side, funding, tick, lots);
    }

    function leg(Action action, uint32 id, Side side, Funding funding, uint24 tick, uint56 lots)
        private
        pure
        returns (Instruction)
    {
        uint256 code = (uint256(action) << 2) | (uint256(funding) << 1) | uint256(side);
        return Instruction.wrap((code << 192) | (uint256(id) << 128) | (uint256(tick) << 104) | (uint256(lots) << 48));
    }

    function buy(uint32 id, uint24 tick, uint56 lots) private pure returns (Instruction) {
        return leg(id, Side.Bid, Funding.Quote, tick, lots);
    }

    function list(Instruction a) private pure returns (Instruction[] memory legs) {
        legs = new Instruction[](1);
        legs[0] = a;
    }

    function list(Instruction a, Instruction b) private pure returns (Instruction[] memory legs) {
        legs = new Instruction[](2);
        (legs[0], legs[1]) = (a, b);
    }

    function strip(uint56 lots) private view returns (Instruction[] memory legs) {
        legs = new Instruction[](3);
        legs[0] = buy(market, 3_000, lots);
        legs[1] = buy(_january, 3_110, lots);
        legs[2] = buy(_february, 3_200, lots);
    }

    function takeLegs(address who, Instruction[] memory legs, int256 maxCost) private returns (int256) {
        vm.prank(who);
        return exchange.takeLegs(legs, maxCost);
    }

    // ---------------------------------------------------------------- known costs

    /// @dev Two series whose unit is 1,000 base units: the cost is in base units.
    function test_LegsOfALargerUnit() external {
        uint32 near = listSeries(USDC, CAP, NOW + 90 days, 3, 2);
        uint32 far = listSeries(USDC, CAP, NOW + 120 days, 3, 2);
        rest(alice, near, Side.Ask, 3_000, 100);
        rest(alice, far, Side.Ask, 3_100, 100);
        // 300,000 + 310,000 units and fees of 60 + 62.
        int256 cost = 610_122_000;
        Instruction[] memory legs = list(buy(near, 3_000, 100), buy(far, 3_100, 100));
        (int256 shown,) = exchange.previewLegs(legs);
        assertEq(shown, cost, "shown");
        assertEq(takeLegs(bob, legs, cost), cost, "at the bound");
        assertEq(int256(WEALTH - cash(bob)), cost, "paid");
    }

    function test_AStripOfThreeMonths() external {
        // 500 × 3,000; 300 × 3,100 + 200 × 3,110; 500 × 3,200: 1,500,000 + 1,552,000 + 1,600,000.
        // Fees of 0.02 %, rounded up: 300 + 311 + 320.
        int256 cost = 4_652_931;
        vm.expectEmit(address(exchange));
        emit ITrading.LegsTaken(bob, 3, cost);
        assertEq(takeLegs(bob, strip(500), cost), cost, "at the bound");
        assertEq(int256(WEALTH - cash(bob)), cost, "paid");
        uint32[3] memory ids = [market, _january, _february];
        for (uint256 n; n < 3; ++n) {
            assertEq(exchange.balanceOf(bob, exchange.marketOf(ids[n]).base), 500, "a leg's LONG");
        }
        assertEq(exchange.marketOf(_january).fees, 311, "each market has its own fee");
        assertEq(exchange.marketOf(_january).sequence, 2, "two levels of January");
    }

    function test_RevertWhen_TheStripCostsMore() external {
        vm.expectRevert(abi.encodeWithSelector(ITrading.LegsTooDear.selector, 4_652_931, 4_652_930));
        takeLegs(bob, strip(500), 4_652_930);
        assertEq(cash(bob), WEALTH, "nothing has happened");
        assertEq(openAt(Side.Ask, 3_000), 500, "the legs before it are undone");
    }

    /// @dev Writes December against a bid, buys January: the writer pays cap − price for the one, the price for the other.
    function test_ACalendarSpreadWritten() external {
        Instruction[] memory legs = list(leg(market, Side.Ask, Funding.Quote, 2_900, 400), buy(_january, 3_100, 300));
        // 400 × 4,100 + 300 × 3,100 = 2,570,000; fees 400 × 2,900 × 0.02 % = 232 and 186.
        assertEq(takeLegs(bob, legs, 2_570_418), 2_570_418, "cost");
        assertEq(shorts(bob), 400, "SHORT of December");
    }

    /// @dev What the sale brings pays for the purchase: bob has not a unit to begin with.
    function test_OnlyTheNetHasToBeCovered() external {
        address poor = makeAddr("poor");
        split(alice, 500);
        vm.prank(alice);
        exchange.withdraw(long, 500, alice);
        MockToken token = MockToken(exchange.tokenOf(long));
        vm.startPrank(alice);
        token.approve(address(exchange), 500);
        exchange.deposit(long, 500, poor);
        vm.stopPrank();

        Instruction[] memory legs = list(leg(market, Side.Ask, Funding.Token, 2_900, 500), buy(_january, 3_100, 300));
        // 300 × 3,100 + 186 − (500 × 2,900 − 290) = −519,524.
        vm.expectRevert(abi.encodeWithSelector(ITrading.LegsTooDear.selector, -519_524, -519_525));
        takeLegs(poor, legs, -519_525);
        assertEq(takeLegs(poor, legs, -519_524), -519_524, "a negative bound asks for proceeds");
        assertEq(cash(poor), 519_524, "got");
        assertEq(longs(poor), 0, "sold");

        legs = list(buy(_january, 3_110, 300));
        vm.expectRevert(insufficient(poor, USDC, 519_524, 933_187));
        takeLegs(poor, legs, ANY);
    }

    function test_TheSlotsAreLeftAlone() external {
        place(bob, 0, Side.Bid, 1_000, 100);
        takeLegs(bob, strip(500), ANY);
        assertEq(orderOf(bob, 0).lots, 100, "slot 0, which a leg names, is an order's");
    }

    function test_NoLegs() external {
        Instruction[] memory none = new Instruction[](0);
        assertEq(takeLegs(bob, none, 0), 0, "cost nothing");
        (int256 cost, TakePreview[] memory previews) = exchange.previewLegs(none);
        assertEq(cost, 0, "and nothing shown");
        assertEq(previews.length, 0, "no leg");
        vm.expectRevert(abi.encodeWithSelector(ITrading.LegsTooDear.selector, 0, -1));
        takeLegs(bob, none, -1);
    }

    /// @dev A multicall cannot turn a leg into an instruction that is skipped.
    function test_ALegThatCannotBeFilledRevertsInsideAMulticall() external {
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(ITrading.takeLegs, (list(buy(market, 3_000, 501)), ANY));
        vm.expectRevert(abi.encodeWithSelector(ITrading.NotFilledInFull.selector, 500, 501));
        vm.prank(bob);
        exchange.multicall(calls);
    }

    // ---------------------------------------------------------------- refusals

    /// @dev Taken or previewed, as the second leg: all or none.
    function assertRefused(Instruction bad, bytes memory reason) private {
        Instruction[] memory legs = list(buy(market, 3_000, 500), bad);
        vm.expectRevert(reason);
        exchange.previewLegs(legs);
        vm.expectRevert(reason);
        takeLegs(bob, legs, ANY);
        assertEq(openAt(Side.Ask, 3_000), 500, "the first leg is undone");
    }

    function test_RevertWhen_ALegIsNoFillOrKillOrder() external {
        for (uint8 action; action < 32; ++action) {
            if (action == uint8(Action.FillOrKill)) continue;
            // Past the last action there are codes that mean nothing.
            uint256 word = Instruction.unwrap(buy(_january, 3_110, 500));
            Instruction bad = Instruction.wrap((word & ~(uint256(31) << 194)) | (uint256(action) << 194));
            assertRefused(bad, abi.encodeWithSelector(ITrading.MalformedInstruction.selector, bad));
        }
        Instruction dirty = Instruction.wrap(Instruction.unwrap(buy(_january, 3_110, 500)) | (1 << 255));
        assertRefused(dirty, abi.encodeWithSelector(ITrading.MalformedInstruction.selector, dirty));
    }

    function test_RevertWhen_TheMarketsDoNotAscend() external {
        Instruction again = buy(market, 3_000, 1);
        assertRefused(again, abi.encodeWithSelector(ITrading.LegsNotAscending.selector, market, market));
        Instruction[] memory legs = list(buy(_january, 3_100, 100), buy(market, 3_000, 100));
        vm.expectRevert(abi.encodeWithSelector(ITrading.LegsNotAscending.selector, market, _january));
        exchange.previewLegs(legs);
        vm.expectRevert(abi.encodeWithSelector(ITrading.LegsNotAscending.selector, market, _january));
        takeLegs(bob, legs, ANY);
    }

    function test_RevertWhen_AMarketIsUnknown() external {
        assertRefused(buy(99, 3_000, 100), abi.encodeWithSelector(IClearing.UnknownMarket.selector, 99));
        Instruction[] memory zero = list(buy(0, 3_000, 100));
        vm.expectRevert(abi.encodeWithSelector(ITrading.LegsNotAscending.selector, 0, 0));
        takeLegs(bob, zero, ANY);
    }

    function test_RevertWhen_TheMoneyIsAnother() external {
        uint32 base = exchange.listAsset(address(new MockToken(18)));
        uint32 euro = listQuote(address(new MockToken(6)));
        uint32 otherUnit = exchange.listSpot(base, USDC, 12, 3, 0);
        uint32 otherAsset = exchange.listSpot(base, euro, 12, 0, 0);
        bytes4 selector = ITrading.LegsOfDifferentMoney.selector;
        assertRefused(buy(otherUnit, 3_000, 1), abi.encodeWithSelector(selector, otherUnit, market));
        assertRefused(buy(otherAsset, 3_000, 1), abi.encodeWithSelector(selector, otherAsset, market));
    }

    /// @dev A spot market in the same money may be a leg; it knows two fundings.
    function test_ASpotMarketAsALeg() external {
        uint32 base = exchange.listAsset(address(new MockToken(18)));
        uint32 spot = exchange.listSpot(base, USDC, 12, 0, 0);
        rest(alice, spot, Side.Bid, 50, 10);
        Instruction bad = leg(spot, Side.Ask, Funding.Quote, 50, 10);
        bytes4 selector = IClearing.FundingNotSupported.selector;
        assertRefused(bad, abi.encodeWithSelector(selector, spot, Side.Ask, Funding.Quote));
        assertRefused(leg(spot, Side.Ask, Funding.Token, 50, 10), insufficient(bob, base, 0, 10e12), true);
    }

    /// @dev A preview knows nothing of balances.
    function assertRefused(Instruction bad, bytes memory reason, bool) private {
        Instruction[] memory legs = list(buy(market, 3_000, 500), bad);
        exchange.previewLegs(legs);
        vm.expectRevert(reason);
        takeLegs(bob, legs, ANY);
    }

    function test_RevertWhen_ALegCannotBeFilled() external {
        assertRefused(buy(_january, 3_110, 601), abi.encodeWithSelector(ITrading.NotFilledInFull.selector, 600, 601));
        assertRefused(buy(_january, 3_109, 301), abi.encodeWithSelector(ITrading.NotFilledInFull.selector, 300, 301));
        assertRefused(buy(_january, 3_099, 1), abi.encodeWithSelector(ITrading.NotFilledInFull.selector, 0, 1));
        // One level only.
        Instruction narrow = Instruction.wrap(Instruction.unwrap(buy(_january, 3_110, 301)) | (1 << 32));
        assertRefused(narrow, abi.encodeWithSelector(ITrading.NotFilledInFull.selector, 300, 301));
    }

    function test_GRID_RevertWhen_ALegIsNotWhatAnOrderMustBe() external {
        assertRefused(buy(_january, 0, 1), abi.encodeWithSelector(IClearing.InvalidTick.selector, 0, CAP - 1));
        assertRefused(buy(_january, CAP, 1), abi.encodeWithSelector(IClearing.InvalidTick.selector, CAP, CAP - 1));
        assertRefused(buy(_january, 3_100, 0), abi.encodeWithSelector(IClearing.TooFewLots.selector, 0, 1));
        Instruction late = Instruction.wrap(Instruction.unwrap(buy(_january, 3_100, 1)) | (NOW - 1));
        assertRefused(late, abi.encodeWithSelector(IClearing.DeadlinePassed.selector, NOW - 1, NOW));
    }

    function test_RevertWhen_AMarketHasEnded() external {
        vm.warp(EXPIRY);
        Instruction[] memory legs = strip(500);
        bytes memory ended = abi.encodeWithSelector(IClearing.TradingEnded.selector, market, EXPIRY);
        vm.expectRevert(ended);
        exchange.previewLegs(legs);
        vm.expectRevert(ended);
        takeLegs(bob, legs, ANY);
    }

    // ---------------------------------------------------------------- preview

    struct Shape {
        uint256 random;
        uint56 lots;
        uint8 sides;
        uint8 fundings;
        uint16 maxLevels;
    }

    /// @dev Three random books, three random legs of every side and funding: shown and done are the same to the unit.
    function testFuzz_LIMIT_PreviewEqualsExecution(Shape memory shape) external {
        fill(shape.random);
        split(bob, 5_000);
        vm.startPrank(bob);
        exchange.split(_january, 5_000);
        exchange.split(_february, 5_000);
        vm.stopPrank();
        Instruction[] memory legs = random(shape);

        (bool shown, bytes memory answer) = address(exchange).staticcall(abi.encodeCall(ITrading.previewLegs, (legs)));
        if (!shown) {
            vm.expectRevert(answer);
            takeLegs(bob, legs, ANY);
            return;
        }
        (int256 cost, TakePreview[] memory previews) = abi.decode(answer, (int256, TakePreview[]));
        int256[6] memory before = tokens(bob);
        uint256 money = cash(bob);
        vm.expectRevert(abi.encodeWithSelector(ITrading.LegsTooDear.selector, cost, cost - 1));
        takeLegs(bob, legs, cost - 1);
        assertEq(takeLegs(bob, legs, cost), cost, "the cost that was shown");
        assertEq(int256(money) - int256(cash(bob)), cost, "is what is paid");
        assertTokens(before, tokens(bob), previews);
    }

    function fill(uint256 random_) private {
        uint32[3] memory ids = [market, _january, _february];
        for (uint256 n; n < 12; ++n) {
            random_ = uint256(keccak256(abi.encode(random_)));
            Side side = Side(n & 1);
            uint24 tick = uint24(side == Side.Bid ? 2_000 + random_ % 900 : 3_300 + random_ % 900);
            rest(carol, ids[n % 3], side, tick, uint56(100 + (random_ >> 32) % 900));
        }
    }

    function random(Shape memory shape) private view returns (Instruction[] memory legs) {
        uint32[3] memory ids = [market, _january, _february];
        uint256 first = shape.random % 3;
        legs = new Instruction[](3 - first);
        for (uint256 n; n < legs.length; ++n) {
            Side side = Side((shape.sides >> n) & 1);
            Funding funding = Funding((shape.fundings >> n) & 1);
            uint24 tick = side == Side.Bid ? 4_300 : 1;
            uint56 lots = uint56(bound(uint256(keccak256(abi.encode(shape.lots, n))), 1, 800));
            uint256 word = Instruction.unwrap(leg(ids[first + n], side, funding, tick, lots));
            legs[n] = Instruction.wrap(word | (uint256(shape.maxLevels % 8) << 32));
        }
    }

    /// @dev LONG and SHORT of the three series.
    function tokens(address who) private view returns (int256[6] memory held) {
        uint32[3] memory ids = [market, _january, _february];
        for (uint256 n; n < 3; ++n) {
            uint32 base = exchange.marketOf(ids[n]).base;
            held[2 * n] = int256(exchange.balanceOf(who, base));
            held[2 * n + 1] = int256(exchange.balanceOf(who, base | 1));
        }
    }

    function assertTokens(int256[6] memory before, int256[6] memory now_, TakePreview[] memory previews) private view {
        uint32 first = exchange.marketOf(market).base;
        for (uint256 n; n < previews.length; ++n) {
            TakePreview memory p = previews[n];
            if (p.payAsset != USDC) before[p.payAsset - first] -= int256(p.pays);
            if (p.getAsset != USDC) before[p.getAsset - first] += int256(p.gets);
        }
        for (uint256 n; n < 6; ++n) {
            assertEq(now_[n], before[n], "tokens as previewed, leg by leg");
        }
    }
}
