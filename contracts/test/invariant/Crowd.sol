// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {CommonBase} from "forge-std/Base.sol";
import {StdUtils} from "forge-std/StdUtils.sol";
import {Vm} from "forge-std/Vm.sol";

import {IExchange, MarketInfo} from "../../src/interfaces/IExchange.sol";
import {ITrading} from "../../src/interfaces/ITrading.sol";

/// @notice Five people, two series, and what the exchange's events say of every order: nothing they do may revert.
///
/// Prices stay within twelve ticks around the border of a bitmap word, so that orders meet and levels empty all the time.
abstract contract Crowd is CommonBase, StdUtils {
    uint24 public constant LOWEST = 2_810;
    uint24 public constant HIGHEST = 2_821;
    uint32 public constant SLOTS = 4;
    uint32 internal constant QUOTE = 2;

    /// @notice An order as its events tell it. `placed` is split into what was settled, what was given back, and what still stands.
    struct Ghost {
        uint32 market;
        uint24 tick;
        uint256 epochAndIndex;
        uint256 placed;
        uint256 settled;
        uint256 cancelled;
    }

    IExchange public immutable exchange;
    uint32[2] public markets;
    address[] public people;
    uint256[] internal keys;
    /// @notice Holds a session key of everybody.
    address public operator;

    mapping(address owner => mapping(uint256 slot => Ghost)) private _ghosts;
    /// @notice Lots taken, come to rest, settled, and given back, since the start.
    uint256 public taken;
    uint256 public rested;
    uint256 public settled;
    uint256 public cancelled;

    error OrderPaidTwiceOrNever(address owner, uint256 slot, Ghost ghost);
    error EventOfAnotherOrder(address owner, uint256 slot);
    error UnexpectedRefusal(bytes reason);

    constructor(IExchange exchange_, uint32[2] memory markets_, uint256[] memory keys_) {
        exchange = exchange_;
        markets = markets_;
        keys = keys_;
        operator = address(0x09E7);
        for (uint256 n; n < keys_.length; ++n) {
            people.push(vm.addr(keys_[n]));
            vm.prank(people[n]);
            exchange_.setOperator(operator, type(uint64).max, 2, type(uint96).max);
        }
    }

    function crowd() external view returns (address[] memory) {
        return people;
    }

    function ghostOf(address owner, uint256 slot) external view returns (Ghost memory) {
        return _ghosts[owner][slot];
    }

    // ---------------------------------------------------------------- the book of every order

    /// @dev Around every call: reads what the events of it say.
    modifier told() {
        vm.recordLogs();
        _;
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 n; n < logs.length; ++n) {
            if (logs[n].emitter != address(exchange) || logs[n].topics.length != 1) continue;
            if (logs[n].topics[0] == ITrading.LevelsTaken.selector) {
                (, uint256[] memory changes) = abi.decode(logs[n].data, (uint256, uint256[]));
                for (uint256 m; m < changes.length; ++m) {
                    taken += lotsOf(changes[m]);
                }
            } else if (logs[n].data.length == 64) {
                (uint256 actor, uint256 change) = abi.decode(logs[n].data, (uint256, uint256));
                tell(logs[n].topics[0], address(uint160(actor >> 96)), (actor >> 64) & type(uint32).max, change);
            }
        }
    }

    function tell(bytes32 what, address owner, uint256 slot, uint256 change) private {
        uint256 lots = lotsOf(change);
        if (what == ITrading.LevelTaken.selector) {
            taken += lots;
            return;
        }
        Ghost storage ghost = _ghosts[owner][slot];
        uint256 place = (change >> 24) & type(uint64).max;
        if (what == ITrading.OrderPlaced.selector) {
            // Whoever stood here is gone with the last lot.
            if (ghost.placed != ghost.settled + ghost.cancelled) revert OrderPaidTwiceOrNever(owner, slot, ghost);
            _ghosts[owner][slot] = Ghost(uint32(change >> 224), uint24(change >> 200), place, lots, 0, 0);
            rested += lots;
            return;
        }
        if (ghost.epochAndIndex != place || ghost.tick != uint24(change >> 200)) {
            revert EventOfAnotherOrder(owner, slot);
        }
        if (what == ITrading.OrderSettled.selector) {
            ghost.settled += lots;
            settled += lots;
        } else {
            ghost.cancelled += lots;
            cancelled += lots;
        }
        if (ghost.settled + ghost.cancelled > ghost.placed) revert OrderPaidTwiceOrNever(owner, slot, ghost);
    }

    function lotsOf(uint256 change) private pure returns (uint256) {
        return (change >> 144) & type(uint56).max;
    }

    // ---------------------------------------------------------------- parts

    function person(uint256 who) internal view returns (address) {
        return people[who % people.length];
    }

    function anyMarket(uint256 random) internal view returns (uint32) {
        return markets[random % 2];
    }

    /// @dev True if orders are accepted.
    function trades(uint32 id) internal view returns (bool) {
        MarketInfo memory info = exchange.marketOf(id);
        return block.timestamp < info.expiry && block.timestamp > exchange.haltedUntil(id);
    }

    function one(uint32 slot) internal pure returns (uint32[] memory slots) {
        slots = new uint32[](1);
        slots[0] = slot;
    }

    function everySlot() internal pure returns (uint32[] memory slots) {
        slots = new uint32[](SLOTS);
        for (uint32 n; n < SLOTS; ++n) {
            slots[n] = n;
        }
    }

    function least(uint256 a, uint256 b) internal pure returns (uint256) {
        return a < b ? a : b;
    }

    function step(uint256 random) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(random)));
    }
}
