package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.peers.Node;
import io.snark4j.peers.Snarkjs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and words pass between this command and snarkjs. */
@Tag("peers")
class SnarkjsContractTest {
    private static @TempDir Path directory;

    private static Workshop workshop;
    private static Snarkjs snarkjs;

    @BeforeAll
    static void equip() throws IOException {
        workshop = Workshop.equip(directory);
        snarkjs = new Snarkjs(Node.find());
    }

    @Test
    void snarkjsVerifiesOurProofWithOurKey() throws IOException {
        assertThat(snarkjs.verify(workshop.verificationKey(), workshop.publics(), workshop.proof()))
                .isTrue();
        Path other = Files.writeString(directory.resolve("other.json"), "[\"36\"]");
        assertThat(snarkjs.verify(workshop.verificationKey(), other, workshop.proof()))
                .isFalse();
    }

    @Test
    void snarkjsExportsTheSameVerificationKey() {
        Path exported = directory.resolve("snarkjs_vk.json");
        snarkjs.exportVerifyingKey(workshop.zkey(), exported);
        assertThat(exported).hasSameTextualContentAs(workshop.verificationKey());
    }

    @Test
    void snarkjsProvesWithOurKeyAndWeVerify() {
        Path proof = directory.resolve("snarkjs_proof.json");
        Path publics = directory.resolve("snarkjs_public.json");
        snarkjs.prove(workshop.zkey(), workshop.wtns(), proof, publics);
        Outcome.of("groth16", "verify", workshop.verificationKey(), publics, proof)
                .assertDone();
        assertThat(publics).hasSameTextualContentAs(workshop.publics());
    }

    @Test
    void snarkjsFindsOurWitnessCorrect() {
        assertThat(snarkjs.isSatisfied(workshop.r1cs(), workshop.wtns())).isTrue();
    }

    @Test
    void infoSaysWhatSnarkjsSaysLineByLine() {
        Path credit = directory.resolve("credit.r1cs");
        Outcome.of("circuit", "compile", "io.snark4j.circuit.credit.MembershipAndBalance:ofDepth:20", credit)
                .assertDone();
        for (Path r1cs : List.of(workshop.r1cs(), credit)) {
            List<String> ours =
                    Outcome.of("r1cs", "info", r1cs).assertDone().out().lines().toList();
            List<String> theirs = snarkjs.run("r1cs", "info", r1cs.toString())
                    .stdout()
                    .lines()
                    .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "").replaceFirst("^.*snarkJS.*?: ", ""))
                    .filter(line -> !line.isBlank())
                    .toList();
            assertThat(theirs).hasSize(7);
            assertThat(ours.subList(0, 7)).isEqualTo(theirs);
        }
    }

    @Test
    void aKeyThatSnarkjsMadeWithoutContributionIsForgeable() {
        Path ptau = directory.resolve("pot.ptau");
        Path zkey = directory.resolve("snarkjs_0000.zkey");
        Path vk = directory.resolve("forgeable_vk.json");
        Path proof = directory.resolve("forgeable_proof.json");
        Path publics = directory.resolve("forgeable_public.json");
        snarkjs.powersOfTau(4, directory, ptau);
        snarkjs.setup(workshop.r1cs(), ptau, zkey);
        Outcome proved = Outcome.of("g16p", zkey, workshop.wtns(), proof, publics);
        assertThat(proved.status()).isEqualTo(ExitStatus.DONE);
        assertThat(proved.out()).contains("first use of this key");
        assertThat(proved.err())
                .startsWith("snark4j: warning: ")
                .contains("forgeable")
                .hasLineCount(1);
        assertThat(Outcome.of("g16p", zkey, workshop.wtns(), proof, publics).out())
                .doesNotContain("first use");
        Outcome.of("zkev", zkey, vk).assertRefusedSaying("forgeable", "--insecure");
        Outcome.of("zkesv", zkey, directory.resolve("v.sol")).assertRefusedSaying("forgeable", "--insecure");
        Outcome.of("zkev", "--insecure", zkey, vk).assertDone();
        Outcome.of("zkesv", "--insecure", zkey, directory.resolve("v.sol")).assertDone();
        Outcome.of("g16v", vk, publics, proof).assertRefusedSaying("forgeable", "--insecure");
        Outcome.of("g16v", "--insecure", vk, publics, proof).assertDone();

        Path contributed = directory.resolve("snarkjs_0001.zkey");
        snarkjs.contribute(zkey, contributed, "for tests only");
        Outcome.of("g16p", contributed, workshop.wtns(), proof, publics).assertDone();
        Outcome.of("zkev", contributed, vk).assertDone();
        Outcome.of("g16v", vk, publics, proof).assertDone();
        assertThat(snarkjs.verify(vk, publics, proof)).isTrue();
    }
}
