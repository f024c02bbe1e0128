package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.circuit.credit.Settlement;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ticket.RefundRow;
import io.snark4j.credits.ticket.RefundTable;
import io.snark4j.credits.vault.NoteState;
import io.snark4j.credits.vault.VaultFixture;
import io.snark4j.credits.wallet.store.SimulatedDisk;
import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Progress;
import io.snark4j.groth16.VerifyingKey;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that rotated its key long before a note was deposited, and goes on signing with the old one: it is pkOld still, and the vault lets no such note exit with it. */
@Tag("peers")
final class KeyRotationContractTest {
    private static final G1Affine G1 = G1Affine.GENERATOR;
    private static final G2Affine G2 = G2Affine.GENERATOR;
    private static final EddsaPoseidon.PrivateKey SECOND = TestWallets.providerKey(2);

    @AutoClose
    private static final VaultFixture fixture =
            VaultFixture.believing(20, new VerifyingKey(G1, G2, G2, G2, List.of(G1)));

    @TempDir
    private Path folder;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(5));
    private Ledger ledger;
    private SignedTicket ticket;
    private CreditRequestInputs request;
    private VaultMirror mirror;

    @BeforeEach
    void depositLongAfterARotationAndSignATicket() {
        if (fixture.vault().keys().current().id() == 0) {
            fixture.rotate(SECOND.publicKey());
        }
        fixture.advance(fixture.vault().terms().window() + 1);
        Account depositor = fixture.account("late", true);
        ledger = TestWallets.create(disk, "wallet");
        ledger.open(settings());
        var backup = new BackupKeeper(ledger, TestWallets.passphrase(), TestWallets.CHEAP);
        new DepositDesk(ledger, fixture.ethereum(), fixture.vault(), backup)
                .deposit(depositor, depositor.address(), TestWallets.DEPOSIT, 1);
        fixture.advance(100);
        mirror = new VaultMirror(fixture.ethereum(), fixture.vault(), Duration.ofSeconds(50), 0, Progress.SILENT);
        mirror.refresh();
        ticket = ledger.sign(0, TestWallets.digest("a"), TestWallets.body("a"));
        request = ledger.requestInputs(ticket, mirror.path(ledger.standing(0)), mirror.keys());
    }

    private Settings settings() {
        var terms = fixture.vault().terms();
        return new Settings(
                terms.chainId(),
                terms.vault(),
                terms.scope(),
                terms.cMax(),
                new Settings.Reach(fixture.endpoint(), "http://127.0.0.1:1", folder.toString(), folder.toString()));
    }

    private Settlement signedBy(EddsaPoseidon.PrivateKey key) {
        return Settlement.sign(key, fixture.vault().terms().scope(), request.state(), BigInteger.TEN);
    }

    private ExitDesk exits() {
        return new ExitDesk(ledger, fixture.ethereum(), fixture.vault(), TestSpender.UNPROVED);
    }

    @Test
    void theTicketStaysOpenAndTheNoteCanExitBehindIt() {
        assertThat(mirror.keys().previous()).isEqualTo(fixture.providerKey().publicKey());
        assertThat(ledger.settle(ticket, signedBy(fixture.providerKey()), mirror.registeredKeys()))
                .isFalse();
        assertThat(exits().initiate(0, ExitDesk.Choice.PRIVATE).index()).isEqualTo(1);
        assertThat(fixture.vault().note(ledger.standing(0).commitment()).status())
                .isEqualTo(NoteState.Status.EXITING);
    }

    @Test
    void aSettlementUnderTheCurrentKeyIsTaken() {
        assertThat(ledger.settle(ticket, signedBy(SECOND), mirror.registeredKeys()))
                .isTrue();
        exits().initiate(0, ExitDesk.Choice.PRIVATE);
        assertThat(fixture.vault().note(ledger.standing(0).commitment()).status())
                .isEqualTo(NoteState.Status.EXITING);
    }

    @Test
    void noRecoveryTakesItFromTheTable() {
        var row = new RefundRow(request.nullifier(), signedBy(fixture.providerKey()));
        BackupFile backup = BackupFile.read(folder, TestWallets.passphrase());
        var recovery = new Recovery(backup.settings(), List.of(new RefundTable(1, List.of(row))), fixture.vault());
        assertThatThrownBy(() -> recovery.find(backup.notes(), true))
                .isInstanceOf(WalletException.class)
                .hasMessageContaining("refund for ticket 0 of note "
                        + ledger.standing(0).commitment() + " that no key signed by which the vault lets");
    }
}
