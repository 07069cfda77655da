package frontdoor.names;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a file of host names holds. It may list one name a line, be a zone file or a zone transfer (RFC 1035 5), or be what crt.sh exports
 * as JSON or CSV.
 */
public sealed interface NameList {
    /** Octets of a file at most. */
    int MAX_SIZE = 64 << 20;
    /** Different names of a file at most. */
    int MAX_NAMES = 50_000;

    /**
     * The names, at least one.
     *
     * @param names in lower case without a trailing dot, as A-labels, each once, in the order of the file; wildcards as {@code *.NAME}
     * @param passedOver how many entries are no names of hosts
     * @param firstPassedOver the first of them, printable; empty if there is none
     */
    record Names(List<String> names, int passedOver, String firstPassedOver) implements NameList {
        public Names {
            names = List.copyOf(names);
        }
    }

    /** The file cannot be used: one line that names it, and what to do. */
    record Unusable(String problem) implements NameList {}

    /** Reads {@code file}. Blocks. */
    static NameList read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MAX_SIZE + 1);
            if (octets.length > MAX_SIZE) {
                return new Unusable(
                        file + ": is larger than " + (MAX_SIZE >> 20) + " MiB; keep the names only, or split it");
            }
            return parse(file, new String(octets, StandardCharsets.UTF_8));
        } catch (NoSuchFileException _) {
            return new Unusable(file + ": no such file");
        } catch (IOException unreadable) {
            return new Unusable(file
                    + (Files.isDirectory(file)
                            ? ": is a directory, not a file"
                            : ": cannot be read (" + unreadable.getClass().getSimpleName() + ")"));
        }
    }

    private static NameList parse(Path file, String text) {
        NameCollector collector = new NameCollector(MAX_NAMES);
        String content = text.startsWith("\ufeff") ? text.substring(1) : text;
        String start = content.substring(0, Math.min(content.length(), 4096)).stripLeading();
        if (start.startsWith("[") || start.startsWith("{")) {
            JsonNames.read(content, collector);
        } else if (CsvNames.isCsv(start)) {
            CsvNames.read(content.stripLeading(), collector);
        } else {
            new ZoneLines(collector).read(content);
        }
        if (collector.isFull()) {
            return new Unusable(file + ": holds more than " + MAX_NAMES + " names; split it");
        }
        return collector.names().isEmpty()
                ? new Unusable(file
                        + ": holds no name of a host; write one a line, or give it a zone file or the JSON of crt.sh")
                : new Names(collector.names(), collector.passedOver(), collector.firstPassedOver());
    }
}
