package frontdoor.discovery;

import java.util.Comparator;

/**
 * One thing found on one page, fit to be shown.
 *
 * @param page the path, as {@link PagePath} shows it
 * @param found what it was
 */
record Finding(String page, String found) implements Comparable<Finding> {
    private static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::page).thenComparing(Finding::found);

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
