package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.pairs.PairFiles;
import frontdoor.vault.AcmeVault;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Makes of {@code certificate = acme} the files in the state directory where the site's certificates will be found. */
final class AcmeSites {
    private static final String WORD = "acme";

    private final AcmeConfig acme;
    private final Path state;
    private boolean told;

    /** @param state the state directory */
    AcmeSites(AcmeConfig acme, Path state) {
        this.acme = acme;
        this.state = state;
    }

    static boolean isWanted(Node certificate) {
        return certificate.isScalar() && certificate.text().equals(WORD);
    }

    /** One for each kind of key; reports hosts that none can be had for. */
    List<CertificateConfig> certificates(Node site) {
        if (!told) {
            told = true;
            acme.requireAgreement(site.child("certificate"));
        }
        AcmeHosts.check(acme, site);
        return IntStream.range(0, acme.keys().size())
                .mapToObj(place -> certificate(site, place))
                .toList();
    }

    private CertificateConfig certificate(Node site, int place) {
        Path file = new AcmeVault(state).of(site.name()).path(AcmeVault.certificate(place));
        return new CertificateConfig(site.child("certificate").key(), PairFiles.of(file, file));
    }
}
