package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.vectors.CircomlibVectors;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RlnContractTest {
    @Test
    void valuesEqualCircomlibjs() {
        assertThat(CircomlibVectors.load().rln()).isNotEmpty().allSatisfy(v -> {
            Fr secret = Fr.of(v.k());
            Fr slope = Rln.slope(secret, Fr.of(v.scope()), v.index().longValueExact());
            assertThat(slope).isEqualTo(Fr.of(v.a()));
            assertThat(Rln.nullifier(slope)).isEqualTo(Fr.of(v.nullifier()));
            assertThat(Rln.share(secret, slope, Fr.of(v.x()))).isEqualTo(new Rln.Share(Fr.of(v.x()), Fr.of(v.y())));
        });
    }

    @Test
    void twoSharesOfOneTicketRevealTheSecretAndOfTwoTicketsDoNot() {
        Random random = new Random(7);
        Fr secret = Fr.random(random);
        Fr scope = Fr.random(random);
        Fr slope = Rln.slope(secret, scope, 5);
        Rln.Share first = Rln.share(secret, slope, Fr.random(random));
        Rln.Share second = Rln.share(secret, slope, Fr.ONE.neg());
        assertThat(Rln.recoverSecret(first, second)).isEqualTo(secret);
        assertThat(Rln.recoverSecret(second, first)).isEqualTo(secret);
        Rln.Share other = Rln.share(secret, Rln.slope(secret, scope, 6), Fr.of(9));
        assertThat(Rln.recoverSecret(first, other)).isNotEqualTo(secret);
    }

    @Test
    void pointsThatRevealTooMuchOrNothingAreRefused() {
        Rln.Share share = Rln.share(Fr.ONE, Fr.of(2), Fr.of(3));
        assertThatThrownBy(() -> Rln.share(Fr.ONE, Fr.of(2), Fr.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("RLN share at x = 0 would be the secret itself");
        assertThatThrownBy(() -> Rln.recoverSecret(share, new Rln.Share(Fr.of(3), Fr.ZERO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("RLN: two shares at the same x = 3 reveal no secret");
    }

    @Test
    void indicesOutsideThirtyTwoBitsAreRefused() {
        assertThatThrownBy(() -> Rln.slope(Fr.ONE, Fr.ONE, 1L << 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("RLN index: 4294967296, expected 0 to 2^32 - 1");
        assertThatThrownBy(() -> Rln.slope(Fr.ONE, Fr.ONE, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
