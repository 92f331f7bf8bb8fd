// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {StdUtils} from "forge-std/StdUtils.sol";
import {Vm} from "forge-std/Vm.sol";
import {ERC20} from "solady/tokens/ERC20.sol";

import {ComputeCredit} from "../../src/financing/ComputeCredit.sol";
import {PriceIndex} from "../../src/index/PriceIndex.sol";
import {CreditState, IComputeCredit, Redemption} from "../../src/interfaces/IComputeCredit.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {Breaches} from "./Breaches.sol";
import {Printing} from "./Printing.sol";

/// @notice Does at random what holders, issuer, meter, reporters, strangers and time can do to a credit and its index, tries what they may not, and keeps
/// what a model says of it. It never reverts.
contract CreditHandler is Printing, Breaches, StdUtils {
    ComputeCredit private immutable _credit;
    MockToken private immutable _usdc;
    address private immutable _issuer;
    uint256[] private _keys;

    uint256 public issued;
    uint256 public donated;
    uint256 public withdrawn;
    uint256 public posted;
    uint256 public claimedAmount;
    uint256 public modelPool;
    uint256 public modelLots;
    /// @notice Lots that circulate, by who holds them.
    mapping(address person => uint256) public held;
    /// @notice Lots committed, less those delivered and those that their holders left with.
    uint256 public queued;
    uint256 public redemptions;
    mapping(uint256 redemptionId => uint256) public deliveredOf;
    uint256 public claimed;

    constructor(
        ComputeCredit credit,
        MockToken usdc,
        PriceIndex index,
        address issuer,
        uint256[] memory keys,
        Vm.Wallet[] memory reporters
    ) Printing(index, credit.terms().grade, reporters) {
        _credit = credit;
        _usdc = usdc;
        _issuer = issuer;
        _keys = keys;
        for (uint256 n; n <= keys.length; ++n) {
            held[person(n)] = credit.balanceOf(person(n));
        }
        issued = credit.totalSupply();
        posted = credit.state().bond;
        (uint256 price, uint32 day) = index.latestFinal(_grade);
        // From the last that is final on.
        _prints.push(Printed(day, price, 0));
    }

    modifier bondPerLotNeverFalls() {
        CreditState memory a = _credit.state();
        _;
        CreditState memory b = _credit.state();
        bool isDefault = b.defaultedAt != 0;
        if (!isDefault && b.bond * (a.circulating + a.queued) < a.bond * (b.circulating + b.queued)) {
            breach = "the bond per lot fell";
        }
    }

    function person(uint256 seed) private view returns (address) {
        uint256 n = seed % (_keys.length + 1);
        return n == _keys.length ? _issuer : vm.addr(_keys[n]);
    }

    function transfer(uint256 from, uint256 to, uint256 lots) external bondPerLotNeverFalls {
        address sender = person(from);
        lots = bound(lots, 0, _credit.balanceOf(sender));
        vm.prank(sender);
        if (!_credit.transfer(person(to), lots)) breach = "a transfer failed";
        held[sender] -= lots;
        held[person(to)] += lots;
    }

    /// @dev At any time, and of all that the holder has and of one more.
    function redeem(uint256 who, uint256 lots) external bondPerLotNeverFalls {
        address holder = person(who);
        lots = bound(lots, 1, held[holder] + 1);
        bool isOpen = block.timestamp < _credit.terms().end;
        bool mayRedeem = isOpen && lots <= held[holder];
        vm.prank(holder);
        try _credit.redeem(lots) {
            if (!mayRedeem) {
                breach = "TWICE: committed after the window, or more than is held";
                return;
            }
            held[holder] -= lots;
            queued += lots;
            ++redemptions;
        } catch (bytes memory reason) {
            bytes4 expected = isOpen ? ERC20.InsufficientBalance.selector : IComputeCredit.WindowClosed.selector;
            checkRefusal(mayRedeem, "credits could not be committed", reason, expected);
        }
    }

    /// @dev The holder or the meter signs; a hostile one may sign anything, also too much, or in another's name.
    function deliver(uint256 id, uint256 lots, uint256 signer, uint256 ago) external bondPerLotNeverFalls {
        if (_credit.redemptionCount() == 0) return;
        id = bound(id, 1, _credit.redemptionCount());
        lots = bound(lots, 0, _credit.redemptionOf(id).lots + 1_000);
        uint64 time = receiptTime(ago);
        uint256 key = _keys[signer % _keys.length];
        address named = signer % 7 == 0 ? person(signer / 7) : vm.addr(key);
        bool isGood = vm.addr(key) == named && isReceipt(id, lots, time, named);
        bytes memory signature = signatureOf(key, _credit.receiptDigest(id, lots, time));
        try _credit.deliver(id, lots, time, named, signature) {
            if (!isGood) breach = "METER: a receipt that is none counted";
            lots = _min(lots, _credit.redemptionOf(id).lots);
            queued -= lots - deliveredOf[id];
            deliveredOf[id] = lots;
        } catch {
            if (isGood) breach = "METER: a good receipt was refused";
        }
    }

    /// @dev Half of all receipts are as late as can be, the others of any time, also before the window or in the future.
    function receiptTime(uint256 ago) private view returns (uint64) {
        uint256 latest = _min(block.timestamp, _credit.terms().end);
        return uint64(ago % 2 == 0 ? latest : latest + 1 hours - bound(ago, 0, 10 days));
    }

    function isReceipt(uint256 id, uint256 lots, uint256 time, address named) private view returns (bool) {
        Redemption memory r = _credit.redemptionOf(id);
        bool isSigner = named == r.holder || named == _credit.terms().meter;
        bool isOpen = !r.left && r.delivered < r.lots && _credit.state().defaultedAt == 0;
        bool isTime = time >= _credit.terms().start && time <= _min(block.timestamp, _credit.terms().end);
        return isSigner && isOpen && isTime && lots > deliveredOf[id];
    }

    function signatureOf(uint256 key, bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function leave(uint256 id, uint256 who) external bondPerLotNeverFalls {
        if (_credit.redemptionCount() == 0) return;
        id = bound(id, 1, _credit.redemptionCount());
        Redemption memory r = _credit.redemptionOf(id);
        // Both clauses without a division: nothing for three days, or less than the pace of three days ago asks for.
        uint256 past = _max(block.timestamp, r.paceFrom + 3 days) - 3 days - r.paceFrom;
        bool isSilent = block.timestamp >= r.progressAt + 3 days;
        bool isBehind = block.timestamp >= r.paceFrom + 3 days
            && (past + 1) * r.lots > r.delivered * (_credit.terms().end - r.paceFrom);
        bool isDue = isSilent || isBehind || _credit.state().defaultedAt != 0;
        bool mayLeave = person(who) == r.holder && isDue && !r.left && r.delivered < r.lots;
        vm.prank(person(who));
        try _credit.leave(id) {
            if (!mayLeave) breach = "somebody left who may not";
            held[r.holder] += r.lots - r.delivered;
            queued -= r.lots - r.delivered;
        } catch {
            if (mayLeave) breach = "somebody could not leave";
        }
    }

    function burn(uint256 who, uint256 lots) external bondPerLotNeverFalls {
        lots = bound(lots, 0, _credit.balanceOf(_issuer));
        bool mayBurn = person(who) == _issuer && lots != 0 && _credit.state().defaultedAt == 0;
        vm.prank(person(who));
        try _credit.burn(lots) {
            if (!mayBurn) breach = "somebody burned who may not";
            held[_issuer] -= lots;
        } catch {
            if (mayBurn) breach = "the issuer could not burn";
        }
    }

    /// @dev Also after default.
    function addBond(uint256 amount) external bondPerLotNeverFalls {
        amount = bound(amount, 0, 1e9);
        bool isDefault = modelLots != 0;
        bool mayAdd = !isDefault && undelivered() != 0;
        _usdc.mint(address(this), amount);
        _usdc.approve(address(_credit), amount);
        try _credit.addBond(amount) {
            if (!mayAdd) breach = "RUN: bond was added after default, or for nothing";
            posted += amount;
        } catch (bytes memory reason) {
            bytes4 expected =
                isDefault ? IComputeCredit.AlreadyDefaulted.selector : IComputeCredit.NothingUndelivered.selector;
            checkRefusal(mayAdd, "bond could not be added", reason, expected);
        }
    }

    /// @dev Lots that circulate or are queued.
    function undelivered() private view returns (uint256 lots) {
        lots = queued;
        for (uint256 n; n <= _keys.length; ++n) {
            lots += held[person(n)];
        }
    }

    function withdraw() external {
        if (_credit.state().releasable == 0) return;
        vm.prank(_issuer);
        withdrawn += _credit.withdrawReleased(_issuer);
    }

    function donate(uint256 amount) external bondPerLotNeverFalls {
        amount = bound(amount, 0, 1e9);
        _usdc.mint(address(_credit), amount);
        donated += amount;
    }

    function wait(uint256 time) external {
        vm.warp(vm.getBlockTimestamp() + bound(time, 1, 5 days));
    }

    function print(uint256 price) external {
        printNext(bound(price, 1, 10_000_000));
    }

    function challenge() external {
        challengeLast();
    }

    /// @dev What a unit costs at default: the last print before the window's end, however old. It is no matter of now.
    function priceAtEnd() private returns (uint256 price, uint256 finalAt) {
        uint256 end = _credit.terms().end / 1 days;
        for (uint256 n = _prints.length; n != 0; --n) {
            Printed storage p = _prints[n - 1];
            if (p.day >= end) continue;
            return (p.price, p.finalAt);
        }
        breach = "RUN: a credit was issued without a print";
    }

    function declareDefault() external {
        CreditState memory s = _credit.state();
        (uint256 price, uint256 finalAt) = priceAtEnd();
        uint256 from = _max(uint256(_credit.terms().end) + 3 days, finalAt);
        bool isDue = block.timestamp >= from && s.circulating + s.queued != 0 && s.defaultedAt == 0;
        if (_credit.defaultFrom() != from) breach = "RUN: default is announced for another time";
        try _credit.declareDefault() {
            if (!isDue) breach = "default out of turn";
            modelLots = s.circulating + s.queued;
            // Price and a tenth of it for each thousandth, rounded up.
            modelPool = _min((modelLots * price * 11 + 9_999) / 10_000, s.bond);
        } catch {
            if (isDue) breach = "default could not be declared";
        }
    }

    /// @dev Before default too, and of all that the holder has and of one more.
    function claim(uint256 who, uint256 lots) external {
        address holder = person(who);
        lots = bound(lots, 1, held[holder] + 1);
        bool isDefault = modelLots != 0;
        bool mayClaim = isDefault && lots <= held[holder];
        vm.prank(holder);
        try _credit.claim(lots, holder) returns (uint256 amount) {
            if (!mayClaim) {
                breach = "TWICE: claimed before default, or more than is held";
                return;
            }
            if (amount != lots * modelPool / modelLots) breach = "RUN: a claim got another share";
            held[holder] -= lots;
            claimed += lots;
            claimedAmount += amount;
        } catch (bytes memory reason) {
            bytes4 expected = isDefault ? ERC20.InsufficientBalance.selector : IComputeCredit.NotDefaulted.selector;
            checkRefusal(mayClaim, "EXIT: a claim was refused", reason, expected);
        }
    }

    /// @dev If the window's end is still to come: prints of its last week, the later one challenged every other time.
    function lastPrints() private {
        uint256 end = _credit.terms().end;
        if (vm.getBlockTimestamp() >= end - 5 days) return;
        vm.warp(end - 5 days);
        this.print(1_500_000 + posted % 1_000_000);
        vm.warp(end - 2 days);
        this.print(2_500_000 + donated % 1_000_000);
        vm.warp(end - 1);
        if (_prints.length % 2 == 0) this.challenge();
    }

    /// @dev EXIT: time passes and everybody takes what is his. Whoever comes too early, too late or again changes nothing.
    function everybodyLeaves() external {
        lastPrints();
        uint256 end = _credit.terms().end;
        vm.warp(_max(vm.getBlockTimestamp(), end + 3 days));
        this.redeem(0, 1);
        this.claim(0, 1);
        this.declareDefault();
        // Whatever was challenged, by now it is decided.
        vm.warp(_max(vm.getBlockTimestamp(), end + 9 days));
        this.declareDefault();
        this.addBond(1);
        for (uint256 id = 1; id <= redemptions; ++id) {
            Redemption memory r = _credit.redemptionOf(id);
            if (!r.left && r.delivered != r.lots) this.leave(id, placeOf(r.holder));
        }
        for (uint256 n; n <= _keys.length; ++n) {
            if (held[person(n)] != 0) this.claim(n, held[person(n)]);
            this.claim(n, 1);
        }
        this.withdraw();
    }

    function placeOf(address holder) private view returns (uint256 n) {
        while (person(n) != holder) ++n;
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }

    function _max(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a : b;
    }
}
