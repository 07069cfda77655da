package frontdoor.pairs;

/** The outcome of reading a certificate chain and its key. */
public sealed interface CertificateLoading {
    /** The pair fits together and can be served. */
    record Loaded(CertificatePair pair) implements CertificateLoading {}

    /**
     * The pair cannot be served.
     *
     * @param problem one sentence that names the file and what mends it; never holds key material
     */
    record Unreadable(String problem) implements CertificateLoading {}
}
