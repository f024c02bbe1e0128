package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.CreditExitInputs;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Block;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.ethereum.Receipt;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.ExitOrder;
import io.snark4j.credits.vault.NoteState;
import io.snark4j.credits.vault.RegisteredKey;
import io.snark4j.credits.vault.VaultException;
import io.snark4j.credits.vault.VaultTerms;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.groth16.Proof;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Leaves notes and collects what they pay. Needs a node and the exit circuit's key, no gateway. An exit that was interrupted goes on where it was: every step looks at the chain
 * first. One at a time, so that its owner and his caretaker do not send the same twice. */
public final class ExitDesk {
    private final Ledger ledger;
    private final Ethereum ethereum;
    private final CreditVault vault;
    private final CreditProver prover;

    /** How an exit goes. */
    public enum Progress {
        /** It stands in the vault, and its window runs. */
        WAITING,
        /** It was paid out. */
        PAID,
        /** The note was closed in another way. */
        CLOSED
    }

    /**
     * @param ledger of the wallet
     * @param ethereum the node
     * @param vault of the deployment
     * @param prover with the exit circuit's key
     */
    public ExitDesk(Ledger ledger, Ethereum ethereum, CreditVault vault, CreditProver prover) {
        this.ledger = ledger;
        this.ethereum = ethereum;
        this.vault = vault;
        this.prover = prover;
    }

    /**
     * How an exit is to be made.
     *
     * @param rounded whether the payout is rounded down to a multiple of cMax
     * @param named whether an open ticket is named, where that saves the stake
     * @param patient whether it is refused while a ticket is open that may still be settled
     */
    public record Choice(boolean rounded, boolean named, boolean patient) {
        /** Rounded; nothing named; at once. */
        public static final Choice PRIVATE = new Choice(true, false);
        /** Rounded; nothing named; behind no open ticket. */
        static final Choice PATIENT = new Choice(true, false, true);

        /**
         * At once.
         *
         * @param rounded whether the payout is rounded down to a multiple of cMax
         * @param named whether an open ticket is named, where that saves the stake
         */
        public Choice(boolean rounded, boolean named) {
            this(rounded, named, false);
        }
    }

    /**
     * Opens the exit of a note, unless it stands in the vault already, or stood there until it was paid.
     *
     * @param note to leave
     * @param choice of what it shows; the payout of an exit that was signed before stays
     * @return the exit
     * @throws WalletException if the note cannot exit
     */
    public synchronized NoteStanding.Exit initiate(int note, Choice choice) {
        NoteStanding standing = ledger.standing(note);
        NoteState state = vault.note(standing.commitment());
        boolean closed = state.status() == NoteState.Status.CLOSED;
        if (closed && standing.exit().isPresent()) {
            return standing.exit().get();
        }
        if (state.status() == NoteState.Status.NONE || closed) {
            throw new WalletException("note " + note + " is not in the vault, or closed");
        }
        ledger.deposited(note, state.deposit(), state.depositedAt());
        NoteStanding.Exit exit = choice.patient()
                ? ledger.signSettledExit(note, choice.rounded())
                : ledger.signExit(note, choice.rounded());
        if (state.status() == NoteState.Status.ACTIVE) {
            broadcast(note, state, choice.named());
        }
        return exit;
    }

    private Receipt broadcast(int note, NoteState state, boolean named) {
        NoteStanding standing = ledger.standing(note);
        RegisteredKey key = keyOf(note, state.depositedAt());
        CreditExitInputs inputs = ledger.exitInputs(note, ProviderKeys.of(key.key()), named);
        ExitOrder order = ExitOrder.of(inputs.publicInputs(), standing.recipient(), key.id(), key.id());
        Proof proof = prover.proveExit(inputs);
        Account depositor = ledger.depositor(note);
        return vault.initiateExit(depositor, order, proof, order.sign(depositor, vault.terms()));
    }

    /** The key that signed the note's state, if the vault takes it for a note of that age; for a genesis the current one. */
    private RegisteredKey keyOf(int note, long depositedAt) {
        RegisteredKey current = vault.keys().current();
        Optional<BabyJubjubPoint> signer = ledger.signer(note);
        if (signer.isEmpty()) {
            return current;
        }
        for (long id = current.id(); id >= 0; id--) {
            RegisteredKey key = vault.key(id);
            if (key.key().equals(signer.get()) && key.isAcceptedFor(depositedAt)) {
                return key;
            }
        }
        throw new WalletException(
                "note " + note + ": the vault takes no exit of it under the key that signed its state");
    }

    /**
     * @param note of the wallet
     * @return what the vault owes to those whom the note may have paid
     */
    public BigInteger owed(int note) {
        return payees(ledger.standing(note)).stream().map(vault::balanceOf).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** The recipient of its exit, and its depositor, who gets the bounty of a note whose life is over. */
    private static Set<Address> payees(NoteStanding note) {
        return new LinkedHashSet<>(List.of(note.recipient(), note.depositor()));
    }

    /**
     * Finalizes an exit whose window is over, unless anybody else has, and withdraws what the vault owes to the note's recipient and depositor.
     *
     * @param note that leaves, or is closed
     * @return how far it is
     */
    public synchronized Progress collect(int note) {
        NoteStanding standing = ledger.standing(note);
        NoteState state = vault.note(standing.commitment());
        if (state.status() == NoteState.Status.EXITING) {
            Block now = ethereum.latestBlock();
            if (now.timestamp() < state.finalizableAt()) {
                return Progress.WAITING;
            }
            vault.finalizeExit(ledger.depositor(note), standing.commitment());
            // The owner of an old copy is paid as well.
            if (ledger.age().isEmpty()) {
                ledger.closed(note, NoteStanding.End.EXITED);
            }
        }
        payees(standing).forEach(payee -> withdraw(note, payee));
        return ledger.standing(note)
                        .end()
                        .filter(NoteStanding.End.EXITED::equals)
                        .isPresent()
                ? Progress.PAID
                : Progress.CLOSED;
    }

    private void withdraw(int note, Address payee) {
        if (vault.balanceOf(payee).signum() > 0) {
            try {
                vault.withdraw(ledger.depositor(note), payee);
            } catch (VaultException e) {
                // Anyone may withdraw for anyone: somebody was faster.
                if (!e.error().equals("NothingToWithdraw")) {
                    throw e;
                }
            }
        }
    }

    /**
     * @param terms of the vault
     * @param note on the chain
     * @return seconds since 1970 at which the wallet leaves by itself: two windows and a day, or a tenth of the note's life if that is less, before the provider may claim it
     */
    public static long leavesAt(VaultTerms terms, NoteStanding note) {
        return leavesAtLast(terms, note) - margin(terms) / 2;
    }

    /** When it does so whether or not a request may still be answered: half of the day later. */
    static long leavesAtLast(VaultTerms terms, NoteStanding note) {
        long margin = margin(terms);
        return note.depositedAt() + terms.noteLife() - 2 * terms.window() - (margin - margin / 2);
    }

    private static long margin(VaultTerms terms) {
        return Math.min(86_400, terms.noteLife() / 10);
    }
}
