package frontdoor.plan;

import java.util.Optional;

/** Finds where the apex of a site would gain from being pinned (HSTS.md, chapter 5). */
final class PinRules {
    private static final String WWW = "www.";

    private PinRules() {}

    static void judge(Subject subject, Verdicts verdicts) {
        String www = subject.host();
        Scheme.Site site = subject.site();
        if (!www.startsWith(WWW)
                || !site.config().canonical().equals(Optional.of(www))
                || site.config().apexPin()) {
            return;
        }
        if (!(subject.chain().hops().getLast().outcome() instanceof Hop.Forwards)) {
            return;
        }
        String apex = www.substring(WWW.length());
        Scheme.Site other = subject.scheme().names(apex) ? subject.scheme().find(apex) : null;
        SentPolicy sent = other == null ? null : other.sent();
        boolean covered = subject.scheme()
                .certificateOf(apex)
                .filter(pair -> pair.covers(apex))
                .isPresent();
        if (other == null || sent == null || !sent.binds() || !covered) {
            return;
        }
        boolean inSite = other.config().equals(site.config());
        verdicts.add(
                Code.PIN_HELPS,
                site.key("apex-pin"),
                "visitors of " + www + " never touch " + apex
                        + ", so their browsers do not learn its policy, and the first"
                        + " time somebody types " + apex + " goes out in the clear. "
                        + (inSite
                                ? "Write apex-pin = true"
                                : "Move " + apex + " into this site and write apex-pin = true")
                        + ": pages of " + www + " then let browsers fetch one small answer of " + apex
                        + " beforehand. Chromium was seen to take up the policy that way; Safari ignores prefetch hints and"
                        + " neither gains nor loses; Firefox was not tried");
    }
}
