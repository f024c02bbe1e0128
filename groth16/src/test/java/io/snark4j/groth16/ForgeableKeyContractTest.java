package io.snark4j.groth16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fr;
import io.snark4j.field.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys for which false statements can be proved: the forgeries themselves, and that the default refuses such keys. */
class ForgeableKeyContractTest {
    private static final TestCircuit CUBIC = TestCircuit.cubic(3);
    private static final Keys KEYS = Groth16.setup(CUBIC.system(), Setup.insecureForTests());
    private static final VerifyingKey SOUND = KEYS.verifyingKey();
    /** No x has x³ + x + 5 = y for this test's sake; nobody knows one. */
    private static final List<Fr> FALSE_STATEMENT = List.of(Fr.of(123456789));

    @TempDir
    private Path directory;

    @Test
    void withDeltaEqualToGammaAnyoneProvesAnything() {
        VerifyingKey key = withDelta(SOUND.gamma());
        var forged = new Proof(key.alpha(), key.beta(), inputs(key).neg());
        assertRefusedYetForged(key, forged, "delta = ±gamma (a setup without any contribution)");
    }

    @Test
    void withDeltaEqualToMinusGammaAnyoneProvesAnything() {
        VerifyingKey key = withDelta(SOUND.gamma().neg());
        var forged = new Proof(key.alpha(), key.beta(), inputs(key));
        assertRefusedYetForged(key, forged, "delta = ±gamma (a setup without any contribution)");
    }

    @Test
    void withBetaEqualToGammaAnyoneProvesAnything() {
        var key = new VerifyingKey(SOUND.alpha(), SOUND.gamma(), SOUND.gamma(), SOUND.delta(), SOUND.ic());
        var forged = new Proof(key.alpha().add(inputs(key)), key.beta(), G1Affine.INFINITY);
        assertRefusedYetForged(key, forged, "beta = ±gamma");
    }

    @Test
    void withBetaEqualToDeltaAnyoneProvesAnything() {
        var key = new VerifyingKey(SOUND.alpha(), SOUND.beta(), SOUND.gamma(), SOUND.beta(), SOUND.ic());
        var forged = new Proof(inputs(key), key.gamma(), key.alpha().neg());
        assertRefusedYetForged(key, forged, "beta = ±delta");
    }

    @Test
    void anInputWhosePointIsInfinityIsNotChecked() {
        List<G1Affine> ic = new ArrayList<>(SOUND.ic());
        ic.set(1, G1Affine.INFINITY);
        var key = new VerifyingKey(SOUND.alpha(), SOUND.beta(), SOUND.gamma(), SOUND.delta(), ic);
        assertThat(key.forgery()).contains("IC[1] is infinity, so public input 0 is not checked");
    }

    @Test
    void aKeyFromASetupIsAdmitted() {
        assertThat(SOUND.forgery()).isEmpty();
        assertThat(KeyPolicy.REFUSE_FORGEABLE.admit(SOUND)).isSameAs(SOUND);
    }

    @Test
    void anExportRefusesAForgeableKeyUnlessTold() throws Exception {
        VerifyingKey key = withDelta(SOUND.gamma());
        Path file = directory.resolve("vk.json");
        assertThatThrownBy(() -> SnarkjsJson.writeVerifyingKey(file, key, KeyPolicy.REFUSE_FORGEABLE))
                .isInstanceOf(ForgeableKeyException.class);
        assertThat(file).doesNotExist();
        assertThatThrownBy(() -> SnarkjsJson.encodeVerifyingKey(key)).isInstanceOf(ForgeableKeyException.class);
        SnarkjsJson.writeVerifyingKey(file, key, KeyPolicy.ALLOW_FORGEABLE);
        assertThat(SnarkjsJson.readVerifyingKey(file)).isEqualTo(key);
    }

    /** With delta one, as snarkjs' setup leaves it, proving goes on (cli's tests see its warning); the verifier refuses the key. */
    @Test
    void provingGoesOnWithAForgeableKey() {
        ToxicWaste waste = ToxicWaste.of(Fr.of(17), Fr.of(23), Fr.of(29), Fr.ONE);
        Keys keys = KeyGenerator.generate(CUBIC.system(), waste, Work.ofThreads(1));
        Proof proof = Groth16.prove(keys.provingKey(), CUBIC.witness());
        assertThatThrownBy(() -> Groth16.verify(keys.verifyingKey(), proof, CUBIC.publicValues()))
                .isInstanceOf(ForgeableKeyException.class);
        var allowed = PreparedVerifyingKey.of(keys.verifyingKey(), KeyPolicy.ALLOW_FORGEABLE);
        assertThat(Groth16.verify(allowed, proof, CUBIC.publicValues())).isTrue();
    }

    private static void assertRefusedYetForged(VerifyingKey key, Proof forged, String reason) {
        assertThatThrownBy(() -> Groth16.verify(key, forged, FALSE_STATEMENT))
                .isInstanceOf(ForgeableKeyException.class)
                .hasMessageContaining(reason);
        var allowed = PreparedVerifyingKey.of(key, KeyPolicy.ALLOW_FORGEABLE);
        assertThat(Groth16.verify(allowed, forged, FALSE_STATEMENT))
                .as("the forgery works")
                .isTrue();
    }

    private static VerifyingKey withDelta(G2Affine delta) {
        return new VerifyingKey(SOUND.alpha(), SOUND.beta(), SOUND.gamma(), delta, SOUND.ic());
    }

    private static G1Affine inputs(VerifyingKey key) {
        return key.ic().get(0).add(key.ic().get(1).mul(FALSE_STATEMENT.get(0)));
    }
}
