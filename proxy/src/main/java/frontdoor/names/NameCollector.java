package frontdoor.names;

import java.net.IDN;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects names in one spelling, each once, and counts what is none. */
final class NameCollector {
    private static final int MAX_NAME = 253;
    private static final int SHOWN = 60;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");

    private final int max;
    private final Set<String> names = new LinkedHashSet<>();
    private int passedOver;
    private String firstPassedOver = "";

    NameCollector(int max) {
        this.max = max;
    }

    /** Takes what may be a name, with a scheme, a path, capitals and a trailing dot. */
    void add(String written) {
        String name = normalise(written);
        String host = name.startsWith("*.") ? name.substring(2) : name;
        if (isHost(host)) {
            names.add(name);
        } else {
            passOver(written);
        }
    }

    /** Counts what is no name. */
    void passOver(String written) {
        if (passedOver++ == 0) {
            String shown = written.strip().replaceAll("[^ -~]", "?");
            firstPassedOver = shown.length() > SHOWN ? shown.substring(0, SHOWN) + "..." : shown;
        }
    }

    /** Whether there are more names than may be. */
    boolean isFull() {
        return names.size() > max;
    }

    List<String> names() {
        return List.copyOf(names);
    }

    int passedOver() {
        return passedOver;
    }

    String firstPassedOver() {
        return firstPassedOver;
    }

    private static String normalise(String written) {
        String name = written.strip();
        int scheme = name.indexOf("://");
        if (scheme >= 0) {
            name = name.substring(scheme + 3);
            int slash = name.indexOf('/');
            name = slash < 0 ? name : name.substring(0, slash);
        }
        name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return aLabels(name).toLowerCase(Locale.ROOT);
    }

    private static String aLabels(String name) {
        try {
            return name.length() > MAX_NAME ? name : IDN.toASCII(name);
        } catch (IllegalArgumentException _) {
            return name;
        }
    }

    /** What begins with an underscore is a name of DNS (RFC 8552), but of no host that anybody visits. */
    private static boolean isHost(String name) {
        if (name.length() > MAX_NAME || ADDRESS.matcher(name).matches()) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }
}
