package io.snark4j.credits.wallet;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SOCKS5 server that takes every name for the one place it leads to, and remembers what it was told. */
final class SocksServer implements AutoCloseable {
    /** What a connection began with; {@code first} is the first byte behind it. */
    record Asked(String user, String password, int kind, String host, int port, int first) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** What it answers: 0 is yes. */
    volatile int reply;
    /** Whether it takes users. */
    volatile boolean knowsUsers = true;
    /** Whether it hangs up once it has seen the first byte, instead of passing it on. */
    volatile boolean hangsUp;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int leadsTo;

    SocksServer(int leadsTo) throws IOException {
        this.leadsTo = leadsTo;
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    String address() {
        return "socks5://127.0.0.1:" + server.getLocalPort();
    }

    private void serve(Socket near) {
        try (near;
                Socket far = new Socket(InetAddress.getLoopbackAddress(), leadsTo)) {
            DataInputStream in = new DataInputStream(near.getInputStream());
            OutputStream out = near.getOutputStream();
            in.readUnsignedByte();
            in.readNBytes(in.readUnsignedByte());
            out.write(new byte[] {5, (byte) (knowsUsers ? 2 : 0)});
            String user = "";
            String password = "";
            if (knowsUsers) {
                in.readUnsignedByte();
                user = text(in, in.readUnsignedByte());
                password = text(in, in.readUnsignedByte());
                out.write(new byte[] {1, 0});
            }
            in.readNBytes(3);
            int kind = in.readUnsignedByte();
            String host = kind == 3
                    ? text(in, in.readUnsignedByte())
                    : InetAddress.getByAddress(in.readNBytes(kind == 1 ? 4 : 16))
                            .getHostAddress();
            int port = in.readUnsignedShort();
            out.write(new byte[] {5, (byte) reply, 0, 3, 4, 'h', 'e', 'r', 'e', 0, 80});
            int first = in.read();
            asked.add(new Asked(user, password, kind, host, port, first));
            if (hangsUp) {
                return;
            }
            far.getOutputStream().write(first);
            Thread back = Thread.ofVirtual().start(() -> pump(far, near));
            pump(near, far);
            back.join();
        } catch (IOException hungUp) {
            // As servers do.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(DataInputStream in, int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException hungUp) {
            // The other side does the same.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
