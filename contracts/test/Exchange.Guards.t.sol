// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";

import {IClearing} from "../src/interfaces/IClearing.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Side} from "../src/types/Side.sol";
import {ExchangeUnderTest} from "./Fixture.sol";
import {RoleTable} from "./RoleTable.sol";
import {ReenteringToken} from "./mocks/ReenteringToken.sol";

/// @notice What every function has in common: none can be re-entered, none takes ether. Which functions there are says roles.json.
contract GuardsTest is RoleTable {
    /// @dev Each function called plainly and, after all of them, within a multicall.
    function everyCall() private view returns (bytes[] memory calls) {
        uint256 count = functions.length;
        calls = new bytes[](2 * count);
        for (uint256 n; n < count; ++n) {
            calls[n] = callOf(functions[n]);
            bytes[] memory inner = new bytes[](1);
            inner[0] = calls[n];
            calls[count + n] = abi.encodeCall(ExchangeUnderTest.multicall, (inner));
        }
    }

    function test_REENTER_ATokenThatCallsBackEverything() external {
        ReenteringToken token = new ReenteringToken();
        uint32 asset = exchange.listAsset(address(token));
        bytes[] memory calls = everyCall();
        for (uint256 n; n < functions.length; ++n) {
            (bool success, bytes memory answer) = address(exchange).call(calls[n]);
            assertFalse(!success && isLock(answer), "outside of a transfer nothing is locked");
        }

        token.arm(calls);
        token.mint(address(this), 100);
        token.approve(address(exchange), 100);
        exchange.deposit(asset, 100, address(this));
        assertRefusedByTheLock(token);
        exchange.withdraw(asset, 60, address(this));
        assertRefusedByTheLock(token);
        exchange.depositWithPermit(asset, 0, address(this), 0, 27, 0, 0);
        assertRefusedByTheLock(token);
        assertEq(token.balanceOf(address(this)), 60, "the transfers themselves went on");
        assertEq(exchange.balanceOf(address(this), asset), 40, "exactly once");
    }

    function assertRefusedByTheLock(ReenteringToken token) private view {
        uint256 count = functions.length;
        for (uint256 n; n < 2 * count; ++n) {
            string memory signature = functions[n % count];
            assertEq(isLock(token.answers(n)), !unlocked[selectorOf(signature)], signature);
        }
    }

    function isLock(bytes memory answer) private pure returns (bool) {
        return bytes4(answer) == ReentrancyGuardTransient.Reentrancy.selector;
    }

    function test_PAYABLE_NothingTakesEther() external {
        vm.deal(address(this), 100);
        for (uint256 n; n < functions.length; ++n) {
            assertRefusesEther(callOf(functions[n]), functions[n]);
        }
        assertRefusesEther("", "nothing");
        assertRefusesEther(hex"12345678", "a function that does not exist");
    }

    function assertRefusesEther(bytes memory data, string memory signature) private {
        (bool success, bytes memory answer) = address(exchange).call{value: 1}(data);
        assertFalse(success, signature);
        assertEq(answer.length, 0, "refused by the compiler's check, before anything else");
    }

    /// @dev One lock stands over calls made in one transaction through {ExchangeUnderTest-multicall}, too.
    function test_MulticallOfTrades() external {
        bytes[] memory calls = new bytes[](3);
        calls[0] = abi.encodeCall(IClearing.split, (market, 500));
        calls[1] = bytes.concat(
            ITrading.executePacked.selector,
            packed(request(1, Side.Bid, 3_000, 100)),
            packed(request(2, Side.Bid, 2_000, 100))
        );
        calls[2] = abi.encodeCall(IClearing.withdraw, (long, 500, alice));
        vm.prank(alice);
        exchange.multicall(calls);
        assertEq(shorts(alice), 500, "split for the caller");
        assertEq(longs(alice), 0, "withdrawn by the caller");
        assertEq(orderOf(alice, 2).lots, 100, "a batch inside a multicall reads its own bytes only");
    }
}
