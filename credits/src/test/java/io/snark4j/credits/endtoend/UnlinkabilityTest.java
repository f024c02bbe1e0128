package io.snark4j.credits.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.credits.command.bench.SimulatedProofs;
import io.snark4j.credits.gateway.store.JdbcTicketStore;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.vault.VaultFixture;
import io.snark4j.credits.wallet.ExitDesk;
import io.snark4j.credits.wallet.WalletSession;
import io.snark4j.credits.wallet.http.WalletServer;
import io.snark4j.field.Fr;
import io.snark4j.field.Work;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that gateway and chain see of some wallets, searched for values that link two requests of one. All wallets ask the same things in another order,
 * from clients that say who they are wherever they can; what is seen is kept as bytes between wallet and gateway, and read from logs, metrics, store and blocks.
 * Left out are time, and what a size tells.
 *
 * <p>The build looks at 5 wallets of 8 requests; {@code -Dsnark4j.unlinkable=20} at twice as many wallets and 20 requests of each.
 */
@Tag("peers")
final class UnlinkabilityTest {
    private static final int REQUESTS = Integer.getInteger("snark4j.unlinkable", 8);
    private static final int WALLETS = REQUESTS > 8 ? 10 : 5;
    private static final int DEPTH = 5;
    private static final String[] WORDS = "the quick brown fox jumps over the lazy dog while seven wizards".split(" ");

    @TempDir
    private Path folder;

    private TestProvider provider;
    private Path database;
    private TicketStore store;
    private LiveGateway gateway;
    private WireRecorder recorder;
    private final List<Customer> customers = new ArrayList<>();
    private final Evidence evidence = new Evidence();
    private final List<String> logged = Collections.synchronizedList(new ArrayList<>());
    private final Logger gatewayLog = Logger.getLogger("io.snark4j.credits.gateway");
    private final Handler logHandler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** A wallet, its daemon, and a client with habits. */
    private final class Customer implements AutoCloseable {
        final int number;
        final TestUser user;
        final WalletServer daemon;
        final HttpClient client = HttpClient.newHttpClient();

        Customer(int number, Duration epoch) {
            this.number = number;
            this.user = new TestUser(
                    provider,
                    "customer " + number,
                    folder.resolve("customer" + number),
                    recorder.origin(),
                    new TrapdoorProver(number),
                    epoch);
            user.deposit(1_000, 1);
            this.daemon = WalletServer.start(
                    new WalletServer.Wallet(
                            user.ledger,
                            user.spender,
                            user.mirror,
                            provider.fixture.vault().terms(),
                            List::of),
                    0,
                    Optional.empty());
        }

        /** The fields that clients send along, each telling who it is; in an order and a style of its own. */
        private String body(String words, boolean stream) {
            List<String> fields = new ArrayList<>(List.of(
                    "\"model\":\"echo\"",
                    "\"stream\":" + stream,
                    "\"max_tokens\":20",
                    "\"messages\":[" + message(words) + "]",
                    "\"user\":\"customer-" + number + "\"",
                    "\"metadata\":{\"session\":\"session-of-" + number + "\"}",
                    "\"prompt_cache_key\":\"cache-of-customer-" + number + "\"",
                    "\"safety_identifier\":\"identity-" + number + "\"",
                    "\"store\":true"));
            Collections.shuffle(fields, new Random(number));
            return "{" + String.join("," + " ".repeat(number), fields) + "}";
        }

        private String message(String words) {
            List<String> members = new ArrayList<>(List.of(
                    "\"role\":\"user\"",
                    "\"content\":\"" + words + "\"",
                    "\"id\":\"thread-of-" + number + "\"",
                    "\"cache_control\":{\"type\":\"ephemeral\",\"owner\":\"owner-" + number + "\"}"));
            Collections.shuffle(members, new Random(number));
            return "{" + String.join(",", members) + "}";
        }

        void call(String words, boolean stream) {
            int before = recorder.connections().size();
            String metrics = gateway.metrics.toText();
            logged.clear();
            try {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + daemon.port() + RawNote.PATH))
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer key-of-customer-" + number)
                                .header("User-Agent", "Client/1." + number)
                                .header("OpenAI-Organization", "organisation-" + number)
                                .header("Cookie", "session=customer-" + number)
                                .POST(HttpRequest.BodyPublishers.ofString(body(words, stream)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
            List<Observation> seen = seen(number, before);
            assertThat(seen.stream().filter(one -> one.kind == Observation.Kind.REQUEST))
                    .hasSize(1);
            evidence.log(seen.getLast(), metrics, gateway.metrics.toText(), List.copyOf(logged));
        }

        @Override
        public void close() {
            client.close();
            daemon.close();
            user.close();
        }
    }

    @BeforeEach
    void start() {
        provider = new TestProvider(VaultFixture.believing(DEPTH, SimulatedProofs.key()), SimulatedProofs.key());
        database = folder.resolve("tickets.db");
        store = JdbcTicketStore.sqlite(database);
        gateway = provider.start(store);
        recorder = new WireRecorder(provider.port);
        gatewayLog.addHandler(logHandler);
    }

    @AfterEach
    void stop() {
        gatewayLog.removeHandler(logHandler);
        customers.forEach(Customer::close);
        recorder.close();
        gateway.close();
        store.close();
        provider.close();
    }

    private Customer customer(Duration epoch) {
        Customer customer = new Customer(customers.size(), epoch);
        customers.add(customer);
        return customer;
    }

    /** What has come over the wire since. */
    private List<Observation> seen(int wallet, int since) {
        List<WireRecorder.Connection> all = recorder.connections();
        return evidence.take(wallet, all.subList(since, all.size()));
    }

    private record Asked(int wallet, String words, boolean stream) {}

    private List<Asked> half(int from, int to, Random random) {
        List<Asked> half = new ArrayList<>();
        for (int wallet = 0; wallet < customers.size(); wallet++) {
            for (int i = from; i < to; i++) {
                half.add(new Asked(
                        wallet, String.join(" ", List.of(WORDS).subList(0, 1 + i % WORDS.length)), i % 4 == 3));
            }
        }
        Collections.shuffle(half, random);
        return half;
    }

    /** Somebody else deposits, an epoch begins, and with it another root, at which the wallets look when it suits them. */
    private void anotherRoot(String stranger) {
        new RawNote(provider, stranger, 1_000, new TrapdoorProver(99));
        provider.advance(TestProvider.EPOCH);
        gatewaySeesDeposits();
    }

    private void gatewaySeesDeposits() {
        CreditsEndToEndTest.eventually("the gateway has seen the deposits", gateway::isAtHead);
    }

    private void use(int wallets, int requests) {
        for (int i = 0; i < wallets; i++) {
            customer(TestProvider.EPOCH);
        }
        provider.advance(TestProvider.EPOCH.multipliedBy(2));
        gatewaySeesDeposits();
        Random random = new Random(requests);
        for (List<Asked> half : List.of(half(0, requests / 2, random), half(requests / 2, requests, random))) {
            for (Asked asked : half) {
                Customer customer = customers.get(asked.wallet());
                customer.user.caretaker.round();
                assertThat(customer.user.caretaker.warnings()).isEmpty();
                customer.call(asked.words(), asked.stream());
            }
            anotherRoot("stranger " + half.hashCode());
        }
    }

    /** Each fetches the provider's table, as whoever has lost a wallet does. */
    private void recover() {
        provider.advance(TestProvider.EPOCH.plusMinutes(3));
        for (Customer customer : customers) {
            int before = recorder.connections().size();
            Path home = customer.user.folder;
            try (WalletSession session = WalletSession.recover(
                            home.resolve("restored"),
                            home.resolve("backup"),
                            TestUser.passphrase(),
                            provider.fixture.endpoint(),
                            WalletSession.TableUse.CHECKED,
                            Work.DEFAULT)
                    .session()) {
                assertThat(session.ledger().standing(0).settled())
                        .isEqualTo(customer.user.note().settled());
            }
            assertThat(seen(customer.number, before)).hasSizeGreaterThan(1);
        }
    }

    private void exit() {
        for (Customer customer : customers) {
            customer.user.exits.initiate(0, ExitDesk.Choice.PRIVATE);
        }
        provider.advance(Duration.ofSeconds(provider.fixture.vault().terms().window()));
        for (Customer customer : customers) {
            assertThat(customer.user.exits.collect(0)).isEqualTo(ExitDesk.Progress.PAID);
        }
    }

    private List<Links.Link> links() {
        return evidence.links();
    }

    @Test
    void twoRequestsOfAWalletShareNothingThatOthersDoNot() throws Exception {
        use(WALLETS, REQUESTS);
        recover();
        exit();
        evidence.takeChain(
                provider.fixture,
                customers.stream()
                        .collect(Collectors.toMap(
                                customer -> customer.user.account.address(), customer -> customer.number)));
        CreditsEndToEndTest.eventually(
                "the gateway has seen the exits",
                () -> evidence.nullifiers().stream()
                        .allMatch(nullifier -> store.find(
                                        Fr.fromBytesBigEndian(HexFormat.of().parseHex(nullifier)))
                                .isPresent()));
        evidence.takeStore(database);
        assertThat(evidence.nullifiers()).hasSize(WALLETS * (REQUESTS + 1));
        assertThat(links()).isEmpty();
    }

    /** What a careless wallet would do is found, each by the value that gives it away, and nothing else. */
    @Test
    void theSearchFindsWhatAWalletGivesAway() throws Exception {
        use(3, 4);
        assertThat(links()).isEmpty();
        headerOfItsOwn();
        rootOfItsOwn();
        connectionUsedAgain();
        stateNotBlinded();
    }

    private void headerOfItsOwn() {
        recorder.heads = head -> head.replace("\r\n\r\n", "\r\nX-Device: 7\r\n\r\n");
        customers.get(1).call("one", false);
        assertThat(links()).isEmpty();
        customers.get(1).call("two", false);
        recorder.heads = head -> head;
        assertThat(takeLinks(1)).contains("X-Device=7");
    }

    /** Those values that link requests of a wallet now; forgotten after. */
    private List<String> takeLinks(int wallet) {
        List<Links.Link> links = links();
        assertThat(links).isNotEmpty().allMatch(link -> link.wallet() == wallet);
        evidence.forget(links);
        return links.stream().map(Links.Link::value).toList();
    }

    /** A wallet that takes the newest root as soon as there is one. */
    private void rootOfItsOwn() {
        Customer hasty = customer(Duration.ofSeconds(1));
        provider.advance(Duration.ofSeconds(10));
        gatewaySeesDeposits();
        hasty.user.mirror.refresh();
        hasty.call("one", false);
        hasty.call("two", false);
        assertThat(takeLinks(hasty.number))
                .contains("root=" + Evidence.hex(provider.fixture.vault().root()));
    }

    private void connectionUsedAgain() throws Exception {
        int wallet = customers.size();
        RawNote note = new RawNote(provider, "customer of one connection", 1_000, new TrapdoorProver(wallet));
        gatewaySeesDeposits();
        int before = recorder.connections().size();
        int port = URI.create(recorder.origin()).getPort();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (String words : List.of("one", "two")) {
                RawNote.Request request = note.request(TestUser.chat(words, false));
                HttpResponse<String> answer =
                        client.send(RawNote.http(port, request), HttpResponse.BodyHandlers.ofString());
                note.settled(
                        request,
                        SettledTicket.fromText(answer.headers()
                                .firstValue(SettledTicket.HEADER)
                                .orElseThrow()));
            }
        }
        seen(wallet, before);
        assertThat(takeLinks(wallet)).anyMatch(value -> value.startsWith("connection="));
    }

    /** A' sent as it was got: the gateway signed it for the request before. */
    private void stateNotBlinded() throws Exception {
        int wallet = customers.size() + 1;
        RawNote note = new RawNote(provider, "customer without blinding", 1_000, new TrapdoorProver(wallet));
        gatewaySeesDeposits();
        int before = recorder.connections().size();
        int port = URI.create(recorder.origin()).getPort();
        for (String words : List.of("one", "two")) {
            RawNote.Request request = note.request(TestUser.chat(words, false), BigInteger.ZERO);
            HttpResponse<String> answer = RawNote.send(port, request);
            note.settled(
                    request,
                    SettledTicket.fromText(
                            answer.headers().firstValue(SettledTicket.HEADER).orElseThrow()));
        }
        seen(wallet, before);
        assertThat(takeLinks(wallet)).contains(Evidence.hex(note.firstSettled().x()));
    }
}
