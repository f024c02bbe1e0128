// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

contract Token {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    function mint(address account, uint256 amount) external {
        balanceOf[account] += amount;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external virtual returns (bool) {
        move(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external virtual returns (bool) {
        require(allowance[from][msg.sender] >= amount, "allowance");
        allowance[from][msg.sender] -= amount;
        move(from, to, amount);
        return true;
    }

    function move(address from, address to, uint256 amount) internal virtual {
        require(balanceOf[from] >= amount, "balance");
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}

/// Takes one in a hundred of every transfer.
contract FeeToken is Token {
    function move(address from, address to, uint256 amount) internal override {
        require(balanceOf[from] >= amount, "balance");
        balanceOf[from] -= amount;
        balanceOf[to] += amount - amount / 100;
    }
}

/// Says no instead of reverting.
contract FalseToken is Token {
    bool public refusing;

    function refuse(bool value) external {
        refusing = value;
    }

    function transfer(address to, uint256 amount) external override returns (bool) {
        if (refusing) return false;
        move(msg.sender, to, amount);
        return true;
    }

    /// Moves all the same: only the answer tells.
    function transferFrom(address from, address to, uint256 amount) external override returns (bool) {
        move(from, to, amount);
        return !refusing;
    }
}

/// Returns nothing, as some old tokens do.
contract SilentToken {
    mapping(address => uint256) public balanceOf;

    function mint(address account, uint256 amount) external {
        balanceOf[account] += amount;
    }

    function approve(address, uint256) external pure {}

    function transfer(address to, uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
    }

    function transferFrom(address from, address to, uint256 amount) external {
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}

/// Makes one call to another contract in the middle of a transfer, and passes on what it says.
contract CallingToken is Token {
    address public target;
    bytes public data;
    bool public inTransfer;

    function arm(address target_, bytes calldata data_, bool inTransfer_) external {
        target = target_;
        data = data_;
        inTransfer = inTransfer_;
    }

    function transfer(address to, uint256 amount) external override returns (bool) {
        move(msg.sender, to, amount);
        if (inTransfer) callOut();
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external override returns (bool) {
        move(from, to, amount);
        if (!inTransfer) callOut();
        return true;
    }

    function callOut() private {
        if (target == address(0)) return;
        address once = target;
        target = address(0);
        (bool done, bytes memory answer) = once.call(data);
        if (!done) {
            assembly {
                revert(add(answer, 32), mload(answer))
            }
        }
    }
}

/// Answers what it is told, and remembers nothing.
contract StubVerifier {
    bool public accepting = true;

    function accept(bool value) external {
        accepting = value;
    }

    function verifyProof(uint256[2] calldata, uint256[2][2] calldata, uint256[2] calldata, uint256[13] calldata)
        external
        view
        returns (bool)
    {
        return accepting;
    }
}

/// Deposits, and answers as it is told when asked for a signature (ERC-1271).
contract ContractWallet {
    enum Mood {
        Honest,
        Reverting,
        Silent,
        Dirty,
        Short,
        Verbose,
        Greedy,
        Meddling,
        Refusing
    }

    bytes4 private constant YES = 0x1626ba7e;
    address public owner;
    Mood public mood;
    address public vault;

    function become(address newOwner, address newVault, Mood newMood) external {
        owner = newOwner;
        vault = newVault;
        mood = newMood;
    }

    function act(address to, bytes calldata data) external {
        (bool done,) = to.call(data);
        require(done, "refused");
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external returns (bytes4) {
        if (mood == Mood.Reverting) revert("no");
        if (mood == Mood.Refusing) return 0xffffffff;
        if (mood == Mood.Greedy) while (true) {}
        if (mood == Mood.Meddling) {
            // The exit that is being opened, another payment, and a change of its own.
            (bool paid,) = vault.call(abi.encodeWithSignature("withdraw(address)", address(this)));
            (bool slashed,) = vault.call(abi.encodeWithSignature("finalizeExit(uint256)", uint256(digest)));
            return paid || slashed ? bytes4(0) : YES;
        }
        assembly {
            let told := sload(mood.slot)
            switch and(shr(mul(8, mood.offset), told), 0xff)
            case 2 { return(0, 0) }
            case 3 {
                mstore(0, or(shl(224, 0x1626ba7e), 1))
                return(0, 32)
            }
            case 4 {
                mstore(0, shl(224, 0x1626ba7e))
                return(0, 4)
            }
            case 5 {
                mstore(0, shl(224, 0x1626ba7e))
                return(0, 500000)
            }
        }
        bytes32 r = bytes32(signature[0:32]);
        bytes32 s = bytes32(signature[32:64]);
        return ecrecover(digest, uint8(signature[64]), r, s) == owner ? YES : bytes4(0);
    }
}
