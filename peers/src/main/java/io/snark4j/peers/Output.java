package io.snark4j.peers;

/**
 * What a program that ended left behind.
 *
 * @param exitCode 0 by convention when it did what it was asked
 * @param stdout all of standard output, decoded as UTF-8
 * @param stderr all of standard error, decoded as UTF-8
 */
public record Output(int exitCode, String stdout, String stderr) {
    /**
     * Says whether the program ended with exit code 0.
     *
     * @return whether {@code exitCode} is 0
     */
    public boolean isSuccess() {
        return exitCode == 0;
    }
}
