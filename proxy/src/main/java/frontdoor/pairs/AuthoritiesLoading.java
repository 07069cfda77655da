package frontdoor.pairs;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/** The outcome of reading a file of authorities. */
public sealed interface AuthoritiesLoading {
    /** All certificates of the file; at least one. */
    record Loaded(List<X509Certificate> authorities) implements AuthoritiesLoading {
        public Loaded {
            authorities = List.copyOf(authorities);
        }
    }

    /**
     * The file is of no use.
     *
     * @param problem one sentence that names the file and what mends it
     */
    record Unreadable(String problem) implements AuthoritiesLoading {}

    /** Reads the certificates of a PEM file. Blocks. */
    static AuthoritiesLoading load(Path file) {
        try {
            return new Loaded(PemFiles.readChain(file, KeyFiles.readText(file)));
        } catch (PemProblem problem) {
            return new Unreadable(problem.sentence());
        }
    }
}
