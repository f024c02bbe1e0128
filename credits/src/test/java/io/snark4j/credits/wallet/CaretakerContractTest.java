package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.gadget.MerkleProof;
import io.snark4j.credits.vault.NoteState;
import io.snark4j.credits.vault.RegisteredKeys;
import io.snark4j.credits.vault.VaultFixture;
import io.snark4j.credits.wallet.store.SimulatedDisk;
import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Progress;
import io.snark4j.groth16.VerifyingKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The caretaker's rounds go on whatever a step throws: without them a note stays in the vault until the provider claims it. */
@Tag("peers")
final class CaretakerContractTest {
    private static final G1Affine G1 = G1Affine.GENERATOR;
    private static final G2Affine G2 = G2Affine.GENERATOR;

    @AutoClose
    private static final VaultFixture fixture =
            VaultFixture.believing(20, new VerifyingKey(G1, G2, G2, G2, List.of(G1)));

    @TempDir
    private Path folder;

    /** A chain that shows its time and throws what no rule foresees. */
    private record BrokenChain(ChainView chain) implements ChainView {
        @Override
        public void refresh() {
            chain.refresh();
            throw new ArithmeticException("BigInteger out of long range");
        }

        @Override
        public long time() {
            return chain.time();
        }

        @Override
        public RegisteredKeys registeredKeys() {
            return chain.registeredKeys();
        }

        @Override
        public boolean isReady(NoteStanding note) {
            return chain.isReady(note);
        }

        @Override
        public MerkleProof path(NoteStanding note) {
            return chain.path(note);
        }

        @Override
        public long crowd() {
            return chain.crowd();
        }
    }

    @Test
    void aStepThatThrowsWhatNobodyForesawIsAWarningAndTheNoteStillLeaves() {
        var vault = fixture.vault();
        var terms = vault.terms();
        try (Ledger ledger = TestWallets.create(new SimulatedDisk(new Random(7)), "wallet")) {
            ledger.open(new Settings(
                    terms.chainId(),
                    terms.vault(),
                    terms.scope(),
                    terms.cMax(),
                    new Settings.Reach(
                            fixture.endpoint(), "http://127.0.0.1:1", folder.toString(), folder.toString())));
            var depositor = fixture.account("cared for", true);
            var backup = new BackupKeeper(ledger, TestWallets.passphrase(), TestWallets.CHEAP);
            var deposits = new DepositDesk(ledger, fixture.ethereum(), vault, backup);
            deposits.deposit(depositor, depositor.address(), TestWallets.DEPOSIT, 1);
            var mirror = new VaultMirror(fixture.ethereum(), vault, Duration.ofSeconds(50), 0, Progress.SILENT);
            var chain = new BrokenChain(mirror);
            var spender = new Spender(ledger, chain, TestSpender.UNPROVED, terms);
            var exits = new ExitDesk(ledger, fixture.ethereum(), vault, TestSpender.UNPROVED);
            var caretaker =
                    new Caretaker(ledger, chain, terms, new Caretaker.Desks(deposits, backup, exits, spender, mirror));
            fixture.advance(terms.noteLife() - 2 * terms.window());
            caretaker.round();
            assertThat(caretaker.warnings())
                    .contains("the chain: BigInteger out of long range")
                    .anyMatch(line -> line.contains("leaves the vault now"));
            assertThat(vault.note(ledger.standing(0).commitment()).status()).isEqualTo(NoteState.Status.EXITING);
        }
    }
}
