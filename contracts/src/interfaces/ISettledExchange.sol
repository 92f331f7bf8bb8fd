// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What the final settlement uses of the exchange.
interface ISettledExchange {
    function fixSettlementPrice(uint32 market, uint24 tick) external;
    function settlementPriceOf(uint32 market) external view returns (bool isFixed, uint24 tick);
}
