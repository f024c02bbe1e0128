package io.snark4j.circuit.credit;

import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.circuit.gadget.Poseidon;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Inputs of requests and exits of which any part can be set, with everything that is hashed, signed or shared computed from that: so that one rule only is
 * broken. Values are those of fields, negative ones included.
 */
final class CreditCase {
    static final Fr SCOPE = Fr.of(31337);
    static final Fr X = Fr.of(777);
    static final EddsaPoseidon.PrivateKey PROVIDER = key(1);
    static final EddsaPoseidon.PrivateKey PREVIOUS = key(2);
    static final EddsaPoseidon.PrivateKey FOREIGN = key(3);

    Fr secret = Fr.of(new BigInteger("918273645546372819918273645546372819"));
    Fr deposit = Fr.of(1000);
    Fr cMax = Fr.of(100);
    Fr refunded = Fr.of(450);
    Fr ticketIndex = Fr.of(13);
    Fr blinding = Fr.of(new BigInteger("123456789012345678901234567890"));
    Fr fresh = Fr.of(new BigInteger("98765432109876543210987654321098765432109876543210"));
    boolean genesis;
    boolean oldKey;
    EddsaPoseidon.PrivateKey signer = PROVIDER;

    /** c in the state, if not the note's own. */
    Fr stateCommitment;

    /** The index of nullifier and share, if not the state's. */
    Fr usedIndex;

    // Of an exit.
    Fr payout = Fr.of(150);
    Fr open = Fr.ZERO;
    boolean named;

    private static EddsaPoseidon.PrivateKey key(int seed) {
        byte[] bytes = new byte[EddsaPoseidon.PrivateKey.BYTES];
        Arrays.fill(bytes, (byte) seed);
        return EddsaPoseidon.PrivateKey.of(bytes);
    }

    /** A note of which nothing was spent. */
    static CreditCase fresh() {
        CreditCase fresh = new CreditCase();
        fresh.genesis = true;
        fresh.refunded = Fr.ZERO;
        fresh.ticketIndex = Fr.ZERO;
        fresh.blinding = Fr.ZERO;
        return fresh;
    }

    Fr commitment() {
        return Poseidon.hash(secret);
    }

    private static BabyJubjubPoint times(BabyJubjubPoint base, Fr scalar) {
        return base.mul(scalar.toBigInteger());
    }

    BabyJubjubPoint state() {
        return times(RefundGenerators.G, refunded)
                .add(times(RefundGenerators.J, ticketIndex))
                .add(times(RefundGenerators.K, stateCommitment == null ? commitment() : stateCommitment))
                .add(times(RefundGenerators.H, blinding));
    }

    private Map<String, Object> refund() {
        EddsaPoseidon.Signature signature = signer.sign(CreditProtocol.stateMessage(SCOPE, state()));
        Map<String, Object> refund = new HashMap<>();
        refund.put("refunded", refunded);
        refund.put("ticketIndex", ticketIndex);
        refund.put("blinding", blinding);
        refund.put("genesis", genesis ? 1 : 0);
        refund.put("oldKey", oldKey ? 1 : 0);
        refund.put("r8", point(signature.r8()));
        refund.put("signature", Fr.of(signature.s()));
        return refund;
    }

    static Map<String, Fr> point(BabyJubjubPoint point) {
        return new HashMap<>(Map.of("x", point.x(), "y", point.y()));
    }

    private Map<String, Object> common(Fr index, Fr x) {
        Fr slope = Poseidon.hash(secret, SCOPE, index);
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("nullifier", Rln.nullifier(slope));
        inputs.put("share", secret.add(slope.mul(x)));
        inputs.put("cMax", cMax);
        inputs.put("scope", SCOPE);
        inputs.put("key", point(PROVIDER.publicKey()));
        inputs.put("previousKey", point(PREVIOUS.publicKey()));
        inputs.put("secret", secret);
        inputs.put("deposit", deposit);
        inputs.put("refund", refund());
        return inputs;
    }

    Map<String, Object> request(int depth) {
        MerkleTree tree = new MerkleTree(depth);
        tree.append(Fr.of(11));
        tree.append(Poseidon.hash(commitment(), deposit));
        tree.append(Fr.of(12));
        Map<String, Object> inputs = common(usedIndex == null ? ticketIndex : usedIndex, X);
        inputs.put("state", point(state().add(times(RefundGenerators.H, fresh))));
        inputs.put("root", tree.root());
        inputs.put("x", X);
        inputs.put("fresh", fresh);
        inputs.put("leafIndex", 1);
        inputs.put("siblings", tree.proof(1).siblings());
        return inputs;
    }

    Map<String, Object> exit() {
        Fr x = Poseidon.hash(CreditProtocol.DOM_EXIT, Fr.of(99), SCOPE, commitment());
        Map<String, Object> inputs = common(usedIndex == null ? ticketIndex.add(open) : usedIndex, x);
        inputs.put("payout", payout);
        Fr openTicket = Rln.nullifier(Poseidon.hash(secret, SCOPE, ticketIndex));
        inputs.put("tag", named ? openTicket : open.isZero() ? Fr.ZERO : Fr.ONE);
        inputs.put("commitment", commitment());
        inputs.put("xExit", x);
        inputs.put("open", open);
        inputs.put("named", named ? 1 : 0);
        return inputs;
    }

    /** The inputs with the value at a path such as {@code refund.r8.x} replaced. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> with(Map<String, Object> inputs, String path, Object value) {
        String[] names = path.split("\\.");
        Map<String, Object> at = inputs;
        for (int i = 0; i < names.length - 1; i++) {
            at = (Map<String, Object>) at.get(names[i]);
        }
        if (!at.containsKey(names[names.length - 1])) {
            throw new IllegalArgumentException("no input " + path);
        }
        at.put(names[names.length - 1], value);
        return inputs;
    }

    @SuppressWarnings("unchecked")
    static Object get(Map<String, Object> inputs, String path) {
        Object at = inputs;
        for (String name : path.split("\\.")) {
            at = ((Map<String, Object>) at).get(name);
        }
        return at;
    }

    static Random random() {
        return new Random(4);
    }
}
