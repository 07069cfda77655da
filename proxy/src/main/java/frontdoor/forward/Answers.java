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
import frontdoor.pages.ErrorPages;
import frontdoor.pages.Page;
import frontdoor.pages.PageBody;
import frontdoor.snapshot.Site;
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
    static final byte[] TEXT = Octets.of("text/plain; charset=utf-8");
    static final byte[] OCTETS = Octets.of("application/octet-stream");
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
    private static final byte[] ACCEPT = Octets.of("Accept");
    private static final byte[] NOSNIFF = Octets.of("nosniff");
    /** Seconds after which whatever was short may be there again (RFC 9110 10.2.3): what causes a 503 is over, or not, within one. */
    private static final byte[] RETRY_AFTER = Octets.of("1");
    /** Seconds: an authority asks its questions, and somebody may have to mend what it asks about. */
    private static final byte[] AFTER_ISSUANCE = Octets.of("30");

    private static final byte[] ALLOW = Octets.of("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");

    private final ResponseHead head = new ResponseHead();

    /** Sends the client to {@code location}. Ends the stream. */
    void redirect(Exchange exchange, int status, byte[] location) {
        head.reset(status);
        head.fields().add(FieldName.LOCATION, location);
        write(exchange, true);
    }

    /** Answers a page of our own: what counts is the policy that comes with it. Ends the stream. */
    void empty(Exchange exchange, int status) {
        head.reset(status);
        // A cached answer would bring no policy.
        head.fields().add(FieldName.CACHE_CONTROL, NO_STORE);
        write(exchange, true);
    }

    /** Answers OPTIONS that is not to be forwarded (RFC 9110 7.6.2): what could be asked for. Ends the stream. */
    void options(Exchange exchange) {
        head.reset(204);
        head.fields().add(FieldName.ALLOW, ALLOW);
        head.fields().add(FieldName.CACHE_CONTROL, NO_STORE);
        write(exchange, true);
    }

    /** Tells a client that waits for it to go on with the body (RFC 9110 10.1.1). */
    void goOn(ClientStream client) {
        head.reset(100);
        client.writeInterim(head);
    }

    /**
     * What an answer says beside its failure.
     *
     * @param page in place of the site's page for that status; null for that one
     * @param last whether the connection ends behind it
     * @param name a field that belongs to the answer; null for none
     * @param value of that field
     */
    @SuppressWarnings("ArrayRecordComponent") // It is made for one answer, and nobody compares it.
    record Detail(
            @Nullable Page page, boolean last, @Nullable FieldName name, byte[] value) {
        private static final Detail NONE = new Detail(null, null, new byte[0]);
        /** For whoever wrote the client, which is no browser: the page of a site would not be read. */
        private static final Detail IN_THE_CLEAR =
                new Detail(Page.of(new PageBody(PROBLEM, HTTPS_ONLY)), true, null, new byte[0]);

        Detail(@Nullable Page page, @Nullable FieldName name, byte[] value) {
            this(page, false, name, value);
        }

        /** What there is to say of every such failure. */
        static Detail of(Failure failure) {
            return failure == Failure.PLAINTEXT_REFUSED ? IN_THE_CLEAR : NONE;
        }
    }

    /** The page that tells of a failure, or null: one line of text does. */
    static @Nullable Page pageOf(Failure failure, @Nullable Site site, Detail detail) {
        ErrorPages pages = site == null ? null : site.features().errorPages();
        return detail.page() != null || pages == null ? detail.page() : pages.find(failure.status());
    }

    /** The body that tells of a failure. */
    static PageBody bodyOf(Failure failure, RequestHead request, @Nullable Page page) {
        return page == null ? new PageBody(TEXT, text(failure)) : page.bodyFor(request.fields());
    }

    /** Answers a failure with {@link #bodyOf} it. Ends the stream. */
    void failure(Exchange exchange, Failure failure, PageBody body, @Nullable Page page, Detail detail) {
        head.reset(failure.status());
        Fields fields = head.fields();
        describe(head, body, page != null && page.varies());
        if (detail.last()) {
            head.setLast();
        }
        if (failure.status() == 405) {
            fields.add(FieldName.ALLOW, ALLOW);
        }
        if (detail.name() != null) {
            fields.add(detail.name(), detail.value());
        } else if (failure.status() == 503) {
            fields.add(FieldName.RETRY_AFTER, failure == Failure.CERTIFICATE_AWAITED ? AFTER_ISSUANCE : RETRY_AFTER);
        }
        boolean bodyless = exchange.request().method() == Method.HEAD;
        write(exchange, bodyless);
        if (!bodyless) {
            exchange.client().writeBody(Unpooled.wrappedBuffer(body.octets()));
            exchange.client().writeEnd();
        }
    }

    /** Answers what a route says, which the operator's rules may change as they change a backend's answer. Ends the stream. */
    void page(Exchange exchange, int status, PageBody body) {
        head.reset(status);
        if (body.type().length > 0) {
            head.setBodyLength(body.octets().length);
            head.fields().add(FieldName.CONTENT_TYPE, body.type());
            head.fields().add(FieldName.X_CONTENT_TYPE_OPTIONS, NOSNIFF);
        }
        exchange.applyAllRules(head.fields());
        boolean bodyless = exchange.request().method() == Method.HEAD || body.octets().length == 0;
        ResponseHeaders.write(exchange.client(), exchange.facts().client(), head, exchange.site(), bodyless);
        if (!bodyless) {
            exchange.client().writeBody(Unpooled.wrappedBuffer(body.octets()));
            exchange.client().writeEnd();
        }
    }

    /** Answers an authority with what it wants to read (RFC 8555 8.3). Ends the stream. */
    void challenge(Exchange exchange, PageBody authorization) {
        head.reset(200);
        describe(head, authorization, false);
        boolean bodyless = exchange.request().method() == Method.HEAD;
        write(exchange, bodyless);
        if (!bodyless) {
            exchange.client().writeBody(Unpooled.wrappedBuffer(authorization.octets()));
            exchange.client().writeEnd();
        }
    }

    private void write(Exchange exchange, boolean end) {
        exchange.applyRules(head.fields());
        ResponseHeaders.write(exchange.client(), exchange.facts().client(), head, exchange.site(), end);
    }

    /** Says in {@code head} what {@code body} is. */
    static void describe(ResponseHead head, PageBody body, boolean varies) {
        head.setBodyLength(body.octets().length);
        Fields fields = head.fields();
        fields.add(FieldName.CONTENT_TYPE, body.type());
        fields.add(FieldName.CACHE_CONTROL, NO_STORE);
        fields.add(FieldName.X_CONTENT_TYPE_OPTIONS, NOSNIFF);
        if (varies) {
            fields.add(FieldName.VARY, ACCEPT);
        }
    }

    /** Makes of a backend's head that of {@code page}: what the status itself asks for stays, the rest was about another body. */
    static void replace(ResponseHead head, PageBody body, boolean varies) {
        Fields fields = head.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.isRemoved(i) && !belongsToStatus(fields.name(i))) {
                fields.remove(i);
            }
        }
        describe(head, body, varies);
    }

    private static boolean belongsToStatus(FieldName name) {
        return switch (name) {
            case ALLOW, DATE, RETRY_AFTER, STRICT_TRANSPORT_SECURITY, WWW_AUTHENTICATE -> true;
            default -> false;
        };
    }

    private static byte[] text(Failure failure) {
        byte[] phrase = StatusPhrases.of(failure.status());
        return Octets.of(failure.status() + " " + Octets.text(phrase, 0, phrase.length) + "\n");
    }
}
