package io.snark4j.circuit.lint;

import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.r1cs.ConstraintSystem;

/** What findings call wires. */
sealed interface WireNames {
    /** Name of the circuit, for the report. */
    String circuit();

    /** Name to permit findings by. */
    String source(int wire);

    /** What the wire is and where it comes from, for messages. */
    String describe(int wire);

    /** Wires with a source. */
    record OfCircuit(CompiledCircuit compiled) implements WireNames {
        @Override
        public String circuit() {
            return compiled.name();
        }

        @Override
        public String source(int wire) {
            return compiled.wireSource(wire);
        }

        @Override
        public String describe(int wire) {
            return compiled.describeWire(wire);
        }
    }

    /** Wires with numbers only. */
    record OfSystem(ConstraintSystem system) implements WireNames {
        @Override
        public String circuit() {
            return "constraint system";
        }

        @Override
        public String source(int wire) {
            return "w" + wire;
        }

        @Override
        public String describe(int wire) {
            String kind = wire <= system.publicOutputs()
                    ? "public output"
                    : wire <= system.publicCount()
                            ? "public input"
                            : wire <= system.publicCount() + system.privateInputs() ? "private input" : "wire";
            return kind + " w" + wire;
        }
    }
}
