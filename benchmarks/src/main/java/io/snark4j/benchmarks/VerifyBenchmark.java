package io.snark4j.benchmarks;

import io.snark4j.curve.bn254.Pairing;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.PreparedVerifyingKey;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.SnarkjsJson;
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

/** Verifying MembershipAndBalance (6 public inputs) on one thread, ms each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class VerifyBenchmark {
    /** The kernel's name. */
    @Param("scalar")
    public String kernel;

    private MembershipRequest request;
    private PreparedVerifyingKey prepared;
    private Proof proof;
    private String json;
    private List<Fr> publicInputs;

    /** Makes keys and a proof. */
    @Setup
    public void makeProof() {
        BenchmarkKernels.of("Fp", kernel);
        Pairing.warmUp();
        request = MembershipRequest.ofDepth(20);
        prepared = PreparedVerifyingKey.of(request.keys().verifyingKey());
        proof = Groth16.prove(request.keys().provingKey(), request.witness());
        json = SnarkjsJson.encodeProof(proof);
        publicInputs = request.witness().publicValues();
    }

    /** With a prepared key: a server's steady state. */
    @Benchmark
    public boolean prepared() {
        return Groth16.verify(prepared, proof, publicInputs);
    }

    /** The same from the proof's JSON on, with all checks of its points. */
    @Benchmark
    public boolean preparedFromJson() {
        return Groth16.verify(prepared, SnarkjsJson.decodeProof(json), publicInputs);
    }

    /** With a key used once. */
    @Benchmark
    public boolean unprepared() {
        return Groth16.verify(request.keys().verifyingKey(), proof, publicInputs);
    }
}
