package frontdoor.preflight;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads hosts line by line: names each alone, the records of a zone file or a zone transfer (RFC 1035 5.1), and the lines of a hosts
 * file. What is none of these is told of, since it may hide a host.
 */
final class NameLines {
    private final NameCollector collector;
    private final @Nullable String given;
    private final ZoneRecords zone;

    private NameLines(NameCollector collector, @Nullable String given, @Nullable String found) {
        this.collector = collector;
        this.given = given;
        this.zone = new ZoneRecords(collector, given, found);
    }

    /** Reads {@code text}; {@code origin} is the name of its zone with a dot at its end, or null. */
    static void read(String text, @Nullable String origin, NameCollector collector) {
        NameLines lines = new NameLines(collector, origin, originOf(text));
        MasterFile file = new MasterFile(text);
        for (MasterEntry entry = file.next(); entry != null && !collector.isFull(); entry = file.next()) {
            lines.read(entry);
        }
        lines.zone.end();
    }

    /** The name of the zone as its first SOA says it, unless {@code $ORIGIN} comes before; null if neither does. */
    private static @Nullable String originOf(String text) {
        MasterFile file = new MasterFile(text);
        for (MasterEntry entry = file.next(); entry != null; entry = file.next()) {
            boolean directive =
                    !entry.words().isEmpty() && entry.words().getFirst().equalsIgnoreCase("$ORIGIN");
            ZoneRecords.Parts parts = ZoneRecords.parts(entry, "");
            if (directive || parts != null && RecordType.of(parts.type()) == RecordType.SOA) {
                return parts != null && ZoneRecords.isWhole(parts.owner()) ? parts.owner() : null;
            }
        }
        return null;
    }

    private void read(MasterEntry entry) {
        if (!entry.fault().isEmpty()) {
            collector.notJudged(entry.line(), entry.text(), entry.fault());
        }
        List<String> words = entry.words();
        if (words.isEmpty()) {
            return;
        }
        String first = words.getFirst();
        if (first.startsWith("$")) {
            directive(entry);
        } else if (HostNameReader.isAddress(first)) {
            words.stream().skip(1).forEach(name -> collector.add(entry.line(), name));
        } else if (!zone.read(entry)) {
            names(entry);
        }
    }

    private void directive(MasterEntry entry) {
        List<String> words = entry.words();
        String name = words.getFirst().toUpperCase(Locale.ROOT);
        switch (name) {
            case "$ORIGIN" -> {
                if (words.size() > 1) {
                    zone.onOrigin(entry, words.get(1));
                } else {
                    collector.notJudged(entry.line(), entry.text(), "names no origin");
                }
            }
            case "$TTL", "$DATE" -> {}
            case "$INCLUDE" -> collector.notJudged(entry.line(), entry.text(), "is not followed: judge that file, too");
            case "$GENERATE" ->
                collector.notJudged(entry.line(), entry.text(), "is not carried out: add the names that it makes");
            default -> collector.notJudged(entry.line(), entry.text(), "is not known");
        }
    }

    /** One name, or several that are whole. */
    private void names(MasterEntry entry) {
        List<String> names = entry.words().stream()
                .flatMap(word -> List.of(word.replace("\"", "").split(",")).stream())
                .filter(word -> !word.isEmpty())
                .toList();
        boolean alone = names.size() == 1;
        if (alone || names.stream().allMatch(name -> name.contains("."))) {
            names.forEach(name -> name(entry, name));
            return;
        }
        if (!entry.continued()) {
            zone.onOwner(entry.words().getFirst());
        }
        collector.notJudged(entry.line(), entry.text(), "is neither a name nor a record");
    }

    private void name(MasterEntry entry, String name) {
        boolean oneLabel = name.matches("(\\*\\.)?[A-Za-z0-9_-]+");
        if (oneLabel && given == null && !name.matches("\\d+")) {
            collector.notJudged(
                    entry.line(), name, "is no whole name: write it whole, or give what is above it with --origin");
        } else {
            collector.add(entry.line(), oneLabel ? name + "." + given : name);
        }
    }
}
