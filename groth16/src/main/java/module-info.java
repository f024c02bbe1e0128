/** Groth16 setup, prover, verifier and exports. */
module io.snark4j.groth16 {
    requires static org.jspecify;
    requires tools.jackson.databind;
    requires transitive io.snark4j.curve;
    requires transitive io.snark4j.r1cs;

    exports io.snark4j.groth16;
    exports io.snark4j.groth16.solidity;
}
