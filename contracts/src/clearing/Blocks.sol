// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Rules} from "../Rules.sol";
import {BlockQuote, IClearing} from "../interfaces/IClearing.sol";
import {FundingLib} from "../ledger/Funding.sol";
import {Ledger} from "../ledger/Ledger.sol";
import {Instruction, InstructionLib} from "../types/Instruction.sol";
import {Market} from "../types/Market.sol";
import {Funding} from "../types/Side.sol";
import {Signatures} from "./Signatures.sol";

/// @notice Trades agreed on beside the book.
abstract contract Blocks is Rules, Signatures {
    bytes32 private constant QUOTE_TYPEHASH = keccak256(
        "BlockQuote(address maker,address taker,uint32 market,uint8 side,uint8 funding,uint24 tick,uint56 lots,uint256 nonce,uint32 deadline)"
    );
    /// @dev A block is at least so many times the smallest order.
    uint256 private constant BLOCK_MULTIPLE = 1_000;

    /// @inheritdoc IClearing
    function takeBlock(BlockQuote calldata quote, bytes calldata signature, Funding takerFunding)
        external
        nonReadReentrant
        returns (uint256 fee)
    {
        if (block.timestamp > quote.deadline) revert DeadlinePassed(quote.deadline, block.timestamp);
        if (quote.taker != address(0) && quote.taker != msg.sender) revert NotTheTaker(quote.taker, msg.sender);
        if (quote.maker == msg.sender) revert BlockWithOneself(msg.sender);
        uint256 makerTerms = (uint256(quote.funding) << 1) | uint256(quote.side);
        uint256 takerTerms = (uint256(takerFunding) << 1) | (uint256(quote.side) ^ 1);
        Market market = _cell(quote.market).market;
        _requireValid(market, _instructionOf(quote, makerTerms));
        _requireValid(market, _instructionOf(quote, takerTerms));
        uint256 minimum = BLOCK_MULTIPLE * market.minLots();
        if (quote.lots < minimum) revert BelowBlockMinimum(quote.lots, minimum);
        _requireSigned(quote.maker, quote.nonce, keccak256(abi.encode(QUOTE_TYPEHASH, quote)), signature);
        fee = _exchange(quote, market, makerTerms, takerTerms);
        emit BlockTraded(
            quote.market,
            quote.maker,
            msg.sender,
            quote.side,
            quote.funding,
            takerFunding,
            quote.tick,
            quote.lots,
            fee,
            quote.nonce
        );
    }

    /// @inheritdoc IClearing
    function blockMinimum(uint32 id) external view returns (uint256 lots) {
        return BLOCK_MULTIPLE * _known(id).minLots();
    }

    /// @dev Both pay, then both get: nobody pays with what the other side has not paid yet.
    function _exchange(BlockQuote calldata quote, Market market, uint256 makerTerms, uint256 takerTerms)
        private
        returns (uint256)
    {
        uint256 maker = Ledger.accountOf(quote.maker);
        uint256 taker = Ledger.accountOf(msg.sender);
        uint256 tickLots = uint256(quote.tick) * quote.lots;
        _pay(maker, market, makerTerms, tickLots, quote.lots);
        _pay(taker, market, takerTerms, tickLots, quote.lots);
        _get(maker, market, makerTerms, tickLots, quote.lots);
        _get(taker, market, takerTerms, tickLots, quote.lots);
        uint256 fee = FundingLib.fee(market, tickLots);
        Ledger.debit(taker, market.quote(), fee * market.unit());
        _cell(quote.market).market = market.withFees(_accrue(quote.market, market, fee));
        return fee * market.unit();
    }

    function _pay(uint256 account, Market market, uint256 terms, uint256 tickLots, uint256 lots) private {
        (uint256 asset, uint256 amount) = FundingLib.payment(market, terms, tickLots, lots);
        Ledger.debit(account, asset, amount);
    }

    function _get(uint256 account, Market market, uint256 terms, uint256 tickLots, uint256 lots) private {
        (uint256 asset, uint256 amount) = FundingLib.payment(market, terms ^ FundingLib.PROCEEDS, tickLots, lots);
        Ledger.credit(account, asset, amount);
    }

    /// @dev A side of the trade as the order that it would be: what an order must be, it must be.
    function _instructionOf(BlockQuote calldata quote, uint256 terms) private pure returns (Instruction) {
        return InstructionLib.pack((FILL_OR_KILL << 2) | terms, 0, quote.market, quote.tick, quote.lots, 0, 0);
    }
}
