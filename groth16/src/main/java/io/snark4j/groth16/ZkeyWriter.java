package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fp;
import io.snark4j.field.FpLimbs;
import io.snark4j.field.Fr;
import io.snark4j.r1cs.file.SectionsWriter;
import java.io.IOException;
import java.nio.file.Path;

/** One writing of a .zkey, sections in ascending order. */
final class ZkeyWriter {
    private static final int LIMBS = 4;

    private final SectionsWriter out;
    private final long[] word = new long[LIMBS];

    private ZkeyWriter(SectionsWriter out) {
        this.out = out;
    }

    static void write(Path file, ProvingKey key) throws IOException {
        try (SectionsWriter out = SectionsWriter.create(file, ZkeyFile.MAGIC, ZkeyFile.VERSION)) {
            new ZkeyWriter(out).write(key);
            out.commit();
        }
    }

    private void write(ProvingKey key) throws IOException {
        out.beginSection(ZkeyFile.PROTOCOL_SECTION);
        out.writeInt(ZkeyFile.GROTH16);
        out.beginSection(ZkeyFile.HEADER);
        writeHeader(key);
        out.beginSection(ZkeyFile.IC);
        for (G1Affine point : key.verifyingKey().ic()) {
            write(point);
        }
        out.beginSection(ZkeyFile.COEFFICIENTS);
        new ZkeyCoefficients(key.a(), key.b()).write(out);
        write(ZkeyFile.A, key.pointsA().limbs());
        write(ZkeyFile.B1, key.pointsB1().limbs());
        write(ZkeyFile.B2, key.pointsB2().limbs());
        write(ZkeyFile.C, key.pointsC().limbs());
        write(ZkeyFile.H, key.pointsH().limbs());
        out.beginSection(ZkeyFile.CONTRIBUTIONS);
        out.writeBytes(key.contributions().circuitHash());
        out.writeInt(key.contributions().count());
        out.writeBytes(key.contributions().encoded());
    }

    private void writeHeader(ProvingKey key) throws IOException {
        out.writeModulus(Fp.MODULUS);
        out.writeModulus(Fr.MODULUS);
        out.writeInt(key.wires());
        out.writeInt(key.publicCount());
        out.writeInt(1 << key.log2Domain());
        write(key.verifyingKey().alpha());
        write(key.beta1());
        write(key.verifyingKey().beta());
        write(key.verifyingKey().gamma());
        write(key.delta1());
        write(key.verifyingKey().delta());
    }

    private void write(int section, long[] limbs) throws IOException {
        out.beginSection(section);
        writeCoordinates(limbs);
    }

    private void write(G1Affine point) throws IOException {
        long[] limbs = new long[2 * LIMBS];
        point.write(limbs, 0);
        writeCoordinates(limbs);
    }

    private void write(G2Affine point) throws IOException {
        long[] limbs = new long[4 * LIMBS];
        point.write(limbs, 0);
        writeCoordinates(limbs);
    }

    private void writeCoordinates(long[] limbs) throws IOException {
        for (int at = 0; at < limbs.length; at += LIMBS) {
            FpLimbs.to256(word, 0, limbs, at);
            out.writeWords(word, 0, LIMBS);
        }
    }
}
