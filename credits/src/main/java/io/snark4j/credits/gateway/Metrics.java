package io.snark4j.credits.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counters and gauges in Prometheus' text format (version 0.0.4). Labels are words of the program, never of a request. Thread-safe. */
public final class Metrics {
    private static final String PREFIX = "snark4j_gateway_";

    private final Map<String, LongAdder> counters = new ConcurrentSkipListMap<>();
    private final Map<String, LongSupplier> gauges = new ConcurrentSkipListMap<>();

    /** Begins with nothing counted. */
    public Metrics() {}

    /**
     * Adds to a counter.
     *
     * @param name of the counter, without prefix
     * @param label name of its one label
     * @param value of the label
     * @param amount at least 0
     */
    public void count(String name, String label, String value, long amount) {
        counters.computeIfAbsent(PREFIX + name + "_total{" + label + "=\"" + value + "\"}", key -> new LongAdder())
                .add(amount);
    }

    /**
     * Adds one to a counter without labels.
     *
     * @param name of the counter, without prefix
     */
    public void count(String name) {
        counters.computeIfAbsent(PREFIX + name + "_total", key -> new LongAdder())
                .increment();
    }

    /**
     * @param name of the gauge, without prefix
     * @param value asked for at each scrape
     */
    public void gauge(String name, LongSupplier value) {
        gauges.put(PREFIX + name, value);
    }

    /** @return all values, one a line, with the type of each family before its first */
    public String toText() {
        StringBuilder text = new StringBuilder();
        String last = "";
        for (Map.Entry<String, LongAdder> counter : counters.entrySet()) {
            String family = counter.getKey().replaceFirst("\\{.*", "");
            if (!family.equals(last)) {
                text.append("# TYPE ").append(family).append(" counter\n");
                last = family;
            }
            text.append(counter.getKey())
                    .append(' ')
                    .append(counter.getValue().sum())
                    .append('\n');
        }
        gauges.forEach((name, value) -> text.append("# TYPE ")
                .append(name)
                .append(" gauge\n")
                .append(name)
                .append(' ')
                .append(value.getAsLong())
                .append('\n'));
        return text.toString();
    }
}
