package io.snark4j.cli.bench;

import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Results as JSON, times in nanoseconds. */
final class ResultsJson {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();

    private ResultsJson() {}

    static String of(Results results) {
        ObjectNode root = MAPPER.createObjectNode();
        write(root.putObject("environment"), results.environment());
        ArrayNode rows = root.putArray("rows");
        for (Row row : results.rows()) {
            write(rows.addObject(), row);
        }
        return WRITER.writeValueAsString(root) + "\n";
    }

    private static void write(ObjectNode json, Environment environment) {
        json.put("cpu", environment.cpu());
        json.put("cores", environment.cores());
        json.put("threads", environment.threads());
        json.put("system", environment.system());
        json.put("jdk", environment.jdk());
        ArrayNode flags = json.putArray("flags");
        environment.flags().forEach(flags::add);
        json.put("kernel", environment.kernel());
        environment.commit().ifPresent(commit -> json.put("commit", commit));
        json.put("when", environment.when().toString());
    }

    private static void write(ObjectNode json, Row row) {
        json.put("operation", row.operation());
        json.put("size", row.size());
        json.put("by", row.by());
        json.put("scope", row.scope().words());
        switch (row) {
            case Row.Failed failed -> json.put("failure", failed.reason());
            case Row.Measured measured -> {
                Samples samples = measured.samples();
                json.put("unit", "ns");
                json.put("median", samples.median());
                json.put("least", samples.least());
                json.put("most", samples.most());
                ArrayNode all = json.putArray("samples");
                for (double sample : samples.ascending()) {
                    all.add(sample);
                }
            }
        }
    }
}
