// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";

import {BookViews} from "./BookViews.sol";
import {Keys} from "./Keys.sol";
import {IClearing} from "./interfaces/IClearing.sol";
import {ITrading, OrderRequest} from "./interfaces/ITrading.sol";
import {Batch, BatchLib} from "./ledger/Batch.sol";
import {Ledger} from "./ledger/Ledger.sol";
import {Listing} from "./ledger/Listing.sol";
import {ForwardToken} from "./series/ForwardToken.sol";
import {Instruction, InstructionLib} from "./types/Instruction.sol";
import {Order} from "./types/Order.sol";

/// @title Gigahour exchange
/// @notice The manual is {IExchange}. Here are the doors behind which a book is walked; {Trading} is what happens behind them, {Keys} what a session key may spend there, {BookViews} what can be asked. Every other call is
/// handed to {Clearing}: two contracts, since one of 24,576 bytes does not hold all, with one address and one storage.
contract Exchange is Keys, BookViews, Multicall {
    using Listing for Listing.State;

    /// @notice What runs the calls of {IClearing}. Nobody can change it.
    address public immutable clearing;

    /// @param clearing_ A `Clearing` whose forward token was made for this address.
    /// @param money Token that becomes the first quote asset, before anyone can list another in its place.
    constructor(address owner_, address clearing_, address feeRecipient_, uint16 takerFee, address money)
        Ownable(owner_)
    {
        if (feeRecipient_ == address(0)) revert IClearing.ZeroAddress();
        address token = IClearing(clearing_).forwardToken();
        if (ForwardToken(token).exchange() != address(this)) revert IClearing.ForeignToken(token);
        clearing = clearing_;
        _feeRecipient = feeRecipient_;
        _setDefaultTakerFee(takerFee);
        _listing.listQuote(money);
    }

    /// @inheritdoc ITrading
    function place(OrderRequest calldata request) external nonReadReentrant returns (uint256 taken, uint256 rested) {
        Batch batch = BatchLib.open(Ledger.accountOf(msg.sender));
        (taken, rested) = _place(batch, _instruction(request));
        _finish(batch);
    }

    /// @inheritdoc ITrading
    function executePacked() external nonReadReentrant {
        _execute(Ledger.accountOf(msg.sender), 4);
    }

    /// @inheritdoc ITrading
    function executePackedFor() external nonReadReentrant {
        if (msg.data.length < 24) revert MalformedBatch(msg.data.length, 24);
        _executeFor(address(bytes20(msg.data[4:24])), 24);
    }

    /// @dev Executes the instructions that stand in the calldata from `offset` on.
    function _execute(uint256 account, uint256 offset) private {
        Batch batch = BatchLib.open(account);
        unchecked {
            while (offset < msg.data.length) {
                Instruction i = InstructionLib.read(offset);
                uint256 action = i.action();
                if (action < CANCEL) {
                    offset += InstructionLib.LENGTH;
                    _place(batch, i);
                } else {
                    offset += InstructionLib.SHORT_LENGTH;
                    if (action == CANCEL) _close(batch, i.slot());
                    else if (action == SETTLE) _settle(batch, i.slot());
                    else offset = _aside(batch, i, offset);
                }
            }
        }
        // The last instruction was cut short.
        if (offset != msg.data.length) revert MalformedBatch(msg.data.length, offset);
        // {_finish}, written out for the gas of its call.
        if (batch.changed()) _store(batch);
        if (batch.owed() != 0) batch.clear();
    }

    /// @inheritdoc ITrading
    function takeLegs(Instruction[] calldata legs, int256 maxCost) external nonReadReentrant returns (int256 cost) {
        Batch batch = BatchLib.open(Ledger.accountOf(msg.sender));
        for (uint256 n; n < legs.length; ++n) {
            _requireLeg(legs[n], batch.id());
            _place(batch, legs[n]);
        }
        unchecked {
            cost = int256(batch.owed() * batch.market().unit());
        }
        if (cost > maxCost) revert LegsTooDear(cost, maxCost);
        _finish(batch);
        emit LegsTaken(msg.sender, legs.length, cost);
    }

    /// @inheritdoc ITrading
    function cancel(uint32[] calldata slots) external nonReadReentrant {
        Batch batch = BatchLib.open(Ledger.accountOf(msg.sender));
        for (uint256 n; n < slots.length; ++n) {
            _close(batch, slots[n]);
        }
        _finish(batch);
    }

    /// @inheritdoc ITrading
    function cancelFor(address owner, uint32[] calldata slots) external nonReadReentrant {
        Batch batch = BatchLib.open(Ledger.accountOf(owner));
        uint256 cancelAfter = _cancelAfter[owner];
        bool due = cancelAfter != 0 && block.timestamp >= cancelAfter;
        for (uint256 n; n < slots.length; ++n) {
            if (!due && !_hasEnded(batch.account(), slots[n])) revert CancelNotDue(owner, slots[n], cancelAfter);
            _close(batch, slots[n]);
        }
        _finish(batch);
    }

    /// @inheritdoc ITrading
    function settle(address owner, uint32[] calldata slots) external nonReadReentrant {
        Batch batch = BatchLib.open(Ledger.accountOf(owner));
        for (uint256 n; n < slots.length; ++n) {
            _settle(batch, slots[n]);
        }
        _finish(batch);
    }

    /// @dev Everything else is {Clearing}'s, on this contract's storage.
    fallback() external {
        address implementation = clearing;
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, 0, calldatasize())
            let success := delegatecall(gas(), implementation, free, calldatasize(), 0, 0)
            returndatacopy(free, 0, returndatasize())
            if iszero(success) { revert(free, returndatasize()) }
            return(free, returndatasize())
        }
    }
}
