package frontdoor.connect;

import frontdoor.hosts.ServerPlace;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Finds the hosts and ports of services by their SRV records, remembered for as long as those live.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops, each for itself but for what is remembered.
 */
final class ServiceNames {
    /** More servers than this are not looked up for one connection. */
    private static final int MOST_TARGETS = 16;

    private final BackendNames names;
    private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();

    ServiceNames(BackendNames names) {
        this.names = names;
    }

    private record Known(List<ServiceRecord> records, long until) {}

    /** As {@link BackendNames#find}, for a service. */
    Future<List<InetSocketAddress>> find(ServerPlace.Service service, EventLoop loop) {
        Promise<List<InetSocketAddress>> found = loop.newPromise();
        Known remembered = known.get(service.name());
        if (remembered != null && remembered.until() - System.nanoTime() > 0) {
            findTargets(remembered.records(), loop, found);
            return found;
        }
        try {
            names.names(loop).findServices(service.name()).addListener((Future<List<DnsRecord>> answer) -> {
                if (answer.isSuccess()) {
                    onRecords(service, answer.getNow(), loop, found);
                } else {
                    found.tryFailure(answer.cause());
                }
            });
        } catch (NoSocketException none) {
            found.setFailure(none);
        }
        return found;
    }

    /** As {@link BackendNames#findRecords}. */
    Future<List<ServiceRecord>> findRecords(ServerPlace.Service service, EventLoop loop) {
        Promise<List<ServiceRecord>> found = loop.newPromise();
        loop.execute(() -> {
            try {
                names.names(loop).findServices(service.name()).addListener((Future<List<DnsRecord>> answer) -> {
                    if (answer.isSuccess()) {
                        found.trySuccess(parsed(answer.getNow()));
                    } else {
                        found.tryFailure(answer.cause());
                    }
                });
            } catch (NoSocketException none) {
                found.tryFailure(none);
            }
        });
        return found;
    }

    private static List<ServiceRecord> parsed(List<DnsRecord> answer) {
        List<ServiceRecord> records = answer.stream()
                .flatMap(record -> ServiceRecord.parse(record).stream())
                .toList();
        answer.forEach(ReferenceCountUtil::release);
        return records;
    }

    private void onRecords(
            ServerPlace.Service service,
            List<DnsRecord> answer,
            EventLoop loop,
            Promise<List<InetSocketAddress>> found) {
        List<ServiceRecord> records = parsed(answer);
        if (records.isEmpty()) {
            found.tryFailure(new UnknownHostException(service.name()));
            return;
        }
        long ttl = records.stream().mapToLong(ServiceRecord::ttl).min().orElse(0);
        known.put(service.name(), new Known(records, System.nanoTime() + TimeUnit.SECONDS.toNanos(ttl)));
        findTargets(records, loop, found);
    }

    private void findTargets(List<ServiceRecord> records, EventLoop loop, Promise<List<InetSocketAddress>> found) {
        List<ServiceRecord> targets = ServiceRecord.inOrder(records, ThreadLocalRandom.current()).stream()
                .limit(MOST_TARGETS)
                .toList();
        List<Future<List<InetSocketAddress>>> lookUps = new ArrayList<>();
        targets.forEach(target -> lookUps.add(names.find(target.place(), loop)));
        lookUps.forEach(lookUp -> lookUp.addListener(_ -> {
            if (lookUps.stream().allMatch(Future::isDone) && !found.isDone()) {
                end(lookUps, found);
            }
        }));
    }

    private static void end(List<Future<List<InetSocketAddress>>> lookUps, Promise<List<InetSocketAddress>> found) {
        List<InetSocketAddress> all = lookUps.stream()
                .filter(Future::isSuccess)
                .flatMap(lookUp -> lookUp.getNow().stream())
                .toList();
        if (all.isEmpty()) {
            found.tryFailure(lookUps.getFirst().cause());
        } else {
            found.trySuccess(all);
        }
    }

    /** What was remembered may be out of date, of the service as of its hosts. */
    void forget(ServerPlace.Service service) {
        Known remembered = known.remove(service.name());
        if (remembered != null) {
            remembered.records().forEach(record -> names.forget(record.place()));
        }
    }
}
