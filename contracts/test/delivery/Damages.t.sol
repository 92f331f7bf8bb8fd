// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {Damages} from "../../src/delivery/Damages.sol";
import {CashSettlement} from "../../src/interfaces/IDeliveryDesk.sol";

/// @notice The arithmetic of damages: by hand, and against a model that counts lot by lot.
contract DamagesTest is Test {
    /// @dev 100 GPU-hours elected at C = 7.000 and S = 2.500, so that 10 % of S are 0.250 and 5 % of the hours are 5.
    function share(uint256 undeliveredHours) private pure returns (CashSettlement memory) {
        return Damages.share(7_000, 2_500, 1, 100_000, undeliveredHours * 1_000);
    }

    function assertShare(CashSettlement memory s, uint256 toBuyer, uint256 damages, uint256 toProvider) private pure {
        assertEq(s.damages, damages, "damages");
        assertEq(s.toBuyer, toBuyer, "to the buyer");
        assertEq(s.toProvider, toProvider, "to the provider");
    }

    function test_WhenTheManualsExampleIsSettled() external pure {
        assertShare(share(40), 118_750_000, 18_750_000, 161_250_000);
    }

    function test_WhenFivePerCentAreUndelivered() external pure {
        // 5 × 0.250 = 1.250; 5 × 2.500 + 1.250 = 13.750; 5 × 7 − 13.750 = 21.250.
        assertShare(share(5), 13_750_000, 1_250_000, 21_250_000);
    }

    function test_WhenOneLotMoreIsUndelivered_OnlyItCostsMore() external pure {
        CashSettlement memory s = Damages.share(7_000, 2_500, 1, 100_000, 5_001);
        assertEq(s.damages, 1_250_000 + 500, "20 % of 2,500 micro-USDC for the one lot, 10 % for the others as before");
    }

    function test_WhenNothingWasDelivered() external pure {
        // 5 × 0.250 + 95 × 0.500 = 48.750.
        assertShare(share(100), 298_750_000, 48_750_000, 401_250_000);
    }

    function test_WhenNothingIsUndelivered() external pure {
        assertShare(share(0), 0, 0, 0);
    }

    function test_WhenTheSHORTIsWorthLessThanTheDamages() external pure {
        // S = 6.500: 10 % are 0.650 and 20 % are 1.300, but a SHORT is worth 0.500.
        assertShare(Damages.share(7_000, 6_500, 1, 100_000, 40_000), 280_000_000, 20_000_000, 0);
        // S = 6.000: 10 % are 0.600, and 20 % are 1.200, more than 1.000: 5 × 0.600 + 35 × 1.000 = 38.
        assertShare(Damages.share(7_000, 6_000, 1, 100_000, 40_000), 278_000_000, 38_000_000, 2_000_000);
    }

    function test_WhenThePriceIsTheCapOrNothing() external pure {
        assertShare(Damages.share(7_000, 7_000, 1, 100_000, 40_000), 280_000_000, 0, 0);
        assertShare(Damages.share(7_000, 0, 1, 100_000, 40_000), 0, 0, 280_000_000);
    }

    function test_WhenDamagesAreNoWholeUnit_TheyAreRoundedUp() external pure {
        // One lot at 2,501 ticks: 10 % are 250.1 micro-USDC.
        assertShare(Damages.share(7_000, 2_501, 1, 1_000, 1), 2_752, 251, 4_248);
        // In a quote asset of 8 decimals nothing is left to round: 25,010.
        assertShare(Damages.share(7_000, 2_501, 100, 1_000, 1), 275_110, 25_010, 424_890);
    }

    /// @dev Hundredths of a tick, lot after lot: the first of them while 5 % are not passed, the others dearer, none above the SHORT.
    function model(uint256 cap, uint256 tick, uint256 unit, uint256 elected, uint256 undelivered)
        private
        pure
        returns (uint256)
    {
        uint256 hundredths;
        for (uint256 lot = 1; lot <= undelivered; ++lot) {
            uint256 cost = lot * 100 <= elected * 5 ? tick * 10 : tick * 20;
            hundredths += cost > (cap - tick) * 100 ? (cap - tick) * 100 : cost;
        }
        hundredths *= unit;
        return hundredths % 100 == 0 ? hundredths / 100 : hundredths / 100 + 1;
    }

    function testFuzz_AsIfCountedLotByLot(uint256 cap, uint256 tick, uint256 hours_, uint256 undelivered, uint256 unit)
        external
        pure
    {
        cap = bound(cap, 1_000, 2 ** 24 - 2);
        tick = bound(tick, 0, cap);
        uint256 elected = bound(hours_, 1, 4) * 1_000;
        undelivered = bound(undelivered, 0, elected);
        unit = 10 ** bound(unit, 0, 12);
        uint256 damages = model(cap, tick, unit, elected, undelivered);
        uint256 toBuyer = tick * undelivered * unit + damages;
        CashSettlement memory s = Damages.share(cap, tick, unit, elected, undelivered);
        assertShare(s, toBuyer, damages, cap * undelivered * unit - toBuyer);
    }

    function testFuzz_BACK_WhateverTheNumbers_TheCapIsSharedToTheUnit(
        uint24 cap,
        uint24 tick,
        uint64 hours_,
        uint64 undelivered,
        uint8 exponent
    ) external pure {
        tick = uint24(bound(tick, 0, cap));
        uint256 elected = bound(hours_, 1, type(uint64).max / 1_000) * 1_000;
        undelivered = uint64(bound(undelivered, 0, elected));
        uint256 unit = 10 ** (exponent % 32);
        CashSettlement memory s = Damages.share(cap, tick, unit, elected, undelivered);
        assertEq(s.toBuyer + s.toProvider, uint256(cap) * undelivered * unit, "nothing is made or lost");
        assertGe(s.toBuyer, uint256(tick) * undelivered * unit, "never less than the price");
        assertLe(s.damages, uint256(cap - tick) * undelivered * unit, "never more than the SHORT");
        if (undelivered == elected) return;
        CashSettlement memory more = Damages.share(cap, tick, unit, elected, undelivered + 1);
        assertGe(more.toBuyer, s.toBuyer, "who delivers less pays no less");
        assertGe(more.toProvider, s.toProvider, "and every undelivered lot gives its SHORT's rest back");
    }
}
