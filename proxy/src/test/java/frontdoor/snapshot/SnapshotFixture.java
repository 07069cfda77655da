package frontdoor.snapshot;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.FrontdoorConfig;
import frontdoor.promises.DurableLedger;
import frontdoor.promises.LedgerFile;
import frontdoor.promises.Promises;
import frontdoor.upstream.Upstreams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.InstantSource;

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
}
