// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {PriceIndex} from "../../src/index/PriceIndex.sol";
import {Settlement} from "../../src/index/Settlement.sol";
import {IExchange} from "../../src/interfaces/IExchange.sol";
import {IIndexArbiter} from "../../src/interfaces/IIndexArbiter.sol";
import {Report} from "../../src/interfaces/IPriceIndex.sol";
import {Grade, Pricing} from "../../src/interfaces/ISeriesRegistry.sol";
import {SeriesRegistry} from "../../src/series/SeriesRegistry.sol";
import {Released} from "../Released.sol";
import {MockToken} from "../mocks/MockToken.sol";

/// @notice The exchange with the index and the settlement of its series, one grade, and reporters who sign what they observed.
abstract contract Reporting is Released {
    uint128 internal constant BOND = 1_000e6;
    /// @dev 0.02 % of the notional.
    uint16 private constant TAKER_FEE = 200;
    /// @dev First asset of an exchange.
    uint32 internal constant QUOTE = 2;

    MockToken internal usdc;
    IExchange internal exchange;
    SeriesRegistry internal registry;
    PriceIndex internal index;
    Settlement internal settlement;
    uint32 internal grade;
    Vm.Wallet[] internal reporters;

    address internal owner = makeAddr("owner");

    function deployIndex(IIndexArbiter arbiter, uint256 reporterCount) internal {
        usdc = new MockToken(6);
        deployExchange();
        index = PriceIndex(deployReleased("PriceIndex", abi.encode(owner, registry, usdc, BOND, arbiter)));
        assertEq(address(registry.priceIndex()), address(index), "the registry's caps follow it");
        deployCodeTo(artifactOf("Settlement"), abi.encode(exchange, registry, index), exchange.settler());
        settlement = Settlement(exchange.settler());
        for (uint256 n; n < reporterCount; ++n) {
            reporters.push(vm.createWallet(string.concat("reporter ", vm.toString(n))));
        }
        grade = listGrade("H100-US", "H100");
    }

    /// @dev The contracts name each other, so the exchange's address is foretold.
    function deployExchange() private {
        address foretold = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 3);
        address foretoldIndex = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 4);
        address forward = deployReleased("ForwardToken", abi.encode(foretold));
        bytes memory terms = abi.encode(foretold, foretoldIndex, Pricing(QUOTE, 0, 2), new Grade[](0));
        registry = SeriesRegistry(deployReleased("SeriesRegistry", terms));
        bytes memory args = abi.encode(registry, forward, makeAddr("settlement"), makeAddr("permit2"));
        address clearing = deployReleased("Clearing", args);
        exchange = IExchange(deployReleased("Exchange", abi.encode(owner, clearing, owner, TAKER_FEE, usdc)));
        assertEq(address(exchange), foretold, "deployed where its parts expect it");
        assertEq(exchange.assetOf(address(usdc)), QUOTE, "the first asset");
    }

    /// @dev All reporters observe it from the next print on.
    function listGrade(string memory name, string memory root) internal returns (uint32 listed) {
        listed = registry.listGrade(name, root, 2_800, 1_000, 100_000, true);
        for (uint256 n; n < reporters.length; ++n) {
            vm.prank(owner);
            index.addReporter(listed, reporters[n].addr);
        }
    }

    function goTo(uint32 day, uint256 time) internal {
        vm.warp(uint256(day) * 1 days + time);
    }

    /// @dev What reporter `n` says of 20:00 UTC of a day.
    function observed(uint256 n, uint32 day, uint56 price) internal view returns (Report memory) {
        return observedAt(n, day, price, uint40(uint256(day) * 1 days + 20 hours));
    }

    function observedAt(uint256 n, uint32 day, uint56 price, uint40 time) internal view returns (Report memory) {
        return signed(n, grade, day, price, time);
    }

    function signed(uint256 n, uint32 grade_, uint32 day, uint56 price, uint40 time)
        internal
        view
        returns (Report memory)
    {
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(reporters[n].privateKey, index.hashObservation(grade_, day, price, time));
        return Report(reporters[n].addr, price, time, abi.encodePacked(r, s, v));
    }
}
