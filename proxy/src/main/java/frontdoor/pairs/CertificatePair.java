package frontdoor.pairs;

import frontdoor.x509.ChainFault;
import frontdoor.x509.ChainJudgement;
import frontdoor.x509.ChainOrder;
import frontdoor.x509.PresentedCertificate;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A certificate chain, leaf first, and the private key of its leaf.
 *
 * <p>Two pairs are equal when their chains are: the leaf's public key determines the private one. The private key never leaves
 * this package and appears in no text.
 */
public final class CertificatePair implements PresentedCertificate {
    private final ChainOrder order;
    private final PrivateKey key;
    private final LeafFacts leaf;
    private final String source;
    private final CoveredNames covered;
    private final ChainJudgement judgement;

    private CertificatePair(ChainOrder order, PrivateKey key, LeafFacts leaf, String source) {
        this.order = order;
        this.key = key;
        this.leaf = leaf;
        this.covered = new CoveredNames(leaf);
        this.judgement = ChainJudgement.of(order.judged());
        this.source = source;
    }

    /** The pair of a chain, in the order in which it is sent, and the key of its leaf. */
    static CertificatePair of(ChainOrder order, PrivateKey key) throws GeneralSecurityException {
        return new CertificatePair(order, key, LeafReader.read(order.sent().getFirst()), "");
    }

    /** The same, read from files whose digest is {@code digest}. */
    CertificatePair from(String digest) {
        return new CertificatePair(order, key, leaf, digest);
    }

    /** The digest of the files it was read from; empty if it comes from none. */
    String source() {
        return source;
    }

    /** What the leaf says about itself. */
    public LeafFacts leaf() {
        return leaf;
    }

    /** The chain as it is sent, leaf first. */
    public List<X509Certificate> chain() {
        return order.sent();
    }

    /** What had to be done about the chain before it could be sent, as one plain sentence without its full stop; empty for nothing. */
    public Optional<String> mended() {
        return order.mended();
    }

    /**
     * That a certificate may be missing further up than the leaf's issuer, as one plain sentence; empty where all is well. Reads the authorities
     * that Java ships, which takes a while: for those who ask, not for a start.
     */
    public Optional<String> endOutOfSight() {
        return ChainNotes.endsOutOfSight(order);
    }

    /** How the chain came to be in order. */
    ChainOrder order() {
        return order;
    }

    /** What browsers think of the chain, names and the leaf's own dates aside. */
    public ChainJudgement judgement() {
        return judgement;
    }

    /** Whether browsers show an error instead of the hosts that it names. */
    public boolean isRefusedAt(Instant now) {
        return !leaf.isValidAt(now)
                || judgement.faults(now).stream().anyMatch(fault -> fault.kind().isRefused());
    }

    public PrivateKey key() {
        return key;
    }

    /** Whether the leaf names {@code host}: exactly, by a wildcard for one label, or as an IP address. Case is ignored. */
    public boolean covers(String host) {
        return covered.names(host);
    }

    @Override
    public boolean names(String host) {
        return covers(host);
    }

    /** What an operator should know about this pair at {@code now}; empty when all is well. */
    public List<CertificateNote> notes(Instant now) {
        List<CertificateNote> notes = new ArrayList<>();
        ValidityNotes.find(leaf, now).ifPresent(notes::add);
        judgement.faults(now).stream().map(CertificatePair::note).forEach(notes::add);
        ChainNotes.find(order).ifPresent(notes::add);
        if (leaf.names().isEmpty() && leaf.addresses().isEmpty()) {
            notes.add(new CertificateNote(
                    CertificateNote.Kind.NO_NAMES,
                    "the certificate has no subjectAltName; browsers refuse it for every host"));
        }
        return List.copyOf(notes);
    }

    private static CertificateNote note(ChainFault fault) {
        return fault.kind().isRefused()
                ? new CertificateNote(CertificateNote.Kind.CHAIN_REFUSED, fault.text() + ": browsers refuse it")
                : new CertificateNote(CertificateNote.Kind.CHAIN_ENDS, fault.text());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CertificatePair pair && chain().equals(pair.chain());
    }

    @Override
    public int hashCode() {
        return chain().hashCode();
    }

    @Override
    public String toString() {
        return "CertificatePair[" + leaf + "]";
    }
}
