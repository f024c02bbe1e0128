package io.snark4j.credits.vault;

import com.esaulpaugh.headlong.abi.Function;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.ethereum.Receipt;
import java.math.BigInteger;

/**
 * A token, as far as a depositor needs it.
 *
 * @param ethereum the chain
 * @param address the token's contract
 */
public record Erc20(Ethereum ethereum, Address address) {
    private static final Function APPROVE = Function.parse("approve(address,uint256)");
    private static final Function BALANCE_OF = Function.parse("balanceOf(address)");

    /**
     * Lets a vault take tokens of the owner.
     *
     * @param owner signs
     * @param spender the vault
     * @param amount at most
     * @return its receipt
     */
    public Receipt approve(Account owner, Address spender, BigInteger amount) {
        return ethereum.send(owner, address, Abi.call(APPROVE, Abi.argument(spender), amount));
    }

    /**
     * @param account any
     * @return its token units
     */
    public BigInteger balanceOf(Address account) {
        return new BigInteger(1, ethereum.call(address, Abi.call(BALANCE_OF, Abi.argument(account))));
    }
}
