package io.snark4j.credits.endtoend;

import io.snark4j.credits.ticket.ApiError;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Stands between wallets and a gateway, and keeps every byte of both directions, connection by connection: what a gateway can know of its callers. A test may
 * have it change what is sent, or keep the answers back as a provider would who takes shares and gives nothing.
 */
final class WireRecorder implements AutoCloseable {
    /** One connection. */
    static final class Connection {
        private final long number;
        private final int port;
        private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        private final ByteArrayOutputStream answered = new ByteArrayOutputStream();
        private volatile boolean ended;

        private Connection(long number, int port) {
            this.number = number;
            this.port = port;
        }

        long number() {
            return number;
        }

        /** The caller's. */
        int port() {
            return port;
        }

        synchronized byte[] sent() {
            return sent.toByteArray();
        }

        synchronized byte[] answered() {
            return answered.toByteArray();
        }

        boolean hasEnded() {
            return ended;
        }

        private synchronized void keep(ByteArrayOutputStream side, byte[] bytes, int length) {
            side.write(bytes, 0, length);
        }

        /** The one request of the connection; empty if none arrived whole. */
        Optional<HttpMessage> request() {
            return HttpMessage.parse(sent());
        }

        /** The gateway's answer; empty if it did not arrive whole. */
        Optional<HttpMessage> answer() {
            return HttpMessage.parse(answered());
        }
    }

    /** What becomes of answers. */
    enum Answers {
        PASSED,
        /** Read, kept, and not passed on. */
        WITHHELD,
        /** Kept, and replaced by a refusal without a settlement. */
        REFUSED
    }

    private static final byte[] REFUSAL = refusal(new ApiError("error", "no", "policy_violation").toJson());

    private static byte[] refusal(String json) {
        return ("HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                        + "\r\n\r\n" + json)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private final int target;
    private final ServerSocket server;
    private final List<Connection> connections = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    volatile Answers answers = Answers.PASSED;
    volatile UnaryOperator<String> heads = head -> head;

    /** @param target port of the gateway on this machine */
    WireRecorder(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String origin() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        long number = 0;
        try {
            while (true) {
                Socket caller = server.accept();
                Connection connection = new Connection(number++, caller.getPort());
                synchronized (connections) {
                    connections.add(connection);
                    sockets.add(caller);
                }
                Thread.ofVirtual().start(() -> serve(caller, connection));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    /** The head is read before the gateway is called: what a wallet says is kept also where nobody listens. */
    private void serve(Socket caller, Connection connection) {
        try (caller;
                Socket gateway = new Socket()) {
            byte[] head = head(caller.getInputStream());
            connection.keep(connection.sent, head, head.length);
            gateway.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            synchronized (connections) {
                sockets.add(gateway);
            }
            Thread answering = Thread.ofVirtual().start(() -> answer(gateway, caller, connection));
            gateway.getOutputStream().write(head);
            pump(caller.getInputStream(), gateway.getOutputStream(), connection, connection.sent);
            gateway.shutdownOutput();
            answering.join();
        } catch (IOException _) {
            // One of both is gone, and the connection with it.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            connection.ended = true;
        }
    }

    private byte[] head(InputStream from) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = from.read();
            if (next < 0) {
                throw new EOFException("a caller who said nothing");
            }
            head.write(next);
        }
        return heads.apply(head.toString(StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void pump(InputStream from, OutputStream to, Connection connection, ByteArrayOutputStream side)
            throws IOException {
        byte[] buffer = new byte[8192];
        for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            connection.keep(side, buffer, length);
            to.write(buffer, 0, length);
        }
    }

    private void answer(Socket gateway, Socket caller, Connection connection) {
        Answers what = answers;
        try (gateway;
                caller) {
            if (what == Answers.PASSED) {
                pump(gateway.getInputStream(), caller.getOutputStream(), connection, connection.answered);
                return;
            }
            byte[] buffer = new byte[8192];
            while (connection.answer().isEmpty()) {
                int length = gateway.getInputStream().read(buffer);
                if (length < 0) {
                    return;
                }
                connection.keep(connection.answered, buffer, length);
            }
            if (what == Answers.REFUSED) {
                caller.getOutputStream().write(REFUSAL);
            }
        } catch (IOException _) {
            // As above.
        }
    }

    /** All connections so far, in the order in which they came. */
    List<Connection> connections() {
        synchronized (connections) {
            return List.copyOf(connections);
        }
    }

    /** Those of paid requests and of what is asked with a ticket. */
    List<Connection> paid() {
        return connections().stream()
                .filter(connection -> new String(connection.sent(), StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT)
                        .contains("\r\nauthorization: credit "))
                .toList();
    }

    @Override
    public void close() {
        try {
            server.close();
            synchronized (connections) {
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
