package frontdoor.hosts;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;
import org.jspecify.annotations.Nullable;

/**
 * The name of a host as a client sends it in its handshake, as it is (RFC 6066 3). The JDK's own kind refuses those with an underscore,
 * which RFC 3986 3.2.2 allows, browsers send, and certificates name.
 */
public final class PlainServerName extends SNIServerName {
    private static final int DNS_NAME = 2;

    private final String host;

    /** The name {@code host}, as A-labels. */
    public PlainServerName(String host) {
        super(StandardConstants.SNI_HOST_NAME, host.getBytes(StandardCharsets.US_ASCII));
        this.host = host;
    }

    /** Whether the JDK, too, takes this for a name, so that it can look for it in a certificate. */
    public boolean isKnownToJdk() {
        try {
            return new SNIHostName(host).getType() == StandardConstants.SNI_HOST_NAME;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Whether {@code leaf} names the host, exactly or by a wildcard for one label (RFC 9525 6.3). */
    public boolean isNamedBy(X509Certificate leaf) throws CertificateParsingException {
        @Nullable Collection<List<?>> names = leaf.getSubjectAlternativeNames();
        String name = HostNames.normalise(host);
        String wildcard = HostNames.wildcardOf(name);
        return names != null
                && names.stream()
                        .filter(entry -> entry.get(0) instanceof Integer type && type == DNS_NAME)
                        .map(entry -> HostNames.normalise(String.valueOf(entry.get(1))))
                        .anyMatch(named -> named.equals(name) || named.equals(wildcard));
    }
}
