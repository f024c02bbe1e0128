package io.snark4j.credits.gateway;

import io.snark4j.circuit.gadget.Poseidon;
import io.snark4j.credits.gateway.store.StoreMark;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.ticket.RequestDigest;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.SignedTerms;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.credits.vault.VaultTerms;
import io.snark4j.credits.vault.VerifyingKeyHash;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.groth16.VerifyingKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A gateway, put together: the way of a request from its ticket to its settlement, and what the provider publishes. Thread-safe. */
public final class CreditGateway implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CreditGateway.class.getName());
    private static final int UPKEEP_THREADS = 6;
    /** 700 kB. */
    private static final int TABLE_PAGE_ROWS = 4_096;

    private static final int TABLES_AT_ONCE = 64;

    private final GatewayConfig config;
    private final VaultTerms vaultTerms;
    private final Ports ports;
    private final SigningKeys keys;
    private final VerificationQueue proofs;
    private final RefundSigner signer;
    private final Batches<Fr[], Fr> hashes;
    private final LeaseKeeper leases;
    private final RefundTables tables;
    private final DoubleSpends doubleSpends;
    private final Recovery recovery;
    private final BodyCache bodies;
    private final CallDesk calls;
    private final boolean restored;
    /** Enough that a node that does not answer, or a slash that waits for its block, holds no other job up. */
    private final ScheduledExecutorService upkeep = Executors.newScheduledThreadPool(
            UPKEEP_THREADS,
            Thread.ofPlatform().daemon().name("snark4j-upkeep-", 1).factory());

    /** Why nothing new is admitted. */
    public enum Obstacle {
        /** The watcher of exits has not reached the head. */
        WATCHER_BEHIND,
        /** Gateways died with requests open, more than the operator allows. */
        DEAD_OWNERS,
        /** The private key of the vault's pk is not here. */
        NO_SIGNING_KEY,
        /** The store was a backup, and does not know what was spent since. */
        RESTORED_STORE
    }

    /**
     * What the gateway stands between.
     *
     * @param vault on the chain
     * @param store of requests; stays the caller's to close
     * @param upstream that is sold
     * @param clock of all gateways on the store
     * @param metrics to count in
     * @param checkpoint told of steps
     */
    public record Ports(
            VaultView vault,
            TicketStore store,
            Upstream upstream,
            InstantSource clock,
            Metrics metrics,
            Checkpoint checkpoint) {}

    /**
     * Puts a gateway together.
     *
     * @param config of the operator
     * @param vaultTerms of the vault
     * @param requestKey of the request circuit
     * @param ports to the world
     * @throws IllegalArgumentException if the vault names another request circuit's key, or is a prepaid one
     */
    public CreditGateway(GatewayConfig config, VaultTerms vaultTerms, VerifyingKey requestKey, Ports ports) {
        if (vaultTerms.prepaid()) {
            throw new IllegalArgumentException(
                    "vault " + vaultTerms.vault() + " is prepaid: this gateway takes CreditRequest");
        }
        if (!Arrays.equals(vaultTerms.requestKeyHash(), VerifyingKeyHash.of(requestKey))) {
            throw new IllegalArgumentException("request key of hash "
                    + HexFormat.of().formatHex(VerifyingKeyHash.of(requestKey)) + ", vault " + vaultTerms.vault()
                    + " names "
                    + HexFormat.of().formatHex(vaultTerms.requestKeyHash()));
        }
        this.config = config;
        this.restored = ports.store().mark().origin() == StoreMark.Origin.RESTORED;
        this.vaultTerms = vaultTerms;
        this.ports = ports;
        GatewayConfig.Operation operation = config.operation();
        this.keys = new SigningKeys(config.keys(), ports.vault());
        this.proofs = new VerificationQueue(requestKey, operation.verifiers(), ports.metrics());
        this.leases = new LeaseKeeper(ports.store(), ports.clock(), operation.lease());
        SettlementDesk.EpochClock epochs =
                new SettlementDesk.EpochClock(ports.clock(), config.limits().epoch());
        this.tables = new RefundTables(ports.store(), epochs, TABLE_PAGE_ROWS, TABLES_AT_ONCE);
        this.signer = new RefundSigner(vaultTerms.scope(), keys);
        this.hashes = new Batches<>(
                "hash",
                1,
                () -> Batches.LARGEST,
                preimages -> List.of(Poseidon.hashAll(preimages.toArray(Fr[][]::new))));
        SettlementDesk desk = new SettlementDesk(
                vaultTerms.cMax(),
                new SettlementDesk.Means(ports.store(), signer, leases, epochs),
                ports.metrics(),
                ports.checkpoint());
        this.doubleSpends = new DoubleSpends(ports.store(), ports.metrics(), ports.checkpoint());
        this.recovery = new Recovery(
                new Recovery.Means(ports.store(), leases, desk, ports.upstream(), config::price),
                ports.clock(),
                operation.allowedDeaths(),
                ports.checkpoint());
        Admission admission = new Admission(
                Admission.Terms.of(vaultTerms.scope(), vaultTerms.cMax(), this::inService),
                ports.store(),
                ports.vault(),
                proofs,
                doubleSpends,
                leases,
                ports.checkpoint());
        this.bodies = new BodyCache(ports.clock(), config.limits().bodyKept(), operation.bodyBytes());
        this.calls = new CallDesk(
                new CallDesk.Means(ports.store(), hashes::run, admission, desk, leases, ports.upstream()),
                new CallDesk.Rules(
                        vaultTerms.scope(),
                        vaultTerms.cMax(),
                        config::price,
                        config.limits().deadline(),
                        operation.patience(),
                        operation.policyCodes()),
                bodies,
                ports.metrics(),
                ports.checkpoint());
        registerGauges();
    }

    private void registerGauges() {
        Metrics metrics = ports.metrics();
        metrics.gauge("in_service", () -> inService() ? 1 : 0);
        metrics.gauge("vault_current", () -> ports.vault().isCurrent() ? 1 : 0);
        metrics.gauge("running", leases::running);
        metrics.gauge("dead_owners", recovery::deaths);
        metrics.gauge("kept_answer_bytes", bodies::size);
    }

    /** @return whether new requests are admitted */
    public boolean inService() {
        return obstacle().isEmpty();
    }

    /** @return why no new requests are admitted, or empty if they are */
    public Optional<Obstacle> obstacle() {
        if (!ports.vault().isCurrent()) {
            return Optional.of(Obstacle.WATCHER_BEHIND);
        }
        if (!recovery.isCalm()) {
            return Optional.of(Obstacle.DEAD_OWNERS);
        }
        if (restored) {
            return Optional.of(Obstacle.RESTORED_STORE);
        }
        return keys.current().isPresent() ? Optional.empty() : Optional.of(Obstacle.NO_SIGNING_KEY);
    }

    /**
     * @param key of the provider
     * @return whether the gateway can sign by it
     */
    public boolean holds(BabyJubjubPoint key) {
        return keys.holds(key);
    }

    /** @return where double spends are reported, for the watcher of exits */
    public DoubleSpends doubleSpends() {
        return doubleSpends;
    }

    /**
     * Settles what dead gateways left, as {@link #startUpkeep} has it done again and again.
     *
     * @return how many requests it settled
     */
    public int recover() {
        return recovery.sweep();
    }

    /** @return the operator's decisions */
    public GatewayConfig config() {
        return config;
    }

    /** @return counters and gauges */
    public Metrics metrics() {
        return ports.metrics();
    }

    /**
     * Recovers and does other jobs from now on, each by itself.
     *
     * @param period from the end of one turn to the next
     * @param jobs at most four, done in each turn; one that throws is tried again in the next
     */
    public void startUpkeep(Duration period, List<Runnable> jobs) {
        for (Runnable job : jobs) {
            var _ = upkeep.scheduleWithFixedDelay(() -> attempt(job), 0, period.toMillis(), TimeUnit.MILLISECONDS);
        }
        long turn = config.operation().lease().toMillis();
        var _ = upkeep.scheduleWithFixedDelay(() -> attempt(this::recover), turn, turn, TimeUnit.MILLISECONDS);
        var _ = upkeep.scheduleWithFixedDelay(() -> attempt(bodies::expire), turn, turn, TimeUnit.MILLISECONDS);
    }

    private void attempt(Runnable job) {
        try {
            job.run();
        } catch (Throwable e) {
            // An error, too: it would end the job for good.
            if (upkeep.isShutdown()) {
                // Interrupted by close.
                return;
            }
            ports.metrics().count("upkeep_failures");
            LOG.log(System.Logger.Level.WARNING, "event=upkeep_failed cause=\"{0}\"", e.toString());
        }
    }

    /**
     * Answers a paid request; see {@link CallDesk#handle}.
     *
     * @param call that arrived
     * @param answer gets the answer
     */
    public void handle(CallDesk.PaidCall call, Answer answer) {
        calls.handle(call, answer);
    }

    /**
     * Settles a request without running it; see {@link CallDesk#cancel}.
     *
     * @param ticket of the request
     * @param digest of the request
     * @return the change
     */
    public SettledTicket cancel(Ticket ticket, RequestDigest digest) {
        return calls.cancel(ticket, digest);
    }

    /**
     * The change of a request; see {@link CallDesk#settlement}.
     *
     * @param ticket of the request
     * @param digest of the request
     * @return the change
     */
    public SettledTicket settlement(Ticket ticket, RequestDigest digest) {
        return calls.settlement(ticket, digest);
    }

    /** @return the terms as they are now; empty while the vault's pk is not known or its private key is not here */
    public Optional<SignedTerms> terms() {
        return ports.vault()
                .keys()
                .flatMap(registered -> keys.current().map(key -> {
                    Terms terms = new Terms(
                            config.origin(),
                            vaultTerms.chainId(),
                            vaultTerms.vault(),
                            vaultTerms.scope(),
                            vaultTerms.cMax(),
                            registered,
                            HexFormat.of().formatHex(vaultTerms.requestKeyHash()),
                            config.limits(),
                            config.models());
                    return SignedTerms.sign(terms, key);
                }));
    }

    /** @return the refund tables that are published */
    public RefundTables refundTables() {
        return tables;
    }

    @Override
    public void close() {
        upkeep.shutdownNow();
        tables.close();
        leases.close();
        proofs.close();
        signer.close();
        hashes.close();
    }
}
