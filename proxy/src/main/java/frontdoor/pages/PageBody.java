package frontdoor.pages;

import frontdoor.config.PageFile;
import frontdoor.files.FileContent;
import frontdoor.http.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The body of an answer of our own, and its type.
 *
 * <h2>Threads</h2>
 *
 * Immutable; the octets are shared, never to be changed.
 */
public final class PageBody {
    private final byte[] type;
    private final byte[] octets;

    /** A body of this media type. */
    public PageBody(byte[] type, byte[] octets) {
        this.type = type;
        this.octets = octets;
    }

    /** The body that {@code content} holds. */
    static PageBody of(FileContent content) {
        return new PageBody(Octets.of(type(content)), content.octets());
    }

    private static String type(FileContent content) {
        String type = PageFile.mediaType(content);
        // An old page may be in another code, which it names itself; JSON has only one (RFC 8259 8.1).
        boolean named = type.startsWith("text/") && isUtf8(content.octets());
        return named ? type + "; charset=utf-8" : type;
    }

    private static boolean isUtf8(byte[] octets) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    /** The value of Content-Type. */
    public byte[] type() {
        return type;
    }

    /** The body itself. */
    public byte[] octets() {
        return octets;
    }
}
