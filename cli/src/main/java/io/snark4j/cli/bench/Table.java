package io.snark4j.cli.bench;

import io.snark4j.cli.Quantities;

/** Results as lines of text, row by row as they come. */
final class Table {
    private static final String FORMAT = "%-20s %-6s %-34s %9s   %s";

    private Table() {}

    static String header() {
        return FORMAT.formatted("operation", "size", "by", "median", "least to most");
    }

    static String line(Row row) {
        String by = row.by() + " (" + row.scope().words() + ")";
        return switch (row) {
            case Row.Measured measured ->
                FORMAT.formatted(
                        row.operation(),
                        row.size(),
                        by,
                        Quantities.time(measured.samples().median()),
                        Quantities.time(measured.samples().least()) + " to "
                                + Quantities.time(measured.samples().most()));
            case Row.Failed failed -> FORMAT.formatted(row.operation(), row.size(), by, "FAILED", failed.reason());
        };
    }
}
