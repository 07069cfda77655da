package frontdoor.tls;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;
import javax.net.ssl.SSLEngine;

/** The kind of a handshake: whether it went on with an earlier session (RFC 8446 2.2, RFC 5077). */
public final class Resumption {
    private Resumption() {}

    /** Whether the handshake of {@code engine}, which has succeeded, has resumed a session. The JDK's engine does not tell: false. */
    public static boolean isOf(SSLEngine engine) {
        return engine instanceof ReferenceCountedOpenSslEngine open && SSL.isSessionReused(open.sslPointer());
    }
}
