package frontdoor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.snapshot.CertificateReading;
import frontdoor.snapshot.LoadedCertificates;
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

/**
 * A configuration with the certificates it needs, as the comments at its head describe them:
 *
 * <pre>
 * # at 2026-11-22
 * # certificate NAME 2026-10-01 2026-12-30 example.com www.example.com
 * </pre>
 */
record GoldenCase(FrontdoorConfig config, LoadedCertificates certificates, Instant at) {
    private static final String CERTIFICATE = "# certificate ";
    private static final String AT = "# at ";

    /** Unpacks {@code text} below target/, so that the places in what is printed are the same everywhere. */
    static GoldenCase of(String name, String text) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "plan", name));
        Path file = Files.writeString(directory.resolve("frontdoor.conf"), text);
        Instant at = Instant.EPOCH;
        for (String line : text.lines().toList()) {
            if (line.startsWith(AT)) {
                at = date(line.substring(AT.length()));
            } else if (line.startsWith(CERTIFICATE)) {
                List<String> words =
                        Arrays.asList(line.substring(CERTIFICATE.length()).split(" "));
                TestCertificates.write(
                        directory.resolve(words.get(0)),
                        date(words.get(1)),
                        date(words.get(2)),
                        words.subList(3, words.size()));
            }
        }
        ConfigResult loaded = ConfigLoader.load(file);
        assertThat(loaded).isInstanceOf(ConfigResult.Loaded.class);
        FrontdoorConfig config = ((ConfigResult.Loaded) loaded).config();
        CertificateReading.Result read =
                CertificateReading.read(config, LoadedCertificates.NONE, InstantSource.fixed(at));
        assertThat(read).isInstanceOf(CertificateReading.Good.class);
        return new GoldenCase(config, ((CertificateReading.Good) read).certificates(), at);
    }

    Plan plan() {
        return Plan.of(config, certificates, at);
    }

    /** An instant, or the first of a day in UTC. */
    private static Instant date(String text) {
        if (text.contains("T")) {
            return Instant.parse(text);
        }
        return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
