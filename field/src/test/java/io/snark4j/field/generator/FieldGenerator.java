package io.snark4j.field.generator;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Writes the sources that Fr and Fp share but for the modulus, from templates. Run its main from the module's folder with the source root
 * as the argument, then the formatter. {@link GeneratedSourcesTest} fails while a file differs from what this would write.
 */
public final class FieldGenerator {
    /** The parameter of the curve: r and p are polynomials in it (Barreto and Naehrig, 2005). */
    static final BigInteger U = new BigInteger("4965661367192848881");

    private static final List<String> TEMPLATES =
            List.of("Element", "Limbs", "Inverse", "ScalarKernels", "simd/Lanes", "LaneKernels");

    private final String field;
    private final String fieldName;
    private final String symbol;
    private final BigInteger modulus;

    private FieldGenerator(String field, String fieldName, String symbol, BigInteger modulus) {
        this.field = field;
        this.fieldName = fieldName;
        this.symbol = symbol;
        this.modulus = modulus;
    }

    static BigInteger barretoNaehrig(BigInteger u, long third) {
        BigInteger square = u.multiply(u);
        return square.multiply(square)
                .add(square.multiply(u))
                .multiply(BigInteger.valueOf(36))
                .add(square.multiply(BigInteger.valueOf(third)))
                .add(u.multiply(BigInteger.valueOf(6)))
                .add(BigInteger.ONE);
    }

    static BigInteger r() {
        return barretoNaehrig(U, 18);
    }

    static BigInteger p() {
        return barretoNaehrig(U, 24);
    }

    static long[] limbs(BigInteger value) {
        long[] result = new long[4];
        for (int i = 0; i < 4; i++) {
            result[i] = value.shiftRight(Long.SIZE * i).longValue();
        }
        return result;
    }

    /** All generated sources by file name. */
    static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        FieldGenerator fr = new FieldGenerator("Fr", "scalar field", "r", r());
        FieldGenerator fp = new FieldGenerator("Fp", "base field", "p", p());
        for (FieldGenerator generator : List.of(fr, fp)) {
            for (String template : TEMPLATES) {
                Path path = Path.of(template);
                String suffix =
                        template.equals("Element") ? "" : path.getFileName().toString();
                Path file = path.resolveSibling(generator.field + suffix + ".java");
                sources.put(file.toString(), generator.fill(path.getFileName().toString()));
            }
        }
        sources.put("simd/Fp2Lanes.java", fp.fill("Fp2Lanes"));
        sources.put("simd/FrButterflies.java", fr.fill("Butterflies"));
        return sources;
    }

    /** @param arguments the source root that holds io/snark4j/field */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0], "io", "snark4j", "field");
        for (Map.Entry<String, String> source : sources().entrySet()) {
            Files.writeString(folder.resolve(source.getKey()), source.getValue());
        }
    }

    private String fill(String template) throws IOException {
        String text;
        try (InputStream in = FieldGenerator.class.getResourceAsStream(template + ".java.template")) {
            if (in == null) {
                throw new IOException("no template " + template);
            }
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return own(text).map(this::fillLine).collect(Collectors.joining("\n", "", "\n"));
    }

    /** The lines that are not, between {@code //#only} and {@code //#end}, for the other field. */
    private Stream<String> own(String text) {
        List<String> own = new ArrayList<>();
        boolean others = false;
        for (String line : text.lines().toList()) {
            String stripped = line.strip();
            if (stripped.startsWith("//#only ")) {
                others = !stripped.equals("//#only " + field);
            } else if (stripped.equals("//#end")) {
                others = false;
            } else if (!others) {
                own.add(line);
            }
        }
        return own.stream();
    }

    private String fillLine(String line) {
        String stripped = line.strip();
        if (stripped.startsWith("//#")) {
            return String.join("\n", body(stripped.substring(3)));
        }
        long[] limbs = limbs(modulus);
        String filled = new UnrolledButterflies().constants(new UnrolledLanes(modulus).constants(line));
        for (int i = 0; i < limbs.length; i++) {
            filled = filled.replace("@P" + i + "@", Unrolled.literal(limbs[i]));
        }
        BigInteger radix = BigInteger.ONE.shiftLeft(255);
        int adicity = modulus.subtract(BigInteger.ONE).getLowestSetBit();
        BigInteger oddPart = modulus.shiftRight(adicity);
        BigInteger nonresidue = smallestNonresidue();
        return filled.replace("@Field@", field)
                .replace("@fieldName@", fieldName)
                .replace("@m@", symbol)
                .replace("@MODULUS@", modulus.toString())
                .replace("@ADICITY@", Integer.toString(adicity))
                .replace("@HALF_ODD_PART@", literals(oddPart.shiftRight(1)))
                .replace("@NONRESIDUE@", nonresidue.toString())
                .replace(
                        "@NONRESIDUE_POWER@",
                        literals(nonresidue
                                .modPow(oddPart, modulus)
                                .multiply(radix)
                                .mod(modulus)))
                .replace("@ONE@", literals(radix.mod(modulus)))
                .replace("@R_SQUARED@", literals(radix.pow(2).mod(modulus)))
                .replace("@R_CUBED@", literals(radix.pow(3).mod(modulus)));
    }

    private BigInteger smallestNonresidue() {
        BigInteger candidate = BigInteger.TWO;
        while (candidate.modPow(modulus.shiftRight(1), modulus).equals(BigInteger.ONE)) {
            candidate = candidate.add(BigInteger.ONE);
        }
        return candidate;
    }

    private static String literals(BigInteger value) {
        return LongStream.of(limbs(value)).mapToObj(Unrolled::literal).collect(Collectors.joining(", "));
    }

    private List<String> body(String operation) {
        Unrolled code = new Unrolled(modulus);
        switch (operation) {
            case "mul" ->
                code.loadDoubled("a", "a", "ao").load("b", "b", "bo").product().storeReduced("t", "out", "o");
            case "accumulate" ->
                code.loadDoubled("a", "a", "ao").load("b", "b", "bo").accumulation();
            case "reduceSum" -> code.wideReduction();
            case "square" -> code.line("mul(out, o, a, ao, a, ao);");
            case "add" ->
                code.load("a", "a", "ao")
                        .load("b", "b", "bo")
                        .sum("t", "a", "b")
                        .storeReduced("t", "out", "o");
            case "twice" -> code.loadDoubled("t", "a", "ao").storeReduced("t", "out", "o");
            case "sub" ->
                code.load("a", "a", "ao")
                        .load("b", "b", "bo")
                        .difference("r", "a", new String[] {"b0", "b1", "b2", "b3"})
                        .storeCorrected("r", "out", "o");
            case "neg" -> code.negation();
            case "halve" -> code.half();
            case "gcdF" -> {
                return new UnrolledInverse(modulus).loadModulus("f").statements();
            }
            case "gcdCofactors" -> {
                return new UnrolledInverse(modulus).updateCofactors().statements();
            }
            case "gcdFractions" -> {
                return new UnrolledInverse(modulus).updateFractions().statements();
            }
            case "gcdNormalise" -> {
                return new UnrolledInverse(modulus).normalise().statements();
            }
            default -> {
                return laneBody(operation);
            }
        }
        return code.statements();
    }

    private List<String> laneBody(String operation) {
        UnrolledLanes code = new UnrolledLanes(modulus);
        return switch (operation) {
            case "laneProduct" -> code.product();
            case "laneSquare" -> code.square();
            case "laneFold" -> code.fold();
            case "laneLowDigits" -> code.lowDigits();
            case "laneQuotients" -> code.quotients();
            case "laneStep" -> code.step();
            case "laneLastStep" -> code.lastStep();
            default -> formBody(operation);
        };
    }

    private List<String> formBody(String operation) {
        UnrolledForms code = new UnrolledForms();
        return switch (operation) {
            case "laneReduce" -> code.linear("");
            case "laneAdd" -> code.linear("add");
            case "laneSub" -> code.linear("sub");
            case "laneChord" -> code.chord();
            case "laneUnpack" -> code.unpack(false, false);
            case "laneUnpackSigned" -> code.unpack(true, false);
            case "laneGather" -> code.unpack(false, true);
            case "laneGatherSigned" -> code.unpack(true, true);
            case "lanePack" -> code.pack();
            default -> pairBody(operation);
        };
    }

    private List<String> pairBody(String operation) {
        UnrolledPairs code = new UnrolledPairs();
        return switch (operation) {
            case "pairProduct" -> code.product(false);
            case "pairProductConjugate" -> code.product(true);
            case "pairScaled" -> code.scaled();
            case "pairSquareReal" -> code.squares(true);
            case "pairSquareImaginary" -> code.squareImaginary();
            case "pairSumOfSquares" -> code.squares(false);
            default -> butterflyBody(operation);
        };
    }

    private List<String> butterflyBody(String operation) {
        UnrolledButterflies code = new UnrolledButterflies();
        return switch (operation) {
            case "sumAndDifference" -> code.sumAndDifference(false, false);
            case "sumAndDifferenceReduced" -> code.sumAndDifference(true, true);
            case "sumReducedAndDifference" -> code.sumAndDifference(true, false);
            case "products1" -> code.products(1);
            case "products2" -> code.products(2);
            case "quotients" -> code.quotients();
            case "firstStep" -> code.firstStep();
            case "finishForward" -> code.finishForward(false);
            case "finishForwardReduced" -> code.finishForward(true);
            case "finishInverse" -> code.finishInverse();
            case "gather4" -> code.transpose(4, true);
            case "gather8" -> code.transpose(8, true);
            case "scatter4" -> code.transpose(4, false);
            case "scatter8" -> code.transpose(8, false);
            default -> throw new IllegalArgumentException("no operation " + operation);
        };
    }
}
