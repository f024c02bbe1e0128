package io.snark4j.cli.bench;

/** One line of the results. */
sealed interface Row {
    /** What is done, such as {@code prove}. */
    String operation();

    /** To how much, such as {@code 2^16}; may be empty. */
    String size();

    /** By what, such as {@code snarkjs}. */
    String by();

    /** How it is measured. */
    Scope scope();

    /** How a time is to be read. */
    enum Scope {
        /** In this process, after warm-up. */
        WARM("warm"),
        /** A process from start to end. */
        PROCESS("whole process");

        private final String words;

        Scope(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** What was measured. */
    record Measured(String operation, String size, String by, Scope scope, Samples samples) implements Row {}

    /** What did not come to a figure, and why. */
    record Failed(String operation, String size, String by, Scope scope, String reason) implements Row {}
}
