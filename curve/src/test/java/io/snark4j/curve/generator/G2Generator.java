package io.snark4j.curve.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes the classes of G2 that differ from those of G1 only in the field: the G1 class is the source, Fp becomes Fp2, and the
 * operations that need scratch there get it. Run in the module's folder, then let the formatter lay the lines out.
 */
public final class G2Generator {
    /** The derived classes, without their G1 or G2. */
    public static final List<String> CLASSES = List.of(
            "Jacobian",
            "Points",
            "BatchAdder",
            "BucketSums",
            "Window",
            "MsmTerms",
            "Msm",
            "FixedBase",
            "FixedBaseTable",
            "FixedBaseScalar",
            "FixedBaseLanes",
            "LaneAdder",
            "LaneExceptions",
            "LaneColumns",
            "LaneList",
            "LaneBuckets",
            "LaneTotals",
            "LaneWorker",
            "LaneMsm");

    private static final Path SOURCES = Path.of("src/main/java/io/snark4j/curve/bn254");
    private static final Pattern WITH_SCRATCH = Pattern.compile("(Fp2Limbs\\.(?:mul|square|inverse)\\()([^;]*)\\);");

    private G2Generator() {}

    /** Writes every derived class. */
    public static void main(String[] arguments) throws IOException {
        for (String name : CLASSES) {
            Files.writeString(target(name), derive(name));
        }
    }

    /** Where a derived class lies. */
    public static Path target(String name) {
        return SOURCES.resolve("G2" + name + ".java");
    }

    /** The text of a derived class, but for its layout. */
    public static String derive(String name) throws IOException {
        String source = Files.readString(SOURCES.resolve("G1" + name + ".java"));
        String scratch = name.equals("Jacobian") ? "so + TEMPORARIES" : "TEMPORARIES";
        String text = source.replace("G1", "G2").replace("FpLimbs", "Fp2Limbs").replace("FpLanes", "Fp2Lanes");
        text = WITH_SCRATCH.matcher(text).replaceAll("$1$2, s, " + scratch + ");");
        text = text.replace("SCRATCH = TEMPORARIES;", "SCRATCH = TEMPORARIES + Fp2Limbs.SCRATCH;");
        text = text.replace("256 kB", "512 kB").replace("220 kB", "420 kB");
        return "// Generated from G1" + name
                + ".java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.\n"
                + text;
    }
}
