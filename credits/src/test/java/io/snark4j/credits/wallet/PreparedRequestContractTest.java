package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.CreditRequest;
import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.circuit.credit.Note;
import io.snark4j.circuit.credit.RefundState;
import io.snark4j.circuit.credit.SignedState;
import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.field.Fr;
import io.snark4j.field.Work;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.ProverOptions;
import io.snark4j.groth16.ProvingKey;
import io.snark4j.groth16.Setup;
import io.snark4j.r1cs.WitnessLine;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** CreditRequest by the engine: all of it but x is proved ahead, and what comes out is the proof that would have been made at once. */
final class PreparedRequestContractTest {
    private static final int DEPTH = 3;
    private static final Fr SECRET = Fr.of(4711);
    private static final Fr SCOPE = Fr.of(77);
    private static final BigInteger DEPOSIT = BigInteger.valueOf(100_000);
    private static final BigInteger FRESH = BigInteger.valueOf(987_654_321);
    private static final CompiledCircuit CIRCUIT = CircuitCompiler.compile(CreditRequest.ofDepth(DEPTH));

    private static ProvingKey key;

    @BeforeAll
    static void makeKey() {
        key = Groth16.setup(CIRCUIT, Setup.insecureForTests()).provingKey();
    }

    /** Draws the same blinding for two proofs. */
    private static final class Seeded extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final Random random;

        Seeded(long seed) {
            this.random = new Random(seed);
        }

        @Override
        public long nextLong() {
            return random.nextLong();
        }
    }

    private static Groth16CreditProver prover(long seed) {
        ProverOptions options = new ProverOptions(Work.ofThreads(1), new Seeded(seed), true);
        return Groth16CreditProver.of(DEPTH, key, key, options);
    }

    private static CreditRequestInputs inputs(Fr x) {
        MerkleTree tree = new MerkleTree(DEPTH);
        tree.append(Fr.ONE);
        Fr commitment = CreditProtocol.identityCommitment(SECRET);
        tree.append(CreditProtocol.leaf(commitment, DEPOSIT));
        RefundState state = new RefundState(BigInteger.valueOf(321), 5, commitment, BigInteger.valueOf(123_456));
        SignedState signed = SignedState.of(
                state, TestWallets.providerKey(1).sign(CreditProtocol.stateMessage(SCOPE, state.point())));
        return CreditRequestInputs.of(
                new Note(SECRET, DEPOSIT, tree.proof(1)),
                signed,
                FRESH,
                new CreditRequestInputs.Terms(BigInteger.valueOf(500), x, SCOPE, TestWallets.keys()));
    }

    private static RequestLine line() {
        return new RequestLine(inputs(Fr.ONE), inputs(Fr.TWO));
    }

    /** x and y, and nothing else: that is why a request can be proved ahead. */
    @Test
    void twoWiresDependOnTheRequest() {
        WitnessLine line = WitnessLine.through(
                CIRCUIT, Fr.ONE, CIRCUIT.solve(inputs(Fr.ONE)), Fr.TWO, CIRCUIT.solve(inputs(Fr.TWO)));
        assertThat(line.movingWires().stream().map(CIRCUIT::wireName)).containsExactly("share", "x");
        Fr x = Fr.random(new Random(8));
        assertThat(line.at(x).values().limbs())
                .isEqualTo(CIRCUIT.solve(inputs(x)).values().limbs());
    }

    @Test
    void itIsTheProofThatIsMadeAtOnce() {
        Fr x = Fr.random(new Random(9));
        Proof atOnce = prover(5).proveRequest(inputs(x));
        Proof prepared;
        try (CreditProver.PreparedRequest request = prover(5).prepareRequest(line(), () -> false)) {
            prepared = request.at(x);
            assertThatThrownBy(() -> request.at(x)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(prepared).isEqualTo(atOnce);
        assertThat(line().publicInputs(x)).isEqualTo(inputs(x).publicInputs());
        assertThat(Groth16.verify(
                        key.verifyingKey(), prepared, line().publicInputs(x).toList()))
                .isTrue();
        assertThat(Groth16.verify(
                        key.verifyingKey(),
                        prepared,
                        line().publicInputs(x.add(Fr.ONE)).toList()))
                .isFalse();
    }

    @Test
    void itIsCalledOffWhenItIsAsked() {
        assertThatThrownBy(() -> prover(5).prepareRequest(line(), () -> true))
                .isInstanceOf(CancellationException.class);
    }

    /** And without a word of the witness. */
    @Test
    void inputsOfTwoTicketsAreRefused() {
        CreditRequestInputs first = inputs(Fr.ONE);
        CreditRequestInputs other = new CreditRequestInputs(
                first.nullifier(),
                first.share(),
                first.state(),
                first.root(),
                first.cMax(),
                first.x(),
                first.scope(),
                first.key(),
                first.previousKey(),
                first.secret(),
                first.deposit().add(Fr.ONE),
                first.refund(),
                first.fresh(),
                first.leafIndex(),
                first.siblings());
        assertThatThrownBy(() -> prover(5).prepareRequest(new RequestLine(first, other), () -> false))
                .isInstanceOf(WalletException.class)
                .hasMessage("CreditRequest: the note does not satisfy the circuit");
        assertThat(line()).hasToString("RequestLine[secret]");
    }
}
