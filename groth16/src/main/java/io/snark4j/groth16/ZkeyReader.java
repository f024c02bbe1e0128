package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G1Points;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.G2Points;
import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import io.snark4j.field.FpLimbs;
import io.snark4j.field.Fr;
import io.snark4j.field.Work;
import io.snark4j.r1cs.file.BinarySections;
import io.snark4j.r1cs.file.SectionReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One reading of a .zkey. Every section's size is held against what the header says of it before anything is allocated, so memory is
 * bounded by the file's length.
 */
final class ZkeyReader {
    private static final int LIMBS = 4;
    private static final ValueLayout.OfLong LITTLE_ENDIAN =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    /** Three G1 and one G2 point, the transcript, the type and the length of the parameters. */
    private static final int CONTRIBUTION_BYTES = 3 * ZkeyFile.G1_BYTES + ZkeyFile.G2_BYTES + 64;

    private final BinarySections sections;
    private final KeyDigest digest;
    private final Work work;
    private final SectionReader header;
    private final int wires;
    private final int publicCount;
    private final int domain;

    private ZkeyReader(BinarySections sections, KeyDigest digest, Work work) {
        this.sections = sections;
        this.digest = digest;
        this.work = work;
        SectionReader protocol = whole(ZkeyFile.PROTOCOL_SECTION);
        int found = protocol.readCount("protocol");
        if (found != ZkeyFile.GROTH16) {
            throw protocol.malformed("protocol", "1 (Groth16)", found + "");
        }
        protocol.expectEnd();
        header = whole(ZkeyFile.HEADER);
        header.readModulus(Fp.MODULUS, "the base field");
        header.readModulus(Fr.MODULUS, "the scalar field");
        wires = header.readCount("number of wires");
        publicCount = header.readCount("number of public inputs");
        domain = header.readCount("domain size");
        if (publicCount >= wires) {
            throw header.malformed("number of public inputs", "less than the " + wires + " wires", publicCount + "");
        }
        if (Integer.bitCount(domain) != 1 || domain < 2 || domain > 1 << QapDomain.MAX_LOG2) {
            throw header.malformed("domain size", "a power of two from 2 to 2^" + QapDomain.MAX_LOG2, domain + "");
        }
        if (domain <= publicCount) {
            throw header.malformed(
                    "domain size", "at least " + (publicCount + 1L) + " (public inputs + 1)", domain + "");
        }
    }

    /** The digest has taken the key when this returns. */
    static ProvingKey read(Path file, KeyDigest digest, Work work) throws IOException {
        try (BinarySections sections = BinarySections.open(file, ZkeyFile.MAGIC, ZkeyFile.VERSION)) {
            return new ZkeyReader(sections, digest, work).key();
        }
    }

    private SectionReader whole(int section) {
        SectionReader own = sections.section(section).copy();
        byte[] bytes = new byte[(int) own.size()];
        own.copy().readBytes(bytes, 0, bytes.length, "section " + section);
        digest.whole(section, bytes);
        return own;
    }

    private ProvingKey key() throws IOException {
        requireSizes();
        G1Affine alpha1 = g1Point(header, "alpha in G1");
        G1Affine beta1 = g1Point(header, "beta in G1");
        G2Affine beta2 = headerG2("beta in G2");
        G2Affine gamma2 = headerG2("gamma in G2");
        G1Affine delta1 = g1Point(header, "delta in G1");
        G2Affine delta2 = headerG2("delta in G2");
        header.expectEnd();
        var verifyingKey = new VerifyingKey(alpha1, beta2, gamma2, delta2, ic());
        SectionReader coefficients = sections.section(ZkeyFile.COEFFICIENTS);
        int count = coefficients.readCount("number of coefficients");
        var matrices = ZkeyCoefficients.read(coefficients, count, domain, wires, digest, work);
        return new ProvingKey(
                Integer.numberOfTrailingZeros(domain),
                verifyingKey,
                beta1,
                delta1,
                matrices.a(),
                matrices.b(),
                g1(ZkeyFile.A, "A", wires),
                g1(ZkeyFile.B1, "B1", wires),
                g2(ZkeyFile.B2, "B2", wires),
                g1(ZkeyFile.C, "C", wires - publicCount - 1),
                g1(ZkeyFile.H, "H", domain),
                contributions());
    }

    private void requireSizes() {
        requireSize(ZkeyFile.IC, "IC", publicCount + 1L, ZkeyFile.G1_BYTES);
        requireSize(ZkeyFile.A, "A", wires, ZkeyFile.G1_BYTES);
        requireSize(ZkeyFile.B1, "B1", wires, ZkeyFile.G1_BYTES);
        requireSize(ZkeyFile.B2, "B2", wires, ZkeyFile.G2_BYTES);
        requireSize(ZkeyFile.C, "C", wires - publicCount - 1L, ZkeyFile.G1_BYTES);
        requireSize(ZkeyFile.H, "H", domain, ZkeyFile.G1_BYTES);
    }

    private void requireSize(int section, String name, long points, int bytes) {
        SectionReader reader = sections.section(section);
        if (reader.size() != points * bytes) {
            throw reader.malformed(points + " points " + name, points * bytes + " bytes", reader.size() + " bytes");
        }
    }

    private List<G1Affine> ic() {
        SectionReader reader = whole(ZkeyFile.IC);
        List<G1Affine> points = new ArrayList<>(publicCount + 1);
        for (int i = 0; i <= publicCount; i++) {
            points.add(g1Point(reader, "IC point " + i));
        }
        return points;
    }

    private static G1Affine g1Point(SectionReader reader, String name) {
        G1Affine point = G1Affine.ofUnchecked(coordinate(reader, name), coordinate(reader, name));
        if (!point.isOnCurve()) {
            throw reader.malformed(name, "a point on the curve", point.toString());
        }
        return point;
    }

    private G2Affine headerG2(String name) {
        G2Affine point = G2Affine.ofUnchecked(
                new Fp2(coordinate(header, name), coordinate(header, name)),
                new Fp2(coordinate(header, name), coordinate(header, name)));
        if (!point.isOnCurve()) {
            throw header.malformed(name, "a point on the twist", point.toString());
        }
        return point;
    }

    private static Fp coordinate(SectionReader reader, String name) {
        long[] limbs = new long[LIMBS];
        reader.readWords(limbs, 0, LIMBS, name);
        if (!FpLimbs.isReduced(limbs, 0)) {
            throw reader.malformed(name, "coordinates below p", "a larger one");
        }
        FpLimbs.from256(limbs, 0, limbs, 0);
        return Fp.read(limbs, 0);
    }

    private G1Points g1(int section, String name, int count) throws IOException {
        var points = new G1Points(count);
        readPoints(section, name, points.limbs(), ZkeyFile.G1_BYTES);
        return points;
    }

    private G2Points g2(int section, String name, int count) throws IOException {
        var points = new G2Points(count);
        readPoints(section, name, points.limbs(), ZkeyFile.G2_BYTES);
        return points;
    }

    private void readPoints(int section, String name, long[] out, int pointBytes) throws IOException {
        SectionReader reader = sections.section(section);
        KeyDigest.Leaves leaves = digest.section(section, reader.size(), reader.chunks(pointBytes));
        var bad = new AtomicInteger(Integer.MAX_VALUE);
        reader.forEachChunk(pointBytes, "points " + name, work, () -> (chunk, first, bytes, length) -> {
            leaves.put(chunk, bytes, length);
            int longs = length / Long.BYTES;
            int at = first * (pointBytes / Long.BYTES);
            MemorySegment.copy(MemorySegment.ofArray(bytes), LITTLE_ENDIAN, 0, out, at, longs);
            int found = fromFile(out, at, longs / LIMBS);
            if (found >= 0) {
                bad.accumulateAndGet(first + found * Fp.BYTES / pointBytes, Math::min);
            }
        });
        if (bad.get() != Integer.MAX_VALUE) {
            throw reader.malformed("point " + bad + " of " + name, "coordinates below p", "a larger one");
        }
    }

    /** n coordinates to Montgomery form with R = 2^255, in place; the first that is not below p, or −1. */
    private static int fromFile(long[] out, int o, int n) {
        for (int i = 0; i < n; i++) {
            int at = o + LIMBS * i;
            if (!FpLimbs.isReduced(out, at)) {
                return i;
            }
            FpLimbs.from256(out, at, out, at);
        }
        return -1;
    }

    private Contributions contributions() {
        SectionReader reader = whole(ZkeyFile.CONTRIBUTIONS);
        byte[] circuitHash = new byte[Contributions.HASH_BYTES];
        reader.readBytes(circuitHash, 0, circuitHash.length, "circuit hash");
        int count = reader.readCount("number of contributions");
        reader.require(count * (CONTRIBUTION_BYTES + 8L), count + " contributions");
        SectionReader rest = reader.copy();
        rest.skip(reader.position(), "circuit hash");
        byte[] encoded = new byte[(int) rest.remaining()];
        rest.readBytes(encoded, 0, encoded.length, "contributions");
        for (int i = 0; i < count; i++) {
            reader.skip(CONTRIBUTION_BYTES, "contribution " + i);
            reader.readUnsignedInt("type of contribution " + i);
            reader.skip(reader.readUnsignedInt("parameter length"), "parameters of contribution " + i);
        }
        reader.expectEnd();
        return Contributions.of(circuitHash, count, encoded);
    }
}
