package io.snark4j.credits.wallet;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.credit.CreditExit;
import io.snark4j.circuit.credit.CreditRequest;
import io.snark4j.field.Work;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.ProvingKey;
import io.snark4j.groth16.Setup;
import io.snark4j.groth16.ZkeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The proving keys of a deployment. Until there is a ceremony they come from an insecure setup: whoever ran it can forge proofs, and a vault takes them on chain id
 * 31337 only.
 *
 * @param request of CreditRequest at the vault's depth
 * @param exit of CreditExit
 */
public record CircuitKeys(ProvingKey request, ProvingKey exit) {
    /**
     * Makes keys; some seconds.
     *
     * @param depth of the vault's tree
     * @param work threads
     * @return keys of an insecure setup
     */
    public static CircuitKeys insecure(int depth, Work work) {
        Setup setup = Setup.insecure(new SecureRandom(), work);
        return new CircuitKeys(
                Groth16.setup(CircuitCompiler.compile(CreditRequest.ofDepth(depth)), setup)
                        .provingKey(),
                Groth16.setup(CircuitCompiler.compile(CreditExit.prototype()), setup)
                        .provingKey());
    }

    /**
     * @param folder with both files
     * @param work threads
     * @return the keys, checked in full
     * @throws IOException if a file cannot be read
     */
    public static CircuitKeys read(Path folder, Work work) throws IOException {
        return new CircuitKeys(
                ZkeyFile.read(folder.resolve(Groth16CreditProver.REQUEST_KEY), work),
                ZkeyFile.read(folder.resolve(Groth16CreditProver.EXIT_KEY), work));
    }

    /**
     * Writes both under the names that wallets look for.
     *
     * @param folder that is there
     * @throws IOException if a file cannot be written
     */
    public void write(Path folder) throws IOException {
        ZkeyFile.write(folder.resolve(Groth16CreditProver.REQUEST_KEY), request);
        ZkeyFile.write(folder.resolve(Groth16CreditProver.EXIT_KEY), exit);
    }
}
