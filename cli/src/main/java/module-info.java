/** The snark4j command. */
module io.snark4j.cli {
    requires static org.jspecify;
    requires info.picocli;
    requires io.snark4j.circuit;
    requires io.snark4j.curve;
    requires transitive io.snark4j.field;
    requires io.snark4j.groth16;
    requires io.snark4j.peers;
    requires io.snark4j.r1cs;
    requires java.logging;
    requires tools.jackson.databind;

    exports io.snark4j.cli;

    // picocli makes the commands and fills their fields.
    opens io.snark4j.cli to
            info.picocli;

    // The circuit that the benchmark proves is compiled from its record.
    opens io.snark4j.cli.bench to
            io.snark4j.circuit;

    uses io.snark4j.cli.Subcommand;

    // META-INF/services says the same for the class path.
    provides io.snark4j.cli.Subcommand with
            io.snark4j.cli.DemoCommand,
            io.snark4j.cli.BenchCommand,
            io.snark4j.cli.CircuitCommand,
            io.snark4j.cli.Groth16Command,
            io.snark4j.cli.R1csCommand,
            io.snark4j.cli.RehearseCommand,
            io.snark4j.cli.WtnsCommand,
            io.snark4j.cli.ZkeyCommand;
}
