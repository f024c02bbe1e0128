package io.snark4j.credits.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random sequences of calls, right and wrong ones, beside a model of the rules. After each call: the vault holds exactly what it owes (credits, and deposit, bounty
 * and stake of every open note), every credit is the model's, so that nobody was paid twice, the called note is in the model's state, and the contract's root is that
 * of the tree rebuilt from events. At the end all notes are closed and paid, and the vault is empty.
 */
@Tag("peers")
class VaultInvariantsContractTest {
    private static final Address BURNED = Address.parse("0x000000000000000000000000000000000000dEaD");
    private static final int CALLS = 120;
    private static final int DEPTH = 6;

    @AutoClose
    private static final TestChain chain = new TestChain();

    private static final class ModelNote {
        final Fr secret;
        final Account owner;
        final long deposit;
        final long depositedAt;
        NoteState.Status status = NoteState.Status.ACTIVE;
        Account recipient;
        long payout;
        Fr tag;
        long finalizableAt;

        ModelNote(Fr secret, Account owner, long deposit, long depositedAt) {
            this.secret = secret;
            this.owner = owner;
            this.deposit = deposit;
            this.depositedAt = depositedAt;
        }

        Fr commitment() {
            return CreditProtocol.identityCommitment(secret);
        }

        boolean isOpen() {
            return status != NoteState.Status.CLOSED;
        }
    }

    private static final class Play {
        final Random random;
        final TestVault test = TestVault.deploy(chain, new TestVault.Terms().withDepth(DEPTH));
        final List<Account> people = List.of(test.user, test.stranger, chain.account("third"));
        final List<ModelNote> notes = new ArrayList<>();
        final Map<Address, Long> credits = new HashMap<>();
        final Set<Fr> flagged = new HashSet<>();
        final Map<Long, Long> acceptedUntil = new HashMap<>(Map.of(0L, Long.MAX_VALUE));
        final DepositTree tree = new DepositTree(DEPTH);
        long firstUnreadBlock;
        boolean paused;
        long keys = 1;
        int accepted;
        int refused;

        Play(long seed) {
            random = new Random(seed);
            people.stream().filter(person -> person != test.user).forEach(test::fund);
        }

        Account someone() {
            return people.get(random.nextInt(people.size()));
        }

        ModelNote someNote() {
            return notes.get(random.nextInt(notes.size()));
        }

        void credit(Address account, long amount) {
            credits.merge(account, amount, Long::sum);
        }

        /** Makes a call of which the model says whether it is refused; only then the model moves. */
        boolean call(String expectedError, Runnable call) {
            String error = "";
            try {
                call.run();
            } catch (VaultException e) {
                error = e.error();
            }
            assertThat(error).isEqualTo(expectedError);
            if (error.isEmpty()) {
                accepted++;
                return true;
            }
            refused++;
            return false;
        }

        void step() {
            int kind = notes.isEmpty() ? 0 : random.nextInt(14);
            switch (kind) {
                case 0, 1, 2 -> deposit();
                case 3, 4, 5 -> initiateExit();
                case 6, 7 -> finalizeExit();
                case 8 -> slash();
                case 9 -> claimExpired();
                case 10 -> withdraw();
                case 11 -> flag();
                case 12 -> chain.advance(random.nextInt((int) TestVault.NOTE_LIFE / 12));
                default -> rule();
            }
        }

        void deposit() {
            Account owner = someone();
            int count = 1 + random.nextInt(3);
            List<NewNote> added = new ArrayList<>();
            List<ModelNote> models = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                boolean again = !notes.isEmpty() && random.nextInt(12) == 0;
                Fr secret = again ? someNote().secret : test.secret();
                long amount = random.nextInt(15) == 0 ? 99 : 100 + random.nextInt(900);
                added.add(new NewNote(CreditProtocol.identityCommitment(secret), BigInteger.valueOf(amount)));
                models.add(new ModelNote(secret, owner, amount, 0));
            }
            if (call(depositError(models), () -> test.vault.deposit(owner, added))) {
                models.forEach(note -> notes.add(new ModelNote(note.secret, owner, note.deposit, chain.now())));
            }
        }

        private String depositError(List<ModelNote> added) {
            if (paused) {
                return "DepositsArePaused";
            }
            if (notes.size() + added.size() > 1 << DEPTH) {
                return "TreeFull";
            }
            for (ModelNote note : added) {
                if (notes.stream().anyMatch(known -> known.secret.equals(note.secret))) {
                    return "CommitmentUsed";
                }
                if (note.deposit < TestVault.C_MAX) {
                    return "DepositOutOfRange";
                }
            }
            return "";
        }

        void initiateExit() {
            ModelNote note = someNote();
            Account recipient = someone();
            long payout = random.nextInt(12) == 0 ? note.deposit + 1 : random.nextInt((int) note.deposit + 1);
            List<Fr> tags = List.of(Fr.ZERO, Fr.ONE, Fr.of(2 + random.nextInt(6)));
            Fr tag = tags.get(random.nextInt(3));
            long keyId = random.nextInt((int) keys);
            ExitOrder order = new ExitOrder(
                    note.commitment(),
                    recipient.address(),
                    Fr.of(8),
                    Fr.of(9),
                    BigInteger.valueOf(payout),
                    tag,
                    keyId,
                    keyId);
            Account signer = random.nextInt(10) == 0 ? someone() : note.owner;
            String error = note.status != NoteState.Status.ACTIVE
                    ? "NoteNotActive"
                    : payout > note.deposit
                            ? "PayoutAboveDeposit"
                            : signer != note.owner
                                    ? "BadSignature"
                                    : acceptedUntil.get(keyId) < note.depositedAt ? "KeyTooOld" : "";
            boolean done = call(
                    error,
                    () -> test.vault.initiateExit(
                            someone(), order, TestVault.ANY_PROOF, order.sign(signer, test.vault.terms())));
            if (done) {
                note.status = NoteState.Status.EXITING;
                note.recipient = recipient;
                note.payout = payout;
                note.tag = tag;
                note.finalizableAt = chain.now() + TestVault.WINDOW;
            }
            check(note);
        }

        void finalizeExit() {
            ModelNote note = someNote();
            String error = note.status != NoteState.Status.EXITING
                    ? "NoteNotExiting"
                    : chain.now() < note.finalizableAt ? "TooEarly" : "";
            if (call(error, () -> test.vault.finalizeExit(someone(), note.commitment()))) {
                note.status = NoteState.Status.CLOSED;
                boolean burned = note.tag.isOne() || flagged.contains(note.tag);
                credit(note.recipient.address(), note.payout + TestVault.BOUNTY);
                credit(test.provider.address(), note.deposit - note.payout);
                credit(burned ? BURNED : note.recipient.address(), TestVault.STAKE);
            }
            check(note);
        }

        void slash() {
            ModelNote note = someNote();
            Account slasher = someone();
            Fr secret = random.nextInt(4) == 0 ? note.secret.add(Fr.ONE) : note.secret;
            String error = !note.isOpen() ? "NoteNotOpen" : secret.equals(note.secret) ? "" : "WrongSecret";
            if (call(error, () -> test.vault.slash(slasher, note.commitment(), secret))) {
                note.status = NoteState.Status.CLOSED;
                credit(slasher.address(), TestVault.BOUNTY);
                credit(test.provider.address(), note.deposit);
                credit(BURNED, TestVault.STAKE);
            }
            check(note);
        }

        void claimExpired() {
            ModelNote note = someNote();
            String error = note.status != NoteState.Status.ACTIVE
                    ? "NoteNotActive"
                    : chain.now() < note.depositedAt + TestVault.NOTE_LIFE ? "TooEarly" : "";
            if (call(error, () -> test.vault.claimExpired(someone(), note.commitment()))) {
                note.status = NoteState.Status.CLOSED;
                credit(note.owner.address(), TestVault.BOUNTY);
                credit(test.provider.address(), note.deposit);
                credit(BURNED, TestVault.STAKE);
            }
            check(note);
        }

        void withdraw() {
            List<Address> accounts = new ArrayList<>(List.of(BURNED, test.provider.address()));
            people.forEach(person -> accounts.add(person.address()));
            Address account = accounts.get(random.nextInt(accounts.size()));
            long owed = credits.getOrDefault(account, 0L);
            BigInteger before = test.token.balanceOf(account);
            if (call(owed == 0 ? "NothingToWithdraw" : "", () -> test.vault.withdraw(someone(), account))) {
                assertThat(test.token.balanceOf(account).subtract(before)).isEqualTo(owed);
                credits.remove(account);
            }
        }

        void flag() {
            Fr nullifier = Fr.of(1 + random.nextInt(7));
            String error =
                    nullifier.isOne() ? "NullifierOutOfRange" : flagged.contains(nullifier) ? "AlreadyFlagged" : "";
            if (call(error, () -> test.vault.flagPolicy(test.provider, nullifier, new byte[32]))) {
                flagged.add(nullifier);
            }
        }

        /** Pauses, resumes or changes the key. */
        void rule() {
            if (random.nextBoolean()) {
                boolean next = !paused && random.nextInt(3) == 0;
                if (call("", () -> test.vault.setPaused(test.provider, next))) {
                    paused = next;
                }
                return;
            }
            EddsaPoseidon.PrivateKey key = TestVault.key((int) (10 + keys));
            if (call("", () -> test.vault.emergencyRotate(test.provider, key.publicKey()))) {
                long now = chain.now();
                acceptedUntil.replaceAll((id, until) -> Math.min(until, now));
                acceptedUntil.put(keys++, Long.MAX_VALUE);
            }
        }

        void check(ModelNote note) {
            assertThat(test.vault.note(note.commitment()).status()).isEqualTo(note.status);
        }

        void checkMoney() {
            long owed = 0;
            for (ModelNote note : notes) {
                owed += note.isOpen() ? note.deposit + TestVault.BOUNTY + TestVault.STAKE : 0;
            }
            for (long credit : credits.values()) {
                owed += credit;
            }
            assertThat(test.token.balanceOf(test.vault.terms().vault())).isEqualTo(owed);
            List<Address> accounts = new ArrayList<>(List.of(BURNED, test.provider.address()));
            people.forEach(person -> accounts.add(person.address()));
            for (Address account : accounts) {
                assertThat(test.vault.balanceOf(account)).isEqualTo((long) credits.getOrDefault(account, 0L));
            }
        }

        void checkTree() {
            long newest = test.block();
            if (newest >= firstUnreadBlock) {
                tree.append(test.vault.events(firstUnreadBlock, newest).stream()
                        .filter(VaultEvent.Deposited.class::isInstance)
                        .map(VaultEvent.Deposited.class::cast)
                        .toList());
                firstUnreadBlock = newest + 1;
            }
            assertThat(tree.root()).isEqualTo(test.vault.root());
            assertThat(tree.size()).isEqualTo(notes.size());
        }

        /** Whatever happened, time alone lets everybody be paid. */
        void closeAll() {
            chain.advance(TestVault.NOTE_LIFE + TestVault.WINDOW);
            for (ModelNote note : notes) {
                if (note.status == NoteState.Status.EXITING) {
                    test.vault.finalizeExit(test.stranger, note.commitment());
                } else if (note.status == NoteState.Status.ACTIVE) {
                    test.vault.claimExpired(test.stranger, note.commitment());
                }
                note.status = NoteState.Status.CLOSED;
                check(note);
            }
            List<Address> accounts = new ArrayList<>(List.of(BURNED, test.provider.address()));
            people.forEach(person -> accounts.add(person.address()));
            for (Address account : accounts) {
                if (test.vault.balanceOf(account).signum() > 0) {
                    test.vault.withdraw(test.stranger, account);
                }
            }
            assertThat(test.token.balanceOf(test.vault.terms().vault())).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverIsCalledTheVaultOwesWhatItHolds(long seed) {
        Play play = new Play(seed);
        for (int i = 0; i < CALLS; i++) {
            play.step();
            play.checkMoney();
            play.checkTree();
        }
        assertThat(play.accepted).as("accepted calls").isGreaterThan(CALLS / 4);
        assertThat(play.refused).as("refused calls").isGreaterThan(CALLS / 10);
        play.closeAll();
    }
}
