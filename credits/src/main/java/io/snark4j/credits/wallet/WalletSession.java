package io.snark4j.credits.wallet;

import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.ticket.RefundTable;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.VaultTerms;
import io.snark4j.credits.wallet.store.DurableLog;
import io.snark4j.credits.wallet.store.FolderStorage;
import io.snark4j.credits.wallet.store.Passphrase;
import io.snark4j.credits.wallet.store.PassphraseSeal;
import io.snark4j.credits.wallet.store.Storage;
import io.snark4j.field.Work;
import io.snark4j.groth16.ProverOptions;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An open wallet with all that works on it. What needs the chain is made when it is first asked for, so that a wallet can be looked at without one. The passphrase stays
 * with the session, for backups, until it is closed. Not thread-safe; what it gives out is.
 */
public final class WalletSession implements AutoCloseable {
    private final Ledger ledger;
    private final Passphrase passphrase;
    private final Ethereum ethereum;
    private final BackupKeeper backup;
    private final Work work;

    private WalletSession(Ledger ledger, Passphrase passphrase, Work work) {
        this.ledger = ledger;
        this.passphrase = passphrase;
        this.ethereum = new Ethereum(URI.create(ledger.settings().reach().rpc()));
        this.backup = new BackupKeeper(ledger, passphrase, PassphraseSeal.Cost.DEFAULT);
        this.work = work;
    }

    /** Where wallets keep their witnesses: with the user's state, which a restored or copied wallet folder does not bring along. */
    private static Storage witness(String name) {
        String state = System.getenv("XDG_STATE_HOME");
        Path home = state == null || state.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        return FolderStorage.open(home.resolve("snark4j").resolve("wallets"), name + ".lock");
    }

    /**
     * Makes a wallet for the vault at an address.
     *
     * @param folder for it
     * @param passphrase of the wallet, closed with the session
     * @param vault the contract
     * @param account pays for its notes
     * @param reach how chain, provider and files are reached
     * @param work threads for proofs
     * @return the wallet, open
     */
    public static WalletSession create(
            Path folder, Passphrase passphrase, Address vault, Account account, Settings.Reach reach, Work work) {
        return create(folder, WalletSession::witness, passphrase, vault, account, reach, work);
    }

    /**
     * Makes a wallet whose witness is kept elsewhere, such as one of a demonstration.
     *
     * @param folder for it
     * @param witnesses gives the place of a witness by its name
     * @param passphrase of the wallet, closed with the session
     * @param vault the contract
     * @param account pays for its notes
     * @param reach how chain, provider and files are reached
     * @param work threads for proofs
     * @return the wallet, open
     */
    public static WalletSession create(
            Path folder,
            Function<String, Storage> witnesses,
            Passphrase passphrase,
            Address vault,
            Account account,
            Settings.Reach reach,
            Work work) {
        ProxyAddress.parse(reach.proxy());
        if (!reach.backup().isEmpty()) {
            BackupKeeper.requireFree(Path.of(reach.backup()));
        }
        // The chain first: a wrong address leaves nothing behind.
        VaultTerms terms =
                CreditVault.at(new Ethereum(URI.create(reach.rpc())), vault).terms();
        Settings settings = new Settings(terms.chainId(), vault, terms.scope(), terms.cMax(), reach);
        return begin(folder, witnesses, passphrase, work, ledger -> ledger.open(settings, account));
    }

    /** A folder is free again if this fails: the wallet has its first entry or is none. */
    private static WalletSession begin(
            Path folder,
            Function<String, Storage> witnesses,
            Passphrase passphrase,
            Work work,
            Consumer<Ledger> firstEntry) {
        Ledger ledger = ledger(
                folder, storage -> DurableLog.create(storage, witnesses, passphrase, PassphraseSeal.Cost.DEFAULT));
        try {
            firstEntry.accept(ledger);
            return new WalletSession(ledger, passphrase, work);
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    /** Whoever mistypes a passphrase may try again: the folder is free then. */
    private static Ledger ledger(Path folder, Function<Storage, DurableLog> log) {
        Storage storage = FolderStorage.open(folder, "lock");
        try {
            return new Ledger(log.apply(storage));
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    /**
     * Opens a wallet.
     *
     * @param folder of it
     * @param passphrase of the wallet, closed with the session
     * @param work threads for proofs
     * @return the wallet, open
     */
    public static WalletSession open(Path folder, Passphrase passphrase, Work work) {
        Ledger ledger = ledger(folder, storage -> DurableLog.open(storage, WalletSession::witness, passphrase));
        ledger.compactIfLong();
        return new WalletSession(ledger, passphrase, work);
    }

    /**
     * Goes to the provider another way from now on.
     *
     * @param proxy {@code socks5://host:port} or {@code http://host:port}; empty for none
     * @throws WalletException if it is neither
     */
    public void useProxy(String proxy) {
        ProxyAddress.parse(proxy);
        Settings settings = ledger.settings();
        if (!settings.reach().proxy().equals(proxy)) {
            ledger.open(settings.with(settings.reach().withProxy(proxy)));
        }
    }

    /**
     * Reaches the same deployment another way from the next session on.
     *
     * @param reach the other way
     * @throws WalletException if its node shows another vault; nothing has changed then
     */
    public void useReach(Settings.Reach reach) {
        Settings settings = ledger.settings();
        if (!settings.reach().rpc().equals(reach.rpc())) {
            Ethereum node = new Ethereum(URI.create(reach.rpc()));
            requireSame(settings, CreditVault.at(node, settings.vault()).terms());
        }
        ledger.open(settings.with(reach));
    }

    /**
     * Seals wallet and backup with another passphrase. What was copied before opens with the old one. The session is of no use afterwards but to be closed.
     *
     * @param to the other passphrase
     * @throws WalletException if the folder of the backup or the backup is not there, or the wallet is an old copy: nothing has changed then
     */
    public void changePassphrase(Passphrase to) {
        ledger.requireCurrent();
        backup.requirePlace();
        ledger.changePassphrase(passphrase, to, PassphraseSeal.Cost.DEFAULT);
        new BackupKeeper(ledger, to, PassphraseSeal.Cost.DEFAULT).renew(BigInteger.ZERO);
    }

    /** What a recovery found. */
    public record Recovered(WalletSession session, List<Recovery.Restored> notes) {}

    /**
     * Makes a new wallet of a backup, which exits with its notes and does nothing else.
     *
     * @param folder for the new wallet
     * @param backupFolder with the backup, sealed with this passphrase, and the exit circuit's key
     * @param passphrase of backup and wallet
     * @param rpc address of a node
     * @param table how much is to be made of the provider's table
     * @param work threads for proofs
     * @return the wallet, and how its notes stand
     * @throws WalletException if the node is of another chain, the provider cannot be reached or its table is forged: nothing was made then
     */
    public static Recovered recover(
            Path folder, Path backupFolder, Passphrase passphrase, String rpc, TableUse table, Work work) {
        BackupFile file = BackupFile.read(backupFolder, passphrase);
        Settings old = file.settings();
        Settings settings = new Settings(
                old.chainId(),
                old.vault(),
                old.scope(),
                old.cMax(),
                new Settings.Reach(
                        rpc,
                        old.reach().firstBlock(),
                        old.reach().gateway(),
                        old.reach().proxy(),
                        backupFolder.toAbsolutePath().toString(),
                        ""));
        // All that may fail first: it leaves nothing behind.
        CreditVault vault = CreditVault.at(new Ethereum(URI.create(rpc)), old.vault());
        requireSame(settings, vault.terms());
        var tables = table == TableUse.NONE ? List.<RefundTable>of() : new GatewayLink(settings.reach()).refunds();
        var found = new Recovery(settings, tables, vault).find(file.notes(), table == TableUse.TRUSTED);
        List<Recovery.Restored> restored = new ArrayList<>();
        WalletSession session = begin(
                folder,
                WalletSession::witness,
                passphrase,
                work,
                ledger -> restored.addAll(Recovery.restore(ledger, settings, found)));
        return new Recovered(session, restored);
    }

    /** How much of the provider's table a recovery takes. */
    public enum TableUse {
        /** Nothing: the provider is gone. The backup has to be the newest. */
        NONE,
        /** Newer refunds, and whether the backup is the newest. */
        CHECKED,
        /** That it is complete: no ticket is forfeited. */
        TRUSTED
    }

    /** @return the journal and its rules */
    public Ledger ledger() {
        return ledger;
    }

    /** @return the backup's keeper */
    public BackupKeeper backup() {
        return backup;
    }

    /** @return the node */
    public Ethereum ethereum() {
        return ethereum;
    }

    /**
     * @return the vault, looked at anew
     * @throws WalletException if the node is of another chain, or the contract is another
     */
    public CreditVault vault() {
        Settings settings = ledger.settings();
        CreditVault vault = CreditVault.at(ethereum, settings.vault());
        requireSame(settings, vault.terms());
        return vault;
    }

    private static void requireSame(Settings settings, VaultTerms terms) {
        if (terms.chainId() != settings.chainId()
                || !terms.scope().equals(settings.scope())
                || !terms.cMax().equals(settings.cMax())) {
            throw new WalletException("the node shows another vault than the wallet's: chain " + terms.chainId()
                    + ", scope " + terms.scope());
        }
    }

    /** @return the desk for deposits */
    public DepositDesk deposits() {
        return new DepositDesk(ledger, ethereum, vault(), backup);
    }

    /** @return the desk for exits */
    public ExitDesk exits() {
        CreditVault vault = vault();
        return new ExitDesk(ledger, ethereum, vault, prover(vault.terms()));
    }

    private Groth16CreditProver prover(VaultTerms terms) {
        ProverOptions options = new ProverOptions(work, new SecureRandom(), true);
        return Groth16CreditProver.ofFolder(Path.of(ledger.settings().reach().keys()), terms, options);
    }

    /**
     * All that pays requests, and what looks after it.
     *
     * @param spender of tickets
     * @param caretaker of notes
     * @param prover of both
     * @param chain that they look at
     * @param terms of the vault
     */
    public record Running(
            Spender spender, Caretaker caretaker, Groth16CreditProver prover, VaultMirror chain, VaultTerms terms) {}

    /**
     * Gets ready to follow the chain and to pay.
     *
     * @return what pays
     */
    public Running run() {
        CreditVault vault = vault();
        VaultMirror chain = new VaultMirror(ethereum, vault, epoch(vault), firstBlock(), work.progress());
        Groth16CreditProver prover = prover(vault.terms());
        Spender spender = new Spender(ledger, chain, prover, vault.terms());
        ExitDesk exits = new ExitDesk(ledger, ethereum, vault, prover);
        DepositDesk deposits = new DepositDesk(ledger, ethereum, vault, backup);
        Caretaker caretaker = new Caretaker(
                ledger, chain, vault.terms(), new Caretaker.Desks(deposits, backup, exits, spender, chain));
        return new Running(spender, caretaker, prover, chain, vault.terms());
    }

    /** Looked up once. What the node cannot tell is 0: then it reads all of the chain. */
    private long firstBlock() {
        Settings settings = ledger.settings();
        if (settings.reach().firstBlock() == 0 && ledger.age().isEmpty()) {
            ethereum.creationBlock(settings.vault())
                    .ifPresent(
                            block -> ledger.open(settings.with(settings.reach().withFirstBlock(block))));
        }
        return ledger.settings().reach().firstBlock();
    }

    /** Half an hour, whatever the provider says: with an epoch of its own, a wallet's root would tell it apart. On a development chain it may be shorter. */
    private Duration epoch(CreditVault vault) {
        Duration usual = Terms.Limits.DEFAULT.epoch();
        if (!vault.terms().insecureKeys()) {
            return usual;
        }
        try {
            GatewayLink link = new GatewayLink(ledger.settings().reach());
            return ProviderTerms.verified(
                            link.terms(), vault.terms(), vault.keys().points())
                    .limits()
                    .epoch();
        } catch (WalletException _) {
            return usual;
        }
    }

    @Override
    public void close() {
        try (passphrase) {
            ledger.close();
        }
    }
}
