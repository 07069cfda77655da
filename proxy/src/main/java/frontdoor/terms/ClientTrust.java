package frontdoor.terms;

import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The clients whose certificates are believed, and whether everybody needs one. Immutable; equal to another one that believes the same.
 *
 * <p>It fails closed: an authority that has ended is believed no more, and where there are lists of what was revoked, a client whose issuer has
 * none, or only one that has ended, is not believed either.
 *
 * <h2>Threads</h2>
 *
 * Any. To verify a chain takes up to a millisecond.
 */
public final class ClientTrust {
    private final boolean required;
    private final List<X509Certificate> authorities;
    private final List<X509CRL> revocations;
    private final InstantSource clock;
    private volatile @Nullable Verifier last;

    /** Of the authorities that had not ended when it was made, until the next one ends; a clock that was set back begins anew. */
    private record Verifier(X509TrustManager manager, Instant from, Instant until) {
        boolean holds(Instant now) {
            return !now.isBefore(from) && !now.isAfter(until);
        }
    }

    /**
     * Trust in some authorities.
     *
     * @param required whether a client without a certificate gets no connection
     * @param authorities at least one
     * @param revocations of those authorities; empty where nobody revokes anything
     */
    public ClientTrust(
            boolean required, List<X509Certificate> authorities, List<X509CRL> revocations, InstantSource clock) {
        this.required = required;
        this.authorities = List.copyOf(authorities);
        this.revocations = List.copyOf(revocations);
        this.clock = clock;
    }

    /** Whether a client without a certificate gets no connection. */
    public boolean required() {
        return required;
    }

    /** Who may have issued the certificates. */
    public List<X509Certificate> authorities() {
        return authorities;
    }

    /** What they have revoked. */
    public List<X509CRL> revocations() {
        return revocations;
    }

    /** Verifies what a client presents; throws where it is not believed. */
    public void verify(X509Certificate[] chain) throws CertificateException {
        Instant now = clock.instant();
        Verifier known = last;
        if (known == null || !known.holds(now)) {
            known = verifierAt(now);
            last = known;
        }
        try {
            known.manager.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
        } catch (RuntimeException unexpected) {
            throw new CertificateException("cannot be verified", unexpected);
        }
    }

    /** Whether a client that was believed once, or had no certificate, would get a connection now. */
    boolean admits(@Nullable ClientIdentity client) {
        if (client == null) {
            return !required;
        }
        try {
            verify(client.chain().toArray(X509Certificate[]::new));
            return true;
        } catch (CertificateException notAnyMore) {
            return false;
        }
    }

    private Verifier verifierAt(Instant now) throws CertificateException {
        Set<TrustAnchor> anchors = authorities.stream()
                .filter(authority -> !now.isAfter(authority.getNotAfter().toInstant())
                        && !now.isBefore(authority.getNotBefore().toInstant()))
                .map(authority -> new TrustAnchor(authority, null))
                .collect(Collectors.toSet());
        if (anchors.isEmpty()) {
            throw new CertificateException("every authority has ended");
        }
        List<X509CRL> lists =
                revocations.stream().filter(list -> !isEnded(list, now)).toList();
        Instant until = Stream.concat(
                        authorities.stream()
                                .flatMap(authority -> Stream.of(authority.getNotAfter(), authority.getNotBefore())),
                        lists.stream().map(X509CRL::getNextUpdate).filter(Objects::nonNull))
                .map(Date::toInstant)
                .filter(change -> !change.isBefore(now))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters(anchors, lists)));
            return new Verifier((X509TrustManager) factory.getTrustManagers()[0], now, until);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has PKIX", missing);
        }
    }

    /** Java gives it a quarter of an hour more. */
    private static boolean isEnded(X509CRL list, Instant now) {
        return list.getNextUpdate() != null && now.isAfter(list.getNextUpdate().toInstant());
    }

    private PKIXBuilderParameters parameters(Set<TrustAnchor> anchors, List<X509CRL> lists)
            throws GeneralSecurityException {
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.setRevocationEnabled(!revocations.isEmpty());
        if (!revocations.isEmpty()) {
            PKIXRevocationChecker checker =
                    (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
            checker.setOptions(EnumSet.of(
                    PKIXRevocationChecker.Option.PREFER_CRLS,
                    PKIXRevocationChecker.Option.NO_FALLBACK,
                    PKIXRevocationChecker.Option.ONLY_END_ENTITY));
            parameters.addCertPathChecker(checker);
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.<CRL>copyOf(lists))));
        }
        return parameters;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientTrust trust
                && required == trust.required
                && authorities.equals(trust.authorities)
                && revocations.equals(trust.revocations);
    }

    @Override
    public int hashCode() {
        return authorities.hashCode();
    }

    @Override
    public String toString() {
        return "ClientTrust[" + authorities.size() + "]";
    }
}
