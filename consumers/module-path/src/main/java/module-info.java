/** A user's module: it names what it uses and nothing of the Vector API. */
module consumer {
    requires io.snark4j.circuit;
    requires io.snark4j.groth16;

    // The compiler and the solver read the components of the user's records.
    opens consumer to io.snark4j.circuit;
}
