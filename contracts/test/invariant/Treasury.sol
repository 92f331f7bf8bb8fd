// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {BlockQuote, IClearing} from "../../src/interfaces/IClearing.sol";
import {MarketInfo} from "../../src/interfaces/IExchange.sol";
import {Funding, Side} from "../../src/types/Side.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {OddToken} from "../mocks/OddToken.sol";
import {ReenteringToken} from "../mocks/ReenteringToken.sol";
import {Crowd} from "./Crowd.sol";

/// @notice Money that moves without the book: sets, deposits, withdrawals, block trades, gifts nobody asked for, and odd tokens.
abstract contract Treasury is Crowd {
    bytes32 private constant QUOTE_TYPEHASH = keccak256(
        "BlockQuote(address maker,address taker,uint32 market,uint8 side,uint8 funding,uint24 tick,uint56 lots,uint256 nonce,uint32 deadline)"
    );

    /// @notice Sent to the exchange without a deposit, by asset.
    mapping(uint32 asset => uint256) public donated;
    /// @notice A token that keeps a fee, lies or blocks, now and then; and one that calls back.
    OddToken public odd;
    ReenteringToken public reentering;
    uint32 public oddAsset;
    uint32 public reenteringAsset;
    uint256 private _nonce;

    error ReenteredThrough(uint256 call);
    error UnexpectedAcceptance(bytes4 refusal);

    // ---------------------------------------------------------------- sets

    function split(uint256 who, uint256 which, uint256 lots) internal {
        uint32 id = anyMarket(which);
        if (!trades(id)) return;
        vm.prank(person(who));
        exchange.split(id, bound(lots, 1, 5_000));
    }

    function merge(uint256 who, uint256 which, uint256 lots) internal {
        address account = person(who);
        uint32 id = anyMarket(which);
        uint32 long = exchange.marketOf(id).base;
        uint256 sets = least(exchange.balanceOf(account, long), exchange.balanceOf(account, long | 1));
        if (sets == 0) return;
        vm.prank(account);
        exchange.merge(id, bound(lots, 1, sets));
    }

    function redeem(uint256 who, uint256 which, uint256 longs, uint256 shorts) internal {
        address account = person(who);
        uint32 id = anyMarket(which);
        (bool isFixed,) = exchange.settlementPriceOf(id);
        if (!isFixed) return;
        uint32 long = exchange.marketOf(id).base;
        longs = bound(longs, 0, exchange.balanceOf(account, long));
        shorts = bound(shorts, 0, exchange.balanceOf(account, long | 1));
        vm.prank(account);
        exchange.redeem(id, longs, shorts);
    }

    // ---------------------------------------------------------------- in and out

    function assetOf(uint256 which) private view returns (uint32) {
        if (which % 5 == 0) return QUOTE;
        return exchange.marketOf(anyMarket(which >> 8)).base | uint32(which & 1);
    }

    function withdraw(uint256 who, uint256 to, uint256 which, uint256 amount) internal {
        uint32 asset = assetOf(which);
        address account = person(who);
        uint256 most = exchange.balanceOf(account, asset);
        // Nobody leaves with all his quote.
        if (asset == QUOTE) most = least(most, 1e6);
        vm.prank(account);
        exchange.withdraw(asset, bound(amount, 0, most), person(to));
    }

    function deposit(uint256 who, uint256 to, uint256 which, uint256 amount) internal {
        uint32 asset = assetOf(which);
        MockToken token = MockToken(exchange.tokenOf(asset));
        address account = person(who);
        amount = bound(amount, 0, token.balanceOf(account));
        vm.startPrank(account);
        token.approve(address(exchange), amount);
        exchange.deposit(asset, amount, person(to));
        vm.stopPrank();
    }

    function donate(uint256 who, uint256 which, uint256 amount) internal {
        uint32 asset = assetOf(which);
        MockToken token = MockToken(exchange.tokenOf(asset));
        address account = person(who);
        if (asset == QUOTE) token.mint(account, 1e6);
        amount = bound(amount, 0, least(token.balanceOf(account), 1e6));
        vm.prank(account);
        require(token.transfer(address(exchange), amount), "a gift");
        donated[asset] += amount;
    }

    function collectFees(uint256 which) internal {
        exchange.collectFees(anyMarket(which));
    }

    // ---------------------------------------------------------------- block trades

    function takeBlock(uint256 random) external {
        uint32 id = anyMarket(random);
        if (!trades(id)) return;
        uint256 maker = (random >> 8) % people.length;
        address taker = people[(maker + 1 + (random >> 16) % (people.length - 1)) % people.length];
        BlockQuote memory q = BlockQuote(
            people[maker],
            random & 1 == 0 ? address(0) : taker,
            id,
            Side((random >> 32) & 1),
            Funding.Quote,
            uint24(1 + (random >> 40) % (exchange.marketOf(id).cap - 1)),
            uint56(exchange.blockMinimum(id) + (random >> 72) % 10_000),
            _nonce++,
            uint32(block.timestamp)
        );
        bytes memory signature = sign(keys[maker], q);
        vm.prank(taker);
        exchange.takeBlock(q, signature, Funding.Quote);
    }

    function sign(uint256 key, BlockQuote memory q) private view returns (bytes memory) {
        bytes memory who = abi.encode(QUOTE_TYPEHASH, q.maker, q.taker, q.market, uint8(q.side), uint8(q.funding));
        bytes32 hash = keccak256(bytes.concat(who, abi.encode(q.tick, q.lots, q.nonce, q.deadline)));
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Gigahour"),
                keccak256("1"),
                block.chainid,
                address(exchange)
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked(hex"1901", domain, hash)));
        return abi.encodePacked(r, s, v);
    }

    // ---------------------------------------------------------------- odd tokens

    /// @dev The odd token behaves in some way or other; its deposits and withdrawals are exact or refused, and not refused if they are exact.
    function moveOdd(uint256 who, uint256 mood, uint256 amount, bool inward) internal {
        address account = person(who);
        odd.set(OddToken.Answer(mood % 3), (mood >> 8) % 3 == 0 ? 1 : 0);
        bool moves = odd.answer() != OddToken.Answer.False;
        bytes4 refusal;
        bytes memory call;
        if (inward) {
            amount = bound(amount, 0, 1e9);
            if (!moves) refusal = SafeTransferLib.TransferFromFailed.selector;
            else if (amount * odd.fee() / 100 != 0) refusal = IClearing.InexactTransfer.selector;
            call = abi.encodeCall(exchange.deposit, (oddAsset, amount, account));
            odd.mint(account, amount);
            vm.prank(account);
            odd.approve(address(exchange), amount);
        } else {
            amount = bound(amount, 0, exchange.balanceOf(account, oddAsset));
            if (!moves) refusal = SafeTransferLib.TransferFailed.selector;
            call = abi.encodeCall(exchange.withdraw, (oddAsset, amount, account));
        }
        vm.prank(account);
        (bool success, bytes memory reason) = address(exchange).call(call);
        if (success && refusal != 0) revert UnexpectedAcceptance(refusal);
        if (!success && (refusal == 0 || bytes4(reason) != refusal)) revert UnexpectedRefusal(reason);
    }

    /// @dev The token calls back into everything that could be worth it, for an account that holds some of it.
    function moveReentering(uint256 who, uint256 amount, bool inward) internal {
        address account = person(who);
        bytes[] memory calls = new bytes[](5);
        calls[0] = abi.encodeCall(exchange.withdraw, (reenteringAsset, 1, address(reentering)));
        calls[1] = abi.encodeCall(exchange.deposit, (reenteringAsset, 0, address(reentering)));
        calls[2] = abi.encodeCall(exchange.settle, (account, everySlot()));
        calls[3] = abi.encodeCall(exchange.cancelFor, (account, everySlot()));
        calls[4] = abi.encodeCall(exchange.collectFees, (markets[0]));
        reentering.arm(calls);
        if (inward) {
            amount = bound(amount, 0, 1e9);
            reentering.mint(account, amount);
            vm.startPrank(account);
            reentering.approve(address(exchange), amount);
            exchange.deposit(reenteringAsset, amount, amount & 1 == 0 ? account : address(reentering));
            vm.stopPrank();
        } else {
            amount = bound(amount, 0, exchange.balanceOf(account, reenteringAsset));
            vm.prank(account);
            exchange.withdraw(reenteringAsset, amount, account);
        }
        for (uint256 n; n < calls.length; ++n) {
            if (reentering.succeeded(n)) revert ReenteredThrough(n);
        }
    }

    function listOddTokens() internal {
        odd = new OddToken();
        reentering = new ReenteringToken();
        oddAsset = exchange.listAsset(address(odd));
        reenteringAsset = exchange.listAsset(address(reentering));
    }
}
