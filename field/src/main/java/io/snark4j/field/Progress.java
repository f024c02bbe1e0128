package io.snark4j.field;

/** Hears how far a long computation is. Calls may come from any thread and must return quickly. */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress SILENT = (phase, done, total) -> {};

    /**
     * @param phase what is being done, in a few words
     * @param done units of work finished in this phase, in [0, total]
     * @param total units of work in this phase
     */
    void report(String phase, long done, long total);
}
