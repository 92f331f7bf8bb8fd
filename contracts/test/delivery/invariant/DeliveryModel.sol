// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ElectionState} from "../../../src/interfaces/IDeliveryDesk.sol";

/// @notice What the desk should hold and owe, told from what people did and from the manual, not from the desk.
contract DeliveryModel {
    struct OfferGhost {
        address provider;
        address meter;
        uint64 minimum;
        uint64 offered;
        uint64 elected;
        uint64 withdrawn;
    }

    struct ElectionGhost {
        uint64 offer;
        address buyer;
        uint64 lots;
        uint64 delivered;
        uint64 cashed;
        ElectionState state;
    }

    uint256 private immutable CAP;

    /// @dev Ids are places: the first of each stands for none.
    OfferGhost[] internal _offers;
    ElectionGhost[] internal _elections;
    mapping(address who => uint256) public credited;
    mapping(address who => uint256) public claimed;

    /// @notice What was given to the desk in the exchange's ledger.
    uint256 public givenCash;
    uint256 public givenLongs;
    uint256 public givenShorts;

    constructor(uint256 cap) {
        CAP = cap;
        _offers.push();
        _elections.push();
    }

    function offers() external view returns (OfferGhost[] memory) {
        return _offers;
    }

    function elections() external view returns (ElectionGhost[] memory) {
        return _elections;
    }

    function openOf(uint64 offer) public view returns (uint64) {
        OfferGhost storage o = _offers[offer];
        return o.offered - o.elected - o.withdrawn;
    }

    function outstandingOf(uint64 election) public view returns (uint64) {
        ElectionGhost storage e = _elections[election];
        return e.lots - e.delivered - e.cashed;
    }

    function delivers(uint64 election, uint64 count) internal {
        ElectionGhost storage e = _elections[election];
        if (count > e.lots) count = e.lots;
        credited[_offers[e.offer].provider] += CAP * (count - e.delivered);
        e.delivered = count;
    }

    function settles(uint64 election, uint256 price) internal {
        ElectionGhost storage e = _elections[election];
        uint64 rest = outstandingOf(election);
        e.cashed = rest;
        uint256 cheap = rest * 100 > uint256(e.lots) * 5 ? uint256(e.lots) * 5 / 100 : rest;
        uint256 spare = (CAP - price) * 100;
        uint256 hundredths = cheap * least(price * 10, spare) + (rest - cheap) * least(price * 20, spare);
        uint256 toBuyer = price * rest + (hundredths + 99) / 100;
        credited[e.buyer] += toBuyer;
        credited[_offers[e.offer].provider] += CAP * rest - toBuyer;
    }

    function least(uint256 a, uint256 b) internal pure returns (uint256) {
        return a < b ? a : b;
    }
}
