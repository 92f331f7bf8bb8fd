// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {Test} from "forge-std/Test.sol";

import {Ledger} from "../../src/ledger/Ledger.sol";

/// @notice Two balances in a word: neither knows of the other.
contract BalanceWordsTest is Test {
    uint256 private constant MAX = type(uint128).max;
    address private constant WHO = address(0xA11CE);

    uint256 private _account = Ledger.accountOf(WHO);

    function credit(uint256 asset, uint256 amount) external {
        Ledger.credit(_account, asset, amount);
    }

    function debit(uint256 asset, uint256 amount) external {
        Ledger.debit(_account, asset, amount);
    }

    function settle(uint256 asset, uint256 owed) external {
        Ledger.settle(_account, asset, owed);
    }

    function balance(uint256 asset) private view returns (uint256) {
        return Ledger.balanceOf(_account, asset);
    }

    function overflow(uint256 asset, uint256 held, uint256 added) private pure returns (bytes memory) {
        return abi.encodeWithSelector(Ledger.BalanceOverflow.selector, WHO, asset, held, added);
    }

    function insufficient(uint256 asset, uint256 held, uint256 needed) private pure returns (bytes memory) {
        return abi.encodeWithSelector(Ledger.InsufficientBalance.selector, WHO, asset, held, needed);
    }

    /// @dev Both halves at any height, either moved by anything: exact, or refused with both as they were.
    function testFuzz_CAST_AHalfDoesNotReachTheOther(uint128 low, uint128 high, uint256 amount, bool odd) external {
        uint256 asset = odd ? 5 : 4;
        this.credit(4, low);
        this.credit(5, high);
        uint256 held = odd ? high : low;
        if (amount > MAX - held) vm.expectRevert(overflow(asset, held, amount));
        this.credit(asset, amount);
        if (amount <= MAX - held) held += amount;
        assertEq(balance(asset), held, "credited or refused");
        assertEq(balance(asset ^ 1), odd ? low : high, "the other half");

        if (amount > held) vm.expectRevert(insufficient(asset, held, amount));
        this.debit(asset, amount);
        if (amount <= held) held -= amount;
        assertEq(balance(asset), held, "debited or refused");
        assertEq(balance(asset ^ 1), odd ? low : high, "the other half");
    }

    /// @dev A sum that is owed is paid, one that is due is got: by the same function, within the low half.
    function testFuzz_CAST_Settle(uint128 low, uint128 high, int256 owed) external {
        owed = bound(owed, -int256(2 ** 200), int256(2 ** 200));
        this.credit(4, low);
        this.credit(5, high);
        int256 left = int256(uint256(low)) - owed;
        if (left < 0) vm.expectRevert(insufficient(4, low, uint256(owed)));
        else if (left > int256(MAX)) vm.expectRevert(overflow(4, low, uint256(-owed)));
        this.settle(4, uint256(owed));
        bool fits = left >= 0 && left <= int256(MAX);
        assertEq(balance(4), fits ? uint256(left) : low, "paid, got, or as it was");
        assertEq(balance(5), high, "the other half");
    }

    function test_CAST_TheEdgesOfAHalf() external {
        this.credit(4, MAX);
        vm.expectRevert(overflow(4, MAX, 1));
        this.credit(4, 1);
        vm.expectRevert(overflow(4, MAX, type(uint256).max));
        this.credit(4, type(uint256).max);
        this.credit(5, MAX);
        this.debit(4, MAX);
        assertEq(balance(4), 0, "emptied");
        assertEq(balance(5), MAX, "its neighbour full");
        vm.expectRevert(insufficient(4, 0, 1));
        this.debit(4, 1);
        vm.expectRevert(insufficient(4, 0, MAX + 1));
        this.debit(4, MAX + 1);
        vm.expectRevert(insufficient(4, 0, 1));
        this.settle(4, 1);
        this.settle(4, 0);
        assertEq(balance(5), MAX, "still full");
    }

    function test_CAST_SettleUpToTheLastUnit() external {
        this.settle(4, uint256(-int256(MAX)));
        assertEq(balance(4), MAX, "all that fits");
        this.settle(4, MAX);
        assertEq(balance(4), 0, "and all of it again");
    }

    /// @dev Accounts and pairs of assets have words of their own.
    function testFuzz_AccountsAndAssetsAreApart(address other, uint32 asset, uint128 amount) external {
        vm.assume(other != WHO);
        Ledger.credit(_account, asset, amount);
        assertEq(Ledger.balanceOf(Ledger.accountOf(other), asset), 0, "another account");
        unchecked {
            assertEq(balance(uint32(asset + 2)), 0, "the next pair");
            assertEq(balance(asset ^ 1), 0, "the other of the pair");
        }
        assertEq(balance(asset), amount, "the one credited");
    }
}
