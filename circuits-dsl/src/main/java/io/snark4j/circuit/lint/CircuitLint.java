package io.snark4j.circuit.lint;

import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.lint.LintFinding.Kind;
import io.snark4j.circuit.soundness.WitnessMutation;
import io.snark4j.field.Fr;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.SparseMatrix;
import io.snark4j.r1cs.UnsatisfiedConstraint;
import io.snark4j.r1cs.Witness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Looks for what is likely wrong with a circuit, and for variables that a prover may choose. Immutable, thread-safe.
 *
 * <pre>{@code
 * CircuitLint.of(circuit)
 *         .permit("inverse or zero", "of zero: nothing depends on it")
 *         .run(circuit.solve(inputs))
 *         .requireClean();
 * }</pre>
 *
 * <p><b>Without a witness</b> it finds wires that no constraint uses ({@link Kind#UNUSED}), and range checks of sums of two and more values
 * that are not known to be small ({@link Kind#WRAPS}), the mark of a comparison without range checks. The latter takes as range
 * checks only bits with the weights 1, 2, 4, ...; a comparison made otherwise is not found, and a sum that is one value by nature, such
 * as a hash that no wire holds, is found though nothing is wrong.
 *
 * <p><b>With a witness</b> it asks of each wire that is no input whether it could have another value with the same inputs. A wire about
 * which nothing is found <em>provably has one value for these inputs</em>: it follows from the inputs by equations with one solution, by
 * bits whose weighted sum is known and has no second choice of bits modulo r, and by refuting other values one by one. Of the others
 * one is named for each choice that the prover has: {@link Kind#SECOND_VALUE} if a second witness was found, by changing the wire alone or solving
 * all that follows from the change; {@link Kind#FREE_DIRECTION} if the Jacobian of the constraints has a kernel vector that moves it;
 * {@link Kind#NOT_SHOWN} if neither a proof nor a choice was found. Wires that follow from the wires named are not.
 *
 * <p><b>It does not show</b> that the circuit says what it should: a wrong formula with one solution is clean. It says nothing of inputs,
 * which are taken as given (a private input that should have been kept in a range is not found unless a comparison uses it), and nothing of
 * other inputs than those of the witness: divisors may be zero there, bits may wrap. Run it on several witnesses, edge cases among them.
 */
public final class CircuitLint {
    private final ConstraintSystem system;
    private final WireNames names;
    private final Map<String, String> permitted;

    private CircuitLint(ConstraintSystem system, WireNames names, Map<String, String> permitted) {
        this.system = system;
        this.names = names;
        this.permitted = permitted;
    }

    /**
     * @param circuit to be looked at
     * @return a lint that names wires by their places in the source
     */
    public static CircuitLint of(CompiledCircuit circuit) {
        return new CircuitLint(circuit, new WireNames.OfCircuit(circuit), Map.of());
    }

    /**
     * @param system from anywhere, such as a .r1cs file
     * @return a lint that names wires by their numbers
     */
    public static CircuitLint of(ConstraintSystem system) {
        return new CircuitLint(system, new WireNames.OfSystem(system), Map.of());
    }

    /**
     * @param source name of an input or of a hint, or of a wire, about which nothing is to be said
     * @param reason why, for the report
     * @return a lint that permits this too
     */
    public CircuitLint permit(String source, String reason) {
        Map<String, String> more = new TreeMap<>(permitted);
        more.put(source, reason);
        return new CircuitLint(system, names, Map.copyOf(more));
    }

    /** @return what can be found without a witness */
    public LintReport run() {
        boolean[] used = usedWires();
        Equations equations = new Equations(system);
        return report(structural(used, equations), 0);
    }

    /**
     * @param witness that satisfies the circuit
     * @return everything that is found
     * @throws IllegalArgumentException if it does not satisfy the circuit
     */
    public LintReport run(Witness witness) {
        Optional<UnsatisfiedConstraint> violated = Satisfaction.check(system, witness);
        if (violated.isPresent()) {
            throw new IllegalArgumentException(
                    "lint: the witness violates " + violated.get().message());
        }
        boolean[] used = usedWires();
        Equations equations = new Equations(system);
        List<LintFinding> findings = structural(used, equations);
        Determination determination = new Determination(equations, equations.complete(witness.values()));
        for (int wire = 1; wire < system.wires(); wire++) {
            if (!used[wire] || isInput(wire)) {
                determination.know(wire);
            }
        }
        determination.conclude();
        int determined = 0;
        for (int wire = 1; wire < system.wires(); wire++) {
            determined += used[wire] && !isInput(wire) && determination.isKnown(wire) ? 1 : 0;
        }
        findings.addAll(choices(equations, determination, new WitnessMutation(system, witness)));
        return report(findings, determined);
    }

    private LintReport report(List<LintFinding> all, int determined) {
        List<LintFinding> findings = new ArrayList<>();
        Map<String, String> free = new TreeMap<>();
        for (LintFinding finding : all) {
            String reason = permitted.get(finding.source());
            if (reason == null) {
                findings.add(finding);
            } else {
                free.put(finding.source(), reason);
            }
        }
        findings.sort(Comparator.comparingInt(LintFinding::wire));
        return new LintReport(names.circuit(), List.copyOf(findings), Map.copyOf(free), determined);
    }

    private List<LintFinding> structural(boolean[] used, Equations equations) {
        List<LintFinding> findings = new ArrayList<>();
        for (int wire = 1; wire < system.wires(); wire++) {
            if (!used[wire]) {
                String consequence = wire <= system.publicCount() ? ": a proof says nothing about it" : "";
                findings.add(finding(Kind.UNUSED, wire, "no constraint uses " + names.describe(wire) + consequence));
            }
        }
        for (RangeChecks.Wrapping check : new RangeChecks(equations, new Intervals(equations)).wrapping()) {
            String operands = check.operands().stream().limit(4).map(this::name).collect(Collectors.joining(", "));
            findings.add(finding(
                    Kind.WRAPS,
                    check.operands().getFirst(),
                    "a sum is kept below 2^" + check.bits() + place(equations, check.equation())
                            + ", but may wrap modulo r: nothing keeps these small: " + operands));
        }
        return findings;
    }

    /**
     * One wire for each choice: after it is named it is taken as given, so that what follows from it is not named too. The least bounded first: of
     * the digits of a number it is the one that is none.
     */
    private List<LintFinding> choices(Equations equations, Determination determination, WitnessMutation mutation) {
        List<LintFinding> findings = new ArrayList<>();
        if (IntStream.range(1, system.wires()).allMatch(determination::isKnown)) {
            return findings;
        }
        determination.seekSecondValues();
        Tangents tangents = new Tangents(equations, determination);
        while (true) {
            OptionalInt next = IntStream.range(1, system.wires())
                    .filter(wire -> !determination.isKnown(wire))
                    .boxed()
                    .max(Comparator.comparing(determination::size).thenComparing(Comparator.reverseOrder()))
                    .stream()
                    .mapToInt(wire -> wire)
                    .findFirst();
            if (next.isEmpty()) {
                return findings;
            }
            findings.add(choice(next.getAsInt(), determination, tangents, mutation));
            determination.know(next.getAsInt());
            determination.conclude();
        }
    }

    private LintFinding choice(int wire, Determination determination, Tangents tangents, WitnessMutation mutation) {
        Optional<Fr> second = secondValue(wire, determination, mutation);
        if (second.isPresent()) {
            return finding(
                    Kind.SECOND_VALUE,
                    wire,
                    names.describe(wire) + " may have another value with the same inputs: " + second.get()
                            + " instead of " + determination.honest(wire));
        }
        return tangents.moves(wire)
                ? finding(
                        Kind.FREE_DIRECTION,
                        wire,
                        names.describe(wire) + " can move, to first order, with the same inputs: the constraints'"
                                + " Jacobian at this witness has a kernel vector that moves it")
                : finding(
                        Kind.NOT_SHOWN,
                        wire,
                        "nothing shows that " + names.describe(wire) + " has only one value with the same inputs");
    }

    private Optional<Fr> secondValue(int wire, Determination determination, WitnessMutation mutation) {
        Fr honest = determination.honest(wire);
        List<Fr> candidates = new ArrayList<>(determination.alternatives(wire));
        if (candidates.isEmpty()) {
            candidates.addAll(List.of(honest.add(Fr.ONE), honest.neg(), Fr.ZERO, Fr.ONE));
        }
        candidates.removeIf(honest::equals);
        for (Fr value : candidates) {
            if (!mutation.isNoticed(wire, value)) {
                return Optional.of(value);
            }
        }
        for (Fr value : candidates) {
            if (!determination.secondValues().containsKey(wire)) {
                determination.isRefuted(Map.of(wire, value));
            }
        }
        return Optional.ofNullable(determination.secondValues().get(wire));
    }

    private LintFinding finding(Kind kind, int variable, String message) {
        int wire = variable < system.wires() ? variable : 0;
        return new LintFinding(kind, wire, names.source(wire), message);
    }

    private String name(int variable) {
        return variable < system.wires() ? names.describe(variable) : "a sum";
    }

    private String place(Equations equations, int equation) {
        // The equation of a sum is no constraint; one of the constraints that use the sum is the place.
        int constraint = equation < system.constraints()
                ? equation
                : equations.equationsOf(equations.get(equation).product().highestWire())[0];
        String place = constraint < system.constraints() ? system.describe(constraint) : "";
        return place.isEmpty() ? " by constraint " + constraint : " at " + place;
    }

    private boolean isInput(int wire) {
        return wire > system.publicOutputs() && wire <= system.publicCount() + system.privateInputs();
    }

    private boolean[] usedWires() {
        boolean[] used = new boolean[system.wires()];
        for (SparseMatrix matrix : List.of(system.a(), system.b(), system.c())) {
            for (int wire : matrix.wires()) {
                used[wire] = true;
            }
        }
        return used;
    }
}
