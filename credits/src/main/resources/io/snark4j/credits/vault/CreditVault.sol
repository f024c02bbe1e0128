// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PoseidonCode} from "./PoseidonCode.sol";

interface IBalances {
    function balanceOf(address account) external view returns (uint256);
}

interface IExitVerifier {
    function verifyProof(
        uint256[2] calldata a,
        uint256[2][2] calldata b,
        uint256[2] calldata c,
        uint256[13] calldata inputs
    ) external view returns (bool);
}

/// @title The vault of anonymous API credits
/// @notice Holds deposits as leaves of a Merkle tree, pays out exits after a challenge window, and takes the deposit of whoever used one
/// ticket twice. Nobody can change its rules; the provider rotates keys, flags, pauses deposits, and cannot stop an exit.
/// @dev c is a note's identity commitment P1(k), D its deposit, P an exit's payout, N a nullifier; Pn is Poseidon with n inputs. All payments are
/// credited and then withdrawn. Times are seconds of block time.
contract CreditVault {
    enum Status {
        None,
        Active,
        Exiting,
        Closed
    }

    /// @param prepaid no exits: the deposits belong to the provider, who claims them when notes expire
    /// @param insecureKeys the circuits' keys come from a setup without a ceremony
    /// @param depth of the tree, 1 to 32
    /// @param cMax price of one request at most, in token units
    /// @param bounty what the caller of slash gets, deposited with each note
    /// @param stake deposited with each note, burned for policy violations; 0 if prepaid
    /// @param window in which an exit can be challenged
    /// @param noteLife after which the provider may claim a note
    /// @param rotationDelay between a new key's announcement and its use
    /// @param serviceId below the field's order
    /// @param exitVerifier of the circuit CreditExit; not used if prepaid. Its code is not checked here: depositors do, for one that refuses keeps every deposit
    /// @param requestKeyHash SHA-256 of the request circuit's verifying key, for wallets to compare
    /// @param keyX the provider's first key, a point of Baby Jubjub; not used if prepaid
    /// @param poseidon contracts of 1, 2 and 4 inputs, whose code is checked
    struct Parameters {
        address token;
        address provider;
        bool prepaid;
        bool insecureKeys;
        uint8 depth;
        uint96 cMax;
        uint96 bounty;
        uint96 stake;
        uint32 window;
        uint32 noteLife;
        uint32 rotationDelay;
        uint256 serviceId;
        address exitVerifier;
        bytes32 requestKeyHash;
        uint256 keyX;
        uint256 keyY;
        address[3] poseidon;
    }

    struct Note {
        address depositor;
        uint96 deposit;
        uint64 depositedAt;
        uint64 finalizableAt;
        Status status;
        address recipient;
        uint96 payout;
        uint256 tag;
    }

    struct NewNote {
        uint256 commitment;
        uint256 amount;
    }

    /// @param commitment c
    /// @param recipient whom the exit pays
    /// @param nullifier N_n of the ticket that the exit uses up
    /// @param share y_n at xExit
    /// @param payout P
    /// @param tag 0 if every ticket is settled, N_m if the one open ticket is named, otherwise 1
    /// @param keyId of the key that stands as pk in the proof
    /// @param previousKeyId of the key that stands as pkOld in the proof
    struct Exit {
        uint256 commitment;
        address recipient;
        uint256 nullifier;
        uint256 share;
        uint256 payout;
        uint256 tag;
        uint256 keyId;
        uint256 previousKeyId;
    }

    struct Proof {
        uint256[2] a;
        uint256[2][2] b;
        uint256[2] c;
    }

    /// @param acceptedUntil notes deposited later do not exit with this key
    struct ProviderKey {
        uint256 x;
        uint256 y;
        uint64 acceptedUntil;
    }

    /// @param activeFrom when it may be activated; 0 if none is pending
    struct PendingKey {
        uint256 x;
        uint256 y;
        uint64 activeFrom;
    }

    error InsecureKeysOnPublicChain(uint256 chainId);
    error NoCode(address account);
    error WrongPoseidonCode(address account);
    error ZeroAddress();
    error DepthOutOfRange(uint256 depth);
    error PriceCapIsZero();
    error StakeInPrepaidMode(uint256 stake);
    error WindowIsZero();
    error RotationDelayTooShort(uint256 rotationDelay, uint256 window);
    error NoteLifeTooShort(uint256 noteLife, uint256 window);
    error NotInField(uint256 value);
    error NotOnCurve(uint256 x, uint256 y);
    error SmallOrder(uint256 x, uint256 y);
    error KeyAlreadyRegistered(uint256 x, uint256 y);
    error NotProvider(address caller);
    error DepositsArePaused();
    error Reentered();
    error NoNotes();
    error TreeFull(uint256 size);
    error CommitmentOutOfRange(uint256 commitment);
    error CommitmentUsed(uint256 commitment);
    error DepositOutOfRange(uint256 received);
    error TokenRefused();
    error PrepaidMode();
    error NoteNotActive(uint256 commitment);
    error NoteNotExiting(uint256 commitment);
    error NoteNotOpen(uint256 commitment);
    error PayoutAboveDeposit(uint256 payout, uint256 deposit);
    error BadSignature();
    error UnknownKey(uint256 keyId);
    error KeyTooOld(uint256 keyId, uint256 acceptedUntil, uint256 depositedAt);
    error ProofRefused();
    error TooEarly(uint256 notBefore);
    error WrongSecret();
    error NullifierOutOfRange(uint256 nullifier);
    error AlreadyFlagged(uint256 nullifier);
    error NoPendingKey();
    error NoPreviousKey();
    error NothingToWithdraw(address account);

    /// @param root after the whole call, in which several notes may be deposited
    event Deposited(
        uint256 indexed commitment, address indexed depositor, uint256 index, uint256 deposit, uint256 root
    );
    event ExitInitiated(
        uint256 indexed commitment,
        uint256 indexed nullifier,
        address indexed recipient,
        uint256 share,
        uint256 payout,
        uint256 tag,
        uint256 finalizableAt
    );
    event ExitFinalized(uint256 indexed commitment, address indexed recipient, uint256 payout, bool stakeBurned);
    event Slashed(uint256 indexed commitment, uint256 secret, address indexed slasher);
    event Expired(uint256 indexed commitment);
    event PolicyFlagged(uint256 indexed nullifier, bytes32 evidenceHash);
    event KeyProposed(uint256 x, uint256 y, uint256 activeFrom);
    event KeyProposalCancelled(uint256 x, uint256 y);
    event KeysChanged(uint256 indexed keyId, uint256 indexed previousKeyId, uint256 x, uint256 y);
    event DepositsPaused(bool paused);
    event ProviderProposed(address indexed provider);
    event ProviderChanged(address indexed provider);
    event Withdrawn(address indexed account, uint256 amount);

    /// @dev The order of BN254's scalar field.
    uint256 private constant R = 0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001;
    /// @dev Baby Jubjub (EIP-2494): A * x^2 + y^2 = 1 + D * x^2 * y^2.
    uint256 private constant CURVE_A = 168700;
    uint256 private constant CURVE_D = 168696;
    uint256 private constant DOM_SCOPE = uint160(bytes20("snark4j.credit.scope"));
    uint256 private constant DOM_EXIT = uint152(bytes19("snark4j.credit.exit"));
    /// @dev Half the order of secp256k1: of the two s that sign one message the larger is refused (EIP-2).
    uint256 private constant HALF_N = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;
    /// @dev isValidSignature(bytes32,bytes), which is also what it returns for yes.
    bytes4 private constant VALID_SIGNATURE = 0x1626ba7e;
    uint256 private constant DEVELOPMENT_CHAIN = 31337;
    /// @notice Who is credited with what is burned. Nobody has its key.
    address public constant BURNED = 0x000000000000000000000000000000000000dEaD;

    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant EXIT_TYPE = keccak256(
        "Exit(uint256 commitment,address recipient,uint256 nullifier,uint256 share,uint256 payout,uint256 tag)"
    );
    bytes32 private constant NAME_HASH = keccak256("snark4j credit vault");
    bytes32 private constant VERSION_HASH = keccak256("1");

    bool public immutable prepaid;
    bool public immutable insecureKeys;
    address public immutable token;
    uint256 public immutable depth;
    uint256 public immutable cMax;
    uint256 public immutable bounty;
    uint256 public immutable stake;
    uint256 public immutable window;
    uint256 public immutable noteLife;
    uint256 public immutable rotationDelay;
    uint256 public immutable serviceId;
    uint256 public immutable scope;
    address public immutable exitVerifier;
    bytes32 public immutable requestKeyHash;
    address private immutable poseidon1;
    address private immutable poseidon2;
    address private immutable poseidon4;

    /// @notice The tree's root now, which is always acceptable.
    uint256 public root;
    /// @notice How many leaves the tree has.
    uint64 public size;
    uint32 private currentKeyId;
    uint32 private previousKeyId;
    bool public paused;
    address public provider;
    address public proposedProvider;

    /// @notice When an older root was superseded; 0 for the current root and for what never was one.
    mapping(uint256 => uint256) public supersededAt;
    /// @notice What an account may withdraw.
    mapping(address => uint256) public balances;
    /// @notice Whether the provider has flagged a nullifier.
    mapping(uint256 => bool) public flagged;
    PendingKey public pendingKey;

    mapping(uint256 => Note) private notes;
    ProviderKey[] private keys;
    mapping(bytes32 => bool) private registered;
    /// @dev By level: the left node that waits for its sibling. Only read where the tree's size has a bit.
    mapping(uint256 => uint256) private waiting;

    bool private transient entered;

    modifier onlyProvider() {
        if (msg.sender != provider) revert NotProvider(msg.sender);
        _;
    }

    /// @dev For the functions that call the token: it could call back before the state is right.
    modifier nonReentrant() {
        if (entered) revert Reentered();
        entered = true;
        _;
        entered = false;
    }

    constructor(Parameters memory p) {
        if (p.insecureKeys && block.chainid != DEVELOPMENT_CHAIN) revert InsecureKeysOnPublicChain(block.chainid);
        if (p.token.code.length == 0) revert NoCode(p.token);
        if (p.provider == address(0)) revert ZeroAddress();
        if (p.depth == 0 || p.depth > 32) revert DepthOutOfRange(p.depth);
        if (p.cMax == 0) revert PriceCapIsZero();
        if (p.prepaid && p.stake != 0) revert StakeInPrepaidMode(p.stake);
        if (p.window == 0) revert WindowIsZero();
        if (p.rotationDelay <= p.window) revert RotationDelayTooShort(p.rotationDelay, p.window);
        if (p.noteLife <= 2 * uint256(p.window)) revert NoteLifeTooShort(p.noteLife, p.window);
        if (p.serviceId >= R) revert NotInField(p.serviceId);
        if (!p.prepaid && p.exitVerifier.code.length == 0) revert NoCode(p.exitVerifier);
        if (p.poseidon[0].codehash != PoseidonCode.P1) revert WrongPoseidonCode(p.poseidon[0]);
        if (p.poseidon[1].codehash != PoseidonCode.P2) revert WrongPoseidonCode(p.poseidon[1]);
        if (p.poseidon[2].codehash != PoseidonCode.P4) revert WrongPoseidonCode(p.poseidon[2]);
        prepaid = p.prepaid;
        insecureKeys = p.insecureKeys;
        token = p.token;
        depth = p.depth;
        cMax = p.cMax;
        bounty = p.bounty;
        stake = p.stake;
        window = p.window;
        noteLife = p.noteLife;
        rotationDelay = p.rotationDelay;
        serviceId = p.serviceId;
        exitVerifier = p.exitVerifier;
        requestKeyHash = p.requestKeyHash;
        poseidon1 = p.poseidon[0];
        poseidon2 = p.poseidon[1];
        poseidon4 = p.poseidon[2];
        scope = hash4(p.poseidon[2], DOM_SCOPE, block.chainid, uint160(address(this)), p.serviceId);
        root = zero(PoseidonCode.ZEROS, p.depth);
        provider = p.provider;
        emit ProviderChanged(p.provider);
        if (!p.prepaid) {
            register(p.keyX, p.keyY);
            emit KeysChanged(0, 0, p.keyX, p.keyY);
        }
    }

    /// @notice Deposits notes of the caller, who pays amount + bounty + stake for each. A note's deposit is what arrives less bounty and stake.
    /// @dev About 82,000 gas a note and 356,000 a call at depth 20.
    function deposit(NewNote[] calldata newNotes) external nonReentrant {
        if (paused) revert DepositsArePaused();
        uint256 count = newNotes.length;
        if (count == 0) revert NoNotes();
        uint256 first = size;
        if (count > (1 << depth) - first) revert TreeFull(first);
        uint256[] memory deposits = new uint256[](count);
        uint256[] memory leaves = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 commitment = newNotes[i].commitment;
            deposits[i] = takeDeposit(commitment, newNotes[i].amount);
            leaves[i] = hash2(poseidon2, commitment, deposits[i]);
        }
        uint256 newRoot = append(first, leaves);
        for (uint256 i = 0; i < count; ++i) {
            emit Deposited(newNotes[i].commitment, msg.sender, first + i, deposits[i], newRoot);
        }
    }

    /// @notice Opens an exit, which can be finalized after the window. The depositor signs (EIP-712; a contract: ERC-1271) all that the proof says about it, so that
    /// who can forge proofs can neither open an exit nor change one.
    function initiateExit(Exit calldata exit, Proof calldata proof, bytes calldata signature) external {
        if (prepaid) revert PrepaidMode();
        Note storage note = notes[exit.commitment];
        if (note.status != Status.Active) revert NoteNotActive(exit.commitment);
        if (exit.recipient == address(0)) revert ZeroAddress();
        if (exit.payout > note.deposit) revert PayoutAboveDeposit(exit.payout, note.deposit);
        if (!isSignedBy(note.depositor, exitDigest(exit), signature)) revert BadSignature();
        requireProof(exit, proof, note.deposit, note.depositedAt);
        uint64 finalizableAt = uint64(block.timestamp + window);
        note.status = Status.Exiting;
        note.finalizableAt = finalizableAt;
        note.recipient = exit.recipient;
        note.payout = uint96(exit.payout);
        note.tag = exit.tag;
        emit ExitInitiated(
            exit.commitment, exit.nullifier, exit.recipient, exit.share, exit.payout, exit.tag, finalizableAt
        );
    }

    /// @notice Closes an exit that nobody challenged within the window: the recipient gets payout, bounty and stake, the provider the rest of
    /// the deposit. The stake is burned if the exit hides open tickets or names one that is flagged.
    function finalizeExit(uint256 commitment) external {
        Note storage note = notes[commitment];
        if (note.status != Status.Exiting) revert NoteNotExiting(commitment);
        if (block.timestamp < note.finalizableAt) revert TooEarly(note.finalizableAt);
        note.status = Status.Closed;
        bool burned = note.tag == 1 || flagged[note.tag];
        balances[note.recipient] += note.payout + bounty;
        balances[provider] += note.deposit - note.payout;
        balances[burned ? BURNED : note.recipient] += stake;
        emit ExitFinalized(commitment, note.recipient, note.payout, burned);
    }

    /// @notice Closes a note whose secret k the caller knows, which two uses of one ticket reveal: the caller gets the bounty, the provider the
    /// deposit; the stake is burned.
    function slash(uint256 commitment, uint256 secret) external {
        Note storage note = notes[commitment];
        if (note.status != Status.Active && note.status != Status.Exiting) revert NoteNotOpen(commitment);
        if (secret >= R) revert NotInField(secret);
        if (hash1(poseidon1, secret) != commitment) revert WrongSecret();
        note.status = Status.Closed;
        balances[msg.sender] += bounty;
        balances[provider] += note.deposit;
        balances[BURNED] += stake;
        emit Slashed(commitment, secret, msg.sender);
    }

    /// @notice Closes a note after its life, unless an exit is open: the provider gets the deposit, the depositor the bounty back; the stake is
    /// burned.
    function claimExpired(uint256 commitment) external {
        Note storage note = notes[commitment];
        if (note.status != Status.Active) revert NoteNotActive(commitment);
        uint256 expiry = note.depositedAt + noteLife;
        if (block.timestamp < expiry) revert TooEarly(expiry);
        note.status = Status.Closed;
        balances[note.depositor] += bounty;
        balances[provider] += note.deposit;
        balances[BURNED] += stake;
        emit Expired(commitment);
    }

    /// @notice Pays an account what it is credited with. Anyone may call it; the money goes nowhere else.
    function withdraw(address account) external nonReentrant {
        uint256 amount = balances[account];
        if (amount == 0) revert NothingToWithdraw(account);
        balances[account] = 0;
        callToken(abi.encodeWithSignature("transfer(address,uint256)", account, amount));
        emit Withdrawn(account, amount);
    }

    /// @notice Names a request that broke the published policy. An exit that names or hides it loses its stake.
    function flagPolicy(uint256 nullifier, bytes32 evidenceHash) external onlyProvider {
        if (nullifier <= 1 || nullifier >= R) revert NullifierOutOfRange(nullifier);
        if (flagged[nullifier]) revert AlreadyFlagged(nullifier);
        flagged[nullifier] = true;
        emit PolicyFlagged(nullifier, evidenceHash);
    }

    /// @notice Announces the next key, in the place of one that was announced before.
    function proposeKey(uint256 x, uint256 y) external onlyProvider {
        requireNewKey(x, y);
        uint64 activeFrom = uint64(block.timestamp + rotationDelay);
        pendingKey = PendingKey(x, y, activeFrom);
        emit KeyProposed(x, y, activeFrom);
    }

    function cancelKey() external onlyProvider {
        if (pendingKey.activeFrom == 0) revert NoPendingKey();
        emit KeyProposalCancelled(pendingKey.x, pendingKey.y);
        delete pendingKey;
    }

    /// @notice Makes the announced key current and the current one previous.
    function activateKey() external onlyProvider {
        PendingKey memory pending = pendingKey;
        if (pending.activeFrom == 0) revert NoPendingKey();
        if (block.timestamp < pending.activeFrom) revert TooEarly(pending.activeFrom);
        delete pendingKey;
        keys[currentKeyId].acceptedUntil = uint64(block.timestamp + window);
        previousKeyId = currentKeyId;
        currentKeyId = register(pending.x, pending.y);
        emit KeysChanged(currentKeyId, previousKeyId, pending.x, pending.y);
    }

    /// @notice After a compromise: a new key at once, with no previous one. Notes deposited from now on do not exit with the old ones.
    function emergencyRotate(uint256 x, uint256 y) external onlyProvider {
        if (prepaid) revert PrepaidMode();
        revoke(previousKeyId);
        revoke(currentKeyId);
        currentKeyId = register(x, y);
        previousKeyId = currentKeyId;
        emit KeysChanged(currentKeyId, previousKeyId, x, y);
    }

    /// @notice After a compromise of the previous key alone: only the current one counts. Notes deposited from now on do not exit with the other.
    function dropPreviousKey() external onlyProvider {
        if (previousKeyId == currentKeyId) revert NoPreviousKey();
        revoke(previousKeyId);
        previousKeyId = currentKeyId;
        ProviderKey storage key = keys[currentKeyId];
        emit KeysChanged(currentKeyId, currentKeyId, key.x, key.y);
    }

    /// @notice Stops or resumes deposits. Nothing else can be stopped.
    function setPaused(bool value) external onlyProvider {
        paused = value;
        emit DepositsPaused(value);
    }

    /// @notice Offers the provider's role, and all that is credited to it from then on, to another account.
    function proposeProvider(address account) external onlyProvider {
        proposedProvider = account;
        emit ProviderProposed(account);
    }

    function acceptProvider() external {
        if (msg.sender != proposedProvider) revert NotProvider(msg.sender);
        provider = msg.sender;
        proposedProvider = address(0);
        emit ProviderChanged(msg.sender);
    }

    /// @notice A note's state; status None if there is none.
    function noteOf(uint256 commitment) external view returns (Note memory) {
        return notes[commitment];
    }

    /// @notice pk and pkOld of requests, by their ids.
    function currentKeys() external view returns (uint256 keyId, uint256 oldKeyId) {
        return (currentKeyId, previousKeyId);
    }

    function keyOf(uint256 keyId) external view returns (ProviderKey memory) {
        if (keyId >= keys.length) revert UnknownKey(keyId);
        return keys[keyId];
    }

    /// @notice What the depositor signs to exit.
    function exitDigest(Exit calldata exit) public view returns (bytes32) {
        bytes32 domain =
            keccak256(abi.encode(DOMAIN_TYPE, NAME_HASH, VERSION_HASH, block.chainid, address(this)));
        bytes32 content = keccak256(
            abi.encode(
                EXIT_TYPE, exit.commitment, exit.recipient, exit.nullifier, exit.share, exit.payout, exit.tag
            )
        );
        return keccak256(abi.encodePacked("\x19\x01", domain, content));
    }

    /// @dev The deposit is what arrived, not what was asked for: tokens may take fees.
    function takeDeposit(uint256 commitment, uint256 amount) private returns (uint256 taken) {
        if (commitment == 0 || commitment >= R) revert CommitmentOutOfRange(commitment);
        Note storage note = notes[commitment];
        if (note.status != Status.None) revert CommitmentUsed(commitment);
        uint256 apart = bounty + stake;
        uint256 before = IBalances(token).balanceOf(address(this));
        callToken(
            abi.encodeWithSignature(
                "transferFrom(address,address,uint256)", msg.sender, address(this), amount + apart
            )
        );
        uint256 received = IBalances(token).balanceOf(address(this)) - before;
        if (received < apart + cMax || received - apart > type(uint96).max) revert DepositOutOfRange(received);
        taken = received - apart;
        note.depositor = msg.sender;
        note.deposit = uint96(taken);
        note.depositedAt = uint64(block.timestamp);
        note.status = Status.Active;
    }

    /// @dev One hash for each of the first leaves, on average, and depth for the last, whose path is the only one that is needed up to the root.
    function append(uint256 index, uint256[] memory leaves) private returns (uint256 node) {
        uint256 last = leaves.length - 1;
        address poseidon = poseidon2;
        uint256 level;
        for (uint256 i = 0; i < last; ++i) {
            node = leaves[i];
            for (level = 0; (index >> level) & 1 == 1; ++level) {
                node = hash2(poseidon, waiting[level], node);
            }
            waiting[level] = node;
            ++index;
        }
        bytes memory zeros = PoseidonCode.ZEROS;
        bool complete = true;
        node = leaves[last];
        for (level = 0; level < depth; ++level) {
            if ((index >> level) & 1 == 1) {
                node = hash2(poseidon, waiting[level], node);
            } else {
                if (complete) waiting[level] = node;
                complete = false;
                node = hash2(poseidon, node, zero(zeros, level));
            }
        }
        supersededAt[root] = block.timestamp;
        root = node;
        size = uint64(index + 1);
    }

    function requireProof(Exit calldata exit, Proof calldata proof, uint256 taken, uint256 depositedAt) private view {
        ProviderKey storage key = acceptedKey(exit.keyId, depositedAt);
        ProviderKey storage oldKey = acceptedKey(exit.previousKeyId, depositedAt);
        uint256[13] memory inputs = [
            exit.nullifier,
            exit.share,
            exit.payout,
            exit.tag,
            exit.commitment,
            taken,
            cMax,
            hash4(poseidon4, DOM_EXIT, uint160(exit.recipient), scope, exit.commitment),
            scope,
            key.x,
            key.y,
            oldKey.x,
            oldKey.y
        ];
        if (!IExitVerifier(exitVerifier).verifyProof(proof.a, proof.b, proof.c, inputs)) revert ProofRefused();
    }

    function acceptedKey(uint256 keyId, uint256 depositedAt) private view returns (ProviderKey storage key) {
        if (keyId >= keys.length) revert UnknownKey(keyId);
        key = keys[keyId];
        if (key.acceptedUntil < depositedAt) revert KeyTooOld(keyId, key.acceptedUntil, depositedAt);
    }

    function register(uint256 x, uint256 y) private returns (uint32) {
        requireNewKey(x, y);
        registered[keccak256(abi.encode(x, y))] = true;
        keys.push(ProviderKey(x, y, type(uint64).max));
        return uint32(keys.length - 1);
    }

    function revoke(uint256 keyId) private {
        ProviderKey storage key = keys[keyId];
        if (key.acceptedUntil > block.timestamp) key.acceptedUntil = uint64(block.timestamp);
    }

    /// @dev Under a key of small order, 8 * (x, y) being neutral, anyone signs anything. Twice a point is
    /// (2xy / ..., (y^2 - A * x^2) / ...), and a point is of order 1, 2 or 4 if one coordinate is 0.
    function requireNewKey(uint256 x, uint256 y) private view {
        if (prepaid) revert PrepaidMode();
        if (x >= R) revert NotInField(x);
        if (y >= R) revert NotInField(y);
        uint256 yy = mulmod(y, y, R);
        uint256 xx = mulmod(x, x, R);
        uint256 axx = mulmod(CURVE_A, xx, R);
        if (addmod(axx, yy, R) != addmod(1, mulmod(CURVE_D, mulmod(xx, yy, R), R), R)) revert NotOnCurve(x, y);
        if (x == 0 || y == 0 || yy == axx) revert SmallOrder(x, y);
        if (registered[keccak256(abi.encode(x, y))]) revert KeyAlreadyRegistered(x, y);
    }

    /// @dev By the account's key: r, s, v of 65 bytes, in the one form of two that EIP-2 allows. Or, where the account is a contract, by what that says
    /// (ERC-1271): the call can change nothing, and one word of its answer is read.
    function isSignedBy(address account, bytes32 digest, bytes calldata signature) private view returns (bool) {
        if (signature.length == 65) {
            bytes32 s = bytes32(signature[32:64]);
            if (
                uint256(s) <= HALF_N
                    && ecrecover(digest, uint8(signature[64]), bytes32(signature[0:32]), s) == account
            ) return true;
        }
        if (account.code.length == 0) return false;
        bytes memory question = abi.encodeWithSelector(VALID_SIGNATURE, digest, signature);
        bool answered;
        bytes32 word;
        assembly ("memory-safe") {
            answered := staticcall(gas(), account, add(question, 32), mload(question), 0, 32)
            answered := and(answered, gt(returndatasize(), 31))
            word := mload(0)
        }
        return answered && word == bytes32(VALID_SIGNATURE);
    }

    /// @dev Tokens answer true, or nothing, or false for what they refuse.
    function callToken(bytes memory data) private {
        (bool done, bytes memory answer) = token.call(data);
        if (!done || (answer.length != 0 && !abi.decode(answer, (bool)))) revert TokenRefused();
    }

    function zero(bytes memory zeros, uint256 level) private pure returns (uint256 node) {
        assembly ("memory-safe") {
            node := mload(add(add(zeros, 32), mul(level, 32)))
        }
    }

    function hash1(address poseidon, uint256 a) private view returns (uint256 digest) {
        assembly ("memory-safe") {
            mstore(0, a)
            if iszero(staticcall(gas(), poseidon, 0, 32, 0, 32)) { revert(0, 0) }
            digest := mload(0)
        }
    }

    function hash2(address poseidon, uint256 a, uint256 b) private view returns (uint256 digest) {
        assembly ("memory-safe") {
            mstore(0, a)
            mstore(32, b)
            if iszero(staticcall(gas(), poseidon, 0, 64, 0, 32)) { revert(0, 0) }
            digest := mload(0)
        }
    }

    function hash4(address poseidon, uint256 a, uint256 b, uint256 c, uint256 d) private view returns (uint256 digest) {
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, a)
            mstore(add(words, 32), b)
            mstore(add(words, 64), c)
            mstore(add(words, 96), d)
            if iszero(staticcall(gas(), poseidon, words, 128, 0, 32)) { revert(0, 0) }
            digest := mload(0)
        }
    }
}
