package frontdoor.exchange;

import frontdoor.client.Client;
import frontdoor.http.Credential;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.RequestHead;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One ended exchange, as logs and metrics see it. A view: valid during the call that lends it, copied by whoever needs it longer. */
public interface ExchangeRecord {
    /** The client's connection. */
    ClientConnection connection();

    /** Who has asked. */
    Client client();

    /** The request; may be incomplete if it was not understood. */
    RequestHead request();

    /** The configured name of the site, or null if none was found. */
    @Nullable
    String site();

    /** The name of the group that was asked, or null. */
    @Nullable
    String upstream();

    /** The backend that was asked last, or null. */
    @Nullable
    SocketAddress peer();

    /** The status that was sent; 0 if the connection ended before a head was written. */
    int status();

    /** What went wrong, or null. */
    @Nullable
    Failure failure();

    /** What was malformed, if that is what went wrong: the request, or the backend's answer; or null. */
    @Nullable
    Flaw flaw();

    /** Octets of the request's body received. */
    long requestBodyOctets();

    /** Octets of the response's body written. */
    long responseBodyOctets();

    /** When the exchange began, in milliseconds since the epoch. */
    long startedAtMillis();

    /** Nanoseconds from the request's head to the end. */
    long durationNanos();

    /** Nanoseconds from the request's head to the response's head from the backend, or -1. */
    long upstreamNanos();

    /** Requests sent again to a backend after a failure. */
    int retries();

    /** How often this was mended or taken out of a head. */
    int masked(MaskedFault.Kind kind);

    /** The kinds of credentials that the request carried, if it came in the clear; else none. Not to be changed. */
    Set<Credential> clearCredentials();

    /** The first few faults that were mended or taken out, in the order they were met; empty if and only if there was none. */
    List<MaskedFault> maskedFaults();
}
