package io.snark4j.credits.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.credits.gateway.TestGateway;
import io.snark4j.credits.gateway.TestWallet;
import io.snark4j.credits.gateway.store.TestDatabase;
import io.snark4j.credits.ticket.ApiError;
import io.snark4j.credits.ticket.RefundTable;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.curve.bn254.Eip197;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import io.snark4j.field.Fr;
import io.snark4j.groth16.UncheckedProof;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Requests that were valid until one thing was changed: each is answered by one error of the right kind, and nothing is stored. {@code -Dsnark4j.gateway.mutations=10000} for
 * more.
 */
class MutatedRequestFuzzTest {
    private static final int REQUESTS = Integer.getInteger("snark4j.gateway.mutations", 1_000);
    private static final int MAX_BODY = 2_000;
    private static final int ELEMENTS_AT = 257;
    private static final List<String> OF_TICKETS = List.of(
            "malformed_ticket", "foreign_scope", "wrong_price_cap", "wrong_keys", "stale_root", "invalid_proof");

    /** What is sent, and what may be answered. */
    private record Mutant(String authorization, String path, byte[] body, List<String> codes, boolean chunked) {
        Mutant(String authorization, String path, byte[] body, List<String> codes) {
            this(authorization, path, body, codes, false);
        }
    }

    private enum Mutation {
        BIT_OF_THE_TICKET,
        ELEMENT_OF_R_OR_MORE,
        COORDINATE_OF_P_OR_MORE,
        POINT_OFF_ITS_CURVE,
        POINT_OF_SMALL_ORDER_ADDED,
        PROOF_OUTSIDE_ITS_SUBGROUP,
        FOREIGN_SCOPE,
        OTHER_CAP,
        OTHER_KEYS,
        STALE_ROOT,
        OTHER_BODY,
        OTHER_PATH,
        OTHER_NONCE,
        RERANDOMISED_PROOF_FOR_ANOTHER_BODY,
        RERANDOMISED_PROOF_OF_A_SPENT_TICKET,
        CUT_OR_LONGER,
        CHARACTERS,
        NO_TICKET,
        LONG_BODY,
        LONG_BODY_OF_NO_SAID_LENGTH,
        UNKNOWN_PATH
    }

    private static final BabyJubjubPoint OF_ORDER_8 = BabyJubjubPoint.GENERATOR.mul(BabyJubjubPoint.ORDER);

    private final Random random = new Random(7_919);
    private TestGateway test;
    private TestWallet wallet;
    private TestWallet.Request spent;

    @Test
    void mutatedRequests() throws Exception {
        test = new TestGateway(TestDatabase.Kind.SQLITE);
        test.limits = new Terms.Limits(
                MAX_BODY, Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofSeconds(5), Duration.ofMinutes(10));
        test.start();
        wallet = test.wallet(3);
        spent = test.wallet(4).chat("one");
        Map<String, Integer> seen = new TreeMap<>();
        try (HttpHarness http = new HttpHarness(test)) {
            SettledTicket settled = HttpHarness.settled(http.send(spent));
            for (int i = 0; i < REQUESTS; i++) {
                Mutation mutation = Mutation.values()[i % Mutation.values().length];
                Mutant mutant = mutate(mutation);
                HttpResponse<String> response = http.send(requestOf(http, mutant));
                String what = mutation + " " + i + ": " + response.body();
                assertThat(response.statusCode()).as(what).isBetween(400, 499);
                assertThat(response.headers().firstValue(SettledTicket.HEADER))
                        .as(what)
                        .isEmpty();
                assertThat(response.body()).as(what).doesNotContain("Exception", "\tat ", "io.snark4j");
                ApiError error = ApiError.fromJson(response.body());
                assertThat(error.code()).as(what).isIn(mutant.codes());
                seen.merge(error.code(), 1, Integer::sum);
            }
            assertThat(test.store.expired(Instant.ofEpochSecond(4_000_000_000L), 10))
                    .isEmpty();
            assertThat(test.store.epochs(0, Long.MAX_VALUE))
                    .singleElement()
                    .satisfies(epoch -> assertThat(test.store.refundRows(epoch, new byte[1], 10))
                            .hasSize(RefundTable.ROW_BYTES)
                            .startsWith(spent.ticket.nullifier().toBytesBigEndian()));
            assertThat(test.store.openSlashes()).isEmpty();
            assertThat(seen).containsKeys(OF_TICKETS.toArray(String[]::new));
            // The spent one again, for the same request: it is the proof's bytes that do not matter.
            Ticket again = with(spent.ticket, rerandomised(spent.ticket.proof()));
            HttpResponse<String> retry = http.send(
                    http.post(spent.path, again.toHeader(), spent.body).build());
            assertThat(HttpHarness.settled(retry)).isEqualTo(settled);
            // The one that nothing was changed of.
            assertThat(http.send(wallet.chat("one")).statusCode()).isEqualTo(200);
        }
    }

    private static HttpRequest requestOf(HttpHarness http, Mutant mutant) {
        HttpRequest.Builder request = http.post(mutant.path(), mutant.authorization(), mutant.body());
        return mutant.chunked()
                ? request.POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(mutant.body())))
                        .build()
                : request.build();
    }

    private Mutant mutate(Mutation mutation) {
        TestWallet.Request request = wallet.chat("one");
        byte[] bytes = request.ticket.toBytes();
        return switch (mutation) {
            case BIT_OF_THE_TICKET -> {
                int bit = random.nextInt(8 * bytes.length);
                bytes[bit / 8] ^= (byte) (1 << (bit % 8));
                yield of(request, bytes, OF_TICKETS);
            }
            case ELEMENT_OF_R_OR_MORE -> {
                word(bytes, ELEMENTS_AT + 32 * random.nextInt(12), Fr.MODULUS.add(new BigInteger(200, random)));
                yield of(request, bytes, List.of("malformed_ticket"));
            }
            case COORDINATE_OF_P_OR_MORE -> {
                word(bytes, 1 + 32 * random.nextInt(8), Fp.MODULUS.add(new BigInteger(200, random)));
                yield of(request, bytes, List.of("malformed_ticket"));
            }
            case POINT_OFF_ITS_CURVE -> {
                int[] points = {1, 65, 193, ELEMENTS_AT + 64, ELEMENTS_AT + 224, ELEMENTS_AT + 288};
                word(bytes, points[random.nextInt(points.length)], new BigInteger(250, random));
                yield of(request, bytes, List.of("malformed_ticket"));
            }
            case POINT_OF_SMALL_ORDER_ADDED -> {
                int[] points = {ELEMENTS_AT + 64, ELEMENTS_AT + 224, ELEMENTS_AT + 288};
                int at = points[random.nextInt(points.length)];
                BabyJubjubPoint moved = new BabyJubjubPoint(
                                Fr.fromBytesBigEndian(bytes, at), Fr.fromBytesBigEndian(bytes, at + 32))
                        .add(OF_ORDER_8.mul(BigInteger.valueOf(1 + random.nextInt(7))));
                word(bytes, at, moved.x().toBigInteger());
                word(bytes, at + 32, moved.y().toBigInteger());
                yield of(request, bytes, List.of("malformed_ticket"));
            }
            case PROOF_OUTSIDE_ITS_SUBGROUP -> {
                byte[] b = Eip197.encode(outsideSubgroup());
                System.arraycopy(b, 0, bytes, 65, b.length);
                yield of(request, bytes, List.of("invalid_proof"));
            }
            case FOREIGN_SCOPE ->
                deployed(
                        with(Fr.random(random), TestGateway.C_MAX, TestGateway.ROOT, test.chain.keys), "foreign_scope");
            case OTHER_CAP ->
                deployed(
                        with(TestGateway.VAULT.scope(), new BigInteger(90, random), TestGateway.ROOT, test.chain.keys),
                        "wrong_price_cap");
            case OTHER_KEYS -> {
                ProviderKeys keys =
                        ProviderKeys.of(TestGateway.key(3 + random.nextInt(100)).publicKey());
                yield deployed(
                        with(TestGateway.VAULT.scope(), TestGateway.C_MAX, TestGateway.ROOT, keys), "wrong_keys");
            }
            case STALE_ROOT ->
                deployed(
                        with(TestGateway.VAULT.scope(), TestGateway.C_MAX, Fr.random(random), test.chain.keys),
                        "stale_root");
            case OTHER_BODY ->
                new Mutant(
                        request.ticket.toHeader(),
                        request.path,
                        random(1 + random.nextInt(500)),
                        List.of("invalid_proof"));
            case OTHER_PATH ->
                new Mutant(request.ticket.toHeader(), "/v1/completions", request.body, List.of("invalid_proof"));
            case OTHER_NONCE -> {
                word(bytes, bytes.length - 32, Fr.random(random).toBigInteger());
                yield of(request, bytes, List.of("invalid_proof"));
            }
            case RERANDOMISED_PROOF_FOR_ANOTHER_BODY -> {
                Ticket other = with(request.ticket, rerandomised(request.ticket.proof()));
                yield new Mutant(other.toHeader(), request.path, random(50), List.of("invalid_proof"));
            }
            case RERANDOMISED_PROOF_OF_A_SPENT_TICKET -> {
                Ticket other = with(spent.ticket, rerandomised(spent.ticket.proof()));
                yield new Mutant(other.toHeader(), spent.path, random(50), List.of("invalid_proof"));
            }
            case CUT_OR_LONGER -> {
                byte[] other = Arrays.copyOf(
                        bytes,
                        random.nextBoolean() ? random.nextInt(bytes.length) : bytes.length + 1 + random.nextInt(500));
                // Cut to nothing, it is missing.
                yield of(request, other, List.of("malformed_ticket", "missing_ticket"));
            }
            case CHARACTERS -> {
                StringBuilder text = new StringBuilder(request.ticket.toHeader());
                text.setCharAt(7 + random.nextInt(text.length() - 7), "+/=.*\"{".charAt(random.nextInt(7)));
                yield new Mutant(text.toString(), request.path, request.body, List.of("malformed_ticket"));
            }
            case NO_TICKET ->
                new Mutant(
                        List.of("Bearer sk-x", "Credit", "Basic QTpC", "credits AAAA")
                                .get(random.nextInt(4)),
                        request.path,
                        request.body,
                        List.of("missing_ticket"));
            case LONG_BODY ->
                new Mutant(
                        request.ticket.toHeader(),
                        request.path,
                        random(MAX_BODY + 1 + random.nextInt(20_000)),
                        List.of("body_too_large"));
            case LONG_BODY_OF_NO_SAID_LENGTH ->
                new Mutant(
                        request.ticket.toHeader(),
                        request.path,
                        random(MAX_BODY + 1 + random.nextInt(20_000)),
                        List.of("body_too_large"),
                        true);
            case UNKNOWN_PATH ->
                new Mutant(
                        request.ticket.toHeader(),
                        "/v1/" + Integer.toHexString(random.nextInt()),
                        request.body,
                        List.of("not_found"));
        };
    }

    private static Ticket with(Ticket ticket, UncheckedProof proof) {
        return new Ticket(
                proof,
                ticket.nullifier(),
                ticket.share(),
                ticket.state(),
                ticket.root(),
                ticket.cMax(),
                ticket.scope(),
                ticket.keys(),
                ticket.nonce());
    }

    private static TestWallet.Deployment with(Fr scope, BigInteger cMax, Fr root, ProviderKeys keys) {
        return new TestWallet.Deployment(TestGateway.ORIGIN, scope, cMax, root, keys);
    }

    /** A request whose proof holds, for another deployment. */
    private Mutant deployed(TestWallet.Deployment there, String code) {
        TestWallet.Request request = wallet.request("/v1/chat/completions", TestWallet.chatBody("one", false), there);
        return new Mutant(request.ticket.toHeader(), request.path, request.body, List.of(code));
    }

    private static Mutant of(TestWallet.Request request, byte[] ticket, List<String> codes) {
        String header = "Credit " + Base64.getUrlEncoder().withoutPadding().encodeToString(ticket);
        return new Mutant(header, request.path, request.body, codes);
    }

    private static void word(byte[] bytes, int at, BigInteger value) {
        byte[] number = value.toByteArray();
        Arrays.fill(bytes, at, at + 32, (byte) 0);
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, bytes, at + 32 - length, length);
    }

    private UncheckedProof rerandomised(UncheckedProof proof) {
        Fr t = Fr.random(random);
        return new UncheckedProof(proof.a().mul(t.inverse()), proof.b().mul(t), proof.c());
    }

    /** On the twist; one of its points in 2^254 is in the subgroup. */
    private G2Affine outsideSubgroup() {
        G2Affine g = G2Affine.GENERATOR;
        Fp2 b = g.y().square().sub(g.x().square().mul(g.x()));
        while (true) {
            Fp2 x = new Fp2(Fp.random(random), Fp.random(random));
            var y = x.square().mul(x).add(b).sqrt();
            if (y.isPresent()) {
                return G2Affine.of(x, y.get());
            }
        }
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
