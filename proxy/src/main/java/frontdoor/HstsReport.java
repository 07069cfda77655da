package frontdoor;

import frontdoor.config.FrontdoorConfig;
import frontdoor.config.SiteConfig;
import frontdoor.http.HstsField;
import frontdoor.policy.HstsHold;
import frontdoor.policy.HstsNext;
import frontdoor.policy.HstsPolicy;
import frontdoor.policy.HstsSchedule;
import frontdoor.policy.HstsStage;
import frontdoor.snapshot.HostPolicies;
import frontdoor.tls.CertificateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What every configured host says about HSTS at one instant.
 *
 * @param hosts in the order they are written
 */
record HstsReport(List<Host> hosts) {
    HstsReport {
        hosts = List.copyOf(hosts);
    }

    /**
     * One host, as it is configured.
     *
     * @param stage what it sends now
     * @param next what it sends next
     * @param hold what keeps its ramp from going on
     */
    record Host(String host, HstsStage stage, Optional<HstsNext> next, Optional<HstsHold> hold) {
        boolean hasRamp() {
            return stage.of() > 0;
        }
    }

    /** What the hosts of {@code config} say at {@code now} with these certificates. */
    static HstsReport of(FrontdoorConfig config, CertificateStore certificates, Instant now) {
        HostPolicies policies = new HostPolicies(config, certificates);
        List<Host> hosts = new ArrayList<>();
        for (SiteConfig site : config.sites()) {
            policies.of(site).forEach((host, policy) -> {
                HstsSchedule schedule = policy.schedule();
                hosts.add(new Host(
                        host.text(), schedule.at(now.getEpochSecond()), schedule.next(now), schedule.hold(now)));
            });
        }
        return new HstsReport(hosts);
    }

    /** The value of the header, if one is sent. */
    static Optional<String> valueOf(HstsPolicy policy) {
        HstsField field = policy.field();
        return field.value() == null ? Optional.empty() : Optional.of(field.toString());
    }
}
