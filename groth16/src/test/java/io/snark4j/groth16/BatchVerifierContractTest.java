package io.snark4j.groth16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.Pairing;
import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import io.snark4j.field.Progress;
import io.snark4j.field.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch says is what single verifications say, and the names are exact. */
class BatchVerifierContractTest {
    private static final int SIZE = 21;
    private static final Keys KEYS = Groth16.setup(TestCircuit.cubic(3).system(), Setup.insecureForTests());
    private static final PreparedVerifyingKey KEY = PreparedVerifyingKey.of(KEYS.verifyingKey());
    private static final List<Claim> CLAIMS =
            IntStream.range(0, SIZE).mapToObj(BatchVerifierContractTest::honest).toList();
    private static final BatchVerifier VERIFIER =
            BatchVerifier.of(KEY, BatchOptions.DEFAULT.withWork(Work.ofThreads(1)));

    private static Claim honest(int i) {
        TestCircuit circuit = TestCircuit.cubic(i + 2);
        return Claim.of(Groth16.prove(KEYS.provingKey(), circuit.witness()), circuit.publicValues());
    }

    private static List<Claim> with(int index, Claim claim) {
        List<Claim> claims = new ArrayList<>(CLAIMS);
        claims.set(index, claim);
        return claims;
    }

    private static Claim withA(Claim claim, G1Affine a) {
        return new Claim(new UncheckedProof(a, claim.proof().b(), claim.proof().c()), claim.publicInputs());
    }

    private static Claim withB(Claim claim, G2Affine b) {
        return new Claim(new UncheckedProof(claim.proof().a(), b, claim.proof().c()), claim.publicInputs());
    }

    private static Claim withC(Claim claim, G1Affine c) {
        return new Claim(new UncheckedProof(claim.proof().a(), claim.proof().b(), c), claim.publicInputs());
    }

    private static boolean alone(Claim claim) {
        try {
            return Groth16.verify(KEY, claim.proof().check(), claim.publicInputs());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<Integer> invalidAlone(List<Claim> claims) {
        return IntStream.range(0, claims.size())
                .filter(i -> !alone(claims.get(i)))
                .boxed()
                .toList();
    }

    /** On the twist, not in its subgroup. */
    private static G2Affine outsider() {
        Fp2 b = new Fp2(Fp.of(3), Fp.ZERO).div(Fp2.NON_RESIDUE);
        for (int i = 1; ; i++) {
            Fp2 x = new Fp2(Fp.of(i), Fp.ONE);
            var y = x.square().mul(x).add(b).sqrt();
            if (y.isPresent() && !G2Affine.of(x, y.get()).isInSubgroup()) {
                return G2Affine.of(x, y.get());
            }
        }
    }

    @Test
    void honestBatchesOfEverySizeHold() {
        for (int n = 0; n <= SIZE; n++) {
            BatchResult result = VERIFIER.verify(CLAIMS.subList(0, n));
            assertThat(result).as("%d proofs", n).isEqualTo(new BatchResult(n, List.of()));
            assertThat(result.allValid()).isTrue();
        }
    }

    @Test
    void aSingleFalseProofIsNamedAtEveryPosition() {
        for (int i = 0; i < SIZE; i++) {
            Claim claim = CLAIMS.get(i);
            Claim forged = withC(claim, claim.proof().c().add(G1Affine.GENERATOR));
            assertThat(VERIFIER.verify(with(i, forged)).invalid()).containsExactly(i);
            assertThat(VERIFIER.verify(List.of(forged)).invalid()).containsExactly(0);
        }
    }

    /** With equal coefficients the two errors would cancel. */
    @Test
    void twoFalseProofsThatCancelAreNamed() {
        G1Affine shift = G1Affine.GENERATOR.mul(Fr.of(77));
        List<Claim> claims = new ArrayList<>(CLAIMS);
        claims.set(3, withC(CLAIMS.get(3), CLAIMS.get(3).proof().c().add(shift)));
        claims.set(4, withC(CLAIMS.get(4), CLAIMS.get(4).proof().c().add(shift.neg())));
        BatchResult result = VERIFIER.verify(claims);
        assertThat(result.invalid()).containsExactly(3, 4);
        assertThat(result.allValid()).isFalse();
        assertThat(BatchVerifier.of(KEY, BatchOptions.DEFAULT.withFullWidth(true))
                        .verify(claims.subList(3, 5))
                        .invalid())
                .containsExactly(0, 1);
    }

    @Test
    void swappedInputsAreNamed() {
        List<Claim> claims = new ArrayList<>(CLAIMS);
        claims.set(0, new Claim(CLAIMS.get(0).proof(), CLAIMS.get(20).publicInputs()));
        claims.set(20, new Claim(CLAIMS.get(20).proof(), CLAIMS.get(0).publicInputs()));
        assertThat(VERIFIER.verify(claims).invalid()).containsExactly(0, 20);
    }

    @Test
    void malformedProofsDoNotHoldAndDoNotThrow() {
        Claim claim = CLAIMS.get(5);
        G1Affine off = G1Affine.ofUnchecked(Fp.of(7), Fp.of(7));
        G2Affine offTwist = G2Affine.ofUnchecked(Fp2.ONE, Fp2.ONE);
        List<Claim> malformed = List.of(
                withA(claim, off),
                withC(claim, off),
                withB(claim, offTwist),
                withB(claim, outsider()),
                withB(claim, outsider().add(claim.proof().b())),
                new Claim(claim.proof(), List.of()),
                new Claim(claim.proof(), List.of(Fr.ONE, Fr.TWO)));
        for (Claim bad : malformed) {
            assertThat(VERIFIER.verify(with(5, bad)).invalid()).containsExactly(5);
            assertThat(VERIFIER.verify(List.of(bad)).invalid()).containsExactly(0);
        }
        assertThat(VERIFIER.verify(malformed).invalid()).hasSize(malformed.size());
        assertThatThrownBy(() -> malformed.get(3).proof().check()).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void infinityIsJudgedAsAlone() {
        Claim claim = CLAIMS.get(0);
        List<Claim> claims = List.of(
                claim,
                withA(claim, G1Affine.INFINITY),
                withB(claim, G2Affine.INFINITY),
                withC(claim, G1Affine.INFINITY),
                withA(withB(withC(claim, G1Affine.INFINITY), G2Affine.INFINITY), G1Affine.INFINITY),
                claim);
        assertThat(VERIFIER.verify(claims).invalid())
                .isEqualTo(invalidAlone(claims))
                .containsExactly(1, 2, 3, 4);
    }

    /** A = alpha, B = beta, C = −ic(x)·gamma/delta would hold; with C infinity and ic(x) infinity it does, and holds in a batch. */
    @Test
    void anHonestProofWithCAtInfinityHolds() {
        VerifyingKey key = KEYS.verifyingKey();
        var empty = new VerifyingKey(
                key.alpha(),
                key.beta(),
                key.gamma(),
                key.delta(),
                List.of(key.ic().get(1), key.ic().get(1)));
        var claim = new Claim(new UncheckedProof(key.alpha(), key.beta(), G1Affine.INFINITY), List.of(Fr.of(-1)));
        PreparedVerifyingKey prepared = PreparedVerifyingKey.of(empty);
        assertThat(Groth16.verify(prepared, claim.proof().check(), claim.publicInputs()))
                .isTrue();
        assertThat(BatchVerifier.of(prepared)
                        .verify(Collections.nCopies(9, claim))
                        .allValid())
                .isTrue();
    }

    /** Scalar code or lanes: the last of these runs in lanes wherever there are any. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomMixesAreJudgedAsAlone(long seed) {
        if (seed == 4) {
            Pairing.warmUp();
        }
        var random = new Random(seed);
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Claim claim = CLAIMS.get(random.nextInt(SIZE));
            Claim other = CLAIMS.get(random.nextInt(SIZE));
            claims.add(
                    switch (random.nextInt(8)) {
                        case 0 -> withA(claim, other.proof().a());
                        case 1 -> withB(claim, other.proof().b());
                        case 2 -> withB(claim, outsider());
                        case 3 -> withA(claim, G1Affine.ofUnchecked(Fp.of(random.nextInt()), Fp.ONE));
                        case 4 -> new Claim(claim.proof(), other.publicInputs());
                        default -> claim;
                    });
        }
        var options = new BatchOptions(Work.ofThreads(1 + (int) seed), BatchOptions.DEFAULT.random(), seed == 2);
        assertThat(BatchVerifier.of(KEY, options).verify(claims).invalid()).isEqualTo(invalidAlone(claims));
    }

    @Test
    void keysWithoutPublicInputsWork() {
        TestCircuit circuit = TestCircuit.noPublicInput();
        Keys keys = Groth16.setup(circuit.system(), Setup.insecureForTests());
        Claim claim = Claim.of(Groth16.prove(keys.provingKey(), circuit.witness()), List.of());
        Claim forged = withA(claim, claim.proof().c());
        var verifier = BatchVerifier.of(PreparedVerifyingKey.of(keys.verifyingKey()));
        assertThat(verifier.verify(List.of(claim, forged, claim)).invalid()).containsExactly(1);
    }

    @Test
    void cancelledWorkEnds() {
        var cancelled = new Work(1, Progress.SILENT, () -> true);
        var verifier = BatchVerifier.of(KEY, BatchOptions.DEFAULT.withWork(cancelled));
        assertThatThrownBy(() -> verifier.verify(CLAIMS)).isInstanceOf(CancellationException.class);
    }
}
