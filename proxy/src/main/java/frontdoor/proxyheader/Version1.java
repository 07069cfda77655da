package frontdoor.proxyheader;

import frontdoor.hosts.Addresses;
import io.netty.buffer.ByteBuf;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The line of version 1, such as {@code PROXY TCP4 192.0.2.7 198.51.100.1 56324 443}. */
final class Version1 {
    /** With its CRLF. */
    private static final int LONGEST = 107;

    private static final int PARTS = 6;

    private Version1() {}

    /** Reads what begins with the signature. */
    static ProxyHeader read(ByteBuf received) {
        int start = received.readerIndex();
        int readable = Math.min(received.readableBytes(), LONGEST);
        int lf = received.indexOf(start, start + readable, (byte) '\n');
        if (lf < 0) {
            return readable < LONGEST ? new ProxyHeader.NeedMore() : malformed("a line of more than 107 octets");
        }
        if (received.getByte(lf - 1) != '\r') {
            return malformed("a line that ends with LF alone");
        }
        ProxyHeader header = line(received.toString(start, lf - 1 - start, StandardCharsets.ISO_8859_1));
        if (!(header instanceof ProxyHeader.Malformed)) {
            received.skipBytes(lf + 1 - start);
        }
        return header;
    }

    private static ProxyHeader line(String line) {
        String[] parts = line.split(" ", -1);
        // What follows the word is of no use, whatever it is.
        if (parts[1].equals("UNKNOWN")) {
            return new ProxyHeader.Nameless(false);
        }
        if (parts.length != PARTS || !parts[1].matches("TCP[46]")) {
            return malformed("no line of a protocol, two addresses and two ports");
        }
        boolean ipv4 = parts[1].equals("TCP4");
        Optional<InetAddress> source = address(parts[2], ipv4);
        Optional<InetAddress> destination = address(parts[3], ipv4);
        int sourcePort = port(parts[4]);
        int destinationPort = port(parts[5]);
        if (source.isEmpty() || destination.isEmpty()) {
            return malformed("an address that is none of " + (ipv4 ? "IPv4" : "IPv6"));
        }
        if (sourcePort < 0 || destinationPort < 0) {
            return malformed("a port that is none");
        }
        return new ProxyHeader.Told(
                new InetSocketAddress(source.get(), sourcePort),
                new InetSocketAddress(destination.get(), destinationPort),
                false);
    }

    /** An IPv6 address that maps one of IPv4 is an address of IPv4 to everybody here. */
    private static Optional<InetAddress> address(String text, boolean ipv4) {
        return Addresses.parse(text)
                .filter(address ->
                        ipv4 ? address instanceof Inet4Address && text.indexOf(':') < 0 : text.indexOf(':') >= 0);
    }

    private static int port(String text) {
        int port = text.matches("0|[1-9]\\d{0,4}") ? Integer.parseInt(text) : -1;
        return port <= 65_535 ? port : -1;
    }

    private static ProxyHeader malformed(String why) {
        return new ProxyHeader.Malformed(why);
    }
}
