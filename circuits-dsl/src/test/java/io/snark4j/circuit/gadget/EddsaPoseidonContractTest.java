package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.gadget.EddsaPoseidon.PrivateKey;
import io.snark4j.circuit.gadget.EddsaPoseidon.Signature;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EddsaPoseidonContractTest {
    private static final BigInteger ORDER = BabyJubjubPoint.ORDER;
    /** Of order 8. */
    private static final BabyJubjubPoint TORSION = BabyJubjubPoint.GENERATOR.mul(ORDER);

    private final Random random = new Random(17);
    private final PrivateKey key = PrivateKey.random(random);
    private final BabyJubjubPoint publicKey = key.publicKey();
    private final Fr message = Fr.random(random);
    private final Signature signature = key.sign(message);

    private static Signature signature(BabyJubjubPoint r8, BigInteger s) {
        return new Signature(r8, s);
    }

    @Test
    void whatIsSignedVerifiesForItsKeyAndMessageOnly() {
        for (Fr m : new Fr[] {message, Fr.ZERO, Fr.ONE.neg()}) {
            assertThat(EddsaPoseidon.verify(publicKey, m, key.sign(m))).isTrue();
            assertThat(EddsaPoseidon.verify(publicKey, m.add(Fr.ONE), key.sign(m)))
                    .isFalse();
        }
        assertThat(EddsaPoseidon.verify(PrivateKey.random(random).publicKey(), message, signature))
                .isFalse();
        assertThat(EddsaPoseidon.verify(publicKey.neg(), message, signature)).isFalse();
    }

    @Test
    void signaturesDependOnKeyAndMessageAlone() {
        assertThat(key.sign(message)).isEqualTo(signature);
        assertThat(PrivateKey.of(key.toBytes()).sign(message)).isEqualTo(signature);
        assertThat(key.sign(message.add(Fr.ONE)).r8()).isNotEqualTo(signature.r8());
    }

    @Test
    void manyAreSignedAsEachIsAlone() {
        List<Fr> messages = List.of(message, Fr.ZERO, Fr.ONE.neg(), message, Fr.random(random));
        assertThat(key.signAll(messages))
                .containsExactlyElementsOf(messages.stream().map(key::sign).toList());
        assertThat(key.signAll(List.of())).isEmpty();
    }

    @Test
    void otherNumbersSAreRefused() {
        BigInteger s = signature.s();
        assertThat(s).isLessThan(ORDER);
        for (BigInteger other : new BigInteger[] {
            s.add(ORDER),
            s.add(ORDER.shiftLeft(1)),
            s.add(BigInteger.ONE),
            ORDER.subtract(s),
            ORDER,
            BigInteger.ZERO,
            BigInteger.TWO.pow(256).subtract(BigInteger.ONE)
        }) {
            assertThat(EddsaPoseidon.verify(publicKey, message, signature(signature.r8(), other)))
                    .isFalse();
        }
    }

    @Test
    void otherPointsR8AreRefused() {
        BabyJubjubPoint r8 = signature.r8();
        for (BabyJubjubPoint other : new BabyJubjubPoint[] {
            r8.neg(), r8.twice(), r8.add(TORSION), r8.add(TORSION.twice().twice()), BabyJubjubPoint.IDENTITY
        }) {
            assertThat(EddsaPoseidon.verify(publicKey, message, signature(other, signature.s())))
                    .isFalse();
        }
        assertThatThrownBy(() -> signature(new BabyJubjubPoint(r8.x(), r8.y().add(Fr.ONE)), signature.s()))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("is not on the curve");
    }

    /** With 8·A neutral, (S·BASE8, S) satisfies the equation for every message. */
    @Test
    void keysOfSmallOrderAreRefused() {
        BigInteger s = new BigInteger(250, random);
        Signature forged = signature(BabyJubjubPoint.BASE8.mul(s), s);
        for (int i = 0; i < BabyJubjubPoint.COFACTOR; i++) {
            BabyJubjubPoint small = TORSION.mul(BigInteger.valueOf(i));
            assertThat(EddsaPoseidon.verify(small, message, forged)).isFalse();
        }
    }

    /** (r·BASE8 + R8's part, r + hm·8·scalar) for any key A: what the holder of the scalar can make. */
    private Signature signed(BabyJubjubPoint anyKey, BigInteger scalar, BabyJubjubPoint partOfR8) {
        BigInteger nonce = new BigInteger(250, random);
        BabyJubjubPoint r8 = BabyJubjubPoint.BASE8.mul(nonce).add(partOfR8);
        BigInteger hm =
                Poseidon.hash(r8.x(), r8.y(), anyKey.x(), anyKey.y(), message).toBigInteger();
        return signature(r8, nonce.add(hm.multiply(scalar.shiftLeft(3))).mod(ORDER));
    }

    /** As in circomlib: the factor 8 stands before A alone. */
    @Test
    void aPartOfSmallOrderIsDroppedFromTheKeyAndRefusedInR8() {
        BigInteger scalar = new BigInteger(250, random);
        BabyJubjubPoint plain = BabyJubjubPoint.BASE8.mul(scalar);
        for (int i = 0; i < BabyJubjubPoint.COFACTOR; i++) {
            BabyJubjubPoint part = TORSION.mul(BigInteger.valueOf(i));
            BabyJubjubPoint mixed = plain.add(part);
            assertThat(EddsaPoseidon.verify(mixed, message, signed(mixed, scalar, BabyJubjubPoint.IDENTITY)))
                    .isTrue();
            assertThat(EddsaPoseidon.verify(plain, message, signed(plain, scalar, part)))
                    .isEqualTo(i == 0);
        }
    }

    @Test
    void bytesComeBackAndEveryFlippedBitIsRefused() {
        byte[] bytes = signature.toBytes();
        assertThat(bytes).hasSize(Signature.BYTES);
        assertThat(Signature.fromBytes(bytes)).isEqualTo(signature);
        int malformed = 0;
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit >>> 3] ^= (byte) (1 << (bit & 7));
            try {
                Signature other = Signature.fromBytes(flipped);
                assertThat(other.toBytes()).isEqualTo(flipped);
                assertThat(EddsaPoseidon.verify(publicKey, message, other)).isFalse();
            } catch (MalformedInputException e) {
                assertThat(e.getMessage()).isNotBlank();
                malformed++;
            }
        }
        assertThat(malformed).isBetween(60, 250);
    }

    @Test
    void bytesThatAreNoSignatureAreRefusedByName() {
        byte[] bytes = signature.toBytes();
        assertThatThrownBy(() -> Signature.fromBytes(Arrays.copyOf(bytes, 63)))
                .isInstanceOf(MalformedInputException.class)
                .hasMessage("EdDSA signature: 63 bytes, expected 64");
        for (BigInteger s : new BigInteger[] {ORDER, signature.s().add(ORDER)}) {
            byte[] aliased = signature(signature.r8(), s).toBytes();
            assertThatThrownBy(() -> Signature.fromBytes(aliased))
                    .isInstanceOf(MalformedInputException.class)
                    .hasMessage("EdDSA signature: S = " + s + " is not below l");
        }
        byte[] offCurve = bytes.clone();
        do {
            offCurve[0]++;
        } while (isOnCurve(offCurve));
        assertThatThrownBy(() -> Signature.fromBytes(offCurve))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("no point has y = ");
    }

    private static boolean isOnCurve(byte[] bytes) {
        try {
            BabyJubjubPoint.decompressUnchecked(Arrays.copyOf(bytes, BabyJubjubPoint.BYTES));
            return true;
        } catch (MalformedInputException e) {
            return false;
        }
    }

    @Test
    void numbersSThatNoBytesHoldAreRefused() {
        assertThatThrownBy(() -> signature(signature.r8(), BigInteger.ONE.negate()))
                .isInstanceOf(MalformedInputException.class)
                .hasMessage("EdDSA signature: S is negative");
        assertThatThrownBy(() -> signature(signature.r8(), BigInteger.TWO.pow(256)))
                .isInstanceOf(MalformedInputException.class)
                .hasMessage("EdDSA signature: S is 2^256 or more");
    }

    @Test
    void aPrivateKeyShowsNothingAndKeepsItsOwnBytes() {
        byte[] bytes = new byte[PrivateKey.BYTES];
        random.nextBytes(bytes);
        PrivateKey ours = PrivateKey.of(bytes);
        BabyJubjubPoint before = ours.publicKey();
        assertThat(ours).hasToString("EddsaPoseidon.PrivateKey[hidden]");
        assertThat(ours.toString()).doesNotContain(HexFormat.of().formatHex(bytes, 0, 2));
        byte[] kept = bytes.clone();
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(ours.toBytes(), (byte) 0);
        assertThat(ours.toBytes()).isEqualTo(kept);
        assertThat(ours.publicKey())
                .isEqualTo(before)
                .satisfies(p -> assertThat(p.isInSubgroup()).isTrue());
        assertThatThrownBy(() -> PrivateKey.of(new byte[31]))
                .isInstanceOf(MalformedInputException.class)
                .hasMessage("EdDSA private key: 31 bytes, expected 32");
        assertThat(PrivateKey.random().toBytes())
                .isNotEqualTo(PrivateKey.random().toBytes());
    }
}
