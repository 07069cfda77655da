package frontdoor.forward;

import frontdoor.exchange.ClientStream;
import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Method;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.http.StatusPhrases;
import frontdoor.snapshot.Site;
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
    private static final byte[] PROBLEM = Octets.of("application/problem+json");
    /** RFC 9457. It repeats nothing of the request. */
    private static final byte[] HTTPS_ONLY = Octets.of("""
            {
              "type": "about:blank",
              "title": "Forbidden",
              "status": 403,
              "detail": "This host answers over https only. Write https:// in the address, and replace every credential that was \
            sent here: it crossed the network in the clear."
            }
            """);

    private static final byte[] NO_STORE = Octets.of("no-store");
    private static final byte[] NOSNIFF = Octets.of("nosniff");
    /** Seconds after which whatever was short may be there again (RFC 9110 10.2.3): what causes a 503 is over, or not, within one. */
    private static final byte[] RETRY_AFTER = Octets.of("1");

    private static final byte[] ALLOW = Octets.of("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");

    private final ResponseHead head = new ResponseHead();

    /** Sends the client to {@code location}. Ends the stream. */
    void redirect(ClientStream client, @Nullable Site site, int status, byte[] location) {
        head.reset(status);
        head.fields().add(FieldName.LOCATION, location);
        ResponseHeaders.write(client, head, site, true);
    }

    /** Answers a page of our own: what counts is the policy that comes with it. Ends the stream. */
    void empty(ClientStream client, @Nullable Site site, int status) {
        head.reset(status);
        // A cached answer would bring no policy.
        head.fields().add(FieldName.CACHE_CONTROL, NO_STORE);
        ResponseHeaders.write(client, head, site, true);
    }

    /** Answers OPTIONS that is not to be forwarded (RFC 9110 7.6.2): what could be asked for. Ends the stream. */
    void options(ClientStream client, @Nullable Site site) {
        head.reset(204);
        head.fields().add(FieldName.ALLOW, ALLOW);
        head.fields().add(FieldName.CACHE_CONTROL, NO_STORE);
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
        fields.add(FieldName.CONTENT_TYPE, failure == Failure.PLAINTEXT_REFUSED ? PROBLEM : TEXT);
        fields.add(FieldName.CACHE_CONTROL, NO_STORE);
        fields.add(FieldName.X_CONTENT_TYPE_OPTIONS, NOSNIFF);
        if (failure == Failure.PLAINTEXT_REFUSED) {
            head.setLast();
        }
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
        if (failure == Failure.PLAINTEXT_REFUSED) {
            return HTTPS_ONLY;
        }
        byte[] phrase = StatusPhrases.of(failure.status());
        return Octets.of(failure.status() + " " + Octets.text(phrase, 0, phrase.length) + "\n");
    }
}
