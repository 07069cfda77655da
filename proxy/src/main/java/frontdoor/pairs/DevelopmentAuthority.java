package frontdoor.pairs;

import frontdoor.hosts.HostNames;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An authority of one's own, kept in {@code development/} of the state directory, for trying things out.
 *
 * <p>It is made once and kept, so that a browser needs to be told to trust it only once; the certificate it issues lives 90 days
 * and is issued anew in its last fifth, or when other names are asked for. Blocks on files: not for event loops.
 */
public final class DevelopmentAuthority {
    private static final List<String> ALWAYS = List.of("localhost", "127.0.0.1", "::1");

    private final Path directory;
    private final Path authorityFile;
    private final Path authorityKeyFile;
    private final Path chainFile;
    private final Path keyFile;
    private final InstantSource clock;

    public DevelopmentAuthority(Path stateDirectory, InstantSource clock) {
        this.directory = stateDirectory.resolve("development");
        this.authorityFile = directory.resolve("authority.pem");
        this.authorityKeyFile = directory.resolve("authority-key.pem");
        this.chainFile = directory.resolve("certificate.pem");
        this.keyFile = directory.resolve("key.pem");
        this.clock = clock;
    }

    /** Where everything that is for development is kept, apart from what browsers were promised in earnest. */
    public Path directory() {
        return directory;
    }

    /** Where the certificate is once it is prepared, PEM, leaf first. */
    public Path chainFile() {
        return chainFile;
    }

    /** Where its key is once it is prepared, PEM. */
    public Path keyFile() {
        return keyFile;
    }

    /** A certificate for localhost, 127.0.0.1, ::1 and {@code moreNames}, made where none is there that still holds. */
    public DevelopmentLoading prepare(List<String> moreNames) {
        Set<String> names = new TreeSet<>();
        ALWAYS.forEach(name -> names.add(HostNames.normalise(name)));
        moreNames.forEach(name -> names.add(HostNames.normalise(name)));
        Instant now = clock.instant();
        Optional<CertificatePair> authority = find(authorityFile, authorityKeyFile, now);
        Optional<CertificatePair> kept = authority.isEmpty() ? Optional.empty() : find(chainFile, keyFile, now);
        if (kept.isPresent() && names.equals(namesOf(kept.get())) && isIssuedBy(authority, kept.get())) {
            return new DevelopmentLoading.Ready(authorityFile, chainFile, keyFile, kept.get());
        }
        try {
            PrivateFiles.createDirectory(directory);
            issue(authority, names, now);
        } catch (IOException unwritable) {
            return new DevelopmentLoading.Unwritable(unwritable);
        } catch (GeneralSecurityException unsupported) {
            throw new IllegalStateException("this JDK cannot make EC certificates", unsupported);
        }
        return switch (CertificateLoader.load(PairFiles.of(chainFile, keyFile))) {
            case CertificateLoading.Loaded loaded ->
                new DevelopmentLoading.Ready(authorityFile, chainFile, keyFile, loaded.pair());
            case CertificateLoading.Unreadable unreadable ->
                new DevelopmentLoading.Unwritable(new IOException(unreadable.problem()));
        };
    }

    private void issue(Optional<CertificatePair> known, Set<String> names, Instant now)
            throws IOException, GeneralSecurityException {
        DevelopmentIssuer issuer = new DevelopmentIssuer(now);
        CertificatePair authority = known.isPresent() ? known.get() : newAuthority(issuer);
        X509Certificate root = authority.chain().getFirst();
        KeyPair keys = issuer.newKeys();
        X509Certificate leaf = issuer.issueLeaf(root, authority.key(), keys.getPublic(), names);
        PrivateFiles.writeKey(keyFile, keys.getPrivate());
        PrivateFiles.writeCertificates(chainFile, leaf, root);
    }

    private CertificatePair newAuthority(DevelopmentIssuer issuer) throws IOException, GeneralSecurityException {
        KeyPair keys = issuer.newKeys();
        X509Certificate root = issuer.issueAuthority(keys);
        PrivateFiles.writeKey(authorityKeyFile, keys.getPrivate());
        PrivateFiles.writeCertificates(authorityFile, root);
        return CertificateLoader.pair(List.of(root), keys.getPrivate());
    }

    /** The pair of two files that is good for a while yet; a broken, foreign or ending one is absent and made anew. */
    private static Optional<CertificatePair> find(Path chainFile, Path keyFile, Instant now) {
        return switch (CertificateLoader.load(PairFiles.of(chainFile, keyFile))) {
            case CertificateLoading.Loaded loaded
            when loaded.pair().leaf().isValidAt(now)
                    && now.isBefore(loaded.pair().leaf().endsSoonFrom()) -> Optional.of(loaded.pair());
            case CertificateLoading.Loaded _, CertificateLoading.Unreadable _ -> Optional.empty();
        };
    }

    private static Set<String> namesOf(CertificatePair pair) {
        Set<String> names = new TreeSet<>(pair.leaf().names());
        names.addAll(pair.leaf().addresses());
        return names;
    }

    private static boolean isIssuedBy(Optional<CertificatePair> authority, CertificatePair pair) {
        return authority.isPresent()
                && pair.order()
                        .judged()
                        .equals(List.of(
                                pair.chain().getFirst(), authority.get().chain().getFirst()));
    }
}
