package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.RefundState;
import io.snark4j.circuit.credit.Settlement;
import io.snark4j.circuit.credit.SignedState;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.ticket.RefundRow;
import io.snark4j.credits.ticket.RefundTable;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.RegisteredKey;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Takes notes of a backup into a new wallet, which exits with them and does nothing else. The provider's table, fetched whole, may show what happened since the backup:
 * newer refunds; or that a ticket at the ceiling or above was used, so that the backup is not the newest and its exit would be slashed.
 *
 * <p>What is in the table is proved by its signatures. What is not in it proves nothing.
 */
public final class Recovery {
    private final Settings settings;
    private final Map<Fr, Settlement> table = new HashMap<>();
    private final CreditVault vault;
    private final List<RegisteredKey> keys;

    /** On what the exit of a restored note rests. */
    public enum Basis {
        /** The backup: it is the newest, which its owner says and the table, if there is one, does not deny. */
        BACKUP,
        /** The provider: every ticket that it was shown is in its table. A share that it holds back gives the note away. */
        TABLE
    }

    /**
     * A note that was taken in.
     *
     * @param note how it stands
     * @param basis on what its exit rests
     * @param settled requests that the table or the backup shows
     */
    public record Restored(NoteStanding note, Basis basis, long settled) {}

    /**
     * @param settings of the new wallet
     * @param tables all that the provider published; none if it is gone
     * @param vault whose keys signed them, and which knows when the notes were deposited
     */
    public Recovery(Settings settings, List<RefundTable> tables, CreditVault vault) {
        this.settings = settings;
        this.vault = vault;
        this.keys = LongStream.rangeClosed(0, vault.keys().current().id())
                .mapToObj(vault::key)
                .toList();
        for (RefundTable epoch : tables) {
            for (RefundRow row : epoch.rows()) {
                table.put(row.nullifier(), row.settlement());
            }
        }
    }

    /** A note as it is to be taken in, and on what that rests. */
    record Found(Ledger.Restoration note, Basis basis) {
        long settled() {
            return note.secrets().state().signed().state().ticketIndex();
        }
    }

    /**
     * Follows the notes of a backup through the table.
     *
     * @param notes of the backup
     * @param trustTable whether to exit where the table ends instead of at the ceiling, which forfeits no ticket and rests on the provider
     * @return what is to be taken in
     * @throws WalletException if the table is not the provider's
     */
    List<Found> find(List<BackupFile.Entry> notes, boolean trustTable) {
        return notes.stream().map(entry -> find(entry, trustTable)).toList();
    }

    /** Takes it in, and says how it stands. */
    static List<Restored> restore(Ledger ledger, Settings where, List<Found> found) {
        List<NoteStanding> standings =
                ledger.restore(where, found.stream().map(Found::note).toList());
        List<Restored> restored = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            restored.add(new Restored(
                    standings.get(i), found.get(i).basis(), found.get(i).settled()));
        }
        return restored;
    }

    private Found find(BackupFile.Entry entry, boolean trustTable) {
        NoteSecrets secrets = entry.note();
        OwnedState state = followed(secrets);
        // Ticket u was signed, so this backup is not the newest.
        boolean passed = state.signed().state().ticketIndex() > entry.ceiling();
        Basis basis = passed || trustTable ? Basis.TABLE : Basis.BACKUP;
        NoteSecrets newest =
                new NoteSecrets(secrets.id(), secrets.secret(), secrets.depositor(), secrets.recipient(), state);
        NoteStanding.Origin origin = basis == Basis.TABLE ? NoteStanding.Origin.TABLE : NoteStanding.Origin.BACKUP;
        return new Found(new Ledger.Restoration(newest, origin, entry.ceiling()), basis);
    }

    /** The keys by whose signatures the vault lets a note exit. */
    private List<BabyJubjubPoint> acceptedFor(Fr commitment) {
        long depositedAt = vault.note(commitment).depositedAt();
        return keys.stream()
                .filter(key -> key.isAcceptedFor(depositedAt))
                .map(RegisteredKey::key)
                .toList();
    }

    /** The state after every ticket that the table has, one behind the other. */
    private OwnedState followed(NoteSecrets note) {
        Fr scope = settings.scope();
        TicketSecrets secrets = new TicketSecrets(note.secret(), scope);
        Fr commitment = CreditProtocol.identityCommitment(note.secret());
        List<BabyJubjubPoint> accepted = acceptedFor(commitment);
        OwnedState owned = note.state();
        while (true) {
            RefundState state = owned.signed().state();
            Fr nullifier = Rln.nullifier(Rln.slope(note.secret(), scope, state.ticketIndex()));
            Settlement settlement = table.get(nullifier);
            if (settlement == null) {
                return owned;
            }
            RefundState sent = state.rerandomised(secrets.blinding(state.ticketIndex()));
            Optional<BabyJubjubPoint> signer = accepted.stream()
                    .filter(key -> settlement.verify(key, scope, sent, settings.cMax()))
                    .findFirst();
            if (signer.isEmpty()) {
                throw new WalletException("the provider's table has a refund for ticket " + state.ticketIndex()
                        + " of note " + commitment
                        + " that no key signed by which the vault lets this note exit: it is not to be relied on");
            }
            owned = new OwnedState(
                    SignedState.of(sent.settled(settlement.refund()), settlement.signature()), signer.get());
        }
    }
}
