package frontdoor.serve;

import frontdoor.admin.AdminPage;
import frontdoor.admin.AdminPages;
import frontdoor.admin.AdminServer;
import frontdoor.admin.AdminTls;
import frontdoor.admin.CertificatePages;
import frontdoor.admin.DiscoveryPages;
import frontdoor.admin.HealthGate;
import frontdoor.admin.MaintenancePages;
import frontdoor.admin.OperatorGate;
import frontdoor.admin.TokenFile;
import frontdoor.admin.UpstreamPages;
import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.AdminConfig;
import frontdoor.config.HealthConfig;
import frontdoor.config.ListenConfig;
import frontdoor.listen.CannotListenException;
import frontdoor.loop.LoopWatchdog;
import frontdoor.maintenance.SwitchFile;
import frontdoor.observe.Metrics;
import frontdoor.probe.Reach;
import frontdoor.probe.SelfProbe;
import frontdoor.reload.Changeover;
import frontdoor.reload.FileWatch;
import frontdoor.reload.Reloader;
import frontdoor.snapshot.CurrentSnapshot;
import frontdoor.snapshot.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The side of those who run it: metrics, the admin listener, what is watched while it serves, and reloads. */
final class OperatorSide {
    /** What one answer to ourselves may take. */
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(10);

    private final Core core;
    private final ClientSide clients;
    private final BooleanSupplier serving;
    private final Opened opened;
    private final Reloader reloads;
    private @Nullable FileWatch watch;

    /**
     * Nothing is open yet. Of {@code start} nothing is kept: another configuration may come.
     *
     * @param serving false once the process comes to its end
     * @param opened keeps what has to be closed
     */
    OperatorSide(Start start, Core core, ClientSide clients, BooleanSupplier serving, Opened opened) {
        this.core = core;
        this.clients = clients;
        this.serving = serving;
        this.opened = opened;
        this.reloads = new Reloader(start.file(), start.files(), core.change(), core.clock());
    }

    /**
     * Shows and watches from now on.
     *
     * @param besideAnother whether another process listens at the same addresses for a moment
     */
    void open(Start start, Resources resources, boolean besideAnother) throws CannotListenException, IOException {
        ReloadTally tally = new ReloadTally(core.clock());
        reloads.add(tally);
        reloads.add(_ -> LogInForce.put(core.change().inForce().config().log()));
        reloads.add(_ -> clients.connections().onLimitChanged());
        Metrics metrics = core.observers().metrics();
        Changeover change = core.change();
        ProcessMetrics.log(metrics);
        resources.showIn(metrics);
        ProcessMetrics.clients(metrics, clients);
        ProcessMetrics.upstreams(metrics, core.upstreams());
        ServerMetrics.show(metrics, () -> core.snapshots().get().groups());
        ProcessMetrics.discovery(metrics, core.observers().discovery());
        ProcessMetrics.reloads(metrics, tally, change);
        CertificateMetrics.orders(metrics, core.acme()::orders);
        ProcessMetrics.ledger(metrics, opened.keep(LedgerWatch.start(core.ledger(), change)), core.snapshots());
        ProcessMetrics.holds(metrics, opened.keep(HoldWatch.start(core.snapshots(), core.clock())));
        opened.keep(ClientTrustWatch.start(core.snapshots(), core.clock()));
        opened.keep(TicketKeyWatch.start(() -> change.inForce().config().tls().ticketKeys(), core.clock()));
        ProcessMetrics.selfProbe(metrics, opened.keep(selfProbe(start.config().listen())));
        openAdmin(start, resources.watchdog(), besideAnother);
    }

    private SelfProbe selfProbe(ListenConfig listen) {
        Reach reach = new Reach(clients.ports(), listen.http2(), clients.probes(), PROBE_PATIENCE);
        return SelfProbe.start(
                reach,
                core.snapshots(),
                () -> core.change().inForce().config().selfProbe().interval(),
                serving);
    }

    private MaintenancePages maintenance(Path stateDirectory) {
        MaintenancePages pages = new MaintenancePages(core.change(), new SwitchFile(stateDirectory));
        pages.forgetOutdated();
        reloads.add(pages);
        return pages;
    }

    private void openAdmin(Start start, LoopWatchdog loops, boolean besideAnother)
            throws CannotListenException, IOException {
        MaintenancePages maintenance = maintenance(start.config().stateDirectory());
        LoopHealth health = new LoopHealth(loops, serving, maintenance::lines);
        openHealth(start.config().health(), health, besideAnother);
        HealthAnnouncement.open(health, opened);
        if (start.config().admin() instanceof AdminConfig.Open open) {
            // What exists in memory only has a name, and no place in a directory.
            Path file = start.reloadable() ? start.file().toAbsolutePath() : start.file();
            Map<String, AdminPage> pages =
                    AdminPages.of(health, core.observers().metrics()::scrape, reloads::reload, file);
            pages.putAll(maintenance.pages());
            pages.putAll(DiscoveryPages.of(core.observers().discovery(), host -> siteOf(core.snapshots(), host)));
            pages.putAll(UpstreamPages.of(() -> core.snapshots().get().groups()));
            pages.putAll(CertificatePages.of(core.acme()));
            opened.keep(AdminServer.open(entrance(open, besideAnother), pages));
        }
    }

    private void openHealth(HealthConfig config, LoopHealth health, boolean besideAnother) throws IOException {
        if (config.listen().isPresent()) {
            HealthGate gate = new HealthGate(
                    () -> core.change().inForce().config().health().metricsFrom());
            AdminServer.Entrance entrance = new AdminServer.Entrance(
                    "health.listen", config.listen().get().toSocketAddress(), besideAnother, gate, null);
            opened.keep(AdminServer.open(
                    entrance, AdminPages.ofHealth(health, core.observers().metrics()::scrape)));
        }
    }

    private static AdminServer.Entrance entrance(AdminConfig.Open open, boolean besideAnother) throws IOException {
        AdminTls tls = open.certificate().isPresent()
                ? AdminTls.open(open.certificate().get().files())
                : null;
        OperatorGate gate =
                new OperatorGate(open.token().map(TokenFile::new).orElse(null), name -> tls != null && tls.names(name));
        return new AdminServer.Entrance("admin.listen", open.listen().toSocketAddress(), besideAnother, gate, tls);
    }

    private static @Nullable String siteOf(CurrentSnapshot snapshots, String host) {
        Site site = snapshots.get().hosts().find(host);
        return site == null ? null : site.name();
    }

    /** Takes up what changes from now on; a reload leaves {@code garbage}. */
    void startReloads(Start start, LoadedCertificates certificates, ReadingGarbage garbage) {
        // Not before: a process that finds its ports taken must not end what the one that has them goes on sending.
        core.change().settle();
        watch = start.reloadable() ? opened.keep(FileWatch.start(reloads)) : null;
        reloads.add(garbage);
        opened.keep(MountWatch.start(StartReport.files(start, certificates)));
    }

    /** Reads the files again, on another thread. */
    void reloadNow() {
        if (watch != null) {
            watch.reloadNow();
        }
    }
}
