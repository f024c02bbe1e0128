package io.snark4j.credits.vault;

import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.Tuple;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.ethereum.Receipt;
import io.snark4j.credits.ethereum.RevertedException;
import io.snark4j.credits.ethereum.Signature;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.curve.bn254.Eip197;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Proof;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A vault on a chain. Functions that change it are signed by the account they take and return when their transaction is mined; what the contract would refuse throws
 * {@link VaultException} with the contract's error and costs nothing. Thread-safe, but an account must not act from two threads at a time.
 */
public final class CreditVault {
    private static final int WORD = 32;
    private static final Function DEPOSIT = Function.parse("deposit((uint256,uint256)[])");
    private static final Function INITIATE_EXIT =
            Function.parse("initiateExit((uint256,address,uint256,uint256,uint256,uint256,uint256,uint256),"
                    + "(uint256[2],uint256[2][2],uint256[2]),bytes)");
    private static final Function FINALIZE_EXIT = Function.parse("finalizeExit(uint256)");
    private static final Function SLASH = Function.parse("slash(uint256,uint256)");
    private static final Function CLAIM_EXPIRED = Function.parse("claimExpired(uint256)");
    private static final Function WITHDRAW = Function.parse("withdraw(address)");
    private static final Function FLAG_POLICY = Function.parse("flagPolicy(uint256,bytes32)");
    private static final Function PROPOSE_KEY = Function.parse("proposeKey(uint256,uint256)");
    private static final Function CANCEL_KEY = Function.parse("cancelKey()");
    private static final Function ACTIVATE_KEY = Function.parse("activateKey()");
    private static final Function EMERGENCY_ROTATE = Function.parse("emergencyRotate(uint256,uint256)");
    private static final Function DROP_PREVIOUS_KEY = Function.parse("dropPreviousKey()");
    private static final Function SET_PAUSED = Function.parse("setPaused(bool)");
    private static final Function PROPOSE_PROVIDER = Function.parse("proposeProvider(address)");
    private static final Function ACCEPT_PROVIDER = Function.parse("acceptProvider()");
    private static final Function ROOT = Function.parse("root()");
    private static final Function SIZE = Function.parse("size()");
    private static final Function CURRENT_KEYS = Function.parse("currentKeys()");
    private static final Function PENDING_KEY = Function.parse("pendingKey()");
    private static final Function PAUSED = Function.parse("paused()");
    private static final Function PROVIDER = Function.parse("provider()");
    private static final Function NOTE_OF = Function.parse("noteOf(uint256)");
    private static final Function KEY_OF = Function.parse("keyOf(uint256)");
    private static final Function SUPERSEDED_AT = Function.parse("supersededAt(uint256)");
    private static final Function BALANCES = Function.parse("balances(address)");
    private static final Function FLAGGED = Function.parse("flagged(uint256)");

    private final Ethereum ethereum;
    private final VaultTerms terms;

    private CreditVault(Ethereum ethereum, VaultTerms terms) {
        this.ethereum = ethereum;
        this.terms = terms;
    }

    /**
     * A vault that stands, with its terms read.
     *
     * @param ethereum its chain
     * @param address of the contract
     * @return the vault
     */
    public static CreditVault at(Ethereum ethereum, Address address) {
        return new CreditVault(ethereum, new VaultReader(ethereum, address).terms());
    }

    /**
     * Creates a vault, and the three Poseidon contracts that it hashes with: four transactions, about 10 million gas.
     *
     * @param ethereum the chain
     * @param deployer pays; has no rights afterwards
     * @param parameters checked by the contract
     * @return the vault
     * @throws VaultException if the contract refuses a parameter
     */
    public static CreditVault deploy(Ethereum ethereum, Account deployer, VaultParameters parameters) {
        return at(ethereum, new VaultDeployment(ethereum, deployer).deploy(parameters));
    }

    /** @return this vault as it is for good: its views answer as of the newest finalized block, and fail before it was there */
    public CreditVault atFinalized() {
        return new CreditVault(ethereum.atFinalized(), terms);
    }

    /** @return what cannot be changed */
    public VaultTerms terms() {
        return terms;
    }

    /**
     * Deposits notes. The depositor must have approved D + bounty + stake of the token for each, see {@link Erc20#approve}.
     *
     * @param depositor pays, and signs the notes' exits one day
     * @param notes at least one
     * @return the receipt
     */
    public Receipt deposit(Account depositor, List<NewNote> notes) {
        Tuple[] tuples = notes.stream()
                .map(note -> Tuple.of(note.commitment().toBigInteger(), note.amount()))
                .toArray(Tuple[]::new);
        return send(depositor, DEPOSIT, (Object) tuples);
    }

    /**
     * Opens an exit.
     *
     * @param sender anyone
     * @param order what it says
     * @param proof of CreditExit
     * @param signature of the depositor, see {@link ExitOrder#sign}
     * @return the receipt
     */
    public Receipt initiateExit(Account sender, ExitOrder order, Proof proof, Signature signature) {
        return initiateExit(sender, order, proof, signature.toBytes());
    }

    /**
     * Opens an exit of a note that a contract deposited.
     *
     * @param sender anyone
     * @param order what it says
     * @param proof of CreditExit
     * @param signature what that contract takes for one, of {@link ExitOrder#digest} (ERC-1271)
     * @return the receipt
     */
    public Receipt initiateExit(Account sender, ExitOrder order, Proof proof, byte[] signature) {
        Tuple exit = Tuple.from(
                order.commitment().toBigInteger(),
                Abi.argument(order.recipient()),
                order.nullifier().toBigInteger(),
                order.share().toBigInteger(),
                order.payout(),
                order.tag().toBigInteger(),
                Abi.number(order.keyId()),
                Abi.number(order.previousKeyId()));
        return send(sender, INITIATE_EXIT, exit, proofOf(proof), signature);
    }

    /** As EIP-197 orders the coordinates. */
    static Tuple proofOf(Proof proof) {
        BigInteger[] b = words(Eip197.encode(proof.b()));
        return Tuple.of(
                words(Eip197.encode(proof.a())),
                new BigInteger[][] {Arrays.copyOfRange(b, 0, 2), Arrays.copyOfRange(b, 2, 4)},
                words(Eip197.encode(proof.c())));
    }

    private static BigInteger[] words(byte[] bytes) {
        BigInteger[] words = new BigInteger[bytes.length / WORD];
        Arrays.setAll(words, i -> new BigInteger(1, bytes, WORD * i, WORD));
        return words;
    }

    /**
     * Closes an exit whose window is over.
     *
     * @param sender anyone
     * @param commitment c
     * @return the receipt
     */
    public Receipt finalizeExit(Account sender, Fr commitment) {
        return send(sender, FINALIZE_EXIT, commitment.toBigInteger());
    }

    /**
     * Closes a note by its secret.
     *
     * @param slasher gets the bounty
     * @param commitment c
     * @param secret k, public from then on
     * @return the receipt
     */
    public Receipt slash(Account slasher, Fr commitment, Fr secret) {
        return send(slasher, SLASH, commitment.toBigInteger(), secret.toBigInteger());
    }

    /**
     * Closes a note whose life is over.
     *
     * @param sender anyone
     * @param commitment c
     * @return the receipt
     */
    public Receipt claimExpired(Account sender, Fr commitment) {
        return send(sender, CLAIM_EXPIRED, commitment.toBigInteger());
    }

    /**
     * Pays out what an account is credited with.
     *
     * @param sender anyone
     * @param account who is paid
     * @return the receipt
     */
    public Receipt withdraw(Account sender, Address account) {
        return send(sender, WITHDRAW, Abi.argument(account));
    }

    /**
     * Names a request that broke the policy.
     *
     * @param provider signs
     * @param nullifier of the request, above 1
     * @param evidenceHash 32 bytes, of what is published about it
     * @return the receipt
     */
    public Receipt flagPolicy(Account provider, Fr nullifier, byte[] evidenceHash) {
        return send(provider, FLAG_POLICY, nullifier.toBigInteger(), evidenceHash);
    }

    /**
     * Announces the next key.
     *
     * @param provider signs
     * @param key of order l, never registered: the contract takes multiples of l, gateways and tickets do not
     * @return the receipt
     * @throws IllegalArgumentException if it is of another order
     */
    public Receipt proposeKey(Account provider, BabyJubjubPoint key) {
        requireInSubgroup(key);
        return send(provider, PROPOSE_KEY, key.x().toBigInteger(), key.y().toBigInteger());
    }

    /**
     * Takes an announced key back.
     *
     * @param provider signs
     * @return the receipt
     */
    public Receipt cancelKey(Account provider) {
        return send(provider, CANCEL_KEY);
    }

    /**
     * Makes the announced key current after its delay; the current one is the previous then.
     *
     * @param provider signs
     * @return the receipt
     */
    public Receipt activateKey(Account provider) {
        return send(provider, ACTIVATE_KEY);
    }

    /**
     * After a compromise: a new key at once, and no previous one.
     *
     * @param provider signs
     * @param key of order l, never registered: the contract takes multiples of l, gateways and tickets do not
     * @return the receipt
     * @throws IllegalArgumentException if it is of another order
     */
    public Receipt emergencyRotate(Account provider, BabyJubjubPoint key) {
        requireInSubgroup(key);
        return send(provider, EMERGENCY_ROTATE, key.x().toBigInteger(), key.y().toBigInteger());
    }

    /**
     * After a compromise of the previous key alone.
     *
     * @param provider signs
     * @return the receipt
     */
    public Receipt dropPreviousKey(Account provider) {
        return send(provider, DROP_PREVIOUS_KEY);
    }

    /**
     * Stops or resumes deposits.
     *
     * @param provider signs
     * @param paused whether to stop
     * @return the receipt
     */
    public Receipt setPaused(Account provider, boolean paused) {
        return send(provider, SET_PAUSED, paused);
    }

    /**
     * Offers the provider's role.
     *
     * @param provider signs
     * @param next who may accept
     * @return the receipt
     */
    public Receipt proposeProvider(Account provider, Address next) {
        return send(provider, PROPOSE_PROVIDER, Abi.argument(next));
    }

    /**
     * Takes the provider's role.
     *
     * @param next to whom it was offered
     * @return the receipt
     */
    public Receipt acceptProvider(Account next) {
        return send(next, ACCEPT_PROVIDER);
    }

    /** @return the tree's root now */
    public Fr root() {
        return Fr.of(reader().word(ROOT));
    }

    /** @return how many notes were deposited */
    public long size() {
        return Abi.count("size", reader().word(SIZE));
    }

    /**
     * When a root was superseded.
     *
     * @param root any
     * @return seconds since 1970; empty for the current root and for what never was one
     */
    public Optional<Long> supersededAt(Fr root) {
        long time = Abi.count("supersededAt", reader().word(SUPERSEDED_AT, root.toBigInteger()));
        return time == 0 ? Optional.empty() : Optional.of(time);
    }

    /**
     * @param commitment c
     * @return its note; of status NONE if there is none
     */
    public NoteState note(Fr commitment) {
        BigInteger[] note = reader().words(8, NOTE_OF, commitment.toBigInteger());
        return new NoteState(
                NoteState.Status.of(note[4]),
                new Address(note[0]),
                note[1],
                Abi.count("depositedAt", note[2]),
                Abi.count("finalizableAt", note[3]),
                new Address(note[5]),
                note[6],
                Fr.of(note[7]));
    }

    /** @return pk and pkOld of requests; a rotation in between gives the pair before it or after it */
    public RegisteredKeys keys() {
        BigInteger[] ids = reader().words(2, CURRENT_KEYS);
        RegisteredKey current = key(Abi.count("keyId", ids[0]));
        long previous = Abi.count("oldKeyId", ids[1]);
        return new RegisteredKeys(current, previous == current.id() ? current : key(previous));
    }

    /**
     * @param keyId from 0 upwards
     * @return the key
     * @throws VaultException if there is none of this id
     */
    public RegisteredKey key(long keyId) {
        BigInteger[] key = reader().words(3, KEY_OF, Abi.number(keyId));
        return new RegisteredKey(keyId, new BabyJubjubPoint(Fr.of(key[0]), Fr.of(key[1])), key[2]);
    }

    /** @return the key that waits to become current, if one was announced */
    public Optional<AnnouncedKey> announcedKey() {
        BigInteger[] key = reader().words(3, PENDING_KEY);
        return key[2].signum() == 0
                ? Optional.empty()
                : Optional.of(new AnnouncedKey(
                        new BabyJubjubPoint(Fr.of(key[0]), Fr.of(key[1])), Abi.count("activeFrom", key[2])));
    }

    /**
     * @param account any
     * @return token units that it may withdraw
     */
    public BigInteger balanceOf(Address account) {
        return reader().word(BALANCES, Abi.argument(account));
    }

    /**
     * @param nullifier of a request
     * @return whether the provider says that it broke the policy
     */
    public boolean isFlagged(Fr nullifier) {
        return reader().word(FLAGGED, nullifier.toBigInteger()).signum() != 0;
    }

    /** @return whether deposits are stopped */
    public boolean isPaused() {
        return reader().word(PAUSED).signum() != 0;
    }

    /** @return who is paid */
    public Address provider() {
        return new Address(reader().word(PROVIDER));
    }

    /**
     * What happened, oldest first. Nodes limit how many blocks a call may span: {@link VaultEventReader} keeps to that.
     *
     * @param fromBlock first block
     * @param toBlock last block
     * @return every event
     */
    public List<VaultEvent> events(long fromBlock, long toBlock) {
        return ethereum.logs(terms.vault(), fromBlock, toBlock).stream()
                .map(VaultLogs::decode)
                .toList();
    }

    /** With another key the vault would go on, and every gateway and ticket refuse it: no request could be paid. */
    private static void requireInSubgroup(BabyJubjubPoint key) {
        if (!key.isInSubgroup()) {
            throw new IllegalArgumentException(key + " is not in the subgroup of order l");
        }
    }

    private VaultReader reader() {
        return new VaultReader(ethereum, terms.vault());
    }

    private Receipt send(Account sender, Function function, Object... arguments) {
        try {
            return ethereum.send(sender, terms.vault(), Abi.call(function, arguments));
        } catch (RevertedException e) {
            throw VaultArtifact.INSTANCE.explain(e);
        }
    }
}
