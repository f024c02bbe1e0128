package io.snark4j.credits.vault;

import static io.snark4j.credits.vault.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esaulpaugh.headlong.abi.Function;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.ethereum.RevertedException;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The provider's keys: which are registered, when they change, and which notes exit with them. */
@Tag("peers")
class VaultKeysContractTest {
    private static final BigInteger FOREVER = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BabyJubjubPoint SECOND = TestVault.key(2).publicKey();
    private static final BabyJubjubPoint THIRD = TestVault.key(3).publicKey();

    @AutoClose
    private static final TestChain chain = new TestChain();

    private static TestVault vault() {
        return TestVault.deploy(chain, new TestVault.Terms());
    }

    private static void rotate(TestVault test, BabyJubjubPoint key) {
        test.vault.proposeKey(test.provider, key);
        chain.advance(TestVault.ROTATION_DELAY);
        test.vault.activateKey(test.provider);
    }

    private static void assertKeys(TestVault test, long current, long previous) {
        assertThat(test.vault.keys()).isEqualTo(new RegisteredKeys(test.vault.key(current), test.vault.key(previous)));
    }

    @Test
    void aKeyComesAfterItsDelayAndTheCurrentOneBecomesThePrevious() {
        TestVault test = vault();
        assertKeys(test, 0, 0);
        assertThat(test.vault.key(0)).isEqualTo(new RegisteredKey(0, test.key.publicKey(), FOREVER));
        assertRefused("UnknownKey", List.of(1), () -> test.vault.key(1));
        assertRefused("NoPendingKey", () -> test.vault.activateKey(test.provider));
        test.vault.proposeKey(test.provider, SECOND);
        long activeFrom = chain.now() + TestVault.ROTATION_DELAY;
        assertThat(test.events().getLast()).isEqualTo(new VaultEvent.KeyProposed(SECOND.x(), SECOND.y(), activeFrom));
        assertKeys(test, 0, 0);
        chain.nextBlockAt(activeFrom - 1);
        chain.node.request("evm_mine");
        assertRefused("TooEarly", List.of(activeFrom), () -> test.vault.activateKey(test.provider));
        chain.advance(1);
        test.vault.activateKey(test.provider);
        long activated = chain.now();
        assertKeys(test, 1, 0);
        assertThat(test.vault.key(0).acceptedUntil()).isEqualTo(activated + TestVault.WINDOW);
        assertThat(test.vault.key(1)).isEqualTo(new RegisteredKey(1, SECOND, FOREVER));
        assertThat(test.events().getLast()).isEqualTo(new VaultEvent.KeysChanged(1, 0, SECOND.x(), SECOND.y()));
        assertRefused("NoPendingKey", () -> test.vault.activateKey(test.provider));
        rotate(test, THIRD);
        assertKeys(test, 2, 1);
        assertThat(test.vault.key(0).acceptedUntil()).isEqualTo(activated + TestVault.WINDOW);
    }

    /** Two questions would get one key from before and one from after. */
    @Test
    void aRotationWhileTheKeysAreReadGivesAPairThatStood() throws IOException {
        TestVault test = vault();
        RegisteredKeys before = test.vault.keys();
        try (LimitedNode node = new LimitedNode(chain.anvil.endpoint())) {
            CreditVault vault = CreditVault.at(
                    new Ethereum(node.endpoint()), test.vault.terms().vault());
            node.afterNextCall = () -> test.vault.emergencyRotate(test.provider, SECOND);
            RegisteredKeys read = vault.keys();
            assertThat(test.vault.keys().points()).isEqualTo(ProviderKeys.of(SECOND));
            assertThat(read.points()).isEqualTo(before.points());
            assertThat(read.previous().acceptedUntil()).isEqualTo(chain.now());
        }
    }

    @Test
    void aProposalCanBeCancelledAndReplaced() {
        TestVault test = vault();
        assertRefused("NoPendingKey", () -> test.vault.cancelKey(test.provider));
        test.vault.proposeKey(test.provider, SECOND);
        test.vault.cancelKey(test.provider);
        assertThat(test.events().getLast()).isEqualTo(new VaultEvent.KeyProposalCancelled(SECOND.x(), SECOND.y()));
        chain.advance(TestVault.ROTATION_DELAY);
        assertRefused("NoPendingKey", () -> test.vault.activateKey(test.provider));
        test.vault.proposeKey(test.provider, SECOND);
        chain.advance(TestVault.ROTATION_DELAY);
        test.vault.proposeKey(test.provider, THIRD);
        assertRefused("TooEarly", () -> test.vault.activateKey(test.provider));
        chain.advance(TestVault.ROTATION_DELAY);
        test.vault.activateKey(test.provider);
        assertThat(test.vault.key(1).key()).isEqualTo(THIRD);
    }

    @Test
    void onlyTheProviderTouchesKeys() {
        TestVault test = vault();
        test.vault.proposeKey(test.provider, SECOND);
        chain.advance(TestVault.ROTATION_DELAY);
        assertRefused("NotProvider", () -> test.vault.proposeKey(test.user, THIRD));
        assertRefused("NotProvider", () -> test.vault.cancelKey(test.user));
        assertRefused("NotProvider", () -> test.vault.activateKey(test.user));
        assertRefused("NotProvider", () -> test.vault.emergencyRotate(test.user, THIRD));
        test.vault.activateKey(test.provider);
        assertRefused("NotProvider", () -> test.vault.dropPreviousKey(test.user));
    }

    /** The eight points of order 1, 2, 4 and 8, under which anyone signs anything. */
    @Test
    void refusesEveryKeyOfSmallOrder() {
        TestVault test = vault();
        BabyJubjubPoint eighth = BabyJubjubPoint.GENERATOR.mul(BabyJubjubPoint.ORDER);
        List<BabyJubjubPoint> small = new ArrayList<>();
        BabyJubjubPoint point = BabyJubjubPoint.IDENTITY;
        for (int i = 0; i < 8; i++) {
            small.add(point);
            point = point.add(eighth);
        }
        assertThat(small).doesNotHaveDuplicates();
        for (BabyJubjubPoint key : small) {
            List<Object> values = List.of(key.x(), key.y());
            assertRefused(
                    "SmallOrder",
                    values,
                    () -> sendRaw(
                            test, "proposeKey", key.x().toBigInteger(), key.y().toBigInteger()));
            assertRefused(
                    "SmallOrder",
                    values,
                    () -> sendRaw(
                            test,
                            "emergencyRotate",
                            key.x().toBigInteger(),
                            key.y().toBigInteger()));
        }
        // Of orders 2l, 4l and 8l too: no signature is forged under them, but gateways and tickets refuse them, so this
        // client does.
        for (BabyJubjubPoint key : List.of(SECOND.add(eighth), BabyJubjubPoint.GENERATOR)) {
            sendRaw(test, "proposeKey", key.x().toBigInteger(), key.y().toBigInteger());
            assertThatThrownBy(() -> test.vault.proposeKey(test.provider, key))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("order l");
            assertThatThrownBy(() -> test.vault.emergencyRotate(test.provider, key))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesKeysOffTheCurveOrTheField() {
        TestVault test = vault();
        BigInteger x = SECOND.x().toBigInteger();
        BigInteger y = SECOND.y().toBigInteger();
        assertRefused("NotOnCurve", () -> proposeRaw(test, x.add(BigInteger.ONE), y));
        assertRefused("NotOnCurve", () -> proposeRaw(test, y, x));
        assertRefused("NotOnCurve", () -> proposeRaw(test, BigInteger.ZERO, BigInteger.ZERO));
        assertRefused("NotInField", List.of(x.add(Fr.MODULUS)), () -> proposeRaw(test, x.add(Fr.MODULUS), y));
        assertRefused("NotInField", List.of(y.add(Fr.MODULUS)), () -> proposeRaw(test, x, y.add(Fr.MODULUS)));
        proposeRaw(test, x, y);
    }

    private static void proposeRaw(TestVault test, BigInteger x, BigInteger y) {
        sendRaw(test, "proposeKey", x, y);
    }

    private static void sendRaw(TestVault test, String function, BigInteger x, BigInteger y) {
        byte[] call = Abi.call(Function.parse(function + "(uint256,uint256)"), x, y);
        try {
            chain.ethereum.send(test.provider, test.vault.terms().vault(), call);
        } catch (RevertedException e) {
            throw VaultArtifact.INSTANCE.explain(e);
        }
    }

    @Test
    void refusesAKeyThatWasRegistered() {
        TestVault test = vault();
        BabyJubjubPoint first = test.key.publicKey();
        assertRefused("KeyAlreadyRegistered", () -> test.vault.proposeKey(test.provider, first));
        assertRefused("KeyAlreadyRegistered", () -> test.vault.emergencyRotate(test.provider, first));
        test.vault.proposeKey(test.provider, SECOND);
        test.vault.emergencyRotate(test.provider, SECOND);
        chain.advance(TestVault.ROTATION_DELAY);
        assertRefused("KeyAlreadyRegistered", () -> test.vault.activateKey(test.provider));
    }

    @Test
    void anEmergencyLeavesNoPreviousKey() {
        TestVault test = vault();
        rotate(test, SECOND);
        test.vault.emergencyRotate(test.provider, THIRD);
        assertKeys(test, 2, 2);
        assertThat(test.events().getLast()).isEqualTo(new VaultEvent.KeysChanged(2, 2, THIRD.x(), THIRD.y()));
        assertThat(test.vault.key(0).acceptedUntil()).isEqualTo(chain.now());
        assertThat(test.vault.key(1).acceptedUntil()).isEqualTo(chain.now());
        assertThat(test.vault.key(2)).isEqualTo(new RegisteredKey(2, THIRD, FOREVER));
    }

    @Test
    void thePreviousKeyAloneCanBeDropped() {
        TestVault test = vault();
        assertRefused("NoPreviousKey", () -> test.vault.dropPreviousKey(test.provider));
        rotate(test, SECOND);
        test.vault.dropPreviousKey(test.provider);
        assertKeys(test, 1, 1);
        assertThat(test.events().getLast()).isEqualTo(new VaultEvent.KeysChanged(1, 1, SECOND.x(), SECOND.y()));
        assertThat(test.vault.key(0).acceptedUntil()).isEqualTo(chain.now());
        assertThat(test.vault.key(1).acceptedUntil()).isEqualTo(FOREVER);
        assertRefused("NoPreviousKey", () -> test.vault.dropPreviousKey(test.provider));
    }

    /** A drop after the window must not make an old key acceptable again. */
    @Test
    void revokingNeverExtends() {
        TestVault test = vault();
        rotate(test, SECOND);
        BigInteger until = test.vault.key(0).acceptedUntil();
        chain.advance(2 * TestVault.WINDOW);
        test.vault.dropPreviousKey(test.provider);
        assertThat(test.vault.key(0).acceptedUntil()).isEqualTo(until);
    }

    /** "Neither ceased to be current more than one window before the note's deposit." */
    @Test
    void notesExitWithKeysThatWereCurrentAWindowBeforeTheirDeposit() {
        TestVault test = vault();
        Fr before = test.deposited(100);
        rotate(test, SECOND);
        long until = test.vault.key(0).acceptedUntil().longValueExact();
        chain.nextBlockAt(until);
        Fr within = test.deposited(100);
        assertThat(test.vault.note(within).depositedAt()).isEqualTo(until);
        chain.nextBlockAt(until + 1);
        Fr after = test.deposited(100);
        List<Object> tooOld = List.of(0, until, until + 1);
        assertRefused("KeyTooOld", tooOld, () -> exit(test, after, 0, 0));
        assertRefused("KeyTooOld", tooOld, () -> exit(test, after, 1, 0));
        assertRefused("KeyTooOld", tooOld, () -> exit(test, after, 0, 1));
        assertRefused("UnknownKey", List.of(2), () -> exit(test, after, 2, 1));
        assertRefused("UnknownKey", List.of(2), () -> exit(test, after, 1, 2));
        exit(test, after, 1, 1);
        exit(test, within, 1, 0);
        chain.advance(5 * TestVault.WINDOW);
        exit(test, before, 0, 0);
    }

    /** Whoever holds a compromised key could sign himself a full refund for a note that he deposits then. */
    @Test
    void notesDepositedAfterACompromiseDoNotExitWithTheOldKeys() {
        TestVault test = vault();
        Fr before = test.deposited(100);
        rotate(test, SECOND);
        Fr between = test.deposited(100);
        test.vault.emergencyRotate(test.provider, THIRD);
        long now = chain.now();
        chain.nextBlockAt(now + 1);
        Fr after = test.deposited(100);
        assertRefused("KeyTooOld", List.of(1, now, now + 1), () -> exit(test, after, 1, 2));
        assertRefused("KeyTooOld", List.of(0, now, now + 1), () -> exit(test, after, 2, 0));
        exit(test, after, 2, 2);
        exit(test, between, 1, 0);
        exit(test, before, 0, 0);
    }

    private static void exit(TestVault test, Fr commitment, long keyId, long previousKeyId) {
        ExitOrder order = new ExitOrder(
                commitment, test.stranger.address(), Fr.of(5), Fr.of(6), BigInteger.TEN, Fr.ZERO, keyId, previousKeyId);
        test.initiateExit(order);
    }
}
