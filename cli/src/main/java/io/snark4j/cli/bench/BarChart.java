package io.snark4j.cli.bench;

import io.snark4j.cli.Quantities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Bars for what several did, one panel an operation and size with a scale of its own, as an SVG that needs nothing else and reads on
 * light and dark ground.
 */
final class BarChart {
    private static final int WIDTH = 760;
    private static final int MARGIN = 24;
    private static final int LABELS = 220;
    private static final int FIGURES = 90;
    private static final int HEADER = 72;
    private static final int PANEL_TITLE = 34;
    private static final int BAR = 18;
    private static final int STEP = 26;
    private static final int LONGEST_BAR = WIDTH - 2 * MARGIN - LABELS - FIGURES;

    /** Plain colours, and others where the reader's ground is dark; variables would be shorter, but not every viewer knows them. */
    private static final String STYLE = """
              <style>
                text { font: 13px system-ui, "DejaVu Sans", sans-serif; fill: #1f2328 }
                .ground { fill: #ffffff }
                .title { font-size: 17px; font-weight: 600 }
                .panel { font-weight: 600 }
                .quiet { fill: #59636e; font-size: 12px }
                .end { text-anchor: end }
                .ours { fill: #0969da }
                .theirs { fill: #9aa4af }
                .spread { stroke: #1f2328; stroke-width: 1.5 }
                .axis { stroke: #d1d9e0 }
                @media (prefers-color-scheme: dark) {
                  text { fill: #f0f6fc }
                  .ground { fill: #0d1117 }
                  .quiet { fill: #9198a1 }
                  .ours { fill: #4493f8 }
                  .theirs { fill: #6e7681 }
                  .spread { stroke: #f0f6fc }
                  .axis { stroke: #3d444d }
                }
              </style>
            """;

    private final StringBuilder svg = new StringBuilder();
    private int y = HEADER;

    private BarChart() {}

    static String of(Results results) {
        var chart = new BarChart();
        panels(results.rows()).forEach(chart::panel);
        return chart.finish(results.environment());
    }

    /** What two or more did; where there is no such thing, each proof alone. */
    private static Map<String, List<Row>> panels(List<Row> rows) {
        Map<String, List<Row>> panels = new LinkedHashMap<>();
        for (Row row : rows) {
            String title = (row.operation() + " " + row.size()).strip();
            panels.computeIfAbsent(title, any -> new ArrayList<>()).add(row);
        }
        panels.values()
                .removeIf(panel ->
                        panel.size() < 2 && !panel.getFirst().operation().equals("prove"));
        return panels;
    }

    private void panel(String title, List<Row> rows) {
        double longest = rows.stream()
                .mapToDouble(row -> row instanceof Row.Measured measured
                        ? measured.samples().most()
                        : 0)
                .max()
                .orElse(0);
        y += PANEL_TITLE;
        text(MARGIN, y - 12, "panel", title);
        int top = y;
        for (Row row : rows) {
            text(
                    MARGIN + LABELS - 10,
                    y + 14,
                    "end",
                    row.by() + ", " + row.scope().words());
            switch (row) {
                case Row.Measured measured -> bar(measured, longest);
                case Row.Failed _ -> text(MARGIN + LABELS + 6, y + 14, "quiet", "failed");
            }
            y += STEP;
        }
        svg.append("  <line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>%n"
                .formatted(MARGIN + LABELS, top - 4, MARGIN + LABELS, y - 2));
    }

    private void bar(Row.Measured row, double longest) {
        Samples samples = row.samples();
        double width = Math.max(1, LONGEST_BAR * samples.median() / longest);
        double least = MARGIN + LABELS + LONGEST_BAR * samples.least() / longest;
        double most = MARGIN + LABELS + LONGEST_BAR * samples.most() / longest;
        boolean ours = row.by().startsWith("snark4j") || row.by().endsWith("lanes");
        svg.append(String.format(
                Locale.ROOT,
                "  <rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
                ours ? "ours" : "theirs",
                MARGIN + LABELS,
                y,
                width,
                BAR));
        svg.append(String.format(
                Locale.ROOT,
                "  <line class=\"spread\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>%n",
                least,
                y + BAR / 2,
                most,
                y + BAR / 2));
        text((int) Math.ceil(most) + 8, y + 14, "", Quantities.time(samples.median()));
    }

    private void text(int x, int baseline, String type, String text) {
        svg.append("  <text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n".formatted(type, x, baseline, escaped(text)));
    }

    private String finish(Environment environment) {
        int height = y + MARGIN;
        String bars = svg.toString();
        svg.setLength(0);
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">%n"
                        .formatted(WIDTH, height, WIDTH, height));
        svg.append("  <title>snark4j bench</title>%n".formatted()).append(STYLE);
        svg.append("  <rect width=\"%d\" height=\"%d\" class=\"ground\"/>%n".formatted(WIDTH, height));
        text(MARGIN, 32, "title", "snark4j bench: shorter is faster");
        text(
                MARGIN,
                52,
                "quiet",
                environment.cpu() + ", threads: " + environment.threads() + ", " + environment.kernel());
        text(MARGIN, 69, "quiet", environment.jdk() + ", " + environment.when() + commit(environment));
        return svg.append(bars).append("</svg>\n").toString();
    }

    private static String commit(Environment environment) {
        return environment
                .commit()
                .map(commit -> ", commit " + commit.substring(0, Math.min(10, commit.length())))
                .orElse("");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
