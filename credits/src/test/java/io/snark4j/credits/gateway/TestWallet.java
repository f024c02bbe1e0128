package io.snark4j.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.CreditRequestPublic;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.credit.RefundState;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.command.bench.SimulatedProofs;
import io.snark4j.credits.ticket.RequestDigest;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Claim;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A note's owner as far as a gateway sees one: tickets are as the protocol says, their proofs simulated. */
public final class TestWallet {
    /** What the tickets are made for. */
    public record Deployment(String origin, Fr scope, BigInteger cMax, Fr root, ProviderKeys keys) {}

    private final Deployment deployment;
    private final Random random;
    private final Fr secret;
    private RefundState state;

    public TestWallet(Deployment deployment, long seed) {
        this.deployment = deployment;
        this.random = new Random(seed);
        this.secret = Fr.random(random);
        this.state = RefundState.genesis(commitment());
    }

    public Fr secret() {
        return secret;
    }

    public Fr commitment() {
        return CreditProtocol.identityCommitment(secret);
    }

    public RefundState state() {
        return state;
    }

    /** A request with the ticket of the next index. The state is blinded anew by each. */
    public final class Request {
        public final String path;
        public final byte[] body;
        public final RequestDigest digest;
        public final RefundState sent;
        public final Ticket ticket;
        public final Fr x;

        private Request(String path, byte[] body, Deployment made) {
            this.path = path;
            this.body = body;
            this.digest = RequestDigest.of(made.origin(), "POST", path, body);
            this.sent = state.rerandomised(new BigInteger(250, random));
            Fr nonce = Fr.random(random);
            this.x = digest.point(nonce, made.scope());
            Fr slope = Rln.slope(secret, made.scope(), state.ticketIndex());
            CreditRequestPublic inputs = new CreditRequestPublic(
                    Rln.nullifier(slope),
                    Rln.share(secret, slope, x).y(),
                    sent.point(),
                    made.root(),
                    Fr.of(made.cMax()),
                    x,
                    made.scope(),
                    made.keys());
            this.ticket = Ticket.of(SimulatedProofs.prove(inputs.toList(), random), inputs, nonce);
        }

        public CallDesk.PaidCall call() {
            return new CallDesk.PaidCall(ticket, path, body, digest);
        }

        public Claim claim() {
            return ticket.claim(x);
        }

        /** The same request, other public inputs proven, another proof. */
        public Ticket proved(CreditRequestPublic inputs) {
            return Ticket.of(SimulatedProofs.prove(inputs.toList(), random), inputs, ticket.nonce());
        }

        /** Takes the change, after the checks that a wallet makes. */
        public void settled(SettledTicket answer) {
            assertThat(answer.settlement()
                            .verify(deployment.keys().current(), deployment.scope(), sent, deployment.cMax()))
                    .isTrue();
            state = sent.settled(answer.settlement().refund());
        }
    }

    public Request request(String path, String body) {
        return request(path, body, deployment);
    }

    public Request request(String path, String body, Deployment made) {
        return new Request(path, body.getBytes(StandardCharsets.UTF_8), made);
    }

    /** A chat whose answer has as many tokens as the words. */
    public Request chat(String words) {
        return request("/v1/chat/completions", chatBody(words, false));
    }

    public static String chatBody(String words, boolean stream) {
        return "{\"model\":\"echo\",\"max_tokens\":20,\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + words + "\"}]}";
    }
}
