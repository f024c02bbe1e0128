/** JMH benchmarks, never published. */
module io.snark4j.benchmarks {
    requires static org.jspecify;
    requires io.snark4j.circuit;
    requires io.snark4j.curve;
    requires io.snark4j.field;
    requires io.snark4j.groth16;
    requires io.snark4j.r1cs;
    requires jmh.core;

    exports io.snark4j.benchmarks;
}
