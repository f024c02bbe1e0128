package io.snark4j.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** circom2, snarkjs and circomlibjs do their work from here. */
@Tag("peers")
final class CircomPeersTest {
    private static final String MULTIPLIER = """
            pragma circom 2.1.6;
            include "bitify.circom";
            template Multiplier() {
                signal input a;
                signal input b;
                signal output c;
                component bits = Num2Bits(4);
                bits.in <== a;
                c <== a * b;
            }
            component main { public [b] } = Multiplier();
            """;

    @TempDir
    Path folder;

    private final Node node = Node.find();
    private final Snarkjs snarkjs = new Snarkjs(node);

    @Test
    void wholeWayOfTheirs() throws IOException {
        Path source = Files.writeString(folder.resolve("multiplier.circom"), MULTIPLIER);
        Circom.Artifacts circuit = new Circom(node).compile(source, folder);
        assertThat(Files.readString(circuit.sym())).contains("main.a", "main.bits.out[3]");
        assertThat(snarkjs.r1csInfo(circuit.r1cs()))
                .containsEntry("Constraints", 5L)
                .containsEntry("Wires", 7L)
                .containsEntry("Outputs", 1L)
                .containsEntry("Public Inputs", 1L)
                .containsEntry("Private Inputs", 1L);

        Path input = Files.writeString(folder.resolve("input.json"), "{\"a\": \"3\", \"b\": \"11\"}");
        Path wtns = folder.resolve("witness.wtns");
        snarkjs.calculateWitness(circuit.wasm(), input, wtns);
        assertThat(snarkjs.isSatisfied(circuit.r1cs(), wtns)).isTrue();

        Path ptau = folder.resolve("final.ptau");
        Path fresh = folder.resolve("0.zkey");
        Path zkey = folder.resolve("1.zkey");
        snarkjs.powersOfTau(4, folder, ptau);
        snarkjs.setup(circuit.r1cs(), ptau, fresh);
        snarkjs.contribute(fresh, zkey, "for tests only");
        Path proof = folder.resolve("proof.json");
        Path publics = folder.resolve("public.json");
        Path verifyingKey = folder.resolve("vk.json");
        snarkjs.prove(zkey, wtns, proof, publics);
        snarkjs.exportVerifyingKey(zkey, verifyingKey);
        assertThat(snarkjs.verify(verifyingKey, publics, proof)).isTrue();

        Files.writeString(publics, Files.readString(publics).replace("33", "34"));
        assertThat(snarkjs.verify(verifyingKey, publics, proof)).isFalse();
        assertThatThrownBy(() -> snarkjs.verify(input, publics, proof)).isInstanceOf(PeerException.class);
    }

    @Test
    void circomNamesTheError() throws IOException {
        Path source = Files.writeString(folder.resolve("broken.circom"), "pragma circom 2.1.6; template");
        assertThatThrownBy(() -> new Circom(node).compile(source, folder))
                .isInstanceOf(PeerException.class)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("error");
    }

    @Test
    void snarkjsCommandsReportTheirExitCode() {
        assertThat(snarkjs.run("r1cs", "info", "/no/such.r1cs").isSuccess()).isFalse();
    }

    /** Poseidon(1, 2) as circomlib's own tests state it. */
    @Test
    void circomlibjsEvaluates() {
        var circomlibjs = new Circomlibjs(node);
        assertThat(circomlibjs.poseidon(List.of(List.of(BigInteger.ONE, BigInteger.TWO))))
                .containsExactly(
                        new BigInteger("7853200120776062878684798364095072458815029376092732009249414926327459813530"));
        assertThatThrownBy(() -> circomlibjs.evaluate(List.of(new Circomlibjs.Call("nothing", List.of()))))
                .hasMessageContaining("no function nothing");
    }
}
