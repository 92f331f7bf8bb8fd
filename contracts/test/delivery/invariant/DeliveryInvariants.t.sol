// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Election} from "../../../src/interfaces/IDeliveryDesk.sol";
import {DeskFixture} from "../DeskFixture.sol";
import {DeliveryHandler} from "./DeliveryHandler.sol";
import {DeliveryModel} from "./DeliveryModel.sol";

/// @notice The invariants of INVARIANTS.md, by their numbers. The seventh is checked by the handler, after each call.
contract DeliveryInvariantsTest is DeskFixture {
    DeliveryHandler private _handler;
    address[] private _parties;

    function setUp() public override {
        super.setUp();
        address[] memory providers = new address[](2);
        uint256[] memory keys = new uint256[](3);
        for (uint256 n; n < 2; ++n) {
            providers[n] = address(uint160(0xCA11_0000 + n));
        }
        for (uint256 n; n < 3; ++n) {
            keys[n] = 0xB0B + n;
        }
        _handler = new DeliveryHandler(exchange, desk, market, settler, providers, keys, meterKey);
        for (uint256 n; n < 5; ++n) {
            address party = n < 2 ? providers[n] : vm.addr(keys[n - 2]);
            _parties.push(party);
            arm(party, 2_000 * HOUR);
        }
        usdc.mint(_parties[2], 1e9);
        bytes memory toBlocked = abi.encodeWithSelector(usdc.transfer.selector, _handler.blocked());
        vm.mockCallRevert(address(usdc), toBlocked, "blocked");
        // Something is agreed on from the start: a run without elections shows nothing of receipts.
        for (uint256 n; n < 4; ++n) {
            _handler.offer(uint256(keccak256(abi.encode("offer", n))));
            _handler.elect(uint256(keccak256(abi.encode("elect", n))));
        }
        targetContract(address(_handler));
        // How a run ends, not part of it.
        bytes4[] memory ending = new bytes4[](2);
        (ending[0], ending[1]) = (DeliveryHandler.finish.selector, DeliveryHandler.toTheEnd.selector);
        excludeSelector(FuzzSelector(address(_handler), ending));
    }

    /// forge-config: default.invariant.depth = 128
    /// forge-config: prove.invariant.depth = 500
    function invariant_TWICE_METER_BACK_DONATE() public view {
        DeliveryModel.OfferGhost[] memory offers = _handler.offers();
        DeliveryModel.ElectionGhost[] memory elections = _handler.elections();
        uint256 open = check1Offers(offers);
        (uint256 outstanding, uint256 done) = check1And2Elections(elections);
        check3SetsAreThere(open, outstanding);
        check4To6MoneyIsTheModels(done);
    }

    function check1Offers(DeliveryModel.OfferGhost[] memory offers) private view returns (uint256 open) {
        assertEq(desk.offerCount(), offers.length - 1, "every offer is counted");
        for (uint64 id = 1; id < offers.length; ++id) {
            DeliveryModel.OfferGhost memory o = offers[id];
            assertEq(desk.offerOf(id).open + o.elected + o.withdrawn, o.offered, "open + elected + withdrawn");
            open += desk.offerOf(id).open;
        }
    }

    function check1And2Elections(DeliveryModel.ElectionGhost[] memory elections)
        private
        view
        returns (uint256 outstanding, uint256 done)
    {
        assertEq(desk.electionCount(), elections.length - 1, "every election is counted");
        for (uint64 id = 1; id < elections.length; ++id) {
            DeliveryModel.ElectionGhost memory ghost = elections[id];
            Election memory e = desk.electionOf(id);
            uint64 cashed = e.settled ? e.lots - e.delivered : 0;
            assertEq(e.lots, ghost.lots, "elected lots never change");
            assertEq(e.delivered, ghost.delivered, "METER: delivered is what was signed");
            assertEq(cashed, ghost.cashed, "TWICE: cash-settled is what was not delivered");
            outstanding += e.lots - e.delivered - cashed;
            done += e.delivered + cashed;
        }
    }

    function check3SetsAreThere(uint256 open, uint256 outstanding) private view {
        assertEq(longs(address(desk)), outstanding + _handler.givenLongs(), "LONG of what is outstanding");
        assertEq(shorts(address(desk)), open + outstanding + _handler.givenShorts(), "SHORT of what is open as well");
    }

    function check4To6MoneyIsTheModels(uint256 done) private view {
        uint256 claimable;
        uint256 credited;
        for (uint256 n; n < _parties.length; ++n) {
            address party = _parties[n];
            uint256 owed = _handler.credited(party) - _handler.claimed(party);
            assertEq(desk.claimableOf(party), owed, "DONATE: claimable is what the model owes");
            claimable += owed;
            credited += _handler.credited(party);
        }
        assertEq(cash(address(desk)), claimable + _handler.givenCash(), "money in the ledger");
        assertEq(credited, CAP * done, "the cap of each lot delivered or settled");
    }

    /// @dev EXIT: whatever the run has come to, a stranger ends it by waiting.
    function afterInvariant() external {
        _handler.toTheEnd();
        _handler.fixPrice(2_810);
        _handler.finish();
        invariant_TWICE_METER_BACK_DONATE();
        for (uint256 n; n < _parties.length; ++n) {
            if (desk.claimableOf(_parties[n]) == 0) continue;
            vm.prank(_parties[n]);
            desk.claim(carol);
        }
        assertEq(cash(address(desk)), _handler.givenCash(), "EXIT: no money but what was given");
        assertEq(longs(address(desk)), _handler.givenLongs(), "EXIT: no LONG");
        assertEq(shorts(address(desk)), _handler.givenShorts(), "EXIT: no SHORT");
    }
}
