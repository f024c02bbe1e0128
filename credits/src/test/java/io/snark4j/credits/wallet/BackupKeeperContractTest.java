package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.credits.wallet.store.SimulatedDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a backup goes, and where it does not. */
final class BackupKeeperContractTest {
    private final SimulatedDisk disk = new SimulatedDisk(new Random(2));

    @TempDir
    private Path folder;

    private Path home;
    private Ledger ledger;
    private BackupKeeper keeper;

    @BeforeEach
    void open() throws IOException {
        home = Files.createDirectory(folder.resolve("home")).toRealPath();
        ledger = wallet("wallet", home.toString());
        keeper = keeper(ledger);
    }

    private Ledger wallet(String name, String backup) {
        Ledger made = TestWallets.create(disk, name);
        made.open(TestWallets.SETTINGS.with(TestWallets.SETTINGS.reach().withBackup(backup)));
        made.makeNote(TestWallets.DEPOSITOR, TestWallets.RECIPIENT);
        made.deposited(0, TestWallets.DEPOSIT, 1_000);
        return made;
    }

    private static BackupKeeper keeper(Ledger of) {
        return new BackupKeeper(of, TestWallets.passphrase(), TestWallets.CHEAP);
    }

    private static BackupFile read(Path from) {
        return BackupFile.read(from, TestWallets.passphrase());
    }

    private Path other() throws IOException {
        return Files.createDirectory(folder.resolve("other")).toRealPath();
    }

    /** As where a disk is mounted that is not there now. */
    @Test
    void aBackupThatIsGoneIsNotBegunAgainUnasked() throws IOException {
        keeper.renew(BigInteger.ZERO);
        assertThat(ledger.standing(0).ceiling()).isEqualTo(4);
        Files.delete(home.resolve(BackupFile.NAME));
        assertThatThrownBy(() -> keeper.renew(BigInteger.ZERO)).hasMessageContaining("not there any more");
        assertThat(home).isEmptyDirectory();
        keeper.moveTo(home);
        keeper.renew(BigInteger.ZERO);
        assertThat(read(home).notes()).hasSize(1);
    }

    @Test
    void takesNoFolderThatHoldsAnotherWalletsBackup() throws IOException {
        keeper.renew(BigInteger.ZERO);
        byte[] before = Files.readAllBytes(home.resolve(BackupFile.NAME));
        Ledger second = wallet("second", "");
        assertThatThrownBy(() -> keeper(second).moveTo(home)).hasMessageContaining("backup of another wallet");
        assertThatThrownBy(() -> BackupKeeper.requireFree(home)).hasMessageContaining("backup of another wallet");
        assertThat(Files.readAllBytes(home.resolve(BackupFile.NAME))).isEqualTo(before);
        assertThat(second.settings().reach().backup()).isEmpty();
        BackupKeeper.requireFree(other());
    }

    @Test
    void movesToAnotherFolderAndBack() throws IOException {
        keeper.renew(BigInteger.ZERO);
        Path other = other();
        keeper.moveTo(other);
        assertThat(ledger.settings().reach().backup()).isEqualTo(other.toString());
        assertThat(read(other).settings().reach().backup()).isEqualTo(other.toString());
        keeper.moveTo(home);
        assertThat(ledger.settings().reach().backup()).isEqualTo(home.toString());
    }

    /** A copy that was cut short, or is another deployment's, which is as long, saves nobody. */
    @Test
    void theExitKeyBesideTheBackupIsTheWallets() throws IOException {
        Path keys = Files.createDirectory(folder.resolve("keys"));
        Settings settings = ledger.settings();
        ledger.open(settings.with(new Settings.Reach(
                settings.reach().rpc(), settings.reach().gateway(), keys.toString(), home.toString())));
        keeper.renew(BigInteger.ZERO);
        assertThat(keeper.lacksExitKey()).isTrue();
        Files.writeString(keys.resolve(Groth16CreditProver.EXIT_KEY), "an exit key");
        for (String there : new String[] {"an ex", "another key"}) {
            Files.writeString(home.resolve(Groth16CreditProver.EXIT_KEY), there);
            keeper.renew(BigInteger.ZERO);
            assertThat(home.resolve(Groth16CreditProver.EXIT_KEY)).hasContent("an exit key");
        }
        assertThat(keeper.lacksExitKey()).isFalse();
    }

    /** The wallet goes on as it did: with the old place, or, if there was none, without ceilings. */
    @Test
    void aMoveThatFailsChangesNothing() throws IOException {
        Ledger second = wallet("second", "");
        keeper(second).renew(BigInteger.ZERO);
        assertThat(second.standing(0).ceiling()).isEqualTo(Ledger.UNLIMITED);
        Path other = other();
        // Where the new file would be written stands a folder.
        Files.createDirectories(other.resolve(BackupFile.NAME + ".new").resolve("full"));
        assertThatThrownBy(() -> keeper(second).moveTo(other)).isInstanceOf(UncheckedIOException.class);
        assertThat(second.settings().reach().backup()).isEmpty();
        assertThat(second.standing(0).ceiling()).isEqualTo(Ledger.UNLIMITED);
        keeper(second).moveTo(Files.createDirectory(folder.resolve("third")));
        assertThat(second.standing(0).ceiling()).isEqualTo(4);
    }
}
