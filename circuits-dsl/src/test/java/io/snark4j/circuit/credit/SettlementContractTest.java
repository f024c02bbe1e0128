package io.snark4j.circuit.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.gadget.EddsaPoseidon.PrivateKey;
import io.snark4j.circuit.gadget.EddsaPoseidon.Signature;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SettlementContractTest {
    private static final BigInteger MAX = BigInteger.valueOf(1000);

    private final Random random = new Random(5);
    private final PrivateKey provider = PrivateKey.random(random);
    private final Fr scope = Fr.random(random);
    private final RefundState sent = RefundState.genesis(Fr.random(random)).rerandomised(new BigInteger(250, random));

    private Settlement settle(long refund) {
        return Settlement.sign(provider, scope, sent.point(), BigInteger.valueOf(refund));
    }

    private boolean isAccepted(Settlement settlement) {
        return settlement.verify(provider.publicKey(), scope, sent, MAX);
    }

    @Test
    void refundsFromZeroToThePriceAreAccepted() {
        for (long refund : new long[] {0, 1, 999, 1000}) {
            Settlement settlement = settle(refund);
            assertThat(isAccepted(settlement)).isTrue();
            assertThat(settlement.state())
                    .isEqualTo(sent.settled(BigInteger.valueOf(refund)).point());
            assertThat(settle(refund)).isEqualTo(settlement);
        }
    }

    @Test
    void requestsSettleOneAfterAnother() {
        RefundState state = sent;
        BigInteger total = BigInteger.ZERO;
        for (int i = 0; i < 3; i++) {
            BigInteger refund = BigInteger.valueOf(random.nextInt(1001));
            Settlement settlement = Settlement.sign(provider, scope, state.point(), refund);
            assertThat(settlement.verify(provider.publicKey(), scope, state, MAX))
                    .isTrue();
            total = total.add(refund);
            state = state.settled(refund).rerandomised(new BigInteger(250, random));
        }
        assertThat(state.refunded()).isEqualTo(total);
        assertThat(state.ticketIndex()).isEqualTo(3);
    }

    @Test
    void refundsOutsideThePriceAreRefusedThoughSigned() {
        assertThat(isAccepted(settle(1001))).isFalse();
        BabyJubjubPoint below = sent.point().add(RefundGenerators.G.neg()).add(RefundGenerators.J);
        Signature signature = provider.sign(CreditProtocol.stateMessage(scope, below));
        assertThat(isAccepted(new Settlement(BigInteger.ONE.negate(), below, signature)))
                .isFalse();
    }

    @Test
    void anotherStateRefundScopeKeyOrRequestIsRefused() {
        Settlement good = settle(10);
        BabyJubjubPoint notCounted = sent.point().add(RefundGenerators.G.mul(BigInteger.TEN));
        assertThat(isAccepted(new Settlement(
                        BigInteger.TEN, notCounted, provider.sign(CreditProtocol.stateMessage(scope, notCounted)))))
                .isFalse();
        assertThat(isAccepted(new Settlement(BigInteger.valueOf(9), good.state(), good.signature())))
                .isFalse();
        assertThat(isAccepted(
                        new Settlement(BigInteger.TEN, good.state(), settle(9).signature())))
                .isFalse();
        assertThat(good.verify(PrivateKey.random(random).publicKey(), scope, sent, MAX))
                .isFalse();
        assertThat(good.verify(provider.publicKey(), scope.add(Fr.ONE), sent, MAX))
                .isFalse();
        assertThat(good.verify(provider.publicKey(), scope, sent.rerandomised(BigInteger.ONE), MAX))
                .isFalse();
    }

    @Test
    void valuesOutOfRangeAreRefusedByName() {
        BigInteger tooMuch = BigInteger.TWO.pow(96);
        assertThatThrownBy(() -> Settlement.sign(provider, scope, sent.point(), tooMuch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("refund: 79228162514264337593543950336, expected 0 to 2^96 - 1");
        assertThatThrownBy(() -> settle(1).verify(provider.publicKey(), scope, sent, tooMuch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cMax: ");
    }
}
