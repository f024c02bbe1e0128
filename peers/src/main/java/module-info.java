/** Outside programs as independent oracles. */
module io.snark4j.peers {
    requires static org.jspecify;
    requires java.net.http;
    requires transitive tools.jackson.databind;

    exports io.snark4j.peers;
}
