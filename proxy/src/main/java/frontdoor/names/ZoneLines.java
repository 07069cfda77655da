package frontdoor.names;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads names line by line: each alone, or as the owner of a record of a zone file (RFC 1035 5.1). Of records only addresses and aliases
 * count, since nobody visits the owner of a mail exchanger or a text as such.
 */
final class ZoneLines {
    private static final Set<String> OF_HOSTS = Set.of("A", "AAAA", "CNAME", "HTTPS");
    private static final Set<String> OTHER_TYPES = Set.of(
            "AFSDB",
            "ALIAS",
            "ANAME",
            "APL",
            "CAA",
            "CDNSKEY",
            "CDS",
            "CERT",
            "DHCID",
            "DNAME",
            "DNSKEY",
            "DS",
            "HINFO",
            "KEY",
            "KX",
            "LOC",
            "MX",
            "NAPTR",
            "NS",
            "NSEC",
            "NSEC3",
            "NSEC3PARAM",
            "OPENPGPKEY",
            "PTR",
            "RP",
            "RRSIG",
            "SMIMEA",
            "SOA",
            "SPF",
            "SRV",
            "SSHFP",
            "SVCB",
            "TLSA",
            "TXT",
            "URI");
    private static final Pattern TTL_OR_CLASS = Pattern.compile("(?i)\\d[0-9smhdw]*|IN|CH|HS");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*+\"?");

    private final NameCollector collector;
    private String origin = "";
    private String owner = "";
    private int open;

    ZoneLines(NameCollector collector) {
        this.collector = collector;
    }

    void read(String text) {
        text.lines().takeWhile(_ -> !collector.isFull()).forEach(this::line);
    }

    private void line(String written) {
        String line = withoutComment(written);
        boolean inside = open > 0;
        open = Math.max(0, open + count(line, '(') - count(line, ')'));
        if (inside || line.isBlank()) {
            return;
        }
        List<String> words = List.of(line.strip().split("\\s+"));
        if (words.getFirst().startsWith("$")) {
            directive(words);
            return;
        }
        boolean continued = Character.isWhitespace(line.charAt(0));
        String type = type(continued ? words : words.subList(1, words.size()));
        if (!type.isEmpty()) {
            record(continued ? owner : absolute(words.getFirst()), type, written);
        } else if (words.size() == 1) {
            collector.add(words.getFirst());
        } else {
            collector.passOver(written);
        }
    }

    private void directive(List<String> words) {
        if (words.getFirst().equalsIgnoreCase("$ORIGIN") && words.size() > 1) {
            String name = absolute(words.get(1));
            origin = name.endsWith(".") ? name : name + ".";
        } else if (!words.getFirst().equalsIgnoreCase("$TTL")) {
            collector.passOver(String.join(" ", words));
        }
    }

    private void record(String name, String type, String written) {
        owner = name;
        boolean known = name.contains(".");
        if (OF_HOSTS.contains(type)) {
            if (known) {
                collector.add(name);
            } else {
                collector.passOver(written);
            }
        }
    }

    /** What stands behind time to live and class, if it is a type of record; else empty. */
    private static String type(List<String> words) {
        for (String word : words) {
            if (!TTL_OR_CLASS.matcher(word).matches()) {
                String type = word.toUpperCase(Locale.ROOT);
                return OF_HOSTS.contains(type) || OTHER_TYPES.contains(type) ? type : "";
            }
        }
        return "";
    }

    /** The whole name: {@code @} is the origin, and what has no dot at its end is below it. */
    private String absolute(String name) {
        if (name.equals("@")) {
            return origin;
        }
        return name.endsWith(".") || origin.isEmpty() ? name : name + "." + origin;
    }

    private static String withoutComment(String line) {
        String plain = QUOTED.matcher(line).replaceAll("text");
        int comment = plain.length();
        for (char mark : new char[] {';', '#'}) {
            int at = plain.indexOf(mark);
            comment = at < 0 ? comment : Math.min(comment, at);
        }
        return plain.substring(0, comment);
    }

    private static int count(String line, char wanted) {
        return (int) line.chars().filter(c -> c == wanted).count();
    }
}
