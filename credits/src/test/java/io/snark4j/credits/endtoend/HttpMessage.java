package io.snark4j.credits.endtoend;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One message of HTTP/1.1 as its bytes were.
 *
 * @param start its first line
 * @param headers as written, in their order
 * @param body without the marks of chunks
 * @param length of all of it in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record HttpMessage(String start, List<Header> headers, byte[] body, int length) {
    /** A line of the head. */
    record Header(String name, String value) {}

    /** The first message of the bytes, if it is all there. */
    static Optional<HttpMessage> parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return Optional.empty();
        }
        List<String> lines = text.substring(0, end).lines().toList();
        List<Header> headers = lines.stream()
                .skip(1)
                .map(line -> new Header(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip()))
                .toList();
        int from = end + 4;
        if (value(headers, "Transfer-Encoding")
                .filter("chunked"::equalsIgnoreCase)
                .isPresent()) {
            return chunked(lines.getFirst(), headers, bytes, text, from);
        }
        int length = value(headers, "Content-Length").map(Integer::parseInt).orElse(0);
        return bytes.length < from + length
                ? Optional.empty()
                : Optional.of(new HttpMessage(
                        lines.getFirst(), headers, Arrays.copyOfRange(bytes, from, from + length), from + length));
    }

    private static Optional<HttpMessage> chunked(
            String start, List<Header> headers, byte[] bytes, String text, int from) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = from;
        while (true) {
            int line = text.indexOf("\r\n", at);
            if (line < 0) {
                return Optional.empty();
            }
            int size = Integer.parseInt(text.substring(at, line).strip(), 16);
            at = line + 2 + size + 2;
            if (bytes.length < at) {
                return Optional.empty();
            }
            if (size == 0) {
                return Optional.of(new HttpMessage(start, headers, body.toByteArray(), at));
            }
            body.write(bytes, line + 2, size);
        }
    }

    private static Optional<String> value(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    Optional<String> value(String name) {
        return value(headers, name);
    }

    /** The second word of a request's first line. */
    String path() {
        return start.split(" ")[1];
    }

    /** The second word of an answer's. */
    int status() {
        return Integer.parseInt(start.split(" ")[1]);
    }
}
