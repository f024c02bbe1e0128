package io.snark4j.credits.command;

import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.field.Fr;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Names a request that broke the policy. */
@Command(
        name = "flag",
        description =
                "Tell the vault, in public and for good, that a request broke your policy. An exit that names or hides the"
                        + " request loses its stake, so only a request that got no refund is worth it; the gateway flags those"
                        + " that it withholds (--policy-code) by itself.",
        footer = {
            "",
            "Example: snark4j credits flag --rpc http://127.0.0.1:8545 --vault 0x... --account-key-file account.key \\",
            "           --nullifier 0x... --evidence upstream-error.json"
        })
final class CreditsFlag extends ProviderAction {
    @Option(
            names = "--nullifier",
            required = true,
            paramLabel = "<hex>",
            description = "N of the request, 0x and 64 hex digits.")
    private String nullifier = "";

    @Option(
            names = "--evidence",
            required = true,
            paramLabel = "<file>",
            description = "What you can show to whoever audits the flag; its SHA-256 goes to the vault.")
    private Path evidence = Path.of("");

    @Override
    void act(Terminal terminal, Ethereum ethereum, CreditVault contract, Account provider) throws IOException {
        if (!nullifier.matches("0x[0-9a-fA-F]{64}")) {
            throw new RefusedException("--nullifier: expected 0x and 64 hex digits");
        }
        Fr element = Fr.fromBytesBigEndian(HexFormat.of().parseHex(nullifier.substring(2)));
        if (contract.isFlagged(element)) {
            throw new RefusedException("--nullifier " + nullifier + ": flagged already");
        }
        byte[] hash = sha256(evidence);
        contract.flagPolicy(provider, element, hash);
        terminal.say("flagged " + nullifier);
        terminal.print("evidence " + HexFormat.of().formatHex(hash));
    }

    private static byte[] sha256(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(stream, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            return digest.getMessageDigest().digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
