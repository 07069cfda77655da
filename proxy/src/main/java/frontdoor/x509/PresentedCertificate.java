package frontdoor.x509;

/** The certificate that a server has presented on a connection, as far as it decides for which hosts the server may speak there. */
public interface PresentedCertificate {
    /**
     * Whether the certificate names {@code host}, which is in lower case and without a trailing dot (RFC 9110 7.4, RFC 9525 6.3).
     * Called for every request: must not block.
     */
    boolean names(String host);
}
