// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "./State.sol";
import {IClearing} from "./interfaces/IClearing.sol";
import {ITrading, OrderRequest} from "./interfaces/ITrading.sol";
import {Action, Instruction, InstructionLib} from "./types/Instruction.sol";
import {Market, MarketLib} from "./types/Market.sol";

/// @notice What an order must be, whichever door it comes through: a placed one, an instruction of a batch, a leg, a block trade.
abstract contract Rules is State {
    uint256 internal constant GOOD_TIL_CANCELLED = uint256(Action.GoodTilCancelled);
    uint256 internal constant FILL_OR_KILL = uint256(Action.FillOrKill);
    uint256 internal constant POST_ONLY = uint256(Action.PostOnly);
    uint256 internal constant CANCEL = uint256(Action.Cancel);
    uint256 internal constant SETTLE = uint256(Action.Settle);
    uint256 internal constant CANCEL_AFTER = uint256(Action.CancelAfter);
    uint256 internal constant END = uint256(Action.End);
    uint256 internal constant REQUIRE_SEQUENCE = uint256(Action.RequireSequence);

    /// @dev True unless {_requireValid} is known to pass: the tests of every order at once, without a jump. A taker below the
    ///      minimum of resting orders is suspect and valid, and so is every order to a market whose halt has run out.
    function _suspect(Market market, Instruction i) internal view returns (bool suspect) {
        (uint256 deadline, uint256 tick, uint256 lots, uint256 terms) = (i.deadline(), i.tick(), i.lots(), i.terms());
        (uint256 expiry, uint256 limit, uint256 minLots) = (market.expiry(), market.limit(), market.minLots());
        (uint256 spot, uint256 halted) = (MarketLib.SPOT, MarketLib.HALTED);
        // Solidity has no `or` of two bools that does not jump.
        assembly ("memory-safe") {
            suspect := lt(sub(deadline, 1), sub(timestamp(), 1))
            suspect := or(suspect, iszero(lt(timestamp(), expiry)))
            suspect := or(suspect, iszero(lt(sub(tick, 1), sub(limit, 1))))
            suspect := or(suspect, lt(lots, minLots))
            suspect := or(suspect, and(xor(terms, shr(1, terms)), eq(limit, spot)))
            suspect := or(suspect, and(market, halted))
        }
    }

    /// @dev The one place where an order is refused, whichever way it came in.
    function _requireValid(Market market, Instruction i) internal view {
        unchecked {
            // 0 for none is the largest of all numbers here.
            if (i.deadline() - 1 < block.timestamp - 1) revert IClearing.DeadlinePassed(i.deadline(), block.timestamp);
            // An unknown market's word is zero and its expiry long past.
            if (block.timestamp >= market.expiry()) {
                revert IClearing.TradingEnded(i.market(), _known(i.market()).expiry());
            }
            if (i.tick() - 1 >= market.limit() - 1) revert IClearing.InvalidTick(i.tick(), market.limit() - 1);
        }
        if (market.isHalted()) _requireResumed(i.market());
        if (i.lots() < market.minLots()) _requireTaker(market, i);
        uint256 terms = i.terms();
        // Spot markets know two of the four: a bid pays quote (0), an ask pays base (3).
        if ((terms ^ (terms >> 1)) & 1 != 0 && market.isSpot()) {
            revert IClearing.FundingNotSupported(i.market(), i.side(), i.funding());
        }
    }

    /// @dev A halt that has run out stands in the market's word until somebody clears it.
    function _requireResumed(uint256 id) internal view {
        if (block.timestamp <= _haltedUntil[id]) revert IClearing.TradingHalted(id, _haltedUntil[id]);
    }

    /// @dev The minimum is for orders that may rest; a taker may want as little as one lot.
    function _requireTaker(Market market, Instruction i) private pure {
        bool rests = i.action() == GOOD_TIL_CANCELLED || i.action() == POST_ONLY;
        if (rests || i.lots() == 0) revert IClearing.TooFewLots(i.lots(), rests ? market.minLots() : 1);
    }

    function _instruction(OrderRequest calldata request) internal pure returns (Instruction) {
        return InstructionLib.pack(
            (uint256(request.timeInForce) << 2) | (uint256(request.funding) << 1) | uint256(request.side),
            request.slot,
            request.market,
            request.tick,
            request.lots,
            request.maxLevels,
            request.deadline
        );
    }

    /// @dev The market of a leg, taken from after market `before` (0 for the first leg).
    function _requireLeg(Instruction i, uint256 before) internal view returns (Market market) {
        if (i.action() != FILL_OR_KILL) revert ITrading.MalformedInstruction(i);
        if (i.market() <= before) revert ITrading.LegsNotAscending(i.market(), before);
        market = _known(i.market());
        if (before != 0 && !market.sameMoney(_known(before))) revert ITrading.LegsOfDifferentMoney(i.market(), before);
    }
}
