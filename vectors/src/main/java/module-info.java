/** Test vectors and their loader. */
module io.snark4j.vectors {
    requires static org.jspecify;
    requires tools.jackson.databind;

    exports io.snark4j.vectors;

    opens io.snark4j.vectors to
            tools.jackson.databind;
}
