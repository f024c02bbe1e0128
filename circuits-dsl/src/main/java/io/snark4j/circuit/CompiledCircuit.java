package io.snark4j.circuit;

import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.R1cs;
import io.snark4j.r1cs.SparseMatrix;
import io.snark4j.r1cs.WireLabels;
import io.snark4j.r1cs.Witness;
import io.snark4j.r1cs.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A circuit as constraints, with the program that computes its witness. It has no public outputs; its public inputs come first, then the
 * private ones, each in the order of the record's components. Compiling the same circuit again gives the same constraints, wires and
 * bytes. Immutable, thread-safe.
 *
 * <pre>{@code
 * CompiledCircuit circuit = CircuitCompiler.compile(Cubic.class);
 * Witness witness = circuit.solve(new CubicInputs(35, 3));
 * R1csFile.write(Path.of("cubic.r1cs"), circuit);
 * circuit.writeSym(Path.of("cubic.sym"));
 * }</pre>
 */
public final class CompiledCircuit implements ConstraintSystem {
    private final String name;
    private final InputLayout layout;
    private final R1cs system;
    private final int[] places;
    private final List<SourceLocation> locations;
    private final List<String> warnings;
    private final WitnessSolver solver;

    CompiledCircuit(
            String name,
            InputLayout layout,
            R1cs system,
            WitnessProgram program,
            Hint[] hints,
            int[] places,
            List<SourceLocation> locations,
            List<String> warnings) {
        this.name = name;
        this.layout = layout;
        this.system = system;
        this.places = places;
        this.locations = locations;
        this.warnings = warnings;
        solver = new WitnessSolver(this, program, hints);
    }

    /**
     * Computes the witness; cost about one multiplication an entry of the matrices A and B.
     *
     * @param inputs a record with a component for every input of the circuit, by name: {@code Fr}, {@code BigInteger}, {@code long}, {@code
     *     int}, {@code boolean}, decimal or 0x-hexadecimal strings, arrays and lists of them, and records
     * @return the values of all wires; they satisfy the circuit if its {@link NativeTwin}s are right
     * @throws io.snark4j.field.MalformedInputException if an input is missing, unknown, mis-sized, out of range or of a wrong type
     * @throws UnsatisfiedConstraintException if the inputs violate a constraint
     */
    public Witness solve(Record inputs) {
        return solver.solve(inputs);
    }

    /**
     * As {@link #solve(Record)}, for inputs that were read from JSON.
     *
     * @param inputs a value for every input of the circuit, by name; records become maps
     * @return the values of all wires; they satisfy the circuit if its {@link NativeTwin}s are right
     */
    public Witness solve(Map<String, ?> inputs) {
        return solver.solve(inputs);
    }

    /** @return computes witnesses, dishonest ones too */
    public WitnessSolver solver() {
        return solver;
    }

    /** @return simple name of the circuit's class */
    public String name() {
        return name;
    }

    /** @return names of all inputs in the order of their wires, from wire 1: {@code y}, {@code siblings[3]}, {@code note.k} */
    public List<String> inputNames() {
        return layout.names();
    }

    /** @return one line for each thing that is allowed but likely a mistake: private inputs and hint results in no constraint */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * @param wire in [0, wires)
     * @return the input's name; {@code one} for wire 0; {@code $w17} for others
     */
    public String wireName(int wire) {
        if (wire == 0) {
            return "one";
        }
        return wire <= layout.count() ? layout.names().get(wire - 1) : "$w" + wire;
    }

    /**
     * @param wire in [0, wires)
     * @return the input's name, the name of the hint whose output it is, or {@link #wireName}
     */
    public String wireSource(int wire) {
        return solver.hintOf(wire).map(WitnessSolver.HintSite::name).orElseGet(() -> wireName(wire));
    }

    /**
     * @param wire in [0, wires)
     * @return what the wire is and where it comes from: {@code public input y}, {@code output 3 of hint "bits" at Purchase.java:88}, or {@code
     *     $w17, computed at Purchase.java:88}
     */
    public String describeWire(int wire) {
        if (wire <= layout.count()) {
            return (wire == 0 ? "constant " : wire <= publicInputs() ? "public input " : "private input ")
                    + wireName(wire);
        }
        return solver.hintOf(wire)
                .map(site -> (site.wires().size() == 1
                                ? "output"
                                : "output " + site.wires().indexOf(wire)) + " of hint \"" + site.name() + "\" at "
                        + site.description())
                .orElseGet(() -> wireName(wire) + ", computed at " + describe(solver.definition(wire)));
    }

    /**
     * Writes the names of all wires as circom's .sym file: a line {@code label,wire,component,main.name} each.
     *
     * @param file replaced if it exists
     * @throws IOException if writing fails; the target is then as it was
     */
    public void writeSym(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int wire = 1; wire < wires(); wire++) {
            text.append(labels().label(wire))
                    .append(',')
                    .append(wire)
                    .append(",0,main.")
                    .append(wireName(wire))
                    .append('\n');
        }
        AtomicFile.write(file, text);
    }

    /**
     * @param constraint in [0, constraints)
     * @return where it was stated, and by which calls
     */
    public SourceLocation location(int constraint) {
        return locations.get(places[constraint]);
    }

    InputLayout layout() {
        return layout;
    }

    @Override
    public int wires() {
        return system.wires();
    }

    @Override
    public int publicOutputs() {
        return 0;
    }

    @Override
    public int publicInputs() {
        return system.publicInputs();
    }

    @Override
    public int privateInputs() {
        return system.privateInputs();
    }

    @Override
    public SparseMatrix a() {
        return system.a();
    }

    @Override
    public SparseMatrix b() {
        return system.b();
    }

    @Override
    public SparseMatrix c() {
        return system.c();
    }

    @Override
    public WireLabels labels() {
        return system.labels();
    }

    @Override
    public String describe(int constraint) {
        return location(constraint).description();
    }

    /** @return sizes only */
    @Override
    public String toString() {
        return name + ": " + constraints() + " constraints, " + wires() + " wires, " + publicInputs() + " public and "
                + privateInputs() + " private inputs";
    }
}
