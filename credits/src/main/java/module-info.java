/** Anonymous API credits. */
module io.snark4j.credits {
    requires static org.jspecify;
    requires com.esaulpaugh.headlong;
    requires com.zaxxer.hikari;
    requires java.net.http;
    requires java.sql;
    requires jdk.httpserver;
    requires org.bouncycastle.provider;
    requires tools.jackson.databind;
    requires transitive io.snark4j.circuit;
    requires transitive io.snark4j.groth16;

    exports io.snark4j.credits.ethereum;
    exports io.snark4j.credits.gateway;
    exports io.snark4j.credits.gateway.http;
    exports io.snark4j.credits.gateway.store;
    exports io.snark4j.credits.ticket;
    exports io.snark4j.credits.vault;
}
