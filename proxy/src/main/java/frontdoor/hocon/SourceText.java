package frontdoor.hocon;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The text of a file, which has to be UTF-8; a byte order mark before it is passed over.
 *
 * @param text as much of it as could be read
 * @param fault why the file is none, in plain words
 */
record SourceText(String text, Optional<String> fault) {
    private static final int MARK = 0xfeff;
    /** Characters: all at once would be twice the file. */
    private static final int PIECE = 8192;

    static SourceText of(byte[] octets) {
        if (startsWith(octets, 0xfe, 0xff) || startsWith(octets, 0xff, 0xfe) || hasZero(octets)) {
            return unreadable("is not UTF-8 text but UTF-16, or no text at all; save it as UTF-8");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer from = ByteBuffer.wrap(octets);
        CharBuffer piece = CharBuffer.allocate(Math.min(octets.length + 1, PIECE));
        StringBuilder decoded = new StringBuilder(octets.length);
        CoderResult result;
        do {
            result = decoder.decode(from, piece, true);
            decoded.append(piece.flip());
            piece.clear();
        } while (result.isOverflow());
        String text = decoded.toString();
        if (result.isError()) {
            long line = text.chars().filter(c -> c == '\n').count() + 1;
            return unreadable("is not UTF-8 text: line %d has the octet 0x%02x; save it as UTF-8"
                    .formatted(line, octets[from.position()]));
        }
        boolean marked = !text.isEmpty() && text.charAt(0) == MARK;
        return new SourceText(marked ? text.substring(1) : text, Optional.empty());
    }

    private static SourceText unreadable(String fault) {
        return new SourceText("", Optional.of(fault));
    }

    private static boolean startsWith(byte[] octets, int first, int second) {
        return octets.length >= 2 && (octets[0] & 0xff) == first && (octets[1] & 0xff) == second;
    }

    private static boolean hasZero(byte[] octets) {
        for (byte octet : octets) {
            if (octet == 0) {
                return true;
            }
        }
        return false;
    }
}
