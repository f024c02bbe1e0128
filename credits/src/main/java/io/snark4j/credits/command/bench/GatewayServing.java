package io.snark4j.credits.command.bench;

import io.snark4j.cli.Terminal;
import io.snark4j.credits.gateway.CreditGateway;
import io.snark4j.credits.gateway.http.GatewayServer;
import io.snark4j.credits.gateway.store.JdbcTicketStore;
import io.snark4j.credits.gateway.store.TicketStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** The measured process' side. */
public final class GatewayServing {
    private GatewayServing() {}

    /**
     * Serves a simulated deployment until standard input ends, and prints where.
     *
     * @param terminal takes the address
     * @param folder for the store
     * @throws IOException if standard input fails
     */
    public static void untilInputEnds(Terminal terminal, Path folder) throws IOException {
        try (TicketStore store = JdbcTicketStore.sqlite(folder.resolve("tickets.db"));
                CreditGateway gateway = SimulatedDeployment.gateway(store);
                GatewayServer server = GatewayServer.start(
                        gateway,
                        GatewayServer.Options.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))) {
            terminal.print("http://" + server.address().getHostString() + ":"
                    + server.address().getPort());
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
