package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.credit.CreditExitInputs;
import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.circuit.credit.Settlement;
import io.snark4j.credits.wallet.store.SimulatedDisk;
import io.snark4j.credits.wallet.store.StoreException;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random lives of a wallet: requests, lost answers, wrong answers, backups, exits, compactions, power failures at any write, journals that are put back to an older state. Whatever
 * leaves the wallet is kept by a provider who never forgets: no nullifier may come with two x, nor with two states.
 */
final class LedgerCrashTest {
    /** A sample; {@code -Dsnark4j.schedules=1000} runs more. */
    private static final int SCHEDULES = Integer.getInteger("snark4j.schedules", 200);

    private static final int STEPS = 10;

    /** The provider, who knows everything that ever left. */
    private static final class Provider {
        private final Map<Fr, Fr> points = new HashMap<>();
        private final Map<Fr, BabyJubjubPoint> states = new HashMap<>();
        private final Map<Fr, Settlement> settled = new HashMap<>();
        private BigInteger given = BigInteger.ZERO;

        void sees(Fr nullifier, Fr x) {
            assertThat(points.putIfAbsent(nullifier, x))
                    .as("x of one nullifier")
                    .isIn(null, x);
        }

        Settlement answer(CreditRequestInputs request, Random random) {
            BabyJubjubPoint state = states.putIfAbsent(request.nullifier(), request.state());
            assertThat(state).as("state of one nullifier").isIn(null, request.state());
            return settled.computeIfAbsent(request.nullifier(), nullifier -> {
                BigInteger refund = BigInteger.valueOf(random.nextInt(TestWallets.C_MAX.intValue() + 1));
                given = given.add(refund);
                return Settlement.sign(
                        TestWallets.providerKey(1), TestWallets.SETTINGS.scope(), request.state(), refund);
            });
        }
    }

    /** One wallet's life. */
    private static final class Life {
        final Random random;
        final SimulatedDisk disk;
        final Provider provider = new Provider();
        Ledger ledger;
        private @Nullable Map<String, byte[]> image;
        private List<NoteStanding> imaged = List.of();
        private @Nullable NoteSecrets backup;
        private long backupCeiling;
        int powerFailures;
        int compactions;
        boolean setBack;

        Life(long seed) {
            random = new Random(seed);
            disk = new SimulatedDisk(random);
            ledger = TestWallets.withNote(disk, 0);
            raise(1 + random.nextInt(4));
        }

        void step() {
            if (random.nextInt(3) == 0) {
                disk.failAfter(random.nextInt(3));
            }
            try {
                act();
            } catch (WalletException _) {
                // Refused: ceiling, balance, an open ticket, an exit, an old journal.
            } catch (UncheckedIOException | StoreException _) {
                assertThat(disk.isDead()).isTrue();
            }
            if (disk.isDead() || random.nextInt(6) == 0) {
                powerFailures += disk.isDead() ? 1 : 0;
                reopen();
            }
        }

        void reopen() {
            disk.restart();
            ledger = TestWallets.open(disk, "wallet");
            assertThat(ledger.age().isPresent()).isEqualTo(setBack);
        }

        private void act() {
            switch (random.nextInt(13)) {
                case 0 -> raise(backupCeiling + random.nextInt(3));
                case 1 -> {
                    image = disk.image("wallet");
                    imaged = ledger.standings();
                }
                case 2, 3 -> setBack();
                case 4 -> {
                    if (random.nextInt(3) == 0) {
                        exit(ledger, 0);
                    }
                }
                case 5 -> {
                    if (!setBack) {
                        ledger.compact();
                        compactions++;
                    }
                }
                default -> request();
            }
        }

        /** The backup is in its place before the ledger learns of it. */
        private void raise(long ceiling) {
            if (setBack) {
                return;
            }
            BigInteger funds = TestWallets.DEPOSIT.add(ledger.standing(0).refunded());
            long covered = funds.divide(TestWallets.C_MAX).longValueExact();
            long next = Math.max(backupCeiling, Math.min(ceiling, covered));
            backup = ledger.secrets().getFirst();
            backupCeiling = next;
            TestWallets.raise(ledger, 0, next);
        }

        /** What was written since the image is lost, if anything was. */
        private void setBack() {
            if (image != null && random.nextInt(4) == 0) {
                List<NoteStanding> lost = ledger.standings();
                disk.restore("wallet", image);
                disk.restart();
                ledger = TestWallets.open(disk, "wallet");
                if (!lost.toString().equals(imaged.toString())) {
                    assertThat(ledger.age()).isPresent();
                }
                setBack = ledger.age().isPresent();
            }
        }

        private void request() {
            NoteStanding note = ledger.standing(0);
            String body = "request " + random.nextInt(3);
            SignedTicket ticket = note.open().isPresent() && random.nextInt(4) > 0
                    ? note.open().get()
                    : ledger.sign(0, TestWallets.digest(body), TestWallets.body(body));
            CreditRequestInputs inputs = ledger.requestInputs(ticket, TestWallets.PATH, TestWallets.keys());
            provider.sees(inputs.nullifier(), inputs.x());
            switch (random.nextInt(4)) {
                case 0 -> {} // the answer is lost
                case 1 ->
                    assertThat(ledger.settle(ticket, forged(inputs), TestWallets.registeredKeys()))
                            .isFalse();
                default -> {
                    boolean taken =
                            ledger.settle(ticket, provider.answer(inputs, random), TestWallets.registeredKeys());
                    assertThat(taken).isTrue();
                }
            }
        }

        private Settlement forged(CreditRequestInputs inputs) {
            BigInteger refund = BigInteger.valueOf(random.nextInt(300));
            return Settlement.sign(TestWallets.providerKey(2), TestWallets.SETTINGS.scope(), inputs.state(), refund);
        }

        void exit(Ledger from, int note) {
            NoteStanding.Exit exit = from.signExit(note, random.nextBoolean());
            CreditExitInputs inputs = from.exitInputs(note, TestWallets.keys(), false);
            provider.sees(inputs.nullifier(), inputs.xExit());
            BigInteger due = TestWallets.DEPOSIT
                    .add(provider.given)
                    .subtract(TestWallets.C_MAX.multiply(BigInteger.valueOf(exit.index())));
            assertThat(exit.payout()).isBetween(BigInteger.ZERO, due.min(TestWallets.DEPOSIT));
        }

        /** The machine is lost; somebody restores the newest backup, twice even. */
        void restoreBackup() {
            disk.restart();
            for (int attempt = 0; attempt < 2; attempt++) {
                Ledger restored = TestWallets.create(disk, "restored " + attempt);
                int note = TestWallets.restore(restored, backup, backupCeiling).id();
                restored.deposited(note, TestWallets.DEPOSIT, 1_000);
                exit(restored, note);
            }
        }
    }

    @Test
    void noIndexEverSignsTwoPoints() {
        int powerFailures = 0;
        int setBack = 0;
        int shares = 0;
        int exits = 0;
        int compactions = 0;
        for (int seed = 0; seed < SCHEDULES; seed++) {
            Life life = new Life(seed);
            try {
                for (int step = 0; step < STEPS; step++) {
                    life.step();
                }
                life.reopen();
                exits += life.ledger.standing(0).exit().isPresent() ? 1 : 0;
                life.restoreBackup();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
            powerFailures += life.powerFailures;
            setBack += life.setBack ? 1 : 0;
            shares += life.provider.points.size();
            compactions += life.compactions;
        }
        assertThat(List.of(
                        powerFailures > SCHEDULES,
                        setBack > SCHEDULES / 50,
                        shares > 2 * SCHEDULES,
                        exits > SCHEDULES / 10,
                        compactions > SCHEDULES / 3))
                .as(
                        "%d power failures, %d set back, %d shares, %d exits, %d compactions",
                        powerFailures, setBack, shares, exits, compactions)
                .containsOnly(true);
    }
}
