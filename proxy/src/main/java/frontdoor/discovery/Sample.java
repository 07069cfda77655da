package frontdoor.discovery;

import java.util.Comparator;

/**
 * One thing found on one page, fit to be shown.
 *
 * @param page the path, as {@link PagePath} shows it
 * @param found what it was
 */
record Sample(String page, String found) implements Comparable<Sample> {
    private static final Comparator<Sample> ORDER =
            Comparator.comparing(Sample::page).thenComparing(Sample::found);

    @Override
    public int compareTo(Sample other) {
        return ORDER.compare(this, other);
    }
}
