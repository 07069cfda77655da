package frontdoor.hosts;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A table of what belongs to which host: an exact name first, then the wildcard of one label, then {@code *}.
 *
 * <p>Immutable once built.
 */
public final class HostTable<T> {
    private final Map<String, T> exact = new HashMap<>();
    /** By what follows the star, which is looked up for requests without putting the star before it. */
    private final Map<String, T> wildcards = new HashMap<>();

    private @Nullable T catchAll;

    /** Adds a host as it is configured. */
    public HostTable<T> with(HostPattern pattern, T value) {
        switch (pattern) {
            case HostPattern.Any() -> catchAll = value;
            case HostPattern.Wildcard wildcard -> wildcards.put("." + wildcard.parent(), value);
            case HostPattern.Name(String name) -> exact.put(name, value);
            case HostPattern.Address(String address) -> exact.put(address, value);
        }
        return this;
    }

    /** What belongs to {@code host}, which is in lower case; null if it is nobody's. */
    public @Nullable T find(String host) {
        T value = findNamed(host);
        return value == null ? catchAll : value;
    }

    /** As {@link #find}, but {@code *} does not count. */
    public @Nullable T findNamed(String host) {
        T value = exact.get(host);
        if (value == null && !wildcards.isEmpty()) {
            int dot = host.indexOf('.');
            value = dot <= 0 ? null : wildcards.get(host.substring(dot));
        }
        return value;
    }

    /** Hands every host, as it is configured, and what belongs to it to {@code visitor}. */
    public void forEach(BiConsumer<String, T> visitor) {
        exact.forEach(visitor);
        wildcards.forEach((suffix, value) -> visitor.accept("*" + suffix, value));
        if (catchAll != null) {
            visitor.accept("*", catchAll);
        }
    }

    /** What belongs to {@code *}, which also answers for requests that name no host; null if there is no such site. */
    public @Nullable T catchAll() {
        return catchAll;
    }
}
