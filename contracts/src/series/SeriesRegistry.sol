// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DateTimeLib} from "solady/utils/DateTimeLib.sol";

import {IExchange} from "../interfaces/IExchange.sol";
import {IPriceIndex} from "../interfaces/IPriceIndex.sol";
import {Family, Formula, Grade, ISeriesRegistry, Pricing, Series} from "../interfaces/ISeriesRegistry.sol";
import {MarketLib} from "../types/Market.sol";
import {Grid} from "./Grid.sol";
import {Symbols} from "./Symbols.sol";

/// @title Series registry
/// @notice The manual is {ISeriesRegistry}.
contract SeriesRegistry is ISeriesRegistry {
    uint256 public constant MAX_MONTHS_AHEAD = 36;
    uint24 public constant DIFFERENCE_BIAS = 8_000_000;

    uint256 private constant MAX_NAME_LENGTH = 24;
    uint256 private constant MAX_ROOT_LENGTH = 12;
    /// @dev Micro-USDC of a tick.
    uint256 private constant TICK = 1_000;

    IExchange public immutable exchange;
    /// @notice Whose final prints the caps follow; 0 for none: then they follow the grades' reference prices.
    IPriceIndex public immutable priceIndex;
    /// @notice Asset that every series is priced in.
    uint32 public immutable quote;
    uint8 public immutable unitExponent;
    uint8 public immutable minLotsExponent;

    uint32 public gradeCount;
    mapping(uint32 grade => Grade) private _grades;
    mapping(string name => uint32) private _gradeOfName;
    mapping(string root => uint32) private _gradeOfRoot;
    mapping(uint32 family => Family) private _families;
    /// @dev By formula and what it is of, see {_key}.
    mapping(uint256 key => uint32 family) private _familyOf;
    mapping(uint32 market => Series) private _series;
    /// @dev By family (bits 48 and up), floor (24–47) and cap.
    mapping(uint256 band => uint32 market) private _marketOfBand;
    /// @dev By family (bits 24 and up) and cap: whether the rule gave it.
    mapping(uint256 familyCap => bool) private _isFullCap;
    mapping(string symbol => uint32) private _marketOfSymbol;

    /// @param grades Listed at once, so that nobody is before the deployment with one of its names.
    constructor(IExchange exchange_, IPriceIndex priceIndex_, Pricing memory pricing, Grade[] memory grades) {
        exchange = exchange_;
        priceIndex = priceIndex_;
        quote = pricing.quote;
        unitExponent = pricing.unitExponent;
        minLotsExponent = pricing.minLotsExponent;
        for (uint256 n; n < grades.length; ++n) {
            _listGrade(grades[n]);
        }
    }

    // ---------------------------------------------------------------- grades

    /// @inheritdoc ISeriesRegistry
    function listGrade(
        string calldata name,
        string calldata root,
        uint24 referencePrice,
        uint24 minCap,
        uint24 maxCap,
        bool deliverable
    ) external returns (uint32) {
        return _listGrade(Grade(name, root, referencePrice, minCap, maxCap, deliverable));
    }

    function _listGrade(Grade memory g) private returns (uint32 grade) {
        _requireName(g.name, MAX_NAME_LENGTH, true);
        _requireName(g.root, MAX_ROOT_LENGTH, false);
        if (_gradeOfName[g.name] != 0) revert NameTaken(g.name, _gradeOfName[g.name]);
        if (_gradeOfRoot[g.root] != 0) revert RootTaken(g.root, _gradeOfRoot[g.root]);
        bool areWhole = g.minCap % Grid.DOLLAR == 0 && g.maxCap % Grid.DOLLAR == 0;
        if (!areWhole || g.minCap == 0 || g.minCap > g.maxCap || g.maxCap > MarketLib.MAX_TICK) {
            revert InvalidCapBounds(g.minCap, g.maxCap);
        }
        if (g.referencePrice == 0 || g.referencePrice > g.maxCap) {
            revert InvalidReferencePrice(g.referencePrice, g.maxCap);
        }
        grade = ++gradeCount;
        _gradeOfName[g.name] = grade;
        _gradeOfRoot[g.root] = grade;
        _grades[grade] = g;
        emit GradeListed(grade, g);
    }

    // ---------------------------------------------------------------- families

    /// @inheritdoc ISeriesRegistry
    function listMonth(uint32 grade, uint16 year, uint8 month) external returns (uint32) {
        Grade storage g = _gradeAt(grade);
        uint16 expiryDay = _expiryDay(year, month);
        uint256 key = _key(Formula.Month, grade, _monthNumber(year, month));
        uint32 family = _familyOf[key];
        if (family == 0) {
            Family memory f;
            (f.formula, f.grade, f.year, f.month, f.months) = (Formula.Month, grade, year, month, 1);
            f.step = uint24(Grid.stepFor(_priceOf(grade)));
            f.symbol = Symbols.ofMonth(g.root, year, month);
            family = _listFamily(key, f, expiryDay);
        }
        return _listFull(family, _families[family]);
    }

    /// @inheritdoc ISeriesRegistry
    function listMean(uint32 grade, uint16 year, uint8 month, uint8 months) external returns (uint32) {
        Grade storage g = _gradeAt(grade);
        bool isQuarter = months == 3 && month % 3 == 1;
        if (month > 12 || (!isQuarter && !(months == 12 && month == 1))) revert InvalidPeriod(month, months);
        uint16 expiryDay = _expiryDay(year, month + months - 1);
        uint256 key = _key(Formula.Mean, grade, _monthNumber(year, month) << 8 | months);
        uint32 family = _familyOf[key];
        if (family == 0) {
            for (uint8 n; n < months; ++n) {
                if (familyOfMonth(grade, year, month + n) == 0) revert MonthNotListed(grade, year, month + n);
            }
            Family memory f;
            (f.formula, f.grade, f.year, f.month, f.months) = (Formula.Mean, grade, year, month, months);
            f.step = uint24(Grid.stepFor(_priceOf(grade)));
            f.symbol = Symbols.ofMean(g.root, year, month, months);
            family = _listFamily(key, f, expiryDay);
        }
        return _listFull(family, _families[family]);
    }

    /// @inheritdoc ISeriesRegistry
    function listDifference(uint32 plus, uint32 minus) external returns (uint32 family) {
        Family storage p = _familyAt(plus);
        Family storage m = _familyAt(minus);
        uint256 ofPlus = _monthNumber(p.year, p.month);
        uint256 ofMinus = _monthNumber(m.year, m.month);
        bool areMonths = p.formula == Formula.Month && m.formula == Formula.Month;
        bool isCalendar = p.grade == m.grade && ofPlus < ofMinus;
        bool isOfGrades = p.grade > m.grade && ofPlus == ofMinus;
        if (!areMonths || !(isCalendar || isOfGrades)) revert InvalidDifference(plus, minus);

        Family memory f;
        (f.formula, f.plus, f.minus) = (Formula.Difference, plus, minus);
        f.step = uint24(Grid.stepOfDifference(p.step));
        string memory other = isCalendar ? Symbols.monthCode(m.year, m.month) : _grades[m.grade].root;
        f.symbol = string.concat(p.symbol, "-", other);
        uint256 key = _key(Formula.Difference, plus, minus);
        if (_familyOf[key] != 0) revert AlreadyListed(f.symbol, _familyOf[key]);
        // Neither is over; it trades until the later of the two ends, since until then nobody knows its price.
        _expiryDay(p.year, p.month);
        family = _listFamily(key, f, _expiryDay(m.year, m.month));
    }

    function _listFamily(uint256 key, Family memory f, uint16 expiryDay) private returns (uint32 family) {
        family = exchange.listFamily(expiryDay, quote, unitExponent);
        _familyOf[key] = family;
        _families[family] = f;
        emit FamilyDefined(family, f);
    }

    // ---------------------------------------------------------------- series

    /// @dev The full band under the cap that the rule gives now.
    function _listFull(uint32 family, Family storage f) private returns (uint32 market) {
        uint24 cap = capOf(f.grade);
        uint24 last = f.cap;
        if (last != 0 && !Grid.hasMoved(cap, last)) revert CapNotMoved(cap, last);
        f.cap = cap;
        _isFullCap[uint256(family) << 24 | cap] = true;
        market = _list(family, 0, cap, true, last == 0 ? f.symbol : Symbols.withCap(f.symbol, cap));
    }

    /// @inheritdoc ISeriesRegistry
    function listBand(uint32 family, uint24 floor, uint24 cap) external returns (uint32) {
        Family storage f = _familyAt(family);
        if (!_isOnGrid(family, f, floor, cap)) revert OffGrid(family, floor, cap, f.step);
        uint256 bias = f.formula == Formula.Difference ? DIFFERENCE_BIAS : 0;
        return _list(family, floor, cap, false, Symbols.withBand(f.symbol, floor, uint256(floor) + cap, bias));
    }

    function _isOnGrid(uint32 family, Family storage f, uint24 floor, uint24 cap) private view returns (bool) {
        (uint256 step, uint256 top) = (f.step, uint256(floor) + cap);
        if (cap == 0 || top > MarketLib.MAX_TICK) return false;
        if (f.formula == Formula.Difference) {
            uint256 distance = floor < DIFFERENCE_BIAS ? DIFFERENCE_BIAS - floor : floor - DIFFERENCE_BIAS;
            return Grid.isRegular(distance, cap, step);
        }
        if (Grid.isRegular(floor, cap, step)) return true;
        if (floor == 0) return cap < f.cap && cap % step == 0;
        return
            _isFullCap[uint256(family) << 24 | top] && (floor % step == 0 || _isFullCap[uint256(family) << 24 | floor]);
    }

    function _list(uint32 family, uint24 floor, uint24 cap, bool isFull, string memory symbol)
        private
        returns (uint32 market)
    {
        uint256 band = uint256(family) << 48 | uint256(floor) << 24 | cap;
        if (_marketOfBand[band] != 0) revert AlreadyListed(symbol, _marketOfBand[band]);
        Series memory s = Series(0, family, floor, cap, isFull, address(0), address(0), symbol);
        (market, s.long, s.short) = exchange.listSeries(family, symbol, minLotsExponent, floor, cap);
        s.market = market;
        _marketOfBand[band] = market;
        _marketOfSymbol[symbol] = market;
        _series[market] = s;
        emit SeriesListed(market, family, s);
    }

    // ---------------------------------------------------------------- views

    /// @inheritdoc ISeriesRegistry
    function gradeOf(uint32 grade) external view returns (Grade memory) {
        return _gradeAt(grade);
    }

    /// @inheritdoc ISeriesRegistry
    function familyOf(uint32 family) external view returns (Family memory) {
        return _familyAt(family);
    }

    /// @inheritdoc ISeriesRegistry
    function seriesOf(uint32 market) external view returns (Series memory) {
        if (_series[market].market == 0) revert UnknownSeries(market);
        return _series[market];
    }

    /// @inheritdoc ISeriesRegistry
    function familyOfMonth(uint32 grade, uint16 year, uint8 month) public view returns (uint32) {
        return _familyOf[_key(Formula.Month, grade, _monthNumber(year, month))];
    }

    /// @inheritdoc ISeriesRegistry
    function marketOf(string calldata symbol) external view returns (uint32) {
        return _marketOfSymbol[symbol];
    }

    /// @inheritdoc ISeriesRegistry
    function capOf(uint32 grade) public view returns (uint24) {
        Grade storage g = _gradeAt(grade);
        return uint24(Grid.capFor(_priceOf(grade), g.minCap, g.maxCap));
    }

    // ---------------------------------------------------------------- parts

    /// @dev What the rules of listing follow, micro-USDC: the latest final print, before the first one the reference price.
    function _priceOf(uint32 grade) private view returns (uint256 price) {
        if (address(priceIndex) != address(0)) {
            (price,) = priceIndex.lastFinalBefore(grade, uint32(block.timestamp / 1 days + 1));
        }
        if (price == 0) price = uint256(_grades[grade].referencePrice) * TICK;
    }

    function _gradeAt(uint32 grade) private view returns (Grade storage g) {
        g = _grades[grade];
        if (g.minCap == 0) revert UnknownGrade(grade);
    }

    function _familyAt(uint32 family) private view returns (Family storage f) {
        f = _families[family];
        if (f.step == 0) revert UnknownFamily(family);
    }

    function _key(Formula formula, uint256 first, uint256 second) private pure returns (uint256) {
        return uint256(formula) << 128 | first << 64 | second;
    }

    function _monthNumber(uint16 year, uint8 month) private pure returns (uint256) {
        return uint256(year) * 12 + month;
    }

    /// @dev Day after the month's last, counted from 1970-01-01: at its start trading ends.
    function _expiryDay(uint16 year, uint8 month) private view returns (uint16) {
        if (month == 0 || month > 12) revert InvalidMonth(year, month);
        (uint256 y, uint256 m) = month == 12 ? (uint256(year) + 1, 1) : (uint256(year), uint256(month) + 1);
        uint256 day = DateTimeLib.dateToEpochDay(y, m, 1);
        (uint256 thisYear, uint256 thisMonth,) = DateTimeLib.timestampToDate(block.timestamp);
        uint256 now_ = thisYear * 12 + thisMonth;
        uint256 then = _monthNumber(year, month);
        if (then < now_ || then > now_ + MAX_MONTHS_AHEAD) revert InvalidMonth(year, month);
        // Within 36 months of now: below 2^16 days until 2146.
        return uint16(day);
    }

    /// @dev Names end up in symbols that wallets show: capital letters, digits and, in names, `-` only.
    function _requireName(string memory name, uint256 maximum, bool dashes) private pure {
        bytes memory chars = bytes(name);
        bool valid = chars.length != 0 && chars.length <= maximum;
        for (uint256 n; valid && n < chars.length; ++n) {
            bytes1 c = chars[n];
            valid = (c >= "A" && c <= "Z") || (c >= "0" && c <= "9") || (dashes && c == "-");
        }
        if (!valid) revert InvalidName(name, maximum);
    }
}
