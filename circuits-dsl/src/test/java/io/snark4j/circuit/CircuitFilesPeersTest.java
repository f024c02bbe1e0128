package io.snark4j.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.peers.Node;
import io.snark4j.peers.Snarkjs;
import io.snark4j.r1cs.Witness;
import io.snark4j.r1cs.file.R1csFile;
import io.snark4j.r1cs.file.WtnsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** snarkjs reads the files of a circuit written in Java. */
@Tag("peers")
class CircuitFilesPeersTest {
    record Purchase(@Public Var price, @Public Var fee, Var balance) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertRange(price, 16);
            api.assertRange(balance, 16);
            api.assertLessOrEqual(price.plus(fee), balance, 17);
            api.assertBoolean(fee);
            api.assertNotZero(balance);
        }
    }

    @TempDir
    Path directory;

    @Test
    void snarkjs_accepts_r1cs_sym_and_wtns() throws IOException {
        Snarkjs snarkjs = new Snarkjs(Node.find());
        CompiledCircuit circuit = CircuitCompiler.compile(Purchase.class);
        Path r1cs = directory.resolve("purchase.r1cs");
        R1csFile.write(r1cs, circuit);
        assertThat(snarkjs.r1csInfo(r1cs))
                .containsEntry("Wires", (long) circuit.wires())
                .containsEntry("Constraints", (long) circuit.constraints())
                .containsEntry("Private Inputs", 1L)
                .containsEntry("Public Inputs", 2L)
                .containsEntry("Labels", (long) circuit.wires())
                .containsEntry("Outputs", 0L);

        Witness witness = circuit.solve(Map.of("price", 41, "fee", 1, "balance", 42));
        Path good = directory.resolve("good.wtns");
        WtnsFile.write(good, witness);
        assertThat(snarkjs.isSatisfied(r1cs, good)).isTrue();
        FrVector changed = witness.values().slice(0, witness.size());
        changed.set(3, Fr.of(41));
        Path wrong = directory.resolve("wrong.wtns");
        WtnsFile.write(wrong, new Witness(changed, 2));
        assertThat(snarkjs.isSatisfied(r1cs, wrong)).isFalse();

        Path sym = directory.resolve("purchase.sym");
        circuit.writeSym(sym);
        String printed =
                snarkjs.run("r1cs", "print", r1cs.toString(), sym.toString()).stdout();
        assertThat(printed)
                .contains("main.price", "main.fee", "main.balance", "main.$w4")
                .doesNotContain("undefined");
        assertThat(List.of(printed.split("\n")).stream()
                        .filter(line -> line.contains("= 0"))
                        .count())
                .isGreaterThanOrEqualTo(circuit.constraints());
    }
}
