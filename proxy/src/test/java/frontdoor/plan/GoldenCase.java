package frontdoor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.certificates.CertificateReading;
import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.ledger.Entry;
import frontdoor.ledger.LedgerFixture;
import frontdoor.ledger.Promise;
import frontdoor.policy.HstsSyntax;
import frontdoor.policy.HstsTerms;
import frontdoor.promises.LedgerFile;
import frontdoor.promises.LedgerStore;
import frontdoor.tls.ChainBuilder;
import frontdoor.tls.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A configuration with the certificates it needs, as the comments at its head describe them:
 *
 * <pre>
 * # at 2026-11-22
 * # certificate NAME 2026-10-01 2026-12-30 example.com www.example.com +sha1 +issuer=2026-11-01T00:00:00Z
 * # sent HOST max-age=300;includeSubDomains 2026-10-01 now
 * # ledger seen 2026-11-22
 * # ledger damaged 3
 * </pre>
 *
 * What begins with a plus is what a {@link ChainBuilder} makes of it. The last three make a ledger in {@code state}: what a host sent from when until when, the latest instant that was seen, and a line to
 * damage.
 */
public record GoldenCase(
        FrontdoorConfig config, LoadedCertificates certificates, LedgerStore.Found ledger, Instant at) {
    private static final String CERTIFICATE = "# certificate ";
    private static final String WITH = "+";
    private static final String AT = "# at ";
    private static final String SENT = "# sent ";
    private static final String SEEN = "# ledger seen ";
    private static final String DAMAGED = "# ledger damaged ";

    /** Unpacks {@code text} below target/, so that the places in what is printed are the same everywhere. */
    public static GoldenCase of(String name, String text) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "plan", name));
        Path file = Files.writeString(directory.resolve("frontdoor.conf"), withItsOwnState(text));
        Instant at = Instant.EPOCH;
        for (String line : text.lines().toList()) {
            if (line.startsWith(AT)) {
                at = date(line.substring(AT.length()));
            } else if (line.startsWith(CERTIFICATE)) {
                List<String> words =
                        Arrays.asList(line.substring(CERTIFICATE.length()).split(" "));
                write(directory, words);
            }
        }
        writeLedger(directory.resolve("state"), text);
        ConfigResult loaded = ConfigLoader.load(file);
        assertThat(loaded).isInstanceOf(ConfigResult.Loaded.class);
        FrontdoorConfig config = ((ConfigResult.Loaded) loaded).config();
        CertificateReading.Result read =
                CertificateReading.read(config, LoadedCertificates.NONE, InstantSource.fixed(at));
        assertThat(read).isInstanceOf(CertificateReading.Good.class);
        return new GoldenCase(
                config,
                ((CertificateReading.Good) read).certificates(),
                new LedgerFile(config.stateDirectory()).read(),
                at);
    }

    /** What this machine's own front door has promised is none of the case's business; the places of what is written stay. */
    private static String withItsOwnState(String text) {
        return text.contains("state-directory") ? text : text + "\nfrontdoor.state-directory = state\n";
    }

    private static void write(Path directory, List<String> words) {
        List<String> names =
                words.stream().skip(3).filter(word -> !word.startsWith(WITH)).toList();
        Instant from = date(words.get(1));
        Instant to = date(words.get(2));
        if (words.size() == names.size() + 3) {
            TestCertificates.write(directory.resolve(words.get(0)), from, to, names);
            return;
        }
        ChainBuilder chain = new ChainBuilder(from, to, names);
        words.stream().filter(word -> word.startsWith(WITH)).forEach(word -> chain.with(word.substring(1)));
        chain.write(directory.resolve(words.get(0)));
    }

    private static void writeLedger(Path state, String text) throws IOException {
        List<Entry> entries = text.lines()
                .filter(line -> line.startsWith(SENT))
                .map(line -> entry(line.substring(SENT.length()).split(" ")))
                .toList();
        LedgerFixture.delete(state);
        if (entries.isEmpty()) {
            return;
        }
        LedgerFixture.write(
                state, entries, rest(text, SEEN).map(GoldenCase::date).orElse(Instant.EPOCH));
        Optional<Integer> damaged = rest(text, DAMAGED).map(Integer::parseInt);
        if (damaged.isPresent()) {
            LedgerFixture.damage(state, damaged.get());
        }
    }

    private static Optional<String> rest(String text, String start) {
        return text.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst();
    }

    private static Entry entry(String[] words) {
        return new Entry(words[0], promise(words[1]), date(words[2]), words[3].equals("now") ? null : date(words[3]));
    }

    private static Promise promise(String text) {
        HstsTerms terms = Objects.requireNonNull(HstsSyntax.read(text));
        return new Promise(terms.maxAge(), terms.includeSubdomains(), terms.preload());
    }

    Plan plan() {
        return Plan.of(config, certificates, ledger.ledger(), at);
    }

    /** An instant, or the first of a day in UTC. */
    private static Instant date(String text) {
        if (text.contains("T")) {
            return Instant.parse(text);
        }
        return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
