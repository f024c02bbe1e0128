package io.snark4j.credits.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.credits.command.bench.SimulatedProofs;
import io.snark4j.credits.gateway.Checkpoint;
import io.snark4j.credits.gateway.store.JdbcTicketStore;
import io.snark4j.credits.gateway.store.TicketRecord;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.ticket.Outcome;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.credits.vault.VaultEvent;
import io.snark4j.credits.vault.VaultFixture;
import io.snark4j.credits.wallet.NoteStanding;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway and a wallet in processes of their own, on real files, killed by SIGKILL while three notes pay at once: at a durable step of the gateway, at a write
 * of the wallet, or whenever it comes. What was on the wire is kept, and upstream counts; the dead start again and go on.
 *
 * <p>The build kills 4 times; {@code -Dsnark4j.kills=50} kills more often.
 */
@Tag("peers")
final class KillTest {
    private static final int KILLS = Integer.getInteger("snark4j.kills", 4);
    private static final long SEED = Long.getLong("snark4j.killSeed", 20_261_123);
    private static final int NOTES = 3;
    private static final BigInteger C_MAX = BigInteger.valueOf(100);
    /** Beyond it, neither a step that was to be the last nor requests are waited for. */
    private static final Duration STEP = Duration.ofSeconds(20);

    private static final List<Checkpoint.Step> STEPS = Arrays.stream(Checkpoint.Step.values())
            .filter(step -> !step.name().contains("SLASH"))
            .toList();

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final Map<String, Integer> deaths = new TreeMap<>();
    private TestProvider provider;
    private CountingUpstream upstream;
    private WireRecorder recorder;
    private Path wallet;
    private @Nullable Victim gateway;
    private @Nullable Victim caller;
    private String gatewayFate = "";
    private String callerFate = "";

    @BeforeEach
    void start() {
        provider = new TestProvider(VaultFixture.believing(5, SimulatedProofs.key()), SimulatedProofs.key());
        upstream = new CountingUpstream();
        recorder = new WireRecorder(provider.port);
        wallet = folder.resolve("user");
        try (TestUser user = new TestUser(
                provider, "user", wallet, recorder.origin(), new TrapdoorProver(SEED), TestProvider.EPOCH)) {
            user.depositAndWait(100_000, NOTES);
        }
    }

    @AfterEach
    void stop() {
        for (Victim victim : Arrays.asList(gateway, caller)) {
            if (victim != null) {
                victim.close();
            }
        }
        recorder.close();
        upstream.close();
        provider.close();
    }

    private Path database() {
        return folder.resolve("tickets.db");
    }

    private void startGateway(Optional<Checkpoint.Step> fatal) {
        gatewayFate = fatal.map(step -> "gateway " + step).orElse("gateway, any time");
        long ahead = Duration.between(Instant.now(), provider.instant()).toSeconds();
        gateway = Victim.start(
                GatewayVictim.class,
                folder.resolve("gateway.err"),
                provider.fixture.endpoint(),
                provider.fixture.vault().terms().vault(),
                HexFormat.of().formatHex(provider.fixture.providerKey().toBytes()),
                ahead,
                provider.port,
                database(),
                upstream.base(),
                fatal.map(Enum::name).orElse("none"),
                1 + random.nextInt(8));
    }

    private void startCaller(WalletVictim.Moment moment) {
        callerFate = moment == WalletVictim.Moment.NEVER ? "wallet, any time" : "wallet " + moment + " a write";
        caller = Victim.start(WalletVictim.class, folder.resolve("wallet.err"), wallet, moment, 1 + random.nextInt(40));
    }

    private void startGatewayThatMayDie() {
        startGateway(random.nextInt(4) == 0 ? Optional.empty() : Optional.of(STEPS.get(random.nextInt(STEPS.size()))));
    }

    private void startCallerThatMayDie() {
        startCaller(WalletVictim.Moment.values()[random.nextInt(WalletVictim.Moment.values().length)]);
    }

    private long answered() {
        return recorder.paid().stream()
                .filter(connection -> connection.answer().isPresent())
                .count();
    }

    /** Whoever comes to its last step first dies there; or one of both from outside, after some requests or in the middle of its start. Then it starts again. */
    private void killOne() {
        long enough = answered() + 1 + random.nextInt(12);
        long end = System.nanoTime() + STEP.toNanos();
        while (!gateway.isDead() && !caller.isDead() && answered() < enough && System.nanoTime() < end) {
            gateway.died(Duration.ofMillis(20));
        }
        boolean ofGateway = gateway.isDead() || !caller.isDead() && random.nextBoolean();
        Victim victim = ofGateway ? gateway : caller;
        String fate = ofGateway ? gatewayFate : callerFate;
        if (!victim.isDead()) {
            fate = ofGateway ? "gateway, any time" : "wallet, any time";
        }
        victim.kill();
        deaths.merge(fate, 1, Integer::sum);
        if (ofGateway) {
            startGatewayThatMayDie();
        } else {
            startCallerThatMayDie();
        }
    }

    private static TicketStore open(Path database) {
        return JdbcTicketStore.sqlite(database);
    }

    @Test
    void whoeverIsKilledNothingIsPaidTwiceAndNothingIsLost() {
        startGatewayThatMayDie();
        startCallerThatMayDie();
        for (int kill = 0; kill < KILLS; kill++) {
            killOne();
        }
        gateway.kill();
        caller.kill();
        recorder.connections().forEach(new Wire()::take);
        startGateway(Optional.empty());
        gateway.await("listening");
        startCaller(WalletVictim.Moment.NEVER);
        caller.await("calling");
        caller.say("settle");
        assertThat(caller.await("settled")).isEmpty();
        caller.say("exit");
        long left = Long.parseLong(caller.await("left at"));
        caller.kill();
        gateway.kill();
        System.out.printf("%d kills (seed %d): %s; %d requests%n", KILLS, SEED, deaths, check(left));
    }

    /** All that may be said of it, now that both are at rest; how many requests there were. */
    private int check(long exitedAt) {
        Wire wire = new Wire();
        recorder.connections().forEach(wire::take);
        List<NoteStanding> notes = WalletVictim.standings(wallet);
        BigInteger refunds = BigInteger.ZERO;
        Set<String> stored = new HashSet<>();
        try (TicketStore store = open(database())) {
            for (Fr nullifier : wire.shares.keySet()) {
                Optional<TicketRecord> record = store.find(nullifier);
                if (record.isPresent()) {
                    SettledTicket answer = ((TicketRecord.Settled) record.get()).answer();
                    refunds = refunds.add(answer.settlement().refund());
                    stored.add(hex(nullifier));
                    wire.assertPaid(nullifier, answer, upstream.runs().containsKey(hex(nullifier)));
                }
            }
            assertThat(store.openSlashes()).isEmpty();
        }
        // Every refund that the gateway gave is the wallet's, and no other.
        assertThat(notes.stream().map(NoteStanding::refunded).reduce(BigInteger.ZERO, BigInteger::add))
                .isEqualTo(refunds);
        assertThat(notes.stream().mapToLong(NoteStanding::settled).sum()).isEqualTo(stored.size());
        assertThat(notes).allMatch(note -> note.open().isEmpty());
        assertThat(notes.getFirst().settled()).isEqualTo(exitedAt);
        assertThat(upstream.runs()).allSatisfy((nullifier, runs) -> {
            assertThat(runs).isEqualTo(1);
            assertThat(stored).contains(nullifier);
        });
        assertExitIsFresh(wire);
        return stored.size();
    }

    private void assertExitIsFresh(Wire wire) {
        List<VaultEvent.ExitInitiated> exits =
                provider
                        .fixture
                        .vault()
                        .events(0, provider.fixture.ethereum().latestBlock().number())
                        .stream()
                        .filter(VaultEvent.ExitInitiated.class::isInstance)
                        .map(VaultEvent.ExitInitiated.class::cast)
                        .toList();
        assertThat(exits).hasSize(1);
        assertThat(wire.shares).doesNotContainKey(exits.getFirst().nullifier());
    }

    private static String hex(Fr element) {
        return HexFormat.of().formatHex(element.toBytesBigEndian());
    }

    /** What was on the wire, by nullifier. */
    private static final class Wire {
        /** Two y of one line would be two x. */
        final Map<Fr, Fr> shares = new HashMap<>();

        private final Map<Fr, BabyJubjubPoint> states = new HashMap<>();
        private final Map<Fr, SettledTicket> settlements = new HashMap<>();
        private final Set<Fr> brokenOff = new HashSet<>();

        void take(WireRecorder.Connection connection) {
            String head = new String(connection.sent(), StandardCharsets.ISO_8859_1);
            int ticketAt = head.indexOf("Authorization: ");
            if (ticketAt < 0) {
                return;
            }
            Ticket ticket = Ticket.fromHeader(
                    head.substring(ticketAt).lines().findFirst().orElseThrow().substring("Authorization: ".length()));
            Fr nullifier = ticket.nullifier();
            assertThat(shares.putIfAbsent(nullifier, ticket.share()))
                    .as("y of one nullifier")
                    .isIn(null, ticket.share());
            assertThat(states.putIfAbsent(nullifier, ticket.state()))
                    .as("A of one nullifier")
                    .isIn(null, ticket.state());
            Optional<HttpMessage> answer = connection.answer();
            if (answer.isEmpty()) {
                brokenOff.add(nullifier);
            }
            answer.flatMap(Evidence::settlement).ifPresent(settled -> settled(nullifier, settled));
        }

        private void settled(Fr nullifier, SettledTicket settled) {
            SettledTicket before = settlements.putIfAbsent(nullifier, settled);
            if (before != null) {
                assertThat(settled.settlement()).as("v of one nullifier").isEqualTo(before.settlement());
            }
        }

        /** One v; and nothing back for what was run, but where the connection ended with a death. */
        void assertPaid(Fr nullifier, SettledTicket stored, boolean ran) {
            SettledTicket seen = settlements.get(nullifier);
            if (seen != null) {
                assertThat(seen.settlement()).isEqualTo(stored.settlement());
            }
            if (ran && stored.settlement().refund().equals(C_MAX)) {
                assertThat(stored.outcome()).isEqualTo(Outcome.INTERRUPTED);
                assertThat(brokenOff).as("was on its way when the gateway died").contains(nullifier);
            }
            if (stored.outcome() == Outcome.SERVED) {
                assertThat(ran).isTrue();
                assertThat(stored.settlement().refund()).isLessThan(C_MAX);
            }
        }
    }
}
