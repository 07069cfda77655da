package frontdoor.tls;

import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.LeafFacts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The current certificates under the aliases that the TLS engine knows them by, and the last few generations before them.
 *
 * <p>The engine caches parsed keys by alias and asks again, later in a handshake, for an alias it was given. So an alias means
 * one pair for ever ({@code example_com#ec#17}), a pair that stays keeps its alias, and a replaced pair answers for a while.
 *
 * <h2>Threads</h2>
 *
 * Read from every event loop through one volatile field; swaps exclude each other.
 */
final class ServedCertificates {
    /** A handshake asks for a pair at once after choosing it, so a few swaps are more than it can miss. */
    private static final int KEPT_GENERATIONS = 8;

    private volatile Generation current = new Generation(CertificateStore.empty(), Map.of(), Map.of());
    private final Deque<Generation> retired = new ArrayDeque<>();
    private long lastVersion;
    private volatile long served;

    synchronized void swap(CertificateStore store) {
        Generation before = current;
        retired.addFirst(before);
        if (retired.size() > KEPT_GENERATIONS) {
            retired.removeLast();
        }
        Map<String, CertificatePair> byAlias = new HashMap<>();
        retired.descendingIterator()
                .forEachRemaining(old -> old.aliases.forEach((pair, alias) -> byAlias.put(alias, pair)));
        Map<CertificatePair, String> aliases = new HashMap<>();
        for (CertificatePair pair : store.pairs()) {
            String known = before.aliases.get(pair);
            String alias = known != null ? known : newAlias(pair);
            aliases.put(pair, alias);
            byAlias.put(alias, pair);
        }
        current = new Generation(store, Map.copyOf(aliases), Map.copyOf(byAlias));
        served = lastVersion;
    }

    /** Pairs that were served so far. */
    long served() {
        return served;
    }

    CertificateStore store() {
        return current.store;
    }

    /** Chooses for one handshake; null when no certificate answers. */
    @Nullable
    CertificateChoice choose(ClientHello hello) {
        Generation generation = current;
        CertificatePair pair = generation.store.pick(hello).orElse(null);
        String alias = pair == null ? null : generation.aliases.get(pair);
        return pair == null || alias == null ? null : new CertificateChoice(alias, pair);
    }

    @Nullable
    CertificatePair find(String alias) {
        return current.byAlias.get(alias);
    }

    private String newAlias(CertificatePair pair) {
        LeafFacts leaf = pair.leaf();
        String name = leaf.names().isEmpty() ? leaf.serial() : leaf.names().getFirst();
        // No dots: the engine takes what has one for the name of a server, and makes an exception of it with every
        // connection.
        return name.replace('.', '_') + "#" + leaf.kind().label() + "#" + ++lastVersion;
    }

    private record Generation(
            CertificateStore store, Map<CertificatePair, String> aliases, Map<String, CertificatePair> byAlias) {}
}
