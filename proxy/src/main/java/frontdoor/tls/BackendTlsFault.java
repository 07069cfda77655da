package frontdoor.tls;

import frontdoor.report.Cause;
import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The faults of TLS with a backend, each in one line that says what mends it. */
public final class BackendTlsFault {
    private static final int DEEPEST = 10;
    /** {@code HTTP/}, as the message about a record that is none shows it. */
    private static final String HTTP_IN_HEX = "485454502f";

    /** Alerts that a backend sends (RFC 8446 6.2), as the libraries name them. */
    private enum Alert {
        CERTIFICATE("certificate_required", "it asks for a certificate; name one in tls.certificate"),
        BAD_CERTIFICATE("bad_certificate", "it does not take the certificate of tls.certificate, or asks for one"),
        UNKNOWN_CA("unknown_ca", "it does not know who issued the certificate of tls.certificate"),
        NAME("unrecognized_name", "it does not know the name that it was asked for; tls.name is another one"),
        VERSION("protocol_version", "it speaks neither TLS 1.2 nor 1.3"),
        PROTOCOL("no_application_protocol", "it does not speak HTTP/1.1 over TLS"),
        HANDSHAKE(
                "handshake_failure",
                "it refused the handshake: no cipher suite in common, or it asks for a certificate or another name;"
                        + " see tls.certificate and tls.name");

        private final String name;
        private final String words;

        Alert(String name, String words) {
            this.name = name;
            this.words = words;
        }

        static String find(String message) {
            String said = message.toLowerCase(Locale.ROOT).replace(' ', '_');
            return Arrays.stream(values())
                    .filter(alert -> said.contains(alert.name))
                    .map(alert -> alert.words)
                    .findFirst()
                    .orElse("");
        }
    }

    private BackendTlsFault() {}

    /**
     * What went wrong.
     *
     * @param name that the backend's certificate has to name
     */
    public static String inWords(Throwable failed, String name) {
        List<Throwable> links = Stream.iterate(failed, link -> link != null, Throwable::getCause)
                .limit(DEEPEST)
                .flatMap(link -> Stream.concat(Stream.of(link), Arrays.stream(link.getSuppressed())))
                .toList();
        return links.stream()
                .map(link -> inWords(link, name, links))
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElseGet(() -> Cause.inWords(failed));
    }

    private static String inWords(Throwable link, String name, List<Throwable> links) {
        String message = String.valueOf(link.getMessage());
        return switch (link) {
            case NotSslRecordException _ ->
                message.toLowerCase(Locale.ROOT).contains(HTTP_IN_HEX)
                        ? "it speaks plain HTTP where TLS is expected; write http://"
                        : "what it speaks is not TLS; does that port take https?";
            case CertificateExpiredException _ -> "its certificate, or one of its issuers', has ended";
            case CertificateNotYetValidException _ -> "its certificate, or one of its issuers', is not valid yet";
            case CertPathBuilderException _ ->
                has(links, CertificateExpiredException.class)
                        ? ""
                        : "nobody in tls.authorities has issued its certificate, or the issuers in between are not sent";
            case CertPathValidatorException _ ->
                has(links, CertificateExpiredException.class)
                        ? ""
                        : "its chain of certificates is not sound: " + Cause.inWords(link);
            case CertificateException _ -> ofName(message, name);
            case ClosedChannelException _ ->
                "it ended the connection in the middle of the handshake; does that port take https?";
            default ->
                message.contains("Connection closed while SSL/TLS handshake")
                        ? "it ended the connection in the middle of the handshake; does that port take https?"
                        : Alert.find(message);
        };
    }

    private static boolean has(List<Throwable> links, Class<? extends Throwable> type) {
        return links.stream().anyMatch(type::isInstance);
    }

    private static String ofName(String message, String name) {
        return message.startsWith("No ") && (message.contains(" name") || message.contains("subject alternative"))
                ? "its certificate does not name " + name + "; tls.name says which name it has"
                : "";
    }
}
