package io.snark4j.credits.command.bench;

import io.snark4j.credits.ticket.SettledTicket;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Sends requests as they are, one after the other on one connection, as a proxy before the gateway does. An HTTP client would take as much time as the gateway that is
 * measured.
 */
final class Caller implements AutoCloseable {
    private static final int MOST = 1 << 16;

    private final Socket socket;
    private final InputStream in;

    Caller(InetSocketAddress gateway) throws IOException {
        this.socket = new Socket(gateway.getAddress(), gateway.getPort());
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Waits for the whole answer, which must be a settled one. Nanoseconds that it took. */
    long send(byte[] request) throws IOException {
        long start = System.nanoTime();
        socket.getOutputStream().write(request);
        String status = line();
        boolean settled = false;
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
            if (name.equals("content-length")) {
                length = Integer.parseInt(line.substring(colon + 1).strip());
            }
            settled |= name.equals(SettledTicket.HEADER.toLowerCase(Locale.ROOT));
        }
        String body = new String(in.readNBytes(Math.min(length, MOST)), StandardCharsets.UTF_8);
        if (!status.startsWith("HTTP/1.1 200 ") || !settled) {
            throw new IOException("gateway: " + status + ": " + body);
        }
        return System.nanoTime() - start;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > MOST) {
                throw new IOException("gateway: the answer broke off");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
