package io.snark4j.cli.bench;

import java.util.List;

/** All figures of one run, in the order of the measurements, and where they were taken. Immutable. */
public final class Results {
    private final Environment environment;
    private final List<Row> rows;

    Results(Environment environment, List<Row> rows) {
        this.environment = environment;
        this.rows = List.copyOf(rows);
    }

    Environment environment() {
        return environment;
    }

    List<Row> rows() {
        return rows;
    }

    /** The provers that failed, each with its reason. */
    public List<String> failures() {
        return rows.stream()
                .filter(Row.Failed.class::isInstance)
                .map(Row.Failed.class::cast)
                .map(row -> row.by() + " (" + row.operation() + " " + row.size() + "): " + row.reason())
                .toList();
    }

    /** As JSON: the environment, then every row with all its samples in nanoseconds. */
    public String json() {
        return ResultsJson.of(this);
    }

    /** As a bar chart, an SVG file of its own. */
    public String chart() {
        return BarChart.of(this);
    }
}
