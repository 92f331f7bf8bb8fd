// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BundleFactory} from "../../src/financing/BundleFactory.sol";
import {ComputeCredit} from "../../src/financing/ComputeCredit.sol";
import {CreditFactory} from "../../src/financing/CreditFactory.sol";
import {NoteFactory} from "../../src/financing/NoteFactory.sol";
import {RevenueNote} from "../../src/financing/RevenueNote.sol";
import {CreditTerms} from "../../src/interfaces/IComputeCredit.sol";
import {IIndexArbiter} from "../../src/interfaces/IIndexArbiter.sol";
import {Report} from "../../src/interfaces/IPriceIndex.sol";
import {NoteTerms} from "../../src/interfaces/IRevenueNote.sol";
import {Reporting} from "../index/Reporting.sol";

/// @notice Factories over USDC and an index whose arbiter is silent, and the people of the financing tests.
abstract contract FinancingFixture is Reporting {
    /// @dev 2026-12-01 00:00 UTC.
    uint256 internal constant START = 1_796_083_200;
    /// @dev 2.80 USDC per GPU-hour.
    uint256 internal constant PRICE = 2_800_000;

    CreditFactory internal creditFactory;
    NoteFactory internal noteFactory;
    BundleFactory internal bundleFactory;

    address internal issuer = makeAddr("issuer");
    address internal alice;
    uint256 internal aliceKey;
    address internal bob = makeAddr("bob");
    address internal carol = makeAddr("carol");
    address internal meter;
    uint256 internal meterKey;

    function setUp() public virtual {
        vm.warp(START - 33 days);
        // As many as a print needs that is outside the band.
        deployIndex(IIndexArbiter(makeAddr("silent arbiter")), 5);
        vm.warp(START);
        (alice, aliceKey) = makeAddrAndKey("alice");
        (meter, meterKey) = makeAddrAndKey("meter");
        creditFactory = CreditFactory(deployReleased("CreditFactory", abi.encode(usdc, index)));
        noteFactory = NoteFactory(deployReleased("NoteFactory", abi.encode(usdc, index, creditFactory)));
        bundleFactory = BundleFactory(deployReleased("BundleFactory", abi.encode(creditFactory, noteFactory)));
        printDays(30, PRICE);
        usdc.mint(issuer, 1e15);
        vm.startPrank(issuer);
        usdc.approve(address(creditFactory), type(uint256).max);
        vm.stopPrank();
    }

    function today() internal view returns (uint32) {
        return uint32(vm.getBlockTimestamp() / 1 days);
    }

    /// @notice Prints of the `count` days whose last is final today: two full days old.
    function printDays(uint32 count, uint256 price) internal {
        uint32 last = today() - 3;
        for (uint32 day = last + 1 - count; day <= last; ++day) {
            print(day, price);
        }
    }

    function print(uint32 day, uint256 price) internal {
        print(grade, day, price);
    }

    /// @notice All reporters say the same of a day, on that day; afterwards it is again what it was. Days ascend.
    function print(uint32 grade_, uint32 day, uint256 price) internal {
        uint256 present = vm.getBlockTimestamp();
        goTo(day, 20 hours);
        Report[] memory reports = new Report[](reporters.length);
        for (uint256 n; n < reports.length; ++n) {
            reports[n] = signed(n, grade_, day, uint56(price), uint40(vm.getBlockTimestamp()));
        }
        index.post(grade_, day, reports);
        vm.warp(present);
    }

    /// @dev December 2026 at the issuer's endpoint.
    function creditTerms() internal view returns (CreditTerms memory) {
        return CreditTerms({
            name: "Northwind H100 Z26",
            symbol: "NW-H100-Z26",
            unit: "GPU-hour",
            endpoint: "https://compute.northwind.example",
            grade: grade,
            referencePrice: 0,
            meter: meter,
            start: uint64(START),
            end: uint64(START + 31 days)
        });
    }

    function issueCredit(CreditTerms memory terms, uint256 lots, uint256 bond) internal returns (ComputeCredit) {
        vm.prank(issuer);
        return ComputeCredit(creditFactory.issue(terms, lots, bond));
    }

    /// @dev A credit whose window outlasts a note of twelve months.
    function reserveCredit(uint32 grade_, uint256 lots, uint256 bond) internal returns (ComputeCredit) {
        CreditTerms memory terms = creditTerms();
        terms.grade = grade_;
        terms.end = uint64(START + 800 days);
        return issueCredit(terms, lots, bond);
    }

    /// @dev 100 USDC a note, 1.35 ×, 5 % of revenue, 8 USDC a month for a year from 2027-01-15.
    function noteTerms(address reserve) internal pure returns (NoteTerms memory) {
        return NoteTerms({
            name: "Northwind Inference 2027",
            symbol: "NW-INF-27",
            productLine: "Inference API",
            issuePrice: 100_000_000,
            lots: 10_000_000,
            shareBp: 500,
            capBp: 13_500,
            firstDue: uint64(START + 45 days),
            coupons: 12,
            minimumCoupon: 8_000_000,
            reserve: reserve
        });
    }

    function issueNote(NoteTerms memory terms, uint256 reserveLots) internal returns (RevenueNote note) {
        vm.startPrank(issuer);
        if (terms.reserve != address(0)) ComputeCredit(terms.reserve).approve(address(noteFactory), reserveLots);
        note = RevenueNote(noteFactory.issue(terms, reserveLots));
        usdc.approve(address(note), type(uint256).max);
        vm.stopPrank();
    }

    function sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev Signed now, by the account of the key.
    function deliver(ComputeCredit credit, uint256 redemptionId, uint256 deliveredLots, uint256 key) internal {
        uint64 time = uint64(vm.getBlockTimestamp());
        bytes memory signature = sign(key, credit.receiptDigest(redemptionId, deliveredLots, time));
        credit.deliver(redemptionId, deliveredLots, time, vm.addr(key), signature);
    }
}
