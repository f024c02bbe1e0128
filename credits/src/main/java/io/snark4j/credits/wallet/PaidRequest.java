package io.snark4j.credits.wallet;

import io.snark4j.credits.ticket.RequestDigest;
import io.snark4j.field.MalformedInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A request as it is sent: what the journal holds, so that a retry is the same to the byte.
 *
 * @param origin of the gateway, as its terms write it
 * @param path such as {@code /v1/chat/completions}
 * @param body padded JSON
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as bytes, never compared
record PaidRequest(String origin, String path, byte[] body) {
    static final String METHOD = "POST";

    RequestDigest digest() {
        return RequestDigest.of(origin, METHOD, path, body);
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(origin);
            out.writeUTF(path);
            out.write(body);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    static PaidRequest fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new PaidRequest(in.readUTF(), in.readUTF(), in.readAllBytes());
        } catch (IOException e) {
            throw new MalformedInputException("journal: a request of " + bytes.length + " bytes ends early", e);
        }
    }

    /** @return path and length */
    @Override
    public String toString() {
        return "PaidRequest[" + path + ", " + body.length + " bytes]";
    }
}
