// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";

import {IClearing} from "../src/interfaces/IClearing.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Side} from "../src/types/Side.sol";
import {ExchangeUnderTest, Fixture} from "./Fixture.sol";
import {ReenteringToken} from "./mocks/ReenteringToken.sol";

/// @notice What every function has in common: none can be re-entered, none takes ether.
contract GuardsTest is Fixture {
    /// @dev First of the {everyCall} that only read.
    uint256 private constant FIRST_VIEW = 12;

    /// @dev Everything that moves or shows a balance, an order or a book.
    function everyCall() private view returns (bytes[] memory calls) {
        calls = new bytes[](20);
        bytes[] memory inner = new bytes[](1);
        inner[0] = abi.encodeCall(IClearing.balanceOf, (alice, USDC));
        calls[0] = abi.encodeCall(ITrading.place, (request(1, Side.Bid, 3_000, 100)));
        calls[1] = abi.encodeCall(ITrading.executePacked, ());
        calls[2] = abi.encodeCall(ITrading.cancel, (one(1)));
        calls[3] = abi.encodeCall(ITrading.settle, (alice, one(1)));
        calls[4] = abi.encodeCall(IClearing.split, (market, 1));
        calls[5] = abi.encodeCall(IClearing.merge, (market, 1));
        calls[6] = abi.encodeCall(IClearing.deposit, (USDC, 0, alice));
        calls[7] = abi.encodeCall(IClearing.withdraw, (USDC, 0, alice));
        calls[8] = abi.encodeCall(IClearing.listAsset, (address(this)));
        calls[9] = abi.encodeCall(IClearing.listSpot, (long, USDC, 0, 0, 0));
        calls[10] = abi.encodeCall(IClearing.listSeries, (USDC, 7_000, 30_000, 0, 0, "X"));
        calls[11] = abi.encodeCall(IClearing.collectFees, (market));
        calls[FIRST_VIEW] = abi.encodeCall(IClearing.tokenOf, (USDC));
        calls[13] = abi.encodeCall(IClearing.assetOf, (address(usdc)));
        calls[14] = inner[0];
        calls[15] = abi.encodeCall(IClearing.marketOf, (market));
        calls[16] = abi.encodeCall(ITrading.depth, (market, Side.Bid, 9));
        calls[17] = abi.encodeCall(ITrading.ordersOf, (alice, one(1)));
        calls[18] = abi.encodeCall(ITrading.previewTake, (request(1, Side.Bid, 3_000, 100)));
        calls[19] = abi.encodeCall(ExchangeUnderTest.multicall, (inner));
    }

    function test_REENTER_ATokenThatCallsBackEverything() external {
        ReenteringToken token = new ReenteringToken();
        uint32 asset = exchange.listAsset(address(token));
        bytes[] memory calls = everyCall();
        for (uint256 n = FIRST_VIEW; n < calls.length; ++n) {
            (bool success,) = address(exchange).call(calls[n]);
            assertTrue(success, "outside of a transfer the views answer");
        }

        token.arm(calls);
        token.mint(address(this), 100);
        token.approve(address(exchange), 100);
        exchange.deposit(asset, 100, address(this));
        assertAllRefused(token, calls.length);
        exchange.withdraw(asset, 60, address(this));
        assertAllRefused(token, calls.length);
        assertEq(token.balanceOf(address(this)), 60, "the transfers themselves went on");
        assertEq(exchange.balanceOf(address(this), asset), 40, "exactly once");
    }

    function assertAllRefused(ReenteringToken token, uint256 count) private view {
        for (uint256 n; n < count; ++n) {
            assertFalse(token.succeeded(n), "refused while the token is called");
            bytes4 reason = bytes4(token.answers(n));
            assertEq(reason, ReentrancyGuardTransient.Reentrancy.selector, "by the lock, not by chance");
        }
    }

    function test_PAYABLE_NothingTakesEther() external {
        vm.deal(address(this), 100);
        bytes[] memory calls = everyCall();
        for (uint256 n; n < calls.length; ++n) {
            assertRefusesEther(calls[n]);
        }
        assertRefusesEther("");
        assertRefusesEther(abi.encodeCall(IClearing.setDefaultTakerFee, (1)));
        assertRefusesEther(abi.encodeCall(IClearing.setFeeRecipient, (alice)));
        assertRefusesEther(abi.encodeCall(ExchangeUnderTest.transferOwnership, (alice)));
        assertRefusesEther(abi.encodeCall(ExchangeUnderTest.renounceOwnership, ()));
        assertRefusesEther(abi.encodeCall(ExchangeUnderTest.acceptOwnership, ()));
    }

    function assertRefusesEther(bytes memory data) private {
        (bool success, bytes memory answer) = address(exchange).call{value: 1}(data);
        assertFalse(success, "ether");
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
