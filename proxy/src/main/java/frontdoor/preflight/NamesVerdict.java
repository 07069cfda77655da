package frontdoor.preflight;

import frontdoor.audit.HostReach;
import frontdoor.plan.NamesReport;
import frontdoor.report.Level;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one name: how browsers will treat it, by the configuration and, where it was asked, by what answers
 * there today.
 *
 * @param probe null if it was not asked
 * @param level null where nothing is wrong, or nothing is known
 * @param judged whether it is known what becomes of everything that the name stands for
 */
public record NamesVerdict(
        NamesReport.Name name,
        @Nullable HostReach probe,
        @Nullable Level level,
        boolean judged,
        String text) {
    private static final String SERVED = "is served here with a good certificate";
    private static final String PATTERN = "is a pattern: list the hosts behind it, which need TLS, each by its name";

    private NamesVerdict(NamesReport.Name name, @Nullable HostReach probe, @Nullable Level level, String text) {
        this(name, probe, level, true, text);
    }

    /** The host to ask about {@code name}: of a wildcard, one that was made up. */
    public static String asked(NamesReport.Name name) {
        return name.isWildcard() ? "frontdoor-probe" + name.name().substring(1) : name.name();
    }

    /** Judges one name. */
    public static NamesVerdict of(NamesReport.Name name, @Nullable HostReach probe) {
        if (!name.bound()) {
            return new NamesVerdict(name, probe, null, "no host above it sends includeSubDomains");
        }
        if (probe == null) {
            return byConfiguration(name);
        }
        return name.served() ? served(name, probe) : servedElsewhere(name, probe);
    }

    private static NamesVerdict byConfiguration(NamesReport.Name name) {
        if (name.served()) {
            return new NamesVerdict(name, null, null, SERVED);
        }
        return name.isWildcard()
                ? new NamesVerdict(name, null, null, false, PATTERN)
                : new NamesVerdict(
                        name,
                        null,
                        Level.ERROR,
                        unreachable(name)
                                + ": no certificate here covers it; --probe asks whether another server's does");
    }

    private static NamesVerdict served(NamesReport.Name name, HostReach probe) {
        return switch (probe.result()) {
            case GOOD_TLS -> new NamesVerdict(name, probe, null, "is served here, and speaks good TLS");
            case BAD_TLS, PLAINTEXT_ONLY ->
                new NamesVerdict(
                        name,
                        probe,
                        Level.WARNING,
                        "the configuration serves it, but what answers there today has no good TLS: " + probe.text());
            case DEAD ->
                new NamesVerdict(
                        name,
                        probe,
                        Level.WARNING,
                        "the configuration serves it, but nothing answers there today: " + probe.text());
            case NOT_ASKED -> new NamesVerdict(name, probe, null, SERVED);
        };
    }

    private static NamesVerdict servedElsewhere(NamesReport.Name name, HostReach probe) {
        return switch (probe.result()) {
            case GOOD_TLS -> new NamesVerdict(name, probe, null, "another server speaks good TLS for it");
            case BAD_TLS, PLAINTEXT_ONLY, NOT_ASKED ->
                new NamesVerdict(name, probe, Level.ERROR, unreachable(name) + ": " + probe.text());
            case DEAD ->
                name.isWildcard()
                        ? new NamesVerdict(name, probe, null, false, PATTERN)
                        : new NamesVerdict(
                                name,
                                probe,
                                Level.NOTE,
                                "nothing answers there, so nobody will miss it: " + probe.text());
        };
    }

    private static String unreachable(NamesReport.Name name) {
        return "browsers that were at " + name.boundBy() + " will not reach http://" + name.name() + " any more"
                + (name.boundNow() ? "" : " once the ramp has begun");
    }
}
