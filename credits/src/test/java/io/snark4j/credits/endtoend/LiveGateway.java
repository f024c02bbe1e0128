package io.snark4j.credits.endtoend;

import io.snark4j.credits.gateway.Checkpoint;
import io.snark4j.credits.gateway.CreditGateway;
import io.snark4j.credits.gateway.GatewayConfig;
import io.snark4j.credits.gateway.Metrics;
import io.snark4j.credits.gateway.Slasher;
import io.snark4j.credits.gateway.VaultFollower;
import io.snark4j.credits.gateway.http.EchoUpstream;
import io.snark4j.credits.gateway.http.GatewayServer;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.vault.CreditVault;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** A gateway in this process with its watcher, slasher and HTTP server, on a store that outlives it. */
final class LiveGateway implements AutoCloseable {
    final EchoUpstream echo;
    final TicketStore store;
    final Metrics metrics = new Metrics();
    final int port;
    private final CreditVault vault;
    private final VaultFollower follower;
    private final CreditGateway gateway;
    private final GatewayServer server;

    LiveGateway(TestProvider provider, GatewayConfig config, TicketStore store, EchoUpstream echo, int port) {
        this.echo = echo;
        this.store = store;
        this.port = port;
        this.vault = provider.fixture.vault();
        follower = new VaultFollower(
                provider.fixture.ethereum(), vault, store, provider, VaultFollower.Rules.ofTestChain(0));
        gateway = new CreditGateway(
                config,
                vault.terms(),
                provider.requestKey,
                new CreditGateway.Ports(follower, store, echo, provider, metrics, Checkpoint.NONE));
        follower.reportTo(gateway.doubleSpends());
        follower.poll();
        Slasher slasher = new Slasher(store, vault, vault, provider.account, metrics);
        gateway.startUpkeep(TestProvider.TURN, List.of(follower::poll, slasher::turn));
        server = GatewayServer.start(
                gateway, GatewayServer.Options.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    /** Whether the watcher has read all deposits, and requests are admitted. */
    boolean isAtHead() {
        return gateway.inService() && follower.accepts(vault.root());
    }

    @Override
    public void close() {
        server.close();
        gateway.close();
    }
}
