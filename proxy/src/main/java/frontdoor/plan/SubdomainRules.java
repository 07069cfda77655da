package frontdoor.plan;

import frontdoor.config.HstsConfig;
import frontdoor.hosts.HostPattern;
import frontdoor.policy.HstsTerms;
import org.jspecify.annotations.Nullable;

/** Judges what a policy with includeSubDomains does to other hosts (RFC 6797 8.2, 8.3). */
final class SubdomainRules {
    private static final String WWW = "www.";

    private SubdomainRules() {}

    static void judge(Subject subject, Verdicts verdicts) {
        judgeWww(subject, verdicts);
        String parent = bindingParent(subject);
        if (parent == null) {
            return;
        }
        if (!subject.covered() && !subject.awaits()) {
            verdicts.add(
                    Code.CHILD_WITHOUT_TLS,
                    subject.hostKey(),
                    parent + " sends includeSubDomains, so browsers that have been there use nothing but https for "
                            + subject.host()
                            + " too, and no certificate here covers it: they cannot reach it at all. Get it"
                            + " a certificate, or set include-subdomains = false for " + parent
                            + " until every host below it has one");
        }
        HstsTerms sent = subject.sent();
        HstsConfig written = subject.site().config().settings().hsts();
        if (written instanceof HstsConfig.Off || written instanceof HstsConfig.Kill) {
            verdicts.add(
                    Code.CHILD_UNDER_PARENT_POLICY,
                    subject.site().key("hsts"),
                    "hsts = " + (sent == null ? "off" : "kill") + " frees nobody here: " + parent
                            + " sends includeSubDomains, which binds " + subject.host()
                            + " all the same. Set include-subdomains = false for " + parent
                            + ", or let the host have a policy of its own");
        }
    }

    private static void judgeWww(Subject subject, Verdicts verdicts) {
        HstsTerms sent = subject.sent();
        if (sent == null || !sent.bindsSubdomains() || !subject.host().startsWith(WWW)) {
            return;
        }
        String apex = subject.host().substring(WWW.length());
        Scheme.Site site = subject.scheme().find(apex);
        HstsTerms ofApex = site == null ? null : site.sent();
        if (ofApex == null || !ofApex.bindsSubdomains()) {
            verdicts.add(
                    Code.SUBDOMAINS_ONLY_ON_WWW,
                    subject.site().key("hsts.include-subdomains"),
                    "includeSubDomains sent by " + subject.host() + " protects nothing but what is below www: " + apex
                            + ", its other children and the cookies of the domain stay open to a rogue subdomain. Let "
                            + apex + " send it: "
                            + (site == null ? "add it to hosts" : "set it in the site of " + apex));
        }
    }

    /** The nearest host above that binds this one too; null if there is none. */
    static @Nullable String bindingParent(Subject subject) {
        String host = subject.host();
        HostPattern pattern = HostPattern.of(host);
        if (!pattern.isNamed()) {
            return null;
        }
        int from = host.indexOf('.') + 1;
        for (int dot = from; dot > 0 && dot < host.length(); dot = host.indexOf('.', dot) + 1) {
            String parent = host.substring(dot);
            if (binds(subject.scheme(), parent)) {
                return parent;
            }
        }
        return null;
    }

    private static boolean binds(Scheme scheme, String parent) {
        Scheme.Site site = scheme.names(parent) ? scheme.find(parent) : null;
        HstsTerms sent = site == null ? null : site.sent();
        return sent != null && sent.bindsSubdomains();
    }
}
