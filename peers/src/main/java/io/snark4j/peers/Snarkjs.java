package io.snark4j.peers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * snarkjs' command line. Files are given by absolute or relative path; relative ones are taken from the JVM's working
 * directory. Every method but {@link #run} and {@link #verify} throws {@link PeerException} unless snarkjs succeeds.
 * Thread-safe.
 */
public final class Snarkjs {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String SCRIPT = "node_modules/snarkjs/build/cli.cjs";
    private static final Pattern INFO = Pattern.compile("(?:\\[INFO\\].*?snarkJS.*?: )?# of ([A-Za-z ]+): (\\d+)");
    private static final Pattern COLOUR = Pattern.compile("\\u001b\\[[0-9;]*m");

    private final Node node;

    /**
     * snarkjs of {@code node}'s home.
     *
     * @param node Node with the npm programs
     */
    public Snarkjs(Node node) {
        this.node = node;
    }

    /**
     * Any command, whatever its exit code.
     *
     * @param arguments as typed after {@code snarkjs}
     * @return exit code and output; most messages, errors too, are on standard output
     * @throws PeerException if it does not end within five minutes
     */
    public Output run(String... arguments) {
        return command(arguments).run();
    }

    /**
     * {@code groth16 setup}: a proving key without phase-2 contribution.
     *
     * @param r1cs circuit
     * @param ptau prepared powers of tau
     * @param zkey written
     */
    public void setup(Path r1cs, Path ptau, Path zkey) {
        succeed("groth16", "setup", text(r1cs), text(ptau), text(zkey));
    }

    /**
     * {@code zkey contribute}, without which {@link #setup}'s key is forgeable.
     *
     * @param zkey read
     * @param contributed written
     * @param entropy any text
     */
    public void contribute(Path zkey, Path contributed, String entropy) {
        succeed("zkey", "contribute", text(zkey), text(contributed), "--name=test", "-e=" + entropy);
    }

    /**
     * {@code groth16 prove}.
     *
     * @param zkey proving key
     * @param wtns witness
     * @param proof JSON, written
     * @param publics JSON of the public values, written
     */
    public void prove(Path zkey, Path wtns, Path proof, Path publics) {
        succeed("groth16", "prove", text(zkey), text(wtns), text(proof), text(publics));
    }

    /**
     * {@code groth16 verify}.
     *
     * @param verifyingKey JSON
     * @param publics JSON of the public values
     * @param proof JSON
     * @return whether snarkjs accepts the proof
     * @throws PeerException if it fails with anything else than "Invalid proof"
     */
    public boolean verify(Path verifyingKey, Path publics, Path proof) {
        Command command = command("groth16", "verify", text(verifyingKey), text(publics), text(proof));
        Output output = command.run();
        if (output.isSuccess() && output.stdout().contains("OK!")) {
            return true;
        }
        if (!output.isSuccess() && output.stdout().contains("Invalid proof")) {
            return false;
        }
        throw new PeerException("%s: exit code %d: %s"
                .formatted(command, output.exitCode(), Command.lastLines(output.stdout() + "\n" + output.stderr())));
    }

    /**
     * {@code r1cs info}.
     *
     * @param r1cs circuit
     * @return its counts by snarkjs' names: {@code Wires}, {@code Constraints}, {@code Private Inputs},
     *     {@code Public Inputs}, {@code Labels}, {@code Outputs}
     */
    public Map<String, Long> r1csInfo(Path r1cs) {
        String output = succeed("r1cs", "info", text(r1cs)).stdout();
        var counts = new TreeMap<String, Long>();
        Matcher matcher = INFO.matcher(COLOUR.matcher(output).replaceAll(""));
        while (matcher.find()) {
            counts.put(matcher.group(1), Long.valueOf(matcher.group(2)));
        }
        return counts;
    }

    /**
     * {@code wtns check}.
     *
     * @param r1cs circuit
     * @param wtns witness
     * @return whether the witness satisfies the circuit
     */
    public boolean isSatisfied(Path r1cs, Path wtns) {
        return run("wtns", "check", text(r1cs), text(wtns)).stdout().contains("WITNESS IS CORRECT");
    }

    /**
     * {@code wtns calculate}.
     *
     * @param wasm circom's witness program
     * @param input JSON
     * @param wtns written
     */
    public void calculateWitness(Path wasm, Path input, Path wtns) {
        succeed("wtns", "calculate", text(wasm), text(input), text(wtns));
    }

    /**
     * {@code zkey export verificationkey}.
     *
     * @param zkey proving key
     * @param verifyingKey JSON, written
     */
    public void exportVerifyingKey(Path zkey, Path verifyingKey) {
        succeed("zkey", "export", "verificationkey", text(zkey), text(verifyingKey));
    }

    /**
     * {@code powersoftau new}, one contribution and {@code prepare phase2}: a ceremony of one, for tests.
     *
     * @param power log2 of the largest domain, 1 to 28; 12 takes some ten seconds, each step more doubles it
     * @param directory where intermediate files go
     * @param ptau written
     */
    public void powersOfTau(int power, Path directory, Path ptau) {
        String fresh = text(directory.resolve("pot%d_0000.ptau".formatted(power)));
        String contributed = text(directory.resolve("pot%d_0001.ptau".formatted(power)));
        succeed("powersoftau", "new", "bn128", Integer.toString(power), fresh);
        succeed("powersoftau", "contribute", fresh, contributed, "--name=test", "-e=for tests only");
        succeed("powersoftau", "prepare", "phase2", contributed, text(ptau));
    }

    /**
     * The command line itself, for who runs it on his own, as to measure the process.
     *
     * @param arguments as typed after {@code snarkjs}
     * @return program and arguments
     */
    public List<String> words(String... arguments) {
        return command(arguments).words();
    }

    private Output succeed(String... arguments) {
        return command(arguments).runSuccessfully();
    }

    private Command command(String... arguments) {
        return node.script(SCRIPT, List.of(arguments), Path.of("."), TIMEOUT);
    }

    private static String text(Path path) {
        return path.toAbsolutePath().toString();
    }
}
