// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Numbers in here are bounded where they are made: no cast truncates.
// forge-lint: disable-start(unsafe-typecast)

import {MarketInfo, OrderRequest, TimeInForce} from "../../src/interfaces/IExchange.sol";
import {Action} from "../../src/types/Instruction.sol";
import {Funding, Side} from "../../src/types/Side.sol";

/// @notice What the exchange should do, too simple to be wrong: every order in one array in the order of arrival, searched
/// from the start each time. Makers are filled one by one; nothing is packed, cached or derived.
///
/// It shares no arithmetic with the exchange: what each order pays and gets is written out as a table of four.
contract NaiveBook {
    struct Entry {
        address owner;
        uint32 slot;
        uint32 market;
        Side side;
        Funding funding;
        uint24 tick;
        /// Lots that rest.
        uint256 open;
        /// Lots filled, not yet credited.
        uint256 filled;
    }

    /// @notice An instruction of a batch. Cancel and Settle read the request's slot only.
    struct Step {
        Action action;
        OrderRequest request;
    }

    error WouldCross();
    error NotFilled();
    error CannotPay();

    mapping(uint32 id => MarketInfo) private _markets;
    mapping(address who => mapping(uint32 asset => int256)) public balance;
    /// @notice Taker fees of a market, in base units of its quote asset.
    mapping(uint32 id => uint256) public fees;
    Entry[] public line;
    /// @dev One more than the position in the line of what stands in a slot.
    mapping(address who => mapping(uint32 slot => uint256)) private _standing;

    /// @dev All markets here are priced in the same asset.
    uint32 private immutable QUOTE;

    constructor(uint32 quote) {
        QUOTE = quote;
    }

    function list(uint32 id, MarketInfo memory info) external {
        _markets[id] = info;
    }

    /// @dev In quote only what is left at the end of a call has to be covered, anything else at once.
    function credit(address who, uint32 asset, int256 amount) public {
        balance[who][asset] += amount;
        if (asset != QUOTE && balance[who][asset] < 0) revert CannotPay();
    }

    modifier covered(address who) {
        _;
        if (balance[who][QUOTE] < 0) revert CannotPay();
    }

    // ---------------------------------------------------------------- what people do

    function place(address who, OrderRequest memory r) external covered(who) returns (uint256 taken, uint256 rested) {
        return order(who, r);
    }

    function execute(address who, Step[] memory steps) external covered(who) {
        for (uint256 n; n < steps.length; ++n) {
            OrderRequest memory r = steps[n].request;
            if (steps[n].action == Action.Cancel) {
                cancel(who, r.slot);
            } else if (steps[n].action == Action.Settle) {
                settle(who, r.slot);
            } else {
                // A call to itself, so that what an order did before it was skipped is undone.
                try this.order(who, r) {}
                catch (bytes memory reason) {
                    if (bytes4(reason) == CannotPay.selector) revert CannotPay();
                    require(bytes4(reason) == WouldCross.selector || bytes4(reason) == NotFilled.selector, "a bug");
                }
            }
        }
    }

    function order(address who, OrderRequest memory r) public returns (uint256 taken, uint256 rested) {
        TimeInForce tif = r.timeInForce;
        bool mayRest = tif == TimeInForce.GoodTilCancelled || tif == TimeInForce.PostOnly;
        if (tif == TimeInForce.PostOnly && _crosses(r)) revert WouldCross();
        if (mayRest) {
            if (_keepsPlace(who, r)) return (0, r.lots);
            cancel(who, r.slot);
        }

        uint256 notional;
        (taken, notional) = _match(r);
        if (tif == TimeInForce.FillOrKill && taken != r.lots) revert NotFilled();
        if (taken != 0) _clear(who, r, taken, notional);

        uint256 left = r.lots - taken;
        if (mayRest && left != 0 && left >= _markets[r.market].minLots && !_crosses(r)) {
            rested = left;
            _payFor(who, r.market, r.side, r.funding, r.tick, left, -1);
            line.push(Entry(who, r.slot, r.market, r.side, r.funding, r.tick, left, 0));
            _standing[who][r.slot] = line.length;
        }
    }

    function cancel(address who, uint32 slot) public {
        settle(who, slot);
        uint256 at = _standing[who][slot];
        if (at == 0) return;
        Entry storage e = line[at - 1];
        _payFor(who, e.market, e.side, e.funding, e.tick, e.open, 1);
        e.open = 0;
        _standing[who][slot] = 0;
    }

    function settle(address who, uint32 slot) public {
        uint256 at = _standing[who][slot];
        if (at == 0) return;
        Entry storage e = line[at - 1];
        _receive(who, e.market, e.side, e.funding, uint256(e.tick) * e.filled, e.filled);
        e.filled = 0;
        if (e.open == 0) _standing[who][slot] = 0;
    }

    /// @param lots Negative to merge.
    function split(address who, uint32 id, int256 lots) external covered(who) {
        MarketInfo memory m = _markets[id];
        credit(who, m.quote, -lots * int256(uint256(m.cap) * m.unit));
        credit(who, m.base, lots);
        credit(who, m.base + 1, lots);
    }

    // ---------------------------------------------------------------- what stands

    function standing(address who, uint32 slot) external view returns (Entry memory e) {
        uint256 at = _standing[who][slot];
        if (at != 0) e = line[at - 1];
    }

    function openAt(uint32 id, Side side, uint24 tick) external view returns (uint256 sum) {
        for (uint256 n; n < line.length; ++n) {
            Entry storage e = line[n];
            if (e.open != 0 && e.market == id && e.side == side && e.tick == tick) sum += e.open;
        }
    }

    function openOn(uint32 id, Side side) external view returns (uint256 sum) {
        for (uint256 n; n < line.length; ++n) {
            Entry storage e = line[n];
            if (e.open != 0 && e.market == id && e.side == side) sum += e.open;
        }
    }

    /// @return found False if the side is empty.
    function best(uint32 id, Side side) public view returns (bool found, uint24 tick) {
        for (uint256 n; n < line.length; ++n) {
            Entry storage e = line[n];
            if (e.open == 0 || e.market != id || e.side != side) continue;
            if (!found || (side == Side.Bid ? e.tick > tick : e.tick < tick)) tick = e.tick;
            found = true;
        }
    }

    // ---------------------------------------------------------------- matching

    function _crosses(OrderRequest memory r) private view returns (bool) {
        if (r.side == Side.Bid) {
            (bool found, uint24 ask) = best(r.market, Side.Ask);
            return found && ask <= r.tick;
        }
        (bool exists, uint24 bid) = best(r.market, Side.Bid);
        return exists && bid >= r.tick;
    }

    function _match(OrderRequest memory r) private returns (uint256 taken, uint256 notional) {
        uint256 most = r.maxLevels == 0 ? 65_535 : r.maxLevels;
        Side side = r.side == Side.Bid ? Side.Ask : Side.Bid;
        for (uint256 levels; levels < most && taken < r.lots && _crosses(r); ++levels) {
            (, uint24 tick) = best(r.market, side);
            for (uint256 n; n < line.length && taken < r.lots; ++n) {
                Entry storage e = line[n];
                if (e.open == 0 || e.market != r.market || e.side != side || e.tick != tick) continue;
                uint256 fill = r.lots - taken < e.open ? r.lots - taken : e.open;
                e.open -= fill;
                e.filled += fill;
                taken += fill;
                notional += fill * tick;
            }
        }
    }

    /// @dev Fewer lots, or as many as rest, on the same terms: the order stays where it is in the line.
    function _keepsPlace(address who, OrderRequest memory r) private returns (bool) {
        settle(who, r.slot);
        uint256 at = _standing[who][r.slot];
        if (at == 0) return false;
        Entry storage e = line[at - 1];
        bool same = e.market == r.market && e.side == r.side && e.funding == r.funding && e.tick == r.tick;
        if (!same || r.lots > e.open) return false;
        _payFor(who, e.market, e.side, e.funding, e.tick, e.open - r.lots, 1);
        e.open = r.lots;
        return true;
    }

    // ---------------------------------------------------------------- money

    function _clear(address who, OrderRequest memory r, uint256 lots, uint256 notional) private {
        MarketInfo memory m = _markets[r.market];
        _receive(who, r.market, r.side, r.funding, notional, lots);
        if (r.funding == Funding.Token) {
            uint32 asset = r.side == Side.Bid ? m.base + 1 : m.base;
            credit(who, asset, -int256(lots * m.lotSize));
        } else {
            uint256 price = r.side == Side.Bid ? notional : m.cap * lots - notional;
            credit(who, m.quote, -int256(price * m.unit));
        }
        uint256 fee = notional * m.takerFee / 1e6;
        if (notional * m.takerFee % 1e6 != 0) ++fee;
        fees[r.market] += fee * m.unit;
        credit(who, m.quote, -int256(fee * m.unit));
    }

    /// @param sign −1 to escrow, 1 to refund.
    function _payFor(address who, uint32 id, Side side, Funding funding, uint24 tick, uint256 lots, int256 sign)
        private
    {
        MarketInfo memory m = _markets[id];
        int256 size = int256(lots) * sign;
        int256 price = size * int256(uint256(tick));
        if (side == Side.Bid && funding == Funding.Quote) {
            credit(who, m.quote, price * int256(m.unit));
        } else if (side == Side.Bid) {
            credit(who, m.base + 1, size * int256(m.lotSize));
        } else if (funding == Funding.Token) {
            credit(who, m.base, size * int256(m.lotSize));
        } else {
            credit(who, m.quote, (size * int256(uint256(m.cap)) - price) * int256(m.unit));
        }
    }

    function _receive(address who, uint32 id, Side side, Funding funding, uint256 notional, uint256 lots) private {
        MarketInfo memory m = _markets[id];
        if (side == Side.Bid && funding == Funding.Quote) {
            credit(who, m.base, int256(lots * m.lotSize));
        } else if (side == Side.Bid) {
            credit(who, m.quote, int256((m.cap * lots - notional) * m.unit));
        } else if (funding == Funding.Token) {
            credit(who, m.quote, int256(notional * m.unit));
        } else {
            credit(who, m.base + 1, int256(lots * m.lotSize));
        }
    }
}
