package frontdoor.plan;

import frontdoor.hosts.HostPattern;
import frontdoor.ledger.Ledger;
import frontdoor.report.Level;
import frontdoor.report.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges what becomes of browsers that are still bound by what they were promised before, as the ledger tells. */
final class PromiseRules {
    private static final String ACKNOWLEDGE = "acknowledge-broken-promise";

    private final Scheme scheme;
    private final Ledger ledger;

    PromiseRules(Scheme scheme, Ledger ledger) {
        this.scheme = scheme;
        this.ledger = ledger;
    }

    /** About a host that is configured, but cannot be reached over TLS; none where it can. */
    List<Verdict> verdicts(Subject subject) {
        if (subject.covered() || subject.awaits()) {
            return List.of();
        }
        Verdicts verdicts = new Verdicts(scheme, subject.host());
        judge(subject, verdicts);
        return verdicts.sorted();
    }

    private void judge(Subject subject, Verdicts verdicts) {
        String host = subject.host();
        Optional<Instant> own = bound(host);
        if (own.isPresent()) {
            String what = "browsers use nothing but https for " + host + " until " + text(own.get())
                    + ", and no certificate here covers it: they are stopped by an error that offers no way past it";
            add(verdicts, subject.hostKey(), what, "Keep a certificate for it until then");
        } else if (SubdomainRules.bindingParent(subject) == null) {
            ledger.boundByParent(host, scheme.at()).ifPresent(parent -> {
                String what = parent.by() + " has sent includeSubDomains, so browsers use nothing but https for " + host
                        + " until " + text(parent.until())
                        + ", and no certificate here covers it: they cannot reach it";
                add(verdicts, subject.hostKey(), what, "Get it a certificate");
            });
        }
    }

    /** Hosts that no site has any more although browsers are bound to them, or that a pattern has caught without a certificate for them. */
    List<HostPlan> dropped() {
        List<HostPlan> dropped = new ArrayList<>();
        for (String host : ledger.hosts()) {
            Scheme.Site site = scheme.find(host);
            if (site == null) {
                bound(host).ifPresent(until -> dropped.add(dropped(host, until)));
            } else if (!scheme.isConfigured(host)) {
                caught(Subject.of(scheme, host, site)).ifPresent(dropped::add);
            }
        }
        return dropped;
    }

    private Optional<HostPlan> caught(Subject subject) {
        List<Verdict> found = verdicts(subject);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new HostPlan(
                        subject.host(),
                        subject.site().config().name(),
                        subject.chain().hops(),
                        found));
    }

    private HostPlan dropped(String host, Instant until) {
        Verdicts verdicts = new Verdicts(scheme, host);
        // A host above may bind it for longer than it did itself.
        Instant last = ledger.boundByParent(host, scheme.at())
                .map(Ledger.Binding::until)
                .filter(until::isBefore)
                .orElse(until);
        String what = "browsers use nothing but https for " + host + " until " + text(last)
                + ", and no site has it any more: they cannot reach it at all";
        add(verdicts, "sites", what, "Keep it in a site until then");
        return new HostPlan(host, null, ChainWalk.ofHost(scheme, host).hops(), verdicts.sorted());
    }

    private void add(Verdicts verdicts, String key, String what, String fix) {
        String host = verdicts.host();
        if (scheme.isAcknowledged(host)) {
            verdicts.add(
                    Code.BROKEN_PROMISE, Level.WARNING, key, what + ". This is acknowledged (" + ACKNOWLEDGE + ")");
        } else {
            verdicts.add(
                    Code.BROKEN_PROMISE,
                    key,
                    what + ". " + fix + ", or accept it: " + ACKNOWLEDGE + " = [\"" + host + "\"]");
        }
    }

    /** Acknowledgements of what is not broken; without a ledger, nobody can tell. */
    List<Problem> unneeded(List<HostPlan> hosts) {
        Set<String> broken = hosts.stream()
                .flatMap(host -> host.verdicts().stream())
                .filter(verdict -> verdict.code() == Code.BROKEN_PROMISE)
                .map(Verdict::host)
                .collect(Collectors.toSet());
        List<Problem> unneeded = new ArrayList<>();
        List<HostPattern> acknowledged = scheme.config().acknowledged();
        for (int i = 0; i < acknowledged.size() && !ledger.hosts().isEmpty(); i++) {
            String host = acknowledged.get(i).text();
            String key = ACKNOWLEDGE + "." + i;
            if (!broken.contains(host)) {
                unneeded.add(new Problem(
                        scheme.config().places().of(key),
                        key,
                        ledger.hosts().contains(host)
                                ? host + " has no promise that is broken; take it out"
                                : "nothing was ever promised for " + host + "; take it out"));
            }
        }
        return unneeded;
    }

    /** Until when browsers are bound by what the host has sent itself; empty when that is over. */
    private Optional<Instant> bound(String host) {
        return ledger.boundUntil(host, scheme.at()).filter(until -> until.isAfter(scheme.at()));
    }

    private static String text(Instant until) {
        return until.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
