package io.snark4j.credits.wallet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableLogContractTest {
    private static final PassphraseSeal.Cost CHEAP = new PassphraseSeal.Cost(8, 1, 1);

    private final SimulatedDisk disk = new SimulatedDisk(new Random(5));

    private DurableLog create() {
        return DurableLog.create(disk.folder("wallet"), name -> disk.folder("witness"), passphrase("right"), CHEAP);
    }

    private DurableLog open() {
        return DurableLog.open(disk.folder("wallet"), name -> disk.folder("witness"), passphrase("right"));
    }

    private static Passphrase passphrase(String text) {
        return Passphrase.of(text.toCharArray());
    }

    private static List<String> texts(DurableLog log) {
        return log.takeRecords().stream()
                .map(record -> new String(record, StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void write(int from, int to) {
        try (DurableLog log = open()) {
            for (int i = from; i < to; i++) {
                log.append(bytes("record " + i));
            }
        }
    }

    @Test
    void keepsRecordsInTheirOrder() {
        create().close();
        write(0, 3);
        write(3, 5);
        try (DurableLog log = open()) {
            assertThat(texts(log)).containsExactly("record 0", "record 1", "record 2", "record 3", "record 4");
            assertThat(log.age()).isEmpty();
        }
    }

    @Test
    void doesNotShowWhatItHolds() {
        create().close();
        write(0, 3);
        for (byte[] file : disk.image("wallet").values()) {
            assertThat(new String(file, StandardCharsets.ISO_8859_1)).doesNotContain("record");
        }
    }

    @Test
    void refusesAnotherPassphraseInOneLine() {
        create().close();
        assertThatThrownBy(() ->
                        DurableLog.open(disk.folder("wallet"), name -> disk.folder("witness"), passphrase("wrong")))
                .isInstanceOf(WrongPassphraseException.class)
                .hasMessage("wrong passphrase for this wallet (or its file is damaged)");
    }

    @Test
    void refusesToMakeAWalletWhereOneIs() {
        create().close();
        write(0, 1);
        assertThatThrownBy(this::create).isInstanceOf(StoreException.class).hasMessageContaining("already");
    }

    @Test
    void knowsALogThatWasSetBackByOneRecordOrMore() {
        create().close();
        write(0, 2);
        Map<String, byte[]> image = disk.image("wallet");
        write(2, 3);
        disk.restore("wallet", image);
        try (DurableLog log = open()) {
            assertThat(log.age()).hasValue("it ends after 2 records of 3");
            assertThatThrownBy(() -> log.append(bytes("more"))).isInstanceOf(StoreException.class);
        }
    }

    /** The copy and the log go on from one state: the one that was written last is current. */
    @Test
    void knowsACopyThatWentAnotherWay() {
        create().close();
        write(0, 2);
        Map<String, byte[]> copy = disk.image("wallet");
        Map<String, byte[]> witness = disk.image("witness");
        write(2, 4);
        Map<String, byte[]> original = disk.image("wallet");
        disk.restore("wallet", copy);
        disk.restore("witness", witness);
        write(7, 9);
        disk.restore("wallet", original);
        try (DurableLog log = open()) {
            assertThat(log.age()).hasValue("its 4 records are not those that were written here last");
        }
    }

    /** Whoever looks into an old copy, or from a place without the witness, takes nothing from the log that goes on. */
    @Test
    void lookingAtAnOldLogWritesNothing() {
        create().close();
        write(0, 2);
        Map<String, byte[]> copy = disk.image("wallet");
        write(2, 3);
        Map<String, byte[]> witness = disk.image("witness");
        Map<String, byte[]> newest = disk.image("wallet");
        Map<String, byte[]> damaged = disk.image("wallet");
        damaged.get("wallet/journal")[60] ^= 1;
        for (Map<String, byte[]> old : List.of(copy, damaged)) {
            disk.restore("wallet", old);
            try (DurableLog log = open()) {
                assertThat(log.age()).isPresent();
                assertThatThrownBy(() -> log.append(bytes("x"))).isInstanceOf(StoreException.class);
            }
            assertThat(disk.image("wallet")).containsExactlyInAnyOrderEntriesOf(old);
        }
        disk.restore("wallet", newest);
        disk.restore("witness", Map.of());
        try (DurableLog log = open()) {
            assertThat(log.age()).hasValue("it was copied from another place");
        }
        disk.restore("witness", witness);
        write(3, 4);
        try (DurableLog log = open()) {
            assertThat(log.age()).isEmpty();
            assertThat(texts(log)).hasSize(4);
        }
    }

    @Test
    void knowsALogWhoseWitnessIsElsewhere() {
        create().close();
        write(0, 2);
        disk.restore("witness", Map.of());
        try (DurableLog log = open()) {
            assertThat(log.age()).hasValue("it was copied from another place");
        }
    }

    /** A witness that was set back with the log, but not as far. */
    @Test
    void knowsALogThatIsAheadOfItsWitness() {
        create().close();
        write(0, 1);
        Map<String, byte[]> witness = disk.image("witness");
        write(1, 3);
        disk.restore("witness", witness);
        try (DurableLog log = open()) {
            assertThat(log.age()).hasValue("its 3 records are not those that were written here last");
        }
    }

    @Test
    void aRecordThatWasCountedOnAndIsDamagedMakesTheLogOld() {
        create().close();
        write(0, 3);
        disk.flip("wallet/journal", disk.length("wallet/journal") - 1);
        try (DurableLog log = open()) {
            assertThat(texts(log)).containsExactly("record 0", "record 1");
            assertThat(log.age()).hasValue("it ends after 2 records of 3");
        }
    }

    /** Whatever a power failure leaves of the last write: all records whose append returned are there, and at most the one that was being written. */
    @Test
    void losesNothingThatReturnedWhenThePowerFails() {
        int failures = 0;
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            SimulatedDisk failing = new SimulatedDisk(random);
            DurableLog.create(failing.folder("wallet"), name -> failing.folder("witness"), passphrase("p"), CHEAP)
                    .close();
            List<String> written = new ArrayList<>();
            for (int life = 0; life < 4; life++) {
                failing.restart();
                DurableLog log =
                        DurableLog.open(failing.folder("wallet"), name -> failing.folder("witness"), passphrase("p"));
                assertThat(log.age()).as("seed %d", seed).isEmpty();
                List<String> found = texts(log);
                assertThat(found.size()).isBetween(written.size(), written.size() + 1);
                assertThat(found.subList(0, written.size())).isEqualTo(written);
                written = new ArrayList<>(found);
                failing.failAfter(random.nextInt(9));
                failures += appendUntilFailure(log, written, "life " + life + " ");
            }
        }
        assertThat(failures).isGreaterThan(1000);
    }

    private static int appendUntilFailure(DurableLog log, List<String> written, String prefix) {
        try {
            for (int i = 0; i < 4; i++) {
                log.append(bytes(prefix + i));
                written.add(prefix + i);
            }
            return 0;
        } catch (UncheckedIOException e) {
            assertThatThrownBy(() -> log.append(bytes("after"))).isInstanceOf(StoreException.class);
            return 1;
        }
    }

    /** Otherwise it could neither be opened nor made again. */
    @Test
    void aPowerFailureLeavesTheFirstRecordOrNoLog() {
        int made = 0;
        Random random = new Random(9);
        for (int round = 0; round < 40; round++) {
            SimulatedDisk failing = new SimulatedDisk(random);
            DurableLog log = DurableLog.create(
                    failing.folder("wallet"), name -> failing.folder("witness"), passphrase("p"), CHEAP);
            failing.failAfter(0);
            assertThatThrownBy(() -> log.append(bytes("first"))).isInstanceOf(UncheckedIOException.class);
            failing.restart();
            boolean there = texts(DurableLog.open(
                            failing.folder("wallet"), name -> failing.folder("witness"), passphrase("p")))
                    .equals(List.of("first"));
            made += there ? 1 : 0;
            if (!there) {
                DurableLog again = DurableLog.create(
                        failing.folder("wallet"), name -> failing.folder("witness"), passphrase("q"), CHEAP);
                again.append(bytes("first"));
            }
        }
        assertThat(made).isBetween(5, 35);
    }

    @Test
    void goesOnAfterItWasCompacted() {
        create().close();
        write(0, 3);
        try (DurableLog log = open()) {
            log.compact(bytes("all"));
            log.append(bytes("one more"));
        }
        write(7, 8);
        try (DurableLog log = open()) {
            assertThat(log.age()).isEmpty();
            assertThat(texts(log)).containsExactly("all", "one more", "record 7");
            log.compact(bytes("all again"));
            assertThat(log.length()).isEqualTo(disk.length("wallet/journal"));
        }
        try (DurableLog log = open()) {
            assertThat(log.age()).isEmpty();
            assertThat(texts(log)).containsExactly("all again");
        }
    }

    @Test
    void knowsALogThatWasSetBackToBeforeItWasCompacted() {
        create().close();
        write(0, 2);
        Map<String, byte[]> image = disk.image("wallet");
        try (DurableLog log = open()) {
            log.compact(bytes("all"));
        }
        Map<String, byte[]> compacted = disk.image("wallet");
        disk.restore("wallet", image);
        try (DurableLog log = open()) {
            assertThat(log.age()).hasValue("it ends after 2 records of 3");
            assertThatThrownBy(() -> log.compact(bytes("x"))).isInstanceOf(StoreException.class);
        }
        disk.restore("wallet", compacted);
        write(2, 4);
        disk.restore("wallet", compacted);
        try (DurableLog log = open()) {
            assertThat(log.age()).hasValue("it ends after 3 records of 5");
        }
    }

    @Test
    void aCompactedLogWhoseHeadIsDamagedIsOld() {
        create().close();
        write(0, 2);
        try (DurableLog log = open()) {
            log.compact(bytes("all"));
        }
        for (int index : new int[] {1, 11, 20, 30}) {
            Map<String, byte[]> whole = disk.image("wallet");
            disk.flip("wallet/journal", index);
            try (DurableLog log = open()) {
                assertThat(log.age()).as("byte %d", index).hasValue("it ends after 0 records of 3");
            }
            disk.restore("wallet", whole);
        }
    }

    @Test
    void aPowerFailureLeavesTheLogOrItsCompaction() {
        int before = 0;
        int after = 0;
        Random random = new Random(9);
        for (int round = 0; round < 200; round++) {
            SimulatedDisk failing = new SimulatedDisk(random);
            DurableLog log = DurableLog.create(
                    failing.folder("wallet"), name -> failing.folder("witness"), passphrase("p"), CHEAP);
            log.append(bytes("one"));
            log.append(bytes("two"));
            failing.failAfter(random.nextInt(2));
            assertThatThrownBy(() -> log.compact(bytes("all"))).isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> log.append(bytes("after"))).isInstanceOf(StoreException.class);
            failing.restart();
            DurableLog again =
                    DurableLog.open(failing.folder("wallet"), name -> failing.folder("witness"), passphrase("p"));
            assertThat(again.age()).as("round %d", round).isEmpty();
            List<String> found = texts(again);
            assertThat(found).isIn(List.of("one", "two"), List.of("all"));
            before += found.size() == 2 ? 1 : 0;
            after += found.size() == 1 ? 1 : 0;
            again.append(bytes("three"));
            DurableLog third =
                    DurableLog.open(failing.folder("wallet"), name -> failing.folder("witness"), passphrase("p"));
            assertThat(third.age()).as("round %d", round).isEmpty();
            assertThat(texts(third)).hasSize(found.size() + 1).endsWith("three");
        }
        assertThat(before).isGreaterThan(30);
        assertThat(after).isGreaterThan(100);
    }

    @Test
    void changesItsPassphrase() {
        create().close();
        write(0, 2);
        Map<String, byte[]> copy = disk.image("wallet");
        try (DurableLog log = open()) {
            assertThatThrownBy(() -> log.changePassphrase(passphrase("wrong"), passphrase("new"), CHEAP))
                    .isInstanceOf(WrongPassphraseException.class);
            log.changePassphrase(passphrase("right"), passphrase("new"), CHEAP);
            log.append(bytes("record 2"));
        }
        assertThatThrownBy(this::open).isInstanceOf(WrongPassphraseException.class);
        try (DurableLog log =
                DurableLog.open(disk.folder("wallet"), name -> disk.folder("witness"), passphrase("new"))) {
            assertThat(texts(log)).containsExactly("record 0", "record 1", "record 2");
            assertThat(log.age()).isEmpty();
        }
        disk.restore("wallet", copy);
        try (DurableLog log = open()) {
            assertThat(log.age()).isPresent();
        }
    }

    @Test
    void oneProcessOpensAFolder(@TempDir Path folder) {
        try (Storage first = FolderStorage.open(folder.resolve("a/b"), "lock")) {
            assertThat(first.place("lock")).isNotEmpty();
            assertThatThrownBy(() -> FolderStorage.open(folder.resolve("a/b"), "lock"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("another process has this wallet open");
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
        FolderStorage.open(folder.resolve("a/b"), "lock").close();
    }

    /** A copy of the folder shares the original's witness, and with it the lock. */
    @Test
    void aFolderOnDiskIsOpenedAgainAndItsCopyIsNot(@TempDir Path folder) throws Exception {
        Path wallet = folder.resolve("wallet");
        DurableLog log = DurableLog.create(
                FolderStorage.open(wallet, "lock"), name -> witness(folder, name), passphrase("p"), CHEAP);
        log.append(bytes("one"));
        Path copy = java.nio.file.Files.createDirectory(folder.resolve("copy"));
        for (String file : List.of("key", "journal")) {
            java.nio.file.Files.copy(wallet.resolve(file), copy.resolve(file));
        }
        Storage copied = FolderStorage.open(copy, "lock");
        assertThatThrownBy(() -> DurableLog.open(copied, name -> witness(folder, name), passphrase("p")))
                .isInstanceOf(StoreException.class);
        log.append(bytes("two"));
        log.close();
        DurableLog behind = DurableLog.open(copied, name -> witness(folder, name), passphrase("p"));
        assertThat(behind.age()).hasValue("it ends after 1 records of 2");
        behind.close();
        try (DurableLog again =
                DurableLog.open(FolderStorage.open(wallet, "lock"), name -> witness(folder, name), passphrase("p"))) {
            assertThat(texts(again)).containsExactly("one", "two");
            assertThat(again.age()).isEmpty();
            java.nio.file.Files.writeString(wallet.resolve("journal.new"), "what a crash left");
            again.compact(bytes("both"));
        }
        assertThat(wallet.resolve("journal.new")).doesNotExist();
        assertThat(java.nio.file.Files.getPosixFilePermissions(wallet.resolve("journal")))
                .hasSize(2);
        try (DurableLog compacted =
                DurableLog.open(FolderStorage.open(wallet, "lock"), name -> witness(folder, name), passphrase("p"))) {
            assertThat(texts(compacted)).containsExactly("both");
            assertThat(compacted.age()).isEmpty();
        }
    }

    private static Storage witness(Path folder, String name) {
        return FolderStorage.open(folder.resolve("witness"), name + ".lock");
    }
}
