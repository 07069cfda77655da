package frontdoor.preflight;

import frontdoor.report.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that a file names. It may list one name a line, be a zone file or a zone transfer (RFC 1035 5) or a hosts file, or be what
 * crt.sh exports as JSON or CSV.
 *
 * <p>Whatever may name a host is either among the names or told of: the list errs in one direction only.
 */
public sealed interface NameList {
    /** Octets of a file at most. */
    int MAX_SIZE = 64 << 20;
    /** Different names of a file at most. */
    int MAX_NAMES = 50_000;

    /**
     * The names that the file says.
     *
     * @param names in lower case without a trailing dot, as A-labels, each once, in the order of the file; wildcards as {@code *.NAME}
     * @param notJudged what may hide further hosts, in the order of the file; if there is none, at least one name
     */
    record Names(List<String> names, List<NotJudged> notJudged) implements NameList {
        public Names {
            names = List.copyOf(names);
            notJudged = List.copyOf(notJudged);
        }
    }

    /** The file cannot be used: one line that names it, and what to do. */
    record Unusable(String problem) implements NameList {}

    /**
     * Reads {@code file}. Blocks.
     *
     * @param origin the name of the zone; null if the file says it
     */
    static NameList read(Path file, @Nullable ZoneOrigin origin) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MAX_SIZE + 1);
            if (octets.length > MAX_SIZE) {
                return new Unusable(
                        file + ": is larger than " + (MAX_SIZE >> 20) + " MiB; keep the names only, or split it");
            }
            return parse(file, text(octets), origin);
        } catch (NoSuchFileException _) {
            return new Unusable(file + ": no such file");
        } catch (IOException unreadable) {
            return new Unusable(file
                    + (Files.isDirectory(file)
                            ? ": is a directory, not a file"
                            : ": cannot be read (" + Cause.inWords(unreadable) + ")"));
        }
    }

    /** UTF-8, or what a byte order mark says: Windows writes UTF-16. */
    private static String text(byte[] octets) {
        int first = octets.length < 2 ? 0 : (octets[0] & 0xff) << 8 | octets[1] & 0xff;
        Charset charset = first == 0xfeff
                ? StandardCharsets.UTF_16BE
                : first == 0xfffe ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
        String text = new String(octets, charset);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static NameList parse(Path file, String content, @Nullable ZoneOrigin origin) {
        NameCollector collector = new NameCollector(MAX_NAMES);
        String start = content.substring(0, Math.min(content.length(), 4096)).stripLeading();
        if (start.startsWith("[") && !start.matches("(?s)\\[[0-9A-Fa-f:.]+].*") || start.startsWith("{")) {
            JsonNames.read(content, collector);
        } else if (CsvNames.isCsv(start)) {
            CsvNames.read(content.stripLeading(), collector);
        } else {
            NameLines.read(content, origin == null ? null : origin.name(), collector);
        }
        if (collector.isFull()) {
            return new Unusable(file + ": holds more than " + MAX_NAMES + " names; split it");
        }
        List<NotJudged> notJudged = collector.notJudged();
        return collector.names().isEmpty() && notJudged.isEmpty()
                ? new Unusable(file
                        + ": holds no name of a host; write one a line, or give it a zone file or the JSON of crt.sh")
                : new Names(collector.names(), notJudged);
    }
}
