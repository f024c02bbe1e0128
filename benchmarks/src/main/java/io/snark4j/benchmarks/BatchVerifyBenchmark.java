package io.snark4j.benchmarks;

import io.snark4j.curve.bn254.Pairing;
import io.snark4j.field.Fr;
import io.snark4j.field.Work;
import io.snark4j.groth16.BatchOptions;
import io.snark4j.groth16.BatchResult;
import io.snark4j.groth16.BatchVerifier;
import io.snark4j.groth16.Claim;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.PreparedVerifyingKey;
import io.snark4j.groth16.Proof;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Verifying a batch of proofs of MembershipAndBalance (6 public inputs), all checks of points included, ms a batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class BatchVerifyBenchmark {
    /** The kernel's name; say which with {@code -p "kernel=8 lanes"}. */
    @Param("scalar")
    public String kernel;

    /** Proofs in the batch. */
    @Param({"16", "128", "1024"})
    public int proofs;

    /** Threads of the verifier. */
    @Param("1")
    public int threads;

    private BatchVerifier verifier;
    private List<Claim> honest;
    private List<Claim> oneFalse;

    /** Makes keys and a proof, and others from it: A/t and t·B prove the same. */
    @Setup
    public void makeProofs() {
        BenchmarkKernels.of("Fp", kernel);
        Pairing.warmUp();
        MembershipRequest request = MembershipRequest.ofDepth(20);
        verifier = BatchVerifier.of(
                PreparedVerifyingKey.of(request.keys().verifyingKey()),
                BatchOptions.DEFAULT.withWork(Work.ofThreads(threads)));
        List<Fr> inputs = request.witness().publicValues();
        Proof proof = Groth16.prove(request.keys().provingKey(), request.witness());
        honest = new ArrayList<>(proofs);
        for (int i = 1; i <= proofs; i++) {
            Fr t = Fr.of(i);
            honest.add(Claim.of(new Proof(proof.a().mul(t.inverse()), proof.b().mul(t), proof.c()), inputs));
        }
        oneFalse = new ArrayList<>(honest);
        oneFalse.set(proofs / 3, new Claim(honest.getFirst().proof(), Collections.nCopies(inputs.size(), Fr.ONE)));
    }

    /** All proofs hold. */
    @Benchmark
    public BatchResult allHold() {
        return verifier.verify(honest);
    }

    /** One does not, and is named. */
    @Benchmark
    public BatchResult oneDoesNot() {
        return verifier.verify(oneFalse);
    }
}
