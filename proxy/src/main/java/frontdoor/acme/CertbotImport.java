package frontdoor.acme;

import frontdoor.acme.AcmeFiles.KeptAccount;
import frontdoor.acme.CertbotDirectory.Account;
import frontdoor.acme.CertbotDirectory.Lineage;
import frontdoor.config.AcmeAuthority;
import frontdoor.config.AcmeKey;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.SiteConfig;
import frontdoor.pairs.CertificateLoading;
import frontdoor.pairs.CertificatePair;
import frontdoor.renewal.Attempt;
import frontdoor.renewal.History;
import frontdoor.report.Cause;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The taking over of accounts and certificates from certbot: what the configuration asks for is copied into the state directory, as if it
 * had been issued here. Nothing of certbot's is changed, nothing better is replaced, and to do it again changes nothing.
 *
 * <p>For one run, on a thread that may block.
 */
public final class CertbotImport {
    private final FrontdoorConfig config;
    private final CertbotDirectory certbot;
    private final AcmeFiles files;
    private final Instant now;
    private final List<String> told = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private boolean good = true;

    private CertbotImport(FrontdoorConfig config, Path directory, Instant now) {
        this.config = config;
        this.certbot = new CertbotDirectory(directory);
        this.files = new AcmeFiles(config.stateDirectory());
        this.now = now;
    }

    /**
     * The outcome of one run.
     *
     * @param lines for people
     * @param good whether whatever was found could be read and written
     * @param anything whether there was something that Frontdoor can go on with
     */
    public record Outcome(List<String> lines, boolean good, boolean anything) {
        public Outcome {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Takes what the sites with {@code certificate = acme} of {@code config} can use of certbot's {@code directory}.
     *
     * @throws IOException if the directory cannot be read
     */
    public static Outcome run(FrontdoorConfig config, Path directory, Instant now) throws IOException {
        return new CertbotImport(config, directory, now).run();
    }

    private Outcome run() throws IOException {
        List<Lineage> lineages = certbot.lineages();
        takeAccounts(lineages);
        boolean anything = !used.isEmpty();
        used.clear();
        for (SiteConfig site : config.sites()) {
            List<AcmeKey> keys = site.acme() ? config.acme().keys() : List.of();
            for (int place = 0; place < keys.size(); place++) {
                takeCertificate(Wanted.of(site, place, keys.get(place)), lineages);
            }
        }
        lineages.stream().filter(lineage -> !used.contains(lineage.name())).forEach(this::tellUnused);
        files.giveToOwner();
        return new Outcome(told, good, anything || !used.isEmpty());
    }

    private void takeAccounts(List<Lineage> lineages) throws IOException {
        // Where there are several with one authority: the one that most is renewed with.
        Comparator<Account> byUse = Comparator.comparingLong(account -> lineages.stream()
                .filter(lineage -> lineage.account().equals(Optional.of(account.id())))
                .count());
        for (Account account :
                certbot.accounts().stream().sorted(byUse.reversed()).toList()) {
            Optional<AcmeAuthority> authority = authority(account.url());
            String name = "account " + account.id() + " with " + account.url();
            if (authority.isEmpty()) {
                told.add(name + ": not taken, acme.authorities has none with this URL");
            } else {
                takeAccount(account, authority.get(), name);
            }
        }
    }

    private void takeAccount(Account account, AcmeAuthority authority, String name) {
        try {
            String url = account.location();
            Optional<KeptAccount> known = files.account(authority.name())
                    .filter(one ->
                            one.directory().equals(account.url()) && !one.url().isEmpty());
            if (known.isEmpty()) {
                files.writeAccount(authority.name(), new KeptAccount(account.url(), url, account.keys()));
                told.add(name + ": taken");
                used.add(name);
            } else if (known.get().url().equals(url)) {
                told.add(name + ": is here already");
                used.add(name);
            } else {
                told.add(name + ": not taken, there is an account with " + authority.name() + " already, "
                        + known.get().url());
            }
        } catch (IOException failed) {
            fail(name, failed);
        }
    }

    private Optional<AcmeAuthority> authority(String url) {
        return config.acme().authorities().stream()
                .filter(one -> one.url().toString().equals(url))
                .findFirst();
    }

    private void takeCertificate(Wanted wanted, List<Lineage> lineages) {
        Optional<Lineage> best = lineages.stream()
                .filter(lineage -> kept(lineage)
                        .filter(one -> one.namesAll(wanted) && one.lifetime().includes(now))
                        .isPresent())
                .max(Comparator.comparing((Lineage lineage) ->
                                kept(lineage).filter(one -> one.suits(wanted)).isPresent())
                        .thenComparing(lineage ->
                                kept(lineage).orElseThrow().lifetime().notAfter()));
        // One of another kind is better than none, but none for the second kind of key.
        best.filter(lineage ->
                        wanted.place() == 0 || kept(lineage).orElseThrow().suits(wanted))
                .ifPresentOrElse(
                        lineage -> take(wanted, lineage, kept(lineage).orElseThrow()),
                        () -> told.add("site " + wanted.site() + " (" + wanted.key()
                                + "): nothing to take; no certificate of certbot names all of its hosts, has a key of this"
                                + " kind and holds now. One is asked for"));
    }

    private void take(Wanted wanted, Lineage lineage, Kept fresh) {
        String name = "site " + wanted.site() + ": live/" + lineage.name();
        used.add(lineage.name());
        try {
            Optional<Kept> there = files.kept(wanted);
            if (there.filter(one -> one.leaf().equals(fresh.leaf())).isPresent()) {
                told.add(name + " is here already");
            } else if (there.filter(one -> isNoWorse(one, fresh, wanted)).isPresent()) {
                told.add(name + " not taken, there is one that is no worse and ends at "
                        + there.get().lifetime().notAfter());
            } else {
                CertificatePair pair = lineage.pair().orElseThrow();
                files.writeCertificate(wanted, pair.key(), pair.chain());
                writeHistory(wanted, lineage, fresh);
                told.add(name + " taken, ends at " + fresh.lifetime().notAfter() + another(wanted, fresh));
            }
        } catch (IOException | GeneralSecurityException failed) {
            fail(name, failed);
        }
    }

    private boolean isNoWorse(Kept there, Kept fresh, Wanted wanted) {
        boolean serves = there.namesAll(wanted) && there.lifetime().includes(now);
        boolean better = fresh.suits(wanted) && !there.suits(wanted);
        return serves
                        && !better
                        && !fresh.lifetime().notAfter().isAfter(there.lifetime().notAfter())
                || serves && there.suits(wanted) && !fresh.suits(wanted);
    }

    private static String another(Wanted wanted, Kept fresh) {
        return fresh.suits(wanted)
                ? ""
                : "; its key is none of " + wanted.key()
                        + ", so another one is asked for at once: write the kind that it has"
                        + " as acme.key to keep it";
    }

    /** So that it counts for limits, and whoever has issued it is asked when to renew it, and to revoke it. */
    private void writeHistory(Wanted wanted, Lineage lineage, Kept fresh) throws IOException {
        Instant issued = fresh.lifetime().notBefore();
        History before = files.history(wanted).orElseGet(() -> History.begun(issued));
        Optional<AcmeAuthority> issuer = lineage.server().flatMap(this::authority);
        files.writeHistory(
                wanted,
                issuer.isPresent()
                        ? before.with(Attempt.good(issued, issuer.get().name()))
                        : before);
    }

    private void tellUnused(Lineage lineage) {
        String name = "live/" + lineage.name();
        switch (lineage.read()) {
            case CertificateLoading.Unreadable(String problem) -> {
                good = false;
                told.add(name + ": not taken, " + problem);
            }
            case CertificateLoading.Loaded _ -> {
                Kept one = kept(lineage).orElseThrow();
                told.add(name + ": not taken, "
                        + (one.lifetime().includes(now)
                                ? "no site with certificate = acme has a use for it: it names "
                                        + String.join(
                                                " ",
                                                one.names().stream().sorted().toList())
                                : "it ended at " + one.lifetime().notAfter()));
            }
        }
    }

    private static Optional<Kept> kept(Lineage lineage) {
        return lineage.pair().flatMap(pair -> Kept.of(pair.chain()));
    }

    private void fail(String name, Exception failed) {
        good = false;
        told.add(name + ": not taken, " + Cause.inWords(failed));
    }
}
