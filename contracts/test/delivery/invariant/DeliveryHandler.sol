// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {CommonBase} from "forge-std/Base.sol";
import {StdAssertions} from "forge-std/StdAssertions.sol";
import {StdUtils} from "forge-std/StdUtils.sol";
import {ERC20} from "solady/tokens/ERC20.sol";

import {ElectionState, IDeliveryDesk, OfferRequest, Receipt} from "../../../src/interfaces/IDeliveryDesk.sol";
import {IExchange} from "../../../src/interfaces/IExchange.sol";
import {DeliveryModel} from "./DeliveryModel.sol";

/// @notice Providers, buyers, a meter, a forger, a donor and the clock. What must fail is tried as often as what must succeed.
contract DeliveryHandler is DeliveryModel, CommonBase, StdAssertions, StdUtils {
    uint64 private constant NOTICE_CLOSE = 1_795_219_200;
    uint64 private constant START = 1_796_083_200;
    uint64 private constant END = 1_798_761_600;
    uint64 private constant POSTING_END = 1_799_020_800;
    uint64 private constant HOUR = 1_000;
    uint32 private constant USDC = 2;

    struct Posted {
        Receipt receipt;
        address signer;
        bytes signature;
    }

    IExchange private immutable EXCHANGE;
    IDeliveryDesk private immutable DESK;
    uint32 private immutable MARKET;
    uint32 private immutable LONG;
    address private immutable SETTLER;
    uint24 private immutable MOST;

    address[] public providers;
    address[] public buyers;
    uint256[] private _buyerKeys;
    uint256 private immutable METER_KEY;
    address private immutable METER;
    /// @notice USDC moves nothing to this provider.
    address public blocked;
    Posted[] private _posted;
    uint64 public time = NOTICE_CLOSE - 8 days;

    constructor(
        IExchange exchange,
        IDeliveryDesk desk,
        uint32 market,
        address settler,
        address[] memory providers_,
        uint256[] memory buyerKeys,
        uint256 meterKey
    ) DeliveryModel(exchange.marketOf(market).cap) {
        (EXCHANGE, DESK, MARKET, SETTLER) = (exchange, desk, market, settler);
        (LONG, MOST) = (exchange.marketOf(market).base, exchange.marketOf(market).cap);
        (METER_KEY, METER) = (meterKey, vm.addr(meterKey));
        (providers, _buyerKeys) = (providers_, buyerKeys);
        blocked = providers_[1];
        for (uint256 n; n < buyerKeys.length; ++n) {
            buyers.push(vm.addr(buyerKeys[n]));
        }
    }

    /// @dev Sets the clock before each call; afterwards no state has gone back.
    modifier inTime() {
        vm.warp(time);
        _;
        for (uint64 id = 1; id < _elections.length; ++id) {
            ElectionState state = DESK.stateOf(id);
            assertGe(uint8(state), uint8(_elections[id].state), "FSM: no state goes back");
            _elections[id].state = state;
        }
    }

    // ---------------------------------------------------------------- the clock

    /// @dev A few hours or days, or to the next date that matters.
    function wait(uint256 random) external {
        uint64[5] memory dates = [NOTICE_CLOSE, START, START + 15 days, END, POSTING_END];
        if (random % 2 == 0) {
            time += uint64(random >> 8) % 2 days;
            return;
        }
        for (uint256 n; n < dates.length; ++n) {
            if (time < dates[n]) {
                time = dates[n];
                return;
            }
        }
    }

    function toTheEnd() external {
        if (time < POSTING_END) time = POSTING_END;
    }

    function fixPrice(uint24 tick) external inTime {
        (bool isFixed,) = EXCHANGE.settlementPriceOf(MARKET);
        if (isFixed || time < END) return;
        uint32 family = EXCHANGE.marketOf(MARKET).family;
        vm.prank(SETTLER);
        EXCHANGE.fixSettlementPrice(family, uint24(bound(tick, 0, MOST)));
    }

    // ---------------------------------------------------------------- agreeing

    function offer(uint256 random) external inTime {
        OfferRequest memory r;
        r.market = MARKET;
        r.lots = uint64(1 + random % 20) * HOUR;
        r.minimum = uint64(1 + (random >> 8) % (r.lots / HOUR)) * HOUR;
        r.meter = (random >> 16) % 2 == 0 ? METER : address(0);
        (r.site, r.endpoint) = ("site", "https://gpu.example");
        address provider = providers[(random >> 24) % providers.length];
        vm.prank(provider);
        try DESK.makeOffer(r) returns (uint64 id) {
            assertLt(time, NOTICE_CLOSE, "offered while notice is open");
            assertEq(id, _offers.length, "numbered");
            _offers.push(OfferGhost(provider, r.meter, r.minimum, r.lots, 0, 0));
        } catch {
            assertGe(time, NOTICE_CLOSE, "refused since notice has closed");
        }
    }

    /// @dev Three at a time: without elections there is nothing to deliver, settle or claim.
    function elect(uint256 random) external inTime {
        if (_offers.length == 1) return;
        for (uint256 n; n < 3; ++n) {
            random = uint256(keccak256(abi.encode(random)));
            electOne(random);
        }
    }

    function electOne(uint256 random) private {
        uint64 id = uint64(1 + random % (_offers.length - 1));
        uint64 lots = uint64((random >> 8) % 21) * HOUR;
        address buyer = buyers[(random >> 16) % buyers.length];
        OfferGhost storage o = _offers[id];
        uint64 open = openOf(id);
        bool allowed = time < NOTICE_CLOSE && lots != 0 && lots <= open && (lots >= o.minimum || lots == open);
        vm.prank(buyer);
        try DESK.elect(id, lots) returns (uint64 election) {
            assertTrue(allowed, "elected as the offer allows");
            assertEq(election, _elections.length, "numbered");
            o.elected += lots;
            _elections.push(ElectionGhost(id, buyer, lots, 0, 0, ElectionState.Elected));
        } catch {
            assertFalse(allowed, "refused what the offer does not allow");
        }
    }

    function withdraw(uint256 random) external inTime {
        if (_offers.length == 1) return;
        uint64 id = uint64(1 + random % (_offers.length - 1));
        uint64 lots = uint64((random >> 8) % 6) * HOUR;
        OfferGhost storage o = _offers[id];
        address caller = (random >> 16) % 2 == 0 ? o.provider : address(this);
        bool allowed = lots != 0 && lots <= openOf(id) && (caller == o.provider || time >= NOTICE_CLOSE);
        vm.prank(caller);
        try DESK.withdraw(id, lots) {
            assertTrue(allowed, "returned as it may be");
            o.withdrawn += lots;
        } catch {
            assertFalse(allowed, "not returned otherwise");
        }
    }

    // ---------------------------------------------------------------- delivering

    /// @dev Three at a time, since there is more to be wrong with a receipt than to be right.
    function post(uint256 random) external inTime {
        if (_elections.length == 1) return;
        for (uint256 n; n < 3; ++n) {
            random = uint256(keccak256(abi.encode(random)));
            postOne(random);
        }
    }

    /// @dev Signed by the buyer, by the meter, or by the meter in the buyer's name; now, before, or at a time still to come; for this election or for
    /// another one. The last buyer signs nothing.
    function postOne(uint256 random) private {
        uint64 id = uint64(1 + random % (_elections.length - 1));
        ElectionGhost storage e = _elections[id];
        uint64 count = uint64((random >> 8) % (e.lots + e.lots / 5));
        Receipt memory receipt = Receipt(id, count, timeOf(random >> 80));

        uint256 who = (random >> 96) % 4;
        bool byBuyer = who == 0 && e.buyer != buyers[buyers.length - 1];
        bool byMeter = !byBuyer && who != 3;
        address signer = byMeter ? METER : e.buyer;
        bool isForThis = (random >> 104) % 4 != 0;
        Receipt memory said = Receipt(isForThis ? id : id == 1 ? 2 : 1, count, receipt.time);
        bytes memory signature = sign(byBuyer ? keyOf(e.buyer) : METER_KEY, said);
        bool isSigned = isForThis && (byBuyer || byMeter);
        bool counts = isOpenTo(receipt, signer);
        bool allowed = counts && isSigned && receipt.time <= time;
        try DESK.postReceipt(receipt, signer, signature) {
            assertTrue(allowed, "METER: a receipt that counts");
            delivers(id, count);
            _posted.push(Posted(receipt, signer, signature));
        } catch (bytes memory reason) {
            assertFalse(allowed, "METER: one that does not");
            if (counts && isSigned) checkError(reason, IDeliveryDesk.ReceiptFromFuture.selector);
            else if (counts && receipt.time <= time) checkError(reason, IDeliveryDesk.ReceiptNotOfSigner.selector);
        }
    }

    /// @dev Now, six hours ago, or within the next six hours.
    function timeOf(uint256 random) private view returns (uint64) {
        if (random % 4 == 0) return time + 1 + uint64(random >> 2) % 6 hours;
        return random % 4 == 1 ? time - 6 hours : time;
    }

    /// @dev Whether a receipt adds something and may be signed by `signer`, whatever is signed.
    function isOpenTo(Receipt memory receipt, address signer) private view returns (bool) {
        ElectionGhost storage e = _elections[receipt.electionId];
        bool agreed = signer == e.buyer || signer == _offers[e.offer].meter;
        bool inWindow = receipt.time >= START && receipt.time <= END && time < POSTING_END;
        return agreed && inWindow && e.cashed == 0 && receipt.deliveredLots > e.delivered && e.delivered < e.lots;
    }

    function checkError(bytes memory reason, bytes4 expected) private pure {
        assertEq(bytes4(reason), expected, "METER: refused for what is wrong with it");
    }

    function replay(uint256 random) external inTime {
        if (_posted.length == 0) return;
        Posted memory p = _posted[random % _posted.length];
        try DESK.postReceipt(p.receipt, p.signer, p.signature) {
            assertTrue(false, "METER: a receipt counts once");
        } catch {}
    }

    // ---------------------------------------------------------------- settling

    function settle(uint256 random) external inTime {
        if (_elections.length == 1) return;
        settleOne(uint64(1 + random % (_elections.length - 1)));
    }

    /// @notice A stranger returns what is open and settles what is due, everything and twice.
    function finish() external inTime {
        for (uint64 id = 1; id < _offers.length; ++id) {
            uint64 open = openOf(id);
            if (open == 0) continue;
            DESK.withdraw(id, open);
            _offers[id].withdrawn += open;
        }
        for (uint64 id = 1; id < _elections.length; ++id) {
            settleOne(id);
            settleOne(id);
        }
    }

    function settleOne(uint64 id) private {
        (bool isFixed, uint24 tick) = EXCHANGE.settlementPriceOf(MARKET);
        bool allowed = isFixed && time >= POSTING_END && outstandingOf(id) != 0;
        try DESK.settle(id) {
            assertTrue(allowed, "TWICE: settled once, when it was due");
            settles(id, tick);
        } catch {
            assertFalse(allowed, "EXIT: nothing holds up what is due");
        }
    }

    function claim(uint256 random) external inTime {
        address who =
            (random & 1) == 0 ? providers[(random >> 1) % providers.length] : buyers[(random >> 1) % buyers.length];
        uint256 owed = credited[who] - claimed[who];
        vm.startPrank(who);
        if (who == blocked) {
            try DESK.claim(who) {
                assertTrue(false, "nothing moves to who is blocked");
            } catch {}
        }
        try DESK.claim(who == blocked ? address(0xCA51) : who) returns (uint256 amount) {
            assertEq(amount, owed, "DONATE: what the model owes, to the unit");
            claimed[who] += amount;
        } catch {
            assertEq(owed, 0, "refused since nothing is owed");
        }
        vm.stopPrank();
    }

    // ---------------------------------------------------------------- giving

    function give(uint256 random) external inTime {
        address donor = buyers[0];
        uint256 amount = random % 1e6;
        uint32 asset = [USDC, LONG, LONG | 1][(random >> 32) % 3];
        ERC20 token = ERC20(EXCHANGE.tokenOf(asset));
        amount = least(amount, token.balanceOf(donor) / 4);
        vm.startPrank(donor);
        // One half stays a token in the desk's hands, the other goes into the ledger in its name.
        assertTrue(token.transfer(address(DESK), amount / 2), "given");
        token.approve(address(EXCHANGE), amount);
        EXCHANGE.deposit(asset, amount, address(DESK));
        token.approve(address(EXCHANGE), 0);
        vm.stopPrank();
        if (asset == USDC) givenCash += amount;
        else if (asset == LONG) givenLongs += amount;
        else givenShorts += amount;
    }

    // ---------------------------------------------------------------- parts

    function keyOf(address buyer) private view returns (uint256) {
        for (uint256 n; n < buyers.length; ++n) {
            if (buyers[n] == buyer) return _buyerKeys[n];
        }
        revert("no buyer");
    }

    function sign(uint256 key, Receipt memory receipt) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, DESK.digestOf(receipt));
        return abi.encodePacked(r, s, v);
    }
}
