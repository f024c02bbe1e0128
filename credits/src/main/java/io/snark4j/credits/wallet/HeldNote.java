package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.CreditExitInputs;
import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.circuit.credit.Note;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.credit.RefundState;
import io.snark4j.circuit.credit.SignedState;
import io.snark4j.circuit.gadget.MerkleProof;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A note with its secrets, as the entries so far have left it. Belongs to the {@link Ledger}, whose lock guards it, and never leaves it. */
final class HeldNote {
    final int id;
    final Fr secret;
    final Fr commitment;
    final Account depositor;
    final Address recipient;
    final TicketSecrets tickets;
    private final Fr scope;
    /** What was ever signed, by index: requests and the exit. */
    private final Map<Long, Fr> signedPoints = new TreeMap<>();

    NoteStanding.Origin origin = NoteStanding.Origin.OWN;
    OwnedState state;
    BigInteger deposit = BigInteger.ZERO;
    long depositedAt;
    long ceiling;

    @Nullable
    SignedTicket open;

    NoteStanding.@Nullable Exit exit;
    NoteStanding.@Nullable End end;

    HeldNote(JournalEntry.NoteMade made, Fr scope) {
        this.id = made.note();
        this.secret = made.secret();
        this.commitment = CreditProtocol.identityCommitment(made.secret());
        this.depositor = Account.of(made.depositorKey());
        this.recipient = made.recipient();
        this.tickets = new TicketSecrets(made.secret(), scope);
        this.scope = scope;
        this.state = OwnedState.genesis(commitment);
    }

    long settledCount() {
        return state.signed().state().ticketIndex();
    }

    /** The state that the open ticket sends: re-randomised by the ticket's own blinding. */
    RefundState sent() {
        return state.signed().state().rerandomised(tickets.blinding(settledCount()));
    }

    Fr exitPoint() {
        return CreditProtocol.exitPoint(recipient.value(), scope, commitment);
    }

    /** Whether a share at x may leave for this index: none has, or one at this very x. */
    boolean maySign(long index, Fr x) {
        Fr signed = signedPoints.get(index);
        return signed == null || signed.equals(x);
    }

    void signed(long index, Fr x) {
        if (!maySign(index, x)) {
            throw new IllegalStateException("note " + id + ": index " + index + " would sign a second x");
        }
        signedPoints.put(index, x);
    }

    void settled(BigInteger refund, JournalEntry.TicketSettled entry) {
        state = new OwnedState(SignedState.of(sent().settled(refund), entry.signature()), entry.signer());
        open = null;
    }

    /** The index that an exit uses up. */
    long exitIndex() {
        return switch (origin) {
            case BACKUP -> ceiling;
            case OWN, TABLE -> settledCount() + (open == null ? 0 : 1);
        };
    }

    /** The price of tickets 0 to index at cMax each is covered by deposit and refunds. */
    boolean covers(long index, BigInteger cMax) {
        return cMax.multiply(BigInteger.valueOf(index + 1)).compareTo(funds()) <= 0;
    }

    private BigInteger funds() {
        return deposit.add(state.signed().state().refunded());
    }

    /** min(D, D + R − n·cMax), the provider's word for R being capped by what the vault holds. */
    BigInteger payout(long index, BigInteger cMax, boolean rounded) {
        BigInteger due =
                funds().subtract(cMax.multiply(BigInteger.valueOf(index))).min(deposit);
        if (due.signum() < 0) {
            throw new WalletException("note " + id + ": nothing is left at ticket " + index);
        }
        return rounded ? due.subtract(due.mod(cMax)) : due;
    }

    /** Of the ticket that the state's count names, at x. */
    CreditRequestInputs requestInputs(Fr x, MerkleProof path, BigInteger cMax, ProviderKeys keys) {
        SignedState signed = state.under(keys)
                .orElseThrow(() -> new WalletException("note " + id
                        + ": the provider has replaced the key that signed its state twice; it can only exit"));
        return CreditRequestInputs.of(
                new Note(secret, deposit, path),
                signed,
                tickets.blinding(settledCount()),
                new CreditRequestInputs.Terms(cMax, x, scope, keys));
    }

    /** Of the ticket that would be signed next. */
    RequestLine requestLine(MerkleProof path, BigInteger cMax, ProviderKeys keys) {
        long index = settledCount();
        if (!standing().isActive() || open != null || index >= ceiling || !covers(index, cMax)) {
            throw new WalletException("note " + id + " has no next ticket to prepare");
        }
        return new RequestLine(requestInputs(Fr.ONE, path, cMax, keys), requestInputs(Fr.TWO, path, cMax, keys));
    }

    CreditExitInputs exitInputs(BigInteger cMax, ProviderKeys keys, boolean named) {
        if (exit == null) {
            throw new WalletException("note " + id + ": no exit was signed");
        }
        SignedState signed =
                state.under(keys).orElseThrow(() -> new WalletException("note " + id + ": wrong keys for its exit"));
        return CreditExitInputs.of(
                secret,
                signed,
                new CreditExitInputs.Claim(exit.payout(), exit.index(), named && exit.index() == settledCount() + 1),
                new CreditExitInputs.Terms(deposit, cMax, recipient.value(), scope, keys));
    }

    NoteSecrets secrets() {
        return new NoteSecrets(id, secret, depositor, recipient, state);
    }

    /** What a journal has to say for this note to be as it is. Every point that was signed stays, whether or not its index can come again. */
    List<JournalEntry> entries() {
        List<JournalEntry> entries = new ArrayList<>();
        JournalEntry.NoteMade made = new JournalEntry.NoteMade(id, secret, depositor.toBytes(), recipient);
        if (origin == NoteStanding.Origin.OWN) {
            entries.add(made);
            entries.add(new JournalEntry.CeilingRaised(id, ceiling));
            entries.add(new JournalEntry.StateReached(id, state));
        } else {
            entries.add(new JournalEntry.NoteRestored(made, origin, state, ceiling));
        }
        entries.add(new JournalEntry.NoteDeposited(id, deposit, depositedAt));
        signedPoints.forEach((index, x) -> entries.add(new JournalEntry.PointSigned(id, index, x)));
        if (open != null) {
            entries.add(new JournalEntry.TicketSigned(open));
        }
        if (exit != null) {
            entries.add(new JournalEntry.ExitSigned(id, exit.index(), exit.payout()));
        }
        if (end != null) {
            entries.add(new JournalEntry.NoteClosed(id, end));
        }
        return entries;
    }

    NoteStanding standing() {
        return new NoteStanding(
                id,
                origin,
                commitment,
                depositor.address(),
                recipient,
                deposit,
                depositedAt,
                state.signed().state().refunded(),
                settledCount(),
                ceiling,
                Optional.ofNullable(open),
                Optional.ofNullable(exit),
                Optional.ofNullable(end));
    }
}
