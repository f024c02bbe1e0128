package io.snark4j.groth16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.curve.bn254.G1Points;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.G2Points;
import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import io.snark4j.field.MalformedInputException;
import io.snark4j.field.Work;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A .zkey comes back as it went, and a spoilt one is refused with what and where. */
class ZkeyFileContractTest {
    private static final TestCircuit CUBIC = TestCircuit.cubic(3);
    private static final Keys KEYS = Groth16.setup(CUBIC.system(), Setup.insecureForTests());

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("io.snark4j.groth16.TestCircuit#all")
    void aKeyComesBackAsItWent(TestCircuit circuit) throws IOException {
        Keys keys = Groth16.setup(circuit.system(), Setup.insecureForTests());
        Path file = directory.resolve("circuit.zkey");
        ZkeyFile.write(file, keys.provingKey());
        ProvingKey read = ZkeyFile.read(file);
        assertThat(bytes(read)).isEqualTo(bytes(keys.provingKey()));
        assertThat(read.verifyingKey()).isEqualTo(keys.verifyingKey());
        assertThat(read.contributions()).isEqualTo(keys.provingKey().contributions());
        assertThat(read.isInsecure()).isTrue();
        Proof proof = Groth16.prove(read, circuit.witness());
        assertThat(Groth16.verify(keys.verifyingKey(), proof, circuit.publicValues()))
                .isTrue();
        Path again = directory.resolve("again.zkey");
        ZkeyFile.write(again, read);
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void sectionsMayComeInAnyOrder() throws IOException {
        Path file = spoilt(good().toFile(10, 9, 8, 7, 6, 5, 4, 3, 2, 1));
        assertThat(bytes(ZkeyFile.read(file))).isEqualTo(bytes(KEYS.provingKey()));
        String digest = digest(file);
        assertThat(digest).isEqualTo(digest(spoilt(good().toFile())));
    }

    @Test
    void coefficientsMayComeInAnyOrder() throws IOException {
        ZkeyBytes bytes = good();
        byte[] section = bytes.section(ZkeyFile.COEFFICIENTS).array();
        byte[] reversed = section.clone();
        int count = (section.length - 4) / ZkeyFile.COEFFICIENT_BYTES;
        for (int i = 0; i < count; i++) {
            System.arraycopy(
                    section,
                    4 + i * ZkeyFile.COEFFICIENT_BYTES,
                    reversed,
                    4 + (count - 1 - i) * ZkeyFile.COEFFICIENT_BYTES,
                    ZkeyFile.COEFFICIENT_BYTES);
        }
        ProvingKey key = ZkeyFile.read(
                spoilt(bytes.replace(ZkeyFile.COEFFICIENTS, reversed).toFile()));
        assertThat(key.a()).isEqualTo(KEYS.provingKey().a());
        assertThat(key.b()).isEqualTo(KEYS.provingKey().b());
    }

    @Test
    void contributionsAreCarriedAlong() throws IOException {
        byte[] contribution = new byte[384 + 8 + 5];
        ByteBuffer.wrap(contribution).order(ByteOrder.LITTLE_ENDIAN).putInt(388, 5);
        ZkeyBytes bytes = good();
        byte[] hash = KEYS.provingKey().contributions().circuitHash();
        ByteBuffer section = ByteBuffer.allocate(hash.length + 4 + contribution.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(hash)
                .putInt(1)
                .put(contribution);
        Path file =
                spoilt(bytes.replace(ZkeyFile.CONTRIBUTIONS, section.array()).toFile());
        ProvingKey key = ZkeyFile.read(file);
        assertThat(key.isInsecure()).isFalse();
        assertThat(key.contributions().count()).isEqualTo(1);
        Path again = directory.resolve("again.zkey");
        ZkeyFile.write(again, key);
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void aPointOffTheCurveIsNamed() throws IOException {
        for (int section : new int[] {ZkeyFile.A, ZkeyFile.B1, ZkeyFile.C, ZkeyFile.H}) {
            ZkeyBytes bytes = good();
            bytes.section(section)
                    .put(ZkeyFile.G1_BYTES, (byte) (bytes.section(section).get(ZkeyFile.G1_BYTES) ^ 1));
            refused(bytes, "point 1 of", "is not on the curve y² = x³ + 3");
        }
        ZkeyBytes bytes = good();
        bytes.section(ZkeyFile.B2).put(0, (byte) (bytes.section(ZkeyFile.B2).get(0) ^ 1));
        refused(bytes, "point 0 of B2 is not on the twist");
        ZkeyBytes ic = good();
        ic.section(ZkeyFile.IC).put(0, (byte) (ic.section(ZkeyFile.IC).get(0) ^ 1));
        refused(ic, "section 3", "IC point 0", "a point on the curve");
        ZkeyBytes alpha = good();
        alpha.section(ZkeyFile.HEADER)
                .put(ZkeyBytes.ALPHA1, (byte) (alpha.section(ZkeyFile.HEADER).get(ZkeyBytes.ALPHA1) ^ 1));
        refused(alpha, "section 2", "alpha in G1");
        ZkeyBytes beta = good();
        beta.section(ZkeyFile.HEADER)
                .put(ZkeyBytes.BETA2, (byte) (beta.section(ZkeyFile.HEADER).get(ZkeyBytes.BETA2) ^ 1));
        refused(beta, "section 2", "beta in G2");
    }

    @Test
    void aPointOutsideTheSubgroupIsNamed() throws IOException {
        G2Affine outside = outsideTheSubgroup();
        ProvingKey key = KEYS.provingKey();
        G2Points points = key.pointsB2().slice(0, key.wires());
        points.set(2, outside);
        Path file = directory.resolve("outside.zkey");
        ZkeyFile.write(file, withB2(key, points));
        assertThatThrownBy(() -> ZkeyFile.read(file))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("point 2 of B2 is outside the subgroup of order r");
        assertThat(ZkeyFile.readUnchecked(file, Work.DEFAULT).pointsB2().get(2)).isEqualTo(outside);
        assertThatThrownBy(() -> new VerifyingKey(
                        key.verifyingKey().alpha(),
                        outside,
                        outside,
                        outside,
                        key.verifyingKey().ic()))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("beta lies on the curve but outside the subgroup");
        assertThatThrownBy(() -> new Proof(key.beta1(), outside, key.beta1()))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("B lies on the curve but outside the subgroup");
    }

    /** Enough points for the check by random sums, with two components that cancel in a plain sum. */
    @Test
    void theBatchedSubgroupCheckFindsTheOnesThatCancel() {
        G2Affine outside = outsideTheSubgroup();
        var points = new G2Points(1000);
        G2Affine point = G2Affine.GENERATOR;
        for (int i = 0; i < points.size(); i++) {
            points.set(i, point);
            point = point.add(G2Affine.GENERATOR);
        }
        KeyCheck.requireInSubgroup("B2", points, Work.ofThreads(2));
        points.set(700, outside);
        points.set(900, outside.neg());
        assertThatThrownBy(() -> KeyCheck.requireInSubgroup("B2", points, Work.ofThreads(2)))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("point 700 of B2 is outside the subgroup");
    }

    /** What {@link KeyCheck}'s error bound rests on: the cofactor 2p − r has no prime factor below 10069 > 2^13. */
    @Test
    void theCofactorHasNoSmallFactor() {
        BigInteger cofactor = Fp.MODULUS.shiftLeft(1).subtract(io.snark4j.field.Fr.MODULUS);
        for (int d = 2; d < 10069; d++) {
            assertThat(cofactor.mod(BigInteger.valueOf(d)).signum())
                    .as("divisor " + d)
                    .isNotZero();
        }
        assertThat(cofactor.mod(BigInteger.valueOf(10069)).signum()).isZero();
        assertThat(1 << 13).isLessThan(10069);
    }

    @Test
    void aCoordinateAboveTheModulusIsNamed() throws IOException {
        byte[] tooLarge = new byte[32];
        for (int i = 0; i < 4; i++) {
            ByteBuffer.wrap(tooLarge)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(8 * i, Fp.MODULUS.shiftRight(64 * i).longValue());
        }
        ZkeyBytes bytes = good();
        bytes.section(ZkeyFile.B2).put(128 + 64, tooLarge);
        refused(bytes, "section 7", "point 1 of B2: expected coordinates below p");
        ZkeyBytes header = good();
        header.section(ZkeyFile.HEADER).put(ZkeyBytes.DELTA1, tooLarge);
        refused(header, "section 2", "delta in G1: expected coordinates below p");
    }

    @Test
    void theKeysOwnPointsAtInfinityAreRefused() throws IOException {
        ZkeyBytes alpha = good();
        alpha.section(ZkeyFile.HEADER).put(ZkeyBytes.ALPHA1, new byte[64]);
        refused(alpha, "alpha is the point at infinity");
        ZkeyBytes beta = good();
        beta.section(ZkeyFile.HEADER).put(ZkeyBytes.BETA2, new byte[128]);
        refused(beta, "beta is the point at infinity");
        ZkeyBytes delta = good();
        delta.section(ZkeyFile.HEADER).put(ZkeyBytes.DELTA1, new byte[64]);
        refused(delta, "delta in G1 is the point at infinity");
    }

    /** Blinding with another delta in G1 than in G2 would not hide the witness as it should. */
    @Test
    void betaAndDeltaOfOneGroupOnlyAreNamed() throws IOException {
        ZkeyBytes delta = good();
        byte[] alpha1 = new byte[ZkeyFile.G1_BYTES];
        delta.section(ZkeyFile.HEADER).get(ZkeyBytes.ALPHA1, alpha1);
        delta.section(ZkeyFile.HEADER).put(ZkeyBytes.DELTA1, alpha1);
        refused(delta, "delta in G1 is not delta in G2");
        ZkeyBytes beta = good();
        beta.section(ZkeyFile.HEADER).put(ZkeyBytes.ALPHA1 + ZkeyFile.G1_BYTES, alpha1);
        refused(beta, "beta in G1 is not beta in G2");
    }

    @Test
    void anotherProtocolOrCurveIsNamed() throws IOException {
        ZkeyBytes plonk = good();
        plonk.section(ZkeyFile.PROTOCOL_SECTION).putInt(0, 2);
        refused(plonk, "protocol: expected 1 (Groth16), found 2");
        ZkeyBytes curve = good();
        curve.section(ZkeyFile.HEADER).put(4, (byte) 0);
        refused(curve, "modulus of the base field");
    }

    @Test
    void wrongCountsAreNamed() throws IOException {
        refused(withCount(ZkeyBytes.WIRES, -1), "number of wires");
        refused(withCount(ZkeyBytes.WIRES, Integer.MAX_VALUE), "points A");
        refused(withCount(ZkeyBytes.WIRES, 5), "5 points A: expected 320 bytes, found 256 bytes");
        refused(
                withCount(ZkeyBytes.PUBLIC_COUNT, 4),
                "number of public inputs: expected less than the 4 wires, found 4");
        refused(withCount(ZkeyBytes.PUBLIC_COUNT, 2), "3 points IC: expected 192 bytes, found 128 bytes");
        refused(withCount(ZkeyBytes.DOMAIN, 3), "domain size: expected a power of two");
        refused(withCount(ZkeyBytes.DOMAIN, 1), "domain size");
        refused(withCount(ZkeyBytes.DOMAIN, 1 << 28), "domain size");
        refused(withCount(ZkeyBytes.DOMAIN, 1 << 27), "134217728 points H: expected 8589934592 bytes, found 256 bytes");
    }

    @Test
    void wrongCoefficientsAreNamed() throws IOException {
        refused(withCoefficient(0, -1), "number of coefficients");
        refused(withCoefficient(0, 0x7fffffff), "2147483647 coefficients");
        refused(withCoefficient(4, 2), "matrix of coefficient 0: expected less than 2, found 2");
        refused(withCoefficient(8, 4), "row of coefficient 0: expected less than 4, found 4");
        refused(withCoefficient(12, 4), "wire of coefficient 0: expected less than 4, found 4");
        refused(withCoefficient(44, -1), "value of coefficient 0: expected less than r");
    }

    @Test
    void wrongContributionsAreNamed() throws IOException {
        ZkeyBytes many = good();
        many.section(ZkeyFile.CONTRIBUTIONS).putInt(64, 1_000_000);
        refused(many, "section 10", "1000000 contributions");
        ZkeyBytes none = good();
        none.replace(ZkeyFile.CONTRIBUTIONS, new byte[70]);
        refused(none, "section 10", "2 bytes");
    }

    @Test
    void aMissingSectionIsNamed() throws IOException {
        for (int section = 1; section <= 10; section++) {
            refused(good().remove(section), "section " + section);
        }
    }

    @Test
    void aTruncatedKeyIsRefusedAtEveryLength() throws IOException {
        byte[] file = good().toFile();
        for (int length = 0; length < file.length; length += 1 + length / 64) {
            Path cut = spoilt(java.util.Arrays.copyOf(file, length));
            assertThatThrownBy(() -> ZkeyFile.read(cut)).isInstanceOf(MalformedInputException.class);
        }
    }

    private ZkeyBytes withCount(int offset, int value) throws IOException {
        ZkeyBytes bytes = good();
        bytes.section(ZkeyFile.HEADER).putInt(offset, value);
        return bytes;
    }

    private ZkeyBytes withCoefficient(int offset, int value) throws IOException {
        ZkeyBytes bytes = good();
        bytes.section(ZkeyFile.COEFFICIENTS).putInt(offset, value);
        return bytes;
    }

    private byte[] bytes(ProvingKey key) throws IOException {
        Path file = directory.resolve("bytes.zkey");
        ZkeyFile.write(file, key);
        return Files.readAllBytes(file);
    }

    private static String digest(Path file) throws IOException {
        KeyDigest digest = KeyDigest.create();
        ZkeyReader.read(file, digest, Work.DEFAULT);
        return digest.hex();
    }

    private void refused(ZkeyBytes bytes, String... parts) throws IOException {
        Path file = spoilt(bytes.toFile());
        assertThatThrownBy(() -> ZkeyFile.read(file))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContainingAll(parts);
    }

    private ZkeyBytes good() throws IOException {
        Path file = directory.resolve("good.zkey");
        ZkeyFile.write(file, KEYS.provingKey());
        return new ZkeyBytes(Files.readAllBytes(file));
    }

    private Path spoilt(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("spoilt.zkey"), bytes);
    }

    private static ProvingKey withB2(ProvingKey key, G2Points points) {
        G1Points h = key.pointsH();
        return new ProvingKey(
                key.log2Domain(),
                key.verifyingKey(),
                key.beta1(),
                key.delta1(),
                key.a(),
                key.b(),
                key.pointsA(),
                key.pointsB1(),
                points,
                key.pointsC(),
                h,
                key.contributions());
    }

    /** A point of the twist whose order is no divisor of r: almost every one is. */
    static G2Affine outsideTheSubgroup() {
        Fp2 b = new Fp2(Fp.of(3), Fp.ZERO).div(Fp2.NON_RESIDUE);
        for (long x = 1; ; x++) {
            Fp2 candidate = new Fp2(Fp.of(x), Fp.ONE);
            var y = candidate.square().mul(candidate).add(b).sqrt();
            if (y.isPresent()) {
                G2Affine point = G2Affine.of(candidate, y.get());
                assertThat(point.isInSubgroup()).isFalse();
                return point;
            }
        }
    }
}
