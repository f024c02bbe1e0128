package io.snark4j.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.CreditRequest;
import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.circuit.credit.Note;
import io.snark4j.circuit.credit.SignedState;
import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.credits.gateway.store.TestDatabase;
import io.snark4j.credits.ticket.RequestDigest;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.Keys;
import io.snark4j.groth16.Setup;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Everywhere else proofs are simulated; here the circuit proves them, and the change of one request pays for the next. */
class ProvenRequestsContractTest {
    private static final int DEPTH = 2;
    private static final String PATH = "/v1/chat/completions";

    private final Random random = new Random(11);
    private final TestGateway test = new TestGateway(TestDatabase.Kind.SQLITE);

    @Test
    void twoRequestsOfOneNote() {
        CompiledCircuit circuit = CircuitCompiler.compile(CreditRequest.ofDepth(DEPTH));
        Keys keys = Groth16.setup(circuit, Setup.insecureForTests());
        test.requestKey = keys.verifyingKey();
        test.start();

        Fr secret = Fr.random(random);
        BigInteger deposit = BigInteger.valueOf(1_990);
        MerkleTree tree = new MerkleTree(DEPTH);
        tree.append(Fr.of(5));
        tree.append(CreditProtocol.leaf(CreditProtocol.identityCommitment(secret), deposit));
        Note note = new Note(secret, deposit, tree.proof(1));
        test.chain.roots.add(tree.root());

        SignedState signed = SignedState.genesis(note.commitment());
        byte[] body = TestWallet.chatBody("one two", false).getBytes(StandardCharsets.UTF_8);
        // The second ticket is covered by the deposit and the first one's change: 1,990 + 987 - 2·1,000.
        for (int i = 0; i < 2; i++) {
            Fr nonce = Fr.random(random);
            BigInteger fresh = new BigInteger(250, random);
            RequestDigest digest = RequestDigest.of(TestGateway.ORIGIN, "POST", PATH, body);
            Fr x = digest.point(nonce, TestGateway.VAULT.scope());
            var terms = new CreditRequestInputs.Terms(TestGateway.C_MAX, x, TestGateway.VAULT.scope(), test.chain.keys);
            CreditRequestInputs inputs = CreditRequestInputs.of(note, signed, fresh, terms);
            Ticket ticket =
                    Ticket.of(Groth16.prove(keys.provingKey(), circuit.solve(inputs)), inputs.publicInputs(), nonce);
            TestGateway.Received received = new TestGateway.Received();
            test.gateway.handle(
                    new CallDesk.PaidCall(Ticket.fromHeader(ticket.toHeader()), PATH, body, digest), received);
            assertThat(received.status).isEqualTo(200);
            assertThat(received.refund()).isEqualTo(1_000 - 13);
            var sent = signed.state().rerandomised(fresh);
            assertThat(received.settled
                            .settlement()
                            .verify(TestGateway.KEY.publicKey(), TestGateway.VAULT.scope(), sent, TestGateway.C_MAX))
                    .isTrue();
            signed = SignedState.of(
                    sent.settled(received.refund()),
                    received.settled.settlement().signature());
            byte[] other = "{}".getBytes(StandardCharsets.UTF_8);
            var replayed = new CallDesk.PaidCall(
                    ticket, PATH, other, RequestDigest.of(TestGateway.ORIGIN, "POST", PATH, other));
            assertThatThrownBy(() -> test.gateway.handle(replayed, new TestGateway.Received()))
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.INVALID_PROOF));
        }
        test.close();
    }

    @Test
    void aVaultOfAnotherKeyIsNotServed() {
        var other = new CreditGateway.Ports(
                test.chain, test.database.open(), test.echo, test.clock, new Metrics(), Checkpoint.NONE);
        var config = new GatewayConfig(
                TestGateway.ORIGIN,
                io.snark4j.credits.ticket.Terms.Limits.DEFAULT,
                java.util.List.of(),
                java.util.List.of(TestGateway.KEY),
                GatewayConfig.Operation.DEFAULT);
        var key = io.snark4j.credits.command.bench.SimulatedProofs.key();
        var wrong = new io.snark4j.groth16.VerifyingKey(
                key.alpha().twice(), key.beta(), key.gamma(), key.delta(), key.ic());
        assertThatThrownBy(() -> new CreditGateway(config, TestGateway.VAULT, wrong, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("request key of hash");
        other.store().close();
    }
}
