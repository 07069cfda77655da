package frontdoor.pairs;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The terms of TLS with a backend, as they were read from their files; immutable. Backends on equal terms share sessions, others never do.
 *
 * @param verify whether the chain and the name of what a backend presents are verified
 * @param authorities who may have issued that; empty for those that Java ships
 * @param pair what is presented to a backend that asks for it
 */
public record BackendCredentials(
        boolean verify, Optional<List<X509Certificate>> authorities, Optional<CertificatePair> pair) {
    public BackendCredentials {
        authorities = authorities.map(List::copyOf);
    }
}
