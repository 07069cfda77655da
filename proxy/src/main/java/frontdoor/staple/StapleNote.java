package frontdoor.staple;

import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.OcspTerms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Something about the staple of a certificate that keeps clients from believing it.
 *
 * @param text one plain sentence without its full stop
 * @param since when its issuer has taken the certificate back; the instant of the question for what is missing
 */
public record StapleNote(Kind kind, String text, Instant since) {
    /** The subject of the note. */
    public enum Kind {
        /** Its issuer has taken the certificate back. */
        REVOKED,
        /** The certificate demands a staple, and there is none. */
        MISSING
    }

    /**
     * What there is to say at {@code now}, by what is kept; nobody is asked. Blocks.
     *
     * @param on whether staples are got at all
     * @param stateDirectory where they are kept
     */
    public static Optional<StapleNote> of(CertificatePair pair, boolean on, Path stateDirectory, Instant now) {
        OcspTerms terms = OcspTerms.of(pair);
        Status status = on && terms.responder().isPresent() ? kept(pair, stateDirectory, now) : Status.UNKNOWN;
        return switch (status) {
            case Status.Good _ -> Optional.empty();
            case Status.Revoked(Instant since, String reason) ->
                Optional.of(new StapleNote(
                        Kind.REVOKED,
                        "its issuer has revoked the certificate at " + since.truncatedTo(ChronoUnit.SECONDS)
                                + (reason.isEmpty() ? "" : " (" + reason + ")"),
                        since));
            case Status.Unknown _ ->
                terms.mustStaple()
                        ? Optional.of(new StapleNote(Kind.MISSING, missing(terms, on), now))
                        : Optional.empty();
        };
    }

    private static Status kept(CertificatePair pair, Path stateDirectory, Instant now) {
        try {
            StapleFiles files = new StapleFiles(stateDirectory);
            Optional<Question> question = Question.about(pair);
            return question.isEmpty()
                    ? Status.UNKNOWN
                    : files.read(question.get(), now).orElse(Status.UNKNOWN);
        } catch (IOException unreadable) {
            return Status.UNKNOWN;
        }
    }

    private static String missing(OcspTerms terms, boolean on) {
        String demands = "the certificate demands a staple (must-staple, RFC 7633), and ";
        if (terms.responder().isEmpty()) {
            return demands + "names no responder over http that gives one";
        }
        if (terms.issuer().isEmpty()) {
            return demands
                    + "the responder cannot be asked without the certificate of its issuer, which has to follow it"
                    + " in its file";
        }
        return on
                ? demands + "there is none yet; its responder is asked while it is served"
                : demands + "tls.ocsp-stapling is off";
    }
}
