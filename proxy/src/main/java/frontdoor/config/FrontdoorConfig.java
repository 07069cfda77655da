package frontdoor.config;

import frontdoor.hocon.Places;
import frontdoor.hosts.HostPattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything an operator wrote, with the defaults of reference.conf filled in; immutable.
 *
 * @param certificates the pairs under {@code certificates}, in the order written; those of sites are in their site
 * @param certificateDirectory {@code certificates.directory}: a directory whose pairs are used too
 * @param sites in the order of their names; at least one
 * @param upstreams by name
 * @param serverLimits of servers that are in no upstream
 * @param selfProbe how often each host is asked about, at least 10 s; empty for never
 * @param drainTimeout how long exchanges in flight may go on when the process ends; positive
 * @param stateDirectory where Frontdoor keeps what must survive a restart
 * @param acknowledged hosts, as they were configured once, whose promises to browsers may be broken
 * @param places where each key was decided
 */
public record FrontdoorConfig(
        ListenConfig listen,
        AdminConfig admin,
        List<CertificateConfig> certificates,
        Optional<Path> certificateDirectory,
        List<SiteConfig> sites,
        Map<String, UpstreamConfig> upstreams,
        UpstreamLimits serverLimits,
        AccessLogConfig accessLog,
        Optional<Duration> selfProbe,
        Duration drainTimeout,
        Path stateDirectory,
        List<HostPattern> acknowledged,
        Places places) {
    public FrontdoorConfig {
        certificates = List.copyOf(certificates);
        sites = List.copyOf(sites);
        acknowledged = List.copyOf(acknowledged);
        upstreams = Collections.unmodifiableMap(new LinkedHashMap<>(upstreams));
    }
}
