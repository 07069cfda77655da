import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The classes of some libraries that can be reached from others: whatever a class that is reached names in its constants, as a type, in a
 * signature or in a text, and the classes nested in one that is reached, whose names are put together at run time.
 */
final class Reach {
    private static final String CLASS = ".class";
    private static final String SERVICES = "META-INF/services/";
    private static final Pattern NAME = Pattern.compile("[\\w$]+(?:[./][\\w$]+)+");

    private final List<Jar> cut;
    private final Map<String, byte[]> classes = new HashMap<>();
    private final Map<String, Set<String>> nested = new HashMap<>();
    private final Set<String> reached = new HashSet<>();
    private final Deque<byte[]> toRead = new ArrayDeque<>();

    /** Nothing of {@code cut} is reached yet. */
    Reach(List<Jar> cut) {
        this.cut = cut;
        for (Jar jar : cut) {
            jar.entries().forEach((name, content) -> {
                if (name.endsWith(CLASS)) {
                    String type = withoutSuffix(name);
                    classes.put(type, content);
                    nested.computeIfAbsent(outermost(type), outer -> new HashSet<>()).add(type);
                }
            });
        }
        readServices();
    }

    /** Adds what {@code root} reaches. */
    void from(Jar root) {
        root.entries().forEach((name, content) -> {
            if (name.endsWith(CLASS)) {
                read(content);
            }
        });
        while (!toRead.isEmpty()) {
            read(toRead.pop());
        }
    }

    /** Services of the libraries' own kinds. The JDK would look for its own kinds in them as well, but nothing here asks for those. */
    private void readServices() {
        for (Jar jar : cut) {
            jar.entries().forEach((name, content) -> {
                if (name.startsWith(SERVICES) && classes.containsKey(name.substring(SERVICES.length()).replace('.', '/'))) {
                    readText(new String(content, UTF_8));
                }
            });
        }
    }

    /** Takes the classes that are not reached out of the jars. */
    void cut() {
        for (Jar jar : cut) {
            jar.entries().keySet().removeIf(name -> name.endsWith(CLASS)
                    && !reached.contains(withoutSuffix(name)));
        }
    }

    private void read(byte[] type) {
        for (PoolEntry entry : ClassFile.of().parse(type).constantPool()) {
            if (entry instanceof Utf8Entry text) {
                readText(text.stringValue());
            }
        }
    }

    private void readText(String text) {
        NAME.matcher(text).results().map(MatchResult::group).forEach(this::name);
    }

    private void name(String name) {
        String type = name.replace('.', '/');
        // A signature has its types between L and ;.
        reach(type);
        if (type.startsWith("L")) {
            reach(type.substring(1));
        }
    }

    private void reach(String type) {
        for (String each : nested.getOrDefault(outermost(type), Set.of())) {
            if (reached.add(each)) {
                toRead.push(classes.get(each));
            }
        }
    }

    private static String withoutSuffix(String name) {
        return name.substring(0, name.length() - CLASS.length());
    }

    private static String outermost(String type) {
        int end = type.indexOf('$');
        return end < 0 ? type : type.substring(0, end);
    }
}
