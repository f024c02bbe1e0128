package io.snark4j.circuit.soundness;

import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.UnsolvableException;
import io.snark4j.circuit.WitnessSolver;
import io.snark4j.circuit.WitnessSolver.HintSite;
import io.snark4j.field.Fr;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.UnsatisfiedConstraint;
import io.snark4j.r1cs.Witness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Tries to cheat a circuit on given inputs. Immutable, thread-safe.
 *
 * <pre>{@code
 * SoundnessCheck.of(CircuitCompiler.compile(Purchase.class))
 *         .permitFree("inverse or zero", "of zero: nothing depends on it")
 *         .run(new PurchaseInputs(5, 6), new SecureRandom())
 *         .requireSound();
 * }</pre>
 */
public final class SoundnessCheck {
    private final CompiledCircuit circuit;
    private final Map<String, String> permitted;

    private SoundnessCheck(CompiledCircuit circuit, Map<String, String> permitted) {
        this.circuit = circuit;
        this.permitted = permitted;
    }

    /**
     * @param circuit to be cheated
     * @return a check that permits nothing
     */
    public static SoundnessCheck of(CompiledCircuit circuit) {
        return new SoundnessCheck(circuit, Map.of());
    }

    /**
     * @param cell name of an input or of a hint whose value may change unnoticed
     * @param reason why that is sound, for the report
     * @return a check that permits this too
     */
    public SoundnessCheck permitFree(String cell, String reason) {
        Map<String, String> more = new LinkedHashMap<>(permitted);
        more.put(cell, reason);
        return new SoundnessCheck(circuit, Map.copyOf(more));
    }

    /**
     * @param inputs honest ones, by name
     * @param random for random values
     * @return what was tried and what went unnoticed
     * @throws IllegalArgumentException if the inputs have no witness
     */
    public SoundnessReport run(Record inputs, RandomGenerator random) {
        return run(circuit.solve(inputs), random);
    }

    /**
     * @param inputs honest ones, by name
     * @param random for random values
     * @return what was tried and what went unnoticed
     * @throws IllegalArgumentException if the inputs have no witness
     */
    public SoundnessReport run(Map<String, ?> inputs, RandomGenerator random) {
        return run(circuit.solve(inputs), random);
    }

    private SoundnessReport run(Witness honest, RandomGenerator random) {
        UnsatisfiedConstraint violated = Satisfaction.check(circuit, honest).orElse(null);
        if (violated != null) {
            throw new IllegalStateException("the solver's own witness violates " + violated);
        }
        Findings findings = new Findings();
        int mutations = mutate(honest, random, findings);
        int forgeries = forge(honest, random, findings);
        return new SoundnessReport(
                circuit.name(), mutations, forgeries, List.copyOf(findings.unnoticed), Map.copyOf(findings.free));
    }

    private int mutate(Witness honest, RandomGenerator random, Findings findings) {
        WitnessMutation mutation = new WitnessMutation(circuit, honest);
        int tried = 0;
        for (int wire = 1; wire < circuit.wires(); wire++) {
            Fr value = honest.value(wire);
            for (Fr change : List.of(Fr.ONE, nonZero(random))) {
                tried++;
                if (!mutation.isNoticed(wire, value.add(change))) {
                    String cell = circuit.wireSource(wire);
                    findings.add(cell, "wire " + wire + ", " + cell + ", may have any value");
                    break;
                }
            }
        }
        return tried;
    }

    private int forge(Witness honest, RandomGenerator random, Findings findings) {
        List<Fr> inputs = IntStream.rangeClosed(1, circuit.inputNames().size())
                .mapToObj(honest::value)
                .toList();
        WitnessSolver solver = circuit.solver();
        int tried = 0;
        for (HintSite site : solver.hints()) {
            for (Fr[] forgery : forgeries(site, honest, random)) {
                tried++;
                if (isAccepted(solver.replacingHint(site.index(), _ -> forgery), inputs)) {
                    findings.add(
                            site.name(),
                            "hint \"" + site.name() + "\" at " + site.description() + " may give another result");
                    break;
                }
            }
        }
        return tried;
    }

    // The solver stops at the first constraint that fails; that it fails depends on no later step.
    private boolean isAccepted(WitnessSolver forging, List<Fr> inputs) {
        try {
            Witness forged = forging.solve(inputs);
            return Satisfaction.check(circuit, forged).isEmpty();
        } catch (UnsolvableException refused) {
            return false;
        }
    }

    private List<Fr[]> forgeries(HintSite site, Witness honest, RandomGenerator random) {
        Fr[] outputs = new Fr[site.wires().size()];
        Arrays.setAll(outputs, i -> isWire(site, i) ? honest.value(site.wires().get(i)) : Fr.ZERO);
        List<Fr[]> forgeries = new ArrayList<>(circuit.solver().aliases(site.index(), honest));
        forgeries.add(filled(outputs.length, Fr.ZERO));
        forgeries.add(filled(outputs.length, Fr.ONE));
        Fr[] allRandom = new Fr[outputs.length];
        Arrays.setAll(allRandom, _ -> Fr.random(random));
        forgeries.add(allRandom);
        for (int i = 0; i < outputs.length; i++) {
            for (Fr value : List.of(Fr.ZERO, Fr.ONE, outputs[i].neg(), Fr.random(random))) {
                Fr[] forgery = outputs.clone();
                forgery[i] = value;
                forgeries.add(forgery);
            }
        }
        forgeries.removeIf(forgery ->
                IntStream.range(0, outputs.length).allMatch(i -> !isWire(site, i) || forgery[i].equals(outputs[i])));
        return forgeries;
    }

    /** An output that is none, as an equality says its value, is not in the prover's hand. */
    private static boolean isWire(HintSite site, int output) {
        return site.wires().get(output) > 0;
    }

    private static Fr[] filled(int length, Fr value) {
        Fr[] values = new Fr[length];
        Arrays.fill(values, value);
        return values;
    }

    private static Fr nonZero(RandomGenerator random) {
        Fr value = Fr.random(random);
        return value.isZero() ? Fr.ONE : value;
    }

    private final class Findings {
        private final List<String> unnoticed = new ArrayList<>();
        private final Map<String, String> free = new TreeMap<>();

        void add(String cell, String finding) {
            String reason = permitted.get(cell);
            if (reason == null) {
                unnoticed.add(finding);
            } else {
                free.put(cell, reason);
            }
        }
    }
}
