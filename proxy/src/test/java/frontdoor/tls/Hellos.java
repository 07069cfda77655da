package frontdoor.tls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Builds ClientHello messages byte by byte, well-formed until a test says otherwise. */
final class Hellos {

    private final List<byte[]> extensions = new ArrayList<>();
    private byte[] suites = {(byte) 0x13, 0x01, (byte) 0xC0, 0x2B, (byte) 0xC0, 0x2F};

    static Hellos hello() {
        return new Hellos();
    }

    Hellos suites(int... numbers) {
        suites = uint16s(numbers);
        return this;
    }

    Hellos serverName(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return extension(0, vector16(concat(new byte[] {0}, vector16(bytes))));
    }

    Hellos alpn(String... protocols) {
        byte[] list = {};
        for (String protocol : protocols) {
            list = concat(list, vector8(protocol.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return extension(16, vector16(list));
    }

    Hellos signatureAlgorithms(int... schemes) {
        return extension(13, vector16(uint16s(schemes)));
    }

    Hellos versions(int... versions) {
        return extension(43, vector8(uint16s(versions)));
    }

    Hellos extension(int type, byte[] body) {
        extensions.add(concat(uint16s(type), vector16(body)));
        return this;
    }

    /** The handshake message with its header of four bytes. */
    byte[] message() {
        byte[] body = concat(uint16s(0x0303), new byte[32]);
        body = concat(body, vector8(new byte[32]));
        body = concat(body, vector16(suites));
        body = concat(body, vector8(new byte[] {0}));
        if (!extensions.isEmpty()) {
            byte[] all = {};
            for (byte[] extension : extensions) {
                all = concat(all, extension);
            }
            body = concat(body, vector16(all));
        }
        return concat(new byte[] {1, (byte) (body.length >> 16), (byte) (body.length >> 8), (byte) body.length}, body);
    }

    /** The message in records of at most {@code fragment} bytes each. */
    byte[] records(int fragment) {
        return records(message(), fragment);
    }

    static byte[] records(byte[] message, int fragment) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < message.length; at += fragment) {
            int length = Math.min(fragment, message.length - at);
            out.writeBytes(new byte[] {22, 3, 1, (byte) (length >> 8), (byte) length});
            out.write(message, at, length);
        }
        return out.toByteArray();
    }

    static byte[] vector8(byte[] body) {
        return concat(new byte[] {(byte) body.length}, body);
    }

    static byte[] vector16(byte[] body) {
        return concat(uint16s(body.length), body);
    }

    static byte[] concat(byte[] one, byte[] other) {
        byte[] both = new byte[one.length + other.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] uint16s(int... numbers) {
        byte[] bytes = new byte[numbers.length * 2];
        for (int i = 0; i < numbers.length; i++) {
            bytes[2 * i] = (byte) (numbers[i] >> 8);
            bytes[2 * i + 1] = (byte) numbers[i];
        }
        return bytes;
    }
}
