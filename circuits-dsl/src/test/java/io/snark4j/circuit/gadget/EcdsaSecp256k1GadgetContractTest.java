package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.UnsatisfiedConstraintException;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.WitnessSolver.HintSite;
import io.snark4j.circuit.lint.CircuitLint;
import io.snark4j.circuit.soundness.WitnessMutation;
import io.snark4j.field.Fr;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.Witness;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The circuit accepts the signatures that the native twin accepts, and a prover cannot make it accept others. */
class EcdsaSecp256k1GadgetContractTest {
    record Signed(
            @Public Secp256k1Var key,
            @Public Uint256Var digest,
            @Public Uint256Var r,
            @Public Uint256Var s) implements Circuit {
        @Override
        public void define(Api api) {
            EcdsaSecp256k1Gadget.assertValid(api, key, digest, r, s);
        }
    }

    record LowS(@Public Uint256Var s) implements Circuit {
        @Override
        public void define(Api api) {
            List<Var> _ = s.bits(api);
            EcdsaSecp256k1Gadget.assertLowS(api, s);
        }
    }

    private static final CompiledCircuit CIRCUIT = CircuitCompiler.compile(
            new Signed(Secp256k1Var.input(), Uint256Var.input(), Uint256Var.input(), Uint256Var.input()));

    static Stream<EcdsaCase> valid() {
        return EcdsaCases.valid();
    }

    static Stream<EcdsaCase> invalid() {
        return EcdsaCases.invalid();
    }

    static Stream<EcdsaCase> disclosing() {
        return EcdsaCases.disclosing();
    }

    private static void assertRefused(EcdsaCase signature, String label) {
        assertThatThrownBy(() -> CIRCUIT.solve(signature.inputs()))
                .isInstanceOf(UnsatisfiedConstraintException.class)
                .hasMessageContaining(label);
    }

    @ParameterizedTest
    @MethodSource("valid")
    void whatTheNativeTwinAcceptsIsAccepted(EcdsaCase signature) {
        assertThat(CIRCUIT.solve(signature.inputs()).size()).isEqualTo(CIRCUIT.wires());
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void whatTheNativeTwinRefusesIsRefused(EcdsaCase signature) {
        assertRefused(signature, "");
    }

    @ParameterizedTest
    @MethodSource("disclosing")
    void signaturesThatDiscloseTheKeyAreRefused(EcdsaCase signature) {
        assertRefused(signature, "\"2·(a·Q + b·R)\"");
    }

    @Test
    void refusalsNameWhatIsWrong() {
        EcdsaCase one = EcdsaCases.ONE_OF_MANY;
        BigInteger zero = BigInteger.ZERO;
        assertRefused(one.withDigest(one.digest().add(BigInteger.ONE)), "\"R on the curve\"");
        assertRefused(one.withR(zero), "\"1 ≤ r < n\"");
        assertRefused(one.withR(EcdsaCase.N), "\"1 ≤ r < n\"");
        assertRefused(one.withS(zero), "\"1 ≤ s < n\"");
        assertRefused(one.withS(EcdsaCase.N), "\"1 ≤ s < n\"");
        assertRefused(one.withKey(Secp256k1Point.INFINITY), "\"key on the curve\"");
        assertRefused(EcdsaCases.samePointBeyond(), "\"key on the curve / coordinates < p\"");
        Secp256k1Point beyond = new Secp256k1Point(one.key().x(), EcdsaCase.P.add(BigInteger.ONE));
        assertRefused(one.withKey(beyond), "\"key on the curve / coordinates < p\"");
    }

    @Test
    void halvesAreBelow2To128() {
        EcdsaCase one = EcdsaCases.ONE_OF_MANY;
        Fr power = Fr.TWO.pow(128);
        for (String name : List.of("digest", "r", "s")) {
            Map<String, Object> inputs = new HashMap<>(one.inputs());
            Uint256 honest = (Uint256) inputs.get(name);
            inputs.put(
                    name,
                    Map.of(
                            "low", Fr.of(honest.low()).add(power),
                            "high", Fr.of(honest.high()).sub(Fr.ONE)));
            assertThatThrownBy(() -> CIRCUIT.solve(inputs)).isInstanceOf(UnsatisfiedConstraintException.class);
        }
    }

    @Test
    void ofTheTwoFormsOneHasTheLowerS() {
        CompiledCircuit circuit = CircuitCompiler.compile(new LowS(Uint256Var.input()));
        assertThat(circuit.constraints()).isEqualTo(256 + 92);
        BigInteger half = EcdsaCase.N.shiftRight(1);
        for (BigInteger low : List.of(BigInteger.ONE, half)) {
            Witness witness = circuit.solve(Map.of("s", Uint256.of(low)));
            assertThat(Satisfaction.check(circuit, witness)).isEmpty();
        }
        for (BigInteger high : List.of(half.add(BigInteger.ONE), EcdsaCase.N.subtract(BigInteger.ONE))) {
            assertThatThrownBy(() -> circuit.solve(Map.of("s", Uint256.of(high))))
                    .isInstanceOf(UnsatisfiedConstraintException.class);
        }
    }

    @Test
    void cost() {
        assertThat(CIRCUIT.constraints()).isEqualTo(125_697);
        assertThat(CIRCUIT.warnings()).isEmpty();
        CircuitLint.of(CIRCUIT).run().requireClean();
    }

    @Test
    void noCellIsFree() {
        Witness witness = CIRCUIT.solve(EcdsaCases.ONE_OF_MANY.inputs());
        assertThat(Satisfaction.check(CIRCUIT, witness)).isEmpty();
        WitnessMutation mutation = new WitnessMutation(CIRCUIT, witness);
        for (int wire = 1; wire < CIRCUIT.wires(); wire++) {
            assertThat(mutation.isNoticed(wire, witness.value(wire).add(Fr.ONE)))
                    .as("wire %s", wire)
                    .isTrue();
        }
    }

    private static boolean isAccepted(EcdsaCase signature, HintSite site, Fr[] forged) {
        try {
            Witness witness =
                    CIRCUIT.solver().replacingHint(site.index(), _ -> forged).solve(signature.inputs());
            return Satisfaction.check(CIRCUIT, witness).isEmpty();
        } catch (UnsatisfiedConstraintException refused) {
            return false;
        }
    }

    private static HintSite site(String name) {
        return CIRCUIT.solver().hints().stream()
                .filter(site -> site.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Fr[] outputs(HintSite site, Witness witness) {
        return site.wires().stream()
                .map(wire -> wire > 0 ? witness.value(wire) : Fr.ZERO)
                .toArray(Fr[]::new);
    }

    /** Of every kind of hint the first and the last; aliases, three of those that are not ECDSA's, zeros, and one output changed. */
    @Test
    void noHintCanBeReplaced() {
        EcdsaCase signature = EcdsaCases.ONE_OF_MANY;
        Witness witness = CIRCUIT.solve(signature.inputs());
        List<HintSite> sites = CIRCUIT.solver().hints();
        List<HintSite> tried = new ArrayList<>();
        for (List<HintSite> order : List.of(sites, sites.reversed())) {
            Set<String> names = new HashSet<>();
            order.stream().filter(site -> names.add(site.name())).forEach(tried::add);
        }
        assertThat(tried.stream().map(HintSite::name))
                .contains("ecdsa point", "ecdsa relation", "ecdsa scalar of G", "foreign slope", "foreign remainder");
        Random random = new Random(6);
        for (HintSite site : tried) {
            Fr[] honest = outputs(site, witness);
            int most = site.name().startsWith("ecdsa") ? Integer.MAX_VALUE : 3;
            List<Fr[]> forgeries = new ArrayList<>(CIRCUIT.solver().aliases(site.index(), witness).stream()
                    .limit(most)
                    .toList());
            Fr[] zeros = new Fr[honest.length];
            Arrays.fill(zeros, Fr.ZERO);
            forgeries.add(zeros);
            Fr[] changed = honest.clone();
            int place = random.nextInt(honest.length);
            changed[place] = changed[place].add(Fr.ONE);
            forgeries.add(changed);
            for (Fr[] forged : forgeries) {
                if (!Arrays.equals(forged, honest)) {
                    assertThat(isAccepted(signature, site, forged))
                            .as("%s at %s: %s", site.name(), site.description(), Arrays.toString(forged))
                            .isFalse();
                }
            }
        }
    }

    /** The prover may use any relation; its opposite is another one. */
    @Test
    void anotherRelationIsAsGood() {
        EcdsaCase signature = EcdsaCases.ONE_OF_MANY;
        HintSite site = site("ecdsa relation");
        Fr both = Fr.TWO.pow(HalfScalar.DIGITS);
        Fr[] opposite = Arrays.stream(outputs(site, CIRCUIT.solve(signature.inputs())))
                .map(both::sub)
                .toArray(Fr[]::new);
        assertThat(isAccepted(signature, site, opposite)).isTrue();
    }

    /** r + n ≥ p, so (r + n) mod p is the x of another point: a prover who takes that point for R. */
    @Test
    void rPlusNIsNotTakenModuloP() {
        Secp256k1Point point = EcdsaCases.wrapped();
        EcdsaCase signature = EcdsaCases.invalid().toList().getLast();
        Fr[] forged = Stream.concat(
                        Stream.of(Fr.ONE),
                        Secp256k1Point.FIELD.split(point.y()).stream().map(Fr::of))
                .toArray(Fr[]::new);
        assertThatThrownBy(() -> CIRCUIT.solver()
                        .replacingHint(site("ecdsa point").index(), _ -> forged)
                        .solve(signature.inputs()))
                .isInstanceOf(UnsatisfiedConstraintException.class)
                .hasMessageContaining("\"R on the curve / r + n < p\"");
    }
}
