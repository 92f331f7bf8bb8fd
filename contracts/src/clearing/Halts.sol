// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../State.sol";
import {IClearing} from "../interfaces/IClearing.sol";
import {Market} from "../types/Market.sol";

/// @notice Stopping new risk for a while. A bit in the market's word says that there is, or was, a halt, so that the orders of all other markets
/// pay nothing for the question.
abstract contract Halts is IClearing, State {
    /// @inheritdoc IClearing
    uint256 public constant MAX_HALT = 14 days;
    /// @inheritdoc IClearing
    uint256 public constant HALT_PAUSE = 7 days;
    /// @dev Before the end of a market's trading no halt can stop it: however late it comes, a series trades on its last day.
    uint256 private constant LAST_DAY = 1 days;

    /// @inheritdoc IClearing
    function halt(uint32[] calldata markets, uint64 until) external nonReadReentrant {
        if (msg.sender != _guardian) revert OnlyGuardian(msg.sender);
        if (until <= block.timestamp || until > block.timestamp + MAX_HALT) {
            revert InvalidHalt(until, block.timestamp + MAX_HALT);
        }
        for (uint256 n; n < markets.length; ++n) {
            uint32 id = markets[n];
            Market market = _known(id);
            if (until + LAST_DAY > market.expiry()) revert HaltTooLate(id, until, market.expiry() - LAST_DAY);
            uint256 last = _haltedUntil[id];
            if (last != 0 && block.timestamp <= last + HALT_PAUSE) revert HaltTooSoon(id, last + HALT_PAUSE + 1);
            _haltedUntil[id] = until;
            _cell(id).market = market.withHalted(true);
            emit MarketHalted(id, until);
        }
    }

    /// @inheritdoc IClearing
    function resume(uint32[] calldata markets) external nonReadReentrant {
        for (uint256 n; n < markets.length; ++n) {
            uint32 id = markets[n];
            Market market = _known(id);
            if (!market.isHalted()) continue;
            if (block.timestamp <= _haltedUntil[id]) {
                if (msg.sender != _guardian) revert StillHalted(id, _haltedUntil[id]);
                _haltedUntil[id] = uint64(block.timestamp);
            }
            _cell(id).market = market.withHalted(false);
            emit MarketResumed(id);
        }
    }

    /// @inheritdoc IClearing
    function setGuardian(address guardian_) external onlyOwner {
        _guardian = guardian_;
        emit GuardianSet(guardian_);
    }

    /// @inheritdoc IClearing
    function guardian() external view returns (address) {
        return _guardian;
    }

    /// @inheritdoc IClearing
    function haltedUntil(uint32 id) external view returns (uint64) {
        return _haltedUntil[id];
    }
}
