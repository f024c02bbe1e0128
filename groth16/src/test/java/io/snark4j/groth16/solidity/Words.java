package io.snark4j.groth16.solidity;

import java.math.BigInteger;
import java.util.Arrays;

/** The 32-byte words of a call after its four-byte selector: 0..7 the proof, 8.. the public inputs. */
final class Words {
    static final int A_X = 0;
    static final int A_Y = 1;
    static final int B_X_IM = 2;
    static final int C_X = 6;
    static final int PROOF = 8;

    private Words() {}

    static int count(byte[] calldata) {
        return (calldata.length - 4) / 32;
    }

    static BigInteger get(byte[] calldata, int word) {
        return new BigInteger(1, Arrays.copyOfRange(calldata, 4 + 32 * word, 36 + 32 * word));
    }

    static byte[] with(byte[] calldata, int word, BigInteger value) {
        byte[] changed = calldata.clone();
        for (int i = 0; i < 32; i++) {
            changed[4 + 32 * word + i] = value.shiftRight(8 * (31 - i)).byteValue();
        }
        return changed;
    }

    static byte[] with(byte[] calldata, int word, long value) {
        return with(calldata, word, BigInteger.valueOf(value));
    }

    static byte[] swapped(byte[] calldata, int first, int second) {
        return with(with(calldata, first, get(calldata, second)), second, get(calldata, first));
    }
}
