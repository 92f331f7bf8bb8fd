// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DeliveryDesk} from "../../src/delivery/DeliveryDesk.sol";
import {
    ElectionState,
    IDeliveryDesk,
    OfferRequest,
    Receipt as UsageReceipt
} from "../../src/interfaces/IDeliveryDesk.sol";
import {ContractSigner} from "../mocks/ContractSigner.sol";
import {DeskFixture} from "./DeskFixture.sol";

/// @notice Receipts: what they pay, who may sign them, when, and that each lot is paid once.
contract ReceiptsTest is DeskFixture {
    /// @dev Order of secp256k1.
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    uint64 private _election;

    function setUp() public override {
        super.setUp();
        _election = agreed(100 * HOUR);
        vm.warp(START + 1 days);
    }

    // ---------------------------------------------------------------- paying

    function test_WhenTheBuyerSigns() external {
        vm.expectEmit(address(desk));
        emit IDeliveryDesk.LotsDelivered(_election, 10 * HOUR, 10 * HOUR, uint64(block.timestamp), buyer, 70 * DOLLAR);
        assertEq(deliver(_election, 10 * HOUR), 10 * HOUR, "growth");
        assertEq(desk.claimableOf(provider), 70 * DOLLAR, "10 hours at the cap of 7.000");
        assertEq(desk.electionOf(_election).delivered, 10 * HOUR, "remembered");
        assertEq(longs(address(desk)), 90 * HOUR, "10 sets merged: LONG");
        assertEq(shorts(address(desk)), 90 * HOUR, "10 sets merged: SHORT");
        assertEq(uint8(desk.stateOf(_election)), uint8(ElectionState.Delivering), "delivering");
        assertEq(claim(provider), 70 * DOLLAR, "claimed");
        assertEq(usdc.balanceOf(provider), 70 * DOLLAR, "and paid, in the middle of the month");
    }

    function test_WhenTheMeterSigns() external {
        UsageReceipt memory receipt = receiptOf(_election, 1);
        bytes memory signature = sign(meterKey, receipt);
        vm.prank(stranger);
        desk.postReceipt(receipt, meter, signature);
        assertEq(desk.claimableOf(provider), 7_000, "one lot at 7,000 ticks");
    }

    function test_METER_WhenReceiptsGrow() external {
        assertEq(deliver(_election, 3_600), 3_600, "the first");
        assertEq(deliver(_election, 3_601), 1, "by one lot");
        assertEq(deliver(_election, 50 * HOUR), 50 * HOUR - 3_601, "by the rest");
        assertEq(desk.claimableOf(provider), 350 * DOLLAR, "50 hours in all, once");
    }

    function test_METER_WhenAReceiptHoldsMoreThanWasElected() external {
        deliver(_election, 60 * HOUR);
        assertEq(deliver(_election, type(uint64).max), 40 * HOUR, "no more than was elected");
        assertEq(desk.claimableOf(provider), 700 * DOLLAR, "all of it");
        assertEq(longs(address(desk)), 0, "no set is left");
        assertEq(uint8(desk.stateOf(_election)), uint8(ElectionState.Settled), "settled by the last receipt");
        assertEq(desk.claimableOf(buyer), 0, "nothing is owed to the buyer");
    }

    function test_TWICE_RevertWhen_AllWasDelivered() external {
        deliver(_election, 100 * HOUR);
        bytes memory settled = abi.encodeWithSelector(IDeliveryDesk.AlreadySettled.selector, _election);
        vm.expectRevert(settled);
        this.post(_election, 100 * HOUR, buyer, buyerKey);
        toTheEnd(2_500);
        vm.expectRevert(settled);
        desk.settle(_election);
    }

    // ---------------------------------------------------------------- growing

    function test_METER_RevertWhen_AReceiptIsRepeated() external {
        UsageReceipt memory receipt = receiptOf(_election, 10 * HOUR);
        bytes memory signature = sign(buyerKey, receipt);
        desk.postReceipt(receipt, buyer, signature);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.ReceiptNotGrowing.selector, 10 * HOUR, 10 * HOUR));
        desk.postReceipt(receipt, buyer, signature);
    }

    function test_METER_RevertWhen_AReceiptShrinks(uint64 first, uint64 second) external {
        first = uint64(bound(first, 1, 100 * HOUR - 1));
        second = uint64(bound(second, 0, first));
        deliver(_election, first);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.ReceiptNotGrowing.selector, second, first));
        this.post(_election, second, meter, meterKey);
    }

    function test_METER_WhenMeterAndBuyerBothSignedTheSameHours() external {
        deliver(_election, 10 * HOUR);
        this.post(_election, 12 * HOUR, meter, meterKey);
        assertEq(desk.claimableOf(provider), 84 * DOLLAR, "12 hours, not 22");
    }

    function testFuzz_METER_WhateverReceiptsCome_EachLotIsPaidOnce(uint64[8] calldata receipts) external {
        uint64 most;
        for (uint256 n; n < receipts.length && most < 100 * HOUR; ++n) {
            uint64 lots = receipts[n] % (120 * HOUR);
            if (lots <= most) vm.expectRevert();
            this.post(_election, lots, n % 2 == 0 ? buyer : meter, n % 2 == 0 ? buyerKey : meterKey);
            if (lots > most) most = lots;
        }
        if (most > 100 * HOUR) most = 100 * HOUR;
        assertEq(desk.claimableOf(provider), uint256(most) * CAP, "the largest receipt, and nothing else");
    }

    // ---------------------------------------------------------------- signing

    function test_METER_RevertWhen_TheSignerIsNeitherBuyerNorMeter() external {
        for (uint256 n; n < 2; ++n) {
            (address signer, uint256 key) = n == 0 ? (provider, providerKey) : makeAddrAndKey("stranger");
            vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.WrongSigner.selector, signer, buyer, meter));
            this.post(_election, HOUR, signer, key);
        }
    }

    function test_METER_RevertWhen_NoMeterWasAgreedOn() external {
        vm.warp(NOW);
        uint64 election = agreedWithoutMeter(10 * HOUR);
        vm.warp(START);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.WrongSigner.selector, meter, buyer, address(0)));
        this.post(election, HOUR, meter, meterKey);
        // The address that a bad signature recovers to.
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.WrongSigner.selector, address(0), buyer, address(0)));
        desk.postReceipt(receiptOf(election, HOUR), address(0), new bytes(65));
        deliver(election, HOUR);
    }

    function test_METER_RevertWhen_AnotherSignedInTheBuyersName() external {
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.ReceiptNotOfSigner.selector, buyer));
        this.post(_election, HOUR, buyer, providerKey);
    }

    function test_METER_RevertWhen_AFieldIsChanged(uint64 election, uint64 lots, uint64 time) external {
        UsageReceipt memory receipt = receiptOf(_election, HOUR);
        bytes memory signature = sign(buyerKey, receipt);
        vm.warp(NOW);
        uint64 second = agreed(100 * HOUR);
        vm.warp(START + 2 days);

        election = election % 2 == 0 ? _election : second;
        lots = uint64(bound(lots, 1, 100 * HOUR));
        time = uint64(bound(time, START, block.timestamp));
        if (election == _election && lots == HOUR && time == receipt.time) ++lots;
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.ReceiptNotOfSigner.selector, buyer));
        desk.postReceipt(UsageReceipt(election, lots, time), buyer, signature);
    }

    function test_REPLAY_TheDigestIsEIP712() external view {
        UsageReceipt memory receipt = UsageReceipt(_election, 5, 6);
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Gigahour DeliveryDesk"),
                keccak256("1"),
                block.chainid,
                address(desk)
            )
        );
        bytes32 data = keccak256(
            abi.encode(
                keccak256("Receipt(uint64 electionId,uint64 deliveredLots,uint64 time)"),
                uint256(_election),
                uint256(5),
                uint256(6)
            )
        );
        bytes32 expected = keccak256(abi.encodePacked("\x19\x01", domain, data));
        assertEq(desk.digestOf(receipt), expected, "as wallets compute it");
    }

    function test_REPLAY_TheClientSignsTheSameDigest() external {
        address where = 0x5FbDB2315678afecb367f032d93F642f64180aa3;
        deployCodeTo(artifactOf("DeliveryDesk"), abi.encode(exchange, registry), where);
        vm.chainId(31_337);
        bytes32 digest = DeliveryDesk(where).digestOf(UsageReceipt(1, 36_000, START));
        // receipt.test.ts expects the same.
        assertEq(digest, 0x8f543c9546c13474c9145f3b485ddf753da86cb3e335dff410ed34073a84200f, "of the same receipt");
    }

    function test_REPLAY_RevertWhen_TheReceiptIsOfAnotherDesk() external {
        DeliveryDesk second = DeliveryDesk(deployReleased("DeliveryDesk", abi.encode(exchange, registry)));
        UsageReceipt memory receipt = receiptOf(_election, HOUR);
        bytes memory signature = signDigest(buyerKey, second.digestOf(receipt));
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.ReceiptNotOfSigner.selector, buyer));
        desk.postReceipt(receipt, buyer, signature);
    }

    function test_REPLAY_RevertWhen_TheReceiptIsOfAnotherChain() external {
        UsageReceipt memory receipt = receiptOf(_election, HOUR);
        bytes memory signature = sign(buyerKey, receipt);
        uint256 here = block.chainid;
        vm.chainId(here + 1);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.ReceiptNotOfSigner.selector, buyer));
        desk.postReceipt(receipt, buyer, signature);
        vm.chainId(here);
        desk.postReceipt(receipt, buyer, signature);
    }

    function test_REPLAY_RevertWhen_TheSignatureIsTheOtherOfThePair() external {
        UsageReceipt memory receipt = receiptOf(_election, HOUR);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(buyerKey, desk.digestOf(receipt));
        bytes memory twin = abi.encodePacked(r, ORDER - uint256(s), v == 27 ? uint8(28) : uint8(27));
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.ReceiptNotOfSigner.selector, buyer));
        desk.postReceipt(receipt, buyer, twin);
    }

    function test_REPLAY_RevertWhen_TheSignatureIsNone() external {
        bytes[4] memory none = [bytes(""), new bytes(64), new bytes(65), new bytes(66)];
        for (uint256 n; n < none.length; ++n) {
            vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.ReceiptNotOfSigner.selector, buyer));
            desk.postReceipt(receiptOf(_election, HOUR), buyer, none[n]);
        }
    }

    // ---------------------------------------------------------------- contracts as signers

    function test_WhenTheBuyerIsAContract() external {
        (uint64 election, ContractSigner wallet) = agreedByContract();
        desk.postReceipt(receiptOf(election, HOUR), address(wallet), "anything");
        assertEq(desk.electionOf(election).delivered, HOUR, "ERC-1271");
    }

    function test_METER_WhenTheBuyersContractRefuses_TheMeterStillCounts() external {
        (uint64 election, ContractSigner wallet) = agreedByContract();
        for (uint8 mood = 1; mood < 4; ++mood) {
            wallet.setMood(ContractSigner.Mood(mood));
            vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.ReceiptNotOfSigner.selector, wallet));
            desk.postReceipt(receiptOf(election, mood * HOUR), address(wallet), "anything");
            this.post(election, mood * HOUR, meter, meterKey);
        }
        assertEq(desk.electionOf(election).delivered, 3 * HOUR, "by the meter alone");
    }

    /// @dev EIP-7702: by delegating to code that refuses, or answers nothing, a buyer takes back no receipt that his key has signed.
    function test_METER_WhenTheBuyerDelegatesHisAccount_HisReceiptStillCounts() external {
        UsageReceipt memory receipt = receiptOf(_election, HOUR);
        bytes memory signature = sign(buyerKey, receipt);
        ContractSigner code = new ContractSigner();
        vm.etch(buyer, address(code).code);
        for (uint8 mood = 1; mood < 4; ++mood) {
            ContractSigner(buyer).setMood(ContractSigner.Mood(mood));
            uint256 snapshot = vm.snapshotState();
            desk.postReceipt(receipt, buyer, signature);
            assertEq(desk.electionOf(_election).delivered, HOUR, "paid");
            vm.revertToState(snapshot);
        }
    }

    // ---------------------------------------------------------------- in time

    function test_WhenItIsPostedInTheFirstSecondOfTheMonth() external {
        vm.warp(START);
        deliver(_election, 1);
    }

    function test_RevertWhen_TheMonthHasNotBegun() external {
        vm.warp(START - 1);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.ReceiptOutsideWindow.selector, START - 1, START, END));
        this.post(_election, 1, buyer, buyerKey);
        UsageReceipt memory ahead = UsageReceipt(_election, 1, START);
        bytes memory signature = sign(buyerKey, ahead);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.ReceiptFromFuture.selector, START, START - 1));
        desk.postReceipt(ahead, buyer, signature);
    }

    function test_WhenTheMonthIsOverItIsTakenForThreeDays() external {
        vm.warp(END);
        UsageReceipt memory last = receiptOf(_election, 42 * HOUR);
        bytes memory signature = sign(buyerKey, last);
        vm.warp(POSTING_END - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IDeliveryDesk.ReceiptOutsideWindow.selector, POSTING_END - 1, START, END)
        );
        this.post(_election, 42 * HOUR, buyer, buyerKey);
        desk.postReceipt(last, buyer, signature);
        assertEq(desk.electionOf(_election).delivered, 42 * HOUR, "signed in the month, posted later");
    }

    function test_RevertWhen_PostingHasEnded() external {
        UsageReceipt memory receipt = receiptOf(_election, HOUR);
        bytes memory signature = sign(buyerKey, receipt);
        vm.warp(POSTING_END);
        vm.expectRevert(abi.encodeWithSelector(IDeliveryDesk.PostingEnded.selector, _election, POSTING_END));
        desk.postReceipt(receipt, buyer, signature);
    }

    // ---------------------------------------------------------------- parts

    /// @notice A receipt signed now, as a call of its own, so that a revert is expected of it alone.
    function post(uint64 election, uint64 lots, address signer, uint256 key) external returns (uint64) {
        UsageReceipt memory receipt = receiptOf(election, lots);
        return desk.postReceipt(receipt, signer, sign(key, receipt));
    }

    function agreedByContract() private returns (uint64 election, ContractSigner wallet) {
        vm.warp(NOW);
        wallet = new ContractSigner();
        arm(address(wallet), 100 * HOUR);
        OfferRequest memory r = offerOf(100 * HOUR);
        uint64 offer = makeOffer(r);
        bytes memory answer = wallet.call(address(desk), abi.encodeCall(IDeliveryDesk.elect, (offer, 100 * HOUR)));
        election = abi.decode(answer, (uint64));
        vm.warp(START + 1 days);
    }
}
