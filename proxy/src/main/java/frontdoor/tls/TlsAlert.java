package frontdoor.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Fatal alerts (RFC 8446 6.2) that can be sent in the clear before any ServerHello. */
public enum TlsAlert {
    HANDSHAKE_FAILURE(40),
    DECODE_ERROR(50),
    UNRECOGNIZED_NAME(112),
    NO_APPLICATION_PROTOCOL(120);

    private static final int ALERT_RECORD = 21;
    private static final int TLS_1_2 = 0x0303;
    private static final int FATAL = 2;

    private final int code;

    TlsAlert(int code) {
        this.code = code;
    }

    /** The whole record, 7 bytes, to be written to the channel as it is. The caller owns the buffer. */
    public ByteBuf toRecord(ByteBufAllocator allocator) {
        return allocator
                .ioBuffer(7, 7)
                .writeByte(ALERT_RECORD)
                .writeShort(TLS_1_2)
                .writeShort(2)
                .writeByte(FATAL)
                .writeByte(code);
    }
}
