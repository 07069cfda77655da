package frontdoor.forward;

import frontdoor.exchange.ClientStream;
import frontdoor.exchange.ExchangeStarter;
import frontdoor.exchange.RequestEvents;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;

/** Answers plain HTTP that came in on a TLS port: nothing of it is ever forwarded. */
final class PlainOnTlsPort implements ExchangeStarter {
    private final Forwarder forwarder;

    PlainOnTlsPort(Forwarder forwarder) {
        this.forwarder = forwarder;
    }

    @Override
    public RequestEvents start(ClientStream stream, RequestHead head) {
        return forwarder.serves(head)
                ? forwarder.startInTheClear(stream, head)
                : forwarder.refuse(stream, head, Failure.PLAIN_HTTP_ON_TLS_PORT);
    }

    @Override
    public RequestEvents refuse(ClientStream stream, RequestHead head, Failure failure) {
        return forwarder.refuse(stream, head, failure);
    }
}
