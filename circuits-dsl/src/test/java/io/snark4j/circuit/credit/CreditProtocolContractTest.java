package io.snark4j.circuit.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.gadget.Poseidon;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.vectors.CircomlibVectors;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreditProtocolContractTest {
    @Test
    void commitmentsAndLeavesEqualCircomlibjs() {
        assertThat(CircomlibVectors.load().rln()).isNotEmpty().allSatisfy(v -> {
            Fr commitment = CreditProtocol.identityCommitment(Fr.of(v.k()));
            assertThat(commitment).isEqualTo(Fr.of(v.c()));
            assertThat(CreditProtocol.leaf(commitment, v.deposit())).isEqualTo(Fr.of(v.leaf()));
        });
    }

    @Test
    void domainsAreDistinctAndSpellTheirLabels() {
        List<Fr> domains = List.of(
                CreditProtocol.DOM_SCOPE, CreditProtocol.DOM_REQ, CreditProtocol.DOM_STATE, CreditProtocol.DOM_EXIT);
        assertThat(domains).doesNotHaveDuplicates();
        // "snark4j.credit.scope"
        assertThat(CreditProtocol.DOM_SCOPE)
                .isEqualTo(Fr.of(new BigInteger("736e61726b346a2e6372656469742e73636f7065", 16)));
        assertThat(domains)
                .extracting(domain ->
                        new String(domain.toBigInteger().toByteArray(), java.nio.charset.StandardCharsets.US_ASCII))
                .containsExactly(
                        "snark4j.credit.scope",
                        "snark4j.credit.request",
                        "snark4j.credit.state",
                        "snark4j.credit.exit");
    }

    @Test
    void aLabelFitsOneElement() {
        assertThat(CreditProtocol.domain("x".repeat(31)).isZero()).isFalse();
        assertThatThrownBy(() -> CreditProtocol.domain("x".repeat(32)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of 32 bytes, expected 1 to 31");
    }

    @Test
    void aScopeDependsOnEveryPart() {
        Fr service = Fr.of(9);
        Fr scope = CreditProtocol.scope(31337, BigInteger.TEN, service);
        assertThat(scope)
                .isEqualTo(Poseidon.hash(CreditProtocol.DOM_SCOPE, Fr.of(31337), Fr.of(10), service))
                .isNotEqualTo(CreditProtocol.scope(1, BigInteger.TEN, service))
                .isNotEqualTo(CreditProtocol.scope(31337, BigInteger.ONE, service))
                .isNotEqualTo(CreditProtocol.scope(31337, BigInteger.TEN, Fr.of(8)));
    }

    @Test
    void aRequestPointTakesTheHashInTwoHalvesMoreSignificantFirst() {
        byte[] hash = new byte[32];
        Arrays.fill(hash, 0, 16, (byte) 0xff);
        hash[31] = 2;
        Fr high = Fr.of(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));
        assertThat(CreditProtocol.requestPoint(hash, Fr.of(3), Fr.of(4)))
                .isEqualTo(Poseidon.hash(CreditProtocol.DOM_REQ, high, Fr.of(2), Fr.of(3), Fr.of(4)));
        assertThatThrownBy(() -> CreditProtocol.requestPoint(new byte[31], Fr.ONE, Fr.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("request hash of 31 bytes, expected 32");
    }

    @Test
    void aStateMessageHashesBothCoordinates() {
        BabyJubjubPoint state = RefundState.genesis(Fr.of(5)).point();
        assertThat(CreditProtocol.stateMessage(Fr.of(4), state))
                .isEqualTo(Poseidon.hash(CreditProtocol.DOM_STATE, Fr.of(4), state.x(), state.y()))
                .isNotEqualTo(CreditProtocol.stateMessage(Fr.of(4), state.neg()));
    }

    @Test
    void anExitPointDependsOnEveryPart() {
        BigInteger last = BigInteger.ONE.shiftLeft(160).subtract(BigInteger.ONE);
        assertThat(CreditProtocol.exitPoint(last, Fr.of(4), Fr.of(5)))
                .isEqualTo(Poseidon.hash(CreditProtocol.DOM_EXIT, Fr.of(last), Fr.of(4), Fr.of(5)))
                .isNotEqualTo(CreditProtocol.exitPoint(BigInteger.ONE, Fr.of(4), Fr.of(5)));
        assertThatThrownBy(() -> CreditProtocol.exitPoint(last.add(BigInteger.ONE), Fr.of(4), Fr.of(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("recipient: ");
    }

    @Test
    void valuesOutOfRangeAreRefusedByName() {
        BigInteger tooMuch = BigInteger.ONE.shiftLeft(96);
        assertThatThrownBy(() -> CreditProtocol.leaf(Fr.ONE, tooMuch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("deposit: 79228162514264337593543950336, expected 0 to 2^96 - 1");
        assertThatThrownBy(() -> CreditProtocol.leaf(Fr.ONE, BigInteger.ONE.negate()))
                .hasMessage("deposit: -1, expected 0 to 2^96 - 1");
        assertThatThrownBy(() -> CreditProtocol.scope(0, BigInteger.ONE, Fr.ONE))
                .hasMessage("chainId: 0, expected at least 1");
        assertThatThrownBy(() -> CreditProtocol.scope(1, BigInteger.ONE.shiftLeft(160), Fr.ONE))
                .hasMessageContaining("vault: ");
    }
}
