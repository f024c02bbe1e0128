package io.snark4j.circuit.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class RefundStateContractTest {
    private static final BigInteger MOST_REFUNDED = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);
    private static final long LAST_TICKET = (1L << 32) - 1;

    private static RefundState state(BigInteger refunded, long ticketIndex, BigInteger blinding) {
        return new RefundState(refunded, ticketIndex, Fr.of(7), blinding);
    }

    @Test
    void aFreshNoteHasNothingRefundedAndIsNotBlinded() {
        assertThat(RefundState.genesis(Fr.of(7))).isEqualTo(state(BigInteger.ZERO, 0, BigInteger.ZERO));
        assertThat(RefundState.genesis(Fr.of(7)).point()).isEqualTo(RefundGenerators.K.mul(BigInteger.valueOf(7)));
    }

    @Test
    void theLargestValuesAreAccepted() {
        BigInteger lastScalar = BabyJubjubPoint.ORDER.subtract(BigInteger.ONE);
        RefundState largest = state(MOST_REFUNDED, LAST_TICKET, lastScalar);
        assertThat(largest.rerandomised(BigInteger.ONE).blinding()).isZero();
        assertThat(largest.rerandomised(lastScalar).blinding()).isEqualTo(lastScalar.subtract(BigInteger.ONE));
    }

    @Test
    void valuesOutOfRangeAreRefusedByNameAndTheBlindingIsNotShown() {
        assertThatThrownBy(() -> state(MOST_REFUNDED.add(BigInteger.ONE), 0, BigInteger.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("refunded: 340282366920938463463374607431768211456, expected 0 to 2^128 - 1");
        assertThatThrownBy(() -> state(BigInteger.ONE.negate(), 0, BigInteger.ZERO))
                .hasMessage("refunded: -1, expected 0 to 2^128 - 1");
        for (long index : new long[] {-1, LAST_TICKET + 1}) {
            assertThatThrownBy(() -> state(BigInteger.ONE, index, BigInteger.ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("ticketIndex: " + index + ", expected 0 to 2^32 - 1");
        }
        for (BigInteger blinding : new BigInteger[] {BabyJubjubPoint.ORDER, BigInteger.ONE.negate()}) {
            assertThatThrownBy(() -> state(BigInteger.ONE, 0, blinding))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("blinding: not in [0, l)");
            assertThatThrownBy(() -> RefundState.genesis(Fr.ONE).rerandomised(blinding))
                    .hasMessage("blinding: not in [0, l)");
        }
    }

    @Test
    void aSettlementThatLeavesTheRangesIsRefused() {
        RefundState full = state(MOST_REFUNDED, 3, BigInteger.ZERO);
        assertThat(full.settled(BigInteger.ZERO)).isEqualTo(state(MOST_REFUNDED, 4, BigInteger.ZERO));
        assertThatThrownBy(() -> full.settled(BigInteger.ONE)).hasMessageStartingWith("refunded: ");
        assertThatThrownBy(() ->
                        state(BigInteger.ONE, LAST_TICKET, BigInteger.ZERO).settled(BigInteger.ONE))
                .hasMessageStartingWith("ticketIndex: ");
        RefundState fresh = RefundState.genesis(Fr.ONE);
        assertThatThrownBy(() -> fresh.settled(BigInteger.TWO.pow(96))).hasMessageStartingWith("refund: ");
        assertThatThrownBy(() -> fresh.settled(BigInteger.ONE.negate())).hasMessageStartingWith("refund: -1");
    }

    @Test
    void theBlindingIsNotPrinted() {
        assertThat(state(BigInteger.TWO, 3, BigInteger.valueOf(424242)))
                .hasToString("RefundState[refunded=2, ticketIndex=3, commitment=7]");
    }
}
