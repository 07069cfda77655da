package frontdoor.connect;

import frontdoor.client.Client;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientTls;
import frontdoor.http.Octets;
import frontdoor.proxyheader.ProxyProtocol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Writes the header of the PROXY protocol (haproxy.org, doc/proxy-protocol.txt): whose connection it is, and over which of our addresses
 * it came. Connections of our own, such as those of checks, are nobody's.
 */
public final class ProxyHeaderWriter {
    private static final byte[] SIGNATURE = {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};
    private static final byte[] NOBODY = Octets.of("PROXY UNKNOWN\r\n");
    private static final int VERSION_2_LOCAL = 0x20;
    private static final int VERSION_2_PROXY = 0x21;
    private static final int TCP_OVER_IPV4 = 0x11;
    private static final int TCP_OVER_IPV6 = 0x21;

    private static final int AUTHORITY = 0x02;
    private static final int SSL = 0x20;
    private static final int SSL_VERSION = 0x21;
    private static final int SSL_CIPHER = 0x23;
    private static final int CLIENT_CAME_BY_SSL = 0x01;
    /** The client has shown no certificate that was verified. */
    private static final int UNVERIFIED = 1;

    private static final int MAPPED_PREFIX = 10;
    private static final int ROOM = 512;

    private ProxyHeaderWriter() {}

    /** The header for the requests of {@code client} that come on {@code connection}. The caller owns it. */
    public static ByteBuf of(
            ProxyProtocol version, Client client, ClientConnection connection, ByteBufAllocator allocator) {
        ByteBuf header = allocator.ioBuffer(ROOM);
        if (connection.probe()) {
            return version == ProxyProtocol.V1
                    ? header.writeBytes(NOBODY)
                    : header.writeBytes(SIGNATURE).writeByte(VERSION_2_LOCAL).writeZero(3);
        }
        boolean own = client == connection.client();
        InetSocketAddress source = new InetSocketAddress(client.address(), own ? connection.clientPort() : 0);
        if (version == ProxyProtocol.V1) {
            writeText(header, source, connection.local());
        } else {
            writeOctets(header, source, connection.local());
            writeFacts(header, connection);
            header.setShort(SIGNATURE.length + 2, header.readableBytes() - SIGNATURE.length - 4);
        }
        return header;
    }

    private static boolean isIpv4(InetSocketAddress source, InetSocketAddress destination) {
        return source.getAddress() instanceof Inet4Address && destination.getAddress() instanceof Inet4Address;
    }

    private static void writeText(ByteBuf header, InetSocketAddress source, InetSocketAddress destination) {
        boolean ipv4 = isIpv4(source, destination);
        String line = "PROXY " + (ipv4 ? "TCP4 " : "TCP6 ") + text(source, ipv4) + ' ' + text(destination, ipv4) + ' '
                + source.getPort() + ' ' + destination.getPort() + "\r\n";
        header.writeCharSequence(line, StandardCharsets.US_ASCII);
    }

    private static String text(InetSocketAddress address, boolean ipv4) {
        String text = NetUtil.toAddressString(address.getAddress());
        return ipv4 || text.indexOf(':') >= 0 ? text : "::ffff:" + text;
    }

    private static void writeOctets(ByteBuf header, InetSocketAddress source, InetSocketAddress destination) {
        boolean ipv4 = isIpv4(source, destination);
        header.writeBytes(SIGNATURE).writeByte(VERSION_2_PROXY).writeByte(ipv4 ? TCP_OVER_IPV4 : TCP_OVER_IPV6);
        // The length, which is known at the end.
        header.writeShort(0);
        writeAddress(header, source.getAddress(), ipv4);
        writeAddress(header, destination.getAddress(), ipv4);
        header.writeShort(source.getPort()).writeShort(destination.getPort());
    }

    private static void writeAddress(ByteBuf header, InetAddress address, boolean ipv4) {
        if (!ipv4 && address instanceof Inet4Address) {
            header.writeZero(MAPPED_PREFIX).writeShort(0xffff);
        }
        header.writeBytes(address.getAddress());
    }

    /** What the connection's handshake has settled; of one that a trusted proxy has ended before us nothing is known. */
    private static void writeFacts(ByteBuf header, ClientConnection connection) {
        ClientTls tls = connection.tls();
        if (tls == null) {
            return;
        }
        if (tls.serverName() != null) {
            writeFact(header, AUTHORITY, tls.serverName());
        }
        header.writeByte(SSL);
        int length = header.writerIndex();
        header.writeShort(0).writeByte(CLIENT_CAME_BY_SSL).writeInt(UNVERIFIED);
        writeFact(header, SSL_VERSION, tls.version());
        writeFact(header, SSL_CIPHER, tls.cipher());
        header.setShort(length, header.writerIndex() - length - 2);
    }

    private static void writeFact(ByteBuf header, int type, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        header.writeByte(type).writeShort(octets.length).writeBytes(octets);
    }
}
