package frontdoor.config;

import java.util.Arrays;
import java.util.List;

/** The ways in which an authority makes sure that a name is ours. */
public enum AcmeChallenge {
    /** A handshake on port 443 (RFC 8737). */
    TLS_ALPN_01("tls-alpn-01"),
    /** A file on port 80 (RFC 8555 8.3). */
    HTTP_01("http-01"),
    /** A record in the zone (RFC 8555 8.4): the only one for wildcards. */
    DNS_01("dns-01");

    static final List<String> NAMES =
            Arrays.stream(values()).map(AcmeChallenge::toString).toList();

    private final String text;

    AcmeChallenge(String text) {
        this.text = text;
    }

    static AcmeChallenge of(String text) {
        return values()[NAMES.indexOf(text)];
    }

    /** As authorities call it. */
    @Override
    public String toString() {
        return text;
    }
}
