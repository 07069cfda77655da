package frontdoor;

import frontdoor.audit.HostProbe;
import frontdoor.plan.NamesReport;
import frontdoor.report.Level;
import org.jspecify.annotations.Nullable;

/**
 * What browsers will make of one name, by the configuration and, where it was asked, by what answers there today.
 *
 * @param probe null if it was not asked
 * @param level null where nothing is wrong
 */
record NamesVerdict(
        NamesReport.Name name,
        @Nullable HostProbe probe,
        @Nullable Level level,
        String text) {
    /** Judges one name. */
    static NamesVerdict of(NamesReport.Name name, @Nullable HostProbe probe) {
        if (!name.bound()) {
            return new NamesVerdict(name, probe, null, "no host above it sends includeSubDomains");
        }
        if (name.isWildcard()) {
            return ofWildcard(name);
        }
        if (probe == null) {
            return name.served()
                    ? new NamesVerdict(name, null, null, "is served here with a good certificate")
                    : new NamesVerdict(
                            name,
                            null,
                            Level.ERROR,
                            unreachable(name)
                                    + ": no certificate here covers it; --probe asks whether another server's does");
        }
        return probed(name, probe);
    }

    private static NamesVerdict ofWildcard(NamesReport.Name name) {
        return name.served()
                ? new NamesVerdict(name, null, null, "is served here with a good certificate")
                : new NamesVerdict(
                        name,
                        null,
                        Level.NOTE,
                        "is a pattern: list the hosts behind it, which need TLS, each by its name");
    }

    private static NamesVerdict probed(NamesReport.Name name, HostProbe probe) {
        boolean served = name.served();
        return switch (probe.result()) {
            case GOOD_TLS ->
                new NamesVerdict(
                        name,
                        probe,
                        null,
                        served ? "is served here, and speaks good TLS" : "another server speaks good TLS for it");
            case BAD_TLS, PLAINTEXT_ONLY ->
                served
                        ? new NamesVerdict(
                                name,
                                probe,
                                Level.WARNING,
                                "the configuration serves it, but what answers there today has no good TLS: "
                                        + probe.text())
                        : new NamesVerdict(name, probe, Level.ERROR, unreachable(name) + ": " + probe.text());
            case DEAD ->
                new NamesVerdict(
                        name,
                        probe,
                        served ? Level.WARNING : Level.NOTE,
                        served
                                ? "the configuration serves it, but nothing answers there today: " + probe.text()
                                : "nothing answers there, so nobody will miss it: " + probe.text());
            case NOT_ASKED ->
                new NamesVerdict(
                        name,
                        probe,
                        served ? null : Level.ERROR,
                        served ? "is served here with a good certificate" : unreachable(name) + ": " + probe.text());
        };
    }

    private static String unreachable(NamesReport.Name name) {
        return "browsers that were at " + name.boundBy() + " will not reach http://" + name.name() + " any more"
                + (name.boundNow() ? "" : " once the ramp has begun");
    }
}
