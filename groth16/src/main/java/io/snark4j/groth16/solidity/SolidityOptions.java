package io.snark4j.groth16.solidity;

import io.snark4j.field.MalformedInputException;
import io.snark4j.groth16.KeyPolicy;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How a verifier contract is exported.
 *
 * @param contractName a capital letter, then at most 63 letters, digits or underscores
 * @param policy whether a key for which anyone can forge proofs is exported at all
 * @param contributions how many parties the key's ceremony records, 0 for an insecure setup, empty if that is not known. An
 *     insecure key's contract says so and refuses to be deployed on any chain but 31337, the local development chain
 */
public record SolidityOptions(String contractName, KeyPolicy policy, OptionalInt contributions) {
    // A capital letter first: no keyword of Solidity has one. Before DEFAULT, which it checks.
    private static final Pattern CONTRACT_NAME = Pattern.compile("[A-Z][A-Za-z0-9_]{0,63}");

    /** {@code Groth16Verifier}, no forgeable keys, an origin not known. */
    public static final SolidityOptions DEFAULT =
            new SolidityOptions("Groth16Verifier", KeyPolicy.REFUSE_FORGEABLE, OptionalInt.empty());

    /**
     * Checks the parts.
     *
     * @throws MalformedInputException if the contract's name is of another form or the contributions are negative
     */
    public SolidityOptions {
        if (!CONTRACT_NAME.matcher(contractName).matches()) {
            throw new MalformedInputException("Solidity verifier: contract name \""
                    + contractName.substring(0, Math.min(80, contractName.length()))
                    + "\" is not a capital letter followed by at most 63 letters, digits or underscores");
        }
        if (contributions.isPresent() && contributions.getAsInt() < 0) {
            throw new MalformedInputException(
                    "Solidity verifier: " + contributions.getAsInt() + " contributions, expected 0 or more");
        }
    }

    /** {@return these options with another name of the contract} */
    public SolidityOptions withContractName(String name) {
        return new SolidityOptions(name, policy, contributions);
    }

    /** {@return these options with another policy for forgeable keys} */
    public SolidityOptions withPolicy(KeyPolicy other) {
        return new SolidityOptions(contractName, other, contributions);
    }

    /** {@return these options with a known origin: the number of contributions to the ceremony, 0 for an insecure setup} */
    public SolidityOptions withContributions(int count) {
        return new SolidityOptions(contractName, policy, OptionalInt.of(count));
    }
}
