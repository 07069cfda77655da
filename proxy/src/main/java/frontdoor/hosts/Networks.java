package frontdoor.hosts;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * A set of networks: who is trusted, let in, or kept out.
 *
 * <p>Immutable. A look takes a binary search for each prefix length that occurs, and allocates nothing that outlives it.
 */
public final class Networks {
    /** The {@link #find} of an address that is in none of them. */
    public static final int NONE = -1;

    private static final Networks NOTHING = new Networks(Set.of());

    private final List<Network> written;
    /** From the longest prefix to the shortest. */
    private final OfLength[] lengths;

    private Networks(Set<Network> networks) {
        this.written = List.copyOf(networks);
        TreeMap<Integer, List<Network>> byLength = new TreeMap<>(Comparator.reverseOrder());
        written.forEach(network -> byLength.computeIfAbsent(network.prefix(), _ -> new ArrayList<>())
                .add(network));
        this.lengths = byLength.entrySet().stream()
                .map(length -> new OfLength(length.getKey(), length.getValue()))
                .toArray(OfLength[]::new);
    }

    /** The set of no network. */
    public static Networks none() {
        return NOTHING;
    }

    /** The set of {@code networks}, in the order they are written. */
    public static Networks of(List<Network> networks) {
        return networks.isEmpty() ? NOTHING : new Networks(new LinkedHashSet<>(networks));
    }

    /** Whether no address is in it. */
    public boolean isEmpty() {
        return lengths.length == 0;
    }

    /** Whether {@code address} is in one of them; no IPv4 address is in an IPv6 network. */
    public boolean contains(InetAddress address) {
        return lengths.length > 0 && find(address) != NONE;
    }

    /** How many bits the most specific network that has {@code address} counts, 0 to 128, of IPv4 96 more than it is written with; or {@link #NONE}. */
    public int find(InetAddress address) {
        long upper = Network.upperOf(address);
        long lower = Network.lowerOf(address);
        int shortest = address instanceof Inet4Address ? Network.MAPPED_BITS : 0;
        for (OfLength length : lengths) {
            if (length.prefix >= shortest && length.contains(upper, lower)) {
                return length.prefix;
            }
        }
        return NONE;
    }

    /** The networks, as they are written. */
    public List<Network> all() {
        return written;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Networks networks
                && Set.copyOf(networks.written).equals(Set.copyOf(written));
    }

    @Override
    public int hashCode() {
        return Set.copyOf(written).hashCode();
    }

    @Override
    public String toString() {
        return written.toString();
    }

    /** The networks with the same prefix length, in the order of their bits. */
    private static final class OfLength {
        private final int prefix;
        private final long[] uppers;
        private final long[] lowers;

        OfLength(int prefix, List<Network> networks) {
            this.prefix = prefix;
            List<Network> ordered = networks.stream()
                    .sorted(Comparator.comparingLong(Network::upper).thenComparingLong(Network::lower))
                    .toList();
            this.uppers = ordered.stream().mapToLong(Network::upper).toArray();
            this.lowers = ordered.stream().mapToLong(Network::lower).toArray();
        }

        boolean contains(long upper, long lower) {
            long first = Network.masked(upper, prefix);
            long second = Network.masked(lower, prefix - 64);
            int low = 0;
            int high = uppers.length - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int order = Long.compare(uppers[middle], first);
                order = order == 0 ? Long.compare(lowers[middle], second) : order;
                if (order == 0) {
                    return true;
                }
                if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return false;
        }
    }
}
