package frontdoor.plan;

import frontdoor.config.SiteConfig;
import frontdoor.policy.HstsTerms;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds where the apex of a site would gain from being pinned (HSTS.md, chapter 5). */
final class PinRules {
    private static final String WWW = "www.";

    private PinRules() {}

    static void judge(Subject subject, Verdicts verdicts) {
        String www = subject.host();
        SiteConfig site = subject.site().config();
        boolean canonical = www.startsWith(WWW) && site.canonical().equals(Optional.of(www));
        boolean hasPages = subject.chain().hops().getLast().outcome() instanceof Hop.Forwards;
        if (!canonical || site.apexPin() || !hasPages) {
            return;
        }
        String apex = www.substring(WWW.length());
        Scheme.Site other = siteToLearn(subject.scheme(), apex);
        if (other != null) {
            String key = subject.site().key("apex-pin");
            verdicts.add(Code.PIN_HELPS, key, text(www, apex, other.config().equals(site)));
        }
    }

    /** The site of the apex, if it has a policy that browsers could learn there; else null. */
    private static Scheme.@Nullable Site siteToLearn(Scheme scheme, String apex) {
        Scheme.Site site = scheme.names(apex) ? scheme.find(apex) : null;
        HstsTerms sent = site == null ? null : site.sent();
        boolean covered =
                scheme.certificateOf(apex).filter(pair -> pair.covers(apex)).isPresent();
        return sent != null && sent.binds() && covered ? site : null;
    }

    private static String text(String www, String apex, boolean inSite) {
        return "visitors of " + www + " never touch " + apex
                + ", so their browsers do not learn its policy, and the first"
                + " time somebody types " + apex + " goes out in the clear. "
                + (inSite ? "Write apex-pin = true" : "Move " + apex + " into this site and write apex-pin = true")
                + ": pages of " + www + " then let browsers fetch one small answer of " + apex
                + " beforehand. Chromium was seen to take up the policy that way; Safari ignores prefetch hints and"
                + " neither gains nor loses; Firefox was not tried";
    }
}
