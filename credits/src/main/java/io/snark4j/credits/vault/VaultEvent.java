package io.snark4j.credits.vault;

import io.snark4j.credits.ethereum.Address;
import io.snark4j.field.Fr;
import java.math.BigInteger;

/** Something that happened in the vault, in the order of the chain. From the deposits the tree can be rebuilt, see {@link DepositTree}. */
public sealed interface VaultEvent {
    /**
     * A note was deposited.
     *
     * @param commitment c
     * @param depositor who paid
     * @param index of its leaf
     * @param deposit D
     * @param root of the tree after the whole call, in which several notes may have come
     */
    record Deposited(Fr commitment, Address depositor, long index, BigInteger deposit, Fr root) implements VaultEvent {}

    /**
     * An exit was opened.
     *
     * @param commitment c
     * @param nullifier N_n
     * @param recipient whom it pays
     * @param share y_n, at {@link io.snark4j.circuit.credit.CreditProtocol#exitPoint}
     * @param payout P
     * @param tag 0, 1 or N_m
     * @param finalizableAt when it may be finalized, in seconds since 1970
     */
    record ExitInitiated(
            Fr commitment, Fr nullifier, Address recipient, Fr share, BigInteger payout, Fr tag, long finalizableAt)
            implements VaultEvent {}

    /**
     * An exit was paid.
     *
     * @param commitment c
     * @param recipient who was credited
     * @param payout P
     * @param stakeBurned whether the stake was burned
     */
    record ExitFinalized(Fr commitment, Address recipient, BigInteger payout, boolean stakeBurned)
            implements VaultEvent {}

    /**
     * A note's secret was shown.
     *
     * @param commitment c
     * @param secret k, public from now on
     * @param slasher who got the bounty
     */
    record Slashed(Fr commitment, Fr secret, Address slasher) implements VaultEvent {}

    /**
     * A note's life was over.
     *
     * @param commitment c
     */
    record Expired(Fr commitment) implements VaultEvent {}

    /**
     * The provider says that a request broke the policy.
     *
     * @param nullifier of the request
     * @param evidenceHash of what it publishes about it
     */
    record PolicyFlagged(Fr nullifier, BigInteger evidenceHash) implements VaultEvent {}

    /**
     * The next key was announced.
     *
     * @param x of the point
     * @param y of the point
     * @param activeFrom when it may become current, in seconds since 1970
     */
    record KeyProposed(Fr x, Fr y, long activeFrom) implements VaultEvent {}

    /**
     * An announced key will not come.
     *
     * @param x of the point
     * @param y of the point
     */
    record KeyProposalCancelled(Fr x, Fr y) implements VaultEvent {}

    /**
     * pk or pkOld of requests is another now.
     *
     * @param keyId of pk
     * @param previousKeyId of pkOld
     * @param x of pk
     * @param y of pk
     */
    record KeysChanged(long keyId, long previousKeyId, Fr x, Fr y) implements VaultEvent {}

    /**
     * Deposits were stopped or resumed.
     *
     * @param paused whether they are stopped
     */
    record DepositsPaused(boolean paused) implements VaultEvent {}

    /**
     * The provider's role was offered.
     *
     * @param provider to whom
     */
    record ProviderProposed(Address provider) implements VaultEvent {}

    /**
     * The provider's role has a holder; the first event of a vault.
     *
     * @param provider who
     */
    record ProviderChanged(Address provider) implements VaultEvent {}

    /**
     * A credit was paid out.
     *
     * @param account who was paid
     * @param amount token units
     */
    record Withdrawn(Address account, BigInteger amount) implements VaultEvent {}
}
