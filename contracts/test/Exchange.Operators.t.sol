// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {BlockQuote, IClearing} from "../src/interfaces/IClearing.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Action, Instruction} from "../src/types/Instruction.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";

/// @notice Session keys: alice owns, dan trades for her. Keys given by signature: Exchange.OperatorSignatures.t.sol.
contract OperatorsTest is Fixture {
    uint64 private constant LAST = uint64(NOW + 1 days);

    address private _dan = makeAddr("dan");

    function allow() private {
        vm.prank(alice);
        exchange.setOperator(_dan, LAST, USDC, BUDGET);
    }

    function executeFor(address caller, address owner_, bytes memory batch) private returns (bytes memory) {
        bytes memory data = bytes.concat(ITrading.executePackedFor.selector, bytes20(owner_), batch);
        vm.prank(caller);
        (bool success, bytes memory reason) = address(exchange).call(data);
        if (!success) {
            assembly {
                revert(add(reason, 32), mload(reason))
            }
        }
        return reason;
    }

    function bid(uint32 slot, uint24 tick, uint56 lots) private view returns (bytes memory) {
        return instruction(Action.GoodTilCancelled, slot, Side.Bid, Funding.Quote, tick, lots);
    }

    // ---------------------------------------------------------------- given and taken back

    function test_AKeyIsGivenAndTakenBack() external {
        vm.expectEmit(address(exchange));
        emit IClearing.OperatorSet(alice, _dan, LAST, USDC, BUDGET);
        allow();
        assertEq(expiryOf(alice, _dan), LAST, "until its last second");
        assertEq(expiryOf(_dan, alice), 0, "not the other way round");
        vm.warp(LAST);
        executeFor(_dan, alice, bid(1, 3_000, 100));
        assertEq(orderOf(alice, 1).lots, 100, "placed in the last second");
        vm.prank(alice);
        exchange.setOperator(_dan, 0, USDC, BUDGET);
        bytes memory revoked = abi.encodeWithSelector(ITrading.NotOperator.selector, alice, _dan, 0);
        assertRefused(_dan, alice, bid(2, 3_000, 100), revoked);
    }

    /// @dev A call of its own, for expectRevert.
    function outerExecuteFor(address caller, address owner_, bytes memory batch) external {
        executeFor(caller, owner_, batch);
    }

    function assertRefused(address caller, address owner_, bytes memory batch, bytes memory reason) private {
        vm.expectRevert(reason);
        this.outerExecuteFor(caller, owner_, batch);
    }

    function test_OPER_RevertWhen_TheCallerHoldsNoKey() external {
        bytes memory batch = bid(1, 3_000, 100);
        bytes4 selector = ITrading.NotOperator.selector;
        assertRefused(_dan, alice, batch, abi.encodeWithSelector(selector, alice, _dan, 0));
        // Not even for oneself: there is another door for that.
        assertRefused(alice, alice, batch, abi.encodeWithSelector(selector, alice, alice, 0));
        allow();
        assertRefused(_dan, bob, batch, abi.encodeWithSelector(selector, bob, _dan, 0));
        assertRefused(bob, alice, batch, abi.encodeWithSelector(selector, alice, bob, 0));
        vm.warp(uint256(LAST) + 1);
        assertRefused(_dan, alice, batch, abi.encodeWithSelector(selector, alice, _dan, LAST));
        assertEq(orderOf(alice, 1).lots, 0, "nothing was placed");
    }

    // ---------------------------------------------------------------- what a key can do

    function test_OPER_EveryInstruction() external {
        allow();
        executeFor(_dan, alice, bytes.concat(bid(1, 3_000, 300), bid(2, 2_900, 200)));
        assertEq(WEALTH - cash(alice), 300 * 3_000 + 200 * 2_900, "the owner's money");
        place(bob, 1, Side.Ask, 3_000, 100);
        executeFor(_dan, alice, instruction(Action.Settle, 1));
        assertEq(longs(alice), 100, "settled, for the owner");
        executeFor(_dan, alice, bid(1, 3_000, 150));
        assertEq(orderOf(alice, 1).lots, 150, "replaced");
        executeFor(_dan, alice, instruction(Action.CancelAfter, uint32(NOW + 60)));
        assertEq(exchange.cancelAfterOf(alice), NOW + 60, "the switch pushed on");
        assertEq(exchange.cancelAfterOf(_dan), 0, "the owner's, not his own");
        executeFor(_dan, alice, bytes.concat(instruction(Action.Cancel, 1), instruction(Action.Cancel, 2)));
        assertEq(cash(alice), WEALTH - 300_000, "cancelled, the rest given back to the owner");
        assertEq(abi.encode(wallet(_dan)), abi.encode(Wallet(0, 0, 0)), "the operator has nothing of it");
    }

    /// @dev Every other door asks who knocks: with the owner's key in hand it is his own empty account that is moved.
    function test_OPER_EveryOtherDoorIsForHisOwnAccount() external {
        allow();
        split(alice, 1_000);
        place(alice, 1, Side.Bid, 2_000, 100);
        usdc.mint(alice, 100);
        vm.prank(alice);
        usdc.approve(address(exchange), type(uint256).max);
        Wallet memory before = wallet(alice);

        vm.startPrank(_dan);
        vm.expectRevert(insufficient(_dan, USDC, 0, 1));
        exchange.withdraw(USDC, 1, _dan);
        vm.expectRevert(insufficient(_dan, long, 0, 1));
        exchange.withdraw(long, 1, _dan);
        vm.expectRevert(insufficient(_dan, USDC, 0, CAP));
        exchange.split(market, 1);
        vm.expectRevert(insufficient(_dan, long, 0, 1));
        exchange.merge(market, 1);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        exchange.deposit(USDC, 100, _dan);
        exchange.cancel(one(1));
        exchange.setCancelAfter(1);
        exchange.cancelNonces(0, 1);
        exchange.setOperator(bob, 1, USDC, BUDGET);
        BlockQuote memory q =
            BlockQuote(alice, _dan, market, Side.Bid, Funding.Quote, 6_999, 100_000, 1, type(uint32).max);
        vm.expectRevert(abi.encodeWithSelector(IClearing.InvalidSignature.selector, alice));
        exchange.takeBlock(q, "", Funding.Quote);
        vm.warp(EXPIRY);
        vm.stopPrank();
        fixPriceOf(market, 1);
        vm.prank(_dan);
        vm.expectRevert(insufficient(_dan, short, 0, 1));
        exchange.redeem(market, 0, 1);

        assertEq(abi.encode(wallet(alice)), abi.encode(before), "the owner has what she had");
        assertEq(orderOf(alice, 1).lots, 100, "her order stands");
        assertEq(exchange.cancelAfterOf(alice), 0, "her switch is as it was");
        assertFalse(exchange.isNonceUsed(alice, 0), "and her nonces");
        assertEq(expiryOf(alice, bob), 0, "nobody else has a key of hers");
        assertEq(usdc.balanceOf(alice), 100, "her wallet is untouched");
    }

    /// @dev What the market has moved away from is skipped, in the owner's name.
    function test_OPER_SkipsWhatTheOwnersBatchWouldSkip() external {
        allow();
        place(bob, 1, Side.Ask, 3_000, 100);
        bytes memory crossing = instruction(Action.PostOnly, 1, Side.Bid, Funding.Quote, 3_000, 100);
        vm.expectEmit(address(exchange));
        emit ITrading.InstructionSkipped(
            alice, Instruction.wrap(uint256(uint200(bytes25(crossing)))), ITrading.SkipReason.WouldCross
        );
        executeFor(
            _dan, alice, bytes.concat(crossing, instruction(Action.FillOrKill, 1, Side.Bid, Funding.Quote, 3_000, 101))
        );
        assertEq(cash(alice), WEALTH, "nothing happened");
    }

    function test_RevertWhen_TheBatchIsCutShort() external {
        allow();
        bytes memory whole = bid(1, 3_000, 100);
        for (uint256 length = 1; length < 25; ++length) {
            bytes memory part = new bytes(length);
            for (uint256 n; n < length; ++n) {
                part[n] = whole[n];
            }
            // Up to its lots it is cut to an order that would be refused in full as well.
            if (length < 19) vm.expectRevert();
            else vm.expectRevert(abi.encodeWithSelector(ITrading.MalformedBatch.selector, 24 + length, 49));
            this.outerExecuteFor(_dan, alice, part);
        }
        for (uint256 length; length < 20; ++length) {
            bytes memory data = bytes.concat(ITrading.executePackedFor.selector, new bytes(length));
            vm.prank(_dan);
            (bool success, bytes memory answer) = address(exchange).call(data);
            assertFalse(success, "not even an owner");
            assertEq(
                answer, abi.encodeWithSelector(ITrading.MalformedBatch.selector, 4 + length, 24), "says what is missing"
            );
        }
        executeFor(_dan, alice, "");
        bytes memory meaningless = abi.encodePacked(uint8(63) << 2, uint32(1));
        Instruction i = Instruction.wrap(uint256(uint40(bytes5(meaningless))) << 160);
        assertRefused(_dan, alice, meaningless, abi.encodeWithSelector(ITrading.MalformedInstruction.selector, i));
    }

    function test_OPER_InsideAMulticall() external {
        allow();
        bytes[] memory calls = new bytes[](2);
        calls[0] = bytes.concat(ITrading.executePackedFor.selector, bytes20(alice), bid(1, 3_000, 100));
        calls[1] = bytes.concat(ITrading.executePackedFor.selector, bytes20(alice), bid(2, 2_000, 100));
        vm.prank(_dan);
        exchange.multicall(calls);
        assertEq(orderOf(alice, 2).lots, 100, "each call reads its own bytes");
    }

    /// @dev Random batches by the key and by the owner himself, from the same state: the same to the unit.
    function testFuzz_OPER_TheSameAsTheOwnersOwnBatch(uint256 random) external {
        crowd(random);
        bytes memory batch = randomBatch(random);
        allow();
        uint256 snapshot = vm.snapshotState();
        vm.prank(alice);
        (bool wanted, bytes memory wantedReason) = tryExecute(batch);
        Wallet memory owned = wallet(alice);
        bytes memory market_ = abi.encode(exchange.marketOf(market));
        vm.revertToState(snapshot);
        bytes memory data = bytes.concat(ITrading.executePackedFor.selector, bytes20(alice), batch);
        vm.prank(_dan);
        (bool accepted, bytes memory reason) = address(exchange).call(data);
        assertEq(accepted, wanted, "accepted as the owner's");
        assertEq(reason, wantedReason, "or refused for the same reason");
        if (wanted) assertEq(abi.encode(wallet(alice)), abi.encode(owned), "the owner has the same");
        if (wanted) assertEq(abi.encode(exchange.marketOf(market)), market_, "the book is the same");
    }

    /// @dev Whatever bytes a key sends: no token leaves, nothing but the owner's balances, orders and switch is his to change.
    function testFuzz_OPER_NothingLeaves(uint256 random, bytes memory noise) external {
        crowd(random);
        allow();
        uint256 held = usdc.balanceOf(address(exchange));
        Wallet memory others = wallet(carol);
        bytes memory batch = random & 1 == 0 ? randomBatch(random) : noise;
        vm.prank(_dan);
        (bool success,) =
            address(exchange).call(bytes.concat(ITrading.executePackedFor.selector, bytes20(alice), batch));
        // Seldom by noise, mostly by what was made to be one.
        if (random & 1 == 0) assertTrue(success, "a good batch");
        assertEq(usdc.balanceOf(address(exchange)), held, "no token leaves");
        assertEq(abi.encode(wallet(carol)), abi.encode(others), "nobody else pays");
        assertEq(abi.encode(wallet(_dan)), abi.encode(Wallet(0, 0, 0)), "the operator gets nothing");
        assertEq(expiryOf(alice, _dan), LAST, "his key is as it was");
        assertEq(expiryOf(alice, bob), 0, "and he gives none");
        assertFalse(exchange.isNonceUsed(alice, random), "he signs nothing");
    }

    function crowd(uint256 random) private {
        split(alice, 5_000);
        for (uint24 n; n < 4; ++n) {
            uint56 lots = uint56(100 + (random >> (8 * n)) % 200);
            place(carol, n + 1, Side.Ask, 3_000 + n, lots);
            place(carol, n + 11, Side.Bid, 2_999 - n, lots);
        }
        place(alice, 1, Side.Bid, 2_990, 200);
    }

    function randomBatch(uint256 random) private view returns (bytes memory batch) {
        for (uint256 n; n < 6; ++n) {
            random = uint256(keccak256(abi.encode(random)));
            Action action = Action(random % 7);
            uint32 slot = uint32((random >> 8) % 3);
            if (action < Action.Cancel) {
                (Side side, Funding funding) = (Side((random >> 16) & 1), Funding((random >> 17) & 1));
                uint24 tick = uint24(2_990 + (random >> 24) % 20);
                uint56 lots = uint56(100 + (random >> 32) % 400);
                batch = bytes.concat(batch, instruction(action, slot, side, funding, tick, lots));
            } else {
                batch = bytes.concat(batch, instruction(action, slot));
            }
        }
    }
}
