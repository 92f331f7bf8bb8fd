// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IClearing} from "../src/interfaces/IClearing.sol";
import {OrderRequest} from "../src/interfaces/IExchange.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";
import {MockToken} from "./mocks/MockToken.sol";
import {OddToken} from "./mocks/OddToken.sol";

/// @notice Odd tokens: exact or refused, and never anybody else's trouble.
contract TokensTest is Fixture {
    OddToken private _odd;
    uint32 private _asset;

    function setUp() public override {
        super.setUp();
        _odd = new OddToken();
        _asset = listQuote(address(_odd));
        _odd.mint(alice, 1_000);
        _odd.mint(bob, 1_000);
        vm.prank(alice);
        _odd.approve(address(exchange), 1_000);
        vm.prank(bob);
        _odd.approve(address(exchange), 1_000);
    }

    function deposit(address who, uint256 amount) private {
        vm.prank(who);
        exchange.deposit(_asset, amount, who);
    }

    function withdraw(address who, uint256 amount, address to) private {
        vm.prank(who);
        exchange.withdraw(_asset, amount, to);
    }

    function test_TOKEN_FeeOnTransfer() external {
        _odd.set(OddToken.Answer.True, 1);
        vm.expectRevert(abi.encodeWithSelector(IClearing.InexactTransfer.selector, address(_odd), 500, 495));
        deposit(alice, 500);
    }

    function test_TOKEN_NoReturnValue() external {
        _odd.set(OddToken.Answer.Nothing, 0);
        deposit(alice, 500);
        withdraw(alice, 200, bob);
        assertEq(exchange.balanceOf(alice, _asset), 300, "exact");
        assertEq(_odd.balanceOf(bob), 1_200, "exact");
    }

    function test_TOKEN_ReturnsFalse() external {
        _odd.set(OddToken.Answer.False, 0);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        deposit(alice, 500);
        _odd.set(OddToken.Answer.True, 0);
        deposit(alice, 500);
        _odd.set(OddToken.Answer.False, 0);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        withdraw(alice, 500, alice);
        assertEq(exchange.balanceOf(alice, _asset), 500, "kept");
    }

    function test_TOKEN_RebasingDownHurtsItsOwnHoldersOnly() external {
        deposit(alice, 1_000);
        deposit(bob, 1_000);
        _odd.rebase(50);
        withdraw(alice, 1_000, alice);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        withdraw(bob, 1_000, bob);
        vm.prank(bob);
        exchange.withdraw(USDC, WEALTH, bob);
        assertEq(usdc.balanceOf(bob), WEALTH, "other assets are whole");
    }

    /// @dev What a token gives of itself beyond the deposits is nobody's.
    function test_TOKEN_RebasingUpChangesNobodysBalance() external {
        deposit(alice, 1_000);
        _odd.rebase(150);
        assertEq(exchange.balanceOf(alice, _asset), 1_000, "own accounting");
        withdraw(alice, 999, alice);
        assertEq(exchange.balanceOf(alice, _asset), 1, "what was asked for, no more");
    }

    /// @dev A fee on the way out is between the token and its owner: the exchange owes no more than was withdrawn.
    function test_TOKEN_AFeeOnTheWayOut() external {
        deposit(alice, 1_000);
        deposit(bob, 1_000);
        _odd.set(OddToken.Answer.True, 10);
        withdraw(alice, 1_000, carol);
        assertEq(_odd.balanceOf(carol), 900, "the token keeps a tenth");
        withdraw(bob, 1_000, bob);
        assertEq(_odd.balanceOf(address(exchange)), 0, "everybody is out");
    }

    /// @dev Balances are asked for on the way in only: a token that stops telling them stops deposits.
    function test_TOKEN_NoBalance() external {
        deposit(alice, 400);
        _odd.silence(true);
        vm.expectRevert(abi.encodeWithSelector(IClearing.InexactTransfer.selector, address(_odd), 100, 0));
        deposit(bob, 100);
        withdraw(alice, 400, alice);
        _odd.silence(false);
        assertEq(_odd.balanceOf(alice), 1_000, "out all the same");
    }

    function test_TOKEN_RevertWhen_ADepositLeavesLessThanBefore() external {
        deposit(alice, 500);
        _odd.steal(200);
        vm.expectRevert(abi.encodeWithSelector(IClearing.InexactTransfer.selector, address(_odd), 100, 0));
        deposit(bob, 100);
        _odd.steal(50);
        vm.expectRevert(abi.encodeWithSelector(IClearing.InexactTransfer.selector, address(_odd), 100, 50));
        deposit(bob, 100);
    }

    function test_TOKEN_ADonationChangesNobodysBalance() external {
        deposit(alice, 400);
        vm.prank(bob);
        _odd.transfer(address(exchange), 1_000);
        assertEq(exchange.balanceOf(alice, _asset), 400, "own accounting");
        deposit(alice, 600);
        assertEq(exchange.balanceOf(alice, _asset), 1_000, "the next deposit counts for what it brings");
    }

    /// @dev Peers pushed proceeds to makers: one who was blocklisted blocked the book for all.
    function test_TOKEN_ABlocklistedMakerBlocksNobody() external {
        deposit(alice, 1_000);
        deposit(bob, 500);
        uint32 base = exchange.listAsset(address(new MockToken(0)));
        OrderRequest memory r = request(1, Side.Bid, 2, 300);
        r.market = exchange.listSpot(base, _asset, 0, 0, 0);
        place(alice, r);
        _odd.blockAccount(alice);

        MockToken token = MockToken(exchange.tokenOf(base));
        token.mint(bob, 300);
        vm.startPrank(bob);
        token.approve(address(exchange), 300);
        exchange.deposit(base, 300, bob);
        vm.stopPrank();
        (r.side, r.funding) = (Side.Ask, Funding.Token);
        place(bob, r);
        settle(alice, 1);
        // 300 × 2, less the fee of one unit.
        assertEq(exchange.balanceOf(bob, _asset), 500 + 599, "the taker is paid");
        assertEq(exchange.balanceOf(alice, base), 300, "so is the maker");

        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        withdraw(alice, 400, alice);
        withdraw(alice, 400, carol);
        assertEq(_odd.balanceOf(carol), 400, "to an address that may receive");
    }

    function test_TOKEN_NoneAndManyDecimals() external {
        MockToken none = new MockToken(0);
        MockToken many = new MockToken(24);
        OrderRequest memory r = request(1, Side.Ask, 3, 5);
        r.funding = Funding.Token;
        uint32 base = exchange.listAsset(address(many));
        uint32 quote = listQuote(address(none));
        // A lot is 10^18 of 10^24 base units; a tick is one whole token without decimals.
        r.market = exchange.listSpot(base, quote, 18, 0, 0);
        give(many, alice, 5e18, base);
        give(none, bob, 16, quote);
        place(alice, r);
        (r.side, r.funding) = (Side.Bid, Funding.Quote);
        place(bob, r);
        settle(alice, 1);
        assertEq(exchange.balanceOf(alice, quote), 15, "5 lots at 3");
        assertEq(exchange.balanceOf(bob, base), 5e18, "5 lots");
        assertEq(exchange.balanceOf(bob, quote), 0, "and a fee of one unit");
    }

    function give(MockToken token, address who, uint256 amount, uint32 asset) private {
        token.mint(address(this), amount);
        token.approve(address(exchange), amount);
        exchange.deposit(asset, amount, who);
    }
}
