package io.snark4j.credits.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.credit.CreditExitInputs;
import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.SignedState;
import io.snark4j.credits.ethereum.Receipt;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a call costs in a transaction, base and calldata included: the rows of docs/vault.md, printed, and held within 2 in 100. */
@Tag("peers")
class VaultGasContractTest {
    private static final long DEPOSIT = 1_000;

    @AutoClose
    private static final TestChain chain = new TestChain();

    @Test
    void callsCostWhatTheirDocumentationSays() {
        TestVault test =
                TestVault.deploy(chain, new TestVault.Terms().withDepth(20).withRealVerifier());
        Map<String, Long> gas = new TreeMap<>();
        test.deposited(DEPOSIT);
        gas.put("deposit, 1 note, depth 20", depositGas(test, 1));
        gas.put("deposit, 10 notes, depth 20", depositGas(test, 10));
        gas.put("initiateExit", exitGas(test));
        Fr hidden = test.deposited(DEPOSIT);
        chain.advance(TestVault.WINDOW);
        gas.put("finalizeExit", test.vault.finalizeExit(test.stranger, exiting).gasUsed());
        Fr secret = test.secret();
        test.deposit(secret, DEPOSIT);
        Fr commitment = CreditProtocol.identityCommitment(secret);
        gas.put("slash", test.vault.slash(test.stranger, commitment, secret).gasUsed());
        chain.advance(TestVault.NOTE_LIFE);
        gas.put("claimExpired", test.vault.claimExpired(test.stranger, hidden).gasUsed());
        gas.put(
                "withdraw",
                test.vault.withdraw(test.stranger, test.stranger.address()).gasUsed());
        gas.put(
                "flagPolicy",
                test.vault.flagPolicy(test.provider, Fr.of(9), new byte[32]).gasUsed());
        gas.put(
                "proposeKey",
                test.vault
                        .proposeKey(test.provider, TestVault.key(2).publicKey())
                        .gasUsed());
        chain.advance(TestVault.ROTATION_DELAY);
        gas.put("activateKey", test.vault.activateKey(test.provider).gasUsed());
        gas.put(
                "emergencyRotate",
                test.vault
                        .emergencyRotate(test.provider, TestVault.key(3).publicKey())
                        .gasUsed());
        TestVault deeper = TestVault.deploy(chain, new TestVault.Terms().withDepth(32));
        deeper.deposited(DEPOSIT);
        gas.put("deposit, 1 note, depth 32", depositGas(deeper, 1));
        gas.forEach((call, used) -> System.out.printf("| %s | %,d |%n", call, used));
        documented()
                .forEach((call, used) ->
                        assertThat(gas.get(call)).as(call).isBetween(used * 98 / 100, used * 102 / 100));
        assertThat(documented().keySet()).isEqualTo(gas.keySet());
    }

    /** As docs/vault.md has them. */
    private static Map<String, Long> documented() {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("deposit, 1 note, depth 20", 438_000L),
                Map.entry("deposit, 10 notes, depth 20", 1_172_000L),
                Map.entry("deposit, 1 note, depth 32", 601_000L),
                Map.entry("initiateExit", 385_000L),
                Map.entry("finalizeExit", 66_100L),
                Map.entry("slash", 94_800L),
                Map.entry("claimExpired", 65_500L),
                Map.entry("withdraw", 55_700L),
                Map.entry("flagPolicy", 47_800L),
                Map.entry("proposeKey", 95_700L),
                Map.entry("activateKey", 132_500L),
                Map.entry("emergencyRotate", 138_100L)));
    }

    private Fr exiting;

    private static long depositGas(TestVault test, int count) {
        List<NewNote> notes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            notes.add(new NewNote(CreditProtocol.identityCommitment(test.secret()), BigInteger.valueOf(DEPOSIT)));
        }
        return test.vault.deposit(test.user, notes).gasUsed();
    }

    private long exitGas(TestVault test) {
        Fr secret = test.secret();
        test.deposit(secret, DEPOSIT);
        exiting = CreditProtocol.identityCommitment(secret);
        CreditExitInputs inputs = CreditExitInputs.of(
                secret,
                SignedState.genesis(exiting),
                new CreditExitInputs.Claim(BigInteger.valueOf(DEPOSIT), 0, false),
                test.terms(BigInteger.valueOf(DEPOSIT), test.stranger.address(), test.keys()));
        ExitOrder order = ExitOrder.of(inputs.publicInputs(), test.stranger.address(), 0, 0);
        Receipt receipt = test.vault.initiateExit(
                test.stranger, order, TestVault.prove(inputs), order.sign(test.user, test.vault.terms()));
        return receipt.gasUsed();
    }
}
