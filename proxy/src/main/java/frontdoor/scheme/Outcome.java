package frontdoor.scheme;

import frontdoor.http.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a request, as {@link HostRules#decide} says.
 *
 * @param <T> what a backend is: a group that serves, or only what is told of it
 */
public sealed interface Outcome<T>
        permits SiteRoute.Forward,
                SiteRoute.Answer,
                Outcome.ForwardAs,
                Outcome.Redirect,
                Outcome.Page,
                Outcome.Refuse,
                Outcome.Close {
    /**
     * It goes to a backend, which is asked for something else.
     *
     * @param target {@code /path?query} for the backend; never to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // As for Redirect.
    record ForwardAs<T>(SiteRoute.Forward<T> route, byte[] target) implements Outcome<T> {}

    /**
     * The client is sent elsewhere.
     *
     * @param status 301, 302, 307 or 308
     * @param location the whole Location; shared, never to be changed
     * @param route the key of the route that leads there; null where the site's scheme does
     */
    @SuppressWarnings("ArrayRecordComponent") // It is handed over once, and nobody compares outcomes.
    record Redirect<T>(
            int status, byte[] location, @Nullable String route) implements Outcome<T> {}

    /** It is answered with a page of our own. */
    record Page<T>(ReservedPage page) implements Outcome<T> {}

    /** It is answered with the failure's status. */
    record Refuse<T>(Failure failure) implements Outcome<T> {}

    /** The connection is closed without an answer. */
    record Close<T>() implements Outcome<T> {}
}
