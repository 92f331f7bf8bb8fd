// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {Trading} from "./Trading.sol";
import {Views} from "./Views.sol";
import {IExchange, OrderRequest} from "./interfaces/IExchange.sol";
import {Batch, BatchLib} from "./ledger/Batch.sol";
import {Ledger} from "./ledger/Ledger.sol";
import {Listing} from "./ledger/Listing.sol";
import {ForwardToken} from "./series/ForwardToken.sol";
import {Instruction, InstructionLib} from "./types/Instruction.sol";
import {Market} from "./types/Market.sol";

/// @title Gigahour exchange
/// @notice The manual is {IExchange}. Here are its doors: trading, the ledger, listing and fees. {Trading} is what happens behind them,
/// {Views} what can be asked.
contract Exchange is Trading, Views, Ownable2Step, Multicall {
    using Listing for Listing.State;
    using Ledger for mapping(uint256 => Ledger.Word);
    using SafeTransferLib for address;

    uint16 public constant MAX_TAKER_FEE = 10_000;

    /// @dev What a token's holding may reach, so that no sum of balances can pass the 128 bits of one.
    uint256 private constant MAX_HELD = 1 << 127;

    address public immutable seriesRegistry;
    /// @notice What the LONG and SHORT tokens of every series are clones of.
    address public immutable forwardToken;

    uint16 public defaultTakerFee;
    uint32 public marketCount;

    /// @param forwardToken_ A {ForwardToken} made for this address.
    constructor(address owner_, address seriesRegistry_, address forwardToken_, address feeRecipient_, uint16 takerFee)
        Ownable(owner_)
    {
        if (seriesRegistry_ == address(0) || feeRecipient_ == address(0)) revert ZeroAddress();
        if (ForwardToken(forwardToken_).exchange() != address(this)) revert ForeignToken(forwardToken_);
        seriesRegistry = seriesRegistry_;
        forwardToken = forwardToken_;
        feeRecipient = feeRecipient_;
        _setDefaultTakerFee(takerFee);
    }

    // ---------------------------------------------------------------- trading

    /// @inheritdoc IExchange
    function place(OrderRequest calldata request) external nonReadReentrant returns (uint256 taken, uint256 rested) {
        Batch batch = BatchLib.open(Ledger.accountOf(msg.sender));
        (taken, rested) = _place(batch, _instruction(request));
        _finish(batch);
    }

    /// @inheritdoc IExchange
    function executePacked() external nonReadReentrant {
        Batch batch = BatchLib.open(Ledger.accountOf(msg.sender));
        uint256 offset = 4;
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
                    else revert MalformedInstruction(i);
                }
            }
        }
        // The last instruction was cut short.
        if (offset != msg.data.length) revert MalformedBatch(msg.data.length, offset);
        // {_finish}, written out for the gas of its call.
        if (batch.changed()) _store(batch);
        if (batch.owed() != 0) batch.clear(_balances);
    }

    /// @inheritdoc IExchange
    function cancel(uint32[] calldata slots) external nonReadReentrant {
        Batch batch = BatchLib.open(Ledger.accountOf(msg.sender));
        for (uint256 n; n < slots.length; ++n) {
            _close(batch, slots[n]);
        }
        _finish(batch);
    }

    /// @inheritdoc IExchange
    function settle(address owner, uint32[] calldata slots) external nonReadReentrant {
        Batch batch = BatchLib.open(Ledger.accountOf(owner));
        for (uint256 n; n < slots.length; ++n) {
            _settle(batch, slots[n]);
        }
        _finish(batch);
    }

    /// @inheritdoc IExchange
    function split(uint32 id, uint256 lots) external nonReadReentrant {
        (Market market, uint256 amount) = _sets(id, lots);
        uint256 account = Ledger.accountOf(msg.sender);
        _balances.debit(account, market.quote(), amount);
        _balances.credit(account, market.base(), lots);
        _balances.credit(account, market.base() | 1, lots);
        emit SetsSplit(msg.sender, id, lots);
    }

    /// @inheritdoc IExchange
    function merge(uint32 id, uint256 lots) external nonReadReentrant {
        (Market market, uint256 amount) = _sets(id, lots);
        uint256 account = Ledger.accountOf(msg.sender);
        _balances.debit(account, market.base(), lots);
        _balances.debit(account, market.base() | 1, lots);
        _balances.credit(account, market.quote(), amount);
        emit SetsMerged(msg.sender, id, lots);
    }

    // ---------------------------------------------------------------- ledger

    /// @inheritdoc IExchange
    function deposit(uint32 asset, uint256 amount, address to) external nonReentrant {
        if (to == address(0)) revert ZeroAddress();
        (address token, bool forward) = _listing.tokenOf(asset);
        if (forward) {
            ForwardToken(token).burn(msg.sender, amount);
        } else {
            uint256 held = token.balanceOf(address(this));
            token.safeTransferFrom(msg.sender, address(this), amount);
            uint256 holds = token.balanceOf(address(this));
            if (holds < held || holds - held != amount) {
                revert InexactTransfer(token, amount, holds < held ? 0 : holds - held);
            }
            if (holds > MAX_HELD) revert HoldingTooLarge(token, holds, MAX_HELD);
        }
        _balances.credit(Ledger.accountOf(to), asset, amount);
        emit Deposited(to, asset, amount, msg.sender);
    }

    /// @inheritdoc IExchange
    function withdraw(uint32 asset, uint256 amount, address to) external nonReentrant {
        if (to == address(0)) revert ZeroAddress();
        (address token, bool forward) = _listing.tokenOf(asset);
        _balances.debit(Ledger.accountOf(msg.sender), asset, amount);
        emit Withdrawn(msg.sender, asset, amount, to);
        if (forward) ForwardToken(token).mint(to, amount);
        else token.safeTransfer(to, amount);
    }

    // ---------------------------------------------------------------- listing and fees

    /// @inheritdoc IExchange
    function listAsset(address token) external nonReadReentrant returns (uint32) {
        return _listing.listAsset(token);
    }

    /// @inheritdoc IExchange
    function listSpot(uint32 base, uint32 quote, uint8 lotExponent, uint8 unitExponent, uint8 minLotsExponent)
        external
        nonReadReentrant
        returns (uint32 id)
    {
        Market market = _listing.spot(base, quote, lotExponent, unitExponent, minLotsExponent, defaultTakerFee);
        id = ++marketCount;
        _cell(id).market = market;
        Listing.announce(id, market);
    }

    /// @inheritdoc IExchange
    function listSeries(
        uint32 quote,
        uint24 cap,
        uint16 expiryDay,
        uint8 unitExponent,
        uint8 minLotsExponent,
        string calldata symbol
    ) external nonReadReentrant returns (uint32 id, address long, address short) {
        if (msg.sender != seriesRegistry) revert OnlySeriesRegistry(msg.sender);
        Market market;
        (market, long, short) = _listing.series(
            forwardToken, Listing.Series(quote, cap, expiryDay, unitExponent, minLotsExponent, defaultTakerFee), symbol
        );
        id = ++marketCount;
        _cell(id).market = market;
        Listing.announce(id, market);
    }

    /// @inheritdoc IExchange
    function collectFees(uint32 id) external nonReadReentrant returns (uint256) {
        Market market = _known(id);
        _cell(id).market = market.withFees(0);
        return _payFees(id, market, market.fees());
    }

    /// @inheritdoc IExchange
    function setDefaultTakerFee(uint16 takerFee) external onlyOwner {
        _setDefaultTakerFee(takerFee);
    }

    function _setDefaultTakerFee(uint16 takerFee) private {
        if (takerFee > MAX_TAKER_FEE) revert FeeAboveMaximum(takerFee, MAX_TAKER_FEE);
        defaultTakerFee = takerFee;
        emit DefaultTakerFeeSet(takerFee);
    }

    /// @inheritdoc IExchange
    function setFeeRecipient(address recipient) external onlyOwner {
        if (recipient == address(0)) revert ZeroAddress();
        feeRecipient = recipient;
        emit FeeRecipientSet(recipient);
    }
}
