package frontdoor.upstream2;

import frontdoor.hpack.HeaderBlock;
import frontdoor.hpack.SilentHeaders;
import frontdoor.hpack.StaticTable;
import frontdoor.http.Authority;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;

/**
 * Writes request heads as header blocks (RFC 9113 8.3.1), rebuilt from their parts: every field that was not removed, and a length of our
 * own.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class RequestHeadEncoder implements Http2HeadersEncoder, Http2HeadersEncoder.Configuration {
    private static final byte[] TE = Octets.of("te");
    private static final byte[] TRAILERS = Octets.of("trailers");

    /** A head on its way through Netty, which does not look into it. */
    static final class Carried extends SilentHeaders {
        private final RequestHead head;

        Carried(RequestHead head) {
            this.head = head;
        }
    }

    private final HeaderBlock block = new HeaderBlock();
    private final int scheme;
    /** What the backend says it takes: advice that no rule obeys, since the request is the client's. */
    private long maxListSize = Long.MAX_VALUE;

    /** Writes heads of a connection that is {@code secure}, or is not. */
    RequestHeadEncoder(boolean secure) {
        scheme = secure ? StaticTable.SCHEME_HTTPS : StaticTable.SCHEME_HTTP;
    }

    @Override
    public void encodeHeaders(int streamId, Http2Headers headers, ByteBuf out) {
        RequestHead head = ((Carried) headers).head;
        block.begin(out);
        writePseudoFields(out, head);
        Fields fields = head.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.isRemoved(i) && !isOurs(fields.name(i))) {
                HeaderBlock.field(out, fields, i);
            }
        }
        if (head.bodyLength() > 0 || head.bodyLength() == 0 && expectsBody(head)) {
            block.number(out, StaticTable.CONTENT_LENGTH, head.bodyLength());
        }
        if (head.acceptsTrailers()) {
            HeaderBlock.literal(out, TE, TRAILERS);
        }
    }

    private void writePseudoFields(ByteBuf out, RequestHead head) {
        byte[] bytes = head.fields().bytes();
        switch (head.method()) {
            case GET -> HeaderBlock.indexed(out, StaticTable.METHOD_GET);
            case POST -> HeaderBlock.indexed(out, StaticTable.METHOD_POST);
            default -> HeaderBlock.literal(out, StaticTable.METHOD_GET, bytes, head.methodStart(), head.methodLength());
        }
        HeaderBlock.indexed(out, scheme);
        Authority authority = head.forwardedHost();
        if (authority != null) {
            HeaderBlock.literal(out, StaticTable.AUTHORITY, authority.octets());
        }
        HeaderBlock.literal(
                out, StaticTable.PATH_ROOT, bytes, head.forwardedTargetStart(), head.forwardedTargetLength());
    }

    private static boolean isOurs(FieldName name) {
        return name == FieldName.HOST || name == FieldName.CONTENT_LENGTH || name == FieldName.TRANSFER_ENCODING;
    }

    /** RFC 9110 8.6: where content has a meaning, its absence is told as a length of 0. */
    private static boolean expectsBody(RequestHead head) {
        return switch (head.method()) {
            case POST, PUT, PATCH -> true;
            case GET, HEAD, DELETE, OPTIONS, TRACE, CONNECT, OTHER -> false;
        };
    }

    @Override
    public Configuration configuration() {
        return this;
    }

    @Override
    public void maxHeaderTableSize(long max) {
        // There is no table.
    }

    @Override
    public long maxHeaderTableSize() {
        return 0;
    }

    @Override
    public void maxHeaderListSize(long max) {
        maxListSize = max;
    }

    @Override
    public long maxHeaderListSize() {
        return maxListSize;
    }
}
