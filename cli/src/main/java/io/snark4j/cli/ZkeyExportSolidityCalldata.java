package io.snark4j.cli;

import io.snark4j.groth16.SnarkjsJson;
import io.snark4j.groth16.solidity.SolidityCalldata;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a proof and its public inputs as the arguments of the contract's verifyProof. */
@Command(
        name = "soliditycalldata",
        description = "Print the arguments of the contract's verifyProof (short form: zkesc).",
        footer = {"", "Example: snark4j zkey export soliditycalldata public.json proof.json"})
final class ZkeyExportSolidityCalldata implements Action {
    @Parameters(index = "0", arity = "0..1", paramLabel = "public.json", description = "The public inputs.")
    private Path publics = Path.of("public.json");

    @Parameters(index = "1", arity = "0..1", paramLabel = "proof.json", description = "The proof.")
    private Path proof = Path.of("proof.json");

    @Override
    public int run(Terminal terminal) throws Exception {
        var inputs = InputFile.read(publics, SnarkjsJson::readPublicInputs);
        var claimed = InputFile.read(proof, SnarkjsJson::readProof);
        terminal.print(SolidityCalldata.export(claimed, inputs));
        return ExitStatus.DONE;
    }
}
