package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.gadget.MerkleProof;
import io.snark4j.credits.ethereum.Block;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.DepositTree;
import io.snark4j.credits.vault.RegisteredKey;
import io.snark4j.credits.vault.RegisteredKeys;
import io.snark4j.credits.vault.VaultEvent;
import io.snark4j.credits.vault.VaultEventReader;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import io.snark4j.field.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The vault as the wallet's own node shows it: all of its events, never one note's, so that the node does not learn which leaf is the wallet's (it learns of the transactions
 * that it is given, and the desks for deposits and exits ask for the notes of those). Requests are proved against
 * the root that stood at the last boundary of an epoch: all wallets use it, whenever they looked at the chain. Thread-safe.
 */
public final class VaultMirror implements ChainView {
    private static final long BLOCKS_A_QUESTION = 5_000;

    private final Ethereum ethereum;
    private final CreditVault vault;
    private final Duration epoch;
    private final Progress progress;
    /** Whose holder alone asks the node, and writes what follows, under this object's lock as well. */
    private final ReentrantLock refreshing = new ReentrantLock();

    private final List<VaultEvent.Deposited> deposits = new ArrayList<>();
    private final Map<Fr, NoteStanding.End> ends = new HashMap<>();
    private VaultEventReader reader;
    /** Whether the tree is of a history that the node no longer tells; it serves until another is read whole. */
    private boolean anew;

    private DepositTree tree;
    private long time;
    /** As the events tell them, up to the head that gateways know as well: a newer pair would be refused until they have it. */
    private RegisteredKeys keys;

    /** What the events say of them and was not looked up yet. */
    private VaultEvent.@Nullable KeysChanged keysChanged;

    /**
     * Reads nothing yet.
     *
     * @param ethereum the node
     * @param vault on its chain
     * @param epoch of the deployment
     * @param firstBlock of the vault, or earlier
     * @param progress hears how far the reading is
     */
    public VaultMirror(Ethereum ethereum, CreditVault vault, Duration epoch, long firstBlock, Progress progress) {
        this.ethereum = ethereum;
        this.vault = vault;
        this.epoch = epoch;
        this.progress = progress;
        this.reader = new VaultEventReader(vault, firstBlock, BLOCKS_A_QUESTION);
        this.tree = new DepositTree(vault.terms().depth());
        this.keys = vault.keys();
    }

    /** Questions to the node take their time: who pays meanwhile sees the chain as it was. */
    @Override
    public void refresh() {
        refreshing.lock();
        try {
            follow();
        } catch (MalformedInputException e) {
            forget();
            follow();
        } finally {
            refreshing.unlock();
        }
    }

    private void follow() {
        Block head = head();
        read(head.number());
        requireRoot();
        RegisteredKeys current = keysChanged == null ? keys : registered(keysChanged);
        long boundary = head.timestamp() - head.timestamp() % epoch.toSeconds();
        publish(head.timestamp(), current, countAt(boundary, anew ? 0 : (int) crowd()));
    }

    /** A key's time may have been ended since, never for notes that are deposited already. */
    private RegisteredKeys registered(VaultEvent.KeysChanged event) {
        RegisteredKey current = vault.key(event.keyId());
        boolean one = event.previousKeyId() == event.keyId();
        return new RegisteredKeys(current, one ? current : vault.key(event.previousKeyId()));
    }

    /** The chain took blocks back, or the first block came from a node that keeps no old states and did not say so. */
    private synchronized void forget() {
        deposits.clear();
        ends.clear();
        reader = new VaultEventReader(vault, 0, BLOCKS_A_QUESTION);
        anew = true;
    }

    private synchronized void publish(long now, RegisteredKeys current, int upTo) {
        time = now;
        keys = current;
        keysChanged = null;
        DepositTree grown = anew ? new DepositTree(vault.terms().depth()) : tree;
        grown.append(deposits.subList((int) grown.size(), upTo));
        tree = grown;
        anew = false;
    }

    /** Finalized, as gateways follow it: a root that they do not know yet is refused. A development chain finalizes nothing. */
    private Block head() {
        return vault.terms().insecureKeys() ? ethereum.latestBlock() : ethereum.finalizedBlock();
    }

    private void read(long head) {
        reader.readTo(head, progress, events -> events.forEach(this::take));
    }

    private synchronized void take(VaultEvent event) {
        switch (event) {
            case VaultEvent.Deposited e -> deposits.add(e);
            case VaultEvent.ExitFinalized e -> ends.put(e.commitment(), NoteStanding.End.EXITED);
            case VaultEvent.Slashed e -> ends.put(e.commitment(), NoteStanding.End.SLASHED);
            case VaultEvent.Expired e -> ends.put(e.commitment(), NoteStanding.End.EXPIRED);
            case VaultEvent.KeysChanged e -> keysChanged = e;
            default -> {}
        }
    }

    /** The contract's root may be newer than the events, never of another history. */
    private void requireRoot() {
        if (!deposits.isEmpty()
                && !vault.root().equals(deposits.getLast().root())
                && vault.supersededAt(deposits.getLast().root()).isEmpty()) {
            throw new MalformedInputException("the node's last deposit has a root that the vault never had");
        }
    }

    /** How many deposits had come by then, at least those that are known to have. */
    private int countAt(long boundary, int known) {
        int upTo = deposits.size();
        while (upTo > known && !stoodAt(deposits.get(upTo - 1).root(), boundary)) {
            upTo--;
        }
        return upTo;
    }

    /** Whether the root had come by then: the one before it was superseded at the latest then. */
    private boolean stoodAt(Fr root, long boundary) {
        int first = 0;
        while (!deposits.get(first).root().equals(root)) {
            first++;
        }
        Fr before = first == 0
                ? io.snark4j.circuit.gadget.MerkleTree.zero(vault.terms().depth())
                : deposits.get(first - 1).root();
        return vault.supersededAt(before).filter(since -> since <= boundary).isPresent();
    }

    @Override
    public synchronized long time() {
        return time;
    }

    @Override
    public synchronized RegisteredKeys registeredKeys() {
        return keys;
    }

    @Override
    public synchronized boolean isReady(NoteStanding note) {
        return note.depositedAt() > 0
                && note.depositedAt() + epoch.toSeconds() <= time
                && tree.find(note.commitment()).isPresent();
    }

    @Override
    public synchronized MerkleProof path(NoteStanding note) {
        OptionalLong index = tree.find(note.commitment());
        if (index.isEmpty()) {
            throw new WalletException("note " + note.id() + " is not in the tree of the last epoch yet");
        }
        MerkleProof path = tree.proof(index.getAsLong());
        if (!path.verify(CreditProtocol.leaf(note.commitment(), note.deposit()), tree.root())) {
            throw new WalletException("note " + note.id() + ": the chain has another deposit of it than the wallet");
        }
        return path;
    }

    /**
     * @param commitment c
     * @return how the vault closed a note, empty if it is open
     */
    public synchronized Optional<NoteStanding.End> end(Fr commitment) {
        return Optional.ofNullable(ends.get(commitment));
    }

    @Override
    public synchronized long crowd() {
        return tree.size();
    }
}
