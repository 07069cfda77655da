package frontdoor.tls;

import io.netty.handler.ssl.OpenSslCertificateCompressionAlgorithm;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Certificate messages in a form that is a third shorter, for clients that offer to read it (RFC 8879). Each is compressed once: that takes as
 * much as a handshake does, and looking it up a thousandth.
 *
 * <h2>Threads</h2>
 *
 * Any event loop.
 */
final class ChainCompression implements OpenSslCertificateCompressionAlgorithm {
    /** Of messages and what they became: more than ten thousand chains of usual length. */
    private static final long MOST_OCTETS = 48L << 20;

    private final int id;
    private final Form form;
    private final ConcurrentHashMap<Message, byte[]> known = new ConcurrentHashMap<>();
    private final AtomicLong octets = new AtomicLong();

    /** A way to compress. */
    interface Form {
        byte[] compress(byte[] message) throws IOException;
    }

    /**
     * Nothing is compressed yet.
     *
     * @param id by the registry of RFC 8879 7.3
     */
    ChainCompression(int id, Form form) {
        this.id = id;
        this.form = form;
    }

    @Override
    public byte[] compress(SSLEngine engine, byte[] input) throws IOException {
        Message message = new Message(input);
        byte[] found = known.get(message);
        if (found != null) {
            return found;
        }
        byte[] made = form.compress(input);
        if (octets.addAndGet(input.length + made.length) > MOST_OCTETS) {
            // Those of certificates that are gone are among them; the others come back as they are asked for.
            known.clear();
            octets.set(input.length + made.length);
        }
        known.put(message, made);
        return made;
    }

    @Override
    public byte[] decompress(SSLEngine engine, int length, byte[] input) {
        throw new UnsupportedOperationException("certificates of clients are taken as they are");
    }

    @Override
    public int algorithmId() {
        return id;
    }

    /** A message that is compressed; which certificate it has in it, and whether a staple, decides nothing else. */
    private static final class Message {
        private final byte[] octets;
        private final int hash;

        Message(byte[] octets) {
            this.octets = octets;
            this.hash = Arrays.hashCode(octets);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Message message && Arrays.equals(octets, message.octets);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
