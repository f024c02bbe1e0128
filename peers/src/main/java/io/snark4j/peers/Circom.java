package io.snark4j.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The circom compiler (npm {@code circom2}), with circomlib's folder on its include path. Thread-safe. */
public final class Circom {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final Node node;

    /**
     * The compiler of {@code node}'s home.
     *
     * @param node Node with the npm programs
     */
    public Circom(Node node) {
        this.node = node;
    }

    /**
     * The files that one compilation writes.
     *
     * @param r1cs constraints
     * @param wasm witness program
     * @param sym names of the signals
     */
    public record Artifacts(Path r1cs, Path wasm, Path sym) {}

    /**
     * Compiles a circuit with circom's full simplification ({@code --O2}).
     *
     * @param source a {@code .circom} file with a main component; may {@code include "poseidon.circom"} and the rest
     *     of circomlib
     * @param output an existing folder for the artifacts
     * @return where they are
     * @throws PeerException with circom's last lines if it does not compile
     */
    public Artifacts compile(Path source, Path output) {
        Path file = source.toAbsolutePath().normalize();
        Path folder = output.toAbsolutePath().normalize();
        // circom2 sees files through relative paths, and finds its includes only where none of them climbs with "..".
        Path directory = file.getRoot();
        if (directory == null || !Files.isRegularFile(file)) {
            throw new PeerException("circom: no such file: " + file);
        }
        List<String> arguments = List.of(
                file.toString(),
                "--r1cs",
                "--wasm",
                "--sym",
                "--O2",
                "-l",
                node.installed("node_modules/circomlib/circuits").toString(),
                "-o",
                folder.toString());
        node.script("node_modules/circom2/cli.js", arguments, directory, TIMEOUT)
                .runSuccessfully();
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.circom$", "");
        return new Artifacts(
                written(folder.resolve(name + ".r1cs")),
                written(folder.resolve(name + "_js").resolve(name + ".wasm")),
                written(folder.resolve(name + ".sym")));
    }

    private static Path written(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new PeerException("circom: did not write " + file);
        }
        return file;
    }
}
