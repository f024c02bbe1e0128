package io.snark4j.credits.wallet;

import io.snark4j.credits.ethereum.Account;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a wallet's entries say, taken in their order. Belongs to the {@link Ledger}, whose lock guards it: there stand the rules by which entries come about. */
final class JournalState {
    private final TreeMap<Integer, HeldNote> notes = new TreeMap<>();
    private @Nullable Settings settings;
    private Optional<Account> account = Optional.empty();

    void apply(JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Opened e -> settings = e.settings();
            case JournalEntry.AccountAdded e -> account = Optional.of(Account.of(e.key()));
            case JournalEntry.NoteMade e ->
                notes.put(e.note(), new HeldNote(e, settings().scope()));
            case JournalEntry.NoteDeposited e -> {
                note(e.note()).deposit = e.deposit();
                note(e.note()).depositedAt = e.depositedAt();
            }
            case JournalEntry.CeilingRaised e -> note(e.note()).ceiling = e.ceiling();
            case JournalEntry.TicketSigned e -> {
                SignedTicket ticket = e.ticket();
                note(ticket.note()).signed(ticket.index(), ticket.x());
                note(ticket.note()).open = ticket;
            }
            case JournalEntry.TicketSettled e -> note(e.note()).settled(e.refund(), e);
            case JournalEntry.NoteRestored e -> {
                HeldNote note = new HeldNote(e.made(), settings().scope());
                note.origin = e.origin();
                note.state = e.state();
                note.ceiling = e.ceiling();
                notes.put(note.id, note);
            }
            case JournalEntry.ExitSigned e -> {
                note(e.note()).signed(e.index(), note(e.note()).exitPoint());
                note(e.note()).exit = new NoteStanding.Exit(e.index(), e.payout());
            }
            case JournalEntry.NoteClosed e -> note(e.note()).end = e.end();
            case JournalEntry.PointSigned e -> note(e.note()).signed(e.index(), e.x());
            case JournalEntry.StateReached e -> note(e.note()).state = e.state();
            case JournalEntry.Batch e -> e.entries().forEach(this::apply);
        }
    }

    /** Entries that say the same as all so far, without the requests that are settled and without how states came about. */
    List<JournalEntry> entries() {
        List<JournalEntry> entries = new ArrayList<>();
        if (settings != null) {
            entries.add(new JournalEntry.Opened(settings));
        }
        account.ifPresent(payer -> entries.add(new JournalEntry.AccountAdded(payer.toBytes())));
        notes.values().forEach(note -> entries.addAll(note.entries()));
        return entries;
    }

    /** Throws WalletException if the wallet was never opened. */
    Settings settings() {
        if (settings == null) {
            throw new WalletException("the wallet is empty: `snark4j wallet new` was interrupted, run it again");
        }
        return settings;
    }

    /** Throws WalletException if the wallet belongs to another. */
    void requireSameDeployment(Settings other) {
        if (settings != null && !settings.isSameDeployment(other)) {
            throw new WalletException("this wallet belongs to vault " + settings.vault() + " on chain "
                    + settings.chainId() + ", not to vault " + other.vault() + " on chain " + other.chainId());
        }
    }

    Optional<Account> account() {
        return account;
    }

    /** In the order in which they were made. */
    Collection<HeldNote> notes() {
        return notes.values();
    }

    /** Throws WalletException if there is none. */
    HeldNote note(int id) {
        HeldNote note = notes.get(id);
        if (note == null) {
            throw new WalletException("there is no note " + id + " in this wallet");
        }
        return note;
    }

    int nextId() {
        return notes.isEmpty() ? 0 : notes.lastKey() + 1;
    }
}
