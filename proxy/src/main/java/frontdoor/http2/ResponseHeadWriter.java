package frontdoor.http2;

import frontdoor.hpack.HeaderBlock;
import frontdoor.hpack.StaticTable;
import frontdoor.http.Fields;
import frontdoor.http.HstsField;
import frontdoor.http.ResponseHead;
import io.netty.buffer.ByteBuf;

/**
 * Writes response heads as header blocks, and the fields behind a body.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class ResponseHeadWriter {
    private final HeaderBlock block = new HeaderBlock();

    /** Writes the block of a head, whose HSTS policy is {@code hsts}. Borrows both for the call. */
    void write(ByteBuf out, ResponseHead head, HstsField hsts) {
        block.begin(out);
        writeStatus(out, head.status());
        writeFields(out, head.fields());
        if (tellsLength(head)) {
            block.number(out, StaticTable.CONTENT_LENGTH, head.bodyLength());
        }
        byte[] policy = hsts.value();
        if (policy != null) {
            HeaderBlock.literal(out, StaticTable.STRICT_TRANSPORT_SECURITY, policy);
        }
    }

    /** Writes the block of trailers, which follow a head. Borrows {@code fields}. */
    static void writeFields(ByteBuf out, Fields fields) {
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.isRemoved(i)) {
                HeaderBlock.field(out, fields, i);
            }
        }
    }

    // RFC 9110 8.6: never in 1xx and 204; in 304 only what a 200 would have said, which nobody knows when it is 0.
    private static boolean tellsLength(ResponseHead head) {
        int status = head.status();
        return head.bodyLength() >= 0 && status >= 200 && status != 204 && !(status == 304 && head.bodyLength() == 0);
    }

    private void writeStatus(ByteBuf out, int status) {
        int index = StaticTable.findStatus(status);
        if (index > 0) {
            HeaderBlock.indexed(out, index);
        } else {
            block.number(out, StaticTable.STATUS, status);
        }
    }
}
