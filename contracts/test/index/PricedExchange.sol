// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearing} from "../../src/interfaces/IClearing.sol";

/// @notice Lists series and keeps their settlement prices, as the exchange does, and counts how often one is written.
contract PricedExchange {
    mapping(uint32 market => uint24) private _ticks;
    mapping(uint32 market => uint256) public writes;
    uint32 private _last;

    function listSeries(uint32, uint24, uint16, uint8, uint8, string calldata)
        external
        returns (uint32 market, address long, address short)
    {
        return (++_last, address(1), address(2));
    }

    function fixSettlementPrice(uint32 market, uint24 tick) external {
        if (writes[market] != 0) revert IClearing.SettlementPriceAlreadyFixed(market, _ticks[market]);
        ++writes[market];
        _ticks[market] = tick;
    }

    function settlementPriceOf(uint32 market) external view returns (bool isFixed, uint24 tick) {
        return (writes[market] != 0, _ticks[market]);
    }
}
