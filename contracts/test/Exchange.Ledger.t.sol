// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

import {IClearing} from "../src/interfaces/IClearing.sol";
import {Side} from "../src/types/Side.sol";
import {Fixture} from "./Fixture.sol";

/// @notice Deposit, withdraw, split and merge.
contract LedgerTest is Fixture {
    ERC20 private _long;

    function setUp() public override {
        super.setUp();
        _long = ERC20(exchange.tokenOf(long));
    }

    // ---------------------------------------------------------------- deposit

    function test_DepositForSomebodyElse() external {
        usdc.mint(address(this), 70);
        usdc.approve(address(exchange), 70);
        vm.expectEmit(address(exchange));
        emit IClearing.Deposited(bob, USDC, 70, address(this));
        exchange.deposit(USDC, 70, bob);
        assertEq(cash(bob), WEALTH + 70, "bob's");
        assertEq(cash(address(this)), 0, "not the payer's");
        assertEq(usdc.balanceOf(address(exchange)), 3 * WEALTH + 70, "the exchange holds it");
    }

    function test_RevertWhen_DepositingAnUnknownAssetOrToNobody() external {
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownAsset.selector, 99));
        exchange.deposit(99, 1, alice);
        vm.expectRevert(IClearing.ZeroAddress.selector);
        exchange.deposit(USDC, 1, address(0));
    }

    function test_CAST_RevertWhen_TheHoldingPassesItsMaximum() external {
        uint256 room = (1 << 127) - 3 * WEALTH;
        usdc.mint(address(this), room + 1);
        usdc.approve(address(exchange), type(uint256).max);
        vm.expectRevert(
            abi.encodeWithSelector(IClearing.HoldingTooLarge.selector, address(usdc), (1 << 127) + 1, uint256(1) << 127)
        );
        exchange.deposit(USDC, room + 1, alice);
        exchange.deposit(USDC, room, alice);
        assertEq(cash(alice), room + WEALTH, "2^127 in all is allowed");
    }

    // ---------------------------------------------------------------- withdraw

    function test_WithdrawToAnotherAddress() external {
        vm.expectEmit(address(exchange));
        emit IClearing.Withdrawn(alice, USDC, 400, bob);
        vm.prank(alice);
        exchange.withdraw(USDC, 400, bob);
        assertEq(usdc.balanceOf(bob), 400, "bob has the tokens");
        assertEq(cash(alice), WEALTH - 400, "out of alice's balance");
    }

    function test_RevertWhen_WithdrawingTooMuchOrToNobody() external {
        vm.startPrank(alice);
        vm.expectRevert(insufficient(alice, USDC, WEALTH, WEALTH + 1));
        exchange.withdraw(USDC, WEALTH + 1, alice);
        vm.expectRevert(insufficient(alice, USDC, WEALTH, type(uint256).max));
        exchange.withdraw(USDC, type(uint256).max, alice);
        vm.expectRevert(IClearing.ZeroAddress.selector);
        exchange.withdraw(USDC, 1, address(0));
        vm.expectRevert(IClearing.RecipientIsExchange.selector);
        exchange.withdraw(USDC, 1, address(exchange));
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownAsset.selector, 3));
        exchange.withdraw(3, 0, alice);
    }

    function test_RevertWhen_WithdrawingWhatIsEscrowed() external {
        place(alice, Side.Bid, 3_000, 500);
        vm.prank(alice);
        vm.expectRevert(insufficient(alice, USDC, WEALTH - 1_500_000, WEALTH));
        exchange.withdraw(USDC, WEALTH, alice);
    }

    // ---------------------------------------------------------------- LONG and SHORT outside

    function test_BACK_WithdrawnSetsAreMintedAndDepositedOnesBurned() external {
        split(alice, 300);
        vm.startPrank(alice);
        exchange.withdraw(long, 200, alice);
        assertEq(_long.totalSupply(), 200, "minted as it leaves");
        assertEq(longs(alice), 100, "out of the ledger");
        assertEq(shorts(alice), 300, "the other half of the word is another asset");
        assertTrue(_long.transfer(bob, 150), "moves like any token");
        vm.stopPrank();

        vm.prank(bob);
        exchange.deposit(long, 150, carol);
        assertEq(_long.totalSupply(), 50, "burned as it comes in, without an allowance");
        assertEq(longs(carol), 150, "carol's");
    }

    function test_RevertWhen_DepositingForwardTokensOneDoesNotHave() external {
        vm.expectRevert(ERC20.InsufficientBalance.selector);
        exchange.deposit(long, 1, alice);
    }

    // ---------------------------------------------------------------- sets

    function test_Split() external {
        Wallet memory before = wallet(alice);
        vm.expectEmit(address(exchange));
        emit IClearing.SetsSplit(alice, market, 500);
        split(alice, 500);
        assertMoved(alice, before, [int256(-3_500_000), 500, 500], "500 sets at 7,000");
    }

    function test_Merge() external {
        split(alice, 500);
        Wallet memory before = wallet(alice);
        vm.expectEmit(address(exchange));
        emit IClearing.SetsMerged(alice, market, 200);
        vm.prank(alice);
        exchange.merge(market, 200);
        assertMoved(alice, before, [int256(1_400_000), -200, -200], "200 sets at 7,000");
    }

    function test_RevertWhen_SetsAreNotPaidFor() external {
        vm.expectRevert(insufficient(alice, USDC, WEALTH, WEALTH + 1_000));
        split(alice, WEALTH / CAP + 1);

        split(alice, 500);
        vm.startPrank(alice);
        exchange.withdraw(short, 1, alice);
        vm.expectRevert(insufficient(alice, long, 500, 501));
        exchange.merge(market, 501);
        vm.expectRevert(insufficient(alice, short, 499, 500));
        exchange.merge(market, 500);
    }

    function test_RevertWhen_ThereAreNoSetsOrNone() external {
        uint32 spot = exchange.listSpot(long, USDC, 0, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IClearing.NotASeries.selector, spot));
        exchange.split(spot, 1);
        vm.expectRevert(abi.encodeWithSelector(IClearing.NotASeries.selector, spot));
        exchange.merge(spot, 1);
        vm.expectRevert(abi.encodeWithSelector(IClearing.TooFewLots.selector, 0, 1));
        exchange.split(market, 0);
        vm.expectRevert(abi.encodeWithSelector(IClearing.TooFewLots.selector, 0, 1));
        exchange.merge(market, 0);
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownMarket.selector, 9));
        exchange.split(9, 1);
    }

    /// @dev Lots times the cap must not wrap into a small price.
    function testFuzz_CAST_RevertWhen_SplittingMoreThanExists(uint256 lots) external {
        lots = bound(lots, WEALTH / CAP + 1, type(uint256).max);
        vm.prank(alice);
        vm.expectRevert();
        exchange.split(market, lots);
        vm.prank(alice);
        vm.expectRevert();
        exchange.merge(market, lots);
    }

    function testFuzz_SOLV_SplitAndMergeAreEachOthersInverse(uint256 lots) external {
        lots = bound(lots, 1, WEALTH / CAP);
        split(alice, lots);
        assertEq(cash(alice), WEALTH - lots * 7_000, "cap times lots");
        vm.prank(alice);
        exchange.merge(market, lots);
        assertEq(cash(alice), WEALTH, "all back");
        assertEq(longs(alice) + shorts(alice), 0, "no set left");
    }
}
