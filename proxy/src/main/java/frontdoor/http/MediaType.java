package frontdoor.http;

/** The media type of a message, as far as rules ask for it. */
public final class MediaType {
    private static final byte[] EVENT_STREAM = Octets.of("text/event-stream");
    private static final byte[] GRPC = Octets.of("application/grpc");

    private MediaType() {}

    /** Whether it may be silent for long and yet be well: a stream of events (HTML, server-sent events), or a call of gRPC. */
    public static boolean isLasting(Fields fields) {
        int i = fields.find(FieldName.CONTENT_TYPE, 0);
        return i >= 0 && (isAt(fields, i, EVENT_STREAM) || isGrpcAt(fields, i));
    }

    /** Whether it is a call of gRPC, in whichever of its forms: {@code application/grpc}, {@code application/grpc+proto}, {@code application/grpc-web}. */
    public static boolean isGrpc(Fields fields) {
        int i = fields.find(FieldName.CONTENT_TYPE, 0);
        return i >= 0 && isGrpcAt(fields, i);
    }

    private static boolean isGrpcAt(Fields fields, int i) {
        if (isAt(fields, i, GRPC)) {
            return true;
        }
        int after = fields.valueStart(i) + GRPC.length;
        return beginsAt(fields, i, GRPC) && (fields.bytes()[after] == '+' || fields.bytes()[after] == '-');
    }

    /** Whether Content-Type names {@code type}, which is in lower case, whatever its parameters are (RFC 9110 8.3.1). */
    public static boolean is(Fields fields, byte[] type) {
        int i = fields.find(FieldName.CONTENT_TYPE, 0);
        return i >= 0 && isAt(fields, i, type);
    }

    private static boolean isAt(Fields fields, int i, byte[] type) {
        return beginsAt(fields, i, type)
                && (fields.valueLength(i) == type.length || isEnd(fields.bytes()[fields.valueStart(i) + type.length]));
    }

    private static boolean beginsAt(Fields fields, int i, byte[] type) {
        return fields.valueLength(i) >= type.length
                && Octets.equalIgnoreCase(fields.bytes(), fields.valueStart(i), type.length, type);
    }

    private static boolean isEnd(byte b) {
        return b == ';' || Octets.isBlank(b);
    }
}
