package frontdoor.tls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a ClientHello that the front door must know before it can answer one.
 *
 * @param serverName the name of RFC 6066 3, lower case and without a trailing dot; null when none was sent, or when what
 *     was sent is no host name
 * @param alpn protocols of RFC 7301 in the client's order; empty when the client sent no such extension
 * @param ecdsa the curves on which a key has to be for a certificate with an EC key to be answered to this client
 * @param acceptsEd25519 whether a certificate with an Ed25519 key can be answered to this client
 * @param acceptsRsa whether a certificate with an RSA key can be answered to this client
 * @param ticket the key of the session ticket that it brings, of the first one in TLS 1.3; null without one
 */
public record ClientHello(
        @Nullable String serverName,
        List<String> alpn,
        EcCurves ecdsa,
        boolean acceptsEd25519,
        boolean acceptsRsa,
        @Nullable TicketName ticket) {
    public ClientHello {
        alpn = List.copyOf(alpn);
    }

    /** Where reading a ClientHello stands. */
    public sealed interface Reading {}

    /** All bytes so far are the beginning of a ClientHello. */
    public record NeedMore() implements Reading {}

    /** The first bytes are not those of a TLS handshake; some other protocol speaks. */
    public record NotTls() implements Reading {}

    /** A TLS handshake that breaks RFC 8446; the answer is {@link TlsAlert#DECODE_ERROR}. */
    public record Malformed(String why) implements Reading {}

    /** More than {@link ClientHelloReader#MAX_BYTES} bytes were announced or sent. */
    public record TooLarge() implements Reading {}

    /** A whole, well-formed ClientHello. */
    public record Parsed(ClientHello hello) implements Reading {}
}
