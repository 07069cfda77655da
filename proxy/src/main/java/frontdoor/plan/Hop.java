package frontdoor.plan;

import frontdoor.http.Url;
import frontdoor.pairs.CertificatePair;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request of a chain and what it meets.
 *
 * @param key what decided the outcome, such as {@code sites.shop.canonical}
 * @param hsts the value of Strict-Transport-Security, or null for none
 * @param policyNote more about the policy in plain words: where its ramp is and what holds it, or whose it is; empty when there is nothing to say
 * @param certificate what the client is shown; null over plaintext, and where no handshake comes about
 * @param guards what may keep a request from the outcome, in the order in which it is asked
 */
record Hop(
        Url url,
        Outcome outcome,
        String key,
        @Nullable String hsts,
        String policyNote,
        @Nullable CertificatePair certificate,
        List<Guard> guards) {
    Hop {
        guards = List.copyOf(guards);
    }

    /** A hop that nothing guards. */
    Hop(
            Url url,
            Outcome outcome,
            String key,
            @Nullable String hsts,
            String policyNote,
            @Nullable CertificatePair certificate) {
        this(url, outcome, key, hsts, policyNote, certificate, List.of());
    }

    /** The same behind {@code guards}. */
    Hop behind(List<Guard> guards) {
        return new Hop(url, outcome, key, hsts, policyNote, certificate, guards);
    }

    /** Whether the certificate that is shown names the host. */
    boolean isCertified() {
        return certificate != null && certificate.names(url.host());
    }

    /** The end of a request's hop. */
    sealed interface Outcome {}

    /** The client is sent elsewhere. */
    record Redirects(int status, String location) implements Outcome {}

    /**
     * A backend answers.
     *
     * @param as what it is asked for where a route changes the path; null where it is asked for the same
     */
    record Forwards(Target target, @Nullable String as) implements Outcome {
        @Override
        public String toString() {
            return as == null ? target.toString() : target + " as " + as;
        }
    }

    /**
     * Frontdoor answers by itself, and there the chain ends.
     *
     * @param why in a few words
     */
    record Answers(int status, String why) implements Outcome {}

    /**
     * No answer: nothing listens, or the connection is ended.
     *
     * @param why in a few words
     */
    record Closes(String why) implements Outcome {}
}
