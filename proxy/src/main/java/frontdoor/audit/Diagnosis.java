package frontdoor.audit;

import frontdoor.audit.NoAnswer.Stage;
import frontdoor.http.Url;
import frontdoor.report.Cause;
import frontdoor.report.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in one line why there is no answer. */
final class Diagnosis {
    private Diagnosis() {}

    /** The deadline passed. */
    static String late(Stage stage, Url url, Duration patience) {
        String within = " within " + seconds(patience);
        return switch (stage) {
            case LOOKUP -> "no name server says where " + url.host() + " is" + within;
            case CONNECT -> "nothing answers on port " + url.port() + within;
            case HANDSHAKE -> "the TLS handshake does not come to an end" + within;
            case ANSWER -> "the head of the answer does not come to an end" + within;
        };
    }

    /** It failed by itself. */
    static String failed(Stage stage, Url url, IOException failure) {
        return switch (stage) {
            case LOOKUP -> url.host() + " has no address";
            case CONNECT ->
                failure instanceof ConnectException
                        ? "nothing listens on port " + url.port()
                        : "port " + url.port() + " cannot be reached (" + message(failure) + ")";
            case HANDSHAKE -> handshake(url, failure);
            case ANSWER ->
                failure instanceof ProtocolException || failure instanceof EOFException
                        ? message(failure)
                        : "breaks the connection off instead of answering (" + message(failure) + ")";
        };
    }

    private static String handshake(Url url, IOException failure) {
        String certificate = certificate(url, failure);
        if (certificate != null) {
            return certificate;
        }
        String message = message(failure);
        if (message.startsWith("Unsupported or unrecognized SSL message")) {
            return "port " + url.port() + " speaks something else than TLS";
        }
        if (failure instanceof EOFException || failure.getCause() instanceof EOFException) {
            return "the connection is closed in the TLS handshake";
        }
        return failure instanceof SSLException
                ? "the TLS handshake fails (" + message + ")"
                : "the connection breaks in the TLS handshake (" + message + ")";
    }

    /** What is wrong with the certificate; null if it is something else. */
    private static @Nullable String certificate(Url url, IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = message(cause);
            if (cause instanceof CertificateExpiredException) {
                return "the certificate has expired";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "the certificate is not valid yet";
            }
            if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
                return "the certificate does not name " + url.host();
            }
            if (message.toLowerCase(Locale.ROOT).contains("unable to find valid certification path")) {
                return "no trusted authority vouches for the certificate, or an intermediate certificate is missing";
            }
        }
        return isAboutCertificates(failure)
                ? "the certificate cannot be verified (" + message(deepest(failure)) + ")"
                : null;
    }

    private static boolean isAboutCertificates(Throwable failure) {
        return failure instanceof CertificateException
                || failure instanceof CertPathValidatorException
                || failure.getCause() != null && isAboutCertificates(failure.getCause());
    }

    private static Throwable deepest(Throwable failure) {
        return failure.getCause() == null ? failure : deepest(failure.getCause());
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? Cause.inWords(failure) : Printable.of(failure.getMessage());
    }

    private static String seconds(Duration patience) {
        return patience.toMillis() % 1000 == 0 ? patience.toSeconds() + " s" : patience.toMillis() + " ms";
    }
}
