package frontdoor.snapshot;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.SiteSettings;
import frontdoor.fixture.Written;
import frontdoor.heads.OwnHosts;
import frontdoor.heads.RequestRules;
import frontdoor.heads.ResponseRules;
import frontdoor.hosts.HostTable;
import frontdoor.policy.SitePolicy;
import frontdoor.promises.DurableLedger;
import frontdoor.promises.LedgerFile;
import frontdoor.promises.Promises;
import frontdoor.route.RouteTable;
import frontdoor.scheme.ReservedPages;
import frontdoor.scheme.SiteRoute;
import frontdoor.upstream.UpstreamGroup;
import frontdoor.upstream.Upstreams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Set;

/** Snapshots for tests that do not ask what is recorded. */
public final class SnapshotFixture {
    private SnapshotFixture() {}

    /** A snapshot all of whose policies are recorded, somewhere. */
    public static Snapshot build(FrontdoorConfig config, LoadedCertificates certificates, Upstreams upstreams) {
        InstantSource clock = InstantSource.system();
        try (Promises promises =
                new Promises(DurableLedger.open(new LedgerFile(Files.createTempDirectory("ledger")), clock), clock)) {
            promises.record(config, certificates);
            return SnapshotBuilder.build(config, certificates, upstreams, promises);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The site {@code a}, that takes no body and mends nothing. */
    public static Site site(SitePolicy policy, boolean named, RouteTable<SiteRoute<UpstreamGroup>> routes) {
        SiteSettings settings = Written.site("limits.body = 0, repair { locations = false, cookies = false }");
        return new Site(
                "a",
                policy,
                named,
                null,
                ReservedPages.of(policy, settings),
                routes,
                RequestRules.of(443),
                ResponseRules.of(settings, policy, new OwnHosts(new HostTable<Site>(), 443, Set.of())),
                settings,
                SiteFeatures.NONE);
    }
}
