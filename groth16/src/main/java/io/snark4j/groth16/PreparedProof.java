package io.snark4j.groth16;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.r1cs.Witness;
import io.snark4j.r1cs.WitnessLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A proof but for one value t of its statement: made ahead by {@link Prover#prepare}, completed by {@link #at} in about a millisecond. It is the very
 * proof that {@link Prover#prove(Witness)} makes of w(t) with the same blinding, so it tells as little, and no two that were prepared can be linked.
 *
 * <p><b>Once only.</b> The blinding was drawn when it was prepared. Two proofs of one preparation would share it, and tell the witness's direction to whoever
 * sees both; so the first call of {@link #at} uses it up, whatever comes of it, and wipes the
 * proofs that it held; immutable points and scalars that were on the way to them stay in memory until the collector comes. Thread-safe: of calls at one time, one gets the proof.
 */
public final class PreparedProof implements AutoCloseable {
    private final AtomicReference<@Nullable Content> content;

    /** The proofs; the public inputs at 0, and by how much they grow from t to t + 1; and what checks a proof, if it is to be checked. */
    record Content(
            ProofLine proofs,
            List<Fr> origin,
            List<Fr> direction,
            @Nullable PreparedVerifyingKey check) {
        static Content of(ProofLine proofs, WitnessLine line, @Nullable PreparedVerifyingKey check) {
            return new Content(
                    proofs,
                    publicPart(line.origin(), line.publicCount()),
                    publicPart(line.direction(), line.publicCount()),
                    check);
        }

        private static List<Fr> publicPart(FrVector values, int count) {
            List<Fr> part = new ArrayList<>(count);
            for (int i = 1; i <= count; i++) {
                part.add(values.get(i));
            }
            return part;
        }

        List<Fr> inputs(Fr t) {
            List<Fr> inputs = new ArrayList<>(origin.size());
            for (int i = 0; i < origin.size(); i++) {
                inputs.add(origin.get(i).add(t.mul(direction.get(i))));
            }
            return inputs;
        }

        void clear() {
            proofs.clear();
            origin.clear();
            direction.clear();
        }

        @Override
        public String toString() {
            return "Content[secret]";
        }
    }

    PreparedProof(Content content) {
        this.content = new AtomicReference<>(content);
    }

    /**
     * The proof for w(t), at the price of three multiplications in G1, one in G2, and a verification if that was asked for. Uses this preparation up.
     *
     * @param t the value
     * @return the proof
     * @throws IllegalStateException if it was used or closed
     * @throws IllegalArgumentException (with {@link ProverOptions#checkProof()}) if the proof does not verify: the line is another circuit's than the key
     */
    public Proof at(Fr t) {
        Content own = content.getAndSet(null);
        if (own == null) {
            throw new IllegalStateException(
                    "prepared proof: it was used or closed before; a second proof with its blinding would tell of the witness");
        }
        try {
            Proof proof = own.proofs().at(t);
            if (own.check() != null && !own.check().verify(proof, own.inputs(t))) {
                throw new IllegalArgumentException(
                        "prepared proof: the proof does not verify: the line is not of the key's circuit (or the key is damaged)");
            }
            return proof;
        } finally {
            own.clear();
        }
    }

    /** @return whether {@link #at} may still be called */
    public boolean isUsable() {
        return content.get() != null;
    }

    /** Wipes it unused. Does nothing after {@link #at}. */
    @Override
    public void close() {
        Content own = content.getAndSet(null);
        if (own != null) {
            own.clear();
        }
    }

    /** @return whether it is usable, nothing else */
    @Override
    public String toString() {
        return "PreparedProof[" + (isUsable() ? "usable" : "used") + "]";
    }
}
