/** Circuits written in Java. */
module io.snark4j.circuit {
    requires static org.jspecify;
    requires transitive io.snark4j.curve;
    requires transitive io.snark4j.r1cs;

    exports io.snark4j.circuit;
    exports io.snark4j.circuit.lint;
    exports io.snark4j.circuit.profile;
    exports io.snark4j.circuit.soundness;
    exports io.snark4j.circuit.credit;
    exports io.snark4j.circuit.gadget;
}
