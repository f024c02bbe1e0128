package io.snark4j.credits.gateway;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.credits.command.bench.SimulatedProofs;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.gateway.http.EchoUpstream;
import io.snark4j.credits.gateway.store.TestDatabase;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.ticket.ApiError;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.vault.VaultTerms;
import io.snark4j.credits.vault.VerifyingKeyHash;
import io.snark4j.field.Fr;
import io.snark4j.groth16.VerifyingKey;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A gateway with a chain, a clock and an upstream that a test sets, on a database that outlives it. */
public final class TestGateway implements AutoCloseable {
    public static final String ORIGIN = "http://gateway.test";
    public static final BigInteger C_MAX = BigInteger.valueOf(1_000);
    public static final Fr ROOT = Fr.of(777);
    public static final EddsaPoseidon.PrivateKey KEY = key(1);

    public static EddsaPoseidon.PrivateKey key(int seed) {
        byte[] bytes = new byte[EddsaPoseidon.PrivateKey.BYTES];
        Arrays.fill(bytes, (byte) seed);
        return EddsaPoseidon.PrivateKey.of(bytes);
    }

    /** A view of the chain that says what it is told. */
    public static final class Chain implements VaultView {
        public volatile boolean current = true;
        public volatile ProviderKeys keys = ProviderKeys.of(KEY.publicKey());
        public final Set<Fr> roots = new HashSet<>(Set.of(ROOT));

        @Override
        public boolean isCurrent() {
            return current;
        }

        @Override
        public boolean accepts(Fr root) {
            return roots.contains(root);
        }

        @Override
        public Optional<ProviderKeys> keys() {
            return Optional.of(keys);
        }
    }

    /** A clock that stands. */
    public static final class Clock implements InstantSource {
        public volatile Instant now = Instant.ofEpochSecond(1_800_000_000);

        @Override
        public Instant instant() {
            return now;
        }

        public void advance(Duration duration) {
            now = now.plus(duration);
        }
    }

    /** What a caller got. */
    public static final class Received implements Answer {
        public int status;
        public ByteArrayOutputStream body = new ByteArrayOutputStream();
        public SettledTicket settled;
        public ApiError error;
        public boolean broken;

        @Override
        public void whole(int answerStatus, String contentType, byte[] bytes, SettledTicket answer) {
            status = answerStatus;
            body.writeBytes(bytes);
            settled = answer;
        }

        @Override
        public void refused(int answerStatus, ApiError answerError, SettledTicket answer) {
            status = answerStatus;
            error = answerError;
            settled = answer;
        }

        @Override
        public void begin() {
            status = 200;
        }

        @Override
        public void bytes(byte[] bytes, int length) {
            body.write(bytes, 0, length);
        }

        @Override
        public void end(SettledTicket answer) {
            settled = answer;
        }

        @Override
        public void breakOff() {
            broken = true;
        }

        public BigInteger refund() {
            return settled.settlement().refund();
        }
    }

    public static final VaultTerms VAULT = vault(SimulatedProofs.key());

    private static VaultTerms vault(VerifyingKey requestKey) {
        return new VaultTerms(
                31337,
                new Address(BigInteger.valueOf(0xaa)),
                false,
                true,
                new Address(BigInteger.valueOf(0xbb)),
                20,
                C_MAX,
                BigInteger.ONE,
                BigInteger.ONE,
                1_000,
                10_000,
                1_500,
                Fr.of(42),
                CreditProtocol.scope(31337, BigInteger.valueOf(0xaa), Fr.of(42)),
                Address.ZERO,
                VerifyingKeyHash.of(requestKey));
    }

    public VerifyingKey requestKey = SimulatedProofs.key();
    public final Chain chain = new Chain();
    public final Clock clock = new Clock();
    public final EchoUpstream echo = new EchoUpstream();
    public final TestDatabase database;
    public Upstream upstream = echo;
    public Checkpoint checkpoint = Checkpoint.NONE;
    public GatewayConfig.Operation operation =
            new GatewayConfig.Operation(Duration.ofSeconds(30), Duration.ofSeconds(5), 3, Set.of("policy"), 1, 1 << 20);
    public Terms.Limits limits = Terms.Limits.DEFAULT;
    public TicketStore store;
    public CreditGateway gateway;

    public TestGateway(TestDatabase.Kind kind) {
        database = new TestDatabase(kind);
    }

    public static TestGateway started() {
        TestGateway gateway = new TestGateway(TestDatabase.Kind.SQLITE);
        gateway.start();
        return gateway;
    }

    /** Starts, or starts again on what the last run left. */
    public void start() {
        store = database.open();
        gateway = another(store);
    }

    /** One more gateway on a store. */
    public CreditGateway another(TicketStore shared) {
        GatewayConfig config =
                new GatewayConfig(ORIGIN, limits, List.of(EchoUpstream.price()), List.of(KEY, key(2)), operation);
        return new CreditGateway(
                config,
                vault(requestKey),
                requestKey,
                new CreditGateway.Ports(chain, shared, upstream, clock, new Metrics(), checkpoint));
    }

    public void stop() {
        gateway.close();
        store.close();
    }

    @Override
    public void close() {
        stop();
    }

    public TestWallet.Deployment deployment() {
        return new TestWallet.Deployment(ORIGIN, VAULT.scope(), C_MAX, ROOT, chain.keys);
    }

    public TestWallet wallet(long seed) {
        return new TestWallet(deployment(), seed);
    }

    public Received send(TestWallet.Request request) {
        Received received = new Received();
        gateway.handle(request.call(), received);
        return received;
    }
}
