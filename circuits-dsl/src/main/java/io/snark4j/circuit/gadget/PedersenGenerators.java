package io.snark4j.circuit.gadget;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Generators of the subgroup of order l between which nobody knows a relation: each is hashed from a name and a number, as circomlibjs does
 * for its Pedersen hash. For tries 0, 1, 2, ... take the BLAKE-256 digest of {@code name_<number>_<try>}, both numbers with 32 decimal digits: its
 * lowest 254 bits mod r, little-endian, are y and its top bit the sign of x. The generator is 8 times the first that is a point.
 *
 * <p>Without the reduction mod r, which circomlibjs makes silently, a quarter of the digests would be refused; the ten generators that circomlib's
 * circuits hold are the same either way. Thread-safe.
 */
final class PedersenGenerators {
    private static final int Y_BITS = 254;
    private static final byte SIGN = (byte) 0x80;
    private static final BigInteger COFACTOR = BigInteger.valueOf(BabyJubjubPoint.COFACTOR);

    private final String name;
    private final Map<Integer, BabyJubjubPoint> known = new ConcurrentHashMap<>();

    PedersenGenerators(String name) {
        this.name = name;
    }

    /** The generator of that number; derived once. */
    BabyJubjubPoint get(int number) {
        return known.computeIfAbsent(number, this::derived);
    }

    private BabyJubjubPoint derived(int number) {
        // Each try succeeds with probability 1/2.
        for (int attempt = 0; ; attempt++) {
            byte[] seed = String.format(Locale.ROOT, "%s_%032d_%032d", name, number, attempt)
                    .getBytes(StandardCharsets.US_ASCII);
            Optional<BabyJubjubPoint> generator =
                    point(Blake256.hash(seed)).map(p -> p.mul(COFACTOR)).filter(p -> !p.isIdentity());
            if (generator.isPresent()) {
                return generator.get();
            }
        }
    }

    private static Optional<BabyJubjubPoint> point(byte[] digest) {
        byte[] bigEndian = new byte[digest.length];
        for (int i = 0; i < digest.length; i++) {
            bigEndian[i] = digest[digest.length - 1 - i];
        }
        BigInteger low = new BigInteger(1, bigEndian).mod(BigInteger.ONE.shiftLeft(Y_BITS));
        byte[] compressed = Fr.reduce(low).toBytesLittleEndian();
        compressed[compressed.length - 1] |= (byte) (bigEndian[0] & SIGN);
        try {
            return Optional.of(BabyJubjubPoint.decompressUnchecked(compressed));
        } catch (MalformedInputException _) {
            return Optional.empty();
        }
    }
}
