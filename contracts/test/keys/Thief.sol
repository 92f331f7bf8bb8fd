// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {StdUtils} from "forge-std/StdUtils.sol";
import {Vm} from "forge-std/Vm.sol";

import {IExchange, MarketInfo, OrderRequest, TimeInForce} from "../../src/interfaces/IExchange.sol";
import {ITrading} from "../../src/interfaces/ITrading.sol";
import {Ledger} from "../../src/ledger/Ledger.sol";
import {Action} from "../../src/types/Instruction.sol";
import {Funding, Side} from "../../src/types/Side.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {Worth} from "./Worth.sol";

/// @notice Somebody who has stolen a session key, and has another account: lists what he likes, rests what he likes, and trades the owner's money for it.
/// The owner goes on as if nothing was wrong; what she does herself is not counted.
contract Thief is StdUtils, Worth {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    /// @dev The key's slots; as many behind them are the owner's.
    uint32 private constant SLOTS = 6;

    IExchange public immutable exchange;
    uint32 public immutable money;
    address public immutable owner;
    address public immutable key = address(0x7E17);
    address public immutable partner = address(0x9A27);

    uint32[] private _slots;
    /// @dev A token of his, as money.
    uint32 private _junk;
    Ends private _start;
    /// @notice Of all keys that the owner has given.
    uint256 public budgets;
    /// @notice The most ever lost, and how often what was reached.
    int256 public worst;
    uint256 public exceeded;
    uint256 public accepted;
    uint256 public regained;

    error UnexpectedRefusal(bytes reason);

    constructor(IExchange exchange_, uint32 money_, address owner_) {
        (exchange, money, owner) = (exchange_, money_, owner_);
        for (uint32 slot; slot < 2 * SLOTS; ++slot) {
            _slots.push(slot);
        }
        _start = worthOf(exchange_, owner_, money_, _slots);
    }

    /// @notice The most that the owner can have lost by the keys.
    function loss() public view returns (int256) {
        return lost(_start, worthOf(exchange, owner, money, _slots));
    }

    /// @dev What the owner does herself moves the start, not the loss.
    modifier byOwner() {
        Ends memory before = worthOf(exchange, owner, money, _slots);
        _;
        Ends memory now_ = worthOf(exchange, owner, money, _slots);
        _start.cash += now_.cash - before.cash;
        for (uint256 id; id < now_.atZero.length; ++id) {
            if (id == _start.atZero.length) {
                _start.atZero.push();
                _start.atCap.push();
            }
            _start.atZero[id] += now_.atZero[id] - before.atZero[id];
            _start.atCap[id] += now_.atCap[id] - before.atCap[id];
        }
    }

    // ---------------------------------------------------------------- the owner

    function give(uint256 budget) external byOwner {
        if (budgets != 0 && budget % 8 != 0) return;
        budget = bound(budget, 0, 40e6);
        vm.prank(owner);
        exchange.setOperator(key, type(uint64).max, money, uint96(budget));
        budgets += budget;
    }

    function tradeHerself(uint256 random) external byOwner {
        OrderRequest memory r = _order(random);
        r.slot += SLOTS;
        vm.prank(owner);
        _try(abi.encodeCall(ITrading.place, (r)));
    }

    function cancelHerself(uint32 slot) external byOwner {
        vm.prank(owner);
        exchange.cancel(_one(slot % (2 * SLOTS)));
    }

    // ---------------------------------------------------------------- the thief

    function list(uint256 random) external {
        if (exchange.marketCount() > 6) return;
        MockToken junk = new MockToken(uint8(random % 19));
        junk.mint(address(this), 1e30);
        junk.approve(address(exchange), 1e30);
        // A quote asset, so that markets may be priced in it: more than a thief could list alone.
        vm.prank(Ownable(address(exchange)).owner());
        uint32 asset = exchange.listQuoteToken(address(junk));
        exchange.deposit(asset, 1e24, partner);
        exchange.deposit(asset, 1e24, owner);
        exchange.listSpot(
            asset,
            random % 4 == 0 && _junk != 0 ? _junk : money,
            uint8(random % 5),
            uint8(random % 3),
            uint8(random % 3)
        );
        _junk = asset;
    }

    function rest(uint256 random) external {
        vm.prank(partner);
        _try(abi.encodeCall(ITrading.place, (_order(random))));
    }

    /// @dev At a price that is good for him, then the key against it.
    function rob(uint256 random) external {
        OrderRequest memory r = _order(random);
        r.timeInForce = TimeInForce.PostOnly;
        vm.prank(partner);
        _try(abi.encodeCall(ITrading.place, (r)));
        _turn(r, random);
        r.timeInForce = random % 3 == 0 ? TimeInForce.GoodTilCancelled : TimeInForce.ImmediateOrCancel;
        if (r.timeInForce == TimeInForce.ImmediateOrCancel) r.lots = _affordable(r);
        _byKey(_packed(r));
    }

    /// @dev The key first, then he against it.
    function bait(uint256 random) external {
        OrderRequest memory r = _order(random);
        r.timeInForce = TimeInForce.GoodTilCancelled;
        _byKey(_packed(r));
        _turn(r, random);
        vm.prank(partner);
        _try(abi.encodeCall(ITrading.place, (r)));
        if (random % 5 == 0) exchange.settle(owner, _slots);
    }

    function batch(uint256 random) external {
        bytes memory instructions;
        for (uint256 n = random % 5 + 1; n != 0; --n) {
            random = uint256(keccak256(abi.encode(random)));
            if (random % 3 == 0) instructions = bytes.concat(instructions, _closing(random));
            else instructions = bytes.concat(instructions, _packed(_order(random)));
        }
        _byKey(instructions);
    }

    function close(uint256 random) external {
        _byKey(_closing(random));
    }

    /// @dev Of what she has placed herself: that it leaves the book is no loss, and must give the key nothing to spend.
    function closeHers(uint256 random) external byOwner {
        bytes memory instruction = _closing(random);
        instruction[4] = bytes1(uint8(instruction[4]) + uint8(SLOTS));
        _byKey(instruction);
    }

    function settleForHer() external {
        exchange.settle(owner, _slots);
    }

    // ---------------------------------------------------------------- calls

    function _byKey(bytes memory instructions) private {
        (,, uint96 before) = exchange.sessionKeyOf(owner, key);
        vm.prank(key);
        (bool success, bytes memory reason) =
            address(exchange).call(bytes.concat(ITrading.executePackedFor.selector, bytes20(owner), instructions));
        bytes4 error = bytes4(reason);
        if (success) {
            ++accepted;
            (,, uint96 left) = exchange.sessionKeyOf(owner, key);
            if (left > before) ++regained;
            int256 now_ = loss();
            if (now_ > worst) worst = now_;
        } else if (error == ITrading.BudgetExceeded.selector) {
            ++exceeded;
        } else if (
            error != Ledger.InsufficientBalance.selector && error != ITrading.OutsideScope.selector
                && error != ITrading.NotOperator.selector
        ) {
            revert UnexpectedRefusal(reason);
        }
    }

    function _try(bytes memory data) private {
        (bool success,) = address(exchange).call(data);
        success;
    }

    function _order(uint256 random) private view returns (OrderRequest memory r) {
        uint32 id = uint32(1 + random % exchange.marketCount());
        MarketInfo memory info = exchange.marketOf(id);
        r.market = id;
        r.side = Side((random >> 16) & 1);
        r.funding = info.cap == 0 ? Funding(uint8(r.side)) : Funding((random >> 17) & 1);
        r.timeInForce = TimeInForce((random >> 18) & 3);
        uint256 highest = info.cap == 0 ? 10_000 : info.cap - 1;
        // At an end of the price as often as anywhere.
        uint256 kind = (random >> 20) % 4;
        if (kind == 0) r.tick = uint24(1 + (random >> 24) % 5);
        else if (kind == 1) r.tick = uint24(highest - (random >> 24) % 5);
        else r.tick = uint24(1 + (random >> 24) % highest);
        r.lots = uint56(info.minLots + (random >> 64) % 50);
        r.slot = uint32((random >> 96) % SLOTS);
    }

    /// @dev As many lots as what is left of the budget covers, and one more.
    function _affordable(OrderRequest memory r) private view returns (uint56) {
        MarketInfo memory info = exchange.marketOf(r.market);
        (,, uint96 left) = exchange.sessionKeyOf(owner, key);
        if (info.cap == 0 && r.side == Side.Ask) return r.lots;
        uint256 most = left / ((r.side == Side.Bid ? r.tick : info.cap - r.tick) * info.unit) + 1;
        return most > r.lots ? r.lots : uint56(most);
    }

    /// @dev The order against it. On a spot market a bid pays quote, an ask the base.
    function _turn(OrderRequest memory r, uint256 random) private view {
        r.side = r.side == Side.Bid ? Side.Ask : Side.Bid;
        bool spot = exchange.marketOf(r.market).cap == 0;
        r.funding = spot ? Funding(uint8(r.side)) : Funding((random >> 9) & 1);
    }

    function _closing(uint256 random) private pure returns (bytes memory) {
        Action action = random & 64 == 0 ? Action.Cancel : Action.Settle;
        return abi.encodePacked(uint8(action) << 2, uint32((random >> 96) % SLOTS));
    }

    function _packed(OrderRequest memory r) private pure returns (bytes memory) {
        uint8 code = (uint8(r.timeInForce) << 2) | (uint8(r.funding) << 1) | uint8(r.side);
        return abi.encodePacked(code, r.slot, r.market, r.tick, r.lots, r.maxLevels, r.deadline);
    }

    function _one(uint32 slot) private pure returns (uint32[] memory slots) {
        slots = new uint32[](1);
        slots[0] = slot;
    }
}
