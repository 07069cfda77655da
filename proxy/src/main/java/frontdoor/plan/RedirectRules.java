package frontdoor.plan;

import frontdoor.config.HstsConfig;
import frontdoor.config.RampConfig;
import frontdoor.config.RedirectStatus;
import frontdoor.policy.HstsSchedule;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges the chain of redirects. */
final class RedirectRules {
    /** As many as the preload list's checker allows. */
    private static final int MOST_REDIRECTS = 3;
    /** URLs of a chain without end. */
    private static final int SHOWN = 5;

    private RedirectRules() {}

    static void judge(Subject subject, Verdicts verdicts) {
        Chain chain = asWritten(subject);
        switch (chain.end()) {
            case LOOP -> addLoop(chain, "the redirects come back to where they were: " + path(chain), verdicts);
            case ENDLESS -> addLoop(chain, "the redirects have no end: " + beginning(chain) + " -> ...", verdicts);
            case ANSWERED, ELSEWHERE -> judgeLength(chain, verdicts);
        }
        judgeStage(subject, verdicts);
        for (Hop hop : chain.hops()) {
            if (downgrades(hop)) {
                verdicts.add(
                        Code.DOWNGRADE,
                        hop.key(),
                        hop.url()
                                + " sends browsers back to http: what follows can be read and changed on the way, and a"
                                + " browser with a policy for that host comes straight back. Write https in the address");
            }
        }
    }

    /** The chain as the configuration alone decides it, which is what clients see where certificates name every host on the way. */
    private static Chain asWritten(Subject subject) {
        Chain seen = subject.chain();
        return seen.isCertified() ? seen : ChainWalk.asWritten(subject.scheme(), subject.host());
    }

    private static void addLoop(Chain chain, String what, Verdicts verdicts) {
        Hop last = chain.hops().getLast();
        verdicts.add(Code.LOOP, last.key(), what + "; browsers give up with \"too many redirects\". " + wayOut(last));
    }

    private static void judgeLength(Chain chain, Verdicts verdicts) {
        if (chain.redirects() > MOST_REDIRECTS) {
            verdicts.add(
                    Code.TOO_MANY_HOPS,
                    firstTurn(chain),
                    chain.redirects() + " redirects before an answer: " + path(chain)
                            + "; each costs a round trip, and the preload list takes three at most. Send the host to its"
                            + " last address at once");
        }
    }

    private static String wayOut(Hop last) {
        return last.key().endsWith(".canonical")
                ? "Let one of these hosts answer: write canonical = none in its site, or the same canonical in all of them"
                : "Let the route lead to an address that answers, or take it out";
    }

    private static void judgeStage(Subject subject, Verdicts verdicts) {
        HstsSchedule schedule = subject.site().policy().schedule();
        if (!schedule.at(subject.site().now()).isBeforeRamp()
                || !(subject.site().config().settings().redirectStatus() instanceof RedirectStatus.Fixed(int status))
                || status == 302
                || status == 307) {
            return;
        }
        boolean held = hasStarted(subject);
        verdicts.add(
                held ? Code.PERMANENT_REDIRECT_HELD_AT_STAGE_0 : Code.PERMANENT_REDIRECT_AT_STAGE_0,
                subject.site().key("redirect-status"),
                (held ? "a bad certificate holds the ramp at stage 0, and " : "the ramp has not started, and ") + status
                        + " is kept in caches for ever, also if https turns out to be broken. Write redirect-status = auto,"
                        + " which is temporary until the ramp starts");
    }

    /** Whether the calendar alone would have the ramp beyond stage 0. */
    private static boolean hasStarted(Subject subject) {
        return subject.site().config().settings().hsts() instanceof HstsConfig.Send send
                && send.ramp()
                        .map(RampConfig::started)
                        .filter(day -> !day.isAfter(
                                LocalDate.ofInstant(subject.scheme().at(), ZoneOffset.UTC)))
                        .isPresent();
    }

    private static boolean downgrades(Hop hop) {
        return hop.url().secure()
                && hop.outcome() instanceof Hop.Redirects(int _, String location)
                && location.startsWith("http://");
    }

    /** The key that first leads away from the host; that every host goes to https first is not to be changed. */
    private static String firstTurn(Chain chain) {
        return chain.hops().stream()
                .filter(hop -> hop.url().secure())
                .findFirst()
                .orElseGet(chain.hops()::getFirst)
                .key();
    }

    /** Enough to see how it goes on. */
    private static String beginning(Chain chain) {
        return chain.hops().stream()
                .limit(SHOWN)
                .map(hop -> hop.url().toString())
                .collect(Collectors.joining(" -> "));
    }

    private static String path(Chain chain) {
        List<Hop> hops = chain.hops();
        Stream<String> urls = hops.stream().map(hop -> hop.url().toString());
        Stream<String> last = hops.getLast().outcome() instanceof Hop.Redirects(int _, String location)
                ? Stream.of(location)
                : Stream.of();
        return Stream.concat(urls, last).collect(Collectors.joining(" -> "));
    }
}
