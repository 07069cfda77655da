package frontdoor.pairs;

import frontdoor.hosts.HostNames;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** Reads the facts of a leaf certificate. */
public final class LeafReader {
    /** Choices of GeneralName, RFC 5280 4.2.1.6. */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    private LeafReader() {}

    public static LeafFacts read(X509Certificate leaf) throws GeneralSecurityException {
        String algorithm = leaf.getPublicKey().getAlgorithm();
        return new LeafFacts(
                alternativeNames(leaf, DNS_NAME),
                alternativeNames(leaf, IP_ADDRESS),
                leaf.getNotBefore().toInstant(),
                leaf.getNotAfter().toInstant(),
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded())),
                KeyKind.of(leaf.getPublicKey()).orElseThrow(() -> new InvalidKeyException(algorithm)),
                leaf.getSerialNumber().toString(16));
    }

    private static List<String> alternativeNames(X509Certificate leaf, int choice) throws GeneralSecurityException {
        List<String> names = new ArrayList<>();
        Collection<List<?>> all = leaf.getSubjectAlternativeNames();
        if (all != null) {
            for (List<?> entry : all) {
                if (entry.get(0) instanceof Integer type && type == choice && entry.get(1) instanceof String name) {
                    names.add(HostNames.normalise(name));
                }
            }
        }
        return names;
    }
}
