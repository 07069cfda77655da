package frontdoor.renewal;

import frontdoor.report.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A try to get a certificate.
 *
 * @param at when it ended
 * @param authority who was asked
 * @param good whether it brought one
 * @param again the first instant at which that authority wants to be asked again; where it has named none, {@link #at}
 * @param words the authority's own, or what kept it from being asked; empty where it was good
 */
public record Attempt(Instant at, String authority, boolean good, Instant again, String words) {
    private static final int LONGEST = 600;
    private static final int PARTS = 5;

    /** One that brought a certificate. */
    public static Attempt good(Instant at, String authority) {
        return new Attempt(at, authority, true, at, "");
    }

    /** One that did not. */
    public static Attempt failed(Instant at, String authority, Instant again, String words) {
        return new Attempt(at, authority, false, again.isBefore(at) ? at : again, Printable.of(words, LONGEST));
    }

    /** One line, as {@link #read} takes it. */
    String line() {
        return at + " " + authority + " " + (good ? "good" : "failed") + " " + again + " " + words;
    }

    static Optional<Attempt> read(String line) {
        String[] parts = line.split(" ", PARTS);
        try {
            return parts.length < PARTS
                    ? Optional.empty()
                    : Optional.of(new Attempt(
                            Instant.parse(parts[0]),
                            parts[1],
                            parts[2].equals("good"),
                            Instant.parse(parts[3]),
                            parts[4]));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
