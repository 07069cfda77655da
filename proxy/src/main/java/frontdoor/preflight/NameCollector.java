package frontdoor.preflight;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects hosts in one spelling, each once, and what may hide others. */
final class NameCollector {
    /** What is not judged is listed, but no further than anybody reads. */
    private static final int MOST_LISTED = 1000;

    private static final int SHOWN = 80;

    private final int max;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<NotJudged> notJudged = new ArrayList<>();
    private final Set<String> listed = new LinkedHashSet<>();
    private int notListed;

    NameCollector(int max) {
        this.max = max;
    }

    /** Takes what may be a name, as somebody wrote it in this line. */
    void add(int line, String written) {
        switch (HostNameReader.read(written)) {
            case WrittenName.Host(String name) -> names.add(name);
            case WrittenName.NoHost() -> {}
            case WrittenName.Unreadable(String why) -> notJudged(line, written, why);
        }
    }

    /** Takes what hides hosts from us; the same entry for the same reason once. */
    void notJudged(int line, String entry, String why) {
        if (notJudged.size() == MOST_LISTED) {
            notListed++;
        } else if (listed.add(why + '\n' + entry)) {
            notJudged.add(new NotJudged(line, shown(entry), why));
        }
    }

    private static String shown(String entry) {
        String printable = entry.strip().replace('\t', ' ').replaceAll("[^ -~]", "?");
        return printable.length() > SHOWN ? printable.substring(0, SHOWN) + "..." : printable;
    }

    /** Whether there are more names than may be. */
    boolean isFull() {
        return names.size() > max;
    }

    List<String> names() {
        return List.copyOf(names);
    }

    /** In the order of the list; after a thousand entries the last one stands for the rest. */
    List<NotJudged> notJudged() {
        List<NotJudged> all = new ArrayList<>(notJudged);
        if (notListed > 0) {
            all.add(new NotJudged(0, notListed + " more", "entries like these"));
        }
        return all;
    }
}
