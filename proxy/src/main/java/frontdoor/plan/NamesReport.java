package frontdoor.plan;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.FrontdoorConfig;
import frontdoor.policy.HstsTerms;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of many names a configuration binds to https, and whether it serves them: what to look at before includeSubDomains is sent. */
public final class NamesReport {
    private final Scheme scheme;

    private NamesReport(Scheme scheme) {
        this.scheme = scheme;
    }

    /**
     * A name and its fate.
     *
     * @param name as it was given; a wildcard stands for everything below
     * @param boundBy the nearest host above it that sends includeSubDomains, or will once its ramp has begun; null if none does
     * @param boundNow whether that host sends it today
     * @param served whether a site answers for it, with a certificate that covers it and is valid
     */
    public record Name(String name, @Nullable String boundBy, boolean boundNow, boolean served) {
        /** Whether browsers will use nothing but https for it. */
        public boolean bound() {
            return boundBy != null;
        }

        public boolean isWildcard() {
            return name.startsWith("*");
        }
    }

    /**
     * Judges every one of {@code names}.
     *
     * @param certificates of the configuration, read with a clock that stands at {@code at}
     * @param names in lower case without a trailing dot; wildcards as {@code *.NAME}
     */
    public static List<Name> of(
            FrontdoorConfig config, LoadedCertificates certificates, Instant at, Collection<String> names) {
        NamesReport report = new NamesReport(new Scheme(config, certificates, at));
        return names.stream().map(report::name).toList();
    }

    private Name name(String name) {
        String later = null;
        for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
            String parent = name.substring(dot + 1);
            Scheme.Site site = scheme.names(parent) ? scheme.find(parent) : null;
            if (site != null && binds(site.sent())) {
                return new Name(name, parent, true, isServed(name));
            }
            if (later == null && site != null && binds(site.whole())) {
                later = parent;
            }
        }
        return new Name(name, later, false, isServed(name));
    }

    private static boolean binds(@Nullable HstsTerms sent) {
        return sent != null && sent.bindsSubdomains();
    }

    private boolean isServed(String name) {
        return scheme.find(name) != null
                && scheme.certificateOf(name)
                        .filter(pair -> Scheme.covers(pair, name) && pair.leaf().isValidAt(scheme.at()))
                        .isPresent();
    }
}
