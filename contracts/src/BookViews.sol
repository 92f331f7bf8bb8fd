// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Rules} from "./Rules.sol";
import {Book} from "./book/Book.sol";
import {DepthLevel, ITrading, OrderInfo, OrderRequest, TakePreview} from "./interfaces/ITrading.sol";
import {FundingLib} from "./ledger/Funding.sol";
import {Ledger} from "./ledger/Ledger.sol";
import {Instruction} from "./types/Instruction.sol";
import {Market} from "./types/Market.sol";
import {Order} from "./types/Order.sol";
import {Side} from "./types/Side.sol";

/// @notice What can be asked of the books.
abstract contract BookViews is ITrading, Rules {
    using Book for Book.State;

    /// @inheritdoc ITrading
    function depth(uint32 id, Side side, uint256 maxLevels)
        external
        view
        nonReadReentrant
        returns (DepthLevel[] memory)
    {
        return _book.depth(id, _known(id), side == Side.Bid, maxLevels);
    }

    /// @inheritdoc ITrading
    function ordersOf(address owner, uint32[] calldata slots)
        external
        view
        nonReadReentrant
        returns (OrderInfo[] memory infos)
    {
        infos = new OrderInfo[](slots.length);
        uint256 account = Ledger.accountOf(owner);
        for (uint256 n; n < slots.length; ++n) {
            Order order = Book.orderCell(account, slots[n]).order;
            infos[n].slot = slots[n];
            if (order.lots() == 0) continue;
            infos[n].market = uint32(order.market());
            infos[n].side = order.side();
            infos[n].funding = order.funding();
            infos[n].tick = uint24(order.tick());
            infos[n].lots = uint56(order.lots());
            (uint256 filled,) = _book.filledOf(order);
            infos[n].filled = uint56(filled);
        }
    }

    /// @inheritdoc ITrading
    function previewTake(OrderRequest calldata request)
        external
        view
        nonReadReentrant
        returns (TakePreview memory preview)
    {
        Instruction i = _instruction(request);
        Market market = _known(request.market);
        _requireValid(market, i);
        return _preview(market, i);
    }

    /// @inheritdoc ITrading
    function previewLegs(Instruction[] calldata legs)
        external
        view
        nonReadReentrant
        returns (int256 cost, TakePreview[] memory previews)
    {
        previews = new TakePreview[](legs.length);
        uint256 before;
        for (uint256 n; n < legs.length; ++n) {
            Market market = _requireLeg(legs[n], before);
            before = legs[n].market();
            _requireValid(market, legs[n]);
            TakePreview memory preview = _preview(market, legs[n]);
            if (preview.lots != legs[n].lots()) revert NotFilledInFull(preview.lots, legs[n].lots());
            // A leg pays or gets the quote asset; what it moves of the other asset is no part of the cost.
            cost += int256(preview.fee);
            if (preview.payAsset == market.quote()) cost += int256(preview.pays);
            else cost -= int256(preview.gets);
            previews[n] = preview;
        }
    }

    function _preview(Market market, Instruction i) private view returns (TakePreview memory preview) {
        Book.Taken memory sum = _book.preview(market, i);
        preview.lots = sum.lots;
        preview.levels = sum.levels;
        preview.notional = sum.tickLots * market.unit();
        uint256 fee = FundingLib.fee(market, sum.tickLots);
        if (fee > type(uint56).max) revert FeeTooLarge(fee);
        preview.fee = fee * market.unit();
        uint256 terms = i.terms();
        (uint256 payAsset, uint256 pays) = FundingLib.payment(market, terms, sum.tickLots, sum.lots);
        (preview.payAsset, preview.pays) = (uint32(payAsset), pays);
        (uint256 getAsset, uint256 gets) =
            FundingLib.payment(market, terms ^ FundingLib.PROCEEDS, sum.tickLots, sum.lots);
        (preview.getAsset, preview.gets) = (uint32(getAsset), gets);
    }
}
