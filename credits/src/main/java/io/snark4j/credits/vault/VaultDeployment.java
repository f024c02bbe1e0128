package io.snark4j.credits.vault;

import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import io.snark4j.circuit.gadget.PoseidonContract;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.ethereum.RevertedException;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Duration;

/** The transactions that create a vault. */
record VaultDeployment(Ethereum ethereum, Account deployer) {
    /** Parameters of the constructor: all static, so that their encoding is that of a sequence, and every number may stand as a uint256. */
    private static final TupleType<Tuple> PARAMETERS =
            TupleType.parse("(address,address,bool,bool,uint256,uint256,uint256,uint256,"
                    + "uint256,uint256,uint256,uint256,address,bytes32,uint256,uint256,address,address,address)");

    Address deploy(VaultParameters parameters) {
        return deploy(parameters, deployPoseidon(1), deployPoseidon(2), deployPoseidon(4));
    }

    Address deployPoseidon(int inputs) {
        return ethereum.deploy(deployer, PoseidonContract.creationCode(inputs));
    }

    Address deploy(VaultParameters parameters, Address poseidon1, Address poseidon2, Address poseidon4) {
        try {
            return ethereum.deploy(deployer, creationCode(parameters, poseidon1, poseidon2, poseidon4));
        } catch (RevertedException e) {
            throw VaultArtifact.INSTANCE.explain(e);
        }
    }

    static byte[] creationCode(VaultParameters parameters, Address poseidon1, Address poseidon2, Address poseidon4) {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        code.writeBytes(VaultArtifact.INSTANCE.creationCode());
        code.writeBytes(Abi.bytes(PARAMETERS.encode(values(parameters, poseidon1, poseidon2, poseidon4))));
        return code.toByteArray();
    }

    private static Tuple values(VaultParameters p, Address poseidon1, Address poseidon2, Address poseidon4) {
        boolean prepaid = true;
        Address verifier = Address.ZERO;
        BigInteger keyX = BigInteger.ZERO;
        BigInteger keyY = BigInteger.ZERO;
        if (p.exits() instanceof VaultParameters.Exits exits) {
            prepaid = false;
            verifier = exits.verifier();
            keyX = exits.key().x().toBigInteger();
            keyY = exits.key().y().toBigInteger();
        }
        return Tuple.from(
                Abi.argument(p.token()),
                Abi.argument(p.provider()),
                prepaid,
                p.insecureKeys(),
                Abi.number(p.depth()),
                p.amounts().cMax(),
                p.amounts().bounty(),
                p.amounts().stake(),
                seconds(p.times().window()),
                seconds(p.times().noteLife()),
                seconds(p.times().rotationDelay()),
                p.serviceId().toBigInteger(),
                Abi.argument(verifier),
                p.requestKeyHash(),
                keyX,
                keyY,
                Abi.argument(poseidon1),
                Abi.argument(poseidon2),
                Abi.argument(poseidon4));
    }

    private static BigInteger seconds(Duration duration) {
        return BigInteger.valueOf(duration.toSeconds());
    }
}
