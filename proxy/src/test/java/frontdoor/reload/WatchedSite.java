package frontdoor.reload;

import frontdoor.certificates.CertificateReading;
import frontdoor.certificates.LoadedCertificates;
import frontdoor.challenge.HttpChallenges;
import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.HstsConfig;
import frontdoor.connect.BackendNames;
import frontdoor.connect.Sockets;
import frontdoor.fixture.PemPair;
import frontdoor.groups.UpstreamGroups;
import frontdoor.loop.TransportKind;
import frontdoor.promises.DurableLedger;
import frontdoor.promises.LedgerFile;
import frontdoor.promises.Promises;
import frontdoor.snapshot.CurrentSnapshot;
import frontdoor.snapshot.InForce;
import frontdoor.snapshot.SnapshotBuilder;
import frontdoor.tls.ServerTls;
import frontdoor.upstream.Upstreams;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A site in real files, in force, with a reloader and a watch over it that looks when it is told to. */
final class WatchedSite implements AutoCloseable {
    static final String HOST = "shop.test";

    final Path file;
    final Path chain;
    final Path key;
    final List<Reload> outcomes = new ArrayList<>();
    final Changeover changeover;
    final Reloader reloader;
    private final FileWatch watch;
    private final ServerTls tls;
    private final Promises promises;

    /** Writes a pair and the configuration that {@link #text} gives, and opens it. */
    static WatchedSite open(Path directory) throws Exception {
        Files.createDirectories(directory.resolve("certs"));
        PemPair.of(HOST).writeTo(directory.resolve("certs/tls.crt"), directory.resolve("certs/tls.key"));
        Files.writeString(directory.resolve("frontdoor.conf"), text(300, ""));
        return new WatchedSite(directory, () -> {});
    }

    /** Opens what is in {@code directory}; {@code meanwhile} happens between reading it and watching it. */
    WatchedSite(Path directory, Runnable meanwhile) throws Exception {
        file = directory.resolve("frontdoor.conf");
        chain = directory.resolve("certs/tls.crt");
        key = directory.resolve("certs/tls.key");
        ConfigResult.Loaded loaded = (ConfigResult.Loaded) ConfigLoader.load(file);
        InstantSource clock = InstantSource.system();
        LoadedCertificates certificates = ((CertificateReading.Good)
                        CertificateReading.read(loaded.config(), LoadedCertificates.NONE, clock))
                .certificates();
        UpstreamGroups upstreams = new UpstreamGroups(new Upstreams(
                List.of(),
                Sockets.of(TransportKind.NIO),
                BackendNames.ofSystem(NioDatagramChannel::new, NioSocketChannel::new),
                1024));
        promises = new Promises(
                DurableLedger.open(new LedgerFile(Files.createDirectories(state(directory))), clock), clock);
        recordIfPossible(loaded, certificates);
        var snapshot = SnapshotBuilder.build(loaded.config(), certificates, upstreams, promises, new HttpChallenges());
        tls = ServerTls.open(true, clock);
        tls.swap(certificates.store());
        meanwhile.run();
        changeover = new Changeover(
                new InForce(loaded.config(), snapshot, certificates),
                new Changeover.Served(
                        new CurrentSnapshot(snapshot), tls, upstreams, promises, new HttpChallenges(), clock));
        reloader = new Reloader(file, loaded.read(), changeover, clock);
        reloader.add(outcomes::add);
        watch = new FileWatch(reloader);
    }

    /** Where the ledger lies. */
    static Path state(Path directory) {
        return directory.resolve("state");
    }

    private void recordIfPossible(ConfigResult.Loaded loaded, LoadedCertificates certificates) {
        try {
            promises.record(loaded.config(), certificates);
        } catch (IOException _) {
            // As at a start: what is not recorded is not sent.
        }
    }

    static String text(int maxAge, String more) {
        return """
                frontdoor.state-directory = state, frontdoor.sites.shop {
                  hosts = ["%s"]
                  certificate { chain = "certs/tls.crt", key = "certs/tls.key" }
                  hsts.max-age = %ds
                  backend = "http://127.0.0.1:1"
                }
                %s
                """.formatted(HOST, maxAge, more);
    }

    void write(int maxAge) {
        write(text(maxAge, ""));
    }

    void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One look; what came of it, or null if nothing was reloaded. */
    Reload look() {
        int before = outcomes.size();
        watch.look();
        return outcomes.size() == before ? null : outcomes.getLast();
    }

    /** Looks until a look changes nothing: two looks that agree lead to a reload, and the third finds all in force. */
    Reload lookUntilAtRest() {
        Reload last = null;
        for (int i = 0; i < 4; i++) {
            Reload outcome = look();
            last = outcome == null ? last : outcome;
        }
        return last;
    }

    long maxAge() {
        return ((HstsConfig.Send) changeover
                        .inForce()
                        .config()
                        .sites()
                        .getFirst()
                        .settings()
                        .hsts())
                .maxAge()
                .toSeconds();
    }

    /** The serial number of what a handshake is answered with. */
    String served() {
        return tls.certificates().find(HOST).orElseThrow().leaf().serial();
    }

    /** What the host says about HSTS now, of the snapshot that serves. */
    String sent() {
        return changeover
                .inForce()
                .snapshot()
                .hosts()
                .find(HOST)
                .policy()
                .hsts(Instant.now().getEpochSecond())
                .toString();
    }

    String certificateInForce() {
        return changeover
                .inForce()
                .certificates()
                .store()
                .find(HOST)
                .orElseThrow()
                .leaf()
                .serial();
    }

    @Override
    public void close() {
        watch.close();
        promises.close();
        tls.close();
    }
}
