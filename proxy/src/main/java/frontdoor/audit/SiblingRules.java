package frontdoor.audit;

import org.jspecify.annotations.Nullable;

/** Judges what the sibling of a host does to it. */
final class SiblingRules {
    private SiblingRules() {}

    /** Everything about {@code sibling}; {@code header} is that of the host itself. */
    static void judge(Sibling sibling, @Nullable HstsHeader header, Findings findings) {
        SecureProbe probe = sibling.probe();
        if (probe == null) {
            return;
        }
        String about = probe.url().toString();
        if (!probe.hasGoodTls() && probe.verified() instanceof NoAnswer none) {
            findings.add(sibling.isWww() ? Code.WWW_NO_TLS : Code.SOURCE_WITHOUT_CERTIFICATE, about, none.text());
        }
        if (probe.verified() instanceof Answer answer) {
            int count = answer.hsts().size();
            HstsHeader its = count == 1 ? HstsHeader.ofBrowsers(answer.hsts().getFirst()) : null;
            if (its == null) {
                findings.add(
                        Code.NO_HEADER_ON_SIBLING,
                        about,
                        count == 1
                                ? "browsers take no policy from its Strict-Transport-Security"
                                : "the answer carries Strict-Transport-Security " + count + " times, not once");
            }
            judgeSubdomains(about, sibling.isWww() ? its : header, sibling.isWww() ? header : its, findings);
        }
    }

    private static void judgeSubdomains(
            String about, @Nullable HstsHeader www, @Nullable HstsHeader apex, Findings findings) {
        boolean onlyOnWww = www != null && www.bindsSubdomains() && (apex == null || !apex.bindsSubdomains());
        if (onlyOnWww) {
            findings.add(
                    Code.SUBDOMAINS_ONLY_ON_WWW,
                    about,
                    "includeSubDomains is sent by www and not by the name above it, so it protects what is below www only");
        }
    }
}
