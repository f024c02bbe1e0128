package io.snark4j.groth16;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.NttDomain;
import io.snark4j.field.Work;
import io.snark4j.field.simd.Lanes;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.R1cs;
import io.snark4j.r1cs.SparseMatrix;
import java.security.SecureRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Proofs bit for bit against what the toxic waste says they are: every exponent computed in Fr from its definition (Groth, "On the size of
 * pairing-based non-interactive arguments", section 3.2), no transform and no multi-scalar multiplication, then one multiplication of the
 * generator. So whichever kernels and threads a run takes, they give the same bits.
 */
class TrapdoorContractTest {
    private static final Fr TAU = Fr.of(1_234_567);
    private static final Fr ALPHA = Fr.of(23).inverse();
    private static final Fr BETA = Fr.of(29).inverse();
    private static final Fr DELTA = Fr.of(31).inverse();
    private static final Fr R = Fr.of(-5).inverse();
    private static final Fr S = Fr.of(99).inverse();

    /** Values at tau of the sums over all wires, and of those over the public ones. */
    private record Sums(Fr all, Fr open) {}

    /** Few enough for vectors that the processor does not have. */
    @Tag("widths")
    @ParameterizedTest
    @CsvSource({"3, 1, 1", "250, 2, 2", "1000, 5, 1"})
    void smallProofsAreWhatTheTrapdoorSays(int constraints, int publicInputs, int threads) {
        proofsAreWhatTheTrapdoorSays(constraints, publicInputs, threads);
    }

    @ParameterizedTest
    @CsvSource({"4000, 40, 1", "4000, 40, 2", "20000, 1, 2"})
    void proofsAreWhatTheTrapdoorSays(int constraints, int publicInputs, int threads) {
        TestCircuit circuit = TestCircuit.chain(constraints, publicInputs);
        Keys keys = Setup.run(circuit.system(), ToxicWaste.of(TAU, ALPHA, BETA, DELTA), Work.ofThreads(threads));
        var options = new ProverOptions(Work.ofThreads(threads), new SecureRandom(), false);
        Proof proof = Prover.of(keys.provingKey()).prove(circuit.witness(), options, Blinding.of(R, S));
        assertThat(proof).as(Lanes.NAME).isEqualTo(expected(circuit));
        assertThat(Groth16.verify(keys.verifyingKey(), proof, circuit.publicValues()))
                .isTrue();
    }

    @Tag("widths")
    @ParameterizedTest
    @CsvSource({"20, 1"})
    void smallPreparedProofsAreWhatTheTrapdoorSays(int constraints, int threads) {
        preparedProofsAreWhatTheTrapdoorSays(constraints, threads);
    }

    @ParameterizedTest
    @CsvSource({"400, 2"})
    void preparedProofsAreWhatTheTrapdoorSays(int constraints, int threads) {
        LineCircuit circuit = LineCircuit.random(constraints, constraints);
        Keys keys = Setup.run(circuit.system(), ToxicWaste.of(TAU, ALPHA, BETA, DELTA), Work.ofThreads(threads));
        var options = new ProverOptions(Work.ofThreads(threads), new SecureRandom(), true);
        Fr t = Fr.of(7).inverse();
        Proof proof = Prover.of(keys.provingKey())
                .prepare(circuit.line(), options, Blinding.of(R, S))
                .at(t);
        assertThat(proof).as(Lanes.NAME).isEqualTo(expected(circuit.at(t)));
    }

    private static Proof expected(TestCircuit circuit) {
        R1cs system = circuit.system();
        int log2 = QapDomain.log2(system.constraints(), system.publicCount());
        Fr[] lagrange = lagrange(NttDomain.of(log2));
        Sums a = withInputs(sums(system.a(), circuit, lagrange), circuit, lagrange);
        Sums b = sums(system.b(), circuit, lagrange);
        Sums c = sums(system.c(), circuit, lagrange);
        Fr quotientTimesVanishing = a.all().mul(b.all()).sub(c.all());
        Fr hidden = BETA.mul(a.all().sub(a.open()))
                .add(ALPHA.mul(b.all().sub(b.open())))
                .add(c.all().sub(c.open()));
        Fr left = ALPHA.add(a.all()).add(R.mul(DELTA));
        Fr right = BETA.add(b.all()).add(S.mul(DELTA));
        Fr third = hidden.add(quotientTimesVanishing)
                .div(DELTA)
                .add(S.mul(left))
                .add(R.mul(right))
                .sub(R.mul(S).mul(DELTA));
        return new Proof(G1Affine.GENERATOR.mul(left), G2Affine.GENERATOR.mul(right), G1Affine.GENERATOR.mul(third));
    }

    /** L_j(tau) = (tau^n - 1)·w^j / (n·(tau - w^j)). */
    private static Fr[] lagrange(NttDomain domain) {
        int n = domain.size();
        Fr vanishing = TAU.pow(n).sub(Fr.ONE).div(Fr.of(n));
        Fr[] result = new Fr[n];
        Fr power = Fr.ONE;
        for (int j = 0; j < n; j++) {
            result[j] = vanishing.mul(power).div(TAU.sub(power));
            power = power.mul(domain.root());
        }
        return result;
    }

    private static Sums sums(SparseMatrix matrix, TestCircuit circuit, Fr[] lagrange) {
        FrVector witness = FrVector.copyOf(circuit.values());
        int open = circuit.system().publicCount();
        Fr all = Fr.ZERO;
        Fr known = Fr.ZERO;
        for (int j = 0; j < matrix.rows(); j++) {
            LinearCombination row = matrix.row(j);
            all = all.add(row.evaluate(witness).mul(lagrange[j]));
            for (int i = 0; i < row.size(); i++) {
                if (row.wire(i) <= open) {
                    Fr term = row.coefficient(i).mul(circuit.values().get(row.wire(i)));
                    known = known.add(term.mul(lagrange[j]));
                }
            }
        }
        return new Sums(all, known);
    }

    /** After the constraints a row for the constant and each public input, where A is that wire. */
    private static Sums withInputs(Sums sums, TestCircuit circuit, Fr[] lagrange) {
        Fr more = Fr.ZERO;
        for (int i = 0; i <= circuit.system().publicCount(); i++) {
            more = more.add(
                    circuit.values().get(i).mul(lagrange[circuit.system().constraints() + i]));
        }
        return new Sums(sums.all().add(more), sums.open().add(more));
    }
}
