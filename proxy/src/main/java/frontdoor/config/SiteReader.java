package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.HostPattern;
import frontdoor.maintenance.Switched;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one site after the other, each over site-defaults, and checks them against each other. */
final class SiteReader {
    private final Node defaults;
    private final boolean sharedCertificates;
    private final UpstreamsConfig upstreams;
    private final AcmeSites acme;
    private final SiteSettings shared;
    /** The keys of settings; a site that writes none of them has the very settings that are shared. */
    private final Set<String> ofSettings;

    private final Servers servers = new Servers();
    private final SiteHosts hosts = new SiteHosts();

    /** @param sharedCertificates whether there is any pair that a site without its own can use */
    private SiteReader(Node defaults, boolean sharedCertificates, UpstreamsConfig upstreams, AcmeSites acme) {
        this.defaults = defaults;
        this.sharedCertificates = sharedCertificates;
        this.upstreams = upstreams;
        this.acme = acme;
        this.shared = SiteSettings.read(defaults);
        this.ofSettings = defaults.asked();
        refuseUnknownDefaults();
    }

    /** The sites under {@code root}, whose routes lead to {@code upstreams}, and whose certificates {@code acme} gets where they say so. */
    static List<SiteConfig> read(Node root, UpstreamsConfig upstreams, AcmeSites acme) {
        Node defaults = root.child("site-defaults");
        defaults.requireObject();
        // A broken certificates block is one problem, not one per site.
        Node certificates = root.child("certificates");
        boolean shared = certificates.isWritten() && !certificates.isEmptyObject();
        return new SiteReader(defaults, shared, upstreams, acme).read(root.child("sites"));
    }

    private List<SiteConfig> read(Node sites) {
        List<SiteConfig> read = new ArrayList<>();
        List<Node> named = sites.named();
        for (Node own : named) {
            if (own.requireObject()) {
                read.add(site(own.over(defaults)));
            }
        }
        if (named.isEmpty() && (!sites.isWritten() || sites.requireObject())) {
            sites.lacks("has no site; write sites.NAME { hosts = [...], backend = \"http://HOST:PORT\", ... }");
        }
        hosts.checkCanonicals();
        return read;
    }

    /** What only a site can have is an unknown key in site-defaults. */
    private void refuseUnknownDefaults() {
        defaults.child("canonical");
        Scalars.bool(defaults.child("apex-pin"));
        defaults.child("backend");
        defaults.child("routes");
        defaults.child("certificate");
        defaults.refuseUnknownKeys();
    }

    private SiteConfig site(Node site) {
        List<HostPattern> names = hosts.read(site);
        Optional<String> canonical = hosts.canonical(site, names);
        boolean apexPin = hosts.apexPin(site, names, canonical);
        Node pair = site.child("certificate");
        boolean asked = AcmeSites.isWanted(pair);
        List<CertificateConfig> certificates = asked ? acme.certificates(site) : CertificateConfig.readAll(pair);
        if (!pair.isWritten() && !sharedCertificates) {
            site.lacks(
                    "has no certificate; write certificate = acme or certificate { chain = FILE, key = FILE }, or add a pair under certificates");
        }
        SiteSettings settings = site.writesAny(ofSettings) ? SiteSettings.read(site, shared) : shared;
        SiteTarget target = SiteTarget.read(site, settings, upstreams, servers);
        site.refuseUnknownKeys();
        return new SiteConfig(
                site.name(), names, canonical, certificates, asked, apexPin, target, settings, Switched.NOT);
    }
}
