// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Trading} from "./Trading.sol";
import {Book} from "./book/Book.sol";
import {DepthLevel, IExchange, MarketInfo, OrderInfo, OrderRequest, TakePreview} from "./interfaces/IExchange.sol";
import {FundingLib} from "./ledger/Funding.sol";
import {Ledger} from "./ledger/Ledger.sol";
import {Listing} from "./ledger/Listing.sol";
import {Instruction} from "./types/Instruction.sol";
import {Market} from "./types/Market.sol";
import {Order} from "./types/Order.sol";
import {Side} from "./types/Side.sol";

/// @notice What can be asked of the exchange.
abstract contract Views is Trading {
    using Book for Book.State;
    using Listing for Listing.State;
    using Ledger for mapping(uint256 => Ledger.Word);

    /// @inheritdoc IExchange
    function tokenOf(uint32 asset) external view nonReadReentrant returns (address token) {
        (token,) = _listing.tokenOf(asset);
    }

    /// @inheritdoc IExchange
    function assetOf(address token) external view nonReadReentrant returns (uint32) {
        return _listing.assetOf[token];
    }

    /// @inheritdoc IExchange
    function balanceOf(address account, uint32 asset) external view nonReadReentrant returns (uint256) {
        return _balances.balanceOf(Ledger.accountOf(account), asset);
    }

    /// @inheritdoc IExchange
    function marketOf(uint32 id) external view nonReadReentrant returns (MarketInfo memory info) {
        Market market = _known(id);
        info.bestBid = uint24(market.bestBid());
        info.bestAsk = uint24(market.bestAsk());
        info.sequence = uint40(market.sequence());
        info.fees = market.fees() * market.unit();
        info.base = uint32(market.base());
        info.quote = uint32(market.quote());
        info.cap = uint24(market.cap());
        info.takerFee = uint16(market.takerFee());
        info.expiry = market.isSpot() ? 0 : uint64(market.expiry());
        info.unit = market.unit();
        info.lotSize = market.lotSize();
        info.minLots = market.minLots();
    }

    /// @inheritdoc IExchange
    function depth(uint32 id, Side side, uint256 maxLevels)
        external
        view
        nonReadReentrant
        returns (DepthLevel[] memory)
    {
        return _book.depth(id, _known(id), side == Side.Bid, maxLevels);
    }

    /// @inheritdoc IExchange
    function ordersOf(address owner, uint32[] calldata slots)
        external
        view
        nonReadReentrant
        returns (OrderInfo[] memory infos)
    {
        infos = new OrderInfo[](slots.length);
        uint256 account = Ledger.accountOf(owner);
        for (uint256 n; n < slots.length; ++n) {
            Order order = _book.orderCell(account, slots[n]).order;
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

    /// @inheritdoc IExchange
    function previewTake(OrderRequest calldata request)
        external
        view
        nonReadReentrant
        returns (TakePreview memory preview)
    {
        Instruction i = _instruction(request);
        Market market = _known(request.market);
        _requireValid(market, i);
        Book.Taken memory sum = _book.preview(market, i);
        preview.lots = sum.lots;
        preview.levels = sum.levels;
        preview.notional = sum.tickLots * market.unit();
        preview.fee = FundingLib.fee(market, sum.tickLots) * market.unit();
        uint256 terms = i.terms();
        (uint256 payAsset, uint256 pays) = FundingLib.payment(market, terms, sum.tickLots, sum.lots);
        (preview.payAsset, preview.pays) = (uint32(payAsset), pays);
        (uint256 getAsset, uint256 gets) =
            FundingLib.payment(market, terms ^ FundingLib.PROCEEDS, sum.tickLots, sum.lots);
        (preview.getAsset, preview.gets) = (uint32(getAsset), gets);
    }
}
