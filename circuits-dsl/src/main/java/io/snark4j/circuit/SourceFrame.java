package io.snark4j.circuit;

/**
 * A line of source in a call path.
 *
 * @param className its class, with its package
 * @param method its method, as the compiler names it: {@code lambda$define$0} for a lambda
 * @param file file name without a directory, empty if the class does not say
 * @param line line, negative if the class does not say
 */
public record SourceFrame(String className, String method, String file, int line) {
    static SourceFrame of(StackTraceElement element) {
        String file = element.getFileName();
        return new SourceFrame(
                element.getClassName(), element.getMethodName(), file == null ? "" : file, element.getLineNumber());
    }

    /** {@code Purchase.java:88}. */
    String place() {
        return file + ":" + line;
    }

    /** @return for example {@code Purchase.define (Purchase.java:88)} */
    @Override
    public String toString() {
        return className.substring(className.lastIndexOf('.') + 1) + "." + method + " (" + place() + ")";
    }
}
