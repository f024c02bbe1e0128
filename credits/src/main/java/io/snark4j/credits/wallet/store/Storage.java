package io.snark4j.credits.wallet.store;

import java.io.IOException;

/**
 * Files of one folder, whose writes are durable when they return. All that reaches a disk passes here, so that tests can cut the power at any
 * write: a write that did not return may have left any part of its bytes. Not thread-safe.
 */
public interface Storage extends AutoCloseable {
    /**
     * @param name of a file
     * @return its bytes, none if there is no such file
     * @throws IOException if it cannot be read
     */
    byte[] read(String name) throws IOException;

    /**
     * Writes in place, makes the file longer if need be and never shorter.
     *
     * @param name of a file, made if there is none
     * @param offset of the first byte, at most the file's length
     * @param bytes to write
     * @throws IOException if it is not certain that they are on the disk
     */
    void write(String name, long offset, byte[] bytes) throws IOException;

    /**
     * Puts a file in the place of another, or of none. A crash leaves the one or the other, whole.
     *
     * @param name of a file
     * @param bytes all of the new one
     * @throws IOException if it is not certain that it is on the disk
     */
    void replace(String name, byte[] bytes) throws IOException;

    /**
     * Names the folder's place on this machine: another after a copy, where the file system can tell.
     *
     * @param name of a file that exists
     * @return any text
     * @throws IOException if it cannot be read
     */
    String place(String name) throws IOException;

    @Override
    void close();
}
