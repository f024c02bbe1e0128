package io.snark4j.circuit.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.field.Fr;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.Witness;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembershipAndBalanceContractTest {
    private static final BigInteger CENT = BigInteger.valueOf(10_000);

    /** A note of the given deposit among random leaves, whose path is not all zeros. */
    private static Note note(int depth, BigInteger deposit, Random random) {
        MerkleTree tree = new MerkleTree(depth);
        Fr secret = Fr.random(random);
        for (long before = random.nextInt(1 << Math.min(depth, 3)); before > 0; before--) {
            tree.append(Fr.random(random));
        }
        long index = tree.append(CreditProtocol.leaf(CreditProtocol.identityCommitment(secret), deposit));
        return new Note(secret, deposit, tree.proof(index));
    }

    /** circom's own count for depths 20 and 32 is 6,123 and 9,027. */
    @ParameterizedTest
    @CsvSource({"1, 1491", "5, 2459", "20, 6089", "32, 8993"})
    void honestRequestsSatisfyTheCircuitAndItsSizeIsKnown(int depth, int constraints) {
        CompiledCircuit circuit = CircuitCompiler.compile(MembershipAndBalance.ofDepth(depth));
        assertThat(circuit.constraints()).isEqualTo(constraints);
        assertThat(circuit.publicCount()).isEqualTo(6);
        assertThat(circuit.warnings()).isEmpty();
        Random random = new Random(depth);
        for (long ticket : new long[] {0, 1, 99}) {
            MembershipAndBalanceInputs inputs = MembershipAndBalanceInputs.of(
                    note(depth, CENT.multiply(BigInteger.valueOf(100)), random),
                    ticket,
                    CENT,
                    Fr.random(random),
                    Fr.random(random));
            Witness witness = circuit.solve(inputs);
            assertThat(Satisfaction.check(circuit, witness)).isEmpty();
            assertThat(witness.publicValues()).isEqualTo(inputs.publicInputs().toList());
        }
    }

    @Test
    void theLargestValuesAreAccepted() {
        CompiledCircuit circuit = CircuitCompiler.compile(MembershipAndBalance.ofDepth(2));
        BigInteger largest = BigInteger.ONE.shiftLeft(96).subtract(BigInteger.ONE);
        Random random = new Random(5);
        Note note = note(2, largest, random);
        Fr scope = Fr.random(random);
        assertThat(circuit.solve(MembershipAndBalanceInputs.of(note, 0, largest, Fr.ONE, scope))
                        .size())
                .isEqualTo(circuit.wires());
        BigInteger price = largest.shiftRight(32);
        assertThat(circuit.solve(MembershipAndBalanceInputs.of(note, (1L << 32) - 1, price, Fr.ONE.neg(), scope))
                        .size())
                .isEqualTo(circuit.wires());
    }

    @Test
    void secretsAreNotShown() {
        Fr secret = Fr.of(new BigInteger("123456789123456789"));
        MerkleTree tree = new MerkleTree(1);
        tree.append(CreditProtocol.leaf(CreditProtocol.identityCommitment(secret), CENT));
        var note = new Note(secret, CENT, tree.proof(0));
        assertThat(note).hasToString("Note[leaf 0]");
        assertThat(MembershipAndBalanceInputs.of(note, 0, CENT, Fr.ONE, Fr.ONE).toString())
                .doesNotContain("123456789123456789")
                .contains("cMax=10000");
    }

    @Test
    void valuesOutOfRangeAreRefusedByName() {
        var note = note(1, CENT, new Random(3));
        assertThatThrownBy(() -> MembershipAndBalanceInputs.of(note, 0, BigInteger.ZERO, Fr.ONE, Fr.ONE))
                .hasMessage("cMax: 0, expected at least 1");
        assertThatThrownBy(() -> MembershipAndBalanceInputs.of(note, 0, BigInteger.ONE.shiftLeft(96), Fr.ONE, Fr.ONE))
                .hasMessage("cMax: 79228162514264337593543950336, expected 0 to 2^96 - 1");
        assertThatThrownBy(() -> MembershipAndBalance.ofDepth(33))
                .hasMessage("MembershipAndBalance: depth 33, expected 1 to 32");
    }
}
