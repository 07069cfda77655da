package frontdoor.hocon;

import com.typesafe.config.ConfigOrigin;
import frontdoor.report.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The origins that the library knows of values, and the places that they are.
 *
 * <p>A piece of a file is to the library a text of its own, which begins at line 1. So it has a name of its own: that of its file, and how many
 * lines stand before it there.
 */
final class Origins {
    private static final String LINES = ": ";
    /** Parts the two; no file has it in its name. */
    private static final char BEFORE = '\0';

    /** What the library calls the origin of a value that came out of several pieces, one after the other. */
    private static final Pattern OF_MERGE =
            Pattern.compile("\\G(?:merge of )?([^\0]+\0\\d+)(?:: (\\d+)(?:-(\\d+))?)?(?:,|$)");

    private static final Pattern LINE_OF_PIECE = Pattern.compile("\0(\\d+): (\\d+)");

    private final Map<String, Source> sources = new HashMap<>();

    /** All places of a file share one name. */
    private record Source(String name, int linesBefore) {
        Place at(int line) {
            return new Place(name, linesBefore + Math.max(0, line));
        }
    }

    /** Enters a file under the name that places will show, which is that of its origins. */
    void add(String file) {
        sources.putIfAbsent(file, new Source(file, 0));
    }

    /**
     * Enters a part of a file that was added.
     *
     * @return the name of its origins
     */
    String addPiece(String file, int linesBefore) {
        Source whole = sources.getOrDefault(file, new Source(file, 0));
        String piece = file + BEFORE + linesBefore;
        sources.put(piece, new Source(whole.name(), linesBefore));
        return piece;
    }

    /** The file of an origin, or whatever else it is called. */
    static String fileOf(ConfigOrigin origin) {
        String name = nameOf(origin);
        int end = name.indexOf(BEFORE);
        return end < 0 ? name : name.substring(0, end);
    }

    /** A message of the library as it would be if it knew no pieces. */
    static String inFiles(String message) {
        return LINE_OF_PIECE
                .matcher(message)
                .replaceAll(at -> LINES + (Integer.parseInt(at.group(1)) + Integer.parseInt(at.group(2))));
    }

    /** Its description without the lines, which the library writes behind it. */
    private static String nameOf(ConfigOrigin origin) {
        return origin.withLineNumber(-1).description();
    }

    /** The place of an origin that is in one file; empty for the environment, and for merges of several files. */
    Optional<Place> place(ConfigOrigin origin) {
        Source source = sources.get(nameOf(origin));
        return source == null ? placeOfMerge(origin.description(), false) : Optional.of(source.at(origin.lineNumber()));
    }

    /** As {@link #place}, but the last line of a range: of several settings of a key the last one decides. */
    Optional<Place> lastPlace(ConfigOrigin origin) {
        String name = nameOf(origin);
        Source source = sources.get(name);
        if (source == null || origin.lineNumber() <= 0) {
            return source == null ? placeOfMerge(origin.description(), true) : place(origin);
        }
        // Such as ": 3", or ": 3-7".
        String lines = origin.description().substring(name.length() + LINES.length());
        return Optional.of(source.at(Integer.parseInt(lines.substring(lines.indexOf('-') + 1))));
    }

    private Optional<Place> placeOfMerge(String description, boolean last) {
        Matcher piece = OF_MERGE.matcher(description);
        Place found = null;
        int end = 0;
        while (piece.find()) {
            Source source = sources.get(piece.group(1));
            if (source == null || found != null && !found.file().equals(source.name())) {
                return Optional.empty();
            }
            Place place = source.at(number(last && piece.group(3) != null ? piece.group(3) : piece.group(2)));
            found = found == null || last == place.line() > found.line() ? place : found;
            end = piece.end();
        }
        return end == description.length() ? Optional.ofNullable(found) : Optional.empty();
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
