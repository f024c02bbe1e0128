package io.snark4j.credits.wallet;

import io.snark4j.credits.vault.VaultTerms;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a wallet does by itself, round by round: follows the chain, extends the backup, leaves notes before the provider may claim them, collects what exits pay, and asks for
 * settlements that are missing. A step that fails is a warning, and tried again in the next round.
 */
public final class Caretaker {
    /** A warning is given so many windows before the wallet leaves by itself. */
    private static final int WINDOWS_OF_WARNING = 4;

    private final Ledger ledger;
    private final ChainView chain;
    private final VaultTerms terms;
    private final Desks desks;
    private final Set<Integer> collected = new HashSet<>();
    private List<String> warnings = List.of();

    /**
     * Who does the work.
     *
     * @param deposits that may be on the chain already
     * @param backup of the wallet
     * @param exits of its notes
     * @param spender of its tickets
     * @param ends how the vault closed notes
     */
    public record Desks(DepositDesk deposits, BackupKeeper backup, ExitDesk exits, Spender spender, VaultMirror ends) {}

    /**
     * @param ledger of the wallet
     * @param chain of its deployment
     * @param terms of the vault
     * @param desks who does the work
     */
    public Caretaker(Ledger ledger, ChainView chain, VaultTerms terms, Desks desks) {
        this.ledger = ledger;
        this.chain = chain;
        this.terms = terms;
        this.desks = desks;
    }

    /** @return what the owner should know, one line each, after the last round */
    public synchronized List<String> warnings() {
        return warnings;
    }

    /** One round. */
    public void round() {
        List<String> found = new ArrayList<>();
        ledger.age().ifPresent(found::add);
        attempt(found, "the chain", chain::refresh);
        if (ledger.age().isEmpty()) {
            attempt(found, "deposits", desks.deposits()::settle);
            attempt(found, "closed notes", this::close);
            attempt(found, "the backup", this::extendBackup);
            attempt(found, "the journal", ledger::compactIfLong);
            for (NoteStanding note : ledger.standings()) {
                attempt(found, "the exit of note " + note.id(), () -> leave(note, found));
            }
            // Last: nothing waits for a gateway that takes its time.
            attempt(found, "open tickets", desks.spender()::settleOpen);
        }
        synchronized (this) {
            warnings = List.copyOf(found);
        }
    }

    private static void attempt(List<String> found, String what, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            // Whatever it is: without the next rounds nothing leaves the vault before the provider may claim it.
            found.add(what + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    private void close() {
        for (NoteStanding note : ledger.standings()) {
            if (note.end().isEmpty()) {
                desks.ends().end(note.commitment()).ifPresent(end -> ledger.closed(note.id(), end));
            }
        }
    }

    private void extendBackup() {
        if (desks.backup().isDue()) {
            desks.backup().renew(BigInteger.ZERO);
        }
    }

    /** Whoever finalized it, and whatever was interrupted then. The vault pays once: a note that it has closed and owes nothing of is not looked at again. */
    private void collect(NoteStanding note) {
        if (!collected.contains(note.id())) {
            desks.exits().collect(note.id());
            if (desks.ends().end(note.commitment()).isPresent()
                    && desks.exits().owed(note.id()).signum() == 0) {
                collected.add(note.id());
            }
        }
    }

    private void leave(NoteStanding note, List<String> found) {
        if (note.deposit().signum() == 0) {
            return;
        }
        if (note.end().isPresent()) {
            collect(note);
            return;
        }
        if (note.exit().isPresent()) {
            desks.exits().initiate(note.id(), ExitDesk.Choice.PRIVATE);
            desks.exits().collect(note.id());
            return;
        }
        if (terms.prepaid()) {
            return;
        }
        long leavesAt = ExitDesk.leavesAt(terms, note);
        if (chain.time() >= leavesAt) {
            boolean last = chain.time() >= ExitDesk.leavesAtLast(terms, note);
            desks.exits().initiate(note.id(), last ? ExitDesk.Choice.PRIVATE : ExitDesk.Choice.PATIENT);
            found.add("note " + note.id() + " leaves the vault now, before its life is over");
        } else if (chain.time() >= leavesAt - WINDOWS_OF_WARNING * terms.window()) {
            found.add("note " + note.id() + " leaves the vault by itself in " + (leavesAt - chain.time()) / 3600
                    + " hours: use it up, or deposit another");
        }
    }
}
