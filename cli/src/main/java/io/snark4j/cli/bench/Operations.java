package io.snark4j.cli.bench;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G1Msm;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.Pairing;
import io.snark4j.field.Fp;
import io.snark4j.field.FpLimbs;
import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.field.NttDomain;
import io.snark4j.field.NttVector;
import io.snark4j.field.Work;
import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.FrLanes;
import io.snark4j.field.simd.LaneScratch;
import io.snark4j.field.simd.Lanes;
import io.snark4j.groth16.BatchOptions;
import io.snark4j.groth16.BatchVerifier;
import io.snark4j.groth16.Claim;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.PreparedVerifyingKey;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.ProvingKey;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** What proving and verifying are made of, each measured alone. */
final class Operations {
    private static final int LIMBS = FrVector.LIMBS;

    /** Factors that stay in the first cache: 3 arrays of 10 KB in lanes. */
    private static final int FACTORS = 256;

    /** Proofs verified together. */
    private static final int BATCH = 256;

    private final Stopwatch stopwatch;
    private final Work work;
    private final Consumer<Row> rows;
    private final SecureRandom random = new SecureRandom();

    Operations(Stopwatch stopwatch, Work work, Consumer<Row> rows) {
        this.stopwatch = stopwatch;
        this.work = work;
        this.rows = rows;
    }

    /** Independent products of both fields, scalar and in lanes, one each. */
    void multiplications() throws Exception {
        long[] a = new long[LIMBS * FACTORS];
        long[] b = new long[LIMBS * FACTORS];
        long[] out = new long[LIMBS * FACTORS];
        for (int i = 0; i < a.length; i += LIMBS) {
            Fp.random(random).write(a, i);
            Fp.random(random).write(b, i);
        }
        add("product in Fp", "", "scalar", perFactor(() -> {
            for (int i = 0; i < out.length; i += LIMBS) {
                FpLimbs.mul(out, i, a, i, b, i);
            }
            return out;
        }));
        if (Lanes.COUNT > 0) {
            add("product in Fp", "", Lanes.NAME, perFactor(LaneProducts.ofFp(a, b)));
        }
        for (int i = 0; i < a.length; i += LIMBS) {
            Fr.random(random).write(a, i);
            Fr.random(random).write(b, i);
        }
        add("product in Fr", "", "scalar", perFactor(() -> {
            for (int i = 0; i < out.length; i += LIMBS) {
                FrLimbs.mul(out, i, a, i, b, i);
            }
            return out;
        }));
        if (Lanes.COUNT > 0) {
            add("product in Fr", "", Lanes.NAME, perFactor(LaneProducts.ofFr(a, b)));
        }
    }

    /** Apart, because these classes may be loaded only where there are lanes. */
    private static final class LaneProducts {
        private static final int BLOCKS = FACTORS / Lanes.COUNT;

        static Stopwatch.Code ofFp(long[] a, long[] b) {
            double[] x = new double[FpLanes.BLOCK * BLOCKS];
            double[] y = new double[FpLanes.BLOCK * BLOCKS];
            double[] out = new double[FpLanes.BLOCK * BLOCKS];
            var scratch = new LaneScratch();
            FpLanes.unpack(x, 0, a, 0, LIMBS, BLOCKS);
            FpLanes.unpack(y, 0, b, 0, LIMBS, BLOCKS);
            return () -> {
                FpLanes.mul(out, 0, x, 0, y, 0, BLOCKS, scratch);
                return out;
            };
        }

        static Stopwatch.Code ofFr(long[] a, long[] b) {
            double[] x = new double[FrLanes.BLOCK * BLOCKS];
            double[] y = new double[FrLanes.BLOCK * BLOCKS];
            double[] out = new double[FrLanes.BLOCK * BLOCKS];
            var scratch = new LaneScratch();
            FrLanes.unpack(x, 0, a, 0, LIMBS, BLOCKS);
            FrLanes.unpack(y, 0, b, 0, LIMBS, BLOCKS);
            return () -> {
                FrLanes.mul(out, 0, x, 0, y, 0, BLOCKS, scratch);
                return out;
            };
        }
    }

    /** A forward NTT of random coefficients, in the form that the prover's polynomials have. */
    void transform(String size, int log) throws Exception {
        NttDomain domain = NttDomain.of(log);
        NttVector x = domain.vector();
        x.loadCoefficients(randomVector(domain.size()).limbs(), 0, work);
        add("NTT", size, "snark4j", stopwatch.measure(() -> {
            x.forward(work);
            return x;
        }));
    }

    /** An MSM of random scalars with the key's points of H, one a row of the domain. */
    void sum(String size, ProvingKey key) throws Exception {
        FrVector scalars = randomVector(key.pointsH().size());
        add("G1 MSM", size, "snark4j", stopwatch.measure(() -> G1Msm.msm(key.pointsH(), scalars, work)));
    }

    /** One pairing. */
    void pairing() throws Exception {
        add("pairing", "", "snark4j", stopwatch.measure(() -> Pairing.pairing(G1Affine.GENERATOR, G2Affine.GENERATOR)));
    }

    /** One verification under a prepared key, and one of a batch. */
    void verification(PreparedVerifyingKey key, Proof proof, List<Fr> publicInputs) throws Exception {
        add("verify", "", "snark4j", stopwatch.measure(() -> Groth16.verify(key, proof, publicInputs)));
        var verifier = BatchVerifier.of(key, BatchOptions.DEFAULT.withWork(work));
        List<Claim> claims = Collections.nCopies(BATCH, Claim.of(proof, publicInputs));
        add(
                "verify, of " + BATCH,
                "",
                "snark4j",
                stopwatch.measure(() -> verifier.verify(claims)).dividedBy(BATCH));
    }

    private FrVector randomVector(int size) {
        var vector = new FrVector(size);
        for (int i = 0; i < size; i++) {
            vector.set(i, Fr.random(random));
        }
        return vector;
    }

    private Samples perFactor(Stopwatch.Code code) throws Exception {
        return stopwatch.measure(code).dividedBy(FACTORS);
    }

    private void add(String operation, String size, String by, Samples samples) {
        rows.accept(new Row.Measured(operation, size, by, Row.Scope.WARM, samples));
    }
}
