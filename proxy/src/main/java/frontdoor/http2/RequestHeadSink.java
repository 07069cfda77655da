package frontdoor.http2;

import frontdoor.hpack.SilentHeaders;
import frontdoor.multiplex.RequestSection;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;

/**
 * The end of the HPACK decoder: the fields of a header block go straight into a {@link RequestSection}.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection; one for all header blocks of it.
 */
final class RequestHeadSink extends SilentHeaders {
    private final RequestSection section;

    RequestHeadSink(RequestSection section) {
        this.section = section;
    }

    @Override
    public Http2Headers add(CharSequence name, CharSequence value) {
        section.onField((AsciiString) name, (AsciiString) value);
        return this;
    }
}
