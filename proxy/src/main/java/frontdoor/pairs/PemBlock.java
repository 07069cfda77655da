package frontdoor.pairs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file (RFC 7468), found by its boundaries alone: what stands around it, the ends of lines, and a boundary that was
 * joined to the one before it, as {@code cat} does with files that lack their last newline, do not matter.
 *
 * @param label what its boundaries call it, such as {@code CERTIFICATE}
 * @param body everything between the boundaries, not decoded: it may be a private key
 * @param line the line of its beginning, from 1
 */
record PemBlock(String label, String body, int line) {
    private static final Pattern BOUNDARY = Pattern.compile("-----(BEGIN|END) ([^\\r\\n]*?)-----");
    private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\r|\\n");

    /**
     * Every block of {@code text}, of whatever kind.
     *
     * @throws PemProblem if one is cut short, at its beginning or at its end
     */
    static List<PemBlock> find(Path file, String text) throws PemProblem {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher boundary = BOUNDARY.matcher(text);
        int end = 0;
        while (boundary.find()) {
            String label = boundary.group(2);
            int line = lineOf(text, boundary.start());
            if (boundary.group(1).equals("END")) {
                throw cutShort(file, "line " + line + " ends a block that has no beginning");
            }
            int body = boundary.end();
            if (!boundary.find() || boundary.group(1).equals("BEGIN")) {
                throw cutShort(file, "the block that begins in line " + line + " has no end");
            }
            if (!boundary.group(2).equals(label)) {
                throw cutShort(
                        file,
                        "the block that begins in line " + line + " ends as something else in line "
                                + lineOf(text, boundary.start()));
            }
            blocks.add(new PemBlock(label, text.substring(body, boundary.start()), line));
            end = boundary.end();
        }
        refuseHalfBoundary(file, text, end);
        return blocks;
    }

    /** The text of this block alone, as any parser reads it. */
    String text() {
        return "-----BEGIN " + label + "-----\n" + body.strip() + "\n-----END " + label + "-----\n";
    }

    /** A file that was cut off within a boundary does not look as if it lacked a block. */
    private static void refuseHalfBoundary(Path file, String text, int from) throws PemProblem {
        String last = text.substring(from)
                .stripTrailing()
                .lines()
                .reduce("", (_, line) -> line)
                .strip();
        boolean half = last.startsWith("-----BEGIN ") || "-----BEGIN ".startsWith(last);
        if (half && !last.isEmpty()) {
            throw cutShort(file, "its last line breaks off");
        }
    }

    private static PemProblem cutShort(Path file, String where) {
        return new PemProblem(file + ": is not complete PEM: " + where + "; it was perhaps not written completely");
    }

    private static int lineOf(String text, int position) {
        int line = 1;
        Matcher ends = LINE_END.matcher(text).region(0, position);
        while (ends.find()) {
            line++;
        }
        return line;
    }
}
