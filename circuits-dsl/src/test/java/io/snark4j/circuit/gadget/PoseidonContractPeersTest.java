package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.peers.Anvil;
import io.snark4j.peers.Circomlibjs;
import io.snark4j.peers.EthereumRpc;
import io.snark4j.peers.Node;
import io.snark4j.peers.TransactionReceipt;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The generated contracts on an EVM, against circomlibjs. */
@Tag("peers")
class PoseidonContractPeersTest {
    private static final BigInteger R = Fr.MODULUS;
    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    private static final long AMPLE_GAS = 1_000_000;

    private static Anvil anvil;
    private static final List<String> ADDRESSES = new ArrayList<>();

    @BeforeAll
    static void deploy() {
        anvil = Anvil.start();
        for (int inputs = 1; inputs <= PoseidonContract.MAX_INPUTS; inputs++) {
            ADDRESSES.add(anvil.rpc().deploy(PoseidonContract.creationCode(inputs)));
        }
    }

    @AfterAll
    static void stop() {
        anvil.close();
    }

    @Test
    void digestsOfAllSizesEqualCircomlibjs() {
        Random random = new Random(31);
        List<List<BigInteger>> inputs = new ArrayList<>();
        for (int n = 1; n <= PoseidonContract.MAX_INPUTS; n++) {
            inputs.add(Collections.nCopies(n, BigInteger.ZERO));
            inputs.add(Collections.nCopies(n, R.subtract(BigInteger.ONE)));
            for (int i = 0; i < 10; i++) {
                inputs.add(Stream.generate(() -> Fr.random(random).toBigInteger())
                        .limit(n)
                        .toList());
            }
        }
        List<BigInteger> ours =
                inputs.stream().map(PoseidonContractPeersTest::hash).toList();
        assertThat(ours).isEqualTo(new Circomlibjs(Node.find()).poseidon(inputs));
    }

    /** Sums of unreduced words would wrap at 2^256: the state's largest values must not. */
    @Test
    void takesAnyWordModR() {
        for (int n = 1; n <= PoseidonContract.MAX_INPUTS; n++) {
            List<BigInteger> words = Collections.nCopies(n, LARGEST);
            Fr[] reduced = words.stream().map(Fr::reduce).toArray(Fr[]::new);
            assertThat(hash(words)).isEqualTo(Poseidon.hash(reduced).toBigInteger());
            words = new ArrayList<>(Collections.nCopies(n, BigInteger.TWO));
            words.set(n - 1, R.add(BigInteger.TWO));
            assertThat(hash(words)).isEqualTo(hash(Collections.nCopies(n, BigInteger.TWO)));
        }
    }

    @Test
    void agreesWithItsTwinOnManyInputs() {
        Random random = new Random(32);
        for (int i = 0; i < 300; i++) {
            Fr left = Fr.random(random);
            Fr right = Fr.random(random);
            assertThat(hash(List.of(left.toBigInteger(), right.toBigInteger())))
                    .isEqualTo(Poseidon.hash(left, right).toBigInteger());
        }
    }

    @Test
    void missingBytesAreZerosAndWhatFollowsIsIgnored() {
        byte[] call = words(List.of(BigInteger.TEN, BigInteger.valueOf(256)));
        BigInteger shorter = run(2, Arrays.copyOf(call, 63));
        assertThat(shorter).isEqualTo(hash(List.of(BigInteger.TEN, BigInteger.valueOf(256))));
        assertThat(run(2, Arrays.copyOf(call, 100))).isEqualTo(shorter);
        assertThat(run(2, Arrays.copyOf(call, 62))).isEqualTo(hash(List.of(BigInteger.TEN, BigInteger.ZERO)));
    }

    @Test
    void whatStandsOnTheChainIsTheRuntimeCode() {
        for (int n = 1; n <= PoseidonContract.MAX_INPUTS; n++) {
            assertThat(anvil.rpc().code(ADDRESSES.get(n - 1))).isEqualTo(PoseidonContract.runtimeCode(n));
        }
    }

    @Test
    void costsTheGasThatItsDocumentationSays() {
        long[] most = {8_600, 13_300, 19_800, 26_900, 33_300};
        Random random = new Random(33);
        EthereumRpc rpc = anvil.rpc();
        for (int n = 1; n <= PoseidonContract.MAX_INPUTS; n++) {
            byte[] call = words(Stream.generate(() -> Fr.random(random).toBigInteger())
                    .limit(n)
                    .toList());
            TransactionReceipt receipt = rpc.sendTransaction(ADDRESSES.get(n - 1), call, AMPLE_GAS);
            long gas = receipt.executionGas(call);
            System.out.println("Poseidon contract of " + n + " inputs: " + gas + " gas of execution, "
                    + PoseidonContract.runtimeCode(n).length + " bytes of code");
            assertThat(gas).isLessThan(most[n - 1]);
        }
    }

    @Test
    void refusesOtherNumbersOfInputs() {
        for (int inputs : new int[] {-1, 0, 6, 16}) {
            assertThatThrownBy(() -> PoseidonContract.creationCode(inputs))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Poseidon contract: " + inputs + " inputs, expected 1 to 5");
        }
    }

    private static BigInteger hash(List<BigInteger> inputs) {
        return run(inputs.size(), words(inputs));
    }

    private static BigInteger run(int inputs, byte[] calldata) {
        byte[] answer = anvil.rpc().call(ADDRESSES.get(inputs - 1), calldata);
        assertThat(answer).hasSize(32);
        return new BigInteger(1, answer);
    }

    private static byte[] words(List<BigInteger> values) {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        for (BigInteger value : values) {
            byte[] bytes = value.toByteArray();
            byte[] word = new byte[32];
            int length = Math.min(32, bytes.length);
            System.arraycopy(bytes, bytes.length - length, word, 32 - length, length);
            words.writeBytes(word);
        }
        return words.toByteArray();
    }
}
