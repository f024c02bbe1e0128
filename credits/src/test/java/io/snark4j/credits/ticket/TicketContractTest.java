package io.snark4j.credits.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.credit.RefundGenerators;
import io.snark4j.credits.command.bench.SimulatedProofs;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.curve.bn254.Eip197;
import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import io.snark4j.groth16.BatchVerifier;
import io.snark4j.groth16.Claim;
import io.snark4j.groth16.PreparedVerifyingKey;
import io.snark4j.groth16.UncheckedProof;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicketContractTest {
    private static final int PROOF = 1;
    private static final int ELEMENTS = PROOF + 2 * Eip197.G1_BYTES + Eip197.G2_BYTES;
    private static final int STATE = ELEMENTS + 2 * Fr.BYTES;
    private static final int KEY = STATE + 5 * Fr.BYTES;
    private static final int PREVIOUS = KEY + 2 * Fr.BYTES;
    /** (0, −1) has order 2. */
    private static final BabyJubjubPoint OF_ORDER_2 = new BabyJubjubPoint(Fr.ZERO, Fr.ONE.neg());

    private final Ticket ticket = new Ticket(
            new UncheckedProof(
                    G1Affine.GENERATOR.mul(Fr.of(5)),
                    G2Affine.GENERATOR.mul(Fr.of(6)),
                    G1Affine.GENERATOR.mul(Fr.of(7))),
            Fr.of(1),
            Fr.of(2),
            RefundGenerators.G,
            Fr.of(3),
            Fr.of(1_000),
            Fr.of(-1),
            new ProviderKeys(RefundGenerators.J, RefundGenerators.K),
            Fr.of(9));

    @Test
    void bytesAndHeaderReadBack() {
        assertThat(ticket.toBytes()).hasSize(641);
        assertThat(Ticket.fromBytes(ticket.toBytes())).isEqualTo(ticket);
        assertThat(Ticket.fromHeader(ticket.toHeader())).isEqualTo(ticket);
        assertThat(Ticket.fromHeader("cReDiT" + ticket.toHeader().substring(6))).isEqualTo(ticket);
    }

    @Test
    void lengthVersionAndTextHaveOneForm() {
        byte[] bytes = ticket.toBytes();
        refused(Arrays.copyOf(bytes, bytes.length - 1), "640 bytes");
        refused(Arrays.copyOf(bytes, bytes.length + 1), "642 bytes");
        refused(with(0, (byte) 2), "version 2");
        String header = ticket.toHeader();
        for (String text : List.of(
                header + "=",
                header.replace("Credit ", "Bearer "),
                header.replace("Credit ", "Credit  "),
                header.substring(7),
                header.substring(0, 100) + "+" + header.substring(101),
                "")) {
            assertThatThrownBy(() -> Ticket.fromHeader(text)).isInstanceOf(MalformedInputException.class);
        }
        // 641 bytes end in a character of which only 4 bits count.
        char last = header.charAt(header.length() - 1);
        String alias = header.substring(0, header.length() - 1) + (char) (last + 1);
        assertThatThrownBy(() -> Ticket.fromHeader(alias))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("bits that mean nothing");
    }

    @Test
    void everyNumberOfItsModulusOrMoreIsRefused() {
        byte[] p = word(Fp.MODULUS);
        for (int at = PROOF; at < ELEMENTS; at += Fp.BYTES) {
            refused(with(at, p), "");
        }
        byte[] r = word(Fr.MODULUS);
        for (int at = ELEMENTS; at < Ticket.BYTES; at += Fr.BYTES) {
            refused(with(at, r), "not below r");
            // The value plus r is the same element.
            BigInteger alias = new BigInteger(1, Arrays.copyOfRange(ticket.toBytes(), at, at + 32)).add(Fr.MODULUS);
            refused(with(at, word(alias)), "not below r");
        }
    }

    @Test
    void pointsOffTheirCurveAreRefused() {
        for (int at : new int[] {PROOF, PROOF + Eip197.G1_BYTES, PROOF + Eip197.G1_BYTES + Eip197.G2_BYTES}) {
            refused(with(at, word(BigInteger.TWO)), "not on the curve");
        }
        for (int at : new int[] {STATE, KEY, PREVIOUS}) {
            refused(with(at, word(BigInteger.TWO)), "not on the curve");
        }
    }

    @Test
    void pointsOutsideTheirSubgroupAreRefused() {
        for (int at : new int[] {STATE, KEY, PREVIOUS}) {
            BabyJubjubPoint point = RefundGenerators.H.add(OF_ORDER_2);
            byte[] bytes = new WireWriter(2 * Fr.BYTES).put(point).toBytes();
            refused(with(at, bytes), "not in the subgroup");
        }
    }

    /** The verifier finds it, for less. */
    @Test
    void aProofOutsideItsSubgroupIsReadAndDoesNotHold() {
        Fr x = Fr.of(77);
        List<Fr> inputs = ticket.publicInputs(x).toList();
        Ticket made = Ticket.of(SimulatedProofs.prove(inputs, new Random(1)), ticket.publicInputs(x), ticket.nonce());
        byte[] bytes = made.toBytes();
        byte[] outside = Eip197.encode(outsideSubgroup());
        System.arraycopy(outside, 0, bytes, PROOF + Eip197.G1_BYTES, outside.length);
        var verifier = BatchVerifier.of(PreparedVerifyingKey.of(SimulatedProofs.key()));
        List<Claim> claims = List.of(made.claim(x), Ticket.fromBytes(bytes).claim(x));
        assertThat(verifier.verify(claims).invalid()).containsExactly(1);
    }

    private static G2Affine outsideSubgroup() {
        for (long re = 1; ; re++) {
            Fp2 x = new Fp2(Fp.of(re), Fp.ZERO);
            // y² = x³ + 3/(9 + u): found by the point at the generator.
            G2Affine g = G2Affine.GENERATOR;
            Fp2 b = g.y().square().sub(g.x().square().mul(g.x()));
            var y = x.square().mul(x).add(b).sqrt();
            if (y.isPresent()) {
                G2Affine point = G2Affine.ofUnchecked(x, y.get());
                if (point.isOnCurve() && !point.isInSubgroup()) {
                    return point;
                }
            }
        }
    }

    @Test
    void claimIsThatOfTheCircuit() {
        Fr x = Fr.of(77);
        Random random = new Random(1);
        List<Fr> inputs = ticket.publicInputs(x).toList();
        assertThat(inputs).hasSize(SimulatedProofs.INPUTS).element(6).isEqualTo(x);
        Ticket proved = Ticket.of(SimulatedProofs.prove(inputs, random), ticket.publicInputs(x), ticket.nonce());
        var verifier = BatchVerifier.of(PreparedVerifyingKey.of(SimulatedProofs.key()));
        List<Claim> claims = List.of(proved.claim(x), proved.claim(x.add(Fr.ONE)));
        assertThat(verifier.verify(claims).invalid()).containsExactly(1);
    }

    private void refused(byte[] bytes, String because) {
        assertThatThrownBy(() -> Ticket.fromBytes(bytes))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining(because);
    }

    private byte[] with(int at, byte... replacement) {
        byte[] bytes = ticket.toBytes();
        System.arraycopy(replacement, 0, bytes, at, replacement.length);
        return bytes;
    }

    private static byte[] word(BigInteger value) {
        return new WireWriter(32).put(value, 32).toBytes();
    }
}
