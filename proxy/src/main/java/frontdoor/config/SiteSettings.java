package frontdoor.config;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hocon.Sizes;
import java.util.List;

/** The settings that have a default for every site, and may be written in a site and in site-defaults. */
record SiteSettings(
        Plaintext plaintext,
        RedirectStatus redirectStatus,
        HstsConfig hsts,
        boolean hstsByDefault,
        boolean mixedContent,
        RepairConfig repair,
        SiteTimeouts timeouts,
        SiteLimits limits) {
    static SiteSettings read(Node site) {
        Node hsts = site.child("hsts");
        return new SiteSettings(
                plaintext(site.child("plaintext")),
                redirectStatus(site.child("redirect-status")),
                HstsReader.read(hsts),
                isByDefault(hsts),
                mixedContent(site.child("mixed-content")),
                repair(site.child("repair")),
                timeouts(site.child("timeouts")),
                limits(site.child("limits")));
    }

    /** The same of a site; what it does not write itself is as {@code shared}, which was read of site-defaults, and not read for each site anew. */
    static SiteSettings read(Node site, SiteSettings shared) {
        boolean hsts = site.writes("hsts");
        return new SiteSettings(
                site.writes("plaintext") ? plaintext(site.child("plaintext")) : shared.plaintext(),
                site.writes("redirect-status")
                        ? redirectStatus(site.child("redirect-status"))
                        : shared.redirectStatus(),
                hsts ? HstsReader.read(site.child("hsts")) : shared.hsts(),
                hsts ? isByDefault(site.child("hsts")) : shared.hstsByDefault(),
                site.writes("mixed-content") ? mixedContent(site.child("mixed-content")) : shared.mixedContent(),
                site.writes("repair") ? repair(site.child("repair")) : shared.repair(),
                site.writes("timeouts") ? timeouts(site.child("timeouts")) : shared.timeouts(),
                site.writes("limits") ? limits(site.child("limits")) : shared.limits());
    }

    private static boolean isByDefault(Node hsts) {
        return hsts.isObject() && hsts.child("max-age").isBuiltIn();
    }

    private static boolean mixedContent(Node node) {
        return Scalars.choice(node, List.of("off", "collect")).equals("collect");
    }

    private static Plaintext plaintext(Node node) {
        return switch (Scalars.choice(node, List.of("redirect", "refuse", "close"))) {
            case "refuse" -> Plaintext.REFUSE;
            case "close" -> Plaintext.CLOSE;
            default -> Plaintext.REDIRECT;
        };
    }

    private static RedirectStatus redirectStatus(Node node) {
        String choice = Scalars.choice(node, List.of("auto", "301", "302", "307", "308"));
        return choice.equals("auto") ? new RedirectStatus.Auto() : new RedirectStatus.Fixed(Integer.parseInt(choice));
    }

    private static RepairConfig repair(Node node) {
        node.requireObject();
        RepairConfig repair =
                new RepairConfig(Scalars.bool(node.child("locations")), Scalars.bool(node.child("cookies")));
        node.refuseUnknownKeys();
        return repair;
    }

    private static SiteTimeouts timeouts(Node node) {
        node.requireObject();
        SiteTimeouts timeouts = new SiteTimeouts(
                Durations.timeout(node.child("client-body")),
                Durations.timeout(node.child("upstream-connect")),
                Durations.timeout(node.child("upstream-response")),
                Durations.timeout(node.child("upstream-idle")),
                Durations.timeout(node.child("websocket-idle")));
        node.refuseUnknownKeys();
        return timeouts;
    }

    private static SiteLimits limits(Node node) {
        node.requireObject();
        Node body = node.child("body");
        node.refuseUnknownKeys();
        if (body.isScalar() && body.text().strip().matches("-\\d+|none|unlimited|infinite")) {
            body.problem(body.shown() + " is no size; write off for no limit");
            return new SiteLimits(Long.MAX_VALUE);
        }
        boolean off = body.isScalar() && body.text().equals("off");
        return new SiteLimits(off ? Long.MAX_VALUE : Sizes.bytes(body, 0, 1L << 50));
    }
}
