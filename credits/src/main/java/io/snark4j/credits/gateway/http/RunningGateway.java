package io.snark4j.credits.gateway.http;

import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.gateway.Checkpoint;
import io.snark4j.credits.gateway.CreditGateway;
import io.snark4j.credits.gateway.GatewayConfig;
import io.snark4j.credits.gateway.Metrics;
import io.snark4j.credits.gateway.Slasher;
import io.snark4j.credits.gateway.Upstream;
import io.snark4j.credits.gateway.VaultFollower;
import io.snark4j.credits.gateway.WatcherAlarm;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.groth16.VerifyingKey;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A gateway with all that works beside it: the follower of its vault, the slasher, the HTTP server. */
public final class RunningGateway implements AutoCloseable {
    private final TicketStore store;
    private final CreditGateway gateway;
    private final GatewayServer server;

    private RunningGateway(TicketStore store, CreditGateway gateway, GatewayServer server) {
        this.store = store;
        this.gateway = gateway;
        this.server = server;
    }

    /**
     * The chain's side.
     *
     * @param ethereum node of the provider's own
     * @param vault on it
     * @param account pays for slashes; the vault's provider, if requests are withheld
     * @param rules of following
     * @param turn from one look at the chain to the next
     */
    public record Chain(
            Ethereum ethereum, CreditVault vault, Account account, VaultFollower.Rules rules, Duration turn) {}

    /**
     * Reads the vault up to its head, and serves.
     *
     * @param config of the operator
     * @param requestKey whose hash the vault names
     * @param chain to follow
     * @param store of tickets, closed with the gateway
     * @param upstream that is sold
     * @param address to listen on
     * @return the gateway, listening
     */
    public static RunningGateway start(
            GatewayConfig config,
            VerifyingKey requestKey,
            Chain chain,
            TicketStore store,
            Upstream upstream,
            InetSocketAddress address) {
        return start(config, requestKey, chain, store, () -> {}, upstream, address);
    }

    /**
     * Does so, and one thing more in each turn.
     *
     * @param config of the operator
     * @param requestKey whose hash the vault names
     * @param chain to follow
     * @param store of tickets, closed with the gateway
     * @param eachTurn done by the way, such as {@link io.snark4j.credits.gateway.store.StoreWitness#beat}
     * @param upstream that is sold
     * @param address to listen on
     * @return the gateway, listening
     */
    public static RunningGateway start(
            GatewayConfig config,
            VerifyingKey requestKey,
            Chain chain,
            TicketStore store,
            Runnable eachTurn,
            Upstream upstream,
            InetSocketAddress address) {
        InstantSource clock = InstantSource.system();
        VaultFollower follower = new VaultFollower(chain.ethereum, chain.vault, store, clock, chain.rules);
        Metrics metrics = new Metrics();
        CreditGateway gateway = new CreditGateway(
                config,
                chain.vault.terms(),
                requestKey,
                new CreditGateway.Ports(follower, store, upstream, clock, metrics, Checkpoint.NONE));
        follower.reportTo(gateway.doubleSpends());
        metrics.gauge(
                "announced_key_missing",
                () -> follower.announcedKey().filter(key -> !gateway.holds(key)).isPresent() ? 1 : 0);
        follower.poll();
        CreditVault settled = chain.rules.finalized() ? chain.vault.atFinalized() : chain.vault;
        Slasher slasher = new Slasher(store, chain.vault, settled, chain.account, metrics);
        WatcherAlarm alarm = new WatcherAlarm(follower, metrics);
        gateway.startUpkeep(chain.turn, List.of(follower::poll, slasher::turn, alarm::look, eachTurn));
        return new RunningGateway(store, gateway, GatewayServer.start(gateway, GatewayServer.Options.at(address)));
    }

    /** @return where it listens */
    public InetSocketAddress address() {
        return server.address();
    }

    /** @return whether requests are admitted */
    public boolean inService() {
        return gateway.inService();
    }

    @Override
    public void close() {
        server.close();
        gateway.close();
        store.close();
    }
}
