// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {OrderRequest} from "../../src/interfaces/IExchange.sol";
import {Side} from "../../src/types/Side.sol";
import {Foreign} from "./Foreign.sol";

/// @notice Circle's own USDC: permits, its blocklist, its pause.
contract UsdcTest is Foreign {
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    function setUp() public override {
        super.setUp();
        deployFiat();
        depositFiat(alice, 10e6);
        depositFiat(bob, 10e6);
    }

    function rest(address who, uint32 slot, Side side, uint24 tick, uint56 lots) private returns (uint256 taken) {
        OrderRequest memory r = request(slot, side, tick, lots);
        r.market = fiatMarket;
        (taken,) = place(who, r);
    }

    function money(address who) private view returns (uint256) {
        return exchange.balanceOf(who, fiatAsset);
    }

    function withdraw(address who, uint256 amount, address to) private {
        vm.prank(who);
        exchange.withdraw(fiatAsset, amount, to);
    }

    function test_PERMIT_ADepositByCirclesOwnPermit() external {
        mintFiat(signer, 5e6);
        bytes32 hash = keccak256(abi.encode(PERMIT, signer, address(exchange), 5e6, fiat.nonces(signer), NOW + 60));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(signerKey, digest(fiat.DOMAIN_SEPARATOR(), hash));
        vm.prank(signer);
        exchange.depositWithPermit(fiatAsset, 5e6, signer, NOW + 60, v, r, s);
        assertEq(money(signer), 5e6, "credited");
        withdraw(signer, 5e6, bob);
        assertEq(fiat.balanceOf(bob), 5e6, "and paid out");
    }

    /// @dev Makers are not paid by takers, so there is no payment that his blocking could stop.
    function test_TOKEN_ABlocklistedMakerBlocksNobodyButHimself() external {
        rest(alice, 1, Side.Ask, 3_000, 500);
        rest(alice, 2, Side.Bid, 2_000, 500);
        vm.prank(circle);
        fiat.blacklist(alice);

        assertEq(rest(bob, 1, Side.Bid, 3_000, 500), 500, "her ask is taken");
        assertEq(rest(bob, 2, Side.Ask, 2_000, 200), 200, "her bid is taken");
        uint32[] memory slots = new uint32[](2);
        (slots[0], slots[1]) = (1, 2);
        exchange.settle(alice, slots);
        exchange.collectFees(fiatMarket);
        uint256 bobs = money(bob);
        withdraw(bob, bobs, bob);
        assertEq(fiat.balanceOf(bob), bobs, "bob leaves with everything");

        vm.prank(alice);
        exchange.cancel(slots);
        // 10 USDC, less 500 × 4,000 written and 200 × 2,000 bought.
        assertEq(money(alice), 7_600_000, "her own orders are given back to her in the ledger");
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        withdraw(alice, 1, alice);
        withdraw(alice, 7_600_000, carol);
        assertEq(fiat.balanceOf(carol), 7_600_000, "to an account that may receive");
    }

    function test_TOKEN_WhileUsdcIsPausedTradingGoesOn() external {
        vm.prank(circle);
        fiat.pause();
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        withdraw(alice, 1, alice);
        assertEq(money(alice), 10e6, "nothing was taken from the ledger");
        rest(alice, 1, Side.Ask, 3_000, 500);
        assertEq(rest(bob, 1, Side.Bid, 3_000, 500), 500, "traded");
        vm.prank(circle);
        fiat.unpause();
        uint256 left = money(alice);
        withdraw(alice, left, alice);
        assertEq(fiat.balanceOf(alice), left, "out again");
    }

    /// @dev The worst Circle can do: money stands still, and nothing is lost when it moves again.
    function test_TOKEN_TheExchangeItselfBlocklisted() external {
        vm.prank(circle);
        fiat.blacklist(address(exchange));
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        withdraw(alice, 1, alice);
        mintFiat(carol, 5);
        vm.startPrank(carol);
        fiat.approve(address(exchange), 5);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        exchange.deposit(fiatAsset, 5, carol);
        vm.stopPrank();
        rest(alice, 1, Side.Ask, 3_000, 500);
        assertEq(rest(bob, 1, Side.Bid, 3_000, 500), 500, "traded");
        vm.prank(circle);
        fiat.unBlacklist(address(exchange));
        uint256 left = money(bob);
        withdraw(bob, left, bob);
        assertEq(fiat.balanceOf(bob), left, "out again");
    }
}
