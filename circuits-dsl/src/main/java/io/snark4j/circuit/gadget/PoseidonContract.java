package io.snark4j.circuit.gadget;

import static io.snark4j.circuit.gadget.EvmCode.ADD;
import static io.snark4j.circuit.gadget.EvmCode.ADDMOD;
import static io.snark4j.circuit.gadget.EvmCode.MOD;
import static io.snark4j.circuit.gadget.EvmCode.MULMOD;

import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.function.Consumer;

/**
 * {@link Poseidon} as an Ethereum contract: bytecode made from the same constants, so that digests equal circomlibjs' and those of its contracts. It has no
 * selector: calldata is the inputs, 32 bytes big-endian each and taken mod r; the answer is the digest, 32 bytes. Missing bytes count as zeros, what
 * follows is ignored. No storage, no calls, no state: two contracts with this code are the same contract.
 *
 * <p>Execution costs 8,600, 13,200 and 26,900 gas for 1, 2 and 4 inputs.
 *
 * <p><b>How.</b> Sums are not reduced: a product mod r is below r, and up to five of them fit a word. In the partial rounds the elements that meet no S-box are
 * held in the basis in which their matrix is a companion matrix (observer canonical form): with u the S-box's output and z the t − 1 others,
 *
 * <pre>x' = m·u + z_1,   z_i' = z_(i+1) + v_i·u + a_i·z_1,   z_(t-1)' = v_(t-1)·u + a_(t-1)·z_1</pre>
 *
 * the 2t − 1 products of sparse matrices, but with the same factors in every round, so that they can stay on the stack or in memory and need no 33 bytes of
 * code each time.
 */
public final class PoseidonContract {
    /** Most inputs that a contract of this kind takes: beyond them the state is out of the stack's reach. */
    public static final int MAX_INPUTS = 5;

    /** How many products below r a sum may hold: with a constant, and one more product in a partial round, it is then below 5·r &lt; 2^256. */
    private static final int SUM_LIMIT = 3;

    private static final int FULL_ROUNDS = PoseidonConstants.FULL_ROUNDS;
    /** From here on partial rounds' factors and the matrix go to memory: the stack would be too deep. */
    private static final int MEMORY_WIDTH = 4;

    private static final String SUBSTITUTED = "u";
    private static final String NEXT = "next";

    private final EvmCode code = new EvmCode();
    private final int width;
    private final PoseidonRounds rounds;
    private final CompanionRounds companion;

    private PoseidonContract(int inputs) {
        width = inputs + 1;
        rounds = Poseidon.ofInputs(inputs).rounds();
        companion = CompanionRounds.of(rounds.constants());
    }

    /**
     * What stands on the chain.
     *
     * @param inputs 1 to 5
     * @return runtime bytecode
     * @throws IllegalArgumentException if {@code inputs} is out of range
     */
    public static byte[] runtimeCode(int inputs) {
        if (inputs < 1 || inputs > MAX_INPUTS) {
            throw new IllegalArgumentException("Poseidon contract: " + inputs + " inputs, expected 1 to " + MAX_INPUTS);
        }
        PoseidonContract contract = new PoseidonContract(inputs);
        contract.write();
        return contract.code.toByteArray();
    }

    /**
     * What a creation transaction carries.
     *
     * @param inputs 1 to 5
     * @return creation bytecode, without constructor arguments
     * @throws IllegalArgumentException if {@code inputs} is out of range
     */
    public static byte[] creationCode(int inputs) {
        return EvmCode.creation(runtimeCode(inputs));
    }

    private void write() {
        code.placeOnStack(Fr.MODULUS);
        placeFactors();
        readInputs();
        long[] mds = rounds.constants().mds();
        long[] constants = rounds.constants().roundConstants();
        int half = FULL_ROUNDS / 2;
        for (int round = 0; round < half; round++) {
            if (round > 0) {
                addConstants(constants, width * round);
            }
            substitute();
            multiply(round == half - 1 ? companion.entryMatrix(mds) : mds, 0);
        }
        for (int round = 0; round < rounds.constants().partialRounds(); round++) {
            partialRound(at(rounds.partialConstants(), round));
        }
        multiply(companion.inverse(), 1);
        for (int round = half; round < FULL_ROUNDS; round++) {
            if (round == half) {
                addConstants(rounds.lastConstants(), 0);
            } else {
                addConstants(constants, width * (round + rounds.constants().partialRounds()));
            }
            substitute();
            if (round < FULL_ROUNDS - 1) {
                multiply(mds, 0);
            }
        }
        sum(mds, 0, 0);
        modulus();
        code.swap(1);
        code.operate(MOD, 2);
        code.returnTop();
    }

    private void placeFactors() {
        if (width < MEMORY_WIDTH) {
            placeAll(companion.m(), code::placeOnStack);
            placeAll(companion.input(), code::placeOnStack);
            placeAll(companion.characteristic(), code::placeOnStack);
        } else {
            placeAll(companion.m(), code::placeInMemory);
            placeAll(companion.input(), code::placeInMemory);
            placeAll(companion.characteristic(), code::placeInMemory);
            placeAll(rounds.constants().mds(), code::placeInMemory);
        }
    }

    private static void placeAll(long[] elements, Consumer<BigInteger> place) {
        for (int i = 0; 4 * i < elements.length; i++) {
            place.accept(at(elements, i));
        }
    }

    /** An input may be any word: it is reduced with the first addition. Element 0 begins as 0. */
    private void readInputs() {
        long[] constants = rounds.constants().roundConstants();
        code.constant(at(constants, 0));
        code.name(element(0));
        for (int i = 1; i < width; i++) {
            modulus();
            code.constant(at(constants, i));
            code.argument(i - 1);
            code.operate(ADDMOD, 3);
            code.name(element(i));
        }
    }

    private void addConstants(long[] constants, int first) {
        for (int i = 0; i < width; i++) {
            raise(element(i));
            code.constant(at(constants, first + i));
            code.operate(ADD, 2);
            code.name(element(i));
        }
    }

    private void substitute() {
        for (int i = 0; i < width; i++) {
            raise(element(i));
            fifthPower();
            code.name(element(i));
        }
    }

    /** matrix·state in the place of the state, of which the elements before the first stay. */
    private void multiply(long[] matrix, int first) {
        int rows = width - first;
        for (int i = 0; i < rows; i++) {
            sum(matrix, i, first);
            code.name(NEXT + i);
        }
        for (int i = rows - 1; i >= 0; i--) {
            code.replace(element(first + i), element(first + i));
        }
    }

    /** Pushes row·state, not reduced but below (SUM_LIMIT + 1)·r. */
    private void sum(long[] matrix, int row, int first) {
        int columns = width - first;
        int terms = 0;
        for (int j = 0; j < columns; j++) {
            BigInteger factor = at(matrix, columns * row + j);
            if (terms == SUM_LIMIT) {
                modulus();
                code.swap(1);
                product(factor, element(first + j));
                code.operate(ADDMOD, 3);
                terms = 1;
            } else {
                product(factor, element(first + j));
                if (terms > 0) {
                    code.operate(ADD, 2);
                }
                terms++;
            }
        }
    }

    private void partialRound(BigInteger constant) {
        int n = width - 1;
        raise(element(0));
        code.constant(constant);
        code.operate(ADD, 2);
        fifthPower();
        code.name(SUBSTITUTED);
        nextOfBasis(1);
        code.name(NEXT);
        for (int i = 2; i <= n; i++) {
            nextOfBasis(i);
            code.replace(element(i), element(i));
        }
        product(at(companion.m(), 0), SUBSTITUTED);
        code.copy(element(1));
        code.operate(ADD, 2);
        code.replace(SUBSTITUTED, element(0));
        code.replace(element(1), element(1));
    }

    /** Pushes z_(i+1) + v_i·u + a_i·z_1, below 2·r. */
    private void nextOfBasis(int i) {
        boolean last = i == width - 1;
        if (!last) {
            modulus();
            code.copy(element(i + 1));
        }
        product(at(companion.input(), i - 1), SUBSTITUTED);
        if (!last) {
            code.operate(ADDMOD, 3);
        }
        product(at(companion.characteristic(), i - 1), element(1));
        code.operate(ADD, 2);
    }

    private void product(BigInteger factor, String item) {
        modulus();
        code.constant(factor);
        code.copy(item);
        code.operate(MULMOD, 3);
    }

    private void raise(String item) {
        int below = code.depth(item);
        if (below > 0) {
            code.swap(below);
        }
    }

    /** The top to the fifth power. */
    private void fifthPower() {
        modulus();
        code.dup(1);
        code.dup(0);
        code.operate(MULMOD, 3);
        modulus();
        code.swap(1);
        code.dup(0);
        code.operate(MULMOD, 3);
        modulus();
        code.swap(2);
        code.operate(MULMOD, 3);
    }

    private void modulus() {
        code.constant(Fr.MODULUS);
    }

    private static BigInteger at(long[] elements, int index) {
        return Fr.read(elements, 4 * index).toBigInteger();
    }

    private static String element(int index) {
        return "element " + index;
    }
}
