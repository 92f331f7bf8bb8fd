// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ComputeCredit} from "../../src/financing/ComputeCredit.sol";
import {LotToken} from "../../src/financing/LotToken.sol";
import {CreditState, CreditTerms, IComputeCredit, Redemption} from "../../src/interfaces/IComputeCredit.sol";
import {IIndexArbiter} from "../../src/interfaces/IIndexArbiter.sol";
import {ContractSigner} from "../mocks/ContractSigner.sol";
import {FinancingFixture} from "./FinancingFixture.sol";

/// @notice One credit: 1,000 GPU-hours at 2.80 USDC, so 2,800 USDC at index and 3,080 with damages.
contract ComputeCreditTest is FinancingFixture {
    uint256 private constant LOTS = 1_000_000;
    uint256 private constant USDC = 1e6;

    ComputeCredit private credit;

    function setUp() public override {
        super.setUp();
        credit = issueCredit(creditTerms(), LOTS, 1_540 * USDC);
        vm.startPrank(issuer);
        assertTrue(credit.transfer(alice, 300_000), "sent");
        assertTrue(credit.transfer(bob, 100_000), "sent");
        vm.stopPrank();
    }

    function redeem(address holder, uint256 lots) private returns (uint256 id) {
        vm.prank(holder);
        id = credit.redeem(lots);
    }

    function toDefault() private {
        vm.warp(START + 34 days);
    }

    function claim(address holder, uint256 lots) private returns (uint256) {
        vm.prank(holder);
        return credit.claim(lots, holder);
    }

    // ---------------------------------------------------------------- redemption

    function test_WhenAHolderRedeems() external {
        vm.warp(START - 10 days);
        uint256 first = redeem(alice, 200_000);
        vm.warp(START + 1 days);
        uint256 second = redeem(bob, 50_000);

        assertEq(credit.balanceOf(alice), 100_000, "committed lots are no tokens");
        assertEq(credit.state().queued, 250_000, "both wait");
        assertEq(credit.redemptionOf(first).queuedBefore, 0, "first in the queue");
        assertEq(credit.redemptionOf(second).queuedBefore, 200_000, "behind 200,000 lots");
        assertEq(credit.redemptionOf(first).progressAt, START, "the window's start, when delivery can begin");
        assertEq(credit.redemptionOf(second).progressAt, START + 1 days, "now, within the window");
    }

    function test_WhenTheWindowHasClosed_NobodyRedeems() external {
        vm.warp(START + 31 days);
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.WindowClosed.selector, START + 31 days, START + 31 days));
        redeem(alice, 1);
    }

    function test_METER_WhenReceiptsCome_EachAddsWhatIsNew() external {
        uint256 id = redeem(alice, 200_000);
        vm.warp(START + 1 days);
        deliver(credit, id, 50_000, aliceKey);
        vm.warp(START + 2 days);
        deliver(credit, id, 120_000, meterKey);

        CreditState memory s = credit.state();
        assertEq(s.delivered, 120_000, "cumulative, signed by holder or meter");
        assertEq(s.queued, 80_000, "the rest waits");
        // 1,540 USDC over 1,000,000 lots: 1,540 micro-USDC a lot.
        assertEq(s.releasable, 120_000 * 1_540, "bond of the delivered lots is the issuer's");
        assertEq(s.bond, 880_000 * 1_540, "the rest stands");

        vm.prank(issuer);
        credit.withdrawReleased(carol);
        assertEq(usdc.balanceOf(carol), 120_000 * 1_540, "paid out");
    }

    function test_METER_WhenAReceiptSaysMoreThanCommitted_ItIsAllOfThem() external {
        uint256 id = redeem(alice, 200_000);
        deliver(credit, id, type(uint256).max, meterKey);
        assertEq(credit.state().delivered, 200_000, "capped");

        uint64 time = uint64(START);
        bytes memory signature = sign(meterKey, credit.receiptDigest(id, 1, time));
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.RedemptionOver.selector, id));
        credit.deliver(id, 1, time, meter, signature);
    }

    function testFuzz_METER_WhenAReceiptIsNotHigher(uint256 first, uint256 second) external {
        first = bound(first, 1, 199_999);
        second = bound(second, 0, first);
        uint256 id = redeem(alice, 200_000);
        deliver(credit, id, first, aliceKey);
        bytes memory signature = sign(aliceKey, credit.receiptDigest(id, second, uint64(START)));
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.ReceiptNotHigher.selector, second, first));
        credit.deliver(id, second, uint64(START), alice, signature);
    }

    function testFuzz_METER_WhenTheTimeIsOutside(uint64 time) external {
        uint256 id = redeem(alice, 200_000);
        vm.warp(START + 5 days);
        deliver(credit, id, 1, aliceKey);
        vm.warp(START + 6 days);
        vm.assume(time < START || time > START + 6 days);
        bytes memory signature = sign(aliceKey, credit.receiptDigest(id, 2, time));
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.ReceiptTimeOutside.selector, time, START, START + 6 days));
        credit.deliver(id, 2, time, alice, signature);
    }

    function test_METER_WhenTheHolderSignsALaterTime_TheMetersReceiptStillCounts() external {
        uint256 id = redeem(alice, 100_000);
        uint64 end = uint64(START + 31 days);
        bytes memory metered = sign(meterKey, credit.receiptDigest(id, 100_000, end - 1));
        vm.warp(end);
        credit.deliver(id, 1, end, alice, sign(aliceKey, credit.receiptDigest(id, 1, end)));
        credit.deliver(id, 100_000, end - 1, meter, metered);
        assertEq(credit.state().delivered, 100_000, "the count grew");
    }

    function testFuzz_METER_WhenAnybodyElseSigned(uint256 key) external {
        key = bound(key, 1, 2 ** 128);
        address stranger = vm.addr(key);
        vm.assume(stranger != alice && stranger != meter);
        uint256 id = redeem(alice, 200_000);
        bytes memory signature = sign(key, credit.receiptDigest(id, 1, uint64(START)));
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.NotReceiptSigner.selector, id, stranger, alice, meter));
        credit.deliver(id, 1, uint64(START), stranger, signature);
        for (uint256 n; n < 2; ++n) {
            address named = n == 0 ? alice : meter;
            vm.expectRevert(abi.encodeWithSelector(IComputeCredit.ReceiptNotSignedBy.selector, id, named));
            credit.deliver(id, 1, uint64(START), named, signature);
        }
    }

    function test_METER_WhenTheWrongOneOfTheTwoIsNamed() external {
        uint256 id = redeem(alice, 200_000);
        bytes memory signature = sign(meterKey, credit.receiptDigest(id, 1, uint64(START)));
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.ReceiptNotSignedBy.selector, id, alice));
        credit.deliver(id, 1, uint64(START), alice, signature);
    }

    function test_METER_WhenThereIsNoMeter_TheHolderAloneSigns() external {
        CreditTerms memory terms = creditTerms();
        terms.meter = address(0);
        credit = issueCredit(terms, LOTS, 1_540 * USDC);
        vm.prank(issuer);
        assertTrue(credit.transfer(alice, 300_000), "sent");
        uint256 id = redeem(alice, 200_000);
        bytes memory signature = sign(meterKey, credit.receiptDigest(id, 1, uint64(START)));
        // The second is the address that a bad signature recovers to.
        for (uint256 n; n < 2; ++n) {
            address named = n == 0 ? meter : address(0);
            vm.expectRevert(
                abi.encodeWithSelector(IComputeCredit.NotReceiptSigner.selector, id, named, alice, address(0))
            );
            credit.deliver(id, 1, uint64(START), named, signature);
        }
        deliver(credit, id, 1, aliceKey);
        assertEq(credit.state().delivered, 1, "the holder's counts");
    }

    function redeemByContract() private returns (uint256 id, ContractSigner wallet) {
        wallet = new ContractSigner();
        vm.prank(alice);
        assertTrue(credit.transfer(address(wallet), 10_000), "sent");
        id = redeem(address(wallet), 10_000);
    }

    function test_METER_WhenTheHolderIsAContract_ItAnswersByERC1271() external {
        SigningWallet wallet = new SigningWallet(alice);
        vm.prank(alice);
        assertTrue(credit.transfer(address(wallet), 10_000), "sent");
        uint256 id = redeem(address(wallet), 10_000);
        bytes memory signature = sign(aliceKey, credit.receiptDigest(id, 4_000, uint64(START)));
        credit.deliver(id, 4_000, uint64(START), address(wallet), signature);
        assertEq(credit.state().delivered, 4_000, "its owner's signature is its own");
    }

    function test_METER_WhenTheHoldersContractRefuses_TheMeterStillCounts() external {
        (uint256 id, ContractSigner wallet) = redeemByContract();
        for (uint8 mood = 1; mood < 4; ++mood) {
            wallet.setMood(ContractSigner.Mood(mood));
            vm.expectRevert(abi.encodeWithSelector(IComputeCredit.ReceiptNotSignedBy.selector, id, wallet));
            credit.deliver(id, mood * 1_000, uint64(START), address(wallet), "anything");
            deliver(credit, id, mood * 1_000, meterKey);
        }
        assertEq(credit.state().delivered, 3_000, "by the meter alone");
    }

    /// @dev EIP-7702: by delegating to code that refuses, a holder takes back no receipt that his key has signed.
    function test_METER_WhenTheHolderDelegatesHisAccount_HisReceiptStillCounts() external {
        uint256 id = redeem(alice, 10_000);
        bytes memory signature = sign(aliceKey, credit.receiptDigest(id, 4_000, uint64(START)));
        vm.etch(alice, address(new ContractSigner()).code);
        ContractSigner(alice).setMood(ContractSigner.Mood.Refuses);
        credit.deliver(id, 4_000, uint64(START), alice, signature);
        assertEq(credit.state().delivered, 4_000, "delivered");
    }

    function test_METER_WhenTheHoldersContractLoops_TheMetersReceiptCostsNoMore() external {
        (uint256 id, ContractSigner wallet) = redeemByContract();
        vm.etch(address(wallet), hex"5b600056");
        bytes memory metered = sign(meterKey, credit.receiptDigest(id, 5_000, uint64(START)));
        credit.deliver{gas: 300_000}(id, 5_000, uint64(START), meter, metered);
        assertEq(credit.state().delivered, 5_000, "it was not asked");
    }

    function test_REPLAY_WhenAReceiptIsOfAnotherCreditOrChain() external {
        ComputeCredit other = issueCredit(creditTerms(), LOTS, 1_540 * USDC);
        uint256 id = redeem(alice, 200_000);
        bytes memory foreign = sign(aliceKey, other.receiptDigest(id, 5, uint64(START)));
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.ReceiptNotSignedBy.selector, id, alice));
        credit.deliver(id, 5, uint64(START), alice, foreign);

        bytes memory here = sign(aliceKey, credit.receiptDigest(id, 5, uint64(START)));
        vm.chainId(777);
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.ReceiptNotSignedBy.selector, id, alice));
        credit.deliver(id, 5, uint64(START), alice, here);
    }

    function domainByHand(string memory name, address verifyingContract) private view returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256("1"),
                block.chainid,
                verifyingContract
            )
        );
    }

    function digestByHand(bytes32 domain, uint256 id, uint256 lots, uint256 time) private pure returns (bytes32) {
        bytes32 kind = keccak256("Receipt(uint256 redemptionId,uint256 deliveredLots,uint64 time)");
        return keccak256(abi.encodePacked(hex"1901", domain, keccak256(abi.encode(kind, id, lots, time))));
    }

    function test_WhenTheDigestIsBuiltByHand() external view {
        bytes32 domain = domainByHand("Northwind H100 Z26", address(credit));
        assertEq(credit.receiptDigest(3, 1_500, uint64(START)), digestByHand(domain, 3, 1_500, START), "by the manual");
        assertEq(credit.DOMAIN_SEPARATOR(), domain, "permits share the domain");
    }

    /// @dev The digest that credit.test.ts expects of the client.
    function test_WhenTheClientBuildsTheDigest() external view {
        bytes32 domain = domainByHand("NW", 0x5FbDB2315678afecb367f032d93F642f64180aa3);
        bytes32 digest = 0xca0438ce8852c26bff5c7a47d07786e6999e974369ea8838d42e4399d1ebeafa;
        assertEq(digestByHand(domain, 3, 1_500, START), digest, "the same by Solidity's encoder");
    }

    // ---------------------------------------------------------------- leaving the queue

    function test_EXIT_WhenTheIssuerIsSilent_TheHolderLeaves() external {
        uint256 id = redeem(alice, 200_000);
        vm.warp(START + 3 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.RedemptionInProgress.selector, id, START + 3 days));
        vm.prank(alice);
        credit.leave(id);

        deliver(credit, id, 50_000, meterKey);
        vm.warp(START + 6 days - 1);
        vm.prank(alice);
        assertEq(credit.leave(id), 150_000, "3 days after the last receipt");
        assertEq(credit.balanceOf(alice), 250_000, "tokens again");
        assertEq(credit.state().queued, 0, "nothing waits");

        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.RedemptionOver.selector, id));
        vm.prank(alice);
        credit.leave(id);
    }

    function test_EXIT_WhenALotComesNowAndThen_TheHolderLeaves() external {
        uint256 id = redeem(alice, 200_000);
        vm.warp(START + 71 hours);
        deliver(credit, id, 1, meterKey);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.RedemptionInProgress.selector, id, START + 72 hours + 13));
        credit.leave(id);
        vm.warp(START + 142 hours);
        deliver(credit, id, 2, meterKey);
        vm.prank(alice);
        assertEq(credit.leave(id), 199_998, "31 days for 200,000 lots: two of them are 26 seconds of the pace");
    }

    /// @dev By the words of the manual: of n lots the part of the time that is over, three days ago.
    function testFuzz_EXIT_WhoIsAtThePaceIsKeptForThreeDays(uint256 asked, uint256 lots, uint256 wait) external {
        vm.warp(bound(asked, START - 10 days, START + 31 days - 1));
        uint256 id = redeem(alice, 200_000);
        uint256 from = vm.getBlockTimestamp() < START ? START : vm.getBlockTimestamp();
        vm.warp(bound(wait, from, START + 31 days));
        deliver(credit, id, bound(lots, 1, 199_999), meterKey);
        uint256 delivered = credit.redemptionOf(id).delivered;
        uint256 receipt = vm.getBlockTimestamp();
        vm.warp(receipt + wait % 3 days);
        uint256 ago = vm.getBlockTimestamp() - 3 days;
        bool isBehind = ago >= from && delivered * (START + 31 days - from) < 200_000 * (ago - from + 1);
        vm.prank(alice);
        if (!isBehind) vm.expectPartialRevert(IComputeCredit.RedemptionInProgress.selector);
        credit.leave(id);
    }

    function test_WhenAnotherLeaves() external {
        uint256 id = redeem(alice, 200_000);
        vm.warp(START + 4 days);
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.NotRedemptionHolder.selector, id, bob, alice));
        vm.prank(bob);
        credit.leave(id);
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.UnknownRedemption.selector, 9));
        vm.prank(bob);
        credit.leave(9);
    }

    // ---------------------------------------------------------------- default

    function test_RUN_WhenTheBondIsShort_FirstAndLastGetTheSame() external {
        uint256 id = redeem(alice, 200_000);
        deliver(credit, id, 50_000, aliceKey);
        // 950,000 lots left, and 950,000 × 1,540 = 1,463 USDC of bond. Owed 950 × 3.08 = 2,926: half of it.
        toDefault();
        vm.prank(carol);
        credit.declareDefault();
        CreditState memory s = credit.state();
        assertEq(s.defaultPrice, PRICE, "the print");
        assertEq(s.defaultLots, 950_000, "circulating and queued");
        assertEq(s.defaultPool, 1_463 * USDC, "all of the bond");

        uint256 first = claim(bob, 100_000);
        vm.startPrank(alice);
        credit.leave(id);
        uint256 second = credit.claim(250_000, alice);
        vm.stopPrank();
        vm.prank(issuer);
        uint256 last = credit.claim(600_000, issuer);
        assertEq(first, 154 * USDC, "1.54 USDC a GPU-hour");
        assertEq(second, 385 * USDC, "the same");
        assertEq(last, 924 * USDC, "the same");
        assertEq(usdc.balanceOf(address(credit)), 50_000 * 1_540, "what was released for the delivered lots");
        assertEq(credit.totalSupply(), 0, "every lot was paid once");
    }

    function test_WhenTheBondSuffices_AllGetIndexPlusDamages() external {
        usdc.mint(bob, 2_000 * USDC);
        vm.startPrank(bob);
        usdc.approve(address(credit), 2_000 * USDC);
        credit.addBond(2_000 * USDC);
        vm.stopPrank();
        toDefault();
        credit.declareDefault();
        // 3,540 USDC of bond, 3,080 owed.
        assertEq(credit.state().releasable, 460 * USDC, "the issuer has the remainder at once");
        assertEq(claim(bob, 100_000), 308 * USDC, "3.08 USDC a GPU-hour");
    }

    function test_WhenDefaultIsTooEarlyOrDeclaredTwice() external {
        vm.warp(START + 34 days - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IComputeCredit.DefaultTooEarly.selector, START + 34 days, START + 34 days - 1)
        );
        credit.declareDefault();
        toDefault();
        credit.declareDefault();
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.AlreadyDefaulted.selector, START + 34 days));
        credit.declareDefault();
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.AlreadyDefaulted.selector, START + 34 days));
        vm.prank(issuer);
        credit.burn(1);
    }

    function test_WhenEverythingWasDelivered_ThereIsNoDefault() external {
        uint256 id = redeem(alice, 300_000);
        deliver(credit, id, 300_000, aliceKey);
        id = redeem(bob, 100_000);
        deliver(credit, id, 100_000, meterKey);
        vm.prank(issuer);
        credit.burn(600_000);
        assertEq(credit.state().bond, 0, "all of the bond is released");
        assertEq(credit.state().releasable, 1_540 * USDC, "to the issuer");
        toDefault();
        vm.expectRevert(IComputeCredit.NothingUndelivered.selector);
        credit.declareDefault();
        vm.expectRevert(IComputeCredit.NothingUndelivered.selector);
        credit.addBond(1);
    }

    function test_WhenAReceiptComesLate_ItCountsUntilDefault() external {
        uint256 id = redeem(alice, 300_000);
        uint64 end = uint64(START + 31 days);
        vm.warp(START + 33 days);
        credit.deliver(id, 300_000, end, alice, sign(aliceKey, credit.receiptDigest(id, 300_000, end)));
        assertEq(credit.state().delivered, 300_000, "signed in the window, posted in the grace");

        id = 1;
        toDefault();
        credit.declareDefault();
        bytes memory signature = sign(aliceKey, credit.receiptDigest(id, 300_001, end));
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.AlreadyDefaulted.selector, START + 34 days));
        credit.deliver(id, 300_001, end, alice, signature);
    }

    function test_INDEX_WhenTheDeclarerWaits_ThePriceIsTheSame() external {
        // The last day before the window's end is the 31st; what is printed later plays no part.
        uint32 lastDay = uint32((START + 30 days) / 1 days);
        print(lastDay, 3_000_000);
        print(lastDay + 1, 9_000_000);
        toDefault();
        vm.warp(START + 400 days);
        credit.declareDefault();
        assertEq(credit.state().defaultPrice, 3_000_000, "the print of the last day");
    }

    /// @dev In the last second in which the print of a day may be challenged; it is final 7 days later.
    function challengeLate(uint32 day) private {
        vm.warp((uint256(day) + 3) * 1 days - 1);
        usdc.mint(issuer, index.bond());
        vm.startPrank(issuer);
        usdc.approve(address(index), index.bond());
        index.challenge(grade, day, 1);
        vm.stopPrank();
    }

    /// @dev Prints the two last days of the window at 3.00 and `last`, and has the later one challenged.
    function printAndChallenge(uint256 last) private returns (uint32 lastDay, uint256 finalAt) {
        lastDay = uint32((START + 30 days) / 1 days);
        print(lastDay - 1, 3_000_000);
        print(lastDay, last);
        challengeLate(lastDay);
        finalAt = START + 40 days - 1;
    }

    function test_RUN_INDEX_WhenTheLastPrintIsChallenged_DefaultWaitsForIt() external {
        assertEq(credit.defaultFrom(), START + 34 days, "nothing is challenged");
        (uint32 lastDay, uint256 finalAt) = printAndChallenge(2_000_000);
        assertEq(credit.defaultFrom(), finalAt, "the arbiter has 7 days");
        toDefault();
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.DefaultPriceNotFinal.selector, grade, lastDay, finalAt));
        credit.declareDefault();
        vm.warp(finalAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.DefaultPriceNotFinal.selector, grade, lastDay, finalAt));
        credit.declareDefault();
        vm.warp(finalAt);
        credit.declareDefault();
        assertEq(credit.state().defaultPrice, 2_000_000, "the print stands");
    }

    function test_RUN_INDEX_WhenTheArbiterRulesEarly_DefaultIsDueAtOnce() external {
        (uint32 lastDay,) = printAndChallenge(2_000_000);
        toDefault();
        vm.mockCall(
            address(index.arbiterOf(lastDay)),
            abi.encodeCall(IIndexArbiter.rulingOf, (address(index), grade, lastDay)),
            abi.encode(true, 2_500_000)
        );
        index.resolve(grade, lastDay);
        assertEq(credit.defaultFrom(), START + 34 days, "it is final");
        credit.declareDefault();
        assertEq(credit.state().defaultPrice, 2_500_000, "as the arbiter ruled");
    }

    function test_RUN_INDEX_WhenAnOlderPrintIsChallenged_ThatIsNoMatter() external {
        uint32 lastDay = uint32((START + 30 days) / 1 days);
        print(lastDay - 1, 3_000_000);
        print(lastDay, 2_000_000);
        challengeLate(lastDay - 1);
        toDefault();
        credit.declareDefault();
        assertEq(credit.state().defaultPrice, 2_000_000, "the newest counts, and it is final");
    }

    /// @dev RUN: the price is that of the newest print of the last 7 days before the end, at whatever time default becomes possible.
    function testFuzz_RUN_INDEX_ThePriceIsTheSameWhenever(uint32 age, bool isChallenged, uint256 wait) external {
        age = uint32(bound(age, 1, 9));
        wait = bound(wait, 0, 30 days);
        uint32 end = uint32((START + 31 days) / 1 days);
        print(end - age, 3_000_000);
        if (isChallenged) challengeLate(end - age);
        vm.warp(START + 34 days + wait);
        uint256 finalAt = (uint256(end - age) + 10) * 1 days - 1;
        if (isChallenged && age <= 7 && vm.getBlockTimestamp() < finalAt) {
            vm.expectRevert(
                abi.encodeWithSelector(IComputeCredit.DefaultPriceNotFinal.selector, grade, end - age, finalAt)
            );
            credit.declareDefault();
            vm.warp(finalAt);
        }
        credit.declareDefault();
        assertEq(credit.state().defaultPrice, 3_000_000, "whoever declares it, and when");
    }

    function test_INDEX_WhenTheIndexFallsSilent_ItsLastPrintCounts() external {
        (uint256 unitPrice, bool isIssuePrice) = credit.price();
        assertEq(unitPrice, PRICE, "the last of the fixture");
        assertFalse(isIssuePrice, "from the index");
        // The price triples, and nobody reports in the last ten days of the window.
        print(uint32(START / 1 days) + 20, 8_400_000);
        toDefault();
        (unitPrice, isIssuePrice) = credit.price();
        assertEq(unitPrice, 8_400_000, "silence brings no older price back");
        assertFalse(isIssuePrice, "from the index");
        vm.warp(START + 400 days);
        credit.declareDefault();
        assertEq(credit.state().defaultPrice, 8_400_000, "however old it is");
    }

    function test_WhenTheUnitHasNoIndex_ItsReferencePriceCounts() external {
        CreditTerms memory terms = creditTerms();
        terms.grade = 0;
        terms.referencePrice = 400_000;
        terms.unit = "million model tokens";
        // 1,000 units at 0.40: 20 % are 80 USDC.
        credit = issueCredit(terms, LOTS, 80 * USDC);
        (uint256 bond, uint256 owed) = credit.coverage();
        assertEq(bond, 80 * USDC, "the floor");
        assertEq(owed, 440 * USDC, "with damages");
    }

    function test_WhenNothingIsDefaulted_NobodyClaims() external {
        vm.expectRevert(IComputeCredit.NotDefaulted.selector);
        claim(alice, 1);
        assertEq(credit.claimValue(LOTS), 0, "nothing before default");
    }

    // ---------------------------------------------------------------- issuer and coverage

    function test_WhenTheIssuerBuysBack() external {
        vm.prank(issuer);
        assertEq(credit.burn(250_000), 385 * USDC, "a quarter of the bond");
        (uint256 bond, uint256 owed) = credit.coverage();
        assertEq(bond, 1_155 * USDC, "three quarters");
        assertEq(owed, 2_310 * USDC, "of 750 GPU-hours at 3.08");
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.NotIssuer.selector, alice, issuer));
        vm.prank(alice);
        credit.burn(1);
        vm.expectRevert(abi.encodeWithSelector(IComputeCredit.NotIssuer.selector, alice, issuer));
        vm.prank(alice);
        credit.withdrawReleased(alice);
    }

    function test_DONATE_WhenUsdcIsSentPast_NothingChanges() external {
        usdc.mint(address(credit), 1_000 * USDC);
        (uint256 bond,) = credit.coverage();
        assertEq(bond, 1_540 * USDC, "the bond is what was posted");
        vm.expectRevert(abi.encodeWithSelector(LotToken.TransferToItself.selector, address(credit)));
        vm.prank(alice);
        assertFalse(credit.transfer(address(credit), 1), "refused");
    }

    function test_WhenNothingIsGiven() external {
        vm.expectRevert(IComputeCredit.ZeroLots.selector);
        redeem(alice, 0);
        vm.expectRevert(IComputeCredit.ZeroLots.selector);
        vm.prank(issuer);
        credit.burn(0);
        vm.expectRevert(IComputeCredit.NothingReleased.selector);
        vm.prank(issuer);
        credit.withdrawReleased(issuer);
        toDefault();
        credit.declareDefault();
        vm.expectRevert(IComputeCredit.ZeroLots.selector);
        claim(alice, 0);
    }

    function test_WhenTheImplementationOrACloneIsSetUpAgain() external {
        ComputeCredit implementation = ComputeCredit(creditFactory.implementation());
        vm.expectRevert(abi.encodeWithSelector(LotToken.OnlyFactory.selector, address(this)));
        implementation.initialize(creditTerms(), alice, 1, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(LotToken.OnlyFactory.selector, address(this)));
        credit.initialize(creditTerms(), alice, 1, 1, 1);
    }

    /// @dev RUN by an independent model: whatever the split of the lots and the order of claims, a claim of n lots is floor(n × pool / lots).
    function testFuzz_RUN_ProRata(uint256 bond, uint256 price, uint64 seed) external {
        bond = bound(bond, 560 * USDC, 10_000 * USDC);
        price = bound(price, 1, 50_000_000);
        credit = issueCredit(creditTerms(), LOTS, bond);
        print(uint32(START / 1 days) + 29, price);
        toDefault();
        credit.declareDefault();
        // By hand: 1,000 units at price plus a tenth of it, all in tenths of micro-USDC, rounded up.
        uint256 owed = (1_000 * price * 11 + 9) / 10;
        uint256 pool = bond < owed ? bond : owed;

        uint256 left = LOTS;
        uint256 paid;
        for (uint256 n; left != 0; ++n) {
            uint256 lots = n == 4 ? left : 1 + uint256(keccak256(abi.encode(seed, n))) % left;
            vm.prank(issuer);
            uint256 amount = credit.claim(lots, carol);
            assertEq(amount, lots * pool / LOTS, "by number of lots, whoever comes when");
            left -= lots;
            paid += amount;
        }
        assertLe(paid, pool, "never more than the pool");
        assertLt(pool - paid, 5, "less than a micro-USDC a claim is left");
        assertEq(credit.state().releasable, bond - paid, "and is the issuer's with the last lot");
    }
}

/// @notice A wallet whose owner's signatures are its own.
contract SigningWallet {
    address private immutable _owner;

    constructor(address owner) {
        _owner = owner;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        (bytes32 r, bytes32 s) = abi.decode(signature[:64], (bytes32, bytes32));
        bool isOwner = ecrecover(digest, uint8(signature[64]), r, s) == _owner;
        return isOwner ? this.isValidSignature.selector : bytes4(0xffffffff);
    }
}
