package frontdoor.proxyheader;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** The binary header of version 2: a command, a family, two addresses, and more about the client in TLVs. */
final class Version2 {
    private static final int FIXED = 16;
    /** With everything behind the fixed part; a proxy sends a few hundred. */
    private static final int LONGEST = 4096;

    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;

    private static final int UNSPECIFIED = 0x00;
    private static final int TCP_OVER_IPV4 = 0x11;
    private static final int TCP_OVER_IPV6 = 0x21;
    private static final int UNIX_STREAM = 0x31;

    private Version2() {}

    /** Reads what begins with the signature. */
    static ProxyHeader read(ByteBuf received) {
        if (received.readableBytes() < FIXED) {
            return new ProxyHeader.NeedMore();
        }
        int start = received.readerIndex();
        int length = received.getUnsignedShort(start + 14);
        if (FIXED + length > LONGEST) {
            return malformed("more than 4096 octets");
        }
        if (received.readableBytes() < FIXED + length) {
            return new ProxyHeader.NeedMore();
        }
        ProxyHeader header = whole(received.slice(start, FIXED + length));
        if (!(header instanceof ProxyHeader.Malformed)) {
            received.skipBytes(FIXED + length);
        }
        return header;
    }

    private static ProxyHeader whole(ByteBuf header) {
        int command = header.getUnsignedByte(12);
        if (command == LOCAL) {
            // The rest is of no use, whatever it is.
            return new ProxyHeader.Local();
        }
        if (command != PROXY) {
            return malformed("another version or command");
        }
        int family = header.getUnsignedByte(13);
        int addresses = octetsOf(family);
        if (addresses < 0) {
            return malformed("a family or transport that is none of TCP");
        }
        if (header.readableBytes() < FIXED + addresses) {
            return malformed("fewer octets than its addresses have");
        }
        Tlvs tlvs = new Tlvs(header, FIXED + addresses);
        String wrong = tlvs.read();
        if (wrong != null) {
            return malformed(wrong);
        }
        return switch (family) {
            case TCP_OVER_IPV4 -> told(header, 4, tlvs.secure());
            case TCP_OVER_IPV6 -> told(header, 16, tlvs.secure());
            default -> new ProxyHeader.Nameless(tlvs.secure());
        };
    }

    private static int octetsOf(int family) {
        return switch (family) {
            case UNSPECIFIED -> 0;
            case TCP_OVER_IPV4 -> 12;
            case TCP_OVER_IPV6 -> 36;
            case UNIX_STREAM -> 216;
            default -> -1;
        };
    }

    private static ProxyHeader told(ByteBuf header, int octets, boolean secure) {
        InetAddress source = address(header, FIXED, octets);
        InetAddress destination = address(header, FIXED + octets, octets);
        int ports = FIXED + 2 * octets;
        return source == null || destination == null
                ? malformed("an address that is none")
                : new ProxyHeader.Told(
                        new InetSocketAddress(source, header.getUnsignedShort(ports)),
                        new InetSocketAddress(destination, header.getUnsignedShort(ports + 2)),
                        secure);
    }

    private static @Nullable InetAddress address(ByteBuf header, int start, int length) {
        byte[] octets = new byte[length];
        header.getBytes(start, octets);
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException _) {
            return null;
        }
    }

    private static ProxyHeader malformed(String why) {
        return new ProxyHeader.Malformed(why);
    }
}
