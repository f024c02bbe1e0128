package io.snark4j.credits.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.gateway.TestGateway;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that has forgotten what was spent is not served from by mistake. */
class StoreWitnessContractTest {
    @TempDir
    private Path folder;

    private final TestGateway.Clock clock = new TestGateway.Clock();

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void serve(String store, String witness, int turns) {
        try (TicketStore opened = JdbcTicketStore.sqlite(file(store))) {
            StoreWitness mine = new StoreWitness(opened, file(witness), clock);
            mine.require();
            for (int i = 0; i < turns; i++) {
                clock.advance(Duration.ofSeconds(12));
                mine.beat();
            }
        }
    }

    private void spend(String store, long nullifier) {
        try (TicketStore opened = JdbcTicketStore.sqlite(file(store))) {
            Spend spend = new Spend(Fr.of(nullifier), new Rln.Share(Fr.ONE, Fr.ONE), BabyJubjubPoint.BASE8);
            opened.reserve(spend, new Lease("a", clock.instant()));
        }
    }

    private boolean knows(String store, long nullifier) {
        try (TicketStore opened = JdbcTicketStore.sqlite(file(store))) {
            return opened.find(Fr.of(nullifier)).isPresent();
        }
    }

    private void refused(String store, String witness, String why) {
        assertThatThrownBy(() -> serve(store, witness, 0))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("snark4j credits restore");
    }

    @Test
    void aStoreIsServedFromAgainAndAgain() {
        serve("store", "mine", 3);
        clock.advance(Duration.ofDays(40));
        serve("store", "mine", 0);
        // However the clock is set.
        clock.advance(Duration.ofDays(-80));
        serve("store", "mine", 2);
        serve("store", "mine", 0);
    }

    @Test
    void anOlderStateInTheStoresPlaceIsRefused() throws IOException {
        serve("store", "mine", 2);
        Files.copy(file("store"), file("older"));
        serve("store", "mine", 1);
        refused("older", "mine", "has seen");
        serve("store", "mine", 0);
    }

    @Test
    void aDeathBetweenStoreAndWitnessRefusesNothing() {
        serve("store", "mine", 1);
        try (TicketStore opened = JdbcTicketStore.sqlite(file("store"))) {
            opened.beat(clock.instant().plusSeconds(5));
        }
        assertThatCode(() -> serve("store", "mine", 0)).doesNotThrowAnyException();
    }

    @Test
    void aStoreThatWasServedElsewhereIsRefusedUnlessAGatewayIsInServiceOnIt() throws IOException {
        serve("store", "mine", 2);
        serve("store", "second", 0);
        clock.advance(Duration.ofMinutes(2));
        refused("store", "third", "is not there");
        Files.copy(file("mine"), file("third"));
        assertThatCode(() -> serve("store", "third", 0)).doesNotThrowAnyException();
        Files.writeString(file("damaged"), "1x");
        assertThatThrownBy(() -> serve("store", "damaged", 0))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no witness");
    }

    @Test
    void aBackupIsNoStoreAndWhatIsMadeOfItSaysSo() throws IOException {
        spend("store", 7);
        serve("store", "mine", 1);
        StoreMark mark;
        try (TicketStore running = JdbcTicketStore.sqlite(file("store"))) {
            mark = SqliteBackup.take(file("store"), file("backup"));
            running.reserve(
                    new Spend(Fr.of(8), new Rln.Share(Fr.ONE, Fr.ONE), BabyJubjubPoint.BASE8),
                    new Lease("a", clock.instant()));
        }
        assertThat(mark).isEqualTo(new StoreMark(StoreMark.Origin.BACKUP, clock.instant()));
        assertThat(Files.getPosixFilePermissions(file("backup"))).hasSize(2);
        assertThat(file("backup-wal")).doesNotExist();
        refused("backup", "mine", "a backup");
        refused("backup", "nobody's", "a backup");
        assertThatThrownBy(() -> SqliteBackup.take(file("store"), file("backup")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> SqliteBackup.take(file("none"), file("other")))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(file("none")).doesNotExist();
        assertThatThrownBy(() -> SqliteBackup.restore(file("backup"), file("store")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> SqliteBackup.restore(file("store"), file("other")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not a backup");
        assertThat(SqliteBackup.restore(file("backup"), file("restored")).origin())
                .isEqualTo(StoreMark.Origin.RESTORED);
        assertThat(knows("restored", 7)).isTrue();
        assertThat(knows("restored", 8)).isFalse();
        assertThat(file("restored.part")).doesNotExist();
    }

    @Test
    void aDamagedBackupIsRefused() throws IOException {
        for (long nullifier = 1; nullifier < 200; nullifier++) {
            spend("store", nullifier);
        }
        SqliteBackup.take(file("store"), file("backup"));
        byte[] bytes = Files.readAllBytes(file("backup"));
        java.util.Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 4096, (byte) 0x55);
        Files.write(file("backup"), bytes);
        assertThatThrownBy(() -> SqliteBackup.restore(file("backup"), file("restored")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("backup");
        assertThat(file("restored")).doesNotExist();
        Files.writeString(file("text"), "not a database, and long enough to be looked at by whoever reads its head");
        assertThatThrownBy(() -> SqliteBackup.restore(file("text"), file("restored")))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> SqliteBackup.take(file("text"), file("copy"))).isInstanceOf(StoreException.class);
        assertThat(file("copy")).doesNotExist();
        assertThat(file("copy.part")).doesNotExist();
    }
}
