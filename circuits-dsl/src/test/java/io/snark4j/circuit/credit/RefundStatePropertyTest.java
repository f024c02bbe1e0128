package io.snark4j.circuit.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Commitments follow their openings through every step of a request. */
class RefundStatePropertyTest {
    private static final BigInteger ORDER = BabyJubjubPoint.ORDER;

    private static BigInteger below(BigInteger bound, Random random) {
        BigInteger last = bound.subtract(BigInteger.ONE);
        return switch (random.nextInt(6)) {
            case 0 -> BigInteger.ZERO;
            case 1 -> last;
            default -> new BigInteger(bound.bitLength() + 64, random).mod(bound);
        };
    }

    private static RefundState state(Random random) {
        return new RefundState(
                below(BigInteger.ONE.shiftLeft(127), random),
                below(BigInteger.ONE.shiftLeft(31), random).longValueExact(),
                Fr.of(below(Fr.MODULUS, random)),
                below(ORDER, random));
    }

    @Property(tries = 40)
    void a_settled_state_is_the_state_with_v_times_G_and_J_added(@ForAll long seed) {
        Random random = new Random(seed);
        RefundState state = state(random);
        BigInteger refund = below(BigInteger.ONE.shiftLeft(96), random);
        assertThat(state.settled(refund).point())
                .isEqualTo(state.point().add(RefundGenerators.G.mul(refund)).add(RefundGenerators.J))
                .isEqualTo(CreditProtocol.settledState(state.point(), refund));
    }

    @Property(tries = 40)
    void a_rerandomised_state_is_the_state_with_a_multiple_of_H_added(@ForAll long seed) {
        Random random = new Random(seed);
        RefundState state = state(random);
        BigInteger added = below(ORDER, random);
        RefundState fresh = state.rerandomised(added);
        assertThat(fresh.point()).isEqualTo(state.point().add(RefundGenerators.H.mul(added)));
        assertThat(fresh.blinding()).isLessThan(ORDER);
        assertThat(fresh.rerandomised(ORDER.subtract(added).mod(ORDER))).isEqualTo(state);
    }

    @Property(tries = 40)
    void a_commitment_is_the_sum_of_its_parts_and_lies_in_the_subgroup(@ForAll long seed) {
        RefundState state = state(new Random(seed));
        BabyJubjubPoint genesis = RefundState.genesis(state.commitment()).point();
        assertThat(genesis).isEqualTo(RefundGenerators.K.mul(state.commitment().toBigInteger()));
        assertThat(state.point())
                .isEqualTo(RefundGenerators.H
                        .mul(state.blinding())
                        .add(genesis)
                        .add(RefundGenerators.J.mul(BigInteger.valueOf(state.ticketIndex())))
                        .add(RefundGenerators.G.mul(state.refunded())))
                .satisfies(point -> assertThat(point.isInSubgroup()).isTrue());
    }
}
