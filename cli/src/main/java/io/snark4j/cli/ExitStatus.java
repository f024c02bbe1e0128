package io.snark4j.cli;

/** What the command tells the shell. */
public final class ExitStatus {
    /** Verified, or done. */
    public static final int DONE = 0;

    /** The proof does not verify, or the witness does not satisfy the circuit; everything could be read. */
    public static final int DOES_NOT_VERIFY = 1;

    /** An input is missing or malformed, an output cannot be written, or the command refuses. Nothing was changed. */
    public static final int BAD_INPUT = 2;

    private ExitStatus() {}
}
