package io.snark4j.credits.ethereum;

import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * A key of secp256k1 and its address. Signs deterministically (RFC 6979) with the smaller s (EIP-2). Immutable, thread-safe; {@link #toString} shows the
 * address only. Not constant time.
 */
public final class Account {
    /** Bytes of a private key. */
    public static final int BYTES = 32;

    private static final ECDomainParameters CURVE = curve();
    private static final BigInteger ORDER = CURVE.getN();
    private static final int ADDRESS_BYTES = 20;

    private final BigInteger key;
    private final ECPoint publicKey;
    private final Address address;

    private Account(BigInteger key) {
        this.key = key;
        this.publicKey =
                new FixedPointCombMultiplier().multiply(CURVE.getG(), key).normalize();
        byte[] hash = Keccak256.hash(coordinates(publicKey));
        this.address = new Address(new BigInteger(1, hash, hash.length - ADDRESS_BYTES, ADDRESS_BYTES));
    }

    private static ECDomainParameters curve() {
        X9ECParameters parameters = SECNamedCurves.getByName("secp256k1");
        return new ECDomainParameters(parameters);
    }

    private static byte[] coordinates(ECPoint point) {
        byte[] encoded = point.getEncoded(false);
        return Arrays.copyOfRange(encoded, 1, encoded.length);
    }

    /**
     * The account of a private key.
     *
     * @param bytes 32 bytes, big-endian, secret
     * @return the account
     * @throws MalformedInputException if there are not 32, or the number is 0 or not below the group's order
     */
    public static Account of(byte[] bytes) {
        BigInteger key = new BigInteger(1, bytes);
        if (bytes.length != BYTES || key.signum() == 0 || key.compareTo(ORDER) >= 0) {
            throw new MalformedInputException("private key: expected 32 bytes, a number in [1, order of secp256k1)");
        }
        return new Account(key);
    }

    /** @return a fresh account, drawn from {@link SecureRandom} */
    public static Account random() {
        SecureRandom random = new SecureRandom();
        BigInteger key;
        do {
            key = new BigInteger(ORDER.bitLength(), random);
        } while (key.signum() == 0 || key.compareTo(ORDER) >= 0);
        return new Account(key);
    }

    /** @return where it receives */
    public Address address() {
        return address;
    }

    /** @return the private key, 32 bytes big-endian, for a backup */
    public byte[] toBytes() {
        return Signature.word(key);
    }

    /**
     * Signs a digest.
     *
     * @param digest 32 bytes
     * @return the signature from which contracts recover the address
     */
    public Signature sign(byte[] digest) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(key, CURVE));
        BigInteger[] rs = signer.generateSignature(digest);
        BigInteger s = rs[1].min(ORDER.subtract(rs[1]));
        for (int parity = 0; parity < 2; parity++) {
            if (publicKey.equals(recover(digest, rs[0], s, parity))) {
                return new Signature(rs[0], s, parity);
            }
        }
        // R.x of the group's order or more, which nobody has seen: one nonce in 2^127.
        throw new IllegalStateException("secp256k1: the signature's point is out of range");
    }

    /** (s·R − e·G)/r for the R of that abscissa and parity. */
    private static ECPoint recover(byte[] digest, BigInteger r, BigInteger s, int parity) {
        byte[] compressed = new byte[BYTES + 1];
        compressed[0] = (byte) (2 + parity);
        System.arraycopy(Signature.word(r), 0, compressed, 1, BYTES);
        ECPoint point = CURVE.getCurve().decodePoint(compressed);
        BigInteger inverse = r.modInverse(ORDER);
        BigInteger e = new BigInteger(1, digest).negate().multiply(inverse).mod(ORDER);
        return CURVE.getG()
                .multiply(e)
                .add(point.multiply(s.multiply(inverse).mod(ORDER)))
                .normalize();
    }

    /** @return the address */
    @Override
    public String toString() {
        return "Account[" + address + "]";
    }
}
