package io.snark4j.credits.ethereum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AccountContractTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private static Account of(BigInteger key) {
        byte[] bytes = new byte[32];
        byte[] signed = key.toByteArray();
        int length = Math.min(32, signed.length);
        System.arraycopy(signed, signed.length - length, bytes, 32 - length, length);
        return Account.of(bytes);
    }

    /** Addresses that every Ethereum tool gives: of key 1 (G itself), and of the first account of anvil's and Hardhat's mnemonic. */
    @Test
    void addressesAreEthereums() {
        assertThat(of(BigInteger.ONE).address()).hasToString("0x7e5f4552091a69125d5dfcb7b8c2659029395bdf");
        assertThat(Account.of(HEX.parseHex("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"))
                        .address())
                .hasToString("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    }

    /** Keccak-256 of nothing and of "abc", from the Keccak team's test vectors; the selector of ERC-20's transfer. */
    @Test
    void hashesAreKeccaks() {
        assertThat(HEX.formatHex(Keccak256.hash()))
                .isEqualTo("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
        assertThat(HEX.formatHex(Keccak256.hash("abc")))
                .isEqualTo("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
        assertThat(Keccak256.hash("a".getBytes(StandardCharsets.US_ASCII), "bc".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Keccak256.hash("abc"));
        assertThat(HEX.formatHex(Keccak256.selector("transfer(address,uint256)")))
                .isEqualTo("a9059cbb");
    }

    @Test
    void signaturesAreDeterministicAndInTheirOneForm() {
        Account account = of(BigInteger.valueOf(12345));
        for (int i = 0; i < 20; i++) {
            byte[] digest = Keccak256.hash("message " + i);
            Signature signature = account.sign(digest);
            assertThat(signature).isEqualTo(account.sign(digest));
            assertThat(signature.s()).isLessThanOrEqualTo(ORDER.shiftRight(1));
            byte[] bytes = signature.toBytes();
            assertThat(bytes).hasSize(65);
            assertThat(bytes[64]).isEqualTo((byte) (27 + signature.parity()));
            assertThat(new BigInteger(1, bytes, 0, 32)).isEqualTo(signature.r());
            assertThat(new BigInteger(1, bytes, 32, 32)).isEqualTo(signature.s());
        }
    }

    @Test
    void keysOutOfRangeAreRefused() {
        for (byte[] key :
                new byte[][] {new byte[32], new byte[31], new byte[33], bytes(ORDER), bytes(ORDER.add(BigInteger.ONE))
                }) {
            assertThatThrownBy(() -> Account.of(key))
                    .isInstanceOf(MalformedInputException.class)
                    .hasMessage("private key: expected 32 bytes, a number in [1, order of secp256k1)");
        }
        assertThat(Account.of(bytes(ORDER.subtract(BigInteger.ONE)))).isNotNull();
    }

    private static byte[] bytes(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length);
    }

    @Test
    void showsTheAddressOnly() {
        Account account = Account.random();
        assertThat(account).hasToString("Account[" + account.address() + "]");
        assertThat(Account.of(account.toBytes()).address()).isEqualTo(account.address());
        assertThat(Account.random().address()).isNotEqualTo(account.address());
    }

    @Test
    void addressesAreReadInEitherCaseAndRefusedOtherwise() {
        Address address = Address.parse("0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
        assertThat(address).hasToString("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
        assertThat(Address.ZERO).hasToString("0x" + "0".repeat(40));
        for (String text : new String[] {
            "",
            "0x",
            "f39fd6e51aad88f6f4ce6ab8827279cfffb92266",
            "0x" + "0".repeat(39),
            "0x" + "0".repeat(41),
            "0x" + "g".repeat(40)
        }) {
            assertThatThrownBy(() -> Address.parse(text))
                    .isInstanceOf(MalformedInputException.class)
                    .hasMessageContaining("expected 0x and 40 hex digits");
        }
        for (BigInteger value : new BigInteger[] {BigInteger.ONE.negate(), BigInteger.ONE.shiftLeft(160)}) {
            assertThatThrownBy(() -> new Address(value)).isInstanceOf(MalformedInputException.class);
        }
    }
}
