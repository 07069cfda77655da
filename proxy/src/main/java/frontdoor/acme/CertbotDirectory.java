package frontdoor.acme;

import frontdoor.pairs.CertificateLoader;
import frontdoor.pairs.CertificateLoading;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.PairFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.shredzone.acme4j.toolbox.JSON;

/**
 * The directory of certbot, as it is since its first release: {@code accounts/HOST/PATH/ID/{private_key.json,regr.json}},
 * {@code live/NAME/{fullchain.pem,privkey.pem}} and {@code renewal/NAME.conf}. It is only read.
 *
 * <h2>Threads</h2>
 *
 * Any that may block.
 */
final class CertbotDirectory {
    private static final long MOST_OCTETS = 1 << 20;
    private static final int DEEPEST = 8;
    private static final Pattern SERVER = Pattern.compile("(?m)^\\s*server\\s*=\\s*(\\S+)\\s*$");
    private static final Pattern ACCOUNT = Pattern.compile("(?m)^\\s*account\\s*=\\s*(\\S+)\\s*$");
    private static final String KEY = "private_key.json";

    private final Path directory;

    CertbotDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * An account with an authority.
     *
     * @param place its directory
     * @param url of the authority's directory
     * @param id as certbot calls it
     */
    record Account(Path place, String url, String id) {
        /** Where the authority has it. */
        String location() throws IOException {
            try {
                return JSON.parse(text(place.resolve("regr.json")))
                        .get("uri")
                        .map(JSON.Value::asString)
                        .orElseThrow(() -> new IOException("regr.json has no uri"));
            } catch (RuntimeException broken) {
                throw new IOException("regr.json is not what certbot writes", broken);
            }
        }

        KeyPair keys() throws IOException {
            return AccountJwk.keys(text(place.resolve(KEY)))
                    .orElseThrow(() -> new IOException(KEY + " holds no key of a known kind"));
        }
    }

    /**
     * A certificate with its key, which certbot renews.
     *
     * @param name as certbot calls it
     * @param server the URL of the directory of the authority that it is from; empty where nobody knows
     * @param account the account that it is renewed with
     * @param read the pair, or why there is none
     */
    record Lineage(String name, Optional<String> server, Optional<String> account, CertificateLoading read) {
        Optional<CertificatePair> pair() {
            return read instanceof CertificateLoading.Loaded(var pair) ? Optional.of(pair) : Optional.empty();
        }
    }

    /** All certificates, in the order of their names. */
    List<Lineage> lineages() throws IOException {
        List<Lineage> found = new ArrayList<>();
        for (Path place : within(directory.resolve("live"))) {
            Path chain = place.resolve("fullchain.pem");
            if (Files.exists(chain)) {
                String name = String.valueOf(place.getFileName());
                Path renewal = directory.resolve("renewal").resolve(name + ".conf");
                String settings = Files.isReadable(renewal) ? text(renewal) : "";
                found.add(new Lineage(
                        name,
                        first(SERVER, settings),
                        first(ACCOUNT, settings),
                        CertificateLoader.load(PairFiles.of(chain, place.resolve("privkey.pem")))));
            }
        }
        return found;
    }

    /** All accounts, by the URLs of their authorities. */
    List<Account> accounts() throws IOException {
        Path root = directory.resolve("accounts");
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<Account> found = new ArrayList<>();
        try (Stream<Path> all = Files.find(
                root,
                DEEPEST,
                (path, _) -> String.valueOf(path.getFileName()).equals(KEY),
                // An account of an older version of the same authority is a link to that.
                FileVisitOption.FOLLOW_LINKS)) {
            for (Path key : all.sorted().toList()) {
                Path place = key.getParent();
                Path server = place == null ? null : place.getParent();
                if (place != null && server != null) {
                    String id = String.valueOf(place.getFileName());
                    found.add(new Account(place, "https://" + root.relativize(server), id));
                }
            }
        }
        return found;
    }

    private static List<Path> within(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MOST_OCTETS) {
            throw new IOException(file + " is larger than 1 MiB");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
