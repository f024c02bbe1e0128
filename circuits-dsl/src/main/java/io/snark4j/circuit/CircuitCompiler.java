package io.snark4j.circuit;

/**
 * Turns circuits into constraints. A circuit is a record; compiling makes another instance of it, whose inputs are the wires, through its
 * canonical constructor, and calls its {@code define} once.
 */
public final class CircuitCompiler {
    private CircuitCompiler() {}

    /**
     * @param circuit a record type whose components are {@link Var} and records of those; arrays need sizes, so a prototype
     * @return the compiled circuit
     * @throws CircuitException if it cannot be compiled, or ignores a public input
     */
    public static CompiledCircuit compile(Class<? extends Circuit> circuit) {
        return compile(circuit, InputLayout.of(circuit));
    }

    /**
     * @param prototype a circuit whose arrays and lists have the sizes wanted, such as {@code new Membership(Var.input(), Var.array(20))}; what
     *     its variables hold does not matter
     * @return the compiled circuit
     * @throws CircuitException if it cannot be compiled, or ignores a public input
     */
    public static CompiledCircuit compile(Circuit prototype) {
        return compile(prototype.getClass(), InputLayout.of(prototype));
    }

    private static CompiledCircuit compile(Class<? extends Circuit> type, InputLayout layout) {
        ConstraintBuilder builder = new ConstraintBuilder(new SourceLocations(type), layout.count());
        Circuit circuit = (Circuit) layout.instantiate(builder);
        circuit.define(new Api(builder));
        return builder.finish(type.getSimpleName(), layout);
    }
}
