package frontdoor.pairs;

import java.io.IOException;
import java.nio.file.Path;

/** The outcome of making or finding the development certificate. */
public sealed interface DevelopmentLoading {
    /**
     * The files are in place.
     *
     * @param authority the certificate that a browser must trust, PEM
     * @param chain leaf first, PEM
     * @param key of the leaf, PEM, readable by the owner alone
     * @param pair the loaded chain and key
     */
    record Ready(Path authority, Path chain, Path key, CertificatePair pair) implements DevelopmentLoading {}

    /** The files can neither be read nor written. */
    record Unwritable(IOException failed) implements DevelopmentLoading {}
}
