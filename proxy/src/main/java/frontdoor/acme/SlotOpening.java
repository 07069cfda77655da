package frontdoor.acme;

import frontdoor.acme.AcmeFiles.OpenOrder;
import frontdoor.renewal.Attempt;
import frontdoor.renewal.History;
import frontdoor.report.Cause;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The opening of slots with what is kept of them, whatever an end in the middle has left.
 *
 * <p>For the thread that looks after certificates.
 */
final class SlotOpening {
    private static final Logger log = LoggerFactory.getLogger(SlotOpening.class);

    private final AcmeFiles files;
    /** What was told of those that cannot be opened, so that it is told once. */
    private final Map<String, String> told = new HashMap<>();

    SlotOpening(AcmeFiles files) {
        this.files = files;
    }

    /** The slot; empty while its files cannot be read, or written. Blocks. */
    Optional<Slot> open(Wanted wanted, Instant now) {
        try {
            Optional<Kept> kept = files.kept(wanted);
            History history = finished(wanted, kept, history(wanted, now), now);
            if (kept.isEmpty()) {
                log.atInfo()
                        .addKeyValue("site", wanted.site())
                        .addKeyValue("since", history.since())
                        .log(
                                "a first certificate is awaited; until it is there, the hosts of the site answer over http only, with 503");
            }
            Slot slot = new Slot(wanted, kept, history);
            if (kept.isPresent() && files.isRevoked(wanted, kept.get())) {
                slot.force();
            }
            told.remove(wanted.name());
            return Optional.of(slot);
        } catch (IOException failed) {
            String reason = Cause.inWords(failed);
            if (!reason.equals(told.put(wanted.name(), reason))) {
                log.atError()
                        .addKeyValue("site", wanted.site())
                        .addKeyValue("reason", reason)
                        .log("what is kept of the site's certificate cannot be read or written; it is not asked for");
            }
            return Optional.empty();
        }
    }

    private History history(Wanted wanted, Instant now) throws IOException {
        Optional<History> known = files.history(wanted);
        if (known.isEmpty()) {
            files.writeHistory(wanted, History.begun(now));
        }
        return known.orElseGet(() -> History.begun(now));
    }

    /** Ends an order that has brought what is there, and came to its end before that was written down. */
    private History finished(Wanted wanted, Optional<Kept> kept, History history, Instant now) throws IOException {
        Optional<OpenOrder> done = files.order(wanted)
                .filter(order -> kept.isPresent()
                        && kept.get().leaf().getPublicKey().equals(order.keys().getPublic()));
        if (done.isEmpty()) {
            return history;
        }
        boolean recorded = history.lastFailure().isEmpty()
                && history.attempts().stream()
                        .anyMatch(attempt -> attempt.good()
                                && !attempt.at().isBefore(kept.get().lifetime().notBefore()));
        History whole =
                recorded ? history : history.with(Attempt.good(now, done.get().authority()));
        files.writeHistory(wanted, whole);
        files.deleteOrder(wanted);
        return whole;
    }
}
