package io.snark4j.groth16;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.simd.Lanes;
import io.snark4j.r1cs.Witness;
import io.snark4j.r1cs.WitnessLine;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Proves with one key again and again. Keeps what proofs have in common: the buffers, cleared, which a proof takes and gives back, and
 * the verifying key's preparation. Any number of threads may prove at once; each proof that runs has buffers of its own (about 240 bytes a
 * domain row), and as many are kept as have run at a time, for as long as the prover lives.
 *
 * {@snippet :
 * Prover prover = Prover.of(ZkeyFile.read(Path.of("circuit.zkey")));
 * Proof proof = prover.prove(witness, ProverOptions.DEFAULT);
 * }
 */
public final class Prover {
    private static final System.Logger LOG = System.getLogger(Prover.class.getName());

    private final ProvingKey key;
    private final ConcurrentLinkedDeque<ProverBuffers> buffers = new ConcurrentLinkedDeque<>();
    private volatile @Nullable PreparedVerifyingKey verifyingKey;

    private Prover(ProvingKey key) {
        this.key = key;
    }

    /** A prover for a key, with buffers yet to be made. */
    public static Prover of(ProvingKey key) {
        return new Prover(key);
    }

    /**
     * Has the JVM compile what sums of points take, by making some small ones on this thread, which takes a few seconds the first time. For a
     * process that makes one proof and ends, on a thread of its own while the key is read; a server that makes many does not need it. Does nothing where
     * there are no vector lanes.
     */
    public static void warmUp() {
        if (Lanes.COUNT > 0) {
            ProverWarmUp.run();
        }
    }

    /** The key. */
    public ProvingKey key() {
        return key;
    }

    /** As {@link #prove(Witness, ProverOptions)} with {@link ProverOptions#DEFAULT}. */
    public Proof prove(Witness witness) {
        return prove(witness, ProverOptions.DEFAULT);
    }

    /**
     * Makes a proof that the prover knows the private part of {@code witness}; two proofs of one witness are unlinkable. Not constant
     * time: whoever measures the time learns something of the witness's shape.
     *
     * @throws IllegalArgumentException if the witness is not as long as the key's circuit, or (with {@link
     *     ProverOptions#checkProof()}) does not satisfy it
     * @throws java.util.concurrent.CancellationException if the work is cancelled
     */
    public Proof prove(Witness witness, ProverOptions options) {
        try (Blinding blinding = Blinding.draw(options.random())) {
            return prove(witness, options, blinding);
        }
    }

    /** With given blinding, which makes the proof a function of its inputs: for tests that compare threads. */
    Proof prove(Witness witness, ProverOptions options, Blinding blinding) {
        FrVector wires = witness.values();
        requireAsLong(wires.size());
        warnIfForgeable();
        Proof proof = compute(wires, options, blinding);
        if (options.checkProof()) {
            requireValid(proof, wires);
        }
        return proof;
    }

    /**
     * Makes proofs of all witnesses of a line ahead of need, of which one may be taken: for a statement whose last value comes late and is to be proved at once. Costs about
     * two proofs; what is left then is about a millisecond.
     *
     * @param line of the key's circuit; stays the caller's
     * @param options as for a proof; the check is made when the value has come
     * @return what is used up by the first value
     * @throws IllegalArgumentException if the line is not as long as the key's circuit
     * @throws java.util.concurrent.CancellationException if the work is cancelled
     */
    public PreparedProof prepare(WitnessLine line, ProverOptions options) {
        try (Blinding blinding = Blinding.draw(options.random())) {
            return prepare(line, options, blinding);
        }
    }

    /** With given blinding: for tests that compare with proofs made at once. */
    PreparedProof prepare(WitnessLine line, ProverOptions options, Blinding blinding) {
        requireAsLong(line.size());
        warnIfForgeable();
        ProofLine proofs = withBuffers(own -> new LinePhases(key, line, blinding, own, options.work()).run());
        return new PreparedProof(PreparedProof.Content.of(proofs, line, options.checkProof() ? prepared() : null));
    }

    private void requireAsLong(int wires) {
        if (wires != key.wires()) {
            throw new IllegalArgumentException(
                    "prove: the key's circuit has " + key.wires() + " wires but the witness " + wires);
        }
    }

    private void warnIfForgeable() {
        key.verifyingKey()
                .forgery()
                .ifPresent(reason -> LOG.log(
                        System.Logger.Level.WARNING,
                        "proving with a forgeable key, its proofs convince nobody: {0}",
                        reason));
    }

    private Proof compute(FrVector wires, ProverOptions options, Blinding blinding) {
        return withBuffers(own -> new ProverPhases(key, wires, blinding, own, options.work())
                .run(options.checkProof() ? this::prepared : () -> {}));
    }

    private <T> T withBuffers(Function<ProverBuffers, T> work) {
        ProverBuffers taken = buffers.poll();
        ProverBuffers own = taken == null ? new ProverBuffers(key) : taken;
        try {
            return work.apply(own);
        } finally {
            own.clear();
            buffers.push(own);
        }
    }

    /** The buffers that no proof uses at the moment. */
    List<ProverBuffers> idleBuffers() {
        return List.copyOf(buffers);
    }

    private void requireValid(Proof proof, FrVector wires) {
        List<Fr> inputs =
                IntStream.rangeClosed(1, key.publicCount()).mapToObj(wires::get).toList();
        if (!prepared().verify(proof, inputs)) {
            throw new IllegalArgumentException(
                    "prove: the proof does not verify: the witness does not satisfy the key's circuit (or the key is damaged)");
        }
    }

    /** Two proofs that begin at once may both prepare it. */
    private PreparedVerifyingKey prepared() {
        PreparedVerifyingKey known = verifyingKey;
        if (known == null) {
            known = PreparedVerifyingKey.of(key.verifyingKey(), KeyPolicy.ALLOW_FORGEABLE);
            verifyingKey = known;
        }
        return known;
    }
}
