package frontdoor.audit;

import frontdoor.audit.NoAnswer.Stage;
import frontdoor.http.Url;
import org.jspecify.annotations.Nullable;

/**
 * The root of a host over TLS: asked as browsers do, and where that fails, once more without looking at the certificate, so that a bad
 * certificate can be told from no TLS at all.
 *
 * @param verified what browsers get
 * @param unverified what they would get if no certificate were verified; null where it was not asked for
 */
record SecureProbe(Url url, Reply verified, @Nullable Reply unverified) {
    /** Asks {@code tries} times before it gives browsers' way up. */
    static SecureProbe of(Client client, Url url, int tries) {
        Reply verified = client.get(url, true);
        for (int i = 1; i < tries && verified instanceof NoAnswer; i++) {
            verified = client.get(url, true);
        }
        boolean answered = verified instanceof Answer;
        return new SecureProbe(url, verified, answered ? null : client.get(url, false));
    }

    /** How a handshake came about, verified or not; null if none did. */
    @Nullable
    TlsFacts tls() {
        if (verified instanceof Answer answer) {
            return answer.tls();
        }
        return unverified instanceof Answer answer ? answer.tls() : null;
    }

    /** Whether browsers get as far as asking. */
    boolean hasGoodTls() {
        return !(verified instanceof NoAnswer none) || none.stage() == Stage.ANSWER;
    }
}
