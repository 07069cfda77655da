package frontdoor.forward;

import frontdoor.exchange.ClientStream;
import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Method;
import frontdoor.http.Octets;
import frontdoor.http.Origin;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.snapshot.Site;
import frontdoor.wire.StatusPhrases;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * The proxy's own answers: redirects, and one small static page per failure that repeats nothing of the request.
 *
 * <h2>Threads</h2>
 *
 * One per event loop: the head is reused.
 */
final class Answers {
    private static final byte[] TEXT = Octets.of("text/plain; charset=utf-8");
    private static final byte[] NO_STORE = Octets.of("no-store");
    private static final byte[] NOSNIFF = Octets.of("nosniff");
    private static final byte[] ALLOW = Octets.of("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    private static final byte[] RETRY_AFTER = Octets.of("5");

    private final ResponseHead head = new ResponseHead();

    /** Sends the client to the same path and query under {@code origin}. Ends the stream. */
    void redirect(ClientStream client, RequestHead request, @Nullable Site site, int status, Origin origin) {
        head.reset(status);
        Fields fields = head.fields();
        byte[] location = new byte[origin.octets().length + request.targetLength()];
        System.arraycopy(origin.octets(), 0, location, 0, origin.octets().length);
        System.arraycopy(
                request.fields().bytes(),
                request.targetStart(),
                location,
                origin.octets().length,
                request.targetLength());
        fields.add(FieldName.LOCATION, location);
        ResponseHeaders.write(client, head, site, true);
    }

    /** Tells a client that waits for it to go on with the body (RFC 9110 10.1.1). */
    void goOn(ClientStream client) {
        head.reset(100);
        client.writeInterim(head);
    }

    /** The octets of the page that tells this failure. */
    static int bodyOctets(Failure failure, Method method) {
        return method == Method.HEAD ? 0 : text(failure).length;
    }

    /** Answers a failure. Ends the stream. */
    void failure(ClientStream client, RequestHead request, @Nullable Site site, Failure failure) {
        byte[] text = text(failure);
        head.reset(failure.status());
        head.setBodyLength(text.length);
        Fields fields = head.fields();
        fields.add(FieldName.CONTENT_TYPE, TEXT);
        fields.add(FieldName.CACHE_CONTROL, NO_STORE);
        fields.add(FieldName.X_CONTENT_TYPE_OPTIONS, NOSNIFF);
        if (failure.status() == 405) {
            fields.add(FieldName.ALLOW, ALLOW);
        }
        if (failure.status() == 503) {
            fields.add(FieldName.RETRY_AFTER, RETRY_AFTER);
        }
        boolean bodyless = request.method() == Method.HEAD;
        ResponseHeaders.write(client, head, site, bodyless);
        if (!bodyless) {
            ByteBuf body = Unpooled.wrappedBuffer(text);
            client.writeBody(body);
            client.writeEnd();
        }
    }

    private static byte[] text(Failure failure) {
        byte[] phrase = StatusPhrases.of(failure.status());
        return Octets.of(failure.status() + " " + Octets.text(phrase, 0, phrase.length) + "\n");
    }
}
