package frontdoor.forward;

import frontdoor.compress.Coding;
import frontdoor.compress.Compressor;
import frontdoor.exchange.ClientStream;
import frontdoor.heads.CompressionRule;
import frontdoor.heads.ResponseRules;
import frontdoor.heads.TrailerFields;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Method;
import frontdoor.http.ResponseHead;
import frontdoor.pages.ErrorPages;
import frontdoor.pages.Page;
import frontdoor.pages.PageBody;
import frontdoor.snapshot.Site;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * A backend's answer on its way to the client: the head once it is prepared, the body as it comes, and what is counted of both.
 *
 * <h2>Buffers</h2>
 *
 * Holds no octets but those of a {@link CompressedBody}: how much a client is sent before it takes some is for whoever reads the backend.
 */
final class ResponseRelay {
    /** Octets of a body that nobody wants: more than to read them costs a new connection to the backend. */
    private static final long MOST_DROPPED = 256 << 10;

    private final Exchange exchange;
    private final Site site;
    private final ResponseRules rules;
    /** A head without a body waits here for the end that follows at once, so that both are written as one. */
    private @Nullable ResponseHead bodylessHead;

    /** What stands behind the body, until the end. */
    private @Nullable Fields trailers;

    private boolean headWritten;
    /** The page that answers in place of the backend's body, which is dropped; null where the answer is the backend's. */
    private @Nullable PageBody instead;

    private long dropped;
    /** The coding that the client wants; null where the answer goes on as it comes. */
    private final @Nullable Coding wanted;

    private @Nullable CompressedBody compressed;

    /** The relay of what a backend of {@code site} answers, whose heads are subject to {@code rules}. */
    ResponseRelay(Exchange exchange, Site site, ResponseRules rules) {
        this.exchange = exchange;
        this.site = site;
        this.rules = rules;
        CompressionRule compression = rules.compression();
        this.wanted = compression == null ? null : compression.wanted(exchange.request());
    }

    /** Hands on an interim head. */
    void interim(ResponseHead head) {
        // The client that waits for 100 has got ours (RFC 9110 10.1.1): a second one would be taken for another answer.
        if (head.status() != 100) {
            ResponseHeaders.writeInterim(client(), head);
        }
    }

    /** Prepares the final head and hands it on, with a {@code cookie} of ours if there is one. */
    void head(ResponseHead head, byte @Nullable [] cookie) {
        ExchangeFacts facts = exchange.facts();
        if (head.tunnel() && exchange.request().version().multiplexed()) {
            toAnswerOfConnect(head);
        }
        facts.statusSent(head.status());
        ResponseHeaders.apply(head, site, rules, facts);
        if (cookie != null) {
            head.fields().add(FieldName.SET_COOKIE, cookie);
        }
        ErrorPages pages = site.features().errorPages();
        Page page = pages == null ? null : pages.findInstead(head.status());
        if (page != null) {
            replace(head, page);
        }
        beginToCompress(head);
        if (isBodyless(head)) {
            bodylessHead = head;
            return;
        }
        headWritten = true;
        ResponseHeaders.write(client(), exchange.facts().client(), head, site, false);
        if (instead != null) {
            facts.responseBody(instead.octets().length);
            client().writeBody(Unpooled.wrappedBuffer(instead.octets()));
        }
    }

    private void beginToCompress(ResponseHead head) {
        CompressionRule compression = rules.compression();
        if (compression == null || instead != null) {
            return;
        }
        if (head.status() == 304) {
            compression.confirm(head, exchange.request().fields(), wanted);
        } else if (compression.admits(head) && wanted != null) {
            if (exchange.request().method() == Method.HEAD) {
                // RFC 9110 9.3.2: what GET would be told, but for the length, which nobody knows.
                CompressionRule.apply(head, wanted);
            } else {
                compress(head, wanted);
            }
        }
    }

    private void compress(ResponseHead head, Coding coding) {
        Compressor compressor = exchange.parts().compressors().open(coding, ByteBufAllocator.DEFAULT);
        if (compressor != null) {
            compressed = new CompressedBody(exchange, compressor);
            CompressionRule.apply(head, coding);
        }
    }

    private void replace(ResponseHead head, Page page) {
        instead = page.bodyFor(exchange.request().fields());
        Answers.replace(head, instead, page.varies());
    }

    /** RFC 8441 5: what 101 is over HTTP/1.1 is 200 over HTTP/2, and the proof was the proxy's to check. */
    private static void toAnswerOfConnect(ResponseHead head) {
        head.setStatus(200);
        head.setBodyLength(ResponseHead.UNKNOWN_LENGTH);
        head.fields().removeAll(FieldName.SEC_WEBSOCKET_ACCEPT);
    }

    /** Whether nothing comes but the end, and so soon that it can be told with the head: gRPC takes an error for one only if it is (trailers-only). */
    private boolean isBodyless(ResponseHead head) {
        return exchange.request().method() == Method.HEAD
                || head.status() == 204
                || head.status() == 304
                || head.bodyLength() == 0 && !head.tunnel();
    }

    /** Hands on a piece of the body, or of what a tunnel carries. Takes ownership of {@code data}. */
    void body(ByteBuf data) {
        if (instead != null) {
            dropped += data.readableBytes();
            data.release();
            return;
        }
        if (compressed != null) {
            compressed.add(data);
            return;
        }
        exchange.facts().responseBody(data.readableBytes());
        client().writeBody(data);
    }

    /** Whether no more of the body should come before others have had their turn: it takes long to hand on. */
    boolean mustRest() {
        return compressed != null && compressed.mustRest();
    }

    /** Keeps the fields behind the body for the end, if the client takes any. */
    void trailers(Fields fields) {
        if (exchange.request().acceptsTrailers() && instead == null) {
            TrailerFields.clean(fields);
            trailers = fields;
        }
    }

    /** Whether the client has its answer, however the backend's ends: it is replaced, and has gone on for long or has failed. */
    boolean isComplete(boolean failed) {
        return instead != null && headWritten && (failed || dropped > MOST_DROPPED);
    }

    /** The answer is complete. */
    void end() {
        ResponseHead bodyless = bodylessHead;
        bodylessHead = null;
        if (bodyless != null) {
            ResponseHeaders.write(client(), exchange.facts().client(), bodyless, site, trailers == null);
        }
        if (trailers != null) {
            client().writeTrailers(trailers);
        } else if (bodyless == null) {
            client().writeEnd();
        }
    }

    /** Everything of the answer has come: hands on what is still held of it. Returns whether that has gone well, and not ended the exchange. */
    boolean finish() {
        if (compressed != null) {
            compressed.finish();
        }
        return !exchange.hasEnded();
    }

    /** Gives back what the relay holds, whatever became of the answer. */
    void close() {
        if (compressed != null) {
            compressed.close();
        }
    }

    /** The answer will not be completed: what is not yet with the client never will be. */
    void forget() {
        bodylessHead = null;
    }

    /** Whether the client has the head. */
    boolean headWritten() {
        return headWritten;
    }

    private ClientStream client() {
        return exchange.client();
    }
}
