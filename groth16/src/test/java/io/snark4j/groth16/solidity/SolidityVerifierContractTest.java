package io.snark4j.groth16.solidity;

import static io.snark4j.groth16.solidity.DeployedVerifier.Answer.ACCEPTED;
import static io.snark4j.groth16.solidity.DeployedVerifier.Answer.REJECTED;
import static io.snark4j.groth16.solidity.DeployedVerifier.Answer.REVERTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.curve.bn254.Eip197;
import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import io.snark4j.field.Fr;
import io.snark4j.groth16.KeyPolicy;
import io.snark4j.groth16.Proof;
import io.snark4j.peers.Anvil;
import io.snark4j.peers.EthereumRpcException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exported contract on an EVM, with keys and proofs from known logarithms. */
@Tag("peers")
class SolidityVerifierContractTest {
    private static final SplittableRandom RANDOM = new SplittableRandom(20261123);
    private static final BigInteger P = Fp.MODULUS;
    private static final BigInteger R = Fr.MODULUS;
    private static final int CODE_SIZE_LIMIT = 24_576;

    private static final KnownKey KEY = KnownKey.random(6, RANDOM);
    private static final List<Fr> INPUTS = KnownKey.randomInputs(6, RANDOM);
    private static final Proof PROOF = KEY.proof(INPUTS, RANDOM);
    private static final byte[] GOOD = SolidityCalldata.encode(PROOF, INPUTS);

    private static Anvil anvil;
    private static DeployedVerifier verifier;

    @BeforeAll
    static void deploy() {
        anvil = Anvil.start();
        verifier = DeployedVerifier.deploy(anvil, SolidityVerifier.export(KEY.verifyingKey()));
    }

    @AfterAll
    static void stop() {
        anvil.close();
    }

    @Test
    void acceptsAGoodProof() {
        assertThat(verifier.call(GOOD)).isEqualTo(ACCEPTED);
        Proof other = KEY.proof(INPUTS, RANDOM);
        assertThat(verifier.call(SolidityCalldata.encode(other, INPUTS))).isEqualTo(ACCEPTED);
    }

    @Test
    void sixPublicInputsCostLessThan225000Gas() {
        long gas = verifier.executionGas(GOOD);
        System.out.println("verifyProof with 6 public inputs: " + gas + " gas of execution");
        assertThat(gas).isBetween(181_000L, 224_999L);
    }

    @Test
    void rejectsEachPublicInputChanged() {
        for (int i = Words.PROOF; i < Words.PROOF + INPUTS.size(); i++) {
            BigInteger value = Words.get(GOOD, i);
            assertRejected(
                    "input + 1, word " + i,
                    Words.with(GOOD, i, value.add(BigInteger.ONE).mod(R)));
            assertRejected("input 0, word " + i, Words.with(GOOD, i, 0));
            assertRejected("input negated, word " + i, Words.with(GOOD, i, R.subtract(value)));
        }
    }

    /** 0x07 takes any scalar and reduces it: without its own check the contract would accept these as aliases. */
    @Test
    void rejectsAliasesOfPublicInputs() {
        BigInteger largest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        for (int i = Words.PROOF; i < Words.PROOF + INPUTS.size(); i++) {
            BigInteger alias = Words.get(GOOD, i).add(R);
            for (; alias.compareTo(largest) <= 0; alias = alias.add(R)) {
                assertRejected("input + kr, word " + i, Words.with(GOOD, i, alias));
            }
        }
        List<Fr> zeros = List.of(Fr.ZERO, Fr.ZERO, Fr.ZERO, Fr.ZERO, Fr.ZERO, Fr.ZERO);
        byte[] good = SolidityCalldata.encode(KEY.proof(zeros, RANDOM), zeros);
        assertThat(verifier.call(good)).as("all inputs 0").isEqualTo(ACCEPTED);
        assertRejected("r for 0", Words.with(good, Words.PROOF + 3, R));
    }

    @Test
    void rejectsEachProofCoordinateChanged() {
        for (int i = 0; i < Words.PROOF; i++) {
            BigInteger value = Words.get(GOOD, i);
            assertRejected(
                    "coordinate + 1, word " + i,
                    Words.with(GOOD, i, value.add(BigInteger.ONE).mod(P)));
            assertRejected("coordinate negated, word " + i, Words.with(GOOD, i, P.subtract(value)));
            assertRejected("coordinate 0, word " + i, Words.with(GOOD, i, 0));
            assertRejected("coordinate + p, word " + i, Words.with(GOOD, i, value.add(P)));
            assertRejected("coordinate p, word " + i, Words.with(GOOD, i, P));
        }
    }

    @Test
    void rejectsPointsAtInfinityInPlaceOfOthers() {
        assertRejected("A at infinity", withPoint(Words.A_X, new byte[64]));
        assertRejected("B at infinity", withPoint(Words.B_X_IM, new byte[128]));
        assertRejected("C at infinity", withPoint(Words.C_X, new byte[64]));
        assertRejected("all at infinity", withPoint(Words.A_X, new byte[256]));
        byte[] zeros = Arrays.copyOf(Arrays.copyOf(GOOD, 4), GOOD.length);
        assertRejected("all words 0", zeros);
    }

    @Test
    void rejectsOtherPointsOfTheGroups() {
        assertRejected("-A", withPoint(Words.A_X, Eip197.encode(PROOF.a().neg())));
        assertRejected("-B", withPoint(Words.B_X_IM, Eip197.encode(PROOF.b().neg())));
        assertRejected("-C", withPoint(Words.C_X, Eip197.encode(PROOF.c().neg())));
        assertRejected("2A", withPoint(Words.A_X, Eip197.encode(PROOF.a().twice())));
        assertRejected("G as C", withPoint(Words.C_X, Eip197.encode(G1Affine.GENERATOR)));
        byte[] swapped = withPoint(Words.A_X, Eip197.encode(PROOF.c()));
        System.arraycopy(Eip197.encode(PROOF.a()), 0, swapped, 4 + 32 * Words.C_X, 64);
        assertRejected("A and C exchanged", swapped);
        byte[] negated = withPoint(Words.A_X, Eip197.encode(PROOF.a().neg()));
        System.arraycopy(Eip197.encode(PROOF.b().neg()), 0, negated, 4 + 32 * Words.B_X_IM, 128);
        assertThat(verifier.call(negated))
                .as("-A and -B: the proof is malleable")
                .isEqualTo(ACCEPTED);
    }

    /** The true cost is about 2,000; EIP-7623's floor for calldata does not let a call have less gas than this. */
    @Test
    void refusesAMalformedProofForLittleGas() {
        for (int i = 0; i < Words.PROOF; i++) {
            assertThat(verifier.call(Words.with(GOOD, i, 1), 15_000))
                    .as("off the curve, word %d", i)
                    .isEqualTo(REJECTED);
            assertThat(verifier.call(Words.with(GOOD, i, P), 15_000))
                    .as("out of range, word %d", i)
                    .isEqualTo(REJECTED);
        }
    }

    @Test
    void rejectsPointsOffTheirCurves() {
        assertRejected("A = (1, 1)", Words.with(Words.with(GOOD, Words.A_X, 1), Words.A_Y, 1));
        assertRejected("C = (0, 1)", Words.with(Words.with(GOOD, Words.C_X, 0), Words.C_X + 1, 1));
        byte[] realFirst = Words.swapped(Words.swapped(GOOD, 2, 3), 4, 5);
        assertRejected("B with the real parts first", realFirst);
        assertRejected("B with x and y exchanged", Words.swapped(Words.swapped(GOOD, 2, 4), 3, 5));
    }

    /** The contract's own check of B costs little gas; what passes it fails in 0x08, with whatever gas it is given. */
    @Test
    void rejectsAPointOfTheTwistOutsideTheGroup() {
        G2Affine outside = pointOutsideTheGroup();
        assertThat(outside.isOnCurve()).isTrue();
        assertThat(outside.isInSubgroup()).isFalse();
        byte[] calldata = withPoint(Words.B_X_IM, Eip197.encode(outside));
        assertRejected("B outside the group", calldata);
        assertThat(verifier.call(calldata, 300_000)).as("300,000 gas").isEqualTo(REJECTED);
    }

    @Test
    void revertsOnShortCalldataAndIgnoresWhatFollows() {
        assertThat(verifier.call(Arrays.copyOf(GOOD, GOOD.length - 1))).isEqualTo(REVERTED);
        assertThat(verifier.call(Arrays.copyOf(GOOD, GOOD.length - 32))).isEqualTo(REVERTED);
        assertThat(verifier.call(Arrays.copyOf(GOOD, 4))).isEqualTo(REVERTED);
        assertThat(verifier.call(new byte[0])).isEqualTo(REVERTED);
        assertThat(verifier.call(Arrays.copyOf(GOOD, GOOD.length + 32))).isEqualTo(ACCEPTED);
    }

    @Test
    void acceptsPointsAtInfinityWhereTheEquationHoldsWithThem() {
        byte[] withoutA = SolidityCalldata.encode(KEY.proof(Fr.ZERO, Fr.of(5), INPUTS), INPUTS);
        assertThat(verifier.call(withoutA)).as("A at infinity").isEqualTo(ACCEPTED);
        byte[] withoutB = SolidityCalldata.encode(KEY.proof(Fr.of(5), Fr.ZERO, INPUTS), INPUTS);
        assertThat(verifier.call(withoutB)).as("B at infinity").isEqualTo(ACCEPTED);
        Fr target = KEY.target(INPUTS);
        byte[] withoutC = SolidityCalldata.encode(KEY.proof(target, Fr.ONE, INPUTS), INPUTS);
        assertThat(Words.get(withoutC, Words.C_X)).isZero();
        assertThat(verifier.call(withoutC)).as("C at infinity").isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50, SolidityVerifier.MAX_UNROLLED, SolidityVerifier.MAX_UNROLLED + 1, 200})
    void worksForEveryNumberOfPublicInputs(int count) {
        KnownKey key = KnownKey.random(count, RANDOM);
        DeployedVerifier deployed = DeployedVerifier.deploy(anvil, SolidityVerifier.export(key.verifyingKey()));
        List<Fr> inputs = KnownKey.randomInputs(count, RANDOM);
        byte[] good = SolidityCalldata.encode(key.proof(inputs, RANDOM), inputs);
        assertThat(deployed.call(good)).isEqualTo(ACCEPTED);
        int codeSize = deployed.compiled().runtimeCode().length;
        System.out.println("verifyProof with " + count + " public inputs: " + deployed.executionGas(good)
                + " gas of execution, " + codeSize + " bytes of code");
        assertThat(codeSize).isLessThan(CODE_SIZE_LIMIT);
        for (int i : new int[] {0, count / 2, count - 1}) {
            if (i >= 0 && i < count) {
                int word = Words.PROOF + i;
                BigInteger value = Words.get(good, word);
                assertThat(deployed.call(Words.with(good, word, value.add(R)))).isEqualTo(REJECTED);
                assertThat(deployed.call(Words.with(good, word, value.xor(BigInteger.ONE))))
                        .isEqualTo(REJECTED);
            }
        }
        assertThat(deployed.call(Words.with(good, Words.C_X, 1))).isEqualTo(REJECTED);
    }

    @Test
    void handlesIcPointsAtInfinityAndSumsThatCancel() {
        Fr ic0 = Fr.of(77);
        KnownKey key = KnownKey.random(3, RANDOM).withIc(List.of(ic0, ic0.neg(), Fr.ZERO, ic0));
        String source = SolidityVerifier.export(
                key.verifyingKey(), SolidityOptions.DEFAULT.withPolicy(KeyPolicy.ALLOW_FORGEABLE));
        DeployedVerifier deployed = DeployedVerifier.deploy(anvil, source);
        List<Fr> cancelling = List.of(Fr.ONE, Fr.of(9), Fr.ZERO);
        byte[] good = SolidityCalldata.encode(key.proof(cancelling, RANDOM), cancelling);
        assertThat(deployed.call(good)).as("the sum is infinity").isEqualTo(ACCEPTED);
        assertThat(deployed.call(Words.with(good, Words.PROOF, 2))).isEqualTo(REJECTED);
        assertThat(deployed.call(Words.with(good, Words.PROOF + 1, 10)))
                .as("a free input")
                .isEqualTo(ACCEPTED);
        assertThat(deployed.call(Words.with(good, Words.PROOF + 1, R)))
                .as("a free input")
                .isEqualTo(REJECTED);
        List<Fr> doubling = List.of(Fr.ZERO, Fr.ZERO, Fr.ONE);
        byte[] doubled = SolidityCalldata.encode(key.proof(doubling, RANDOM), doubling);
        assertThat(deployed.call(doubled)).as("P + P").isEqualTo(ACCEPTED);
    }

    /** delta = gamma: the export has to be asked for, and the forgery then works on the chain as it does in theory. */
    @Test
    void aForgeableKeyIsForgedOnTheChain() {
        KnownKey key = KnownKey.random(1, RANDOM);
        KnownKey forgeable = key.withDelta(key.gamma());
        String source = SolidityVerifier.export(
                forgeable.verifyingKey(), SolidityOptions.DEFAULT.withPolicy(KeyPolicy.ALLOW_FORGEABLE));
        DeployedVerifier deployed = DeployedVerifier.deploy(anvil, source);
        List<Fr> anything = List.of(Fr.of(424242));
        List<G1Affine> ic = forgeable.verifyingKey().ic();
        G1Affine sum = ic.get(0).add(ic.get(1).mul(anything.getFirst()));
        var forged = new Proof(
                forgeable.verifyingKey().alpha(), forgeable.verifyingKey().beta(), sum.neg());
        assertThat(deployed.call(SolidityCalldata.encode(forged, anything))).isEqualTo(ACCEPTED);
    }

    @Test
    void anInsecureKeyDeploysOnTheDevelopmentChainOnly() {
        String source = SolidityVerifier.export(KEY.verifyingKey(), SolidityOptions.DEFAULT.withContributions(0));
        try (Anvil other = Anvil.start()) {
            DeployedVerifier deployed = DeployedVerifier.deploy(other, source);
            assertThat(deployed.call(GOOD)).isEqualTo(ACCEPTED);
            other.rpc().request("anvil_setChainId", 1);
            assertThatThrownBy(() -> create(other, deployed))
                    .isInstanceOf(EthereumRpcException.class)
                    .hasMessageContaining("insecure key: chain id 31337 only");
            assertThat(create(other, verifier)).as("the other key's contract").isNotEqualTo("0x");
        }
    }

    @Test
    void aCeremonysKeyUnderAnotherNameIsTheSameContract() {
        String source = SolidityVerifier.export(
                KEY.verifyingKey(), SolidityOptions.DEFAULT.withContributions(3).withContractName("Membership_2"));
        DeployedVerifier deployed = DeployedVerifier.deploy(anvil, source);
        assertThat(deployed.compiled().name()).isEqualTo("Membership_2");
        assertThat(deployed.call(GOOD)).isEqualTo(ACCEPTED);
        assertThat(deployed.address()).isNotEqualTo(verifier.address());
    }

    private static void assertRejected(String what, byte[] calldata) {
        assertThat(calldata).as(what + " is a change").isNotEqualTo(GOOD);
        assertThat(verifier.call(calldata)).as(what).isEqualTo(REJECTED);
    }

    private static byte[] withPoint(int word, byte[] encoded) {
        byte[] changed = GOOD.clone();
        System.arraycopy(encoded, 0, changed, 4 + 32 * word, encoded.length);
        return changed;
    }

    /** Runs the creation, as a call: anvil signs for the chain it was started with alone. Returns the runtime code. */
    private static String create(Anvil chain, DeployedVerifier contract) {
        String code = "0x" + HexFormat.of().formatHex(contract.compiled().creationCode());
        return chain.rpc().request("eth_call", Map.of("input", code), "latest").asString();
    }

    /** The twist has 2p - r times as many points as the group: the first abscissa will hardly fail to miss it. */
    private static G2Affine pointOutsideTheGroup() {
        Fp2 b = new Fp2(Fp.of(3), Fp.ZERO).div(Fp2.NON_RESIDUE);
        return IntStream.range(1, 100)
                .mapToObj(i -> new Fp2(Fp.of(i), Fp.ONE))
                .flatMap(x -> x.square().mul(x).add(b).sqrt().map(y -> G2Affine.of(x, y)).stream())
                .filter(point -> !point.isInSubgroup())
                .findFirst()
                .orElseThrow();
    }
}
