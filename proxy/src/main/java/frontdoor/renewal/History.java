package frontdoor.renewal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tries for one certificate so far; immutable.
 *
 * @param since when it was wanted for the first time
 * @param attempts the last hundred and some good ones before those, oldest first
 */
public record History(Instant since, List<Attempt> attempts) {
    /** A few days of one an hour. */
    private static final int MOST = 100;

    /** More than any authority issues within the days that its limits look back. */
    private static final int MOST_GOOD = 20;

    private static final String SINCE = "since ";

    public History {
        attempts = lastOf(attempts);
    }

    /** Of those that are too old, the good ones stay longer: they tell who has issued what is there, and limits count them for a week. */
    private static List<Attempt> lastOf(List<Attempt> attempts) {
        int old = Math.max(0, attempts.size() - MOST);
        List<Attempt> good =
                attempts.subList(0, old).stream().filter(Attempt::good).toList();
        List<Attempt> last = new ArrayList<>(good.subList(Math.max(0, good.size() - MOST_GOOD), good.size()));
        last.addAll(attempts.subList(old, attempts.size()));
        return List.copyOf(last);
    }

    /** The authority that has issued the last one that was good. */
    public Optional<String> issuer() {
        return attempts.reversed().stream()
                .filter(Attempt::good)
                .map(Attempt::authority)
                .findFirst();
    }

    /** No try yet. */
    public static History begun(Instant since) {
        return new History(since, List.of());
    }

    /** The same with one more. */
    public History with(Attempt attempt) {
        List<Attempt> more = new ArrayList<>(attempts);
        more.add(attempt);
        return new History(since, more);
    }

    /** Those since the last one that was good, oldest first. */
    public List<Attempt> failures() {
        int from = attempts.size();
        while (from > 0 && !attempts.get(from - 1).good()) {
            from--;
        }
        return attempts.subList(from, attempts.size());
    }

    /** The last one, if it was not good. */
    public Optional<Attempt> lastFailure() {
        List<Attempt> failures = failures();
        return failures.isEmpty() ? Optional.empty() : Optional.of(failures.getLast());
    }

    /** As {@link #read} takes it. */
    public String text() {
        StringBuilder text = new StringBuilder(SINCE).append(since).append('\n');
        attempts.forEach(attempt -> text.append(attempt.line()).append('\n'));
        return text.toString();
    }

    /** What {@code text} tells; lines that nobody understands are passed over. Empty where it does not even tell since when. */
    public static Optional<History> read(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().startsWith(SINCE)) {
            return Optional.empty();
        }
        try {
            Instant since = Instant.parse(lines.getFirst().substring(SINCE.length()));
            return Optional.of(new History(
                    since,
                    lines.stream()
                            .skip(1)
                            .flatMap(line -> Attempt.read(line).stream())
                            .toList()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
