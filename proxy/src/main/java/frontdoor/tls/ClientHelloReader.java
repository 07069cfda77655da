package frontdoor.tls;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads one ClientHello (RFC 8446 4.1.2) out of the first records of a connection, however they are split.
 *
 * <p>One reader serves one connection: it remembers how far it came, so that a client that sends single bytes costs no more than
 * its bytes. Nothing is allocated for what a header merely announces.
 *
 * <h2>Buffers</h2>
 *
 * Borrows the buffer for the call and moves no index; the TLS engine reads the same bytes afterwards.
 */
public final class ClientHelloReader {
    /** Bytes of the hello, and of the records that carry it: beyond is {@link ClientHello.TooLarge}. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final int RECORD_HEADER = 5;
    private static final int HANDSHAKE_HEADER = 4;
    private static final int HANDSHAKE_RECORD = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int MAX_RECORD = 1 << 14;

    private static final ClientHello.Reading NEED_MORE = new ClientHello.NeedMore();
    private static final ClientHello.Reading NOT_TLS = new ClientHello.NotTls();
    private static final ClientHello.Reading TOO_LARGE = new ClientHello.TooLarge();

    /** Records up to here, from the reader index, are whole and checked. */
    private int wholeRecords;

    /** Handshake bytes that these records carry. */
    private int gathered;

    /** The length of the hello as its header says; negative until that has arrived. */
    private int announced = -1;

    /**
     * Reads on.
     *
     * @param received all bytes the connection has sent so far, from the reader index on
     */
    public ClientHello.Reading read(ByteBuf received) {
        int start = received.readerIndex();
        int readable = received.readableBytes();
        if ((readable > 0 && received.getUnsignedByte(start) != HANDSHAKE_RECORD)
                || (readable > 1 && received.getUnsignedByte(start + 1) != 3)) {
            return NOT_TLS;
        }
        while (readable - wholeRecords >= RECORD_HEADER) {
            int header = start + wholeRecords;
            int length = received.getUnsignedShort(header + 3);
            ClientHello.Reading refused = checkRecord(received, header, length);
            if (refused != null) {
                return refused;
            }
            if (readable - wholeRecords - RECORD_HEADER < length) {
                break;
            }
            wholeRecords += RECORD_HEADER + length;
            gathered += length;
            ClientHello.Reading reading = readMessage(received, start);
            if (!(reading instanceof ClientHello.NeedMore)) {
                return reading;
            }
        }
        return readable > MAX_BYTES ? TOO_LARGE : NEED_MORE;
    }

    private static ClientHello.@Nullable Reading checkRecord(ByteBuf received, int header, int length) {
        if (received.getUnsignedByte(header) != HANDSHAKE_RECORD || received.getUnsignedByte(header + 1) != 3) {
            return new ClientHello.Malformed("a record that is no handshake interrupts the ClientHello");
        }
        // RFC 8446 5.1: no empty handshake fragment, no more than 2^14 bytes in a plaintext record.
        if (length == 0 || length > MAX_RECORD) {
            return new ClientHello.Malformed("a handshake record of " + length + " bytes");
        }
        return null;
    }

    private ClientHello.Reading readMessage(ByteBuf received, int start) {
        if (announced < 0) {
            if (gathered < HANDSHAKE_HEADER) {
                return NEED_MORE;
            }
            byte[] header = gather(received, start, HANDSHAKE_HEADER);
            if (header[0] != CLIENT_HELLO) {
                return new ClientHello.Malformed("the first handshake message is no ClientHello");
            }
            announced = (header[1] & 0xff) << 16 | (header[2] & 0xff) << 8 | (header[3] & 0xff);
        }
        if (announced > MAX_BYTES - HANDSHAKE_HEADER) {
            return TOO_LARGE;
        }
        if (gathered < HANDSHAKE_HEADER + announced) {
            return NEED_MORE;
        }
        return ClientHelloParser.parse(gather(received, start, HANDSHAKE_HEADER + announced), HANDSHAKE_HEADER);
    }

    /** Copies the first {@code length} handshake bytes, all of which have arrived, out of their records. */
    private static byte[] gather(ByteBuf received, int start, int length) {
        byte[] message = new byte[length];
        int filled = 0;
        int record = start;
        while (filled < length) {
            int fragment = received.getUnsignedShort(record + 3);
            int taken = Math.min(fragment, length - filled);
            received.getBytes(record + RECORD_HEADER, message, filled, taken);
            filled += taken;
            record += RECORD_HEADER + fragment;
        }
        return message;
    }
}
