package io.snark4j.credits.vault;

import static io.snark4j.credits.vault.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import io.snark4j.peers.EthereumRpcException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a vault is created with, and what it refuses to be created with. */
@Tag("peers")
class VaultDeploymentContractTest {
    private static final Address NOWHERE = Address.parse("0x00000000000000000000000000000000000000aa");

    @AutoClose
    private static final TestChain chain = new TestChain();

    private static Address token;
    private static Address verifier;

    @BeforeAll
    static void start() {
        token = chain.deploy("Token");
        verifier = chain.deploy("StubVerifier");
    }

    private static TestVault.Terms terms() {
        TestVault.Terms terms = new TestVault.Terms();
        terms.token = token;
        terms.provider = chain.account("provider").address();
        terms.mode = new VaultParameters.Exits(verifier, TestVault.key(1).publicKey());
        return terms;
    }

    private static void assertRefusedWith(String error, List<?> values, Consumer<TestVault.Terms> change) {
        TestVault.Terms terms = terms();
        change.accept(terms);
        assertRefused(error, values, () -> chain.deployVault(terms.parameters()));
    }

    @Test
    void theTermsStandOnTheChain() {
        TestVault.Terms given = terms();
        given.requestKeyHash = HexFormat.of().parseHex("ab".repeat(32));
        CreditVault vault = CreditVault.deploy(chain.ethereum, chain.deployer, given.parameters());
        VaultTerms terms = vault.terms();
        assertThat(terms.chainId()).isEqualTo(31337);
        assertThat(terms.prepaid()).isFalse();
        assertThat(terms.insecureKeys()).isTrue();
        assertThat(terms.token()).isEqualTo(token);
        assertThat(terms.depth()).isEqualTo(4);
        assertThat(terms.cMax()).isEqualTo(TestVault.C_MAX);
        assertThat(terms.bounty()).isEqualTo(TestVault.BOUNTY);
        assertThat(terms.stake()).isEqualTo(TestVault.STAKE);
        assertThat(terms.window()).isEqualTo(TestVault.WINDOW);
        assertThat(terms.noteLife()).isEqualTo(TestVault.NOTE_LIFE);
        assertThat(terms.rotationDelay()).isEqualTo(TestVault.ROTATION_DELAY);
        assertThat(terms.serviceId()).isEqualTo(TestVault.SERVICE);
        assertThat(terms.exitVerifier()).isEqualTo(verifier);
        assertThat(terms.requestKeyHash()).isEqualTo(given.requestKeyHash);
        assertThat(terms.scope())
                .isEqualTo(CreditProtocol.scope(31337, terms.vault().value(), TestVault.SERVICE));
        assertThat(vault.provider()).isEqualTo(given.provider);
        assertThat(vault.root()).isEqualTo(MerkleTree.zero(4));
        assertThat(vault.size()).isZero();
        assertThat(vault.isPaused()).isFalse();
        BabyJubjubPoint key = TestVault.key(1).publicKey();
        assertThat(vault.events(0, chain.ethereum.latestBlock().number()))
                .containsExactly(
                        new VaultEvent.ProviderChanged(given.provider),
                        new VaultEvent.KeysChanged(0, 0, key.x(), key.y()));
    }

    @Test
    void refusesAddressesThatCannotWork() {
        assertRefusedWith("NoCode", List.of(NOWHERE.value()), t -> t.token = NOWHERE);
        assertRefusedWith("ZeroAddress", List.of(), t -> t.provider = Address.ZERO);
        BabyJubjubPoint key = TestVault.key(1).publicKey();
        assertRefusedWith("NoCode", List.of(NOWHERE.value()), t -> t.mode = new VaultParameters.Exits(NOWHERE, key));
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertRefusedWith("DepthOutOfRange", List.of(0), t -> t.depth = 0);
        assertRefusedWith("DepthOutOfRange", List.of(33), t -> t.depth = 33);
        assertRefusedWith("PriceCapIsZero", List.of(), t -> t.cMax = BigInteger.ZERO);
        assertRefusedWith("WindowIsZero", List.of(), t -> t.window = 0);
        assertRefusedWith("RotationDelayTooShort", List.of(1000, 1000), t -> t.rotationDelay = 1000);
        assertRefusedWith("NoteLifeTooShort", List.of(2000, 1000), t -> t.noteLife = 2000);
        TestVault.Terms shortest = terms();
        shortest.rotationDelay = 1001;
        shortest.noteLife = 2001;
        assertThat(chain.deployVault(shortest.parameters())).isNotEqualTo(Address.ZERO);
    }

    /** The decoder refuses what its type does not hold, without a name. */
    @Test
    void refusesNumbersWiderThanTheirTypes() {
        List<Consumer<TestVault.Terms>> changes = List.of(
                t -> t.cMax = BigInteger.ONE.shiftLeft(96),
                t -> t.bounty = BigInteger.ONE.shiftLeft(96),
                t -> t.stake = BigInteger.ONE.shiftLeft(96),
                t -> t.window = 1L << 32,
                t -> t.noteLife = 1L << 32,
                t -> t.rotationDelay = 1L << 32);
        for (Consumer<TestVault.Terms> change : changes) {
            TestVault.Terms terms = terms();
            change.accept(terms);
            assertThatThrownBy(() -> chain.deployVault(terms.parameters())).hasMessageContaining("revert");
        }
    }

    @Test
    void refusesAServiceThatIsNoElement() {
        byte[] call = creationCode(terms());
        byte[] order = Fr.of(TestVault.SERVICE.toBigInteger()).toBytesBigEndian();
        int at = call.length - 8 * 32;
        assertThat(java.util.Arrays.copyOfRange(call, at, at + 32)).isEqualTo(order);
        System.arraycopy(word(Fr.MODULUS), 0, call, at, 32);
        assertThatThrownBy(() -> create(call)).hasMessageContaining(selector("NotInField(uint256)"));
        System.arraycopy(word(Fr.MODULUS.subtract(BigInteger.ONE)), 0, call, at, 32);
        assertThat(create(call)).isNotEqualTo("0x");
    }

    @Test
    void refusesFirstKeysThatAnyoneCanSignWith() {
        assertRefusedWith(
                "SmallOrder",
                List.of(0, 1),
                t -> t.mode = new VaultParameters.Exits(verifier, BabyJubjubPoint.IDENTITY));
    }

    @Test
    void refusesAStakeWithoutExits() {
        assertRefusedWith("StakeInPrepaidMode", List.of(7), t -> t.mode = new VaultParameters.Prepaid());
    }

    /** Another code where Poseidon should be could make any leaf or slash hold. */
    @Test
    void refusesOtherCodeInPoseidonsPlace() {
        VaultDeployment deployment = new VaultDeployment(chain.ethereum, chain.deployer);
        VaultParameters parameters = terms().parameters();
        Address one = chain.poseidon1;
        Address two = chain.poseidon2;
        Address four = chain.poseidon4;
        assertRefused("WrongPoseidonCode", List.of(two.value()), () -> deployment.deploy(parameters, two, two, four));
        assertRefused("WrongPoseidonCode", List.of(one.value()), () -> deployment.deploy(parameters, one, one, four));
        assertRefused("WrongPoseidonCode", List.of(two.value()), () -> deployment.deploy(parameters, one, two, two));
        assertRefused(
                "WrongPoseidonCode", List.of(NOWHERE.value()), () -> deployment.deploy(parameters, one, NOWHERE, four));
    }

    @Test
    void insecureKeysStandOnADevelopmentChainOnly() {
        TestVault.Terms secure = terms();
        secure.insecureKeys = false;
        byte[] insecureCode = creationCode(terms());
        byte[] secureCode = creationCode(secure);
        assertThat(create(insecureCode)).isNotEqualTo("0x");
        chain.node.request("anvil_setChainId", 1);
        try {
            assertThatThrownBy(() -> create(insecureCode))
                    .isInstanceOf(EthereumRpcException.class)
                    .hasMessageContaining(selector("InsecureKeysOnPublicChain(uint256)"));
            assertThat(create(secureCode)).isNotEqualTo("0x");
        } finally {
            chain.node.request("anvil_setChainId", 31337);
        }
    }

    @Test
    void anAddressThatIsNoVaultIsNotTakenForOne() {
        assertThatThrownBy(() -> CreditVault.at(chain.ethereum, NOWHERE))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("returned 0 bytes");
    }

    private static byte[] creationCode(TestVault.Terms terms) {
        return VaultDeployment.creationCode(terms.parameters(), chain.poseidon1, chain.poseidon2, chain.poseidon4);
    }

    /** Runs the creation as a call: the runtime code. */
    private static String create(byte[] code) {
        return chain.node
                .request("eth_call", Map.of("input", "0x" + HexFormat.of().formatHex(code)), "latest")
                .asString();
    }

    private static String selector(String error) {
        return HexFormat.of().formatHex(io.snark4j.credits.ethereum.Keccak256.selector(error));
    }

    private static byte[] word(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] word = new byte[32];
        System.arraycopy(
                bytes,
                bytes.length - Math.min(32, bytes.length),
                word,
                32 - Math.min(32, bytes.length),
                Math.min(32, bytes.length));
        return word;
    }
}
