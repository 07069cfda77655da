package frontdoor.forward;

import frontdoor.pages.PageBody;
import io.netty.buffer.ByteBuf;

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

    @Override
    public void onRequestBody(ByteBuf data) {
        data.release();
    }

    @Override
    public void onRequestEnd() {}

    @Override
    public void onClientFull() {}

    @Override
    public void onClientWritable() {}

    @Override
    public boolean headWritten() {
        return false;
    }

    @Override
    public void close() {}
}
