package frontdoor.tls;

import frontdoor.hosts.HostNames;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.KeyKind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one snapshot, and which of them answers a server name.
 *
 * <p>The pair that a site names for itself answers for the hosts of that site, as long as it covers them and is valid; whoever wrote it
 * down has chosen its issuer and its key. Others step in only when it does not.
 *
 * <p>Among several that cover a name, a valid one beats an ended or not yet valid one, and then the one that ends last wins; so
 * an ended certificate never replaces a valid one, and where none is valid the one that ended last is served.
 *
 * <h2>Threads</h2>
 *
 * Immutable; the clock is asked at each choice, because certificates end while they are in service.
 */
public final class CertificateStore {
    private final Map<String, List<CertificatePair>> byName = new HashMap<>();
    private final List<CertificatePair> defaults;
    private final List<CertificatePair> nameless;
    private final Map<String, List<CertificatePair>> owned = new HashMap<>();
    private final List<CertificatePair> ownNameless;
    private final Set<CertificatePair> pairs;
    /** Hosts for whom nobody else's certificate is shown. */
    private final Set<String> reserved;

    private final InstantSource clock;

    private CertificateStore(
            List<CertificatePair> pairs,
            List<CertificatePair> defaults,
            Collection<String> addresses,
            Map<String, List<CertificatePair>> owned,
            Set<String> reserved,
            InstantSource clock) {
        this.reserved = Set.copyOf(reserved);
        owned.forEach((host, own) -> this.owned.put(host, KeyPreference.inOrder(own)));
        this.ownNameless = defaults.isEmpty()
                ? KeyPreference.inOrder(addresses.stream()
                        .flatMap(address -> owned.getOrDefault(address, List.of()).stream())
                        .toList())
                : List.of();
        this.defaults = KeyPreference.inOrder(defaults);
        this.pairs = new LinkedHashSet<>(pairs);
        this.pairs.addAll(defaults);
        // RFC 6066 3: a client that goes to an address sends no name.
        this.nameless = this.defaults.isEmpty()
                ? KeyPreference.inOrder(pairs.stream()
                        .filter(pair -> addresses.stream().anyMatch(pair::covers))
                        .toList())
                : this.defaults;
        this.clock = clock;
        for (CertificatePair pair : this.pairs) {
            pair.leaf().names().forEach(name -> add(HostNames.normalise(name), pair));
            pair.leaf().addresses().forEach(address -> add(HostNames.normalise(address), pair));
        }
        byName.replaceAll((_, named) -> KeyPreference.inOrder(named));
    }

    /** {@link #of(List, List, Collection, Map, Set, InstantSource)} where no address is served, and no site has a pair of its own. */
    public static CertificateStore of(
            List<CertificatePair> pairs, List<CertificatePair> defaults, InstantSource clock) {
        return of(pairs, defaults, List.of(), Map.of(), Set.of(), clock);
    }

    /**
     * A store of all {@code pairs} and {@code defaults}.
     *
     * @param defaults what answers a client that sent no name, or one that nothing covers: the pairs of the {@code "*"} site;
     *     empty when there is no such site
     * @param addresses IP addresses that are served: without defaults, a client that sent no name is answered by the pairs that cover one
     *     of them
     * @param owned for every host that a site lists, as it is written, the pairs that its site names and that cover it; empty where it
     *     names none
     * @param reserved hosts, as they are written, that are answered by what covers them, and never by {@code defaults}
     */
    public static CertificateStore of(
            List<CertificatePair> pairs,
            List<CertificatePair> defaults,
            Collection<String> addresses,
            Map<String, List<CertificatePair>> owned,
            Set<String> reserved,
            InstantSource clock) {
        return new CertificateStore(pairs, defaults, addresses, owned, reserved, clock);
    }

    /** A store that answers nobody. */
    public static CertificateStore empty() {
        return of(List.of(), List.of(), InstantSource.system());
    }

    /** Finds the pair that answers {@code host}, EC before RSA; absent means unrecognized_name. */
    public Optional<CertificatePair> find(@Nullable String host) {
        return find(host, EcCurves.ALL, false, true);
    }

    /** Picks the pair for this client: the first of {@link KeyKind} that the client takes, else whatever there is. */
    public Optional<CertificatePair> pick(ClientHello hello) {
        return find(hello.serverName(), hello.ecdsa(), hello.acceptsEd25519(), hello.acceptsRsa());
    }

    Optional<CertificatePair> find(@Nullable String host, EcCurves ecdsa, boolean ed25519, boolean rsa) {
        KeyPreference preference = new KeyPreference(ecdsa, ed25519, rsa, clock.instant());
        String name = host == null ? null : HostNames.normalise(host);
        CertificatePair own = preference.pick(name == null ? ownNameless : ownOf(name));
        if (own != null && preference.suits(own)) {
            return Optional.of(own);
        }
        CertificatePair other = name == null ? preference.pick(nameless) : find(name, preference);
        boolean noBetter = other == null || !preference.suits(other);
        return Optional.ofNullable(own != null && preference.isValid(own) && noBetter ? own : other);
    }

    private @Nullable CertificatePair find(String name, KeyPreference preference) {
        CertificatePair exact = preference.pick(named(name));
        if (exact != null && preference.isValid(exact)) {
            return exact;
        }
        String wildcard = HostNames.wildcardOf(name);
        CertificatePair wide = wildcard == null ? null : preference.pick(named(wildcard));
        if (wide != null && (exact == null || preference.isValid(wide))) {
            return wide;
        }
        if (exact != null) {
            return exact;
        }
        return isReserved(name, wildcard) ? null : preference.pick(defaults);
    }

    private boolean isReserved(String name, @Nullable String wildcard) {
        return !reserved.isEmpty() && (reserved.contains(name) || wildcard != null && reserved.contains(wildcard));
    }

    /** What the site of {@code name} has named for it. */
    private List<CertificatePair> ownOf(String name) {
        List<CertificatePair> exact = owned.get(name);
        if (exact != null) {
            return exact;
        }
        String wildcard = HostNames.wildcardOf(name);
        return wildcard == null ? List.of() : owned.getOrDefault(wildcard, List.of());
    }

    /** Every pair that one client or another is answered with who asks for {@code host}, or for none. */
    public Set<CertificatePair> answering(@Nullable String host) {
        return Stream.of(
                        find(host, EcCurves.ALL, false, true),
                        find(host, EcCurves.P256, false, false),
                        find(host, EcCurves.P384, false, false),
                        find(host, EcCurves.P521, false, false),
                        find(host, EcCurves.NONE, true, false),
                        find(host, EcCurves.NONE, false, true))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** Every pair of the store, each once. */
    public Set<CertificatePair> pairs() {
        return Set.copyOf(pairs);
    }

    private void add(String name, CertificatePair pair) {
        byName.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(pair);
    }

    private List<CertificatePair> named(String name) {
        return byName.getOrDefault(name, List.of());
    }
}
