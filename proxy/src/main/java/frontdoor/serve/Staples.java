package frontdoor.serve;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.FrontdoorConfig;
import frontdoor.observe.Metrics;
import frontdoor.pairs.CertificatePair;
import frontdoor.reload.Changeover;
import frontdoor.staple.Stapling;
import frontdoor.tls.ServerTls;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** The proofs that certificates in service were not revoked: for which of them they are got, and how that is shown. */
final class Staples {
    private Staples() {}

    /** Sends what was kept, and looks after them from now on. Blocks. */
    static void open(Changeover change, ServerTls tls, Metrics metrics, InstantSource clock, Opened opened) {
        Stapling stapling = opened.keep(new Stapling(
                () -> certificates(change.inForce().config(), change.inForce().certificates()),
                change.inForce().config().stateDirectory(),
                tls::staple,
                () -> change.changeTo(change.inForce().config()),
                clock));
        stapling.restore();
        change.beforeServing((config, certificates) -> stapling.prepare(certificates(config, certificates)));
        show(metrics, stapling);
        stapling.start();
    }

    private static void show(Metrics metrics, Stapling stapling) {
        metrics.gauges(
                "frontdoor_ocsp_staple_end_timestamp_seconds",
                "When the OCSP staple ends that is sent with the certificate, in seconds since the epoch, by name; nothing for one"
                        + " without a staple.",
                "name",
                stapling::ends);
        metrics.gauges(
                "frontdoor_certificate_revoked",
                "1 for a name whose certificate was revoked, as the responder says that the certificate names; else 0.",
                "name",
                stapling::revoked);
    }

    /** The same object for as long as nothing else is in force. */
    private static Collection<CertificatePair> certificates(FrontdoorConfig config, LoadedCertificates certificates) {
        return config.tls().ocspStapling() ? certificates.byFiles().values() : List.of();
    }
}
