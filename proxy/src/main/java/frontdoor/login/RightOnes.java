package frontdoor.login;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The logins that were right lately, in bounded memory: when one generation is full the next begins, and what was not asked for during a
 * whole one is forgotten.
 *
 * <h2>Threads</h2>
 *
 * Any.
 */
final class RightOnes {
    static final int GENERATION = 10_000;

    private volatile Set<LoginKey> young = ConcurrentHashMap.newKeySet();
    private volatile Set<LoginKey> old = Set.of();

    boolean contains(LoginKey key) {
        if (young.contains(key)) {
            return true;
        }
        boolean known = old.contains(key);
        if (known) {
            add(key);
        }
        return known;
    }

    void add(LoginKey key) {
        Set<LoginKey> now = young;
        now.add(key);
        // Two that come at once may begin two generations: then something is asked again.
        if (now.size() >= GENERATION && now == young) {
            old = now;
            young = ConcurrentHashMap.newKeySet();
        }
    }
}
