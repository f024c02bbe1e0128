package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Points are compressed and decompressed as {@link BabyJubjubPoint} does, and a point has one compressed form. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressedPointContractTest {
    private static final BigInteger HALF = Fr.MODULUS.shiftRight(1);

    private final GadgetTrial compress =
            GadgetTrial.of(2, 256, (api, in) -> CompressedPointGadget.compress(api, new BabyJubjubVar(in[0], in[1])));
    private final GadgetTrial decompress =
            GadgetTrial.of(256, 2, (api, in) -> coordinates(CompressedPointGadget.decompress(api, in)));
    private final GadgetTrial ofOrdinate =
            GadgetTrial.of(2, 2, (api, in) -> coordinates(CompressedPointGadget.decompress(api, in[0], in[1])));

    private static Var[] coordinates(BabyJubjubVar point) {
        return new Var[] {point.x(), point.y()};
    }

    private static Fr[] coordinates(BabyJubjubPoint point) {
        return new Fr[] {point.x(), point.y()};
    }

    private static Fr bit(boolean bit) {
        return bit ? Fr.ONE : Fr.ZERO;
    }

    /** The lowest bit of the first byte first. */
    static Fr[] bits(byte[] bytes) {
        return IntStream.range(0, 8 * bytes.length)
                .mapToObj(i -> bit((bytes[i / 8] >> i % 8 & 1) == 1))
                .toArray(Fr[]::new);
    }

    /** As a prover would write y and the sign, whatever they are. */
    private static Fr[] bits(BigInteger y, boolean sign) {
        return IntStream.range(0, 256)
                .mapToObj(i -> bit(i == 255 ? sign : y.testBit(i)))
                .toArray(Fr[]::new);
    }

    private static boolean isLarger(BabyJubjubPoint point) {
        return point.x().toBigInteger().compareTo(HALF) > 0;
    }

    private static List<BabyJubjubPoint> points() {
        return BabyJubjubGadgetContractTest.points().toList();
    }

    @ParameterizedTest
    @MethodSource("points")
    void bothWays(BabyJubjubPoint point) {
        Fr[] bits = bits(point.compress());
        compress.gives(coordinates(point), bits);
        decompress.gives(bits, coordinates(point));
        ofOrdinate.gives(new Fr[] {point.y(), bit(isLarger(point))}, coordinates(point));
    }

    @Test
    void theSignTurnsAtHalf() {
        GadgetTrial sign = GadgetTrial.of(1, 1, (api, in) -> new Var[] {CompressedPointGadget.sign(api, in[0])});
        for (int i = -2; i <= 2; i++) {
            BigInteger x = HALF.add(BigInteger.valueOf(i));
            sign.gives(new Fr[] {Fr.of(x)}, bit(i > 0));
        }
        for (long x : new long[] {-2, -1, 0, 1, 2}) {
            sign.gives(new Fr[] {Fr.of(x)}, bit(x < 0));
        }
    }

    @Test
    void refusesWhatIsNoCompressedPoint() {
        BabyJubjubPoint point = BabyJubjubPoint.BASE8;
        BigInteger y = point.y().toBigInteger();
        // y + r for the y of a point that leaves room in 254 bits: (0, 1) and its like.
        BigInteger wrapped = BigInteger.ONE.add(Fr.MODULUS);
        assertThat(wrapped.bitLength()).isEqualTo(254);
        decompress.refuses(bits(wrapped, false));
        decompress.refuses(bits(Fr.MODULUS, isLarger(BabyJubjubPoint.GENERATOR)));
        decompress.refuses(bits(y.setBit(254), isLarger(point)));
        decompress.refuses(bits(BigInteger.ONE, true));
        Fr[] notBoolean = bits(point.compress());
        notBoolean[0] = notBoolean[0].add(Fr.TWO);
        notBoolean[1] = notBoolean[1].sub(Fr.ONE);
        decompress.refuses(notBoolean);
        ofOrdinate.refuses(Fr.ONE, Fr.ONE);
        ofOrdinate.refuses(point.y(), Fr.TWO);
        BigInteger noPoint = IntStream.range(2, 100)
                .mapToObj(BigInteger::valueOf)
                .filter(v -> !hasPoint(Fr.of(v)))
                .findFirst()
                .orElseThrow();
        decompress.refuses(bits(noPoint, false));
        ofOrdinate.refuses(Fr.of(noPoint), Fr.ZERO);
    }

    private static boolean hasPoint(Fr y) {
        Fr yy = y.square();
        Fr xx = Fr.ONE.sub(yy).div(BabyJubjubPoint.A.sub(BabyJubjubPoint.D.mul(yy)));
        return xx.sqrt().isPresent();
    }

    /** r − 1 and its neighbours are where the comparison turns; both roots of y = r − 1 are 0. */
    @Test
    void theLargestOrdinateIsStillOne() {
        BigInteger largest = Fr.MODULUS.subtract(BigInteger.ONE);
        decompress.gives(bits(largest, false), Fr.ZERO, Fr.ONE.neg());
        decompress.refuses(bits(largest, true));
    }

    @Test
    void noOtherPointAndNoOtherBitsPass() {
        BabyJubjubPoint point = BabyJubjubPoint.BASE8.twice();
        compress.isSound(coordinates(point));
        ofOrdinate
                .permitting("abscissa", "the other root has the other sign, which the lint's rules do not see")
                .isSound(point.y(), bit(isLarger(point)));
        decompress
                .permitting("abscissa", "the other root has the other sign, which the lint's rules do not see")
                .isSound(bits(point.compress()));
    }

    @Test
    void costs() {
        assertThat(compress.cost()).isEqualTo(706);
        assertThat(ofOrdinate.cost()).isEqualTo(356);
        assertThat(decompress.cost()).isEqualTo(356 + 152 + 255);
    }

    @Test
    void aPointHas256Bits() {
        assertThatThrownBy(() -> GadgetTrial.of(
                        255, 2, (Api api, Var[] in) -> coordinates(CompressedPointGadget.decompress(api, in))))
                .hasStackTraceContaining("decompress: 255 bits, expected 256");
    }
}
