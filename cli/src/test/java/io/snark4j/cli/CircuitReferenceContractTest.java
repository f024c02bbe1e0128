package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a circuit is named, and what happens when that name, or the circuit, is bad. */
class CircuitReferenceContractTest {
    private static final String HERE = CircuitReferenceContractTest.class.getName();

    private @TempDir Path directory;

    /** The sum of n numbers. */
    public record Sum(@Public Var total, Var[] terms) implements Circuit {
        /** Of the given length. */
        public static Sum ofLength(int length) {
            if (length < 1) {
                throw new IllegalArgumentException("length " + length + ", expected at least 1");
            }
            return new Sum(Var.input(), Var.array(length));
        }

        /** Of every type that an argument may have. */
        public static Sum of(long a, boolean b, java.math.BigInteger c, String d) {
            return ofLength(b ? Math.toIntExact(a + c.intValueExact() + d.length()) : 1);
        }

        /** Of a type that no word can give. */
        public static Sum ofObject(Object length) {
            return ofLength((Integer) length);
        }

        @Override
        public void define(Api api) {
            Var sum = terms[0];
            for (int i = 1; i < terms.length; i++) {
                sum = sum.plus(terms[i]);
            }
            api.assertEqual(sum.times(sum), total.times(total));
        }
    }

    /** Its definition fails. */
    public record Broken(@Public Var y) implements Circuit {
        @Override
        public void define(Api api) {
            throw new IllegalStateException("the\nbroken\tdefinition");
        }
    }

    /** Its definition never ends. */
    public record Endless(@Public Var y) implements Circuit {
        @Override
        public void define(Api api) {
            deeper(api, y);
        }

        private static Var deeper(Api api, Var sum) {
            return sum.constantValue().isPresent() ? sum : deeper(api, sum.plus(1));
        }
    }

    /** Cannot be loaded. */
    public record Unloadable(@Public Var y) implements Circuit {
        static final int FAILS = Integer.parseInt("no number");

        @Override
        public void define(Api api) {}
    }

    @Test
    void aPrototypeIsMadeByAFactoryWithArguments() throws IOException {
        Path r1cs = directory.resolve("sum.r1cs");
        Outcome.of("circuit", "compile", HERE + ".Sum:ofLength:5", r1cs).assertDone();
        assertThat(Outcome.of("ri", r1cs).assertDone().out()).contains("# of Private Inputs: 5\n");
        Outcome.of("circuit", "compile", HERE + "$Sum:of:2:true:3:four", r1cs).assertDone();
        assertThat(Outcome.of("ri", r1cs).assertDone().out()).contains("# of Private Inputs: 9\n");
        Path input = Files.writeString(directory.resolve("in.json"), "{\"total\": \"0x6\", \"terms\": [1, \"2\", 3]}");
        Path wtns = directory.resolve("sum.wtns");
        Outcome.of("circuit", "compile", HERE + ".Sum:ofLength:3", r1cs).assertDone();
        Outcome.of("circuit", "solve", HERE + ".Sum:ofLength:3", input, wtns).assertDone();
        Outcome.of("wtns", "check", r1cs, wtns).assertDone();
        Outcome.of("circuit", "solve", HERE + ".Sum:ofLength:4", input, wtns).assertRefused();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.example.Missing | no such class",
                "not!a!name | no such class",
                "'' | no such class",
                "java.lang.String | does not implement",
                "java.lang.String:valueOf:3 | has no static method",
                "HERE | does not implement",
                "HERE.Sum:ofLength:0 | expected at least 1",
                "HERE.Sum:ofLength:-1 | expected at least 1",
                "HERE.Sum:ofLength:five | five is no int",
                "HERE.Sum:ofLength:99999999999 | is no int",
                "HERE.Sum:ofLength | has no static method ofLength that takes 0",
                "HERE.Sum:ofLength:1:2 | takes 2 arguments",
                "HERE.Sum:ofObject:1 | java.lang.Object",
                "HERE.Sum:toString | has no static method",
                "HERE.Sum: | has no static method",
                "HERE.Broken | the; broken",
                "HERE.Endless | StackOverflowError",
                "HERE.Unloadable | no number"
            })
    void aBadReferenceIsOneLine(String reference, String reason) {
        Path r1cs = directory.resolve("c.r1cs");
        Outcome.of("circuit", "compile", reference.replace("HERE", HERE), r1cs).assertRefusedSaying(reason);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theClassPathIsSearched() throws IOException, InterruptedException {
        Path source = Files.writeString(directory.resolve("Elsewhere.java"), """
                package elsewhere;
                import io.snark4j.circuit.*;
                record Elsewhere(@Public Var y, Var x) implements Circuit {
                    public void define(Api api) { api.assertEqual(y, x.times(x)); }
                }
                """);
        Path classes = directory.resolve("classes");
        JavaProcess.javac("-d", classes.toString(), source.toString());
        Path r1cs = directory.resolve("c.r1cs");
        Outcome.of("circuit", "compile", "elsewhere.Elsewhere", r1cs)
                .assertRefusedSaying("no such class", "--class-path");
        Outcome.of("circuit", "compile", "elsewhere.Elsewhere", "--class-path", directory, r1cs)
                .assertRefusedSaying("no such class");
        Outcome.of("circuit", "compile", "elsewhere.Elsewhere", "--class-path", directory.resolve("nothing"), r1cs)
                .assertRefusedSaying("no such file");
        Outcome.of("circuit", "compile", "elsewhere.Elsewhere", "-cp", classes, r1cs)
                .assertDone();
        Outcome.of("ri", r1cs).assertDone();
        Files.write(classes.resolve("elsewhere/Elsewhere.class"), new byte[] {1, 2, 3});
        Outcome.of("circuit", "compile", "elsewhere.Elsewhere", "-cp", classes, r1cs)
                .assertRefusedSaying("cannot be loaded");
    }
}
