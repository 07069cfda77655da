package frontdoor.certificates;

import frontdoor.pairs.CertificateNote;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.KeyKind;
import frontdoor.tls.CertificateStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The sentences about pairs that are served all the same. */
final class PairNotes {
    private PairNotes() {}

    static List<String> of(Collection<CertificatePair> pairs, CertificateStore store, Instant now) {
        return pairs.stream()
                .flatMap(pair -> notes(pair, store, now)
                        .map(note -> "certificate of " + SiteCoverage.namesOf(pair) + ": " + note.text()))
                .toList();
    }

    private static Stream<CertificateNote> notes(CertificatePair pair, CertificateStore store, Instant now) {
        List<CertificateNote> notes = pair.notes(now);
        long refused = notes.stream().filter(PairNotes::isRefusal).count();
        // The kind of its key is one reason, and if it is the only one, nobody is shown it who does not know the kind.
        boolean quiet = refused == 1 && isBeside(pair, store);
        return notes.stream().filter(note -> !quiet || !isRefusal(note));
    }

    private static boolean isRefusal(CertificateNote note) {
        return note.kind() == CertificateNote.Kind.CHAIN_REFUSED;
    }

    /** Whether it is one for clients that name its kind, and others answer all those that do not. */
    private static boolean isBeside(CertificatePair pair, CertificateStore store) {
        return pair.leaf().kind() == KeyKind.ED25519
                && Stream.concat(pair.leaf().names().stream(), pair.leaf().addresses().stream())
                        .allMatch(host -> store.find(host)
                                .filter(other -> other.leaf().kind() != KeyKind.ED25519)
                                .isPresent());
    }
}
