package io.snark4j.credits.endtoend;

import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.credits.command.bench.SimulatedProofs;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.gateway.Checkpoint;
import io.snark4j.credits.gateway.CreditGateway;
import io.snark4j.credits.gateway.GatewayConfig;
import io.snark4j.credits.gateway.Metrics;
import io.snark4j.credits.gateway.VaultFollower;
import io.snark4j.credits.gateway.http.GatewayServer;
import io.snark4j.credits.gateway.http.OpenAiUpstream;
import io.snark4j.credits.gateway.store.JdbcTicketStore;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.vault.CreditVault;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway on a file, in a process that is killed. It recovers two seconds after a death. */
final class GatewayVictim {
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final int DEATHS = 1_000;

    private GatewayVictim() {}

    /** The step that kills, and when it is reached for the how-many-th time; no step, no kill. */
    private static Checkpoint fatal(String step, int times) {
        AtomicInteger left = new AtomicInteger(times);
        return reached -> {
            if (reached.name().equals(step) && left.decrementAndGet() == 0) {
                Victim.dieNow();
            }
        };
    }

    /** Arguments: node, vault, provider's key, seconds that the chain is ahead, port, store, upstream, fatal step, times. */
    public static void main(String[] arguments) throws Exception {
        Ethereum ethereum = new Ethereum(URI.create(arguments[0]));
        CreditVault vault = CreditVault.at(ethereum, Address.parse(arguments[1]));
        var key = EddsaPoseidon.PrivateKey.of(HexFormat.of().parseHex(arguments[2]));
        Duration ahead = Duration.ofSeconds(Long.parseLong(arguments[3]));
        InstantSource clock = () -> Instant.now().plus(ahead);
        int port = Integer.parseInt(arguments[4]);
        var store = JdbcTicketStore.sqlite(Path.of(arguments[5]));
        var upstream = new OpenAiUpstream(URI.create(arguments[6]), Optional.empty());
        var follower = new VaultFollower(ethereum, vault, store, clock, VaultFollower.Rules.ofTestChain(0));
        GatewayConfig config = new GatewayConfig(
                "http://127.0.0.1:" + port,
                new Terms.Limits(
                        1 << 20,
                        TestProvider.EPOCH,
                        Duration.ofHours(1),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(1)),
                List.of(TestProvider.price(100_000)),
                List.of(key),
                new GatewayConfig.Operation(LEASE, LEASE, DEATHS, Set.of(), 1, 1 << 20));
        CreditGateway gateway = new CreditGateway(
                config,
                vault.terms(),
                SimulatedProofs.key(),
                new CreditGateway.Ports(
                        follower,
                        store,
                        upstream,
                        clock,
                        new Metrics(),
                        fatal(arguments[7], Integer.parseInt(arguments[8]))));
        follower.reportTo(gateway.doubleSpends());
        follower.poll();
        gateway.startUpkeep(TestProvider.TURN, List.of(follower::poll));
        GatewayServer.start(
                gateway, GatewayServer.Options.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        System.out.println("listening");
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        Runtime.getRuntime().halt(0);
    }
}
