package frontdoor.acme;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.DefaultConnection;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.toolbox.JSONBuilder;

/**
 * A connection to an authority that hears Retry-After in whatever answer is no success, not only in problem documents about limits, and that
 * goes on with whole answers only.
 */
final class PatientConnection extends DefaultConnection {
    private static final int TOO_MANY_REQUESTS = 429;

    PatientConnection(HttpConnector connector) {
        super(connector);
    }

    @Override
    public void resetNonce(Session session) throws AcmeException {
        hearing(() -> {
            super.resetNonce(session);
            return 0;
        });
    }

    @Override
    protected void sendRequest(Session session, URL url, Consumer<HttpRequest.Builder> more) throws IOException {
        super.sendRequest(session, url, more);
        HttpResponse<InputStream> answer = Objects.requireNonNull(lastResponse);
        lastResponse = null;
        lastResponse = WholeAnswer.of(answer, session.networkSettings().getTimeout());
    }

    @Override
    public int sendRequest(URL url, Session session, @Nullable ZonedDateTime since) throws AcmeException {
        return hearing(() -> super.sendRequest(url, session, since));
    }

    @Override
    protected int sendSignedRequest(
            URL url, @Nullable JSONBuilder claims, Session session, KeyPair keys, @Nullable URL account, String accept)
            throws AcmeException {
        return hearing(() -> super.sendSignedRequest(url, claims, session, keys, account, accept));
    }

    private interface Sending {
        int run() throws AcmeException;
    }

    private int hearing(Sending sending) throws AcmeException {
        try {
            return sending.run();
        } catch (AcmeRateLimitedException | BusyException heard) {
            throw heard;
        } catch (AcmeException failed) {
            Instant again = again();
            if (again == null) {
                throw failed;
            }
            throw new BusyException(new Refusal(failed).words(), again);
        }
    }

    private static boolean isOfTheMoment(int status) {
        return status == TOO_MANY_REQUESTS || status >= HttpURLConnection.HTTP_INTERNAL_ERROR;
    }

    private @Nullable Instant again() {
        try {
            return lastResponse != null && isOfTheMoment(lastResponse.statusCode())
                    ? getRetryAfter().orElse(null)
                    : null;
        } catch (RuntimeException unreadable) {
            return null;
        }
    }
}
