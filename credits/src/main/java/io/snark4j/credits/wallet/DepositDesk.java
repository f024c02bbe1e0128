package io.snark4j.credits.wallet;

import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.Erc20;
import io.snark4j.credits.vault.NewNote;
import io.snark4j.credits.vault.NoteState;
import io.snark4j.credits.vault.VaultTerms;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Makes notes and deposits them. Their secrets are durable and backed up before a token moves. */
public final class DepositDesk {
    private final Ledger ledger;
    private final Ethereum ethereum;
    private final CreditVault vault;
    private final BackupKeeper backup;

    /**
     * @param ledger of the wallet
     * @param ethereum the node
     * @param vault of the deployment
     * @param backup of the wallet
     */
    public DepositDesk(Ledger ledger, Ethereum ethereum, CreditVault vault, BackupKeeper backup) {
        this.ledger = ledger;
        this.ethereum = ethereum;
        this.vault = vault;
        this.backup = backup;
    }

    /**
     * Deposits notes of one amount, with bounty and stake besides for each.
     *
     * @param depositor pays, in tokens and gas
     * @param recipient whom the notes' exits will pay
     * @param amount D of each
     * @param count how many: as many requests can run at a time
     * @return how they stand
     * @throws WalletException if the depositor has too few tokens
     */
    public List<NoteStanding> deposit(Account depositor, Address recipient, BigInteger amount, int count) {
        VaultTerms terms = vault.terms();
        if (amount.compareTo(terms.cMax()) < 0) {
            throw new WalletException("a deposit of " + amount + " pays no request, the least is " + terms.cMax());
        }
        BigInteger total = amount.add(terms.bounty()).add(terms.stake()).multiply(BigInteger.valueOf(count));
        Erc20 token = new Erc20(ethereum, terms.token());
        BigInteger owned = token.balanceOf(depositor.address());
        if (owned.compareTo(total) < 0) {
            throw new WalletException(depositor.address() + " has " + owned + " token units, " + count + " notes take "
                    + total + " with bounty and stake");
        }
        backup.requirePlace();
        List<NoteStanding> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(ledger.makeNote(depositor, recipient));
        }
        backup.renew(amount);
        token.approve(depositor, terms.vault(), total);
        vault.deposit(
                depositor,
                made.stream()
                        .map(note -> new NewNote(note.commitment(), amount))
                        .toList());
        settle();
        return made.stream().map(note -> ledger.standing(note.id())).toList();
    }

    /** Looks whether notes that were about to be deposited are on the chain: after a deposit, and after a crash in the middle of one. */
    public void settle() {
        for (NoteStanding note : ledger.standings()) {
            if (note.deposit().signum() == 0 && note.end().isEmpty()) {
                NoteState state = vault.note(note.commitment());
                if (state.status() != NoteState.Status.NONE) {
                    ledger.deposited(note.id(), state.deposit(), state.depositedAt());
                }
            }
        }
    }
}
