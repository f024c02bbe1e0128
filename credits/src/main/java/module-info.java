/** Anonymous API credits. */
module io.snark4j.credits {
    requires static org.jspecify;
    requires com.esaulpaugh.headlong;
    requires com.zaxxer.hikari;
    requires info.picocli;
    requires io.snark4j.cli;
    requires io.snark4j.peers;
    requires java.net.http;
    requires java.sql;
    requires jdk.httpserver;
    requires org.bouncycastle.provider;
    requires transitive io.snark4j.circuit;
    requires transitive io.snark4j.groth16;
    requires transitive tools.jackson.databind;

    exports io.snark4j.credits.ethereum;
    exports io.snark4j.credits.gateway;
    exports io.snark4j.credits.gateway.http;
    exports io.snark4j.credits.gateway.store;
    exports io.snark4j.credits.ticket;
    exports io.snark4j.credits.vault;
    exports io.snark4j.credits.wallet;
    exports io.snark4j.credits.wallet.http;
    exports io.snark4j.credits.wallet.store;

    // picocli makes the commands and fills their fields.
    opens io.snark4j.credits.command to
            info.picocli;
    opens io.snark4j.credits.wallet.command to
            info.picocli;

    // META-INF/services says the same for the class path.
    provides io.snark4j.cli.Subcommand with
            io.snark4j.credits.command.CreditsCommand,
            io.snark4j.credits.wallet.command.WalletCommand;
}
