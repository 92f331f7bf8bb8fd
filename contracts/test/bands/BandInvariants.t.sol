// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {MarketInfo} from "../../src/interfaces/IExchange.sol";
import {Fixture} from "../Fixture.sol";
import {BandHandler} from "./BandHandler.sol";

/// @notice The invariants of INVARIANTS.md beside it, by their numbers.
contract BandInvariantsTest is Fixture {
    BandHandler private _handler;
    address[] private _people;
    uint32[] private _bands;

    function setUp() public override {
        super.setUp();
        _bands.push(market);
        uint24[2][9] memory more = [
            [uint24(0), 10_000],
            [uint24(0), 1_000],
            [uint24(0), 2_000],
            [uint24(1_000), 1_000],
            [uint24(2_000), 1_200],
            [uint24(3_200), 3_800],
            [uint24(2_000), 5_000],
            [uint24(7_000), 3_000],
            [uint24(3_200), 6_800]
        ];
        for (uint256 n; n < 9; ++n) {
            vm.prank(address(registry));
            (uint32 id,,) = exchange.listSeries(1, "BAND", 2, more[n][0], more[n][1]);
            _bands.push(id);
        }
        _people = [alice, bob, carol, makeAddr("dan")];
        fund(_people[3]);
        // Half of the runs see the end of the month.
        vm.warp(EXPIRY - 6 days);
        _handler = new BandHandler(exchange, settler, _bands, _people);
        targetContract(address(_handler));
        bytes4[] memory ending = new bytes4[](1);
        ending[0] = BandHandler.finish.selector;
        excludeSelector(FuzzSelector(address(_handler), ending));
    }

    /// forge-config: default.invariant.runs = 16
    function invariant_BACK_FSM_Bands() external view {
        check1TokensAreTheIntervals();
        check2WholeOnEveryInterval();
        check3Solvent();
        check4OnePrice();
    }

    function check1TokensAreTheIntervals() private view {
        for (uint256 p; p < _people.length; ++p) {
            for (uint256 e; e < _handler.INTERVALS(); ++e) {
                (uint256 long_, uint256 short_) = tokensOn(_people[p], e);
                assertEq(long_, _handler.longOn(_people[p], e), "1: LONG on the interval");
                assertEq(short_, _handler.shortOn(_people[p], e), "1: SHORT on the interval");
            }
        }
    }

    function check2WholeOnEveryInterval() private view {
        (bool isFixed,) = exchange.finalPriceOf(1);
        if (isFixed) return;
        for (uint256 e; e < _handler.INTERVALS(); ++e) {
            (uint256 long_, uint256 short_) = everybodys(e);
            assertEq(long_, short_, "2: as many LONG as SHORT");
        }
    }

    function check3Solvent() private view {
        (bool isFixed, uint24 price) = exchange.finalPriceOf(1);
        uint256 owed;
        for (uint256 p; p < _people.length; ++p) {
            owed += cash(_people[p]);
        }
        for (uint256 n; n < _bands.length; ++n) {
            owed += exchange.marketOf(_bands[n]).fees;
        }
        for (uint256 e; e < _handler.INTERVALS(); ++e) {
            (uint256 long_, uint256 short_) = everybodys(e);
            uint256 width = _handler.widthOf(e);
            uint256 payoff = isFixed ? _handler.payoffOf(e, price) : width;
            owed += isFixed ? payoff * long_ + (width - payoff) * short_ : width * long_;
        }
        assertEq(usdc.balanceOf(address(exchange)), owed, "3: collateral is the sets times the widths");
    }

    function check4OnePrice() private view {
        (bool isFixed, uint24 price) = exchange.finalPriceOf(1);
        for (uint256 n; n < _bands.length; ++n) {
            (bool isPaid, uint24 pays) = exchange.settlementPriceOf(_bands[n]);
            assertEq(isPaid, isFixed, "4: all bands at once");
            if (!isFixed) continue;
            uint256 sum;
            MarketInfo memory info = exchange.marketOf(_bands[n]);
            for (uint256 e; e < _handler.INTERVALS(); ++e) {
                if (_handler.isWithin(e, info.floor, info.cap)) sum += _handler.payoffOf(e, price);
            }
            assertEq(pays, sum, "4: what its intervals pay");
        }
    }

    /// @dev 5: everybody gets out, and nothing but the fees is left.
    function afterInvariant() external {
        _handler.finish(uint256(keccak256(abi.encode(cash(alice)))));
        for (uint256 p; p < _people.length; ++p) {
            vm.startPrank(_people[p]);
            for (uint256 n; n < _bands.length; ++n) {
                uint32 base = exchange.marketOf(_bands[n]).base;
                exchange.redeem(
                    _bands[n], exchange.balanceOf(_people[p], base), exchange.balanceOf(_people[p], base | 1)
                );
            }
            exchange.withdraw(USDC, cash(_people[p]), _people[p]);
            vm.stopPrank();
        }
        for (uint256 n; n < _bands.length; ++n) {
            exchange.collectFees(_bands[n]);
        }
        assertEq(usdc.balanceOf(address(exchange)), cash(feeRecipient), "5: nothing is left but fees");
    }

    // ---------------------------------------------------------------- what is reached

    /// @dev A run of the handler's own, with fixed numbers: each kind of call is reached with lots to move.
    function test_ARunReachesEverything() external {
        vm.pauseGasMetering();
        uint256 random = 0x67;
        for (uint256 n; n < 600; ++n) {
            random = uint256(keccak256(abi.encode(random)));
            (uint256 who, uint256 which, uint256 more) = (random & 255, (random >> 8) & 255, random >> 16);
            if (n > 500) _handler.end(1 days - 1, more);
            if (n % 6 == 0) _handler.split(who, which, more);
            else if (n % 6 == 1) _handler.merge(who, which, more);
            else if (n % 6 == 2) _handler.cut(who, which, more, random >> 255 == 0);
            else if (n % 6 == 3) _handler.join(who, which, more, random >> 255 == 0);
            else if (n % 6 == 4) _handler.trade(who, which, more);
            else _handler.redeem(who, which, more, more >> 64);
            if (n % 20 == 0) this.invariant_BACK_FSM_Bands();
        }
        assertGt(_handler.cuts(), 20, "cut");
        assertGt(_handler.joins(), 10, "joined");
        assertGt(_handler.mergesOfParts(), 10, "sets of parts given back");
        assertGt(_handler.trades(), 20, "traded");
        assertGt(_handler.redemptions(), 5, "redeemed");
        this.afterInvariant();
    }

    // ---------------------------------------------------------------- sums

    function tokensOn(address who, uint256 e) private view returns (uint256 long_, uint256 short_) {
        for (uint256 n; n < _bands.length; ++n) {
            MarketInfo memory info = exchange.marketOf(_bands[n]);
            if (!_handler.isWithin(e, info.floor, info.cap)) continue;
            long_ += exchange.balanceOf(who, info.base);
            short_ += exchange.balanceOf(who, info.base | 1);
        }
    }

    function everybodys(uint256 e) private view returns (uint256 long_, uint256 short_) {
        for (uint256 p; p < _people.length; ++p) {
            long_ += _handler.longOn(_people[p], e);
            short_ += _handler.shortOn(_people[p], e);
        }
    }
}
