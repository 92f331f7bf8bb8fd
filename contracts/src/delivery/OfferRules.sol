// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDeliveryDesk, OfferRequest} from "../interfaces/IDeliveryDesk.sol";

/// @notice What an offer and an election must look like.
library OfferRules {
    /// @dev Lots of one GPU-hour.
    uint64 private constant HOUR = 1_000;
    uint256 private constant MAX_SITE = 64;
    uint256 private constant MAX_ENDPOINT = 256;
    uint256 private constant MAX_TERMS = 1_024;

    function requireValid(OfferRequest calldata request) internal view {
        if (request.meter == msg.sender) revert IDeliveryDesk.MeterIsProvider(msg.sender);
        requireWholeHours(request.lots);
        requireWholeHours(request.minimum);
        if (request.minimum > request.lots) revert IDeliveryDesk.MinimumAboveOffer(request.minimum, request.lots);
        _requireLength("site", request.site, 1, MAX_SITE);
        _requireLength("endpoint", request.endpoint, 1, MAX_ENDPOINT);
        _requireLength("terms", request.terms, 0, MAX_TERMS);
    }

    function requireWholeHours(uint64 lots) internal pure {
        if (lots == 0 || lots % HOUR != 0) revert IDeliveryDesk.NotWholeHours(lots);
    }

    function _requireLength(string memory field, string calldata text, uint256 minimum, uint256 maximum) private pure {
        uint256 length = bytes(text).length;
        if (length < minimum || length > maximum) {
            revert IDeliveryDesk.InvalidOfferText(field, length, minimum, maximum);
        }
    }
}
