package frontdoor.hsts;

import frontdoor.policy.HstsHold;
import frontdoor.policy.HstsNext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a report about HSTS for machines: stable, times in RFC 3339 and UTC, null for what there is not.
 *
 * <p>All texts in it are printable ASCII without quotes: hosts, header values and sentences of our own.
 */
public final class HstsJson {
    private HstsJson() {}

    /** One object, as documented in docs/hsts.md. */
    public static String of(HstsReport report) {
        return report.hosts().stream()
                .map(HstsJson::host)
                .collect(Collectors.joining(",\n  ", "{\"hosts\": [\n  ", "\n]}\n"));
    }

    private static String host(HstsReport.Host host) {
        boolean ramp = host.hasRamp();
        return "{\"host\": " + quoted(host.host())
                + ", \"policy\": " + orNull(HstsReport.valueOf(host.stage().policy()))
                + ", \"stage\": " + (ramp ? host.stage().number() : null)
                + ", \"stages\": " + (ramp ? host.stage().of() : null)
                + ", \"next\": " + host.next().map(HstsJson::next).orElse("null")
                + ", \"held\": " + host.hold().map(HstsJson::held).orElse("null")
                + ", \"bound-until\": " + orNull(host.bounds().host().map(HstsJson::time))
                + ", \"bound-until-subdomains\": "
                + orNull(host.bounds().subdomains().map(HstsJson::time)) + "}";
    }

    private static String next(HstsNext next) {
        Optional<String> date = next.date()
                .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant().toString());
        return "{\"date\": " + orNull(date) + ", \"policy\": " + orNull(HstsReport.valueOf(next.policy())) + "}";
    }

    private static String held(HstsHold hold) {
        Optional<String> since = hold.since().equals(Instant.MIN) ? Optional.empty() : Optional.of(time(hold.since()));
        return "{\"since\": " + orNull(since) + ", \"text\": "
                + quoted(hold.cause().text()) + "}";
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String orNull(Optional<String> text) {
        return text.map(HstsJson::quoted).orElse("null");
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
