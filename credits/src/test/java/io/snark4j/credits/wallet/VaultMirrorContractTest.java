package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.VaultFixture;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Progress;
import io.snark4j.groth16.VerifyingKey;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("peers")
final class VaultMirrorContractTest {
    private static final G1Affine G1 = G1Affine.GENERATOR;
    private static final G2Affine G2 = G2Affine.GENERATOR;

    @AutoClose
    private static final VaultFixture fixture =
            VaultFixture.believing(20, new VerifyingKey(G1, G2, G2, G2, List.of(G1)));

    /** Gateways compare with the keys of finalized blocks: for a quarter of an hour after a rotation, the newest would be refused. */
    @Test
    void keysAreThoseOfTheBlocksThatWereRead() throws IOException {
        BabyJubjubPoint first = fixture.providerKey().publicKey();
        BabyJubjubPoint second = TestWallets.providerKey(2).publicKey();
        try (SlowNode node = new SlowNode(URI.create(fixture.endpoint()))) {
            Ethereum ethereum = new Ethereum(node.endpoint());
            CreditVault vault = CreditVault.at(ethereum, fixture.vault().terms().vault());
            node.standAt(fixture.ethereum().latestBlock().number());
            VaultMirror mirror = new VaultMirror(ethereum, vault, Duration.ofSeconds(50), 0, Progress.SILENT);
            fixture.rotate(second);
            for (int round = 0; round < 2; round++) {
                mirror.refresh();
                assertThat(mirror.keys()).isEqualTo(ProviderKeys.of(first));
            }
            node.goOn();
            mirror.refresh();
            assertThat(mirror.keys()).isEqualTo(new ProviderKeys(second, first));
            assertThat(mirror.registeredKeys()).isEqualTo(vault.keys());
        }
    }
}
