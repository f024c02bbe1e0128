package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.CreditExitInputs;
import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.credit.Settlement;
import io.snark4j.circuit.gadget.MerkleProof;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ticket.RequestDigest;
import io.snark4j.credits.vault.RegisteredKeys;
import io.snark4j.credits.wallet.store.DurableLog;
import io.snark4j.credits.wallet.store.Passphrase;
import io.snark4j.credits.wallet.store.PassphraseSeal;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a wallet knows: the notes with their secrets, and the journal that makes each step durable before it counts. Secrets leave it inside the inputs of a proof, and
 * for the backup. Inputs are those of a ticket or an exit that the journal holds already, but for {@link #requestLine}, whose taker makes nothing of them that leaves before its
 * ticket is signed. The rules of this class are the whole of the wallet's safety:
 *
 * <ul>
 *   <li>an index that signed one x never signs another; with a ticket open, nothing else is signed;
 *   <li>requests are signed below the ceiling of the backup, an exit at most at the ceiling, where the backup itself would exit;
 *   <li>an exit pays the recipient that was fixed with the note, so that its x is one for ever, wherever it is signed;
 *   <li>an exit is signed behind every ticket that was, whether or not anybody says that it was refused;
 *   <li>a note of a backup exits at its ceiling; a journal that may be old signs and writes nothing at all.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class Ledger implements AutoCloseable {
    /** The ceiling of a wallet whose owner wants no backup. */
    public static final long UNLIMITED = 1L << 32;

    /** Bytes of a journal that is not worth the trouble. */
    private static final long LEAST_COMPACTED = 1 << 20;
    /** How many times longer than what is to be kept a journal gets. */
    private static final int WORTHWHILE = 4;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final DurableLog log;
    private final JournalState state = new JournalState();
    private long compactAbove = LEAST_COMPACTED;

    /**
     * Reads the journal.
     *
     * @param log of the wallet, closed with the ledger
     * @throws io.snark4j.field.MalformedInputException if an entry is of another form
     */
    public Ledger(DurableLog log) {
        this.log = log;
        for (byte[] record : log.takeRecords()) {
            state.apply(JournalCodec.decode(record));
        }
    }

    private void append(JournalEntry entry) {
        requireCurrent();
        log.append(JournalCodec.encode(entry));
        state.apply(entry);
    }

    /**
     * Says where the wallet belongs, or changes how that is reached.
     *
     * @param other settings; the deployment is fixed by the first
     * @throws WalletException if they are of another deployment, or the journal may be old
     */
    public synchronized void open(Settings other) {
        state.requireSameDeployment(other);
        append(new JournalEntry.Opened(other));
    }

    /** @return where the wallet belongs */
    public synchronized Settings settings() {
        return state.settings();
    }

    /**
     * Begins a wallet, in one entry: one that was interrupted has an account, or is none.
     *
     * @param where it belongs
     * @param depositor pays for the notes that are made
     */
    public synchronized void open(Settings where, Account depositor) {
        state.requireSameDeployment(where);
        append(new JournalEntry.Batch(
                List.of(new JournalEntry.Opened(where), new JournalEntry.AccountAdded(depositor.toBytes()))));
    }

    /**
     * @return the account that pays for notes
     * @throws WalletException if there is none, as in a wallet of a backup
     */
    public synchronized Account account() {
        return state.account().orElseThrow(() -> new WalletException("this wallet has no account to deposit from"));
    }

    /** @return that this wallet may be an old copy, why, and what to do, in one sentence for its owner; empty if it is current */
    public synchronized Optional<String> age() {
        return log.age()
                .map(why -> "this wallet may be an old copy (" + why
                        + "): it signs nothing. Exit from the newest backup: `snark4j wallet recover`");
    }

    /** @return how all notes stand, in the order in which they were made */
    public synchronized List<NoteStanding> standings() {
        return state.notes().stream().map(HeldNote::standing).toList();
    }

    /**
     * @param id of a note
     * @return how it stands
     * @throws WalletException if there is none
     */
    public synchronized NoteStanding standing(int id) {
        return state.note(id).standing();
    }

    /**
     * Makes a note, not deposited yet.
     *
     * @param depositor pays and signs the exit
     * @param recipient whom the exit will pay; no exit pays anybody else
     * @return how it stands
     */
    public synchronized NoteStanding makeNote(Account depositor, Address recipient) {
        int id = state.nextId();
        append(new JournalEntry.NoteMade(id, Fr.random(RANDOM), depositor.toBytes(), recipient));
        return state.note(id).standing();
    }

    /**
     * A note of a backup, as it is to be taken in.
     *
     * @param secrets of the note
     * @param origin BACKUP or TABLE
     * @param ceiling u of the backup
     */
    record Restoration(NoteSecrets secrets, NoteStanding.Origin origin, long ceiling) {}

    /**
     * Begins a wallet that only exits, in one entry: with all of its notes, or it is none.
     *
     * @param where it belongs
     * @param notes that it takes in
     * @return how they stand
     */
    synchronized List<NoteStanding> restore(Settings where, List<Restoration> notes) {
        state.requireSameDeployment(where);
        List<JournalEntry> entries = new ArrayList<>(List.of(new JournalEntry.Opened(where)));
        int first = state.nextId();
        for (Restoration note : notes) {
            requireUnknown(note.secrets().secret());
            JournalEntry.NoteMade made = note.secrets().made(first + entries.size() - 1);
            entries.add(new JournalEntry.NoteRestored(
                    made, note.origin(), note.secrets().state(), note.ceiling()));
        }
        append(new JournalEntry.Batch(entries));
        return standings().stream().filter(note -> note.id() >= first).toList();
    }

    private void requireUnknown(Fr secret) {
        for (HeldNote note : state.notes()) {
            if (note.secret.equals(secret)) {
                throw new WalletException("note " + note.id + " of this wallet is the one to restore");
            }
        }
    }

    /**
     * The chain has a note.
     *
     * @param id of the note
     * @param deposit D
     * @param depositedAt seconds since 1970
     */
    public synchronized void deposited(int id, BigInteger deposit, long depositedAt) {
        HeldNote note = state.note(id);
        if (note.deposit.equals(deposit) && note.depositedAt == depositedAt) {
            return;
        }
        append(new JournalEntry.NoteDeposited(id, deposit, depositedAt));
    }

    /**
     * A backup of these ceilings is in its place, durably. Ceilings and place are one entry: a wallet with a place and without ceilings would never renew its backup.
     *
     * @param where the wallet keeps it from now on
     * @param ceilings by note, each at least the one before; behind what was signed, in a wallet that had no backup
     */
    synchronized void backedUp(Settings where, Map<Integer, Long> ceilings) {
        state.requireSameDeployment(where);
        List<JournalEntry> entries = new ArrayList<>();
        if (!where.equals(settings())) {
            entries.add(new JournalEntry.Opened(where));
        }
        ceilings.forEach((id, ceiling) -> {
            long before = state.note(id).ceiling;
            long least = before == UNLIMITED ? state.note(id).standing().next() : before;
            if (ceiling < least) {
                throw new IllegalArgumentException("note " + id + ": ceiling " + ceiling + " after " + before);
            }
            if (ceiling != before) {
                entries.add(new JournalEntry.CeilingRaised(id, ceiling));
            }
        });
        if (!entries.isEmpty()) {
            append(new JournalEntry.Batch(entries));
        }
    }

    /** Whether a backup was confirmed once: a ceiling stands, and it is one of a backup. */
    synchronized boolean isBackedUp() {
        return state.notes().stream().anyMatch(note -> note.ceiling > 0 && note.ceiling < UNLIMITED);
    }

    /**
     * Binds the next ticket of a note to a request, durably. The same request again gets the same ticket.
     *
     * @param id of the note
     * @param digest of the request
     * @param request the exact request, for retries
     * @return the ticket, whose inputs {@link #requestInputs} now gives out
     * @throws WalletException if another request has the note's open ticket, the ceiling is reached, the balance used up, or the note is not to pay requests
     */
    public synchronized SignedTicket sign(int id, RequestDigest digest, byte[] request) {
        HeldNote note = state.note(id);
        requireCurrent();
        if (!note.standing().isActive()) {
            throw new WalletException("note " + id + " pays no requests: it is not deposited, or leaves");
        }
        long index = note.settledCount();
        Fr nonce = note.tickets.nonce(index, digest.toBytes());
        Fr x = digest.point(nonce, settings().scope());
        if (note.open != null) {
            if (note.open.isFor(x, request)) {
                return note.open;
            }
            throw new WalletException("ticket " + index + " of note " + id + " is open for another request");
        }
        if (index >= note.ceiling) {
            throw new WalletException("note " + id + " has used all " + note.ceiling
                    + " tickets that its backup allows; `snark4j wallet backup` allows more");
        }
        if (!note.covers(index, settings().cMax())) {
            throw new WalletException("note " + id + " is used up: its balance is "
                    + note.standing().balance(settings().cMax()) + ", a request may cost "
                    + settings().cMax());
        }
        if (x.isZero() || !note.maySign(index, x)) {
            throw new IllegalStateException("note " + id + ": index " + index + " was signed before");
        }
        SignedTicket ticket = new SignedTicket(id, index, x, nonce, request.clone());
        append(new JournalEntry.TicketSigned(ticket));
        return ticket;
    }

    /**
     * What is to be proved for a ticket that is open.
     *
     * @param ticket that {@link #sign} returned
     * @param path of the note's leaf
     * @param keys of the provider, from the chain
     * @return the inputs, which hold the secret
     * @throws WalletException if the ticket is settled, or neither key signed the note's state
     */
    synchronized CreditRequestInputs requestInputs(SignedTicket ticket, MerkleProof path, ProviderKeys keys) {
        return noteOfOpen(ticket).requestInputs(ticket.x(), path, settings().cMax(), keys);
    }

    /**
     * What is to be proved for a note's next ticket whatever it will be bound to, to do the work ahead. Signs nothing: only what is made of it at the x of a ticket that {@link #sign}
     * returned may leave.
     *
     * @param id of a note that pays requests and has no ticket open
     * @param path of the note's leaf
     * @param keys of the provider, from the chain
     * @return the inputs at two places, which hold the secret
     * @throws WalletException if the note's next ticket cannot be signed now, or neither key signed its state
     */
    synchronized RequestLine requestLine(int id, MerkleProof path, ProviderKeys keys) {
        requireCurrent();
        return state.note(id).requestLine(path, settings().cMax(), keys);
    }

    /**
     * @param id of a note
     * @param keys of the provider, from the chain
     * @return whether one of them signed its state, so that its next request can be proved
     */
    synchronized boolean isProvable(int id, ProviderKeys keys) {
        return state.note(id).state.under(keys).isPresent();
    }

    private HeldNote noteOfOpen(SignedTicket ticket) {
        HeldNote note = state.note(ticket.note());
        if (note.open == null
                || note.open.index() != ticket.index()
                || !note.open.isFor(ticket.x(), ticket.request())) {
            throw new WalletException(ticket + " is not open");
        }
        return note;
    }

    /**
     * Takes the provider's answer, if it is one: 0 &lt;= v &lt;= cMax, A' = A + v·G + J, signed by pk, or by pkOld if the vault takes that of this note: a provider
     * that signs with a key too old for it would be paid for requests whose note cannot exit. Durable when it returns true.
     *
     * @param ticket that is open
     * @param settlement the answer
     * @param keys of the provider, from the chain
     * @return whether it is; if not, nothing has changed and the ticket stays open
     */
    public synchronized boolean settle(SignedTicket ticket, Settlement settlement, RegisteredKeys keys) {
        HeldNote note = noteOfOpen(ticket);
        Optional<BabyJubjubPoint> signer = keys.acceptedFor(note.depositedAt).stream()
                .filter(key -> settlement.verify(
                        key, settings().scope(), note.sent(), settings().cMax()))
                .findFirst();
        if (signer.isEmpty()) {
            return false;
        }
        append(new JournalEntry.TicketSettled(
                note.id, ticket.index(), settlement.refund(), settlement.signature(), signer.get()));
        return true;
    }

    /**
     * Decides where a note exits and what it claims, durably and for good.
     *
     * @param id of the note
     * @param rounded whether the payout is rounded down to a multiple of cMax, so that it does not tell which requests were this note's
     * @return the exit, whose inputs {@link #exitInputs} now gives out
     * @throws WalletException if the journal may be old, or the note is not on the chain, or closed
     */
    public synchronized NoteStanding.Exit signExit(int id, boolean rounded) {
        HeldNote note = state.note(id);
        if (note.exit != null) {
            return note.exit;
        }
        requireCurrent();
        if (note.deposit.signum() == 0 || note.end != null) {
            throw new WalletException("note " + id + " cannot exit: it is not deposited, or closed");
        }
        long index = note.exitIndex();
        if (index > note.ceiling && note.origin == NoteStanding.Origin.OWN) {
            throw new IllegalStateException("note " + id + ": exit at " + index + " above the ceiling " + note.ceiling);
        }
        Fr x = note.exitPoint();
        if (x.isZero() || !note.maySign(index, x)) {
            throw new IllegalStateException("note " + id + ": index " + index + " was signed before");
        }
        append(new JournalEntry.ExitSigned(
                id, index, note.payout(index, settings().cMax(), rounded)));
        return state.note(id).standing().exit().orElseThrow();
    }

    /**
     * The same, unless a request may still be answered: an exit behind it costs its ticket, and a policy stake.
     *
     * @param id of the note
     * @param rounded whether the payout is rounded down
     * @return the exit
     * @throws WalletException if a ticket is open, too
     */
    synchronized NoteStanding.Exit signSettledExit(int id, boolean rounded) {
        HeldNote note = state.note(id);
        if (note.exit == null && note.open != null) {
            throw new WalletException("note " + id + " leaves the vault as soon as its last request is answered");
        }
        return signExit(id, rounded);
    }

    /**
     * What is to be proved for an exit that was signed.
     *
     * @param id of the note
     * @param keys two that the vault accepts of this note, one of which signed its state
     * @param named whether to name the one open ticket, if there is one now, which keeps the stake and shows the vault which request was this note's last
     * @return the inputs, which hold the secret
     */
    synchronized CreditExitInputs exitInputs(int id, ProviderKeys keys, boolean named) {
        return state.note(id).exitInputs(settings().cMax(), keys, named);
    }

    /**
     * @param id of a note
     * @return the provider's key that signed its state; empty for a genesis, which none signed
     */
    synchronized Optional<BabyJubjubPoint> signer(int id) {
        OwnedState owned = state.note(id).state;
        return owned.signed().genesis() ? Optional.empty() : Optional.of(owned.signer());
    }

    /**
     * @param id of a note
     * @return who pays for it and signs its exit
     */
    synchronized Account depositor(int id) {
        return state.note(id).depositor;
    }

    /**
     * The vault has closed a note.
     *
     * @param id of the note
     * @param end how
     */
    public synchronized void closed(int id, NoteStanding.End end) {
        if (state.note(id).end == null) {
            append(new JournalEntry.NoteClosed(id, end));
        }
    }

    /** The secrets of all notes of this wallet that can still pay something, for a backup. */
    synchronized List<NoteSecrets> secrets() {
        return state.notes().stream()
                .filter(note -> note.end == null)
                .map(HeldNote::secrets)
                .toList();
    }

    /**
     * Seals the wallet under another passphrase.
     *
     * @param from the wallet's
     * @param to another
     * @param cost of guessing it
     * @throws io.snark4j.credits.wallet.store.WrongPassphraseException if {@code from} is not the wallet's
     */
    synchronized void changePassphrase(Passphrase from, Passphrase to, PassphraseSeal.Cost cost) {
        log.changePassphrase(from, to, cost);
    }

    /**
     * Makes a long journal short: it forgets requests that are settled, and keeps every x that was signed. A crash leaves the one journal or the other.
     *
     * @throws io.snark4j.credits.wallet.store.StoreException if a write failed since it was opened
     */
    public synchronized void compactIfLong() {
        if (log.age().isEmpty() && log.length() > compactAbove) {
            compactAbove = Math.max(LEAST_COMPACTED, WORTHWHILE * compact());
        }
    }

    /** The length of what is to be kept, in bytes. */
    synchronized long compact() {
        requireCurrent();
        byte[] kept = JournalCodec.encode(new JournalEntry.Batch(state.entries()));
        if (kept.length <= DurableLog.MOST_RECORD_BYTES) {
            log.compact(kept);
        }
        return kept.length;
    }

    /** Throws WalletException if the journal may be an old state. */
    synchronized void requireCurrent() {
        age().ifPresent(sentence -> {
            throw new WalletException(sentence);
        });
    }

    @Override
    public synchronized void close() {
        log.close();
    }
}
