package frontdoor.connect;

import frontdoor.hosts.ServerPlace;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One SRV record (RFC 2782): a host and port that offers a service.
 *
 * @param priority the lowest is asked first
 * @param weight among equals, how often it is the first
 * @param place what it leads to
 * @param ttl for how many seconds it holds
 */
public record ServiceRecord(int priority, int weight, ServerPlace.Port place, long ttl) {
    private static final int FIXED = 6;

    /** What is in {@code record}; empty for one that is none, is broken, or says that there is no such service. Borrows it. */
    static Optional<ServiceRecord> parse(DnsRecord record) {
        if (!(record instanceof DnsRawRecord raw) || raw.content().readableBytes() <= FIXED) {
            return Optional.empty();
        }
        ByteBuf content = raw.content().duplicate();
        int priority = content.readUnsignedShort();
        int weight = content.readUnsignedShort();
        int port = content.readUnsignedShort();
        // RFC 2782: the target is not compressed, so it can be read by itself.
        String target = DefaultDnsRecordDecoder.decodeName(content);
        String host = target.endsWith(".") ? target.substring(0, target.length() - 1) : target;
        return host.isEmpty() || port == 0
                ? Optional.empty()
                : Optional.of(
                        new ServiceRecord(priority, weight, new ServerPlace.Port(host, port), record.timeToLive()));
    }

    /** RFC 2782: by priority; among equals by lot, with the chances that their weights give them. */
    static List<ServiceRecord> inOrder(List<ServiceRecord> records, RandomGenerator random) {
        List<ServiceRecord> left = new ArrayList<>(records);
        // Those without weight first: so they have a small chance, too.
        left.sort(Comparator.comparingInt(ServiceRecord::priority).thenComparingInt(ServiceRecord::weight));
        List<ServiceRecord> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            int priority = left.getFirst().priority();
            int sum = left.stream()
                    .filter(one -> one.priority() == priority)
                    .mapToInt(ServiceRecord::weight)
                    .sum();
            int drawn = random.nextInt(sum + 1);
            int at = 0;
            while (left.get(at).weight() < drawn) {
                drawn -= left.get(at++).weight();
            }
            ordered.add(left.remove(at));
        }
        return ordered;
    }
}
