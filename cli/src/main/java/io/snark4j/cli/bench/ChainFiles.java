package io.snark4j.cli.bench;

import io.snark4j.field.Work;
import io.snark4j.groth16.CheckedKeys;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.ProvingKey;
import io.snark4j.groth16.Setup;
import io.snark4j.groth16.ZkeyFile;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.Witness;
import io.snark4j.r1cs.file.R1csFile;
import io.snark4j.r1cs.file.WtnsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The files that every prover of a run is given, one chain a size. They stay, so that the next run need not make them.
 *
 * @param r1cs circuit
 * @param zkey key without ceremony
 * @param wtns witness of public example values
 */
public record ChainFiles(Path r1cs, Path zkey, Path wtns) {
    /** Makes the link when the first chain is to be made. */
    @FunctionalInterface
    interface Links {
        ConstraintSystem link() throws IOException;
    }

    /** The files of a size with a link of our own compiler. */
    public static ChainFiles compiledHere(Path folder, int log, Work work) throws IOException {
        return of(folder, "snark4j", log, ChainLink::compiled, work);
    }

    /**
     * The files of a size, made unless they are all there.
     *
     * @param maker what the names of the files say of who compiled the link
     */
    static ChainFiles of(Path folder, String maker, int log, Links links, Work work) throws IOException {
        String name = "poseidon-" + maker + "-" + log;
        var files = new ChainFiles(
                folder.resolve(name + ".r1cs"), folder.resolve(name + ".zkey"), folder.resolve(name + ".wtns"));
        // The key is written last.
        if (!Files.exists(files.r1cs) || !Files.exists(files.wtns) || !Files.exists(files.zkey)) {
            HashChain chain = HashChain.ofLog(log, links.link());
            R1csFile.write(files.r1cs, chain.circuit());
            WtnsFile.write(files.wtns, chain.witness());
            var keys = Groth16.setup(chain.circuit(), Setup.insecure(new SecureRandom(), work));
            ZkeyFile.write(files.zkey, keys.provingKey());
        }
        return files;
    }

    /** Reads the key, and checks it in full unless this user has seen it before; later processes then know it. */
    ProvingKey key(Work work) throws IOException {
        return CheckedKeys.inUserCache().read(zkey, work);
    }

    Witness witness(ProvingKey key) throws IOException {
        return WtnsFile.read(wtns, key.wires(), key.publicCount());
    }
}
