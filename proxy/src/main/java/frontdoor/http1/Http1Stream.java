package frontdoor.http1;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientStream;
import frontdoor.http.Failure;
import frontdoor.http.HstsField;
import frontdoor.http.HttpVersion;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.wire.BodyFraming;
import frontdoor.wire.ConnectionOption;
import io.netty.buffer.ByteBuf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The response of the exchange that an HTTP/1 connection is in; one object per connection, used for one exchange after the other.
 *
 * <h2>Closing</h2>
 *
 * A body that is longer or shorter than its head said would put the client out of step: the connection is aborted instead.
 */
final class Http1Stream implements ClientStream {
    private static final Logger log = LoggerFactory.getLogger(Http1Stream.class);
    private static final int MAX_OWED = 256 * 1024;

    private final Moves http1;
    private final InExchange exchange;
    private final RequestHead request;
    private BodyFraming framing = BodyFraming.NONE;
    private boolean keepAlive;
    private boolean continued;
    private boolean headWritten;
    private boolean ended = true;
    private long remaining;
    private int owed;

    Http1Stream(Moves http1, InExchange exchange, RequestHead request) {
        this.http1 = http1;
        this.exchange = exchange;
        this.request = request;
    }

    void reset() {
        framing = BodyFraming.NONE;
        keepAlive = false;
        continued = false;
        headWritten = false;
        ended = false;
        remaining = 0;
        owed = 0;
    }

    @Override
    public ClientConnection connection() {
        return http1.connection();
    }

    @Override
    public void writeInterim(ResponseHead head) {
        // RFC 9110 15.2: never to clients of HTTP/1.0.
        if (ended || headWritten || request.version() == HttpVersion.HTTP_1_0) {
            return;
        }
        continued |= head.status() == 100;
        http1.output().writeHead(head, HstsField.NONE, BodyFraming.NONE, ConnectionOption.NONE);
    }

    @Override
    public void writeHead(ResponseHead head, HstsField hsts, boolean end) {
        if (ended) {
            return;
        }
        if (headWritten) {
            onMisuse("a second response head was written");
            return;
        }
        headWritten = true;
        if (head.tunnel()) {
            framing = BodyFraming.TUNNEL;
            http1.output().writeHead(head, hsts, framing, ConnectionOption.UPGRADE);
            exchange.toTunnel();
            return;
        }
        framing = ResponseFraming.decide(request, head, end);
        remaining = framing == BodyFraming.LENGTH ? head.bodyLength() : 0;
        // RFC 9110 15.5.9: who was too slow once is not waited for again.
        keepAlive = framing != BodyFraming.UNTIL_CLOSE
                && head.status() != 408
                && !head.last()
                && exchange.keepsConnection();
        http1.output().writeHead(head, hsts, framing, option());
        if (end) {
            writeEnd();
        }
    }

    private ConnectionOption option() {
        if (!keepAlive) {
            return ConnectionOption.CLOSE;
        }
        return request.version() == HttpVersion.HTTP_1_0 ? ConnectionOption.KEEP_ALIVE : ConnectionOption.NONE;
    }

    @Override
    public void writeBody(ByteBuf data) {
        int length = data.readableBytes();
        if (ended || length == 0) {
            data.release();
            return;
        }
        switch (framing) {
            case NONE -> onOverflow(data);
            case LENGTH -> {
                if (length > remaining) {
                    onOverflow(data);
                } else {
                    remaining -= length;
                    http1.output().write(data);
                }
            }
            case CHUNKED -> http1.output().writeChunk(data);
            case UNTIL_CLOSE, TUNNEL -> http1.output().write(data);
        }
    }

    private void onOverflow(ByteBuf data) {
        data.release();
        onMisuse("more body was written than the response's head allows");
    }

    @Override
    public void writeEnd() {
        if (ended) {
            return;
        }
        if (!headWritten || remaining > 0) {
            onMisuse("the response was ended before it was complete");
            return;
        }
        switch (framing) {
            case NONE, LENGTH, UNTIL_CLOSE -> toEnded();
            case CHUNKED -> {
                http1.output().writeLastChunk();
                toEnded();
            }
            case TUNNEL -> http1.onTunnelOutputEnd();
        }
    }

    private void toEnded() {
        ended = true;
        exchange.onResponseEnd(keepAlive);
    }

    private void onMisuse(String what) {
        log.atError().addKeyValue("client", http1.connection().peer()).log(what);
        abort(Failure.INTERNAL_ERROR);
    }

    @Override
    public boolean isWritable() {
        return !ended && http1.output().isWritable();
    }

    @Override
    public void bodyConsumed(int octets) {
        owed = Math.max(0, owed - octets);
        http1.input().settle();
    }

    @Override
    public void discardBody() {
        if (!ended) {
            exchange.discardBody();
        }
    }

    @Override
    public void abort(Failure failure) {
        if (!ended) {
            ended = true;
            // Only a reset tells a client that reads until the end of the connection that something is missing.
            http1.toAborted(headWritten && framing == BodyFraming.UNTIL_CLOSE);
        }
    }

    /** Nothing more may be written. */
    void setEnded() {
        ended = true;
    }

    boolean ended() {
        return ended;
    }

    /** Whether the client was told to send its body. */
    boolean continued() {
        return continued;
    }

    /** The core was handed {@code octets} and has to give them back. */
    void owe(int octets) {
        owed += octets;
    }

    /** Whether the core owes more octets than it should hold: then reading stops. */
    boolean owesMuch() {
        return owed > MAX_OWED;
    }
}
