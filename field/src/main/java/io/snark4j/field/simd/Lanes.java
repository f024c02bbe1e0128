package io.snark4j.field.simd;

import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * How many field elements the vector kernels of this JVM take at a time, decided once when this class is first used. Nothing here touches
 * the Vector API, so it may be asked anywhere; the other classes of this package must not be touched while {@link #COUNT} is 0.
 *
 * <p>The system property {@code snark4j.lanes} overrules the choice: {@code 8}, {@code 4}, {@code off}, or {@code auto}. A width that the
 * processor does not have runs correctly and very slowly, which is what tests want of it.
 */
public final class Lanes {
    /** The property that overrules the choice. */
    public static final String PROPERTY = "snark4j.lanes";

    /** What is known of this JVM, in one sentence. */
    private static final Choice CHOICE = choose(System.getProperty(PROPERTY, "auto"));

    /** 8 or 4; 0 where only scalar kernels run. */
    public static final int COUNT = CHOICE.count();

    /** What benchmark rows and logs call the kernels: {@code 8 lanes}, {@code 4 lanes} or {@code scalar}. */
    public static final String NAME = COUNT == 0 ? "scalar" : COUNT + " lanes";

    static {
        System.getLogger(Lanes.class.getName()).log(CHOICE.level(), CHOICE.reason());
    }

    private record Choice(int count, Level level, String reason) {}

    private Lanes() {}

    /** @return why {@link #COUNT} is what it is, in one sentence, with the flag to add where one is missing */
    public static String reason() {
        return CHOICE.reason();
    }

    private static Choice choose(String wish) {
        return switch (wish) {
            case "off" -> new Choice(0, Level.DEBUG, "Scalar kernels: " + PROPERTY + " is off");
            case "4", "8" -> forced(Integer.parseInt(wish));
            case "auto" -> preferred();
            default ->
                throw new IllegalArgumentException(PROPERTY + " is \"" + wish + "\"; possible are auto, 8, 4 and off");
        };
    }

    private static Choice forced(int count) {
        if (missingModule().isPresent()) {
            throw new IllegalStateException(
                    PROPERTY + " is " + count + ", but " + missingModule().get());
        }
        return new Choice(count, Level.DEBUG, count + " lanes: " + PROPERTY + " says so");
    }

    private static Choice preferred() {
        Optional<String> missing = missingModule();
        if (missing.isPresent()) {
            return new Choice(0, Level.INFO, "Scalar kernels, several times slower than vector ones: " + missing.get());
        }
        int bits = LaneWidth.preferredBits();
        if (bits < 256) {
            return new Choice(
                    0, Level.DEBUG, "Scalar kernels: vectors of " + bits + " bits are too short to be worth it here");
        }
        int count = bits >= 512 ? 8 : 4;
        return new Choice(count, Level.DEBUG, count + " lanes: vectors of " + bits + " bits");
    }

    private static Optional<String> missingModule() {
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return present
                ? Optional.empty()
                : Optional.of(
                        "the module jdk.incubator.vector is missing; start Java with --add-modules jdk.incubator.vector");
    }
}
