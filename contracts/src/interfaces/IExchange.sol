// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BlockQuote, IClearing, MarketInfo} from "./IClearing.sol";
import {DepthLevel, ITrading, OrderInfo, OrderRequest, TakePreview, TimeInForce} from "./ITrading.sol";

/// @title Gigahour exchange: the ledger and every order book
/// @notice Accounts deposit once, trade inside, and withdraw at any time. Prices are ticks, quantities are lots, and what one lot costs at
/// one tick is a whole number of base units: a trade is exact. Nothing can be liquidated: every order and every position is fully paid.
///
/// Makers are not paid by takers: a take changes the level's word and no maker's. What a maker's order was filled is computed whenever
/// the order is touched, by its owner or, through {settle}, by anyone.
///
/// No function is payable. No entry can be re-entered, and no view of balances, orders or books answers, while a token is being called.
///
/// One address, two contracts: `Exchange` has the doors of {ITrading} and hands every other call to `Clearing`, whose code it runs on its own
/// storage. Which `Clearing` that is was fixed when it was created.
interface IExchange is ITrading, IClearing {}
