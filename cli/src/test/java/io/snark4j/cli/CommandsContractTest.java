package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each command promises: its outputs, its words, its exit status. */
class CommandsContractTest {
    private static @TempDir Path shared;

    private static Workshop workshop;

    private @TempDir Path directory;

    @BeforeAll
    static void equip() throws IOException {
        workshop = Workshop.equip(shared);
    }

    @Test
    void anHonestProofVerifies() {
        Outcome outcome = Outcome.of(
                        "groth16", "verify", workshop.verificationKey(), workshop.publics(), workshop.proof())
                .assertDone();
        assertThat(outcome.out()).isEqualTo("OK!\n");
    }

    @Test
    void aProofOfAnotherStatementDoesNotVerify() throws IOException {
        Path other = Files.writeString(directory.resolve("public.json"), "[\"36\"]");
        Outcome outcome = Outcome.of("groth16", "verify", workshop.verificationKey(), other, workshop.proof());
        assertThat(outcome.assertDoesNotVerify().err()).contains("Invalid proof");
    }

    @Test
    void aProofForOtherPublicsThanTheKeyTakesIsBadInput() throws IOException {
        Path none = Files.writeString(directory.resolve("public.json"), "[]");
        Outcome.of("groth16", "verify", workshop.verificationKey(), none, workshop.proof())
                .assertRefusedSaying("1 public inputs", "0");
    }

    @Test
    void setupRefusesToBeSecureWithoutACeremony() {
        Path zkey = directory.resolve("c.zkey");
        Outcome.of("groth16", "setup", workshop.r1cs(), zkey).assertRefusedSaying("ceremony", "--insecure");
        Outcome.of("groth16", "setup", workshop.r1cs(), "pot.ptau", zkey)
                .assertRefusedSaying("powers of tau", "--insecure");
        assertThat(zkey).doesNotExist();
    }

    @Test
    void infoSaysTheSizesInSnarkjsWords() {
        Outcome outcome = Outcome.of("r1cs", "info", workshop.r1cs()).assertDone();
        assertThat(outcome.out().lines().map(line -> line.replaceAll("[0-9]+$", "n")))
                .containsExactly(
                        "Curve: bn-n",
                        "# of Wires: n",
                        "# of Constraints: n",
                        "# of Private Inputs: n",
                        "# of Public Inputs: n",
                        "# of Labels: n",
                        "# of Outputs: n",
                        "# of Non-zeros: n");
        assertThat(outcome.out()).contains("# of Public Inputs: 1\n", "# of Private Inputs: 1\n", "# of Outputs: 0\n");
    }

    @Test
    void moreOfTheSizesIsSaidOnRequest() {
        Outcome outcome = Outcome.of("r1cs", "info", "--verbose", workshop.r1cs());
        assertThat(outcome.status()).isEqualTo(ExitStatus.DONE);
        assertThat(outcome.out().lines()).hasSize(8);
        assertThat(outcome.err()).contains("entries of A", "domain");
        assertThat(Outcome.of("circuit", "info", Workshop.CUBIC).assertDone().out())
                .contains("entries of A", "domain", "Cubic.java:");
    }

    @Test
    void theProfileNamesLinesAndIsWrittenForPprof() {
        Path pprof = directory.resolve("cubic.pb.gz");
        Outcome outcome = Outcome.of("circuit", "profile", Workshop.CUBIC, "--top", 1, "--pprof", pprof)
                .assertDone();
        assertThat(outcome.out().lines()).hasSize(4).anyMatch(line -> line.endsWith("Cubic.define (Cubic.java:12)"));
        assertThat(pprof).isNotEmptyFile();
        Outcome.of("circuit", "profile", Workshop.CUBIC, "--top", 0).assertRefusedSaying("--top 0");
        Outcome.of("circuit", "profile", Workshop.CUBIC, "--pprof", directory).assertRefusedSaying("a directory");
    }

    /** Leaves a private input alone, and a hint to the prover. */
    public record Loose(@Public Var y, Var x, Var memo) implements Circuit {
        @Override
        public void define(Api api) {
            Var root = api.hint("root", in -> new Fr[] {in[0].sqrt().orElseThrow()}, 1, x)[0];
            api.assertProduct(root, root, x);
            api.assertEqual(y, x.times(x));
        }
    }

    @Test
    void theLintAnswersWithItsStatus() throws IOException {
        assertThat(Outcome.of("circuit", "lint", Workshop.CUBIC, workshop.input())
                        .assertDone()
                        .out())
                .contains("nothing found", "1 wires have one value");
        Outcome.of("circuit", "lint", Workshop.CUBIC).assertDone();
        Path input = Files.writeString(directory.resolve("input.json"), "{\"y\": 16, \"x\": 4, \"memo\": 1}");
        Outcome structural = Outcome.of("circuit", "lint", Loose.class.getName());
        assertThat(structural.assertDoesNotVerify().out()).isEqualTo("no constraint uses private input memo\n");
        Outcome found = Outcome.of("circuit", "lint", Loose.class.getName(), input);
        assertThat(found.assertDoesNotVerify().out().lines()).hasSize(2);
        assertThat(found.out()).contains("hint \"root\" at CommandsContractTest.java:", "may have another value");
        Outcome.of("circuit", "lint", Loose.class.getName(), input, "--permit", "root", "--permit", "memo")
                .assertDone();
        Outcome.of("circuit", "lint", Loose.class.getName(), directory.resolve("missing.json"))
                .assertRefusedSaying("no such file");
        Path wrong = Files.writeString(directory.resolve("wrong.json"), "{\"y\": 17, \"x\": 4, \"memo\": 1}");
        Outcome.of("circuit", "lint", Loose.class.getName(), wrong).assertRefusedSaying("wrong.json");
    }

    @Test
    void aGoodWitnessSatisfies() {
        assertThat(Outcome.of("wtns", "check", workshop.r1cs(), workshop.wtns())
                        .assertDone()
                        .out())
                .startsWith("WITNESS IS CORRECT");
    }

    @Test
    void aBadWitnessIsToldWhichConstraintFails() throws IOException {
        Container bad = Container.of(workshop.wtns());
        Path wtns = bad.setNumber(bad.section(2) + 32, java.math.BigInteger.TWO).save(directory.resolve("bad.wtns"));
        Outcome outcome = Outcome.of("wtns", "check", workshop.r1cs(), wtns).assertDoesNotVerify();
        assertThat(outcome.err()).containsPattern("constraint [0-9]+").contains("a=", "b=", "c=");
        Outcome.of("groth16", "prove", workshop.zkey(), wtns, directory.resolve("p"), directory.resolve("q"))
                .assertRefused();
        assertThat(directory).isDirectoryNotContaining("glob:**/p");
    }

    @Test
    void inputsThatBreakAConstraintAreToldWhere() throws IOException {
        Path input = Files.writeString(directory.resolve("input.json"), "{\"y\": 36, \"x\": 3}");
        Outcome.of("circuit", "solve", Workshop.CUBIC, input, directory.resolve("w.wtns"))
                .assertRefusedSaying("constraint", "Cubic.java:");
        assertThat(directory.resolve("w.wtns")).doesNotExist();
    }

    @Test
    void aWitnessIsReadableByItsOwnerOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workshop.wtns())))
                .isEqualTo("rw-------");
    }

    @Test
    void theSolidityVerifierAndItsCalldataAreExported() throws IOException {
        Path contract = directory.resolve("verifier.sol");
        Outcome.of("zkey", "export", "solidityverifier", workshop.zkey(), contract)
                .assertDone();
        assertThat(Files.readString(contract)).contains("function verifyProof(", "uint256[1] calldata");
        Outcome calldata = Outcome.of("zkey", "export", "soliditycalldata", workshop.publics(), workshop.proof());
        assertThat(calldata.assertDone().out())
                .startsWith("[\"0x")
                .endsWith(",[\"0x0000000000000000000000000000000000000000000000000000000000000023\"]\n");
    }

    @Test
    void theShortFormsOfSnarkjsDoTheSame() {
        Path zkey = directory.resolve("c.zkey");
        Path vk = directory.resolve("vk.json");
        Path proof = directory.resolve("proof.json");
        Path publics = directory.resolve("public.json");
        Outcome.of("g16s", "--insecure", workshop.r1cs(), zkey).assertDone();
        Outcome.of("g16p", zkey, workshop.wtns(), proof, publics).assertDone();
        Outcome.of("zkev", zkey, vk).assertDone();
        Outcome.of("g16v", vk, publics, proof).assertDone();
        Outcome.of("zkesv", zkey, directory.resolve("v.sol")).assertDone();
        Outcome.of("zkesc", publics, proof).assertDone();
        Outcome.of("ri", workshop.r1cs()).assertDone();
        Outcome.of("wchk", workshop.r1cs(), workshop.wtns()).assertDone();
    }

    @Test
    void quietSaysNothingAndStillAnswers() {
        assertThat(Outcome.of("--quiet", "g16v", workshop.verificationKey(), workshop.publics(), workshop.proof())
                        .assertDone()
                        .out())
                .isEmpty();
        assertThat(Outcome.of("ri", "-q", workshop.r1cs()).assertDone().out()).contains("# of Wires");
        Outcome.of("ri", "-q", "-v", workshop.r1cs()).assertRefusedSaying("--quiet", "--verbose");
    }

    @Test
    void threadsAreTakenInBounds() {
        Outcome.of("g16s", "--insecure", "--threads", 1, workshop.r1cs(), directory.resolve("a"))
                .assertDone();
        Outcome.of("g16s", "--insecure", "--threads=3", workshop.r1cs(), directory.resolve("b"))
                .assertDone();
        Outcome.of("ri", "--threads", 0, workshop.r1cs()).assertRefusedSaying("--threads 0");
        Outcome.of("ri", "--threads", 1_000_000, workshop.r1cs()).assertRefusedSaying("--threads 1000000");
        Outcome.of("ri", "--threads", "many", workshop.r1cs()).assertRefusedSaying("--threads");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "bench",
                "circuit",
                "circuit compile",
                "circuit solve",
                "circuit info",
                "circuit profile",
                "circuit lint",
                "groth16",
                "groth16 setup",
                "groth16 prove",
                "groth16 verify",
                "r1cs",
                "r1cs info",
                "wtns",
                "wtns check",
                "zkey",
                "zkey export",
                "zkey export verificationkey",
                "zkey export solidityverifier",
                "zkey export soliditycalldata"
            })
    void everyCommandHelps(String command) {
        Outcome outcome =
                Outcome.of((Object[]) (command + " --help").strip().split(" ")).assertDone();
        assertThat(outcome.out()).startsWith("Usage: snark4j" + (command.isEmpty() ? "" : " " + command));
        boolean group = outcome.out().contains("\nCommands:\n");
        assertThat(outcome.out().contains("\nExample: snark4j " + command))
                .as(outcome.out())
                .isNotEqualTo(group);
    }

    @ParameterizedTest
    @ValueSource(strings = {"g16s", "g16p", "g16v", "ri", "wchk", "zkev", "zkesv", "zkesc"})
    void aShortFormCallsItselfByItsName(String word) {
        assertThat(Outcome.of(word, "--help").assertDone().out()).startsWith("Usage: snark4j " + word + " [");
        Outcome.of(word, "--nonsense").assertRefusedSaying("snark4j " + word);
    }

    @Test
    void theVersionIsTold() {
        assertThat(Outcome.of("--version").assertDone().out()).containsPattern("^snark4j [0-9]+\\.[0-9]+\\.[0-9]+");
    }

    @Test
    void unknownWordsAreAnsweredWithSuggestions() {
        Outcome.of("groth61").assertRefusedSaying("groth61", "did you mean", "groth16");
        Outcome.of("groth16", "proof").assertRefusedSaying("proof", "prove");
        Outcome.of("zkey", "export", "verificationky").assertRefusedSaying("verificationkey");
        Outcome.of("zzz\u001b[31m\nzzz").assertRefusedSaying("--help");
        Outcome.of("g16p", "--nonsense").assertRefusedSaying("--nonsense");
        Outcome.of("g16v", "a", "b", "c", "d").assertRefusedSaying("'d'");
        Outcome.of().assertRefusedSaying("snark4j: a command is missing after 'snark4j'", "groth16", "demo");
        Outcome.of("zkey", "export").assertRefusedSaying("missing after 'snark4j zkey export'", "solidityverifier");
        Outcome.of("circuit", "compile").assertRefusedSaying("<class>");
    }

    @Test
    void theStackTraceIsShownOnRequestOnly() {
        Outcome outcome = Outcome.of("ri", "--stacktrace", directory.resolve("missing"));
        assertThat(outcome.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(outcome.err()).startsWith("snark4j: ").contains("\tat io.snark4j");
    }
}
