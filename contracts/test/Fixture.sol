// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DepthLevel, IExchange, OrderInfo, OrderRequest, TimeInForce} from "../src/interfaces/IExchange.sol";
import {Grade, Pricing} from "../src/interfaces/ISeriesRegistry.sol";
import {ITrading} from "../src/interfaces/ITrading.sol";
import {Ledger} from "../src/ledger/Ledger.sol";
import {SeriesRegistry} from "../src/series/SeriesRegistry.sol";
import {Action} from "../src/types/Instruction.sol";
import {Funding, Side} from "../src/types/Side.sol";
import {Released} from "./Released.sol";
import {MockToken} from "./mocks/MockToken.sol";

/// @notice What tests call of the exchange besides its manual. Its source is not imported, so that it alone is built as it is released and
/// tests are built fast.
interface ExchangeUnderTest is IExchange {
    function clearing() external view returns (address);
    function owner() external view returns (address);
    function transferOwnership(address to) external;
    function acceptOwnership() external;
    function renounceOwnership() external;
    function multicall(bytes[] calldata calls) external returns (bytes[] memory);
}

/// @notice The exchange with one series, H100Z26 with a cap of 7.000 USDC, and people who have money in it.
abstract contract Fixture is Released {
    /// @dev First asset ever listed.
    uint32 internal constant USDC = 2;
    uint24 internal constant CAP = 7_000;
    /// @dev Fewest lots that may rest.
    uint56 internal constant MIN_LOTS = 100;
    /// @dev 0.02 % of the notional.
    uint16 internal constant TAKER_FEE = 200;
    /// @dev A million USDC: more than any test spends, so that only tests about money run out of it.
    uint256 internal constant WEALTH = 1e12;
    /// @dev Budget of a session key that tests are not about.
    uint96 internal constant BUDGET = uint96(WEALTH);
    /// @dev 2026-09-21, so that December 2026 is three months away.
    uint256 internal constant NOW = 1_790_000_000;
    /// @dev 2027-01-01 00:00 UTC: trading of H100Z26 ends.
    uint256 internal constant EXPIRY = 1_798_761_600;

    ExchangeUnderTest internal exchange;
    SeriesRegistry internal registry;
    MockToken internal usdc;
    uint32 internal grade;
    /// @dev Market of H100Z26, and its assets.
    uint32 internal market;
    uint32 internal long;
    uint32 internal short;

    /// @dev Where Permit2 stands on every chain. Tests that use it put it there.
    address internal constant PERMIT2 = 0x000000000022D473030F116dDEE9F6B43aC78BA3;

    address internal owner = makeAddr("owner");
    address internal settler = makeAddr("settler");
    address internal guardian = makeAddr("guardian");
    address internal feeRecipient = makeAddr("fee recipient");
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    address internal carol = makeAddr("carol");

    mapping(address who => uint32) private _lastSlot;

    function setUp() public virtual {
        vm.warp(NOW);
        usdc = new MockToken(6);
        _deploy();
        assertEq(exchange.assetOf(address(usdc)), USDC, "the first asset");
        grade = registry.listGrade("H100-US", "H100", 2_800, 1_000, 100_000, true);
        market = registry.listMonth(grade, 2026, 12);
        long = exchange.marketOf(market).base;
        short = long | 1;
        fund(alice);
        fund(bob);
        fund(carol);
    }

    /// @dev The contracts name each other, so the exchange's address is foretold.
    function _deploy() private {
        address foretold = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 3);
        address forward = createForward(foretold);
        bytes memory terms = abi.encode(foretold, address(0), Pricing(USDC, 0, 2), new Grade[](0));
        registry = SeriesRegistry(deployReleased("SeriesRegistry", terms));
        exchange = create(owner, address(registry), forward, feeRecipient, TAKER_FEE);
        assertEq(address(exchange), foretold, "deployed where its parts expect it");
    }

    function createForward(address exchange_) internal returns (address) {
        return deployReleased("ForwardToken", abi.encode(exchange_));
    }

    /// @dev Takes two nonces: the clearing's, then the exchange's.
    function create(address owner_, address registry_, address forward, address recipient, uint16 takerFee)
        internal
        returns (ExchangeUnderTest)
    {
        bytes memory args = abi.encode(owner_, createClearing(registry_, forward), recipient, takerFee, usdc);
        return ExchangeUnderTest(deployReleased("Exchange", args));
    }

    function createClearing(address registry_, address forward) internal returns (address) {
        return deployReleased("Clearing", abi.encode(registry_, forward, settler, PERMIT2));
    }

    // ---------------------------------------------------------------- listing

    /// @notice A series that the registry's rules would not give: the whole of a family of its own.
    function listSeries(uint32 quote, uint24 cap, uint256 expiry, uint8 unitExponent, uint8 minLotsExponent)
        internal
        returns (uint32 id)
    {
        vm.startPrank(exchange.seriesRegistry());
        uint32 family = exchange.listFamily(uint16(expiry / 1 days), quote, unitExponent);
        (id,,) = exchange.listSeries(family, "TEST", minLotsExponent, 0, cap);
        vm.stopPrank();
    }

    function listQuote(address token) internal returns (uint32) {
        vm.prank(owner);
        return exchange.listQuoteToken(token);
    }

    function fixPriceOf(uint32 id, uint24 tick) internal {
        uint32 family = exchange.marketOf(id).family;
        vm.prank(settler);
        exchange.fixSettlementPrice(family, tick);
    }

    // ---------------------------------------------------------------- money

    /// @notice Gives `who` {WEALTH} as a free USDC balance.
    function fund(address who) internal {
        fund(who, WEALTH);
    }

    function fund(address who, uint256 amount) internal {
        usdc.mint(address(this), amount);
        usdc.approve(address(exchange), amount);
        exchange.deposit(USDC, amount, who);
    }

    /// @notice Gives `who` complete sets out of its own money.
    function split(address who, uint256 lots) internal {
        vm.prank(who);
        exchange.split(market, lots);
    }

    function cash(address who) internal view returns (uint256) {
        return exchange.balanceOf(who, USDC);
    }

    function longs(address who) internal view returns (uint256) {
        return exchange.balanceOf(who, long);
    }

    function shorts(address who) internal view returns (uint256) {
        return exchange.balanceOf(who, short);
    }

    // ---------------------------------------------------------------- orders

    /// @notice A good-til-cancelled order paid in quote, in the next free slot of `who`.
    function place(address who, Side side, uint24 tick, uint56 lots) internal returns (uint32 slot) {
        slot = ++_lastSlot[who];
        place(who, slot, side, tick, lots);
    }

    function place(address who, uint32 slot, Side side, uint24 tick, uint56 lots)
        internal
        returns (uint256 taken, uint256 rested)
    {
        return place(who, request(slot, side, tick, lots));
    }

    function place(address who, OrderRequest memory r) internal returns (uint256 taken, uint256 rested) {
        vm.prank(who);
        return exchange.place(r);
    }

    function request(uint32 slot, Side side, uint24 tick, uint56 lots) internal view returns (OrderRequest memory r) {
        r.market = market;
        r.side = side;
        r.tick = tick;
        r.lots = lots;
        r.slot = slot;
    }

    function request(Side side, Funding funding, TimeInForce timeInForce, uint24 tick, uint56 lots)
        internal
        view
        returns (OrderRequest memory r)
    {
        r = request(1, side, tick, lots);
        r.funding = funding;
        r.timeInForce = timeInForce;
    }

    function cancel(address who, uint32 slot) internal {
        uint32[] memory slots = one(slot);
        vm.prank(who);
        exchange.cancel(slots);
    }

    function settle(address who, uint32 slot) internal {
        exchange.settle(who, one(slot));
    }

    function one(uint32 slot) internal pure returns (uint32[] memory slots) {
        slots = new uint32[](1);
        slots[0] = slot;
    }

    // ---------------------------------------------------------------- batches

    /// @notice One order of a batch, as it travels: 25 bytes.
    function instruction(Action action, uint32 slot, Side side, Funding funding, uint24 tick, uint56 lots)
        internal
        view
        returns (bytes memory)
    {
        OrderRequest memory r = request(slot, side, tick, lots);
        (r.funding, r.timeInForce) = (funding, TimeInForce(uint8(action)));
        return packed(r);
    }

    function packed(OrderRequest memory r) internal pure returns (bytes memory) {
        uint8 code = (uint8(r.timeInForce) << 2) | (uint8(r.funding) << 1) | uint8(r.side);
        return abi.encodePacked(code, r.slot, r.market, r.tick, r.lots, r.maxLevels, r.deadline);
    }

    /// @notice Cancel or Settle of a slot: 5 bytes.
    function instruction(Action action, uint32 slot) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(action) << 2, slot);
    }

    /// @dev A batch stands behind the selector without any encoding around it.
    function execute(address who, bytes memory batch) internal {
        vm.prank(who);
        (bool success, bytes memory reason) = tryExecute(batch);
        if (!success) {
            assembly {
                revert(add(reason, 32), mload(reason))
            }
        }
    }

    function tryExecute(bytes memory batch) internal returns (bool success, bytes memory reason) {
        return address(exchange).call(bytes.concat(ITrading.executePacked.selector, batch));
    }

    // ---------------------------------------------------------------- what stands

    function expiryOf(address owner_, address operator) internal view returns (uint64 expiry) {
        (expiry,,) = exchange.sessionKeyOf(owner_, operator);
    }

    function orderOf(address who, uint32 slot) internal view returns (OrderInfo memory) {
        return exchange.ordersOf(who, one(slot))[0];
    }

    /// @dev Lots that rest at a tick, found without reading storage.
    function openAt(Side side, uint24 tick) internal view returns (uint256) {
        DepthLevel[] memory levels = exchange.depth(market, side, type(uint256).max);
        for (uint256 n; n < levels.length; ++n) {
            if (levels[n].tick == tick) return levels[n].lots;
        }
        return 0;
    }

    function insufficient(address who, uint32 asset, uint256 available, uint256 needed)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodeWithSelector(Ledger.InsufficientBalance.selector, who, asset, available, needed);
    }

    /// @dev Free balances, to be compared with later ones.
    struct Wallet {
        uint256 cash;
        uint256 longs;
        uint256 shorts;
    }

    function wallet(address who) internal view returns (Wallet memory) {
        return Wallet(cash(who), longs(who), shorts(who));
    }

    /// @notice Asserts by how much the free balances of `who` have changed since `before`.
    /// @param moved Cash, LONG, SHORT.
    function assertMoved(address who, Wallet memory before, int256[3] memory moved, string memory why) internal view {
        assertEq(int256(cash(who)) - int256(before.cash), moved[0], string.concat(why, ": cash"));
        assertEq(int256(longs(who)) - int256(before.longs), moved[1], string.concat(why, ": LONG"));
        assertEq(int256(shorts(who)) - int256(before.shorts), moved[2], string.concat(why, ": SHORT"));
    }
}
