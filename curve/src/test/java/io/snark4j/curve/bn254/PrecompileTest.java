package io.snark4j.curve.bn254;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fp;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import io.snark4j.peers.Anvil;
import io.snark4j.peers.EthereumRpc;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The EVM's precompiled contracts 0x06 (addition), 0x07 (multiplication) and 0x08 (pairing check) on a real node: verdict and
 * value are ours, on random, edge and malformed input. The EVM pads and cuts the input of the first two; so does this test.
 */
@Tag("peers")
class PrecompileTest {
    private static final String ADD = "0x0000000000000000000000000000000000000006";
    private static final String MUL = "0x0000000000000000000000000000000000000007";
    private static final String PAIRING = "0x0000000000000000000000000000000000000008";
    private static final int WORD = 32;
    private static final BigInteger ALL_ONES = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    private static Anvil anvil;
    private static EthereumRpc rpc;

    private final Random random = new Random(20261127);

    @BeforeAll
    static void start() {
        anvil = Anvil.start();
        rpc = anvil.rpc();
    }

    @AfterAll
    static void close() {
        anvil.close();
    }

    // Asks both for every input; returns how many were accepted.
    private static int agree(String address, List<byte[]> inputs, Function<byte[], byte[]> ours) {
        int accepted = 0;
        for (byte[] input : inputs) {
            Optional<String> mine;
            try {
                mine = Optional.of(HexFormat.of().formatHex(ours.apply(input)));
                accepted++;
            } catch (MalformedInputException e) {
                mine = Optional.empty();
            }
            assertThat(mine)
                    .as("%s of %s", address, HexFormat.of().formatHex(input))
                    .isEqualTo(rpc.tryCall(address, input).map(HexFormat.of()::formatHex));
        }
        return accepted;
    }

    private static byte[] add(byte[] input) {
        byte[] padded = Arrays.copyOf(input, 128);
        G1Affine a = Eip197.decodeG1(Arrays.copyOfRange(padded, 0, 64));
        G1Affine b = Eip197.decodeG1(Arrays.copyOfRange(padded, 64, 128));
        return Eip197.encode(a.add(b));
    }

    private static byte[] mul(byte[] input) {
        byte[] padded = Arrays.copyOf(input, 96);
        G1Affine point = Eip197.decodeG1(Arrays.copyOfRange(padded, 0, 64));
        BigInteger scalar = new BigInteger(1, Arrays.copyOfRange(padded, 64, 96));
        return Eip197.encode(point.mul(Fr.reduce(scalar)));
    }

    private static byte[] pairing(byte[] input) {
        if (input.length % 192 != 0) {
            throw new MalformedInputException("pairing input: " + input.length + " bytes");
        }
        List<G1Affine> p = new ArrayList<>();
        List<G2Prepared> q = new ArrayList<>();
        for (int at = 0; at < input.length; at += 192) {
            p.add(Eip197.decodeG1(Arrays.copyOfRange(input, at, at + 64)));
            q.add(G2Prepared.of(Eip197.decodeG2(Arrays.copyOfRange(input, at + 64, at + 192))));
        }
        return word(Pairing.check(p, q) ? BigInteger.ONE : BigInteger.ZERO);
    }

    private static byte[] word(BigInteger value) {
        byte[] word = new byte[WORD];
        for (int i = 0; i < WORD; i++) {
            word[WORD - 1 - i] = value.shiftRight(8 * i).byteValue();
        }
        return word;
    }

    private static byte[] join(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private List<G1Affine> points() {
        G1Affine p = Reference.randomG1(random);
        G1Affine g = G1Affine.GENERATOR;
        return List.of(G1Affine.INFINITY, g, g.neg(), g.twice(), p, p.neg(), p.twice(), Reference.randomG1(random));
    }

    // One word at a time replaced by values that no coordinate may have, bits flipped, lengths changed.
    private List<byte[]> malformed(byte[] good, int coordinates) {
        List<byte[]> inputs = new ArrayList<>();
        for (int k = 0; k < coordinates; k++) {
            BigInteger value = new BigInteger(1, Arrays.copyOfRange(good, k * WORD, (k + 1) * WORD));
            for (BigInteger bad : List.of(
                    value.add(Fp.MODULUS),
                    Fp.MODULUS,
                    Fp.MODULUS.subtract(BigInteger.ONE),
                    ALL_ONES,
                    BigInteger.ZERO)) {
                byte[] bytes = good.clone();
                System.arraycopy(word(bad), 0, bytes, k * WORD, WORD);
                inputs.add(bytes);
            }
        }
        for (int i = 0; i < 10; i++) {
            byte[] bytes = good.clone();
            bytes[random.nextInt(coordinates * WORD)] ^= (byte) (1 << random.nextInt(8));
            inputs.add(bytes);
            inputs.add(Arrays.copyOf(good, random.nextInt(2 * good.length)));
        }
        inputs.add(Arrays.copyOf(good, good.length - 1));
        inputs.add(Arrays.copyOf(good, good.length + 1));
        return inputs;
    }

    @Test
    void additionsAgree() {
        List<byte[]> inputs = new ArrayList<>(List.of(new byte[0], new byte[64], new byte[200]));
        for (G1Affine a : points()) {
            for (G1Affine b : points()) {
                inputs.add(join(Eip197.encode(a), Eip197.encode(b)));
            }
            inputs.add(join(Eip197.encode(a), Eip197.encode(a)));
            inputs.add(join(Eip197.encode(a), Eip197.encode(a.neg())));
            inputs.add(Eip197.encode(a));
        }
        int good = inputs.size();
        inputs.addAll(malformed(inputs.get(good - 5), 4));
        inputs.addAll(malformed(inputs.get(20), 4));
        assertThat(agree(ADD, inputs, PrecompileTest::add)).isBetween(good, inputs.size() - 20);
    }

    @Test
    void multiplicationsAgree() {
        List<BigInteger> scalars = new ArrayList<>(List.of(ALL_ONES, ALL_ONES.shiftRight(1)));
        for (int i = -2; i <= 2; i++) {
            scalars.add(Fr.MODULUS.add(BigInteger.valueOf(i)));
            scalars.add(Fr.MODULUS.multiply(BigInteger.TWO).add(BigInteger.valueOf(i)));
            scalars.add(BigInteger.valueOf(i + 2));
            scalars.add(BigInteger.ONE.shiftLeft(128).add(BigInteger.valueOf(i)));
            scalars.add(new BigInteger(256, random));
        }
        List<byte[]> inputs = new ArrayList<>(List.of(new byte[0], new byte[96]));
        for (G1Affine a : points()) {
            for (BigInteger scalar : scalars) {
                inputs.add(join(Eip197.encode(a), word(scalar)));
            }
        }
        int good = inputs.size();
        inputs.addAll(malformed(inputs.get(good - 1), 2));
        assertThat(agree(MUL, inputs, PrecompileTest::mul)).isBetween(good, inputs.size() - 10);
    }

    @Test
    void pairingChecksAgree() {
        List<byte[]> inputs = new ArrayList<>(List.of(new byte[0], new byte[192], new byte[191], new byte[384]));
        for (int n = 1; n <= 4; n++) {
            for (int i = 0; i < 6; i++) {
                inputs.add(pairs(n, i % 2 == 0));
            }
        }
        G1Affine g = G1Affine.GENERATOR;
        inputs.add(join(Eip197.encode(g), Eip197.encode(G2Affine.INFINITY)));
        inputs.add(join(Eip197.encode(G1Affine.INFINITY), Eip197.encode(G2Affine.GENERATOR)));
        inputs.add(join(Eip197.encode(g), Eip197.encode(G2Affine.GENERATOR)));
        int good = inputs.size();
        for (int i = 0; i < 12; i++) {
            G2Affine outside = Reference.randomOnTwist(random);
            G1Affine beside = i % 3 == 0 ? G1Affine.INFINITY : Reference.randomG1(random);
            inputs.add(join(Eip197.encode(beside), Eip197.encode(outside)));
            inputs.add(join(
                    Eip197.encode(beside), Eip197.encode(outside.mul(Fr.of(-1)).add(outside))));
        }
        inputs.addAll(malformed(pairs(1, false), 6));
        inputs.addAll(malformed(pairs(2, true), 12));
        assertThat(agree(PAIRING, inputs, PrecompileTest::pairing)).isBetween(good - 1, inputs.size() - 60);
    }

    // n pairs whose product is one, or one with its last point moved.
    private byte[] pairs(int n, boolean holds) {
        byte[] input = new byte[0];
        Fr sum = Fr.ZERO;
        for (int i = 0; i < n; i++) {
            Fr b = Fr.random(random);
            Fr a = i == n - 1 ? sum.neg().div(b) : Fr.random(random);
            sum = sum.add(a.mul(b));
            G1Affine p = G1Affine.GENERATOR.mul(i == n - 1 && !holds ? a.add(Fr.ONE) : a);
            input = join(input, Eip197.encode(p), Eip197.encode(G2Affine.GENERATOR.mul(b)));
        }
        return input;
    }
}
