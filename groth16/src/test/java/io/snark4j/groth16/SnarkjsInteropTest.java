package io.snark4j.groth16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.peers.Circom;
import io.snark4j.peers.Node;
import io.snark4j.peers.Snarkjs;
import io.snark4j.r1cs.Witness;
import io.snark4j.r1cs.file.R1csFile;
import io.snark4j.r1cs.file.WtnsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys, proofs and JSON pass between snarkjs and us both ways, on a circuit that circom compiled and on our own. */
@Tag("peers")
class SnarkjsInteropTest {
    /** Two outputs, one public and two private inputs, 17 constraints of which some have several terms on each side. */
    private static final String CIRCUIT = """
            pragma circom 2.1.0;
            template Step(k) {
                signal input x;
                signal input y;
                signal output z;
                z <== (x + k * y + 1) * (3 * x - y - k);
            }
            template Main(n) {
                signal input seed;
                signal input a;
                signal input b;
                signal output last;
                signal output square;
                component steps[n];
                for (var i = 0; i < n; i++) {
                    steps[i] = Step(i + 2);
                    steps[i].x <== i == 0 ? a : steps[i - 1].z;
                    steps[i].y <== i == 0 ? b : (i == 1 ? seed : steps[i - 2].z);
                }
                last <== steps[n - 1].z;
                square <== a * a;
            }
            component main { public [seed] } = Main(16);
            """;

    @TempDir
    private static Path shared;

    private static Snarkjs snarkjs;
    private static Path r1cs;
    private static Path wtns;
    /** snarkjs' key with one contribution. */
    private static Path theirKey;
    /** snarkjs' key straight from its setup: forgeable. */
    private static Path theirFreshKey;

    @TempDir
    private Path directory;

    @BeforeAll
    static void makeTheirFiles() throws IOException {
        Node node = Node.find();
        snarkjs = new Snarkjs(node);
        Path source = Files.writeString(shared.resolve("steps.circom"), CIRCUIT);
        Circom.Artifacts artifacts = new Circom(node).compile(source, shared);
        r1cs = artifacts.r1cs();
        wtns = shared.resolve("steps.wtns");
        Path input = Files.writeString(shared.resolve("input.json"), "{\"seed\": \"7\", \"a\": \"3\", \"b\": \"-11\"}");
        snarkjs.calculateWitness(artifacts.wasm(), input, wtns);
        Path ptau = shared.resolve("powers.ptau");
        snarkjs.powersOfTau(6, shared, ptau);
        theirFreshKey = shared.resolve("fresh.zkey");
        snarkjs.setup(r1cs, ptau, theirFreshKey);
        theirKey = shared.resolve("contributed.zkey");
        snarkjs.contribute(theirFreshKey, theirKey, "for tests only");
    }

    @Test
    void snarkjsVerifiesOurProofOnItsOwnKey() throws IOException {
        ProvingKey key = ZkeyFile.read(theirKey);
        assertThat(key.isInsecure()).isFalse();
        assertThat(key.contributions().count()).isEqualTo(1);
        Witness witness = WtnsFile.read(wtns, key.wires(), key.publicCount());
        Path proof = directory.resolve("proof.json");
        Path inputs = directory.resolve("public.json");
        Path theirExport = directory.resolve("vk.json");
        SnarkjsJson.writeProof(proof, Groth16.prove(key, witness));
        SnarkjsJson.writePublicInputs(inputs, witness.publicValues());
        snarkjs.exportVerifyingKey(theirKey, theirExport);
        assertThat(snarkjs.verify(theirExport, inputs, proof)).isTrue();

        List<Fr> changed = new ArrayList<>(witness.publicValues());
        changed.set(2, changed.get(2).add(Fr.ONE));
        SnarkjsJson.writePublicInputs(inputs, changed);
        assertThat(snarkjs.verify(theirExport, inputs, proof)).isFalse();
    }

    @Test
    void ourExportOfTheirKeyIsTheirsToTheByte() throws IOException {
        Path theirs = directory.resolve("theirs.json");
        Path ours = directory.resolve("ours.json");
        snarkjs.exportVerifyingKey(theirKey, theirs);
        SnarkjsJson.writeVerifyingKey(ours, ZkeyFile.read(theirKey).verifyingKey(), KeyPolicy.REFUSE_FORGEABLE);
        assertThat(ours).hasSameTextualContentAs(theirs);
        assertThat(SnarkjsJson.readVerifyingKey(theirs))
                .isEqualTo(ZkeyFile.read(theirKey).verifyingKey());
    }

    @Test
    void weVerifyTheirProof() throws IOException {
        Path proof = directory.resolve("proof.json");
        Path inputs = directory.resolve("public.json");
        snarkjs.prove(theirKey, wtns, proof, inputs);
        VerifyingKey key = ZkeyFile.read(theirKey).verifyingKey();
        List<Fr> publicInputs = SnarkjsJson.readPublicInputs(inputs);
        Proof read = SnarkjsJson.readProof(proof);
        assertThat(Groth16.verify(key, read, publicInputs)).isTrue();
        assertThat(Groth16.verify(key, new Proof(read.a().neg(), read.b(), read.c()), publicInputs))
                .isFalse();
        assertThat(SnarkjsJson.encodeProof(read)).isEqualTo(Files.readString(proof));
        assertThat(SnarkjsJson.encodePublicInputs(publicInputs)).isEqualTo(Files.readString(inputs));
    }

    @Test
    void theirKeyComesBackByteForByte() throws IOException {
        Path ours = directory.resolve("ours.zkey");
        ZkeyFile.write(ours, ZkeyFile.read(theirKey));
        ZkeyBytes their = new ZkeyBytes(Files.readAllBytes(theirKey));
        ZkeyBytes our = new ZkeyBytes(Files.readAllBytes(ours));
        for (int section = 1; section <= 10; section++) {
            if (section != ZkeyFile.COEFFICIENTS) {
                assertThat(our.section(section)).as("section " + section).isEqualTo(their.section(section));
            }
        }
        // Terms of a row come in circom's order there and by wire here.
        assertThat(our.section(ZkeyFile.COEFFICIENTS).capacity())
                .isEqualTo(their.section(ZkeyFile.COEFFICIENTS).capacity());
    }

    @Test
    void theirFreshKeyIsForgeable() throws IOException {
        ProvingKey key = ZkeyFile.read(theirFreshKey);
        assertThat(key.isInsecure()).isTrue();
        assertThat(key.verifyingKey().forgery()).isPresent();
        Witness witness = WtnsFile.read(wtns, key.wires(), key.publicCount());
        Proof proof = Groth16.prove(key, witness);
        assertThatThrownBy(() -> Groth16.verify(key.verifyingKey(), proof, witness.publicValues()))
                .isInstanceOf(ForgeableKeyException.class);
    }

    static List<TestCircuit> circuits() {
        return TestCircuit.all();
    }

    @ParameterizedTest
    @MethodSource("circuits")
    void snarkjsProvesAndVerifiesWithOurKey(TestCircuit circuit) throws IOException {
        Keys keys = Groth16.setup(circuit.system(), Setup.insecureForTests());
        Path zkey = directory.resolve("ours.zkey");
        Path ourKey = directory.resolve("vk.json");
        Path ourWitness = directory.resolve("ours.wtns");
        ZkeyFile.write(zkey, keys.provingKey());
        SnarkjsJson.writeVerifyingKey(ourKey, keys.verifyingKey(), KeyPolicy.REFUSE_FORGEABLE);
        WtnsFile.write(ourWitness, circuit.witness());

        Path proof = directory.resolve("proof.json");
        Path inputs = directory.resolve("public.json");
        snarkjs.prove(zkey, ourWitness, proof, inputs);
        assertThat(SnarkjsJson.readPublicInputs(inputs)).isEqualTo(circuit.publicValues());
        assertThat(Groth16.verify(keys.verifyingKey(), SnarkjsJson.readProof(proof), circuit.publicValues()))
                .isTrue();

        SnarkjsJson.writeProof(proof, Groth16.prove(keys.provingKey(), circuit.witness()));
        assertThat(snarkjs.verify(ourKey, inputs, proof)).isTrue();
    }

    @Test
    void snarkjsVerifiesAProofThatWasPreparedAheadOfItsInput() throws IOException {
        LineCircuit circuit = LineCircuit.random(50, 6);
        Keys keys = Groth16.setup(circuit.system(), Setup.insecureForTests());
        Fr t = Fr.of(1234);
        Path key = directory.resolve("vk.json");
        Path proof = directory.resolve("proof.json");
        Path inputs = directory.resolve("public.json");
        SnarkjsJson.writeVerifyingKey(key, keys.verifyingKey(), KeyPolicy.REFUSE_FORGEABLE);
        Proof prepared = Prover.of(keys.provingKey())
                .prepare(circuit.line(), ProverOptions.DEFAULT)
                .at(t);
        SnarkjsJson.writeProof(proof, prepared);
        SnarkjsJson.writePublicInputs(inputs, circuit.at(t).publicValues());
        assertThat(snarkjs.verify(key, inputs, proof)).isTrue();
        SnarkjsJson.writePublicInputs(inputs, circuit.at(t.add(Fr.ONE)).publicValues());
        assertThat(snarkjs.verify(key, inputs, proof)).isFalse();
    }

    @Test
    void snarkjsReadsOurKeyAsOurs() throws IOException {
        TestCircuit circuit = TestCircuit.chain(37, 3);
        Keys keys = Groth16.setup(circuit.system(), Setup.insecureForTests());
        Path zkey = directory.resolve("ours.zkey");
        Path ours = directory.resolve("ours.json");
        Path theirs = directory.resolve("theirs.json");
        ZkeyFile.write(zkey, keys.provingKey());
        SnarkjsJson.writeVerifyingKey(ours, keys.verifyingKey(), KeyPolicy.REFUSE_FORGEABLE);
        snarkjs.exportVerifyingKey(zkey, theirs);
        assertThat(theirs).hasSameTextualContentAs(ours);

        Path contributed = directory.resolve("contributed.zkey");
        snarkjs.contribute(zkey, contributed, "for tests only");
        ProvingKey more = ZkeyFile.read(contributed);
        assertThat(more.isInsecure()).isFalse();
        assertThat(more.verifyingKey().delta()).isNotEqualTo(keys.verifyingKey().delta());
        Proof proof = Groth16.prove(more, circuit.witness());
        assertThat(Groth16.verify(more.verifyingKey(), proof, circuit.publicValues()))
                .isTrue();
    }

    /** Our setup over circom's constraints: its .r1cs, its .wtns, our key, snarkjs' verdict. */
    @Test
    void ourSetupTakesCircomsConstraints() throws IOException {
        var system = R1csFile.read(r1cs);
        Keys keys = Groth16.setup(system, Setup.insecureForTests());
        Witness witness = WtnsFile.read(wtns, system);
        Path proof = directory.resolve("proof.json");
        Path inputs = directory.resolve("public.json");
        Path key = directory.resolve("vk.json");
        SnarkjsJson.writeProof(proof, Groth16.prove(keys.provingKey(), witness));
        SnarkjsJson.writePublicInputs(inputs, witness.publicValues());
        SnarkjsJson.writeVerifyingKey(key, keys.verifyingKey(), KeyPolicy.REFUSE_FORGEABLE);
        assertThat(snarkjs.verify(key, inputs, proof)).isTrue();
        ProvingKey theirs = ZkeyFile.read(theirKey);
        assertThat(keys.provingKey().a()).isEqualTo(theirs.a());
        assertThat(keys.provingKey().b()).isEqualTo(theirs.b());
    }
}
