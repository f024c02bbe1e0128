package io.snark4j.cli;

import io.snark4j.circuit.profile.CircuitProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says which lines of a circuit's source its constraints come from. */
@Command(
        name = "profile",
        description = "Show which source lines the constraints of a circuit come from.",
        footer = {
            "",
            "Example: snark4j circuit profile io.snark4j.circuit.credit.MembershipAndBalance:ofDepth:20 --pprof"
                    + " credit.pb.gz"
        })
final class CircuitProfiling implements Action {
    @Mixin
    private CircuitReference circuit = new CircuitReference();

    @Option(
            names = "--pprof",
            paramLabel = "profile.pb.gz",
            description = "Write the profile for pprof and speedscope, too, which draw flame graphs.")
    private @Nullable Path pprof;

    @Option(names = "--top", paramLabel = "<n>", description = "Lines to show, 20 by default.")
    private int top = 20;

    @Override
    public int run(Terminal terminal) throws Exception {
        if (top < 1) {
            throw new RefusedException("--top " + top + ": expected at least 1");
        }
        try (var staging = new Staging(List.of())) {
            @Nullable Path staged = pprof == null ? null : staging.file(pprof);
            var profile = CircuitProfile.of(circuit.compile());
            if (staged != null) {
                profile.writePprof(staged);
            }
            profile.table(top).lines().forEach(terminal::print);
            if (staged != null) {
                terminal.say(pprof + ": " + Quantities.bytes(Files.size(staged)) + ", for pprof or speedscope");
            }
            staging.commit();
        }
        return ExitStatus.DONE;
    }
}
