package io.snark4j.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.peers.Circom;
import io.snark4j.peers.Node;
import io.snark4j.r1cs.R1cs;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.Witness;
import io.snark4j.r1cs.file.R1csFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Linear constraints are substituted away, as circom does at --O2; the same circuits in circom are the measure. */
class LinearEliminationContractTest {
    private static final Hint BITS = inputs -> {
        Fr[] bits = new Fr[8];
        for (int i = 0; i < 8; i++) {
            bits[i] = inputs[0].toBigInteger().testBit(i) ? Fr.ONE : Fr.ZERO;
        }
        return bits;
    };

    /** As circomlib's Num2Bits: all bits are hints, and a linear constraint ties them to the value. */
    record PlainBits(@Public Var a) implements Circuit {
        @Override
        public void define(Api api) {
            Var[] bits = api.hint("plain bits", BITS, 8, a);
            for (Var bit : bits) {
                api.assertProduct(bit, bit.minus(1), api.constant(0));
            }
            Var sum = api.constant(0);
            for (int i = 0; i < 8; i++) {
                sum = sum.plus(bits[i].times(1L << i));
            }
            Var total = sum;
            api.label("sum of bits", () -> api.assertEqual(total, a));
        }
    }

    private static final String PLAIN_BITS = """
            pragma circom 2.0.0;
            template PlainBits() {
              signal input a; signal bits[8]; var sum = 0;
              for (var i = 0; i < 8; i++) { bits[i] <-- (a >> i) & 1; bits[i] * (bits[i] - 1) === 0; sum += bits[i] * (1 << i); }
              sum === a;
            }
            component main {public [a]} = PlainBits();
            """;

    @Test
    void theBitThatALinearConstraintDeterminesIsNoWire(@TempDir Path folder) throws IOException {
        CompiledCircuit circuit = CircuitCompiler.compile(PlainBits.class);
        R1cs theirs = circom(folder, PLAIN_BITS);
        assertThat(circuit.constraints()).isEqualTo(theirs.constraints()).isEqualTo(8);
        assertThat(circuit.wires()).isEqualTo(theirs.wires()).isEqualTo(2 + 7);
        for (int a : new int[] {0, 1, 128, 255}) {
            assertThat(Satisfaction.check(circuit, circuit.solve(Map.of("a", a))))
                    .isEmpty();
        }
        for (Fr a : List.of(Fr.of(256), Fr.ONE.neg())) {
            assertThatThrownBy(() -> circuit.solve(Map.of("a", a)))
                    .isInstanceOf(UnsatisfiedConstraintException.class)
                    .hasMessageContaining("sum of bits");
        }
    }

    /** x is 5, which makes x·y and, once that is known, its product with y a sum and a square. */
    record Cascade(@Public Var z, Var y) implements Circuit {
        @Override
        public void define(Api api) {
            Var x = api.hint("five", _ -> new Fr[] {Fr.of(5)}, 1)[0];
            Var xy = x.times(y);
            Var k = api.hint("one more", inputs -> new Fr[] {inputs[0].add(Fr.ONE)}, 1, x)[0];
            Var product = k.times(xy.plus(1)).times(y);
            api.assertEqual(k.minus(x), api.constant(1));
            api.assertEqual(x, api.constant(5));
            api.assertEqual(product, z);
        }
    }

    private static final String CASCADE = """
            pragma circom 2.0.0;
            template Cascade() {
              signal input z; signal input y; signal x; signal xy; signal k; signal p; signal product;
              x <-- 5; xy <== x * y; k <-- x + 1; p <== k * (xy + 1); product <== p * y;
              k - x === 1; x === 5; product === z;
            }
            component main {public [z]} = Cascade();
            """;

    @Test
    void whatBecomesLinearIsSubstitutedToo(@TempDir Path folder) throws IOException {
        CompiledCircuit circuit = CircuitCompiler.compile(Cascade.class);
        assertThat(circuit.constraints())
                .isEqualTo(circom(folder, CASCADE).constraints())
                .isEqualTo(1);
        assertThat(circuit.wires()).isEqualTo(3);
        // 6·(5·2 + 1)·2
        Witness witness = circuit.solve(Map.of("z", 132, "y", 2));
        assertThat(Satisfaction.check(circuit, witness)).isEmpty();
        assertThat(CircuitRun.of(circuit, Map.of("z", 133, "y", 2)).isAccepted())
                .isFalse();
    }

    record Inputs(@Public Var a, @Public Var b, Var c) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(a.plus(b), c);
            api.assertEqual(b.plus(a), c);
        }
    }

    @Test
    void inputsStayWires() {
        CompiledCircuit circuit = CircuitCompiler.compile(Inputs.class);
        assertThat(circuit.constraints()).isEqualTo(1);
        assertThat(circuit.wires()).isEqualTo(4);
        assertThat(CircuitRun.of(circuit, Map.of("a", 1, "b", 2, "c", 3)).isAccepted())
                .isTrue();
        assertThat(CircuitRun.of(circuit, Map.of("a", 1, "b", 2, "c", 4)).isAccepted())
                .isFalse();
    }

    record Contradiction(@Public Var a) implements Circuit {
        @Override
        public void define(Api api) {
            Var x = api.hint("x", _ -> new Fr[] {Fr.of(3)}, 1)[0];
            api.assertProduct(x, x.plus(a).minus(a), api.constant(10));
            api.assertEqual(x, api.constant(3));
        }
    }

    @Test
    void whatBecomesFalseIsRefusedAtItsLine() {
        assertThatThrownBy(() -> CircuitCompiler.compile(Contradiction.class))
                .isInstanceOf(CircuitException.class)
                .hasMessageMatching("the constraint at LinearEliminationContractTest.java:\\d+ can never hold: .*");
    }

    record Shared(@Public Var y, Var a, Var b) implements Circuit {
        @Override
        public void define(Api api) {
            Var ab = a.times(b);
            api.assertEqual(ab.plus(b.times(a)), api.mulAdd(a, b, ab));
            api.assertProduct(ab, a, y);
            api.assertProduct(a, ab, y);
            api.isZero(a.minus(7));
            api.isEqual(a, api.constant(7));
        }
    }

    @Test
    void whatIsStatedAgainIsWhatWasStated() {
        CompiledCircuit circuit = CircuitCompiler.compile(Shared.class);
        // a·b once, a·b + a·b as a wire of its own, a·b·a, and the two of isZero.
        assertThat(circuit.constraints()).isEqualTo(5);
        assertThat(circuit.solver().hints()).hasSize(1);
        assertThat(CircuitRun.of(circuit, Map.of("y", 18, "a", 3, "b", 2)).isAccepted())
                .isTrue();
        assertThat(CircuitRun.of(circuit, Map.of("y", 19, "a", 3, "b", 2)).isAccepted())
                .isFalse();
    }

    private static R1cs circom(Path folder, String source) throws IOException {
        Path file = Files.writeString(folder.resolve("circuit.circom"), source);
        return R1csFile.read(new Circom(Node.find()).compile(file, folder).r1cs());
    }
}
