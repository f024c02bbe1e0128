package io.snark4j.credits.wallet;

import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.UnsolvableException;
import io.snark4j.circuit.credit.CreditExit;
import io.snark4j.circuit.credit.CreditExitInputs;
import io.snark4j.circuit.credit.CreditRequest;
import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.credits.vault.VaultTerms;
import io.snark4j.credits.vault.VerifyingKeyHash;
import io.snark4j.field.Fr;
import io.snark4j.field.Progress;
import io.snark4j.field.Work;
import io.snark4j.groth16.PreparedProof;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.Prover;
import io.snark4j.groth16.ProverOptions;
import io.snark4j.groth16.ProvingKey;
import io.snark4j.groth16.ZkeyFile;
import io.snark4j.r1cs.Witness;
import io.snark4j.r1cs.WitnessLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Proofs by the engine. A circuit is compiled and its key read, checked and held when it is first needed, or by {@link #warmUp}: requests some hundred
 * milliseconds ahead of need. Holds the keys' points, about 12 MB for requests at depth 20.
 */
public final class Groth16CreditProver implements CreditProver {
    /** The file of the request circuit's key in a folder of keys. */
    public static final String REQUEST_KEY = "credit-request.zkey";
    /** The file of the exit circuit's key in a folder of keys. */
    public static final String EXIT_KEY = "credit-exit.zkey";

    private final ProverOptions options;
    private final Lazy request;
    private final Lazy exit;

    /** A circuit with its key. */
    record Ready(CompiledCircuit circuit, Prover prover) {
        static Ready of(Circuit prototype, ProvingKey key) {
            CompiledCircuit circuit = CircuitCompiler.compile(prototype);
            if (circuit.wires() != key.wires() || circuit.publicInputs() != key.publicCount()) {
                throw new WalletException(
                        circuit.name() + ": the key is for " + key.wires() + " wires, the circuit has "
                                + circuit.wires() + "; it is another circuit's, or another depth's");
            }
            return new Ready(circuit, Prover.of(key));
        }
    }

    /** Made once, by whoever comes first; the others wait. */
    private static final class Lazy {
        private final Supplier<Ready> source;
        private volatile @Nullable Ready value;

        Lazy(Supplier<Ready> source) {
            this.source = source;
        }

        Ready get() {
            Ready known = value;
            if (known != null) {
                return known;
            }
            synchronized (this) {
                Ready made = value == null ? source.get() : value;
                value = made;
                return made;
            }
        }
    }

    private Groth16CreditProver(Supplier<Ready> request, Supplier<Ready> exit, ProverOptions options) {
        this.request = new Lazy(request);
        this.exit = new Lazy(exit);
        this.options = options;
    }

    /**
     * A prover by keys in memory.
     *
     * @param depth of the vault's tree
     * @param requestKey of CreditRequest at that depth
     * @param exitKey of CreditExit
     * @param options threads and randomness
     * @return the prover
     */
    public static Groth16CreditProver of(int depth, ProvingKey requestKey, ProvingKey exitKey, ProverOptions options) {
        return new Groth16CreditProver(
                () -> Ready.of(CreditRequest.ofDepth(depth), requestKey),
                () -> Ready.of(CreditExit.prototype(), exitKey),
                options);
    }

    /**
     * A prover by the keys of a deployment.
     *
     * @param folder with {@value #REQUEST_KEY} and {@value #EXIT_KEY}
     * @param terms of the vault, whose hash the request's key must have
     * @param options threads and randomness
     * @return the prover; a file is read when it is first needed
     */
    public static Groth16CreditProver ofFolder(Path folder, VaultTerms terms, ProverOptions options) {
        return new Groth16CreditProver(
                () -> {
                    ProvingKey key = read(folder.resolve(REQUEST_KEY));
                    requireHash(key, terms.requestKeyHash());
                    return Ready.of(CreditRequest.ofDepth(terms.depth()), key);
                },
                () -> Ready.of(CreditExit.prototype(), read(folder.resolve(EXIT_KEY))),
                options);
    }

    private static ProvingKey read(Path file) {
        try {
            return ZkeyFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireHash(ProvingKey key, byte[] expected) {
        byte[] actual = VerifyingKeyHash.of(key.verifyingKey());
        if (!Arrays.equals(actual, expected)) {
            throw new WalletException(REQUEST_KEY + ": its verifying key's hash is "
                    + HexFormat.of().formatHex(actual) + ", the vault names "
                    + HexFormat.of().formatHex(expected));
        }
    }

    /** Reads the request's key and compiles circuit and kernels ahead of need. */
    public void warmUp() {
        request.get();
        Prover.warmUp();
    }

    @Override
    public Proof proveRequest(CreditRequestInputs inputs) {
        return prove(request.get(), inputs);
    }

    /** Witnesses of a ticket differ at x and y alone; the engine finds out whether they do. */
    @Override
    public PreparedRequest prepareRequest(RequestLine line, BooleanSupplier cancelled) {
        Ready ready = request.get();
        ProverOptions alone = options.withWork(new Work(1, Progress.SILENT, cancelled));
        WitnessLine witnesses = witnesses(ready.circuit(), line);
        try {
            PreparedProof proof = ready.prover().prepare(witnesses, alone);
            return new PreparedRequest() {
                @Override
                public Proof at(Fr x) {
                    return proof.at(x);
                }

                @Override
                public void close() {
                    proof.close();
                }
            };
        } finally {
            witnesses.destroy();
        }
    }

    private static WitnessLine witnesses(CompiledCircuit circuit, RequestLine line) {
        try {
            Witness first = circuit.solve(line.atOne());
            Witness second = circuit.solve(line.atTwo());
            WitnessLine through = WitnessLine.through(circuit, Fr.ONE, first, Fr.TWO, second);
            first.destroy();
            second.destroy();
            return through;
        } catch (IllegalArgumentException e) {
            // Its message may hold values of the witness.
            throw new WalletException(circuit.name() + ": the note does not satisfy the circuit");
        }
    }

    @Override
    public Proof proveExit(CreditExitInputs inputs) {
        return prove(exit.get(), inputs);
    }

    private Proof prove(Ready ready, Record inputs) {
        try {
            return ready.prover().prove(ready.circuit().solve(inputs), options);
        } catch (UnsolvableException e) {
            // Its message may hold values of the witness.
            throw new WalletException(ready.circuit().name() + ": the note does not satisfy the circuit");
        }
    }
}
