// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {OrderRequest, TimeInForce} from "../src/interfaces/IExchange.sol";
import {Action} from "../src/types/Instruction.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";
import {MockToken} from "./mocks/MockToken.sol";

/// @notice One batch over markets in two quote assets, and in two units of one of them: each asset is netted by itself, as far as
/// instructions in it follow one another.
contract TwoMoneysTest is Fixture {
    /// @dev H100Z26 in USDC; a series in USDC in units of a thousandth of a dollar; a series in euro.
    uint32[3] private _markets;
    uint32 private _euro;
    MockToken private _euroToken;

    struct Step {
        bytes data;
        /// Which of the markets it is about.
        uint256 which;
        int256 usdc;
        int256 euro;
    }

    function setUp() public override {
        super.setUp();
        _euroToken = new MockToken(6);
        _euro = listQuote(address(_euroToken));
        _markets = [market, listSeries(USDC, CAP, EXPIRY, 3, 2), listSeries(_euro, CAP, EXPIRY, 0, 2)];
        fundEuro(bob, WEALTH);
        // Orders of others to take from, on both sides of each market.
        for (uint32 n; n < 3; ++n) {
            rest(bob, 2 * n, _markets[n], Side.Ask, 3_000, 50_000);
            rest(bob, 2 * n + 1, _markets[n], Side.Bid, 2_900, 50_000);
        }
    }

    function fundEuro(address who, uint256 amount) private {
        _euroToken.mint(address(this), amount);
        _euroToken.approve(address(exchange), amount);
        exchange.deposit(_euro, amount, who);
    }

    function rest(address who, uint32 slot, uint32 id, Side side, uint24 tick, uint56 lots) private {
        OrderRequest memory r = request(slot, side, tick, lots);
        r.market = id;
        place(who, r);
    }

    /// @dev Orders by random in slots of their own, and cancels of orders that stand.
    /// @dev A set of the coarse series costs its cap in units of 1,000 base units.
    function test_BACK_SetsOfALargerUnit() external {
        vm.startPrank(alice);
        exchange.split(_markets[1], 100);
        assertEq(WEALTH - cash(alice), 700_000_000, "7,000 times 100 units");
        exchange.merge(_markets[1], 40);
        assertEq(WEALTH - cash(alice), 420_000_000, "and back");
        vm.stopPrank();
    }

    function draw(uint256 random, uint256 n) private view returns (bytes memory data, uint256 which) {
        which = (random >> 8) % 3;
        if (random % 3 == 0) return (instruction(Action.Cancel, uint32(100 + 10 * which + n)), which);
        OrderRequest memory r = request(
            uint32(n),
            Side((random >> 16) & 1),
            uint24(2_850 + (random >> 24) % 200),
            uint56(100 + (random >> 40) % 900)
        );
        r.market = _markets[which];
        r.timeInForce = TimeInForce((random >> 17) & 1);
        return (packed(r), which);
    }

    /// @dev Alice's orders that a batch may cancel: one in each market for each step.
    function stand() private {
        for (uint32 which; which < 3; ++which) {
            for (uint32 n; n < 6; ++n) {
                rest(alice, 100 + 10 * which + n, _markets[which], Side.Bid, 2_000 + uint24(n), 500);
            }
        }
    }

    function euros(address who) private view returns (uint256) {
        return exchange.balanceOf(who, _euro);
    }

    /// @dev What each instruction moves of the two moneys, done one at a time by somebody rich; then the batch, done with what alice has.
    /// forge-config: default.fuzz.runs = 200
    /// forge-config: prove.fuzz.runs = 10000
    function testFuzz_SOLV_EachMoneyIsNettedByItself(uint256 random, uint256 usdcLeft, uint256 euroLeft) external {
        fundEuro(alice, WEALTH);
        stand();
        uint256 snapshot = vm.snapshotState();
        Step[] memory steps = alone(random);
        vm.revertToState(snapshot);
        leave(bound(usdcLeft, 0, 1e10), bound(euroLeft, 0, 3e6));

        bytes memory batch;
        for (uint256 n; n < steps.length; ++n) {
            batch = bytes.concat(batch, steps[n].data);
        }
        (bool payable_, uint256 usdcAfter, uint256 euroAfter) = model(steps);
        vm.prank(alice);
        (bool success,) = tryExecute(batch);
        assertEq(success, payable_, "a batch passes if each run of one money can be paid");
        if (!success) return;
        assertEq(cash(alice), usdcAfter, "USDC to the unit");
        assertEq(euros(alice), euroAfter, "euro to the unit");
    }

    function alone(uint256 random) private returns (Step[] memory steps) {
        steps = new Step[](6);
        for (uint256 n; n < steps.length; ++n) {
            random = uint256(keccak256(abi.encode(random)));
            (steps[n].data, steps[n].which) = draw(random, n);
            (uint256 usdcBefore, uint256 euroBefore) = (cash(alice), euros(alice));
            execute(alice, steps[n].data);
            steps[n].usdc = int256(cash(alice)) - int256(usdcBefore);
            steps[n].euro = int256(euros(alice)) - int256(euroBefore);
        }
    }

    function leave(uint256 usdcLeft, uint256 euroLeft) private {
        (uint256 usdcOut, uint256 euroOut) = (cash(alice) - usdcLeft, euros(alice) - euroLeft);
        vm.startPrank(alice);
        exchange.withdraw(USDC, usdcOut, alice);
        exchange.withdraw(_euro, euroOut, alice);
        vm.stopPrank();
    }

    /// @return payable_ False if a run of instructions in one money and unit ends below nothing.
    function model(Step[] memory steps) private view returns (bool payable_, uint256, uint256) {
        int256 usdcHeld = int256(cash(alice));
        int256 euroHeld = int256(euros(alice));
        payable_ = true;
        for (uint256 n; n < steps.length; ++n) {
            usdcHeld += steps[n].usdc;
            euroHeld += steps[n].euro;
            bool ends = n + 1 == steps.length || steps[n + 1].which != steps[n].which;
            if (ends && (usdcHeld < 0 || euroHeld < 0)) payable_ = false;
        }
        return payable_ ? (true, uint256(usdcHeld), uint256(euroHeld)) : (false, 0, 0);
    }

    /// @dev What a cancel gives back in euro pays for no order in dollars.
    function test_OneMoneyDoesNotPayForTheOther() external {
        fundEuro(alice, 10e6);
        rest(alice, 1, _markets[2], Side.Bid, 2_000, 1_000);
        vm.prank(alice);
        exchange.withdraw(USDC, WEALTH, alice);
        bytes memory batch = bytes.concat(
            instruction(Action.Cancel, 1),
            instruction(Action.GoodTilCancelled, 2, Side.Bid, Funding.Quote, 2_000, 1_000)
        );
        vm.expectRevert(insufficient(alice, USDC, 0, 2_000_000));
        execute(alice, batch);
        fund(alice, 2_000_000);
        execute(alice, batch);
        assertEq(euros(alice), 10e6, "euro given back");
        assertEq(cash(alice), 0, "dollars paid");
    }
}
