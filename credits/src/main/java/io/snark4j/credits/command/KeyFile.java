package io.snark4j.credits.command;

import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.cli.RefusedException;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.field.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;

/** Secrets in files, in the first line; private keys have 64 hex digits. Messages name the file, never what is in it. */
public final class KeyFile {
    private KeyFile() {}

    /**
     * @param file with the private key of an account
     * @return the account
     * @throws RefusedException if the file holds no key of secp256k1
     * @throws IOException if it cannot be read
     */
    public static Account account(Path file) throws IOException {
        try {
            return Account.of(read(file));
        } catch (MalformedInputException e) {
            throw new RefusedException(file + ": no private key of secp256k1", e);
        }
    }

    static EddsaPoseidon.PrivateKey signingKey(Path file) throws IOException {
        return EddsaPoseidon.PrivateKey.of(read(file));
    }

    /** The key of a file, which is made with a fresh one, readable by its owner alone, if it is not there. */
    static EddsaPoseidon.PrivateKey signingKeyOrNew(Path file) throws IOException {
        if (Files.exists(file)) {
            return signingKey(file);
        }
        EddsaPoseidon.PrivateKey fresh = EddsaPoseidon.PrivateKey.random();
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(fresh.toBytes()) + "\n", StandardOpenOption.TRUNCATE_EXISTING);
        return fresh;
    }

    private static byte[] read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new RefusedException(file + ": the file of the key is not there");
        }
        String line = firstLine(file);
        String hex = line.startsWith("0x") ? line.substring(2) : line;
        if (!hex.matches("[0-9a-fA-F]{64}")) {
            throw new RefusedException(file + ": expected 64 hex digits in its first line");
        }
        return HexFormat.of().parseHex(hex);
    }

    /**
     * @param file with a secret, which may be a pipe
     * @return its first line, without blanks around it
     * @throws RefusedException if that is empty
     * @throws IOException if the file cannot be read
     */
    public static String firstLine(Path file) throws IOException {
        try (var reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            if (line == null || line.isBlank()) {
                throw new RefusedException(file + ": its first line is empty");
            }
            return line.strip();
        }
    }
}
