// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A token with the oddities of real ones, each to be switched on.
contract OddToken {
    enum Answer {
        True,
        False,
        Nothing
    }

    Answer public answer;
    /// @notice Per cent kept back of every transfer.
    uint256 public fee;
    /// @notice Per cent of what was minted that a balance shows: it rebases.
    uint256 public scale = 100;
    /// @notice True if nobody is told his balance any more.
    bool public silent;
    /// @notice Base units that leave the receiver's balance while he is paid.
    uint256 public theft;
    mapping(address => bool) public blocked;
    mapping(address => uint256) private _held;
    mapping(address => mapping(address => uint256)) public allowance;

    error Blocked();
    error Silent();

    function set(Answer answer_, uint256 fee_) external {
        (answer, fee) = (answer_, fee_);
    }

    function rebase(uint256 percent) external {
        scale = percent;
    }

    function blockAccount(address account) external {
        blocked[account] = true;
    }

    function silence(bool silent_) external {
        silent = silent_;
    }

    function steal(uint256 theft_) external {
        theft = theft_;
    }

    function mint(address to, uint256 amount) external {
        _held[to] += amount;
    }

    function approve(address spender, uint256 amount) external {
        allowance[msg.sender][spender] = amount;
    }

    function balanceOf(address account) external view returns (uint256) {
        if (silent) revert Silent();
        return _held[account] * scale / 100;
    }

    function transfer(address to, uint256 amount) external {
        _move(msg.sender, to, amount);
        _reply();
    }

    function transferFrom(address from, address to, uint256 amount) external {
        allowance[from][msg.sender] -= amount;
        _move(from, to, amount);
        _reply();
    }

    function _move(address from, address to, uint256 amount) private {
        if (blocked[from] || blocked[to]) revert Blocked();
        // One that answers false moves nothing.
        if (answer == Answer.False) return;
        uint256 shares = amount * 100 / scale;
        _held[from] -= shares;
        _held[to] += shares - shares * fee / 100;
        _held[to] -= theft;
    }

    function _reply() private view {
        if (answer == Answer.Nothing) return;
        uint256 word = answer == Answer.True ? 1 : 0;
        assembly {
            mstore(0, word)
            return(0, 32)
        }
    }
}
