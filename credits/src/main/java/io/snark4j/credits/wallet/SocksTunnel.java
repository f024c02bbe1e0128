package io.snark4j.credits.wallet;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What {@code java.net.http} lacks: a way through a SOCKS5 proxy (RFC 1928). For one request it is an HTTP proxy on the loopback interface, which takes
 * one client and leads to the gateway alone, whatever that client names: other processes of the machine see its port. The SOCKS
 * server gets the host's name, never an address that this machine looked up: a look-up tells who is called. It gets a user and a password (RFC 1929) drawn for this request, by which
 * Tor gives the request a circuit of its own (IsolateSOCKSAuth, on by default). Other servers may take no user.
 */
final class SocksTunnel implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CONNECT_MILLIS = 15_000;
    /** Tor builds the circuit meanwhile. */
    private static final int HANDSHAKE_MILLIS = 60_000;

    private static final int MOST_LINE_BYTES = 8192;
    private static final int VERSION = 5;
    private static final int NO_AUTHENTICATION = 0;
    private static final int USER_AND_PASSWORD = 2;
    private static final int NAME = 3;

    private final InetSocketAddress socks;
    private final String host;
    private final int port;
    private final byte[] user = HexFormat.of().formatHex(random()).getBytes(StandardCharsets.US_ASCII);
    private final byte[] password = HexFormat.of().formatHex(random()).getBytes(StandardCharsets.US_ASCII);
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Optional<String> failure = Optional.empty();

    /** Listens for the client of one request to a gateway. */
    SocksTunnel(InetSocketAddress socks, URI gateway) {
        this.socks = socks;
        this.host = gateway.getHost();
        int usual = "https".equals(gateway.getScheme()) ? 443 : 80;
        this.port = gateway.getPort() > 0 ? gateway.getPort() : usual;
        try {
            this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("socks tunnel").start(this::accept);
    }

    private static byte[] random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Where it is an HTTP proxy. */
    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** Why the way is closed, in one line; empty if nothing failed. */
    Optional<String> failure() {
        return failure;
    }

    private void accept() {
        Socket client;
        try (server) {
            client = server.accept();
            sockets.add(client);
        } catch (IOException _) {
            return; // closed
        }
        pass(client);
    }

    private void pass(Socket client) {
        try (client;
                Socket far = new Socket(Proxy.NO_PROXY)) {
            sockets.add(far);
            String[] words = line(client.getInputStream()).split(" ", 3);
            dial(far);
            if (words[0].equals("CONNECT")) {
                while (!line(client.getInputStream()).isEmpty()) {
                    // The header fields of CONNECT are for this proxy.
                }
                client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } else {
                URI target = URI.create(words[1]);
                String path = target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
                String first = words[0] + " " + path + " " + words[2] + "\r\n";
                far.getOutputStream().write(first.getBytes(StandardCharsets.US_ASCII));
            }
            Thread back = Thread.ofVirtual().start(() -> pump(far, client));
            pump(client, far);
            back.join();
        } catch (IOException | IllegalArgumentException e) {
            failure = Optional.of("SOCKS proxy " + socks.getHostString() + ":" + socks.getPort() + ": "
                    + (e instanceof Refused ? e.getMessage() : "the connection failed"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            close(from);
            close(to);
        }
    }

    /** A line without its end. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() > MOST_LINE_BYTES) {
                throw new IOException("no line");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    /** The server's answer, as RFC 1928 names it. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private void dial(Socket far) throws IOException {
        far.connect(socks, CONNECT_MILLIS);
        far.setSoTimeout(HANDSHAKE_MILLIS);
        DataInputStream in = new DataInputStream(far.getInputStream());
        OutputStream out = far.getOutputStream();
        out.write(new byte[] {VERSION, 2, NO_AUTHENTICATION, USER_AND_PASSWORD});
        require(in.readUnsignedByte() == VERSION, "it does not speak SOCKS5");
        int method = in.readUnsignedByte();
        if (method == USER_AND_PASSWORD) {
            out.write(new byte[] {1, (byte) user.length});
            out.write(user);
            out.write(password.length);
            out.write(password);
            in.readUnsignedByte();
            require(in.readUnsignedByte() == 0, "it asks for a user that it knows");
        } else {
            require(method == NO_AUTHENTICATION, "it asks for another authentication");
        }
        out.write(new byte[] {VERSION, 1, 0});
        out.write(address(host));
        out.write(new byte[] {(byte) (port >>> 8), (byte) port});
        in.readUnsignedByte();
        int reply = in.readUnsignedByte();
        require(reply == 0, "it cannot reach the gateway (" + meaning(reply) + ")");
        in.readUnsignedByte();
        int kind = in.readUnsignedByte();
        in.readFully(new byte[(kind == 1 ? 4 : kind == NAME ? in.readUnsignedByte() : 16) + 2]);
        far.setSoTimeout(0);
    }

    private static void require(boolean holds, String message) throws Refused {
        if (!holds) {
            throw new Refused(message);
        }
    }

    /** Kind and address; a name stays a name. */
    private static byte[] address(String host) {
        byte[] bytes;
        int kind;
        try {
            bytes = InetAddress.ofLiteral(host).getAddress();
            kind = bytes.length == 4 ? 1 : 4;
        } catch (IllegalArgumentException _) {
            bytes = host.getBytes(StandardCharsets.US_ASCII);
            kind = NAME;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(kind);
        if (kind == NAME) {
            all.write(bytes.length);
        }
        all.writeBytes(bytes);
        return all.toByteArray();
    }

    private static String meaning(int reply) {
        return switch (reply) {
            case 2 -> "not allowed by its rules";
            case 3 -> "network unreachable";
            case 4 -> "host unreachable";
            case 5 -> "connection refused";
            case 6 -> "time to live expired";
            default -> "reply " + reply;
        };
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // Nothing is left to do with it.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sockets.forEach(SocksTunnel::close);
        }
    }
}
