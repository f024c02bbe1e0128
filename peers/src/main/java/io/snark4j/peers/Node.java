package io.snark4j.peers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Node 20 or later and the folder with the npm programs that {@code package.json} pins ("the peers' home").
 *
 * <p>The home is the environment variable {@code SNARK4J_PEERS_HOME} where set, else the system property
 * {@code snark4j.peers.home}. Immutable and thread-safe.
 */
public final class Node {
    /** The lowest major version that the peers run on. */
    public static final int MINIMUM_VERSION = 20;

    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\..*");
    private static final Duration VERSION_TIMEOUT = Duration.ofSeconds(20);

    private final Path program;
    private final Path home;

    private Node(Path program, Path home) {
        this.program = program;
        this.home = home;
    }

    /**
     * Finds Node on the PATH, and the peers' home.
     *
     * @return Node with every npm program in place
     * @throws PeerException with one line that names what is missing: Node, its version, npm, the home or its
     *     {@code node_modules}
     */
    public static Node find() {
        return find(System.getenv("PATH"), home());
    }

    /**
     * Says what keeps {@link #find} from succeeding.
     *
     * @return one line that names what is missing, or empty when nothing is
     */
    public static Optional<String> missing() {
        try {
            find();
            return Optional.empty();
        } catch (PeerException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    static Node find(@Nullable String path, @Nullable String home) {
        Path program = onPath(path, "node")
                .orElseThrow(() -> new PeerException(
                        "Node %d or later is missing: no node on the PATH".formatted(MINIMUM_VERSION)));
        String version = new Command(List.of(program.toString(), "--version"), Path.of("."), "", VERSION_TIMEOUT)
                .runSuccessfully()
                .stdout()
                .strip();
        if (majorVersion(version) < MINIMUM_VERSION) {
            throw new PeerException(
                    "Node %d or later is missing: %s is %s".formatted(MINIMUM_VERSION, program, version));
        }
        if (onPath(path, "npm").isEmpty()) {
            throw new PeerException("npm is missing: no npm on the PATH");
        }
        if (home == null) {
            throw new PeerException("the peers' home is missing: set SNARK4J_PEERS_HOME or -Dsnark4j.peers.home");
        }
        Path folder = Path.of(home).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder.resolve("node_modules"))) {
            throw new PeerException("the npm programs are missing: run npm ci in " + folder);
        }
        return new Node(program, folder);
    }

    /**
     * The folder that holds {@code package.json} and {@code node_modules}.
     *
     * @return an absolute path
     */
    public Path homeFolder() {
        return home;
    }

    /** A run of a script of the home ({@code node_modules/...} or ours), with Node's heap at 4 GB. */
    Command script(String script, List<String> arguments, Path directory, Duration timeout) {
        Path file = installed(script);
        var words = new ArrayList<>(List.of(program.toString(), "--max-old-space-size=4096", file.toString()));
        words.addAll(arguments);
        return new Command(words, directory, "", timeout);
    }

    /** A file or folder below the home, which has to be there. */
    Path installed(String relative) {
        Path file = home.resolve(relative);
        if (!Files.exists(file)) {
            throw new PeerException("%s is missing: run npm ci in %s".formatted(file, home));
        }
        return file;
    }

    static int majorVersion(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            throw new PeerException("node --version says \"%s\", expected v20.1.2 or the like".formatted(version));
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static @Nullable String home() {
        String variable = System.getenv("SNARK4J_PEERS_HOME");
        return variable != null && !variable.isBlank() ? variable : System.getProperty("snark4j.peers.home");
    }

    private static Optional<Path> onPath(@Nullable String path, String name) {
        if (path == null) {
            return Optional.empty();
        }
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");
        List<String> names = windows ? List.of(name + ".exe", name + ".cmd") : List.of(name);
        for (String folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
            for (String candidate : names) {
                Path file = Path.of(folder.isEmpty() ? "." : folder, candidate);
                if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }
}
