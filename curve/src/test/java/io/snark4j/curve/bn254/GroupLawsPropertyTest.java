package io.snark4j.curve.bn254;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GroupLawsPropertyTest {
    @Provide
    Arbitrary<Fr> scalars() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-4, 4).map(Fr::of),
                Arbitraries.bigIntegers()
                        .between(BigInteger.ZERO, Fr.MODULUS.subtract(BigInteger.ONE))
                        .map(Fr::of));
    }

    @Property(tries = 60)
    void g1IsAModuleOverFr(@ForAll("scalars") Fr a, @ForAll("scalars") Fr b, @ForAll("scalars") Fr c) {
        G1Affine p = G1Affine.GENERATOR.mul(a);
        G1Affine q = G1Affine.GENERATOR.mul(b);
        G1Affine s = G1Affine.GENERATOR.mul(c);
        assertThat(p.add(q)).isEqualTo(q.add(p)).isEqualTo(G1Affine.GENERATOR.mul(a.add(b)));
        assertThat(p.add(q).add(s)).isEqualTo(p.add(q.add(s)));
        assertThat(p.mul(b)).isEqualTo(G1Affine.GENERATOR.mul(a.mul(b)));
        assertThat(p.add(q).mul(c)).isEqualTo(p.mul(c).add(q.mul(c)));
        assertThat(p.add(q).isOnCurve()).isTrue();
    }

    @Property(tries = 30)
    void g2IsAModuleOverFr(@ForAll("scalars") Fr a, @ForAll("scalars") Fr b, @ForAll("scalars") Fr c) {
        G2Affine p = G2Affine.GENERATOR.mul(a);
        G2Affine q = G2Affine.GENERATOR.mul(b);
        G2Affine s = G2Affine.GENERATOR.mul(c);
        assertThat(p.add(q)).isEqualTo(q.add(p)).isEqualTo(G2Affine.GENERATOR.mul(a.add(b)));
        assertThat(p.add(q).add(s)).isEqualTo(p.add(q.add(s)));
        assertThat(p.mul(b)).isEqualTo(G2Affine.GENERATOR.mul(a.mul(b)));
        assertThat(p.add(q).isOnCurve()).isTrue();
        assertThat(p.add(q).isInSubgroup()).isTrue();
    }
}
