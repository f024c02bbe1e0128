package io.snark4j.circuit.gadget;

import static io.snark4j.circuit.gadget.BabyJubjubCircuits.bits;
import static io.snark4j.circuit.gadget.BabyJubjubCircuits.point;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.UnsatisfiedConstraintException;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.lint.CircuitLint;
import io.snark4j.circuit.soundness.SoundnessCheck;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pedersen hashes and commitments: the circuits accept what the native twins compute, and nothing else. */
class PedersenContractTest {
    private static final PedersenCommitment BASES = PedersenCommitment.HASHED_BASES;

    record Hash(@Public BabyJubjubVar hash, List<Var> bits) implements Circuit {
        @Override
        public void define(Api api) {
            BabyJubjubGadget.assertEqual(api, hash, PedersenHashGadget.hash(api, bits.toArray(Var[]::new)));
        }
    }

    record Commitment(@Public BabyJubjubVar commitment, List<Var> value, List<Var> blinding) implements Circuit {
        @Override
        public void define(Api api) {
            BabyJubjubVar computed = PedersenCommitmentGadget.commit(
                    api, BASES, value.toArray(Var[]::new), blinding.toArray(Var[]::new));
            BabyJubjubGadget.assertEqual(api, commitment, computed);
        }
    }

    private static CompiledCircuit hashOf(int n) {
        return CircuitCompiler.compile(new Hash(BabyJubjubVar.input(), Arrays.asList(Var.array(n))));
    }

    private static CompiledCircuit commitmentOf(int value, int blinding) {
        return CircuitCompiler.compile(new Commitment(
                BabyJubjubVar.input(), Arrays.asList(Var.array(value)), Arrays.asList(Var.array(blinding))));
    }

    private static boolean[] booleans(int n, IntPredicate bit) {
        boolean[] bits = new boolean[n];
        for (int i = 0; i < n; i++) {
            bits[i] = bit.test(i);
        }
        return bits;
    }

    private static List<Fr> elements(boolean[] bits) {
        return IntStream.range(0, bits.length)
                .mapToObj(i -> bits[i] ? Fr.ONE : Fr.ZERO)
                .toList();
    }

    /** All signs one way, the least digits against the greatest, alternating signs, and whatever comes. */
    private static List<boolean[]> messages(int n) {
        Random random = new Random(n);
        return List.of(
                booleans(n, i -> false),
                booleans(n, i -> true),
                booleans(n, i -> i % 4 == 3),
                booleans(n, i -> i % 4 != 3),
                booleans(n, i -> i % 8 == 3),
                booleans(n, i -> i % 4 != 3 || i % 8 == 3),
                booleans(n, i -> i < n - 4),
                booleans(n, i -> i >= n - 4),
                booleans(n, i -> random.nextBoolean()),
                booleans(n, i -> random.nextBoolean()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 11, 199, 200, 201, 207, 400, 404})
    void hashes(int n) {
        CompiledCircuit circuit = hashOf(n);
        for (boolean[] message : messages(n)) {
            BabyJubjubPoint hash = PedersenHash.hashBits(message);
            List<Fr> bits = elements(message);
            assertThat(circuit.solve(Map.of("hash", point(hash), "bits", bits)).publicValues())
                    .containsExactly(hash.x(), hash.y());
            for (BabyJubjubPoint other : List.of(hash.neg(), hash.add(PedersenHash.generator(0)))) {
                assertThatThrownBy(() -> circuit.solve(Map.of("hash", point(other), "bits", bits)))
                        .isInstanceOf(UnsatisfiedConstraintException.class);
            }
        }
    }

    /** What {@link PedersenHashGadget} says of its additions: neither summand is the other, its opposite or neutral. */
    @Test
    void noAdditionOfASegmentIsExceptional() {
        BigInteger largestSum = BigInteger.ZERO;
        for (int w = 0; w < PedersenHash.SEGMENT / PedersenHash.WINDOW; w++) {
            BigInteger power = BigInteger.ONE.shiftLeft(PedersenHash.SHIFT * w);
            BigInteger largestTerm = power.shiftLeft(3);
            assertThat(largestSum).isLessThan(power);
            assertThat(largestSum.add(largestTerm)).isLessThan(BabyJubjubPoint.ORDER);
            largestSum = largestSum.add(largestTerm);
        }
        // One window more would be too many.
        assertThat(largestSum.add(BigInteger.ONE.shiftLeft(PedersenHash.SEGMENT / 4 * 5 + 3)))
                .isGreaterThan(BabyJubjubPoint.ORDER);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 11, 204})
    void noOtherHashPasses(int n) {
        boolean[] message = messages(n).getLast();
        CompiledCircuit circuit = hashOf(n);
        Map<String, ?> inputs = Map.of("hash", point(PedersenHash.hashBits(message)), "bits", elements(message));
        var report = SoundnessCheck.of(circuit).run(inputs, new Random(1));
        assertThat(report.unnoticed()).isEmpty();
        assertThat(report.mutations()).isEqualTo(2 * (circuit.wires() - 1));
        CircuitLint.of(circuit).run(circuit.solve(inputs)).requireClean();
    }

    @Test
    void bitsAreBoolean() {
        CompiledCircuit circuit = hashOf(4);
        BabyJubjubPoint tripled = PedersenHash.generator(0).mul(BigInteger.valueOf(3));
        assertThatThrownBy(() -> circuit.solve(
                        Map.of("hash", point(tripled), "bits", List.of(Fr.TWO, Fr.ZERO, Fr.ZERO, Fr.ZERO))))
                .isInstanceOf(UnsatisfiedConstraintException.class);
    }

    @ParameterizedTest
    @CsvSource({"4, 6", "8, 13", "200, 349", "256, 452", "400, 704", "512, 905"})
    void aHashCostsSevenConstraintsForFourBits(int bits, int constraints) {
        assertThat(hashOf(bits).constraints()).isEqualTo(bits + constraints);
    }

    @Test
    void whatHashesAlike() {
        assertThat(PedersenHash.hashBits(true)).isEqualTo(PedersenHash.hashBits(true, false, false, false));
        assertThatThrownBy(() -> PedersenHash.hash(new byte[0])).hasMessageContaining("0 bits");
        assertThatThrownBy(() -> PedersenHashGadget.hash(null)).hasMessageContaining("0 bits");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "64, 251", "250, 251"})
    void commitments(int valueBits, int blindingBits) {
        CompiledCircuit circuit = commitmentOf(valueBits, blindingBits);
        Random random = new Random(valueBits);
        BigInteger most = BabyJubjubPoint.ORDER.subtract(BigInteger.ONE);
        List<BigInteger> values = List.of(
                BigInteger.ZERO,
                BigInteger.TWO.pow(valueBits).subtract(BigInteger.ONE),
                new BigInteger(valueBits, random));
        List<BigInteger> blindings = List.of(
                BigInteger.ZERO,
                most.min(BigInteger.TWO.pow(blindingBits).subtract(BigInteger.ONE)),
                new BigInteger(blindingBits, random).mod(BabyJubjubPoint.ORDER));
        for (BigInteger value : values) {
            for (BigInteger blinding : blindings) {
                BabyJubjubPoint commitment = BASES.commit(value, blinding);
                Map<String, ?> inputs = inputs(commitment, value, valueBits, blinding, blindingBits);
                assertThat(circuit.solve(inputs).publicValues()).containsExactly(commitment.x(), commitment.y());
                for (BabyJubjubPoint other : List.of(commitment.add(BASES.g()), commitment.add(BASES.h()))) {
                    assertThatThrownBy(() -> circuit.solve(inputs(other, value, valueBits, blinding, blindingBits)))
                            .isInstanceOf(UnsatisfiedConstraintException.class);
                }
            }
        }
    }

    private static Map<String, ?> inputs(
            BabyJubjubPoint commitment, BigInteger value, int valueBits, BigInteger blinding, int blindingBits) {
        return Map.of(
                "commitment", point(commitment),
                "value", bits(value, valueBits),
                "blinding", bits(blinding, blindingBits));
    }

    @Test
    void noOtherCommitmentPasses() {
        CompiledCircuit circuit = commitmentOf(5, 9);
        BigInteger value = BigInteger.valueOf(19);
        BigInteger blinding = BigInteger.valueOf(300);
        Map<String, ?> inputs = inputs(BASES.commit(value, blinding), value, 5, blinding, 9);
        assertThat(SoundnessCheck.of(circuit).run(inputs, new Random(1)).unnoticed())
                .isEmpty();
        CircuitLint.of(circuit).run(circuit.solve(inputs)).requireClean();
    }

    @Test
    void aCommitmentCosts644() {
        assertThat(commitmentOf(64, 251).constraints()).isEqualTo(64 + 251 + 644);
    }

    /** Derived with circomlibjs' own parts: a commitment is worthless if its bases change. */
    @Test
    void theBasesOfCommitments() {
        HexFormat hex = HexFormat.of();
        assertThat(hex.formatHex(BASES.g().compress()))
                .isEqualTo("be5b16de36f6f56a549d74194cfa30efe99667d4d41fe95a2a2d772ae4ae0c94");
        assertThat(hex.formatHex(BASES.h().compress()))
                .isEqualTo("76e73c52c2036535d5c99389e420fe7250874eab77030f433b3c79885371f62b");
    }

    @Test
    void commitmentsAddUp() {
        SecureRandom random = new SecureRandom();
        BigInteger a = PedersenCommitment.randomBlinding(random);
        BigInteger b = PedersenCommitment.randomBlinding(random);
        BabyJubjubPoint sum = BASES.commit(BigInteger.TWO, a).add(BASES.commit(BigInteger.TEN, b));
        assertThat(sum).isEqualTo(BASES.commit(BigInteger.valueOf(12), a.add(b).mod(BabyJubjubPoint.ORDER)));
    }

    @Test
    void refusesRelatedBasesAndWideScalars() {
        BabyJubjubPoint g = BASES.g();
        for (BabyJubjubPoint bad : List.of(g, g.neg(), BabyJubjubPoint.IDENTITY, BabyJubjubPoint.GENERATOR)) {
            assertThatThrownBy(() -> new PedersenCommitment(g, bad)).isInstanceOf(IllegalArgumentException.class);
        }
        for (BigInteger bad : List.of(BigInteger.ONE.negate(), BabyJubjubPoint.ORDER)) {
            assertThatThrownBy(() -> BASES.commit(bad, BigInteger.ONE))
                    .hasMessageContaining("the value is not in [0, l)");
            assertThatThrownBy(() -> BASES.commit(BigInteger.ONE, bad)).hasMessageContaining("the blinding is not");
        }
        assertThatThrownBy(() -> PedersenCommitmentGadget.commit(null, BASES, new Var[251], new Var[251]))
                .hasMessageContaining("a value of 251 bits, expected 1 to 250");
    }
}
