package io.snark4j.credits.ethereum;

import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * The address of an account or contract.
 *
 * @param value in [0, 2^160)
 */
public record Address(BigInteger value) {
    private static final int BITS = 160;
    private static final Pattern TEXT = Pattern.compile("0x[0-9a-fA-F]{40}");

    /** The address that stands for none. */
    public static final Address ZERO = new Address(BigInteger.ZERO);

    /**
     * Checks the range.
     *
     * @throws MalformedInputException if the value is negative or 2^160 or more
     */
    public Address {
        if (value.signum() < 0 || value.bitLength() > BITS) {
            throw new MalformedInputException("address: " + value + ", expected 0 to 2^160 - 1");
        }
    }

    /**
     * Reads hexadecimal text. Upper and lower case mean the same; the checksum of EIP-55 is not checked.
     *
     * @param text 0x and 40 digits
     * @return the address
     * @throws MalformedInputException if the text is of another form
     */
    public static Address parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new MalformedInputException("address: \"" + text.substring(0, Math.min(60, text.length()))
                    + "\", expected 0x and 40 hex digits");
        }
        return new Address(new BigInteger(text.substring(2), 16));
    }

    /** @return 0x and 40 digits, lower case */
    @Override
    public String toString() {
        return "0x%040x".formatted(value);
    }
}
