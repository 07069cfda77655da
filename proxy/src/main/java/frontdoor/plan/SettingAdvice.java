package frontdoor.plan;

import frontdoor.config.FrontdoorConfig;
import frontdoor.config.SiteConfig;
import frontdoor.config.UpstreamConfig;
import frontdoor.hocon.Places;
import frontdoor.report.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects what is written and has no effect, or a wider one than whoever wrote it may think: warnings, which refuse nothing. */
public final class SettingAdvice {
    private static final Logger log = LoggerFactory.getLogger(SettingAdvice.class);

    private final Places places;
    private final List<Problem> found = new ArrayList<>();

    private SettingAdvice(Places places) {
        this.places = places;
    }

    /** All there is to say of {@code config}, in its order. */
    public static List<Problem> of(FrontdoorConfig config) {
        SettingAdvice advice = new SettingAdvice(config.places());
        ListenAdvice.judge(config, advice);
        config.tls()
                .ticketKeys()
                .ifPresent(keys ->
                        advice.add(keys.areOld(Instant.now()), "tls.session-ticket-keys", TicketKeyAge.inWords(keys)));
        LogAdvice.judge(config.accessLog(), advice);
        for (UpstreamConfig upstream : config.upstreams().named().values()) {
            UpstreamAdvice.judge(upstream, advice);
        }
        for (SiteConfig site : config.sites()) {
            SiteAdvice.judge(config, site, advice);
        }
        return List.copyOf(advice.found);
    }

    /** Logs it. */
    public static void log(FrontdoorConfig config) {
        of(config).forEach(SettingAdvice::log);
    }

    /** Logs what there was not to say of {@code before}. */
    public static void logNew(FrontdoorConfig before, FrontdoorConfig config) {
        Set<String> told = new HashSet<>();
        of(before).forEach(problem -> told.add(problem.key() + problem.text()));
        of(config).stream()
                .filter(problem -> !told.contains(problem.key() + problem.text()))
                .forEach(SettingAdvice::log);
    }

    private static void log(Problem problem) {
        log.atWarn().addKeyValue("setting", problem).log("a setting is not what it may seem");
    }

    /** Whether an operator has written the key itself, and not its default. */
    boolean isWritten(String key) {
        return places.byKey().containsKey(key);
    }

    /** Adds {@code text} about {@code key}, if {@code wrong} and the key is written. */
    void add(boolean wrong, String key, String text) {
        if (wrong && isWritten(key)) {
            found.add(new Problem(places.of(key), key, text));
        }
    }
}
