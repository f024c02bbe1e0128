package io.snark4j.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Field laws on random elements; jqwik prints the seeds of a failing run. */
class FieldPropertyTest {
    @Property
    void frIsAField(@ForAll long s, @ForAll long t, @ForAll long u) {
        Fr a = Fr.random(new Random(s));
        Fr b = Fr.random(new Random(t));
        Fr c = Fr.random(new Random(u));
        assertThat(a.add(b)).isEqualTo(b.add(a));
        assertThat(a.mul(b)).isEqualTo(b.mul(a));
        assertThat(a.add(b).add(c)).isEqualTo(a.add(b.add(c)));
        assertThat(a.mul(b).mul(c)).isEqualTo(a.mul(b.mul(c)));
        assertThat(a.mul(b.add(c))).isEqualTo(a.mul(b).add(a.mul(c)));
        assertThat(a.sub(b)).isEqualTo(a.add(b.neg()));
        assertThat(a.twice()).isEqualTo(a.add(a));
        assertThat(a.square()).isEqualTo(a.mul(a));
        assertThat(a.mul(Fr.ONE)).isEqualTo(a);
        assertThat(a.isZero() || a.mul(a.inverse()).isOne()).isTrue();
    }

    @Property
    void fp2IsAField(@ForAll long s, @ForAll long t, @ForAll long u) {
        Fp2 a = Fp2.random(new Random(s));
        Fp2 b = Fp2.random(new Random(t));
        Fp2 c = Fp2.random(new Random(u));
        assertThat(a.mul(b)).isEqualTo(b.mul(a));
        assertThat(a.mul(b).mul(c)).isEqualTo(a.mul(b.mul(c)));
        assertThat(a.mul(b.add(c))).isEqualTo(a.mul(b).add(a.mul(c)));
        assertThat(a.sub(b)).isEqualTo(a.add(b.neg()));
        assertThat(a.twice()).isEqualTo(a.add(a));
        assertThat(a.square()).isEqualTo(a.mul(a));
        assertThat(a.mul(a.conjugate())).isEqualTo(new Fp2(a.norm(), Fp.ZERO));
        assertThat(a.isZero() || a.div(a).isOne()).isTrue();
        assertThat(a.conjugate()).isEqualTo(a.pow(Fp.MODULUS));
    }

    /** The edge's Fp2 is written apart from the limbs': they agree. */
    @Property
    void fp2LimbsAgreeWithFp2(@ForAll long s, @ForAll long t) {
        Fp2 a = Fp2.random(new Random(s));
        Fp2 b = Fp2.random(new Random(t));
        long[] x = new long[24];
        long[] scratch = new long[Fp2Limbs.SCRATCH];
        for (int o : new int[] {16, 0, 8}) {
            a.write(x, 0);
            b.write(x, 8);
            Fp2Limbs.mul(x, o, x, 0, x, 8, scratch, 0);
            assertThat(Fp2.read(x, o)).isEqualTo(a.mul(b));
        }
        for (int o : new int[] {16, 0}) {
            a.write(x, 0);
            b.write(x, 8);
            Fp2Limbs.mulByFp(x, o, x, 0, x, 8, scratch, 0);
            assertThat(Fp2.read(x, o)).isEqualTo(a.mul(b.re()));
            a.write(x, 0);
            Fp2Limbs.mulByNonResidue(x, o, x, 0, scratch, 0);
            assertThat(Fp2.read(x, o)).isEqualTo(a.mulByNonResidue());
            a.write(x, 0);
            Fp2Limbs.inverse(x, o, x, 0, scratch, 0);
            assertThat(Fp2.read(x, o)).isEqualTo(a.isZero() ? a : a.inverse());
            a.write(x, 0);
            Fp2Limbs.halve(x, o, x, 0);
            assertThat(Fp2.read(x, o).twice()).isEqualTo(a);
            a.write(x, 0);
            Fp2Limbs.neg(x, o, x, 0);
            assertThat(Fp2.read(x, o)).isEqualTo(a.neg());
        }
        a.write(x, 0);
        b.write(x, 8);
        assertThat(Fp2Limbs.equal(x, 0, x, 8)).isEqualTo(a.equals(b));
    }
}
