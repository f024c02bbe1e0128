package io.snark4j.curve.bn254;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.curve.bn254.Reference.Twist;
import io.snark4j.field.Fp;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Decoders: what was encoded comes back, everything else is refused by a MalformedInputException, never otherwise. */
class EncodingFuzzTest {
    private static final BigInteger P = Fp.MODULUS;
    private final Random random = new Random(20261125);

    private List<G1Affine> g1() {
        G1Affine p = Reference.randomG1(random);
        return List.of(G1Affine.INFINITY, G1Affine.GENERATOR, G1Affine.GENERATOR.neg(), p, p.neg());
    }

    private List<G2Affine> g2() {
        G2Affine p = Reference.randomG2(random);
        return List.of(G2Affine.INFINITY, G2Affine.GENERATOR, G2Affine.GENERATOR.neg(), p, p.neg());
    }

    // Decodes bytes near a good encoding: either refused, or decoded to a point whose encoding they are.
    private <T> void isMalformedOrExact(
            byte[] good, Function<byte[], T> decode, Function<T, byte[]> encode, Function<T, Boolean> valid) {
        for (int i = 0; i < 300; i++) {
            byte[] bytes = good.clone();
            switch (i % 4) {
                case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                case 2 -> random.nextBytes(bytes);
                default -> bytes = Arrays.copyOf(bytes, random.nextInt(2 * bytes.length));
            }
            T point;
            try {
                point = decode.apply(bytes);
            } catch (MalformedInputException e) {
                assertThat(e.getMessage()).isNotBlank();
                continue;
            }
            assertThat(encode.apply(point)).isEqualTo(bytes);
            assertThat(valid.apply(point)).isTrue();
        }
    }

    @Test
    void everyEncodingComesBackAndItsNeighboursAreRefused() {
        for (G1Affine p : g1()) {
            assertThat(Eip197.decodeG1(Eip197.encode(p))).isEqualTo(p);
            assertThat(Compressed.decodeG1(Compressed.encode(p))).isEqualTo(p);
            isMalformedOrExact(Eip197.encode(p), Eip197::decodeG1, Eip197::encode, G1Affine::isOnCurve);
            isMalformedOrExact(Compressed.encode(p), Compressed::decodeG1, Compressed::encode, G1Affine::isOnCurve);
        }
        for (G2Affine p : g2()) {
            assertThat(Eip197.decodeG2(Eip197.encode(p))).isEqualTo(p);
            assertThat(Compressed.decodeG2(Compressed.encode(p))).isEqualTo(p);
            isMalformedOrExact(Eip197.encode(p), Eip197::decodeG2, Eip197::encode, G2Affine::isInSubgroup);
            isMalformedOrExact(Compressed.encode(p), Compressed::decodeG2, Compressed::encode, G2Affine::isInSubgroup);
        }
    }

    @Test
    void theBytesAreThoseOfEip197() {
        assertThat(HexFormat.of().formatHex(Eip197.encode(G1Affine.GENERATOR)))
                .isEqualTo("0".repeat(63) + "1" + "0".repeat(63) + "2");
        // EIP-197's generator, imaginary parts first.
        assertThat(HexFormat.of().formatHex(Eip197.encode(G2Affine.GENERATOR)))
                .isEqualTo("198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
                        + "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
                        + "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
                        + "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa");
        assertThat(Eip197.encode(G1Affine.INFINITY)).hasSize(64).containsOnly(0);
        assertThat(Eip197.encode(G2Affine.INFINITY)).hasSize(128).containsOnly(0);
    }

    @Test
    void coordinatesAboveTheModulusAreRefused() {
        byte[] good = Eip197.encode(Reference.randomG1(random));
        for (BigInteger bad :
                List.of(P, P.add(BigInteger.TWO), BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE))) {
            for (int word = 0; word < 2; word++) {
                byte[] bytes = good.clone();
                put(bytes, word, bad);
                assertThatThrownBy(() -> Eip197.decodeG1(bytes)).isInstanceOf(MalformedInputException.class);
                assertThatThrownBy(() -> Eip197.decodeG1Unchecked(bytes)).isInstanceOf(MalformedInputException.class);
            }
        }
        // (p, p) would read as infinity.
        byte[] alias = new byte[64];
        put(alias, 0, P);
        put(alias, 1, P);
        assertThatThrownBy(() -> Eip197.decodeG1(alias)).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void pointsOffTheCurveOrOutsideTheSubgroupPassOnlyUnchecked() {
        byte[] offCurve = Eip197.encode(G1Affine.ofUnchecked(Fp.of(1), Fp.of(3)));
        assertThatThrownBy(() -> Eip197.decodeG1(offCurve)).hasMessageContaining("(1, 3) is not on the curve");
        assertThat(Eip197.decodeG1Unchecked(offCurve).y()).isEqualTo(Fp.of(3));

        G2Affine outside = Reference.randomOnTwist(random);
        assertThatThrownBy(() -> Eip197.decodeG2(Eip197.encode(outside))).hasMessageContaining("not in the subgroup");
        assertThat(Eip197.decodeG2Unchecked(Eip197.encode(outside))).isEqualTo(outside);
        assertThatThrownBy(() -> Compressed.decodeG2(Compressed.encode(outside)))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("not in the subgroup");
        assertThat(Compressed.decodeG2Unchecked(Compressed.encode(outside))).isEqualTo(outside);

        G2Affine offTwist = G2Affine.ofUnchecked(outside.y(), outside.x());
        assertThatThrownBy(() -> Eip197.decodeG2(Eip197.encode(offTwist))).hasMessageContaining("is not on the curve");
        assertThat(Twist.of(outside).mul(Reference.R)).isNotEqualTo(Twist.INFINITY);
    }

    @Test
    void compressedFlagsAreDecidedAndCanonical() {
        assertThat(Compressed.encode(G1Affine.INFINITY)[0]).isEqualTo((byte) 0x40);
        assertThat(Compressed.encode(G1Affine.GENERATOR)[0]).isEqualTo((byte) 0x80);
        assertThat(Compressed.encode(G1Affine.GENERATOR.neg())[0]).isEqualTo((byte) 0xc0);
        byte[] noFlags = new byte[32];
        assertThatThrownBy(() -> Compressed.decodeG1(noFlags)).hasMessageContaining("flag bits 00");
        byte[] dirty = new byte[64];
        dirty[0] = 0x40;
        dirty[63] = 1;
        assertThatThrownBy(() -> Compressed.decodeG2(dirty)).hasMessageContaining("byte 63 is 1");
        byte[] aboveModulus = new byte[32];
        put(aboveModulus, 0, P.add(BigInteger.ONE));
        aboveModulus[0] |= (byte) 0x80;
        assertThatThrownBy(() -> Compressed.decodeG1(aboveModulus)).isInstanceOf(MalformedInputException.class);
        // x = 0 would need y² = 3, and 3 is no square.
        byte[] none = new byte[32];
        none[0] = (byte) 0x80;
        assertThatThrownBy(() -> Compressed.decodeG1(none)).hasMessage("compressed G1: no point has x = 0");
    }

    private static void put(byte[] bytes, int word, BigInteger value) {
        for (int i = 0; i < 32; i++) {
            bytes[32 * word + 31 - i] = value.shiftRight(8 * i).byteValue();
        }
    }
}
