package frontdoor.config;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Gathered;
import frontdoor.hocon.NamedFiles;
import frontdoor.hocon.Node;
import frontdoor.hocon.Places;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.HostPattern;
import frontdoor.maintenance.SwitchFile;
import frontdoor.maintenance.Switches;
import frontdoor.report.UnusableDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Everything an operator wrote, with the defaults of reference.conf filled in; immutable.
 *
 * @param certificates those of no site; those of sites are in their site
 * @param acme how sites get certificates that ask for them
 * @param sites in the order of their names; at least one
 * @param drainTimeout how long exchanges in flight may go on when the process ends; positive
 * @param stateDirectory where Frontdoor keeps what must survive a restart
 * @param acknowledged hosts, as they were configured once, whose promises to browsers may be broken
 * @param places where each key was decided
 */
public record FrontdoorConfig(
        ListenConfig listen,
        AdminConfig admin,
        HealthConfig health,
        TlsConfig tls,
        CertificatesConfig certificates,
        AcmeConfig acme,
        List<SiteConfig> sites,
        UpstreamsConfig upstreams,
        AccessLogConfig accessLog,
        LogConfig log,
        SelfProbeConfig selfProbe,
        Duration drainTimeout,
        Path stateDirectory,
        List<HostPattern> acknowledged,
        Places places) {
    public FrontdoorConfig {
        sites = List.copyOf(sites);
        acknowledged = List.copyOf(acknowledged);
    }

    /** What is written under {@code root}; not to be used when {@code findings} has problems afterwards. */
    static FrontdoorConfig read(Node root, Gathered findings) {
        TakenAddresses taken = new TakenAddresses();
        UpstreamsConfig upstreams = UpstreamsConfig.read(root.child("upstream-defaults"), root.child("upstreams"));
        Node stateDirectory = root.child("state-directory");
        Path state = Scalars.path(stateDirectory);
        if (UnusableDirectory.isNone(state)) {
            stateDirectory.problem(
                    stateDirectory.shown() + " is not a directory, or is in a file; write the path of a directory");
        }
        Switches switches = NamedFiles.readIfReadable(
                        stateDirectory, new SwitchFile(state).path(), Switches.MOST_OCTETS)
                .map(file -> Switches.parse(new String(file.octets(), StandardCharsets.UTF_8)))
                .orElse(Switches.NONE);
        AcmeConfig acme = AcmeConfig.read(root.child("acme"));
        FrontdoorConfig config = new FrontdoorConfig(
                ListenConfig.read(root.child("listen"), taken),
                AdminConfig.read(root.child("admin"), taken),
                HealthConfig.read(root.child("health"), taken),
                TlsConfig.read(root.child("tls")),
                CertificatesConfig.read(root.child("certificates")),
                acme,
                switched(SiteReader.read(root, upstreams, new AcmeSites(acme, state)), switches),
                upstreams,
                AccessLogConfig.read(root.child("access-log")),
                LogConfig.read(root.child("log")),
                SelfProbeConfig.read(root.child("self-probe")),
                Durations.timeout(root.child("drain-timeout")),
                state,
                acknowledged(root.child("acknowledge-broken-promise")),
                findings.places());
        root.refuseUnknownKeys();
        return config;
    }

    private static List<HostPattern> acknowledged(Node hosts) {
        return hosts.elements().stream()
                .flatMap(host -> HostPatternReader.pattern(host).stream())
                .toList();
    }

    private static List<SiteConfig> switched(List<SiteConfig> sites, Switches switches) {
        return sites.stream().map(site -> site.switched(switches)).toList();
    }

    /** Whether {@code other} says the same, be it in other lines. */
    public boolean saysSameAs(FrontdoorConfig other) {
        return equals(other.with(other.sites, places));
    }

    private FrontdoorConfig with(List<SiteConfig> newSites, Places newPlaces) {
        return new FrontdoorConfig(
                listen,
                admin,
                health,
                tls,
                certificates,
                acme,
                newSites,
                upstreams,
                accessLog,
                log,
                selfProbe,
                drainTimeout,
                stateDirectory,
                acknowledged,
                newPlaces);
    }

    /** The same with its sites in and out of maintenance as {@code switches} have them. */
    public FrontdoorConfig switched(Switches switches) {
        return with(switched(sites, switches), places);
    }
}
