package io.snark4j.credits.gateway;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.ethereum.Block;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.gateway.store.TicketRecord;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.DepositTree;
import io.snark4j.credits.vault.VaultEvent;
import io.snark4j.credits.vault.VaultEventReader;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import io.snark4j.field.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the vault's events up to the finalized head, from the first at each start: rebuilds the tree and with it the roots that are accepted, keeps the registered keys, and
 * uses up every exit's nullifier before it says that it is at the head. An exit with the nullifier of a request is a double spend: the vault has verified its proof.
 *
 * <p>A node that leaves out a deposit is found by the tree's root; one that leaves out an exit, or stands still, is found by its head's age alone. Follow a node of
 * your own. {@link #poll} is for one thread; the view is for all.
 */
public final class VaultFollower implements VaultView {
    private final Ethereum ethereum;
    private final CreditVault vault;
    private final TicketStore store;
    private final InstantSource clock;
    private final Rules rules;
    private final VaultEventReader reader;
    private final DepositTree tree;
    private final Map<Long, BabyJubjubPoint> keysById = new HashMap<>();
    /** Roots with the time at which each was superseded, oldest first; the current one is not among them. */
    private final Deque<SupersededRoot> superseded = new ArrayDeque<>();

    /** The root that was current at the last poll that succeeded, and those that came since. */
    private final List<Fr> roots = new ArrayList<>();

    private @Nullable ProviderKeys registered;
    private @Nullable BabyJubjubPoint announced;
    private Consumer<Collision> collisions = collision -> {};
    private final Instant started;
    private volatile View view;

    private record SupersededRoot(Fr root, Instant at) {}

    /** Two proven shares of one ticket. */
    record Collision(Rln.Share request, Rln.Share exit) {}

    /**
     * Immutable, replaced after each poll.
     *
     * @param root of the vault
     * @param older roots, with the time up to which each is accepted
     * @param keys registered
     * @param announced key that is to be the next
     * @param polled when the head was reached; null before the first time
     * @param head time of its block
     */
    private record View(
            Fr root,
            Map<Fr, Instant> older,
            @Nullable ProviderKeys keys,
            @Nullable BabyJubjubPoint announced,
            @Nullable Instant polled,
            Instant head) {}

    /**
     * How far behind the chain a follower is.
     *
     * @param silence since the head was last reached
     * @param headAge of the block that was the head then; more than its usual minutes of finality where the node stands still
     */
    public record Lag(Duration silence, Duration headAge) {}

    /**
     * How to follow.
     *
     * @param fromBlock of the vault's creation, or before
     * @param span most blocks in one question to the node
     * @param rootGrace how long a root is accepted after it was superseded
     * @param maxSilence since the head was last reached
     * @param maxHeadAge of the finalized head itself
     * @param finalized whether to follow finalized blocks, as on every public chain; otherwise all, for chains of one node
     */
    public record Rules(
            long fromBlock,
            long span,
            Duration rootGrace,
            Duration maxSilence,
            Duration maxHeadAge,
            boolean finalized) {
        /**
         * @param fromBlock of the vault's creation
         * @return finalized blocks, 2,000 at a time; roots for an hour; a minute of silence; a head half an hour old, twice what finality takes
         */
        public static Rules ofPublicChain(long fromBlock) {
            return new Rules(
                    fromBlock, 2_000, Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofMinutes(30), true);
        }

        /**
         * @param fromBlock of the vault's creation
         * @return every block, however old the head: a node for tests takes none back and makes one only when somebody acts
         */
        public static Rules ofTestChain(long fromBlock) {
            return new Rules(
                    fromBlock, 2_000, Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofDays(36_500), false);
        }
    }

    /**
     * Begins with nothing read.
     *
     * @param ethereum the chain
     * @param vault on it
     * @param store that gets the exits
     * @param clock of the gateway
     * @param rules to follow by
     */
    public VaultFollower(Ethereum ethereum, CreditVault vault, TicketStore store, InstantSource clock, Rules rules) {
        this.ethereum = ethereum;
        this.vault = vault;
        this.store = store;
        this.clock = clock;
        this.rules = rules;
        this.tree = new DepositTree(vault.terms().depth());
        this.roots.add(tree.root());
        this.reader = new VaultEventReader(vault, rules.fromBlock(), rules.span());
        this.started = clock.instant();
        this.view = new View(tree.root(), Map.of(), null, null, null, Instant.EPOCH);
    }

    /**
     * Sends collisions there; to be called before the first {@link #poll}.
     *
     * @param doubleSpends that recovers secrets
     */
    public void reportTo(DoubleSpends doubleSpends) {
        collisions = collision -> doubleSpends.report(collision.request(), collision.exit());
    }

    /**
     * Reads up to the head. What throws is tried again by the next call; until one succeeds, {@link #isCurrent} turns false.
     *
     * @throws io.snark4j.credits.ethereum.EthereumException if the node does not answer
     * @throws io.snark4j.field.MalformedInputException if its events are not those of a vault: this follower is of no use any more
     */
    public void poll() {
        Block head = rules.finalized() ? ethereum.finalizedBlock() : ethereum.latestBlock();
        reader.readTo(head.number(), Progress.SILENT, events -> {
            // All but the tree takes an event twice as well as once: the tree comes last.
            events.forEach(this::take);
            roots.addAll(append(events));
        });
        supersede();
        view = new View(
                tree.root(),
                accepted(),
                registered,
                announced,
                clock.instant(),
                Instant.ofEpochSecond(head.timestamp()));
    }

    private void take(VaultEvent event) {
        switch (event) {
            case VaultEvent.ExitInitiated exit -> exit(exit);
            case VaultEvent.KeysChanged keys -> {
                keysById.put(keys.keyId(), new BabyJubjubPoint(keys.x(), keys.y()));
                registered = new ProviderKeys(key(keys.keyId()), key(keys.previousKeyId()));
                if (registered.current().equals(announced)) {
                    announced = null;
                }
            }
            case VaultEvent.KeyProposed key -> announced = new BabyJubjubPoint(key.x(), key.y());
            case VaultEvent.KeyProposalCancelled _ -> announced = null;
            default -> {}
        }
    }

    /** Every key was current before it was the previous one. */
    private BabyJubjubPoint key(long id) {
        return Optional.ofNullable(keysById.get(id))
                .orElseThrow(() -> new MalformedInputException("vault: key " + id + " was never current"));
    }

    private void exit(VaultEvent.ExitInitiated exit) {
        Fr x = CreditProtocol.exitPoint(exit.recipient().value(), vault.terms().scope(), exit.commitment());
        Rln.Share share = new Rln.Share(x, exit.share());
        Optional<TicketRecord> before = store.insertExit(exit.nullifier(), share);
        before.filter(record -> !record.share().x().equals(x))
                .ifPresent(record -> collisions.accept(new Collision(record.share(), share)));
    }

    /** The roots that the deposits made, in order. */
    private List<Fr> append(List<VaultEvent> events) {
        List<VaultEvent.Deposited> deposits = events.stream()
                .filter(VaultEvent.Deposited.class::isInstance)
                .map(VaultEvent.Deposited.class::cast)
                .toList();
        tree.append(deposits);
        return deposits.stream().map(VaultEvent.Deposited::root).distinct().toList();
    }

    /** Asks the vault when the newest roots were superseded, from the newest back to the first that is too old. */
    private void supersede() {
        List<SupersededRoot> recent = new ArrayList<>();
        for (int i = roots.size() - 2; i >= 0; i--) {
            Optional<Long> at = vault.supersededAt(roots.get(i));
            // Empty for the tree without notes, which never was a root that anybody proves against.
            if (at.isEmpty() || isTooOld(Instant.ofEpochSecond(at.get()))) {
                break;
            }
            recent.addFirst(new SupersededRoot(roots.get(i), Instant.ofEpochSecond(at.get())));
        }
        superseded.addAll(recent);
        roots.subList(0, roots.size() - 1).clear();
        while (!superseded.isEmpty() && isTooOld(superseded.getFirst().at())) {
            superseded.removeFirst();
        }
    }

    private boolean isTooOld(Instant at) {
        return !at.plus(rules.rootGrace()).isAfter(clock.instant());
    }

    private Map<Fr, Instant> accepted() {
        Map<Fr, Instant> until = new HashMap<>();
        superseded.forEach(root -> until.put(root.root(), root.at().plus(rules.rootGrace())));
        return Map.copyOf(until);
    }

    @Override
    public boolean isCurrent() {
        View now = view;
        Instant polled = now.polled();
        return polled != null
                && polled.plus(rules.maxSilence()).isAfter(clock.instant())
                && now.head().plus(rules.maxHeadAge()).isAfter(clock.instant());
    }

    /** @return how far behind it is now */
    public Lag lag() {
        View seen = view;
        Instant now = clock.instant();
        Instant polled = seen.polled() == null ? started : seen.polled();
        return new Lag(Duration.between(polled, now), Duration.between(seen.head(), now));
    }

    /** @return the key that is to be the next, if one is announced: without its private key nothing is admitted from then on */
    public Optional<BabyJubjubPoint> announcedKey() {
        return Optional.ofNullable(view.announced());
    }

    /** @return when nothing new is admitted any more */
    public Duration maxSilence() {
        return rules.maxSilence();
    }

    @Override
    public boolean accepts(Fr root) {
        View now = view;
        Instant until = now.older().get(root);
        return root.equals(now.root()) || (until != null && until.isAfter(clock.instant()));
    }

    @Override
    public Optional<ProviderKeys> keys() {
        return Optional.ofNullable(view.keys());
    }
}
