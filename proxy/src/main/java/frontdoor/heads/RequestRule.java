package frontdoor.heads;

import frontdoor.http.RequestHead;

/** One thing that is taken from the heads of requests to backends, or added to them. Immutable; keeps nothing of an exchange. */
interface RequestRule {
    /** Changes {@code request} in place; {@code exchange} is the one it belongs to. */
    void apply(RequestHead request, RuledExchange exchange);
}
