package frontdoor.listen;

import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;

/** Why a connection to a TLS port never came to speak HTTP: one name each, the same in the metric, the log and the tests. */
public enum HandshakeFailure {
    /** The first octets were neither TLS nor HTTP. */
    NOT_TLS("not_tls"),
    /** A PROXY header of version 2 from somebody from whom none is taken. */
    UNEXPECTED_PROXY_HEADER("unexpected_proxy_header"),
    MALFORMED_HELLO("malformed_hello"),
    HELLO_TOO_LARGE("hello_too_large"),
    /** No certificate for the name that was asked for (RFC 6066 3). */
    UNRECOGNIZED_NAME("unrecognized_name"),
    /** None of the protocols the client offered (RFC 7301 3.2). */
    NO_APPLICATION_PROTOCOL("no_application_protocol"),
    UNSUPPORTED_VERSION("unsupported_version"),
    NO_SHARED_CIPHER("no_shared_cipher"),
    /** The client has shown no certificate, or one that is not believed, where one is required. */
    CLIENT_CERTIFICATE("client_certificate"),
    /** The client ended the handshake with an alert: it did not like the certificate, most often. */
    CLIENT_ALERT("client_alert"),
    /** Anything else that broke the handshake. */
    PROTOCOL_ERROR("protocol_error"),
    /** The client went away after its first octet. */
    CLIENT_CLOSED("client_closed"),
    TIMEOUT("timeout");

    private final String token;

    HandshakeFailure(String token) {
        this.token = token;
    }

    /** The name in logs and metrics. */
    public String token() {
        return token;
    }

    /** Decides by what the TLS engine said. */
    static HandshakeFailure of(Throwable cause) {
        for (Throwable link = cause; link != null; link = link.getCause()) {
            String message = link.getMessage();
            if (message == null) {
                continue;
            }
            // BoringSSL's reasons; the JDK's engine says the same in prose, and only its alerts are told apart.
            if (message.contains("UNSUPPORTED_PROTOCOL")) {
                return UNSUPPORTED_VERSION;
            }
            if (message.contains("NO_SHARED_CIPHER")) {
                return NO_SHARED_CIPHER;
            }
            if (link instanceof CertificateException
                    || message.contains("PEER_DID_NOT_RETURN_A_CERTIFICATE")
                    || message.contains("CERTIFICATE_VERIFY_FAILED")) {
                return CLIENT_CERTIFICATE;
            }
            if (message.contains("_ALERT_") || message.contains("Received fatal alert")) {
                return CLIENT_ALERT;
            }
            if (link instanceof ClosedChannelException || message.contains("Connection reset")) {
                return CLIENT_CLOSED;
            }
        }
        return cause instanceof ClosedChannelException ? CLIENT_CLOSED : PROTOCOL_ERROR;
    }
}
