package io.snark4j.credits.command.demo;

import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.wallet.CircuitKeys;
import io.snark4j.credits.wallet.Settings;
import io.snark4j.credits.wallet.WalletSession;
import io.snark4j.credits.wallet.store.FolderStorage;
import io.snark4j.credits.wallet.store.Passphrase;
import io.snark4j.field.Work;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A user who has just made a wallet: files in a folder of the demonstration's, and what is to be deposited on the account.
 *
 * @param account with ether and dollars
 * @param owned dollars on it, in millionths: notes, bounties and stakes
 * @param notes to be deposited
 * @param session of the wallet
 */
record DemoUser(Account account, BigInteger owned, int notes, WalletSession session) implements AutoCloseable {
    /** What a user puts into one note, in millionths of a dollar. */
    static final BigInteger NOTE = BigInteger.valueOf(25_000_000);

    /** What a note takes from its depositor. */
    static BigInteger ofNote() {
        return NOTE.add(DemoProvider.BOUNTY).add(DemoProvider.STAKE);
    }

    /** Makes a wallet for so many notes, which are not deposited yet. */
    static DemoUser begin(
            DemoChain chain, DemoProvider provider, CircuitKeys circuits, int notes, Path folder, Work work)
            throws IOException {
        BigInteger owned = ofNote().multiply(BigInteger.valueOf(notes));
        Account account = chain.userWith(owned);
        Path keys = Files.createDirectory(folder.resolve("insecure-keys"));
        circuits.write(keys);
        Path backup = Files.createDirectory(folder.resolve("backup"));
        Path witnesses = folder.resolve("witnesses");
        WalletSession session = WalletSession.create(
                folder.resolve("wallet"),
                name -> FolderStorage.open(witnesses, name + ".lock"),
                Passphrase.of("a demonstration".toCharArray()),
                provider.vault().terms().vault(),
                account,
                new Settings.Reach(
                        chain.endpoint().toString(), provider.origin().toString(), keys.toString(), backup.toString()),
                work);
        return new DemoUser(account, owned, notes, session);
    }

    /** All notes in one transaction. */
    void deposit() {
        session.deposits().deposit(account, account.address(), NOTE, notes);
    }

    @Override
    public void close() {
        session.close();
    }
}
