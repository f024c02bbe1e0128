package io.snark4j.credits.wallet.command;

import io.snark4j.cli.Terminal;
import io.snark4j.credits.command.NodeOptions;
import io.snark4j.credits.wallet.Recovery;
import io.snark4j.credits.wallet.WalletSession;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a wallet of a backup. */
@Command(
        name = "recover",
        description = {
            "Make a new wallet of a backup, to exit with its notes. It pays no requests.",
            "It needs the backup's folder and a node; the provider may be gone."
        },
        footer = {
            "",
            "Example: snark4j wallet recover --backup /media/usb --rpc http://127.0.0.1:8545 --wallet restored"
        })
final class WalletRecover extends WalletAction {
    @Mixin
    private NodeOptions node = new NodeOptions();

    @Option(names = "--backup", required = true, paramLabel = "<folder>", description = "Folder of the newest backup.")
    private Path backup = Path.of("");

    @Option(
            names = "--table",
            paramLabel = "<use>",
            description =
                    "The provider's table of refunds, fetched whole: CHECKED takes newer refunds from it and finds out"
                            + " whether the backup is old (the default); TRUSTED relies on it to be complete, and forfeits no"
                            + " ticket; NONE does without, for a provider that is gone.")
    private WalletSession.TableUse table = WalletSession.TableUse.CHECKED;

    @Override
    void act(Terminal terminal) throws IOException {
        WalletSession.Recovered recovered = WalletSession.recover(
                folder(), backup, secrets().passphrase(), node.address().toString(), table, terminal.work());
        try (WalletSession session = recovered.session()) {
            for (Recovery.Restored restored : recovered.notes()) {
                terminal.print("note " + restored.note().id() + ": " + basis(restored));
            }
            if (table == WalletSession.TableUse.NONE) {
                terminal.warn(
                        "this rests on the backup being the newest: if the wallet went on after it and a newer one"
                                + " was made, an exit from this one uses a ticket twice and loses the note");
            }
            terminal.say("exit with: snark4j wallet exit --wallet " + folder());
            session.ledger()
                    .standings()
                    .forEach(note -> terminal.detail(note.commitment().toString()));
        }
    }

    private static String basis(Recovery.Restored restored) {
        return switch (restored.basis()) {
            case BACKUP ->
                restored.settled() + " requests known; exits at ticket "
                        + restored.note().ceiling() + " and forfeits those below that were not used";
            case TABLE ->
                restored.settled() + " requests known; exits behind the last that the provider published. This"
                        + " rests on the provider: a request that it saw and does not publish makes the exit lose the note";
        };
    }
}
