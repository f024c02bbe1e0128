package io.snark4j.benchmarks;

/** Holds the package open until its first class lands, which deletes this one. */
final class Marker {
    private Marker() {}
}
