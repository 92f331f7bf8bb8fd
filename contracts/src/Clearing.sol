// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {Access} from "./clearing/Access.sol";
import {BestEffort} from "./clearing/BestEffort.sol";
import {Blocks} from "./clearing/Blocks.sol";
import {Custody} from "./clearing/Custody.sol";
import {Halts} from "./clearing/Halts.sol";
import {Listings} from "./clearing/Listings.sol";
import {Sets} from "./clearing/Sets.sol";
import {Views} from "./clearing/Views.sol";

/// @title Gigahour clearing
/// @notice The manual is {IClearing}. {Exchange} runs this code on its own storage; called at its own address it has no markets and no money.
contract Clearing is Custody, Sets, Blocks, Access, Halts, Listings, Views, BestEffort {
    /// @param forwardToken_ A {ForwardToken} made for the exchange that will use this code.
    /// @param settler_ Who may fix settlement prices.
    /// @param permit2_ Permit2 of this chain.
    constructor(address seriesRegistry_, address forwardToken_, address settler_, address permit2_)
        // The storage here is nobody's.
        Ownable(address(this))
    {
        if (seriesRegistry_ == address(0) || settler_ == address(0) || permit2_ == address(0)) revert ZeroAddress();
        seriesRegistry = seriesRegistry_;
        forwardToken = forwardToken_;
        settler = settler_;
        permit2 = permit2_;
    }
}
