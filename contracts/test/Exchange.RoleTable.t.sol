// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {IClearing} from "../src/interfaces/IClearing.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Fixture} from "./Fixture.sol";
import {RoleTable} from "./RoleTable.sol";

/// @notice The table of roles against the compiler's list of functions, and against what the exchange does.
contract RoleTableTest is RoleTable {
    address private _successor = makeAddr("successor");
    address private _operator = makeAddr("operator");

    function setUp() public override {
        super.setUp();
        vm.startPrank(owner);
        exchange.setGuardian(guardian);
        exchange.transferOwnership(_successor);
        vm.stopPrank();
        // The calls here are made of zeros: address zero's key.
        vm.prank(address(0));
        exchange.setOperator(_operator, type(uint64).max, USDC, BUDGET);
    }

    /// @dev In the order of the roles; the first and the last are nobody's own.
    function holders() private view returns (address[8] memory) {
        return [alice, owner, _successor, guardian, settler, address(registry), _operator, bob];
    }

    // ---------------------------------------------------------------- complete

    function test_EveryFunctionIsInTheTable() external {
        uint256 found;
        found += assertListed("Exchange");
        found += assertListed("Clearing");
        assertEq(found, functions.length, "the table names no function that does not exist");
    }

    mapping(bytes4 selector => bool) private _seen;

    function assertListed(string memory name) private returns (uint256 found) {
        string memory artifact = vm.readFile(string.concat("contracts/out/", name, ".sol/", name, ".json"));
        string[] memory signatures = vm.parseJsonKeys(artifact, ".methodIdentifiers");
        assertGt(signatures.length, 4, "the compiler's list");
        for (uint256 n; n < signatures.length; ++n) {
            bytes4 selector = selectorOf(signatures[n]);
            assertTrue(listed[selector], string.concat("not in roles.json: ", signatures[n]));
            if (!_seen[selector]) ++found;
            _seen[selector] = true;
        }
    }

    /// @dev A selector that is nobody's is refused, whatever follows it.
    function testFuzz_AnythingElseIsRefused(bytes4 selector, bytes calldata data) external {
        vm.assume(!listed[selector]);
        (bool success,) = address(exchange).call(bytes.concat(selector, data));
        assertFalse(success, "no such function");
    }

    function test_NothingIsRefusedToWhoMayAndNothingDoneByWhoMayNot() external {
        address[8] memory who = holders();
        for (uint256 n; n < functions.length; ++n) {
            uint256 role = roleOf[selectorOf(functions[n])];
            if (role == 7) continue;
            for (uint256 caller; caller < who.length; ++caller) {
                bool may = role == 0 || caller == role;
                assertEq(refused(functions[n], role, who[caller]), !may, describe(functions[n], caller));
            }
        }
    }

    function describe(string memory signature, uint256 caller) private view returns (string memory) {
        return string.concat(signature, " called by: ", roles[caller]);
    }

    /// @return True if the caller was refused for who he is.
    function refused(string memory signature, uint256 role, address caller) private returns (bool) {
        uint256 snapshot = vm.snapshotState();
        vm.prank(caller);
        (bool success, bytes memory reason) = address(exchange).call(callOf(signature));
        vm.revertToState(snapshot);
        if (success) return false;
        if (role == 0) return isAboutRoles(bytes4(reason));
        return keccak256(reason) == keccak256(refusal(role, caller));
    }

    /// @dev The error of each restricted role, in full.
    function refusal(uint256 role, address caller) private pure returns (bytes memory) {
        if (role < 3) return abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller);
        if (role == 3) return abi.encodeWithSelector(IClearing.OnlyGuardian.selector, caller);
        if (role == 4) return abi.encodeWithSelector(IClearing.OnlySettler.selector, caller);
        if (role == 5) return abi.encodeWithSelector(IClearing.OnlySeriesRegistry.selector, caller);
        return abi.encodeWithSelector(ITrading.NotOperator.selector, address(0), caller, 0);
    }

    function isAboutRoles(bytes4 error) private pure returns (bool) {
        return error == Ownable.OwnableUnauthorizedAccount.selector || error == IClearing.OnlyGuardian.selector
            || error == IClearing.OnlySettler.selector || error == IClearing.OnlySeriesRegistry.selector
            || error == ITrading.NotOperator.selector;
    }

    /// @dev What is called a view writes nothing: it answers a static call as it answers a call.
    function test_ViewsWriteNothing() external {
        for (uint256 n; n < functions.length; ++n) {
            if (roleOf[selectorOf(functions[n])] != 7) continue;
            (bool success, bytes memory answer) = address(exchange).call(callOf(functions[n]));
            (bool still, bytes memory same) = address(exchange).staticcall(callOf(functions[n]));
            assertEq(still, success, functions[n]);
            assertEq(same, answer, functions[n]);
        }
    }

    // ---------------------------------------------------------------- the code's own address

    /// @dev The clearing called where it stands has no owner who could call, no market and no money.
    function test_TheClearingItselfHasNothing() external {
        address clearing = exchange.clearing();
        address[8] memory who = holders();
        for (uint256 n; n < functions.length; ++n) {
            if (roleOf[selectorOf(functions[n])] != 1) continue;
            for (uint256 caller; caller < who.length; ++caller) {
                vm.prank(who[caller]);
                (bool success,) = clearing.call(callOf(functions[n]));
                assertFalse(success, functions[n]);
            }
        }
        vm.expectRevert(abi.encodeWithSelector(IClearing.UnknownMarket.selector, market));
        IClearing(clearing).marketOf(market);
        assertEq(IClearing(clearing).balanceOf(alice, USDC), 0, "no balance");
    }
}
