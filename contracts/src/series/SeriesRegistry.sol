// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DateTimeLib} from "solady/utils/DateTimeLib.sol";
import {LibString} from "solady/utils/LibString.sol";

import {IExchange} from "../interfaces/IExchange.sol";
import {Grade, ISeriesRegistry, Series} from "../interfaces/ISeriesRegistry.sol";
import {MarketLib} from "../types/Market.sol";

/// @title Series registry
/// @notice The manual is {ISeriesRegistry}.
contract SeriesRegistry is ISeriesRegistry {
    uint256 public constant MAX_MONTHS_AHEAD = 36;

    /// @dev One futures month code a month, January first.
    bytes12 private constant MONTH_CODES = "FGHJKMNQUVXZ";
    uint256 private constant MAX_NAME_LENGTH = 24;
    uint256 private constant MAX_ROOT_LENGTH = 12;
    /// @dev Ticks of one USDC.
    uint24 private constant DOLLAR = 1_000;
    /// @dev Share of the cap that the best bid must have reached before a higher cap is listed, in percent.
    uint256 private constant NEAR_CAP = 70;

    IExchange public immutable exchange;
    /// @notice Asset that every series is priced in.
    uint32 public immutable quote;
    uint8 public immutable unitExponent;
    uint8 public immutable minLotsExponent;

    uint32 public gradeCount;
    mapping(uint32 grade => Grade) private _grades;
    mapping(string root => uint32) private _gradeOfRoot;
    mapping(uint32 market => Series) private _series;
    mapping(string symbol => uint32) private _marketOfSymbol;
    /// @dev Last listed market of a grade (bits 32 and up) and month (0–31, months since year 0).
    mapping(uint256 gradeMonth => uint32) private _lastMarket;

    /// @param unitExponent_ 1 lot × 1 tick costs 10^unitExponent base units of the quote asset.
    constructor(IExchange exchange_, uint32 quote_, uint8 unitExponent_, uint8 minLotsExponent_) {
        exchange = exchange_;
        quote = quote_;
        unitExponent = unitExponent_;
        minLotsExponent = minLotsExponent_;
    }

    /// @inheritdoc ISeriesRegistry
    function listGrade(string calldata name, string calldata root, uint24 minCap, uint24 maxCap, bool deliverable)
        external
        returns (uint32 grade)
    {
        _requireName(name, MAX_NAME_LENGTH);
        _requireName(root, MAX_ROOT_LENGTH);
        if (_gradeOfRoot[root] != 0) revert RootTaken(root, _gradeOfRoot[root]);
        if (minCap < DOLLAR || minCap > maxCap || maxCap > MarketLib.MAX_TICK) revert InvalidCapBounds(minCap, maxCap);

        grade = ++gradeCount;
        _gradeOfRoot[root] = grade;
        _grades[grade] = Grade(name, root, minCap, maxCap, deliverable);
        emit GradeListed(grade, name, root, minCap, maxCap, deliverable);
    }

    /// @inheritdoc ISeriesRegistry
    function listSeries(uint32 grade, uint16 year, uint8 month, uint24 cap) external returns (uint32 market) {
        Grade storage g = _grades[grade];
        if (g.minCap == 0) revert UnknownGrade(grade);
        if (cap < g.minCap || cap > g.maxCap || cap % DOLLAR != 0) revert InvalidCap(cap, g.minCap, g.maxCap);
        uint16 expiryDay = _expiryDay(year, month);

        uint256 gradeMonth = (uint256(grade) << 32) | (uint256(year) * 12 + month);
        uint32 last = _lastMarket[gradeMonth];
        string memory symbol = _symbol(g.root, year, month);
        if (last != 0) {
            _requireCapReached(last, cap);
            symbol = string.concat(symbol, "-C", LibString.toString(cap / DOLLAR));
        }

        address long;
        address short;
        (market, long, short) = exchange.listSeries(quote, cap, expiryDay, unitExponent, minLotsExponent, symbol);
        _lastMarket[gradeMonth] = market;
        _marketOfSymbol[symbol] = market;
        _series[market] = Series(market, grade, year, month, cap, long, short, symbol);
        emit SeriesListed(market, grade, year, month, cap, long, short, symbol);
    }

    /// @inheritdoc ISeriesRegistry
    function gradeOf(uint32 grade) external view returns (Grade memory) {
        if (_grades[grade].minCap == 0) revert UnknownGrade(grade);
        return _grades[grade];
    }

    /// @inheritdoc ISeriesRegistry
    function seriesOf(uint32 market) external view returns (Series memory) {
        if (_series[market].market == 0) revert UnknownSeries(market);
        return _series[market];
    }

    /// @inheritdoc ISeriesRegistry
    function marketOf(string calldata symbol) external view returns (uint32) {
        return _marketOfSymbol[symbol];
    }

    /// @dev Day after the delivery month's last, counted from 1970-01-01: at its start trading ends.
    function _expiryDay(uint16 year, uint8 month) private view returns (uint16) {
        if (month == 0 || month > 12) revert InvalidMonth(year, month);
        (uint256 y, uint256 m) = month == 12 ? (uint256(year) + 1, 1) : (uint256(year), uint256(month) + 1);
        uint256 day = DateTimeLib.dateToEpochDay(y, m, 1);
        (uint256 thisYear, uint256 thisMonth,) = DateTimeLib.timestampToDate(block.timestamp);
        uint256 now_ = thisYear * 12 + thisMonth;
        uint256 then = uint256(year) * 12 + month;
        if (then < now_ || then > now_ + MAX_MONTHS_AHEAD) revert InvalidMonth(year, month);
        // Within 36 months of now: below 2^16 days until 2146.
        return uint16(day);
    }

    /// @dev A month is listed again only when its price has come near the cap, and only higher.
    function _requireCapReached(uint32 market, uint24 cap) private view {
        uint24 listed = _series[market].cap;
        if (cap <= listed) revert CapNotHigher(cap, listed);
        uint24 bestBid = exchange.marketOf(market).bestBid;
        uint24 needed = uint24((uint256(listed) * NEAR_CAP + 99) / 100);
        if (bestBid < needed) revert CapNotNear(market, bestBid, needed);
    }

    function _symbol(string memory root, uint16 year, uint8 month) private pure returns (string memory) {
        bytes memory suffix = new bytes(3);
        suffix[0] = MONTH_CODES[month - 1];
        suffix[1] = bytes1(uint8(48 + (year / 10) % 10));
        suffix[2] = bytes1(uint8(48 + year % 10));
        return string.concat(root, string(suffix));
    }

    /// @dev Names end up in symbols that wallets show: capital letters, digits and `-` only.
    function _requireName(string calldata name, uint256 maximum) private pure {
        bytes calldata chars = bytes(name);
        bool valid = chars.length != 0 && chars.length <= maximum;
        for (uint256 n; valid && n < chars.length; ++n) {
            bytes1 c = chars[n];
            valid = (c >= "A" && c <= "Z") || (c >= "0" && c <= "9") || c == "-";
        }
        if (!valid) revert InvalidName(name, maximum);
    }
}
