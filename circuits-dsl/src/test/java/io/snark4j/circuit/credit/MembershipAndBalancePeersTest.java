package io.snark4j.circuit.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.field.Fr;
import io.snark4j.peers.Circom;
import io.snark4j.peers.Node;
import io.snark4j.peers.Snarkjs;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.Witness;
import io.snark4j.r1cs.file.R1csFile;
import io.snark4j.r1cs.file.WtnsFile;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same statement in circom, on circomlib's gadgets: no smaller than ours, and of the same values. */
@Tag("peers")
class MembershipAndBalancePeersTest {
    private static final int DEPTH = 20;

    @TempDir
    Path directory;

    @Test
    void circomsOwnCircuitIsNotSmallerAndAcceptsOurInputs() throws IOException {
        Path source = directory.resolve("membership_and_balance.circom");
        try (InputStream in = getClass().getResourceAsStream("membership_and_balance.circom")) {
            Files.copy(in, source);
        }
        Node node = Node.find();
        Circom.Artifacts circom = new Circom(node).compile(source, directory);
        ConstraintSystem theirs = R1csFile.read(circom.r1cs());
        CompiledCircuit ours = CircuitCompiler.compile(MembershipAndBalance.ofDepth(DEPTH));
        assertThat(theirs.constraints()).isEqualTo(6_123);
        assertThat(ours.constraints()).isEqualTo(6_089);
        assertThat(entries(ours)).isLessThan(entries(theirs));

        MembershipAndBalanceInputs inputs = inputs();
        Path json = directory.resolve("input.json");
        Files.writeString(json, json(inputs));
        Path wtns = directory.resolve("witness.wtns");
        new Snarkjs(node).calculateWitness(circom.wasm(), json, wtns);
        Witness witness = WtnsFile.read(wtns, theirs);
        assertThat(Satisfaction.check(theirs, witness)).isEmpty();
        assertThat(witness.publicValues())
                .isEqualTo(inputs.publicInputs().toList())
                .isEqualTo(ours.solve(inputs).publicValues());
    }

    /** Entries of A and B: what a prover pays for. */
    private static int entries(ConstraintSystem system) {
        return system.a().entries() + system.b().entries();
    }

    private static MembershipAndBalanceInputs inputs() {
        Random random = new Random(4);
        Fr secret = Fr.random(random);
        BigInteger deposit = BigInteger.valueOf(100_000_000);
        MerkleTree tree = new MerkleTree(DEPTH);
        for (int i = 0; i < 5; i++) {
            tree.append(Fr.random(random));
        }
        long index = tree.append(CreditProtocol.leaf(CreditProtocol.identityCommitment(secret), deposit));
        return MembershipAndBalanceInputs.of(
                new Note(secret, deposit, tree.proof(index)),
                99,
                BigInteger.valueOf(1_000_000),
                Fr.random(random),
                Fr.random(random));
    }

    private static String json(MembershipAndBalanceInputs i) {
        String siblings = i.siblings().stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(","));
        return """
                {"nullifier":"%s","share":"%s","root":"%s","cMax":"%s","x":"%s","scope":"%s","secret":"%s",
                 "deposit":"%s","ticketIndex":"%s","leafIndex":"%s","siblings":[%s]}""".formatted(
                        i.nullifier(),
                        i.share(),
                        i.root(),
                        i.cMax(),
                        i.x(),
                        i.scope(),
                        i.secret(),
                        i.deposit(),
                        i.ticketIndex(),
                        i.leafIndex(),
                        siblings);
    }
}
