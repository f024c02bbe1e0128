package io.snark4j.credits.command;

import io.snark4j.cli.Action;
import io.snark4j.cli.ExitStatus;
import io.snark4j.cli.Terminal;
import io.snark4j.credits.command.bench.GatewayServing;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The process that {@link CreditsBenchGateway} measures. */
@Command(
        name = "serve",
        hidden = true,
        description = "Serve what 'credits bench gateway' calls, until standard input ends.")
final class CreditsBenchServe implements Action {
    @Option(names = "--folder", required = true, paramLabel = "<folder>", description = "For the store of tickets.")
    private Path folder = Path.of("");

    @Override
    public int run(Terminal terminal) throws IOException {
        GatewayServing.untilInputEnds(terminal, folder);
        return ExitStatus.DONE;
    }
}
