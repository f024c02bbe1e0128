package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.RefundState;
import io.snark4j.circuit.credit.SignedState;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A note with its secrets, as the entries so far have left it. Belongs to the {@link Ledger}, whose lock guards it, and never leaves it. */
final class HeldNote {
    final int id;
    final Fr secret;
    final Fr commitment;
    final Account depositor;
    final Address recipient;
    final TicketSecrets secrets;
    private final Fr scope;
    /** What was ever signed, by index: requests and the exit. */
    private final Map<Long, Fr> signedPoints = new HashMap<>();

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
        this.secrets = new TicketSecrets(made.secret(), scope);
        this.scope = scope;
        this.state = OwnedState.genesis(commitment);
    }

    long settledCount() {
        return state.signed().state().ticketIndex();
    }

    /** The state that the open ticket sends: re-randomised by the ticket's own blinding. */
    RefundState sent() {
        return state.signed().state().rerandomised(secrets.blinding(settledCount()));
    }

    Fr exitPoint() {
        return CreditProtocol.exitPoint(recipient.value(), scope, commitment);
    }

    Fr nullifier(long index) {
        return Rln.nullifier(Rln.slope(secret, scope, index));
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
