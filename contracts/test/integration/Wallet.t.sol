// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

import {IClearing} from "../../src/interfaces/IClearing.sol";
import {ITrading} from "../../src/interfaces/ITrading.sol";
import {Action} from "../../src/types/Instruction.sol";
import {Funding, Side} from "../../src/types/Side.sol";
import {Foreign} from "./Foreign.sol";

/// forge-config: default.isolate = true
/// @notice From a wallet into the book and back, with Circle's USDC: whole transactions, one a row of the wallet's gas table.
///
/// Who comes has traded before: his balances are not written for the first time, and neither is the book.
contract WalletGasTest is Foreign {
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    uint256 private constant AMOUNT = 5e6;
    uint256 private constant DEADLINE = NOW + 1 hours;
    uint24 private constant ASK = 3_000;

    function setUp() public override {
        super.setUp();
        deployFiat();
        deployPermit2();
        depositFiat(alice, 1e9);
        depositFiat(signer, 10e6);
        mintFiat(signer, 1e9);
        vm.prank(signer);
        fiat.approve(PERMIT2, type(uint256).max);
        // A live book, on whose levels somebody stands, and a wallet that has held LONG.
        for (uint32 n; n < 5; ++n) {
            execute(alice, order(n, Side.Ask, ASK + uint24(n)));
            execute(alice, order(10 + n, Side.Bid, ASK - 1 - uint24(n)));
        }
        execute(signer, take(500));
        uint32 token = exchange.marketOf(fiatMarket).base;
        vm.startPrank(signer);
        exchange.withdraw(token, 200, signer);
        exchange.withdraw(fiatAsset, 1e6, signer);
        vm.stopPrank();
        execute(alice, order(20, Side.Ask, ASK));
    }

    function order(uint32 slot, Side side, uint24 tick) private view returns (bytes memory) {
        return retarget(instruction(Action.GoodTilCancelled, slot, side, Funding.Quote, tick, 1_000));
    }

    function take(uint56 lots) private view returns (bytes memory) {
        return retarget(instruction(Action.ImmediateOrCancel, 0, Side.Bid, Funding.Quote, ASK, lots));
    }

    /// @dev The fixture's instructions are for its own market: the id stands in bytes 5–8.
    function retarget(bytes memory batch) private view returns (bytes memory) {
        bytes4 id = bytes4(fiatMarket);
        for (uint256 n; n < 4; ++n) {
            batch[5 + n] = id[n];
        }
        return batch;
    }

    function both(bytes memory first, bytes memory second) private {
        bytes[] memory calls = new bytes[](2);
        (calls[0], calls[1]) = (first, second);
        vm.prank(signer);
        exchange.multicall(calls);
    }

    function placed() private view returns (bytes memory) {
        return bytes.concat(ITrading.executePacked.selector, order(1, Side.Bid, ASK - 1));
    }

    function snap(string memory row) private {
        vm.snapshotGasLastCall("wallet", row);
        assertEq(orderOf(signer, 1).lots, 1_000, "rests");
        assertEq(exchange.balanceOf(signer, fiatAsset), 10e6 - 1e6 - 1_500_300 + AMOUNT - 2_999_000, "deposited");
    }

    function test_DepositAndPlaceWithAnApproval() external {
        vm.prank(signer);
        fiat.approve(address(exchange), AMOUNT);
        both(abi.encodeCall(IClearing.deposit, (fiatAsset, AMOUNT, signer)), placed());
        snap("deposit-and-place-approved-before");
    }

    function test_DepositAndPlaceWithAPermit() external {
        bytes32 hash = keccak256(abi.encode(PERMIT, signer, address(exchange), AMOUNT, fiat.nonces(signer), DEADLINE));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(signerKey, digest(fiat.DOMAIN_SEPARATOR(), hash));
        both(abi.encodeCall(IClearing.depositWithPermit, (fiatAsset, AMOUNT, signer, DEADLINE, v, r, s)), placed());
        snap("deposit-and-place-erc2612");
    }

    function test_DepositAndPlaceWithPermit2() external {
        bytes memory signature = sign(permit2Digest(address(fiat), AMOUNT, address(exchange), 1, DEADLINE));
        both(
            abi.encodeCall(IClearing.depositWithPermit2, (fiatAsset, AMOUNT, signer, 1, DEADLINE, signature)), placed()
        );
        snap("deposit-and-place-permit2");
    }

    function test_TakeAndWithdrawLong() external {
        uint32 token = exchange.marketOf(fiatMarket).base;
        both(
            bytes.concat(ITrading.executePacked.selector, take(500)),
            abi.encodeCall(IClearing.withdraw, (token, 500, signer))
        );
        vm.snapshotGasLastCall("wallet", "take-and-withdraw-long");
        assertEq(exchange.balanceOf(signer, token), 300, "what was there before");
        assertEq(ERC20(exchange.tokenOf(token)).balanceOf(signer), 700, "200 before, 500 now");
    }

    function test_SellAndWithdrawUsdc() external {
        bytes memory sale = retarget(instruction(Action.ImmediateOrCancel, 0, Side.Ask, Funding.Token, ASK - 1, 300));
        uint256 before = fiat.balanceOf(signer);
        both(
            bytes.concat(ITrading.executePacked.selector, sale),
            abi.encodeCall(IClearing.withdraw, (fiatAsset, 899_520, signer))
        );
        vm.snapshotGasLastCall("wallet", "take-and-withdraw-usdc");
        // 300 × 2,999, less 0.02 %, rounded up.
        assertEq(fiat.balanceOf(signer), before + 899_520, "sold, and out");
    }
}
