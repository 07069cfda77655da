package frontdoor.promises;

import frontdoor.ledger.Entry;
import frontdoor.ledger.Ledger;
import frontdoor.ledger.Promise;
import frontdoor.policy.HstsSyntax;
import frontdoor.policy.HstsTerms;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A ledger as lines of text, each with a checksum of its own, so that one bad line takes nothing else with it:
 *
 * <pre>
 * frontdoor-ledger 1 crc=1c291ca3
 * seen 2026-11-22T10:00:00Z crc=1c291ca3
 * sent example.com max-age=300;includeSubDomains from 2026-11-20T08:00:00Z until 2026-11-21T08:00:00Z crc=1c291ca3
 * sent example.com max-age=600 from 2026-11-21T08:00:00Z until now crc=1c291ca3
 * end 2 crc=1c291ca3
 * </pre>
 */
public final class LedgerLines {
    private static final String HEAD = "frontdoor-ledger 1";
    private static final String CHECKSUM = " crc=";
    private static final String NOW = "now";

    private final List<Entry> entries = new ArrayList<>();
    private Instant seen = Instant.MIN;
    private int bad;
    private int firstBad;
    private boolean ended;

    private LedgerLines() {}

    /**
     * The readable part of a text.
     *
     * @param fault what is wrong with it, as in {@code :3: the checksum does not match}; null if nothing is
     */
    public record Read(Ledger ledger, @Nullable String fault) {}

    public static String write(Ledger ledger) {
        StringBuilder text = new StringBuilder();
        List<Entry> entries = ledger.entries();
        // Thousands of hosts begin at one instant.
        Map<Instant, String> beginnings = new HashMap<>();
        line(text, HEAD);
        line(text, "seen " + roundedUp(ledger.seen()));
        entries.forEach(entry -> line(
                text,
                "sent " + entry.host() + " " + entry.promise() + " from "
                        + beginnings.computeIfAbsent(
                                entry.from(),
                                from -> from.truncatedTo(ChronoUnit.SECONDS).toString())
                        + " until "
                        + Optional.ofNullable(entry.until())
                                .map(LedgerLines::roundedUp)
                                .orElse(NOW)));
        line(text, "end " + entries.size());
        return text.toString();
    }

    /** A second too late is over-cautious, a second too early would be a promise forgotten. */
    private static String roundedUp(Instant instant) {
        Instant whole = instant.truncatedTo(ChronoUnit.SECONDS);
        return (whole.equals(instant) ? whole : whole.plusSeconds(1)).toString();
    }

    private static void line(StringBuilder text, String content) {
        text.append(content).append(CHECKSUM).append(checksum(content)).append('\n');
    }

    private static String checksum(String content) {
        CRC32C crc = new CRC32C();
        crc.update(content.getBytes(StandardCharsets.ISO_8859_1));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    public static Read read(String text) {
        LedgerLines lines = new LedgerLines();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!lines.take(line)) {
                lines.firstBad = lines.bad++ == 0 ? number : lines.firstBad;
            }
        }
        return new Read(Ledger.of(lines.entries, lines.seen), lines.fault(number));
    }

    private @Nullable String fault(int number) {
        if (bad > 0) {
            return ":" + firstBad + ": the checksum does not match"
                    + (bad > 1 ? ", nor does that of " + (bad - 1) + " more" : "");
        }
        return ended ? null : ":" + (number + 1) + ": lines are missing";
    }

    /** Takes one line; false if it cannot be trusted. */
    private boolean take(String line) {
        int at = line.lastIndexOf(CHECKSUM);
        if (at < 0 || !line.substring(at + CHECKSUM.length()).equals(checksum(line.substring(0, at)))) {
            return false;
        }
        try {
            return takeWords(Arrays.asList(line.substring(0, at).split(" ", -1)));
        } catch (DateTimeException | IllegalArgumentException _) {
            return false;
        }
    }

    private boolean takeWords(List<String> words) {
        switch (words.getFirst() + words.size()) {
            case "frontdoor-ledger2" -> {
                return words.getLast().equals("1");
            }
            case "seen2" -> seen = Instant.parse(words.getLast());
            case "sent7" -> entries.add(entry(words));
            case "end2" -> ended = Integer.parseInt(words.getLast()) == entries.size() || bad > 0;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A promise is written as a field's value without blanks. */
    private static Promise promise(String text) {
        HstsTerms terms = HstsSyntax.read(text);
        if (terms == null) {
            throw new IllegalArgumentException("no promise: " + text);
        }
        return BackendPolicy.promiseOf(terms);
    }

    private static Entry entry(List<String> words) {
        String until = words.get(6);
        return new Entry(
                words.get(1),
                promise(words.get(2)),
                Instant.parse(words.get(4)),
                until.equals(NOW) ? null : Instant.parse(until));
    }
}
