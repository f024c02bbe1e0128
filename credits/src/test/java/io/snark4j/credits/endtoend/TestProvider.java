package io.snark4j.credits.endtoend;

import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.gateway.GatewayConfig;
import io.snark4j.credits.gateway.http.EchoUpstream;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.vault.VaultFixture;
import io.snark4j.groth16.VerifyingKey;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A provider with a vault on a chain of its own, and one origin at which gateways start, stop and start again. Chain and gateways share a clock that a test moves. */
final class TestProvider implements AutoCloseable, InstantSource {
    static final Duration EPOCH = Duration.ofSeconds(100);
    static final Duration TURN = Duration.ofMillis(100);

    final VaultFixture fixture;
    final VerifyingKey requestKey;
    final Account account;
    final int port;
    private volatile Duration ahead;

    TestProvider(VaultFixture fixture, VerifyingKey requestKey) {
        this.fixture = fixture;
        this.requestKey = requestKey;
        this.account = fixture.account("provider", false);
        this.port = freePort();
        readClock();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    String origin() {
        return "http://127.0.0.1:" + port;
    }

    private void readClock() {
        Instant chain = Instant.ofEpochSecond(fixture.ethereum().latestBlock().timestamp());
        ahead = Duration.between(Instant.now(), chain);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    /** Lets so much time pass, on the chain and for the gateways. */
    void advance(Duration time) {
        fixture.advance(time.toSeconds());
        readClock();
    }

    /** Words cost a tenth of a unit and a request 5, so that one of twenty words costs less than ten. */
    static ModelPrice price(long outputPrice) {
        return new ModelPrice(
                EchoUpstream.MODEL,
                BigInteger.valueOf(1_000),
                BigInteger.valueOf(outputPrice),
                BigInteger.valueOf(5),
                256);
    }

    /** What is published, but for what a test changes. */
    GatewayConfig config(long outputPrice, long maxBodyBytes) {
        var limits = new Terms.Limits(
                maxBodyBytes, EPOCH, Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofMinutes(10));
        return new GatewayConfig(
                origin(),
                limits,
                List.of(price(outputPrice)),
                List.of(fixture.providerKey()),
                GatewayConfig.Operation.DEFAULT);
    }

    GatewayConfig config() {
        return config(100_000, 1 << 20);
    }

    LiveGateway start(GatewayConfig config, TicketStore store, int atPort) {
        return new LiveGateway(this, config, store, new EchoUpstream(), atPort);
    }

    /** A gateway at the origin. */
    LiveGateway start(TicketStore store) {
        return start(config(), store, port);
    }

    @Override
    public void close() {
        fixture.close();
    }
}
