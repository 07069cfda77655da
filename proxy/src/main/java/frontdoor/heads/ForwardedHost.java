package frontdoor.heads;

import frontdoor.http.Authority;
import frontdoor.http.RequestHead;

/** Asks backends for a host of their own instead of the client's. */
final class ForwardedHost implements RequestRule {
    private final Authority host;

    ForwardedHost(Authority host) {
        this.host = host;
    }

    @Override
    public void apply(RequestHead request, RuledExchange exchange) {
        request.setForwardedHost(host);
    }
}
