package frontdoor.plan;

import frontdoor.policy.HstsHold;
import frontdoor.policy.HstsSchedule;
import frontdoor.policy.HstsStage;
import frontdoor.scheme.Outcome;
import frontdoor.scheme.SiteRoute;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Says what the value of a policy does not: where its ramp is at an instant and what holds it there, or that it is the backend's. */
final class PolicyNote {
    private PolicyNote() {}

    /** Such as {@code stage 2 of 4, then max-age=2592000 from 2026-12-01}; empty where there is nothing to say. */
    static String of(Scheme.Site site, Outcome<Target> outcome, Instant at) {
        if (site.policy().passesHstsOfBackend() && isForwarded(outcome)) {
            return "but the backend's, where it is valid";
        }
        HstsSchedule schedule = site.policy().schedule();
        if (!schedule.hasRamp()) {
            return "";
        }
        HstsStage stage = schedule.at(at.getEpochSecond());
        String where = "stage " + stage.number() + " of " + stage.of();
        Optional<String> held = schedule.hold(at).map(PolicyNote::held);
        return where + held.or(() -> next(schedule, at)).orElse("");
    }

    private static boolean isForwarded(Outcome<Target> outcome) {
        return outcome instanceof SiteRoute.Forward<Target> || outcome instanceof Outcome.ForwardAs<Target>;
    }

    private static String held(HstsHold hold) {
        String since = hold.since().equals(Instant.MIN)
                ? ""
                : " since " + hold.since().atZone(ZoneOffset.UTC).toLocalDate();
        return ", held" + since + ": " + hold.cause().text();
    }

    private static Optional<String> next(HstsSchedule schedule, Instant at) {
        return schedule.next(at)
                .flatMap(next ->
                        next.date().map(date -> ", then " + next.policy().field() + " from " + date));
    }
}
