package frontdoor.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The promises that every host has made browsers, and until when they may be bound by them.
 *
 * <p>Its clock is the wall clock, but never stands before an instant it has seen: a clock that was wrong for a while may make a bound later,
 * never earlier. Whether a bound is over is asked of the wall clock alone, and nothing is forgotten because time has passed.
 *
 * <p>Immutable.
 */
public final class Ledger {
    /** Nothing was ever promised. */
    public static final Ledger EMPTY = new Ledger(new TreeMap<>(), Instant.MIN);

    private final Map<String, HostEntries> hosts;
    private final Instant seen;

    private Ledger(Map<String, HostEntries> hosts, Instant seen) {
        this.hosts = hosts;
        this.seen = seen;
    }

    /**
     * A ledger with these entries.
     *
     * @param seen the latest instant that it knows of
     */
    public static Ledger of(Collection<Entry> entries, Instant seen) {
        Map<String, HostEntries> hosts = entries.stream()
                .collect(Collectors.groupingBy(
                        Entry::host,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), HostEntries::new)));
        return new Ledger(hosts, seen);
    }

    /**
     * Until when a host is bound by another one.
     *
     * @param by the host that sends includeSubDomains, as it was configured
     */
    public record Binding(String by, Instant until) {}

    /** Every entry, by host and then by the time it began. */
    public List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        hosts.values().forEach(host -> all.addAll(host.entries()));
        return Collections.unmodifiableList(all);
    }

    /** Every host that has promised anything, in alphabetical order. */
    public Set<String> hosts() {
        return hosts.keySet();
    }

    /** The latest instant that was seen. */
    public Instant seen() {
        return seen;
    }

    /** The same, which has seen {@code wall} too. */
    public Ledger seenAt(Instant wall) {
        return wall.isAfter(seen) ? new Ledger(hosts, wall) : this;
    }

    /**
     * The last instant at which a browser may be bound by what {@code host} itself has sent, by name or under a wildcard; empty if it has
     * sent nothing.
     */
    public Optional<Instant> boundUntil(String host, Instant wall) {
        return bound(host, wall, _ -> true);
    }

    /** The last instant at which a browser may be bound for what is below {@code host}. */
    public Optional<Instant> boundUntilSubdomains(String host, Instant wall) {
        return bound(host, wall, Promise::includeSubdomains);
    }

    /** What binds {@code host} for longest of what the hosts above it have sent with includeSubDomains; empty if nothing does at {@code wall}. */
    public Optional<Binding> boundByParent(String host, Instant wall) {
        List<Binding> bindings = new ArrayList<>();
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            String parent = host.substring(dot + 1);
            boundUntilSubdomains(parent, wall)
                    .filter(until -> until.isAfter(wall))
                    .ifPresent(until -> bindings.add(new Binding(parent, until)));
        }
        return bindings.stream().max(Comparator.comparing(Binding::until));
    }

    private Optional<Instant> bound(String host, Instant wall, Predicate<Promise> counts) {
        int dot = host.indexOf('.');
        Stream<HostEntries> recorded =
                dot > 0 ? Stream.of(ofHost(host), ofHost("*" + host.substring(dot))) : Stream.of(ofHost(host));
        return recorded.flatMap(entries -> entries.boundUntil(now(wall), counts).stream())
                .max(Comparator.naturalOrder());
    }

    /** Whether {@code host} has ever sent {@code preload}: lists that browsers ship with do not end with max-age. */
    public boolean hasSentPreload(String host, Instant wall) {
        return ofHost(host).entries().stream()
                .anyMatch(entry -> entry.promise().preload() && entry.hasBegunAt(now(wall)));
    }

    /** What {@code host} sends at {@code wall}, the latest first. */
    public List<Promise> sentAt(String host, Instant wall) {
        return ofHost(host).entries().reversed().stream()
                .filter(entry -> entry.isOpen() && entry.hasBegunAt(now(wall)))
                .map(Entry::promise)
                .toList();
    }

    /** Whether all that {@code sending} promises is recorded, from its beginning on and for as long as nobody stops it. */
    public boolean covers(Sending sending, Instant wall) {
        Instant from = sending.from().isAfter(now(wall)) ? sending.from() : now(wall);
        for (Entry entry : ofHost(sending.host()).entries()) {
            if (entry.isOpen() && !entry.from().isAfter(from) && entry.promise().covers(sending.promise())) {
                return true;
            }
        }
        return false;
    }

    /** With what is not recorded yet of {@code wanted}: what has to be written before it is sent. */
    public Ledger opened(Collection<Sending> wanted, Instant wall) {
        Map<String, HostEntries> next = new TreeMap<>(hosts);
        byHost(wanted).forEach((host, sendings) -> next.put(host, ofHost(host).opened(sendings, now(wall))));
        return new Ledger(next, now(wall));
    }

    /** With the end of everything that is not {@code wanted} any more: to be written after the last of it was sent. */
    public Ledger settled(Collection<Sending> wanted, Instant wall) {
        Map<String, List<Sending>> byHost = byHost(wanted);
        Map<String, HostEntries> next = new TreeMap<>(hosts);
        next.replaceAll((host, known) -> known.settled(byHost.getOrDefault(host, List.of()), now(wall)));
        byHost.forEach(
                (host, sendings) -> next.computeIfAbsent(host, _ -> HostEntries.NONE.settled(sendings, now(wall))));
        next.values().removeIf(settled -> settled.entries().isEmpty());
        return new Ledger(next, now(wall));
    }

    /** With what only {@code older} has. */
    public Ledger mergedWith(Ledger older) {
        Map<String, HostEntries> next = new TreeMap<>(hosts);
        older.hosts.forEach((host, entries) -> next.merge(host, entries, HostEntries::mergedWith));
        return new Ledger(next, older.seen).seenAt(seen);
    }

    /** Whether both say the same of every host. */
    public boolean hasSameEntriesAs(Ledger other) {
        return hosts.equals(other.hosts);
    }

    private Instant now(Instant wall) {
        return wall.isAfter(seen) ? wall : seen;
    }

    private HostEntries ofHost(String host) {
        return hosts.getOrDefault(host, HostEntries.NONE);
    }

    private static Map<String, List<Sending>> byHost(Collection<Sending> sendings) {
        Map<String, List<Sending>> byHost = new HashMap<>();
        sendings.forEach(one ->
                byHost.computeIfAbsent(one.host(), _ -> new ArrayList<>(1)).add(one));
        return byHost;
    }
}
