package frontdoor.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A host's policy at each instant: schedules.txt holds ramps, certificates and what has to come out. */
class HstsScheduleTest {
    private static final Pattern RAMP = Pattern.compile("ramp (\\S+) (.*) up to (\\d+)d( subdomains)?( preload)?");
    private static final Pattern CERTIFICATE =
            Pattern.compile("certificate( elsewhere)? from (\\S+) soon (\\S+) to (\\S+)");
    private static final CertificateFacts GOOD = new CertificateFacts(true, Instant.EPOCH, Instant.MAX, Instant.MAX);

    record Case(String title, HstsSchedule schedule, List<String> expected) {
        @Override
        public String toString() {
            return title;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void saysWhatDateAndCertificateDecide(Case one) {
        assertThat(one.expected()).isNotEmpty().allSatisfy(line -> {
            String at = line.substring(0, line.indexOf(' '));
            assertThat(told(one.schedule(), Instant.parse(at))).isEqualTo(line);
        });
    }

    private static String told(HstsSchedule schedule, Instant now) {
        HstsStage stage = schedule.at(now.getEpochSecond());
        return String.join(
                " | ",
                now.toString(),
                stage.number() + " of " + stage.of(),
                stage.policy().field().toString(),
                schedule.next(now)
                        .map(next -> next.policy().field()
                                + next.date().map(date -> " on " + date).orElse(" later"))
                        .orElse("-"),
                schedule.hold(now)
                        .map(hold -> hold.cause() + " since "
                                + (hold.since().equals(Instant.MIN)
                                        ? "-"
                                        : hold.since().toString()))
                        .orElse("-"));
    }

    @Test
    void replicasInDifferentTimeZonesAgreeAtEveryHour() {
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            List<String> east = hours().map(now -> told(usual(), now)).toList();
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Niue"));
            assertThat(hours().map(now -> told(usual(), now))).isEqualTo(east).hasSize(50 * 24);
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    private static HstsSchedule usual() {
        return schedule("ramp 2026-11-22 5m 7d 30d up to 365d", "certificate good");
    }

    private static Stream<Instant> hours() {
        Instant first = Instant.parse("2026-11-20T00:00:00Z");
        return Stream.iterate(first, hour -> hour.plus(Duration.ofHours(1))).limit(50L * 24);
    }

    @Test
    void saysTheSameAtAllTimesWithoutARamp() {
        HstsSchedule kill = HstsSchedule.always(new HstsPolicy.Kill());
        assertThat(told(kill, Instant.EPOCH)).endsWith("0 of 0 | max-age=0 | - | -");
        assertThat(kill.at(Long.MAX_VALUE).isBeforeRamp()).isFalse();
    }

    /** Cases are separated by lines of equals signs with a title; in each, a line of dashes precedes what has to come out. */
    static Stream<Case> cases() {
        return Arrays.stream(read().split("(?m)^=== ")).skip(1).map(HstsScheduleTest::parse);
    }

    private static Case parse(String block) {
        List<String> lines = block.lines().filter(line -> !line.isBlank()).toList();
        List<String> expected = lines.stream()
                .skip(lines.indexOf("---") + 1L)
                .map(line -> line.replaceAll(" +", " "))
                .toList();
        return new Case(lines.getFirst(), schedule(lines.get(1), lines.get(2)), expected);
    }

    private static HstsSchedule schedule(String ramp, String certificate) {
        Matcher form = RAMP.matcher(ramp);
        assertThat(form.matches()).as(ramp).isTrue();
        List<Duration> stages = Arrays.stream(form.group(2).split(" "))
                .map(text -> Duration.parse(text.endsWith("d") ? "P" + text : "PT" + text))
                .toList();
        long maxAge = Duration.ofDays(Long.parseLong(form.group(3))).toSeconds();
        return HstsSchedule.ramp(
                new Ramp(LocalDate.parse(form.group(1)), stages),
                new HstsPolicy.Send(maxAge, form.group(4) != null, form.group(5) != null),
                certificate(certificate));
    }

    private static CertificateFacts certificate(String text) {
        if (text.equals("certificate good")) {
            return GOOD;
        }
        if (text.equals("certificate none")) {
            return CertificateFacts.NONE;
        }
        Matcher form = CERTIFICATE.matcher(text);
        assertThat(form.matches()).as(text).isTrue();
        return new CertificateFacts(
                form.group(1) == null,
                Instant.parse(form.group(2)),
                Instant.parse(form.group(3)),
                Instant.parse(form.group(4)));
    }

    private static String read() {
        try (InputStream golden = HstsScheduleTest.class.getResourceAsStream("schedules.txt")) {
            return new String(golden.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
