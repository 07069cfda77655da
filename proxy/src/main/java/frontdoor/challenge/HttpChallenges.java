package frontdoor.challenge;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The answers to http-01 (RFC 8555 8.3): what is to be found under which token of which host, for as long as an order needs it.
 *
 * <h2>Threads</h2>
 *
 * Any; asking never waits.
 */
public final class HttpChallenges implements AutoCloseable {
    private final Map<Key, byte[]> answers = new ConcurrentHashMap<>();
    private final ForeignAnswers foreign = new ForeignAnswers();

    private record Key(String host, String token) {}

    /** No answer yet. */
    public HttpChallenges() {}

    /**
     * Answers from now on.
     *
     * @param host as it is configured: a name in lower case, or an address as it stands in a Host field
     * @param authorization what the authority wants to read
     */
    public void put(String host, String token, String authorization) {
        answers.put(new Key(host, token), authorization.getBytes(StandardCharsets.US_ASCII));
    }

    /** Answers no more. */
    public void remove(String host, String token) {
        answers.remove(new Key(host, token));
    }

    /** The answer, which nobody changes; null where there is none. */
    @SuppressWarnings("ReturnsNullCollection") // An empty answer would be one.
    public byte @Nullable [] find(String host, String token) {
        return answers.isEmpty() ? null : answers.get(new Key(host, token));
    }

    /** The answers of other clients. */
    public ForeignAnswers foreign() {
        return foreign;
    }

    @Override
    public void close() {
        foreign.close();
    }
}
