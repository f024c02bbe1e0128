/** Outside programs as independent oracles: run beside the project, never linked. */
module io.snark4j.peers {
    requires static jdk.httpserver; // in tests
    requires static org.jspecify;
    requires com.esaulpaugh.headlong;
    requires java.net.http;
    requires transitive tools.jackson.databind;

    exports io.snark4j.peers;
}
