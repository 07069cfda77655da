package frontdoor.heads;

import frontdoor.exchange.ClientConnection;
import frontdoor.http.RequestHead;

/** One thing that is taken from the heads of requests to backends, or added to them. Immutable; keeps nothing of an exchange. */
interface RequestRule {
    /** Changes {@code request} in place, which came on {@code connection}. */
    void apply(RequestHead request, ClientConnection connection);
}
