package frontdoor.forward;

import frontdoor.pages.PageBody;

/** The answer of a route that has one of its own; whatever the request's body is, it is dropped. */
final class RouteAnswering implements Responder {
    private final Exchange exchange;
    private final int status;
    private final PageBody body;

    RouteAnswering(Exchange exchange, int status, PageBody body) {
        this.exchange = exchange;
        this.status = status;
        this.body = body;
    }

    @Override
    public void begin() {
        exchange.answerPage(status, body);
    }
}
