package frontdoor.audit;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import frontdoor.audit.AuditOptions.Demands;
import frontdoor.http.Url;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges one host by what it answers: the root over TLS first, then its redirects, an error and its sibling side by side.
 *
 * <p>It asks a few dozen questions at most, and ends within {@link #PATIENCE_FACTOR} times the patience of the network.
 */
public final class Audit {
    /** How many times the time for one answer a whole audit may take. */
    public static final int PATIENCE_FACTOR = 6;

    private static final int HTTP_PORT = 80;

    private final String host;
    private final AuditOptions options;
    private final Client client;
    private final InstantSource clock;
    private final Findings findings;

    private Audit(String host, AuditOptions options, InstantSource clock) {
        this.host = host;
        this.options = options;
        this.findings = new Findings(options.demands());
        this.clock = clock;
        Duration patience = options.network().patience();
        this.client = new Client(options.network(), Patience.in(patience.multipliedBy(PATIENCE_FACTOR)));
    }

    /**
     * Audits {@code host}, be it a name that could never be one. Blocks.
     *
     * @param host in lower case, as A-labels
     */
    public static AuditReport of(String host, AuditOptions options, InstantSource clock) {
        // Browsers keep one policy of a name with a dot at its end and without; lists want it without.
        boolean dotted = options.demands() == Demands.BROWSERS && host.matches(".*[^.]\\.");
        return new Audit(dotted ? host.substring(0, host.length() - 1) : host, options, clock).run();
    }

    private AuditReport run() {
        if (!NameRules.isName(host, findings)) {
            return report(List.of(), null, null, null);
        }
        if (options.demands() != Demands.REMOVAL) {
            NameRules.judgeForLists(host, options.demands(), findings);
        }
        Url root = root();
        SecureProbe probe = SecureProbe.of(client, root, 2);
        TlsRules.judge(probe, clock.instant(), findings);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var plaintext = supplyAsync(() -> follow(Url.root(false, host, HTTP_PORT), probe), threads);
            if (!(probe.verified() instanceof Answer answer)) {
                return report(hops(plaintext.join(), follow(root, probe)), probe, null, null);
            }
            var secure = supplyAsync(() -> follow(root, probe), threads);
            var error = supplyAsync(this::askForNothing, threads);
            var sibling = supplyAsync(this::askSibling, threads);
            Rest rest = new Rest(plaintext.join(), secure.join(), error.join(), sibling.join());
            judge(answer, rest);
            return report(hops(rest.plaintext(), rest.secure()), probe, rest.error(), rest.sibling());
        }
    }

    /** The rest, which is asked side by side once the root has answered. */
    private record Rest(
            Chain plaintext,
            Chain secure,
            Hop error,
            @Nullable Sibling sibling) {}

    private void judge(Answer answer, Rest rest) {
        String about = rest.secure().start().toString();
        Findings ofHeader = new Findings(options.demands());
        HstsHeader header = HeaderRules.judge(about, answer, options.demands(), ofHeader);
        findings.addAll(ofHeader.list());
        if (options.demands() == Demands.REMOVAL) {
            return;
        }
        RedirectRules.judge(host, rest.plaintext(), rest.secure(), options.demands(), !ofHeader.hasErrors(), findings);
        if (header != null) {
            HeaderRules.judgeLength(about, header, findings);
        }
        if (rest.error().reply() instanceof Answer ofNothing && ofNothing.hsts().size() != 1) {
            findings.add(
                    Code.NO_HEADER_ON_ERROR,
                    rest.error().url().toString(),
                    "status " + ofNothing.status() + " carries Strict-Transport-Security "
                            + ofNothing.hsts().size() + " times, not once");
        }
        if (rest.sibling() != null) {
            SiblingRules.judge(rest.sibling(), header, findings);
        }
    }

    private Url root() {
        return Url.root(true, host, options.port());
    }

    private Chain follow(Url start, SecureProbe probe) {
        return Chain.follow(start, url -> ask(url, probe));
    }

    private Reply ask(Url url, SecureProbe probe) {
        return url.equals(probe.url()) ? probe.verified() : client.get(url, true);
    }

    /** A path that exists nowhere: errors carry the policy too. */
    private Hop askForNothing() {
        byte[] random = new byte[6];
        ThreadLocalRandom.current().nextBytes(random);
        Url root = root();
        Url nothing = new Url(
                true, root.authority(), "/frontdoor-audit-" + HexFormat.of().formatHex(random));
        return new Hop(nothing, client.get(nothing, true), null);
    }

    private @Nullable Sibling askSibling() {
        String name = Sibling.nameOf(host);
        return name == null ? null : Sibling.of(client, name, options.port());
    }

    /** The way from plaintext, and that from TLS where it is another one. */
    private static List<Hop> hops(Chain plaintext, Chain secure) {
        return plaintext.passes(secure.start())
                ? plaintext.hops()
                : Stream.concat(plaintext.hops().stream(), secure.hops().stream())
                        .toList();
    }

    private AuditReport report(
            List<Hop> hops, @Nullable SecureProbe probe, @Nullable Hop error, @Nullable Sibling sibling) {
        return new AuditReport(host, clock.instant(), hops, probe, error, sibling, findings.byLevel());
    }
}
