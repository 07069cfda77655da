package frontdoor.hocon;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** The names of an object that were asked for; all others in it are unknown keys. */
final class Asked {
    /** Of a value that was asked for nothing, as most are. */
    static final Asked NOTHING = new Asked();

    private Set<String> names = Set.of();
    /** More of them, which thousands of objects may share. */
    private Set<String> shared = Set.of();

    /** The same with {@code name}. */
    Asked with(String name) {
        Asked more = this == NOTHING ? new Asked() : this;
        if (more.names.isEmpty()) {
            more.names = new HashSet<>();
        }
        more.names.add(name);
        return more;
    }

    /** The same with all of {@code alike}, which are not copied. */
    Asked withAll(Set<String> alike) {
        Asked more = this == NOTHING ? new Asked() : this;
        more.shared = alike;
        return more;
    }

    boolean has(String name) {
        return names.contains(name) || shared.contains(name);
    }

    boolean hasAll(Collection<String> written) {
        for (String name : written) {
            if (!has(name)) {
                return false;
            }
        }
        return true;
    }

    /** In alphabetical order. */
    Set<String> all() {
        Set<String> all = new TreeSet<>(names);
        all.addAll(shared);
        return all;
    }
}
