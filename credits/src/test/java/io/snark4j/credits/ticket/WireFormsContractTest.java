package io.snark4j.credits.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.credit.RefundGenerators;
import io.snark4j.circuit.credit.Settlement;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every form reads back what it wrote, and reads nothing else. */
class WireFormsContractTest {
    private static final EddsaPoseidon.PrivateKey KEY = EddsaPoseidon.PrivateKey.of(new byte[32]);
    private static final Fr SCOPE = Fr.of(42);
    private static final ModelPrice PRICE =
            new ModelPrice("echo", BigInteger.valueOf(150_000), BigInteger.valueOf(600_000), BigInteger.TWO, 100);
    private static final Terms TERMS = new Terms(
            "http://127.0.0.1:8080",
            31337,
            Address.parse("0x00000000000000000000000000000000000000aa"),
            SCOPE,
            BigInteger.valueOf(10_000),
            ProviderKeys.of(KEY.publicKey()),
            "00".repeat(32),
            Terms.Limits.DEFAULT,
            List.of(PRICE));

    private static Settlement settlement(long refund) {
        return Settlement.sign(KEY, SCOPE, RefundGenerators.H, BigInteger.valueOf(refund));
    }

    @Test
    void settledTicket() {
        SettledTicket settled = new SettledTicket(Outcome.PRICE_ABOVE_CAP, settlement(77));
        assertThat(SettledTicket.fromText(settled.toText())).isEqualTo(settled);
        String event = settled.toEvent();
        assertThat(event).startsWith("event: credit-settlement\ndata: {").endsWith("}\n\n");
        assertThat(SettledTicket.fromEventData(event.strip().split("data: ")[1]))
                .isEqualTo(settled);
        byte[] bytes = settled.toBytes();
        for (byte[] other : List.of(
                Arrays.copyOf(bytes, bytes.length - 1),
                changed(bytes, 0, 9),
                changed(bytes, 1, 200),
                changed(bytes, 50, 1))) {
            assertThatThrownBy(() -> SettledTicket.fromBytes(other)).isInstanceOf(MalformedInputException.class);
        }
    }

    private static byte[] changed(byte[] bytes, int at, int by) {
        byte[] other = bytes.clone();
        other[at] += (byte) by;
        return other;
    }

    @Test
    void outcomesHaveTheirCodes() {
        for (Outcome outcome : Outcome.values()) {
            assertThat(Outcome.of(outcome.code())).isEqualTo(outcome);
        }
        assertThatThrownBy(() -> Outcome.of(8)).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void termsUnderTheirSignature() {
        SignedTerms signed = SignedTerms.fromJson(SignedTerms.sign(TERMS, KEY).toJson());
        assertThat(signed.verify(KEY.publicKey())).isEqualTo(TERMS);
        assertThatThrownBy(() -> signed.verify(BabyJubjubPoint.BASE8)).isInstanceOf(MalformedInputException.class);
        SignedTerms cheaper = new SignedTerms(signed.text().replace("150000", "150001"), signed.signature());
        assertThatThrownBy(() -> cheaper.verify(KEY.publicKey())).hasMessageContaining("signature");
    }

    @Test
    void termsOfAnotherFormAreRefused() {
        String json = TERMS.toJson();
        assertThat(Terms.fromJson(json)).isEqualTo(TERMS);
        for (String other : List.of(
                "",
                "[]",
                json.replace("\"version\":1", "\"version\":2"),
                json.replace("\"cMax\":\"10000\"", "\"cMax\":10000"),
                json.replace("\"cMax\":\"10000\"", "\"cMax\":\"79228162514264337593543950336\""),
                json.replace("\"cMax\":\"10000\"", "\"cMax\":\"-1\""),
                json.replace("\"chainId\":31337", "\"chainId\":1e99"),
                json.replace("\"pk\":[\"0x", "\"pk\":[\"0xff"),
                json.replace("\"models\":[", "\"models\":[1,"))) {
            assertThatThrownBy(() -> Terms.fromJson(other)).isInstanceOf(MalformedInputException.class);
        }
    }

    @Test
    void costRoundsUp() {
        assertThat(PRICE.cost(new Usage(0, 0))).isEqualTo(2);
        assertThat(PRICE.cost(new Usage(1, 0))).isEqualTo(3);
        assertThat(PRICE.cost(new Usage(1_000_000, 1_000_000))).isEqualTo(750_002);
        assertThat(PRICE.cost(new Usage(Long.MAX_VALUE, 0))).isPositive();
    }

    @Test
    void refundTable() {
        List<RefundRow> rows = new ArrayList<>();
        for (long i = 1; i <= 3; i++) {
            rows.add(new RefundRow(Fr.of(i), settlement(i)));
        }
        RefundTable table = new RefundTable(980_000, rows);
        byte[] bytes = table.toBytes();
        assertThat(bytes).hasSize(24 + 3 * 172);
        assertThat(RefundTable.fromBytes(bytes)).isEqualTo(table);
        assertThat(RefundTable.fromBytes(new RefundTable(5, List.of()).toBytes())
                        .rows())
                .isEmpty();
        for (byte[] other : List.of(
                new byte[0],
                Arrays.copyOf(bytes, bytes.length - 1),
                Arrays.copyOf(bytes, bytes.length - 172),
                changed(bytes, 0, 1),
                changed(bytes, 8, -128),
                changed(bytes, 23, 1))) {
            assertThatThrownBy(() -> RefundTable.fromBytes(other)).isInstanceOf(MalformedInputException.class);
        }
        Collections.swap(rows, 0, 1);
        assertThatThrownBy(() -> new RefundTable(5, rows)).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void digestDependsOnEveryPartAndOnWhereItEnds() {
        byte[] body = {1};
        RequestDigest digest = RequestDigest.of("http://a", "POST", "/v1", body);
        assertThat(RequestDigest.parse(digest.toString())).isEqualTo(digest);
        assertThat(List.of(
                        RequestDigest.of("http://b", "POST", "/v1", body),
                        RequestDigest.of("http://a", "PUT", "/v1", body),
                        RequestDigest.of("http://a", "POST", "/v2", body),
                        RequestDigest.of("http://a", "POST", "/v1", new byte[] {2}),
                        RequestDigest.of("http://aP", "OST", "/v1", body)))
                .doesNotContain(digest)
                .doesNotHaveDuplicates();
        assertThat(digest.point(Fr.of(1), SCOPE)).isNotEqualTo(digest.point(Fr.of(2), SCOPE));
        assertThatThrownBy(() -> RequestDigest.parse("AB".repeat(32))).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void apiError() {
        ApiError error = new ApiError("invalid_request_error", "no \"model\"", "malformed_body");
        assertThat(ApiError.fromJson(error.toJson())).isEqualTo(error);
        assertThat(error.toJson()).startsWith("{\"error\":{\"type\":");
    }
}
