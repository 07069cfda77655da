package frontdoor.heads;

import frontdoor.exchange.Client;
import frontdoor.http.RequestHead;

/** One thing that is taken from the heads of requests to backends, or added to them. Immutable; keeps nothing of an exchange. */
interface RequestRule {
    /** Changes {@code request} in place, which {@code client} has sent. */
    void apply(RequestHead request, Client client);
}
