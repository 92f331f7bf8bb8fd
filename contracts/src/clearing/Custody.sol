// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {State} from "../State.sol";
import {IClearing} from "../interfaces/IClearing.sol";
import {IERC2612} from "../interfaces/IERC2612.sol";
import {IPermit2} from "../interfaces/IPermit2.sol";
import {Ledger} from "../ledger/Ledger.sol";
import {Listing} from "../ledger/Listing.sol";
import {ForwardToken} from "../series/ForwardToken.sol";

/// @notice The way of tokens into the ledger and out of it.
abstract contract Custody is IClearing, State {
    using Listing for Listing.State;
    using SafeTransferLib for address;

    /// @dev What a token's holding may reach, so that no sum of balances can pass the 128 bits of one.
    uint256 private constant MAX_HELD = 1 << 127;

    /// @inheritdoc IClearing
    address public immutable permit2;

    /// @inheritdoc IClearing
    function deposit(uint32 asset, uint256 amount, address to) external nonReentrant {
        (address token, bool forward) = _destined(asset, to);
        _deposit(asset, token, forward, amount, to);
    }

    /// @inheritdoc IClearing
    function depositWithPermit(
        uint32 asset,
        uint256 amount,
        address to,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant {
        (address token, bool forward) = _destined(asset, to);
        // Whoever saw the permit may have used it before: then the allowance is there.
        try IERC2612(token).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        _deposit(asset, token, forward, amount, to);
    }

    /// @inheritdoc IClearing
    function depositWithPermit2(
        uint32 asset,
        uint256 amount,
        address to,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external nonReentrant {
        (address token, bool forward) = _destined(asset, to);
        if (forward) revert NoPermit2ForForwards(token);
        uint256 held = token.balanceOf(address(this));
        IPermit2(permit2)
            .permitTransferFrom(
                IPermit2.PermitTransferFrom(IPermit2.TokenPermissions(token, amount), nonce, deadline),
                IPermit2.SignatureTransferDetails(address(this), amount),
                msg.sender,
                signature
            );
        _received(asset, token, held, amount, to);
    }

    /// @inheritdoc IClearing
    function withdraw(uint32 asset, uint256 amount, address to) external nonReentrant {
        (address token, bool forward) = _destined(asset, to);
        Ledger.debit(Ledger.accountOf(msg.sender), asset, amount);
        emit Withdrawn(msg.sender, asset, amount, to);
        if (forward) ForwardToken(token).mint(to, amount);
        else token.safeTransfer(to, amount);
    }

    function _deposit(uint32 asset, address token, bool forward, uint256 amount, address to) private {
        if (forward) {
            ForwardToken(token).burn(msg.sender, amount);
            _credit(asset, amount, to);
            return;
        }
        uint256 held = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        _received(asset, token, held, amount, to);
    }

    /// @param held What the exchange held before.
    function _received(uint32 asset, address token, uint256 held, uint256 amount, address to) private {
        uint256 holds = token.balanceOf(address(this));
        unchecked {
            if (holds < held || holds - held != amount) {
                revert InexactTransfer(token, amount, holds < held ? 0 : holds - held);
            }
        }
        if (holds > MAX_HELD) revert HoldingTooLarge(token, holds, MAX_HELD);
        _credit(asset, amount, to);
    }

    function _credit(uint32 asset, uint256 amount, address to) private {
        Ledger.credit(Ledger.accountOf(to), asset, amount);
        emit Deposited(to, asset, amount, msg.sender);
    }

    function _destined(uint32 asset, address to) private view returns (address token, bool forward) {
        bool isNobody;
        // Both tests without a jump between them. The compiler has checked that no bit stands above the address.
        assembly ("memory-safe") {
            isNobody := or(iszero(to), eq(to, address()))
        }
        if (isNobody) {
            if (to == address(0)) revert ZeroAddress();
            revert RecipientIsExchange();
        }
        return _listing.tokenOf(asset);
    }
}
