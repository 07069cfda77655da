package frontdoor.config;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Gathered;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.HostPattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the whole {@code frontdoor} block. */
final class ConfigReader {
    private ConfigReader() {}

    /** The configuration under {@code root}; not to be used when {@code findings} has problems afterwards. */
    static FrontdoorConfig read(Node root, Gathered findings) {
        ListenReader listening = new ListenReader();
        ListenConfig listen = listening.read(root.child("listen"));
        AdminConfig admin = listening.readAdmin(root.child("admin"));
        Node certificates = root.child("certificates");
        if (certificates.isWritten()) {
            certificates.requireObject();
        }
        Optional<Path> directory = CertificateReader.directory(certificates);
        List<CertificateConfig> pairs = CertificateReader.pairs(certificates);
        Node upstreamsNode = root.child("upstreams");
        if (upstreamsNode.isWritten()) {
            upstreamsNode.requireObject();
        }
        UpstreamReader servers = new UpstreamReader(root.child("upstream-defaults"));
        UpstreamLimits serverLimits = servers.readDefaults();
        Map<String, UpstreamConfig> upstreams = servers.read(upstreamsNode);
        Node defaults = root.child("site-defaults");
        defaults.requireObject();
        // A broken certificates block is one problem, not one per site.
        boolean shared = certificates.isWritten() && !certificates.isEmptyObject();
        List<SiteConfig> sites = new SiteReader(defaults, shared, upstreams).read(root.child("sites"));
        AccessLogConfig accessLog = AccessLogConfig.read(root.child("access-log"));
        Optional<Duration> selfProbe = SelfProbeReader.read(root.child("self-probe"));
        Duration drainTimeout = Durations.timeout(root.child("drain-timeout"));
        Path stateDirectory = Scalars.path(root.child("state-directory"));
        List<HostPattern> acknowledged = root.child("acknowledge-broken-promise").elements().stream()
                .flatMap(host -> HostPatternReader.pattern(host).stream())
                .toList();
        root.refuseUnknownKeys();
        return new FrontdoorConfig(
                listen,
                admin,
                pairs,
                directory,
                sites,
                upstreams,
                serverLimits,
                accessLog,
                selfProbe,
                drainTimeout,
                stateDirectory,
                acknowledged,
                findings.places());
    }
}
