package io.snark4j.credits.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.credits.vault.VaultEvent;
import io.snark4j.credits.vault.VaultFixture;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** All that gateway and chain saw, by the wallet that it came from: what was on the wire, in logs and metrics, in the store and in blocks. */
final class Evidence {
    private final List<Observation> observations = new ArrayList<>();
    private final Map<String, Observation> byNullifier = new HashMap<>();
    private int numbers;

    /** Of requests, and of exits once the chain was read; 64 hex digits. */
    Set<String> nullifiers() {
        return Set.copyOf(byNullifier.keySet());
    }

    List<Links.Link> links() {
        return new Links(observations).find();
    }

    /** Takes out what these are between. */
    void forget(List<Links.Link> links) {
        observations.removeIf(
                one -> links.stream().anyMatch(link -> link.between().contains(one)));
    }

    /** Connections of a wallet, taken apart. */
    List<Observation> take(int wallet, List<WireRecorder.Connection> connections) {
        List<Observation> seen = new ArrayList<>();
        for (WireRecorder.Connection connection : connections) {
            seen.add(observe(wallet, connection));
        }
        observations.addAll(seen);
        return seen;
    }

    private Observation observe(int wallet, WireRecorder.Connection connection) {
        byte[] sent = connection.sent();
        HttpMessage request = HttpMessage.parse(sent).orElseThrow();
        Optional<String> ticket = request.value("Authorization");
        Observation seen = new Observation(
                ticket.isPresent() ? Observation.Kind.REQUEST : Observation.Kind.PUBLISHED, wallet, numbers++);
        seen.value("connection", String.valueOf(connection.number()));
        seen.value("port", String.valueOf(connection.port()));
        seen.message("request", request);
        ticket.ifPresent(header -> ticket(seen, Ticket.fromHeader(header)));
        if (ticket.isPresent()) {
            HttpMessage answer = connection.answer().orElseThrow();
            seen.message("answer", answer);
            settlement(answer).ifPresent(settled -> {
                point(seen, "A'", settled.settlement().state());
                seen.bytes(settled.toBytes());
            });
        }
        // A second request on the connection is not in the way of one, and no other wallet has one at this place.
        if (sent.length > request.length()) {
            Observation second = observe(wallet, connection.number(), sent, request.length());
            observations.add(second);
        }
        return seen;
    }

    private Observation observe(int wallet, long connection, byte[] sent, int from) {
        byte[] rest = Arrays.copyOfRange(sent, from, sent.length);
        Observation seen = new Observation(Observation.Kind.REQUEST, wallet, numbers++);
        seen.value("connection", String.valueOf(connection));
        HttpMessage.parse(rest).ifPresent(request -> seen.message("request", request));
        return seen;
    }

    static Optional<SettledTicket> settlement(HttpMessage answer) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        int event = body.indexOf("event: " + SettledTicket.EVENT);
        if (event >= 0) {
            String data = body.substring(body.indexOf("data: ", event) + "data: ".length());
            return Optional.of(
                    SettledTicket.fromEventData(data.lines().findFirst().orElseThrow()));
        }
        return answer.value(SettledTicket.HEADER).map(SettledTicket::fromText);
    }

    static String hex(Fr element) {
        return HexFormat.of().formatHex(element.toBytesBigEndian());
    }

    private static void point(Observation seen, String name, BabyJubjubPoint point) {
        seen.value(name + ".x", hex(point.x()));
        seen.value(name + ".y", hex(point.y()));
    }

    private void ticket(Observation seen, Ticket ticket) {
        seen.value("N", hex(ticket.nullifier()));
        seen.value("y", hex(ticket.share()));
        point(seen, "A", ticket.state());
        seen.value("root", hex(ticket.root()));
        seen.value("cMax", hex(ticket.cMax()));
        seen.value("scope", hex(ticket.scope()));
        point(seen, "pk", ticket.keys().current());
        point(seen, "pkOld", ticket.keys().previous());
        seen.value("rho", hex(ticket.nonce()));
        seen.value("proof.a", ticket.proof().a().toString());
        seen.value("proof.b", ticket.proof().b().toString());
        seen.value("proof.c", ticket.proof().c().toString());
        byNullifier.put(hex(ticket.nullifier()), seen);
    }

    /** What the request left in the log, and the lines of the metrics that moved with it; not how far, which is another number each time. */
    void log(Observation seen, String metricsBefore, String metricsAfter, List<String> logged) {
        List<String> before = metricsBefore.lines().toList();
        metricsAfter
                .lines()
                .filter(line -> !before.contains(line))
                .forEach(line -> seen.value("metric", line.substring(0, line.lastIndexOf(' '))));
        for (String line : logged) {
            for (String token : line.split("[\\s=\"]+")) {
                seen.value("log", token);
            }
        }
    }

    /**
     * Every row of every table. A row belongs to the request or the exit whose nullifier it has; a table without nullifiers must not grow with the requests.
     */
    void takeStore(Path database) throws SQLException {
        int rows = 0;
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
                    rows += table.equals("ticket") ? takeTickets(row) : 0;
                    int others = 0;
                    while (row.next()) {
                        others++;
                    }
                    assertThat(others).as("rows of " + table).isLessThan(2);
                }
            }
        }
        assertThat(rows).isEqualTo(byNullifier.size());
    }

    private int takeTickets(ResultSet row) throws SQLException {
        int rows = 0;
        while (row.next()) {
            Observation owner = byNullifier.get(HexFormat.of().formatHex(row.getBytes("nullifier")));
            assertThat(owner).as("whose row it is").isNotNull();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                Object value = row.getObject(i);
                if (value != null) {
                    owner.column(row.getMetaData().getColumnName(i), value);
                }
            }
            rows++;
        }
        return rows;
    }

    /** Every transaction with its receipt, of those who have these accounts. */
    void takeChain(VaultFixture fixture, Map<Address, Integer> wallets) {
        Map<String, Integer> accounts = new HashMap<>();
        wallets.forEach((address, wallet) -> accounts.put(address.toString().toLowerCase(Locale.ROOT), wallet));
        var node = fixture.node();
        for (long i = 0; i <= node.blockNumber(); i++) {
            JsonNode block = node.request("eth_getBlockByNumber", "0x" + Long.toHexString(i), true);
            for (JsonNode transaction : block.path("transactions")) {
                Integer wallet = accounts.get(transaction.path("from").asString());
                if (wallet != null) {
                    readTransaction(
                            wallet,
                            transaction,
                            node.request(
                                    "eth_getTransactionReceipt",
                                    transaction.path("hash").asString()));
                }
            }
        }
        for (VaultEvent event : fixture.vault().events(0, node.blockNumber())) {
            if (event instanceof VaultEvent.ExitInitiated exit) {
                String nullifier = hex(exit.nullifier());
                byNullifier.put(nullifier, withWord(nullifier));
            }
        }
    }

    private Observation withWord(String word) {
        return observations.stream()
                .filter(one -> one.kind == Observation.Kind.CHAIN && one.values.contains(word))
                .findFirst()
                .orElseThrow();
    }

    private void readTransaction(int wallet, JsonNode transaction, JsonNode receipt) {
        Observation seen = new Observation(Observation.Kind.CHAIN, wallet, numbers++);
        seen.json("transaction", transaction);
        seen.json("receipt", receipt);
        byte[] input =
                HexFormat.of().parseHex(transaction.path("input").asString().substring(2));
        int selector = 4;
        if (input.length > selector) {
            seen.words(Arrays.copyOfRange(input, selector, input.length));
        }
        for (JsonNode log : receipt.path("logs")) {
            seen.words(HexFormat.of().parseHex(log.path("data").asString().substring(2)));
            for (JsonNode topic : log.path("topics")) {
                seen.words(HexFormat.of().parseHex(topic.asString().substring(2)));
            }
        }
        observations.add(seen);
    }
}
