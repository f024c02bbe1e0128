package io.snark4j.credits.command;

import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.cli.RefusedException;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.vault.AnnouncedKey;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Replaces the key that signs refunds. */
@Command(
        name = "rotate-key",
        description = {
            "Replace the key that signs refunds. The first run announces the next key, a run after the vault's delay makes"
                    + " it current; each says what comes next. Before it is current every gateway must have both keys"
                    + " (--signing-key-file twice): it signs with whichever the vault names.",
            "After a theft: stop the gateways, run this with --compromised, which takes effect at once and leaves no previous"
                    + " key, and start them with the new key alone. Users' states of before exit, and pay for nothing more."
        },
        footer = {
            "",
            "Example: snark4j credits rotate-key --rpc http://127.0.0.1:8545 --vault 0x... --account-key-file account.key \\",
            "           --signing-key-file next.key"
        })
final class CreditsRotateKey extends ProviderAction {
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

    @Option(
            names = "--signing-key-file",
            required = true,
            paramLabel = "<file>",
            description = "The next key; made if the file is not there.")
    private Path signingKey = Path.of("");

    @Option(names = "--wait", description = "Stay until the delay is over, and make the key current.")
    private boolean wait;

    @Option(names = "--cancel", description = "Take the announcement of this key back.")
    private boolean cancel;

    @Option(names = "--compromised", description = "The current key was stolen: replace it at once.")
    private boolean compromised;

    @Override
    void act(Terminal terminal, Ethereum ethereum, CreditVault vault, Account provider) throws IOException {
        if (vault.terms().prepaid()) {
            throw new RefusedException("vault " + vault.terms().vault() + " is prepaid: it has no signing key");
        }
        if ((cancel && compromised) || (wait && (cancel || compromised))) {
            throw new RefusedException("--wait, --cancel and --compromised exclude each other");
        }
        Optional<AnnouncedKey> announced = vault.announcedKey();
        if (cancel) {
            BabyJubjubPoint key = KeyFile.signingKey(signingKey).publicKey();
            requireThis(announced.orElseThrow(() -> new RefusedException("no key is announced")), key);
            vault.cancelKey(provider);
            terminal.say("the announcement is taken back");
            return;
        }
        // A key that waits has a file: a fresh one could not be it.
        EddsaPoseidon.PrivateKey next = announced.isEmpty() || compromised
                ? KeyFile.signingKeyOrNew(signingKey)
                : KeyFile.signingKey(signingKey);
        if (vault.keys().current().key().equals(next.publicKey())) {
            terminal.say("the key of " + signingKey + " is the current one already");
        } else if (compromised) {
            vault.emergencyRotate(provider, next.publicKey());
            terminal.say("the key of " + signingKey + " is current, and there is no previous one: start gateways with"
                    + " it alone");
        } else {
            rotate(terminal, ethereum, vault, provider, next.publicKey());
        }
    }

    private void rotate(
            Terminal terminal, Ethereum ethereum, CreditVault vault, Account provider, BabyJubjubPoint next) {
        if (vault.announcedKey().isEmpty()) {
            vault.proposeKey(provider, next);
            terminal.say("announced: give gateways " + signingKey + " too, before it is current");
        }
        AnnouncedKey announced = vault.announcedKey().orElseThrow(() -> new RefusedException("no key is announced"));
        requireThis(announced, next);
        long left = announced.activeFrom() - ethereum.latestBlock().timestamp();
        while (left > 0 && wait) {
            sleep(Math.min(left, LONGEST_SLEEP.toSeconds()));
            left = announced.activeFrom() - ethereum.latestBlock().timestamp();
        }
        if (left > 0) {
            terminal.print("in " + TimeSpan.text(left) + " this command makes it current");
            return;
        }
        vault.activateKey(provider);
        terminal.say("the key of " + signingKey + " is current; keep the one before it for what it signed");
    }

    private static void requireThis(AnnouncedKey announced, BabyJubjubPoint key) {
        if (!announced.key().equals(key)) {
            throw new RefusedException("another key is announced, x = "
                    + announced.key().x() + ": give its file, or take it back with --cancel");
        }
    }

    private static void sleep(long seconds) {
        try {
            Thread.sleep(Duration.ofSeconds(seconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("interrupted while the key waits: run the command again", e);
        }
    }
}
