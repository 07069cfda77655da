package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings that have a default for every site, and may be written in a site and in site-defaults.
 *
 * @param hstsByDefault whether nobody chose the policy, so that the start should say how to raise it: {@code max-age}
 *     is the one of reference.conf
 * @param mixedContent whether browsers are asked to report mixed content, and their reports are taken
 */
public record SiteSettings(
        Plaintext plaintext,
        RedirectStatus redirectStatus,
        HstsConfig hsts,
        boolean hstsByDefault,
        boolean mixedContent,
        RepairConfig repair,
        SiteTimeouts timeouts,
        SiteLimits limits) {
    /** What is written in {@code site}, which has a default for everything. */
    static SiteSettings read(Node site) {
        return of(new Source(site, null));
    }

    /** The same of a site; what it does not write itself is as {@code shared}, which was read of site-defaults, and not read for each site anew. */
    static SiteSettings read(Node site, SiteSettings shared) {
        return of(new Source(site, shared));
    }

    private static SiteSettings of(Source source) {
        return new SiteSettings(
                source.read("plaintext", Plaintext::read, SiteSettings::plaintext),
                source.read("redirect-status", RedirectStatus::read, SiteSettings::redirectStatus),
                source.read("hsts", HstsConfig::read, SiteSettings::hsts),
                source.read("hsts", SiteSettings::isByDefault, SiteSettings::hstsByDefault),
                source.read("mixed-content", SiteSettings::collects, SiteSettings::mixedContent),
                source.read("repair", RepairConfig::read, SiteSettings::repair),
                source.read("timeouts", SiteTimeouts::read, SiteSettings::timeouts),
                source.read("limits", SiteLimits::read, SiteSettings::limits));
    }

    private static boolean isByDefault(Node hsts) {
        return hsts.isObject() && hsts.child("max-age").isBuiltIn();
    }

    private static boolean collects(Node mixedContent) {
        return Scalars.choice(mixedContent, List.of("off", "collect")).equals("collect");
    }

    /** A block of settings, over those that hold where it writes nothing. */
    private record Source(Node block, @Nullable SiteSettings shared) {
        <T> T read(String key, Function<Node, T> written, Function<SiteSettings, T> unwritten) {
            return shared == null || block.writes(key) ? written.apply(block.child(key)) : unwritten.apply(shared);
        }
    }
}
