// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";
import {Initializable} from "solady/utils/Initializable.sol";

/// @title LONG or SHORT of a series, outside the exchange
/// @notice One token is one GPU-hour of a grade in a delivery month; it has 3 decimals, so that a base unit is a lot. The exchange mints
/// what is withdrawn from its ledger and burns what is deposited: each token outside stands for one inside the ledger's books.
contract ForwardToken is ERC20, Initializable {
    /// @notice Thrown when anyone but the exchange mints, burns or initializes.
    error OnlyExchange(address caller);

    address public immutable exchange;

    string private _name;
    string private _symbol;

    constructor(address exchange_) {
        exchange = exchange_;
        _disableInitializers();
    }

    modifier onlyExchange() {
        if (msg.sender != exchange) revert OnlyExchange(msg.sender);
        _;
    }

    /// @notice Names a clone, once.
    function initialize(string calldata name_, string calldata symbol_) external onlyExchange initializer {
        _name = name_;
        _symbol = symbol_;
    }

    function mint(address to, uint256 amount) external onlyExchange {
        _mint(to, amount);
    }

    function burn(address from, uint256 amount) external onlyExchange {
        _burn(from, amount);
    }

    function name() public view override returns (string memory) {
        return _name;
    }

    function symbol() public view override returns (string memory) {
        return _symbol;
    }

    function decimals() public pure override returns (uint8) {
        return 3;
    }

    /// @dev Nobody is allowed anything that the holder did not allow.
    function _givePermit2InfiniteAllowance() internal pure override returns (bool) {
        return false;
    }
}
