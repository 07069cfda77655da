package frontdoor.share;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * One client as far as shares go: an IPv4 address, or the /64 of an IPv6 address, which is what one subscriber has to choose from (RFC 6177).
 *
 * @param network the upper 64 bits of an IPv6 address; 0 for IPv4
 * @param address an IPv4 address, with a bit that sets it apart; 0 for IPv6
 */
public record ClientKey(long network, long address) {
    private static final long IS_IPV4 = 1L << 32;
    private static final int MAPPED = 0xffff;

    /** The key of {@code address}; an IPv4 address in IPv6 clothes (RFC 4291 2.5.5.2) is an IPv4 address. */
    public static ClientKey of(InetAddress address) {
        byte[] octets = address.getAddress();
        if (address instanceof Inet4Address) {
            return ofIpv4(octets, 0);
        }
        long upper = bits(octets, 0, 8);
        if (upper == 0 && bits(octets, 8, 4) == MAPPED) {
            return ofIpv4(octets, 12);
        }
        return new ClientKey(upper, 0);
    }

    private static ClientKey ofIpv4(byte[] octets, int start) {
        return new ClientKey(0, IS_IPV4 | bits(octets, start, 4));
    }

    private static long bits(byte[] octets, int start, int count) {
        long bits = 0;
        for (int i = start; i < start + count; i++) {
            bits = bits << 8 | octets[i] & 0xff;
        }
        return bits;
    }
}
