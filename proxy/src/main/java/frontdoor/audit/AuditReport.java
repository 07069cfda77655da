package frontdoor.audit;

import frontdoor.report.Level;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hops that an audit saw, and its findings about them.
 *
 * @param hops from {@code http://HOST/} on, then from {@code https://HOST/} on where that is another way; none of a name that is none
 * @param probe the root over TLS; null if it was not asked for, as for those below
 * @param error a path that does not exist
 * @param findings errors first
 */
public record AuditReport(
        String host,
        Instant at,
        List<Hop> hops,
        @Nullable SecureProbe probe,
        @Nullable Hop error,
        @Nullable Sibling sibling,
        List<Finding> findings) {
    public AuditReport {
        hops = List.copyOf(hops);
        findings = List.copyOf(findings);
    }

    /** How many findings of a level there are. */
    public int count(Level level) {
        return (int)
                findings.stream().filter(finding -> finding.level() == level).count();
    }
}
