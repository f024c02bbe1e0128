/** The snark4j command. */
module io.snark4j.cli {
    requires static org.jspecify;
    requires info.picocli;
    requires io.snark4j.circuit;
    requires io.snark4j.curve;
    requires io.snark4j.field;
    requires io.snark4j.groth16;
    requires io.snark4j.peers;
    requires io.snark4j.r1cs;
    requires me.tongfei.progressbar;
    requires tools.jackson.databind;

    exports io.snark4j.cli;
}
