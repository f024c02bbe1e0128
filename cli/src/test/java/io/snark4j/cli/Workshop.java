package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One good file of every kind, made by the command itself from {@link Cubic} with x = 3, y = 35. */
record Workshop(Path directory) {
    static final String CUBIC = Cubic.class.getName();

    static Workshop equip(Path directory) throws IOException {
        var workshop = new Workshop(directory);
        Files.writeString(workshop.input(), "{\"y\": 35, \"x\": \"3\"}");
        Outcome.of("circuit", "compile", CUBIC, workshop.r1cs(), "--sym", workshop.sym())
                .assertDone();
        Outcome.of("circuit", "solve", CUBIC, workshop.input(), workshop.wtns()).assertDone();
        Outcome.of("groth16", "setup", "--insecure", workshop.r1cs(), workshop.zkey())
                .assertDone();
        Outcome.of("groth16", "prove", workshop.zkey(), workshop.wtns(), workshop.proof(), workshop.publics())
                .assertDone();
        Outcome.of("zkey", "export", "verificationkey", workshop.zkey(), workshop.verificationKey())
                .assertDone();
        return workshop;
    }

    Path r1cs() {
        return directory.resolve("cubic.r1cs");
    }

    Path sym() {
        return directory.resolve("cubic.sym");
    }

    Path input() {
        return directory.resolve("input.json");
    }

    Path wtns() {
        return directory.resolve("witness.wtns");
    }

    Path zkey() {
        return directory.resolve("cubic.zkey");
    }

    Path verificationKey() {
        return directory.resolve("verification_key.json");
    }

    Path proof() {
        return directory.resolve("proof.json");
    }

    Path publics() {
        return directory.resolve("public.json");
    }

    /** The files by kind. */
    Map<String, Path> byKind() {
        return new TreeMap<>(Map.of(
                "r1cs", r1cs(),
                "sym", sym(),
                "input", input(),
                "wtns", wtns(),
                "zkey", zkey(),
                "vk", verificationKey(),
                "proof", proof(),
                "public", publics()));
    }

    /** Every file below {@code directory} with its contents, to see that nothing came, went or changed. */
    static Map<Path, String> contents(Path directory) throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                contents.put(
                        path,
                        Files.isDirectory(path) ? "" : java.util.HexFormat.of().formatHex(Files.readAllBytes(path)));
            }
        }
        assertThat(contents).isNotEmpty();
        return contents;
    }
}
