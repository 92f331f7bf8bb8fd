// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ComputeCredit} from "../../src/financing/ComputeCredit.sol";
import {CreditState, Redemption} from "../../src/interfaces/IComputeCredit.sol";
import {CreditHandler} from "./CreditHandler.sol";
import {FinancingFixture} from "./FinancingFixture.sol";

/// @notice Invariants 1 … 4, 9 and 10 of INVARIANTS.md, by their numbers.
contract CreditInvariantsTest is FinancingFixture {
    CreditHandler private _handler;
    ComputeCredit private _credit;
    address[] private _people;

    function setUp() public override {
        super.setUp();
        _credit = issueCredit(creditTerms(), 1_000_000, 3_540_000_003);
        vm.startPrank(issuer);
        assertTrue(_credit.transfer(alice, 400_000), "sent");
        assertTrue(_credit.transfer(meter, 100_000), "sent");
        vm.stopPrank();
        (address stranger, uint256 strangerKey) = makeAddrAndKey("stranger");
        _people = [alice, meter, stranger, issuer];
        uint256[] memory keys = new uint256[](3);
        (keys[0], keys[1], keys[2]) = (aliceKey, meterKey, strangerKey);
        _handler = new CreditHandler(_credit, usdc, index, issuer, keys, reporters);
        targetContract(address(_handler));
        // The end of a run, not a part of it.
        bytes4[] memory ends = new bytes4[](1);
        ends[0] = CreditHandler.everybodyLeaves.selector;
        excludeSelector(FuzzSelector(address(_handler), ends));
    }

    function invariant_TWICE_METER_BACK_RUN_DONATE() public view {
        CreditState memory s = _credit.state();
        assertEq(_handler.breach(), "", "the model and the credit agree");
        uint256 lots = s.circulating + s.queued + s.delivered + s.boughtBack + s.claimed;
        assertEq(lots, _handler.issued(), "1 TWICE: every lot is one thing");
        check1Holders(s);
        check2Redemptions(s);
        uint256 held = s.bond + s.releasable + _handler.donated();
        assertEq(usdc.balanceOf(address(_credit)), held, "3 BACK, 10 DONATE: to the unit");
        uint256 ever = s.bond + s.releasable + _handler.withdrawn() + _handler.claimedAmount();
        assertEq(ever, _handler.posted(), "3 BACK: the bond went to the issuer and to claims only");
        assertEq(s.defaultPool, _handler.modelPool(), "4 RUN: fixed once");
        assertEq(s.defaultLots, _handler.modelLots(), "4 RUN: fixed once");
    }

    /// @dev So whatever was refused has changed nothing.
    function check1Holders(CreditState memory s) private view {
        assertEq(_credit.redemptionCount(), _handler.redemptions(), "1 TWICE: nothing else is committed");
        assertEq(s.queued, _handler.queued(), "1 TWICE: as often as it was");
        assertEq(s.claimed, _handler.claimed(), "1 TWICE: claimed once");
        for (uint256 n; n < _people.length; ++n) {
            assertEq(
                _credit.balanceOf(_people[n]), _handler.held(_people[n]), "1 TWICE: every lot is where it was left"
            );
        }
    }

    function check2Redemptions(CreditState memory s) private view {
        uint256 queued;
        uint256 delivered;
        for (uint256 id = 1; id <= _credit.redemptionCount(); ++id) {
            Redemption memory r = _credit.redemptionOf(id);
            assertLe(r.delivered, r.lots, "2 METER: capped");
            assertEq(r.delivered, _handler.deliveredOf(id), "2 METER: the highest receipt");
            delivered += r.delivered;
            if (!r.left) queued += r.lots - r.delivered;
        }
        assertEq(s.queued, queued, "2 METER: queued lots are those of open redemptions");
        assertEq(s.delivered, delivered, "2 METER: delivered lots are those of receipts");
    }

    function afterInvariant() external {
        _handler.everybodyLeaves();
        invariant_TWICE_METER_BACK_RUN_DONATE();
        CreditState memory s = _credit.state();
        assertEq(s.circulating + s.queued, 0, "9 EXIT: nobody holds a lot");
        assertEq(s.bond + s.releasable, 0, "9 EXIT: all of the bond was paid out");
    }
}
