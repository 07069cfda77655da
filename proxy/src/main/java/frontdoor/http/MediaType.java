package frontdoor.http;

/** The media type of a message, as far as rules ask for it. */
public final class MediaType {
    private static final byte[] EVENT_STREAM = Octets.of("text/event-stream");

    private MediaType() {}

    /** Whether it is a stream of events, which may be silent for long (HTML, server-sent events). */
    public static boolean isEventStream(Fields fields) {
        return is(fields, EVENT_STREAM);
    }

    /** Whether Content-Type names {@code type}, which is in lower case, whatever its parameters are (RFC 9110 8.3.1). */
    public static boolean is(Fields fields, byte[] type) {
        int i = fields.find(FieldName.CONTENT_TYPE, 0);
        if (i < 0 || fields.valueLength(i) < type.length) {
            return false;
        }
        int start = fields.valueStart(i);
        boolean whole = fields.valueLength(i) == type.length || isEnd(fields.bytes()[start + type.length]);
        return whole && Octets.equalIgnoreCase(fields.bytes(), start, type.length, type);
    }

    private static boolean isEnd(byte b) {
        return b == ';' || Octets.isBlank(b);
    }
}
