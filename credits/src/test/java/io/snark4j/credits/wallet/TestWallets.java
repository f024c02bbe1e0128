package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.circuit.gadget.MerkleProof;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Keccak256;
import io.snark4j.credits.ticket.RequestDigest;
import io.snark4j.credits.vault.RegisteredKey;
import io.snark4j.credits.vault.RegisteredKeys;
import io.snark4j.credits.wallet.store.DurableLog;
import io.snark4j.credits.wallet.store.Passphrase;
import io.snark4j.credits.wallet.store.PassphraseSeal;
import io.snark4j.credits.wallet.store.SimulatedDisk;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What tests of the wallet share. */
final class TestWallets {
    static final BigInteger C_MAX = BigInteger.valueOf(100);
    static final BigInteger DEPOSIT = BigInteger.valueOf(1_050);
    static final Account DEPOSITOR = Account.of(Keccak256.hash("snark4j test depositor"));
    static final Address RECIPIENT =
            Account.of(Keccak256.hash("snark4j test recipient")).address();
    static final PassphraseSeal.Cost CHEAP = new PassphraseSeal.Cost(8, 1, 1);
    static final Settings SETTINGS = new Settings(
            31337,
            new Address(BigInteger.TEN),
            Fr.of(77),
            C_MAX,
            new Settings.Reach("http://127.0.0.1:1", "http://127.0.0.1:2", "", ""));
    /** Until when a key that is current is accepted. */
    static final BigInteger FOREVER = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    /** A tree of two leaves. */
    static final MerkleProof PATH = new MerkleProof(0, List.of(Fr.of(9)));

    private TestWallets() {}

    static Passphrase passphrase() {
        return Passphrase.of("correct horse".toCharArray());
    }

    static EddsaPoseidon.PrivateKey providerKey(int seed) {
        byte[] bytes = new byte[EddsaPoseidon.PrivateKey.BYTES];
        Arrays.fill(bytes, (byte) seed);
        return EddsaPoseidon.PrivateKey.of(bytes);
    }

    static ProviderKeys keys() {
        return registeredKeys().points();
    }

    /** Before the first rotation. */
    static RegisteredKeys registeredKeys() {
        RegisteredKey only = new RegisteredKey(0, providerKey(1).publicKey(), FOREVER);
        return new RegisteredKeys(only, only);
    }

    static Ledger create(SimulatedDisk disk, String folder) {
        return new Ledger(
                DurableLog.create(disk.folder(folder), name -> disk.folder(folder + "-witness"), passphrase(), CHEAP));
    }

    static Ledger open(SimulatedDisk disk, String folder) {
        return new Ledger(DurableLog.open(disk.folder(folder), name -> disk.folder(folder + "-witness"), passphrase()));
    }

    /** A wallet with one note on the chain and a ceiling. */
    static Ledger withNote(SimulatedDisk disk, long ceiling) {
        Ledger ledger = create(disk, "wallet");
        ledger.open(SETTINGS);
        ledger.makeNote(DEPOSITOR, RECIPIENT);
        ledger.deposited(0, DEPOSIT, 1_000);
        raise(ledger, 0, ceiling);
        return ledger;
    }

    /** As if a backup of this ceiling were in its place. */
    static void raise(Ledger ledger, int note, long ceiling) {
        ledger.backedUp(ledger.settings(), Map.of(note, ceiling));
    }

    static NoteStanding restore(Ledger ledger, NoteSecrets backup, long ceiling) {
        return ledger.restore(SETTINGS, List.of(new Ledger.Restoration(backup, NoteStanding.Origin.BACKUP, ceiling)))
                .getFirst();
    }

    /** By the protocol's formula, not the wallet's. */
    static Fr nullifier(Ledger ledger, SignedTicket ticket) {
        Fr secret = ledger.secrets().get(ticket.note()).secret();
        return Rln.nullifier(Rln.slope(secret, ledger.settings().scope(), ticket.index()));
    }

    static byte[] body(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static RequestDigest digest(String body) {
        return RequestDigest.of("http://127.0.0.1:2", "POST", "/v1/chat/completions", body(body));
    }
}
