package io.snark4j.credits.command.bench;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.CreditRequestPublic;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.credit.RefundState;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.gateway.Checkpoint;
import io.snark4j.credits.gateway.CreditGateway;
import io.snark4j.credits.gateway.GatewayConfig;
import io.snark4j.credits.gateway.Metrics;
import io.snark4j.credits.gateway.VaultView;
import io.snark4j.credits.gateway.http.EchoUpstream;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.ticket.RequestDigest;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.credits.vault.VaultTerms;
import io.snark4j.credits.vault.VerifyingKeyHash;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What gateway and callers of a measurement agree on, without a chain: a vault that stands still, with a root of its own and the key of {@link SimulatedProofs}. Nothing
 * in it is secret. A gateway does for such a ticket all that it does for a true one.
 */
final class SimulatedDeployment {
    private static final String ORIGIN = "http://gateway.bench";
    private static final String PATH = "/v1/chat/completions";
    private static final BigInteger C_MAX = BigInteger.valueOf(100_000);
    private static final Fr ROOT = Fr.of(777);
    private static final long CHAIN_ID = 31337;
    private static final EddsaPoseidon.PrivateKey KEY =
            EddsaPoseidon.PrivateKey.of(new byte[EddsaPoseidon.PrivateKey.BYTES]);
    private static final ProviderKeys KEYS = ProviderKeys.of(KEY.publicKey());
    private static final VaultTerms VAULT = vault();
    private static final byte[] BODY = ("{\"model\":\"" + EchoUpstream.MODEL
                    + "\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\""
                    + "What is the answer to all of it, and how would one know? ".repeat(4) + "\"}]}")
            .getBytes(StandardCharsets.UTF_8);

    private SimulatedDeployment() {}

    private static VaultTerms vault() {
        Address address = new Address(BigInteger.valueOf(0xaa));
        Fr service = Fr.of(42);
        return new VaultTerms(
                CHAIN_ID,
                address,
                false,
                true,
                new Address(BigInteger.valueOf(0xbb)),
                20,
                C_MAX,
                BigInteger.ONE,
                BigInteger.ZERO,
                1_000,
                10_000,
                1_500,
                service,
                CreditProtocol.scope(CHAIN_ID, BigInteger.valueOf(0xaa), service),
                Address.ZERO,
                VerifyingKeyHash.of(SimulatedProofs.key()));
    }

    private static final class StandingVault implements VaultView {
        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public boolean accepts(Fr root) {
            return root.equals(ROOT);
        }

        @Override
        public Optional<ProviderKeys> keys() {
            return Optional.of(KEYS);
        }
    }

    /** A gateway on the echo upstream. The store stays the caller's to close. */
    static CreditGateway gateway(TicketStore store) {
        GatewayConfig config = new GatewayConfig(
                ORIGIN,
                Terms.Limits.DEFAULT,
                List.of(EchoUpstream.price()),
                List.of(KEY),
                GatewayConfig.Operation.DEFAULT);
        return new CreditGateway(
                config,
                VAULT,
                SimulatedProofs.key(),
                new CreditGateway.Ports(
                        new StandingVault(),
                        store,
                        new EchoUpstream(),
                        InstantSource.system(),
                        new Metrics(),
                        Checkpoint.NONE));
    }

    /** A call of a note of its own, as it goes over the wire. */
    static byte[] request(RandomGenerator random) {
        Fr secret = Fr.random(random);
        RequestDigest digest = RequestDigest.of(ORIGIN, "POST", PATH, BODY);
        Fr nonce = Fr.random(random);
        Fr x = digest.point(nonce, VAULT.scope());
        Fr slope = Rln.slope(secret, VAULT.scope(), 0);
        RefundState state = RefundState.genesis(CreditProtocol.identityCommitment(secret))
                .rerandomised(Fr.random(random).toBigInteger().shiftRight(4));
        CreditRequestPublic inputs = new CreditRequestPublic(
                Rln.nullifier(slope),
                Rln.share(secret, slope, x).y(),
                state.point(),
                ROOT,
                Fr.of(C_MAX),
                x,
                VAULT.scope(),
                KEYS);
        Ticket ticket = Ticket.of(SimulatedProofs.prove(inputs.toList(), random), inputs, nonce);
        byte[] head = ("POST " + PATH
                        + " HTTP/1.1\r\nHost: gateway.bench\r\nContent-Type: application/json\r\nAuthorization: "
                        + ticket.toHeader() + "\r\nContent-Length: " + BODY.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = java.util.Arrays.copyOf(head, head.length + BODY.length);
        System.arraycopy(BODY, 0, request, head.length, BODY.length);
        return request;
    }
}
