package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Program;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that lists every metric, beside what a front door shows; and Prometheus' own judgement of names and units. */
class MetricsPageIT {
    private static final Path PAGE = Path.of("docs", "metrics-and-logs.md");
    private static final Pattern LISTED =
            Pattern.compile("(?m)^\\| `((?:frontdoor|process|jvm)_\\w+)` \\| (.*?) ?\\| (.*) \\|$");
    private static final Pattern HELP = Pattern.compile("(?m)^# HELP (\\w+) (.*)$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+?)(?:_bucket|_count|_sum)?(?:\\{(.*)})? [^ ]+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    @TempDir
    private Path directory;

    /** The help of a metric as the page has it, by its name, behind its labels. */
    private static Map<String, String> listed() throws Exception {
        return LISTED.matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> row.group(2).replace("`", "") + " | " + row.group(3),
                        (_, again) -> again,
                        TreeMap::new));
    }

    private static Map<String, String> shown(String scrape) {
        Map<String, String> helps = new TreeMap<>();
        HELP.matcher(scrape).results().forEach(help -> helps.put(help.group(1), help.group(2)));
        Map<String, String> shown = new TreeMap<>();
        SAMPLE.matcher(scrape).results().forEach(sample -> {
            String name = helps.containsKey(sample.group(1)) ? sample.group(1) : sample.group();
            shown.putIfAbsent(name, labels(sample) + " | " + helps.get(name));
        });
        return shown;
    }

    private static String labels(MatchResult sample) {
        TreeSet<String> labels = sample.group(2) == null
                ? new TreeSet<>()
                : LABEL.matcher(sample.group(2))
                        .results()
                        .map(label -> label.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        labels.remove("le");
        return String.join(", ", labels);
    }

    @Test
    void showsWhatThePageLists() throws Exception {
        try (MeasuredDoor door = new MeasuredDoor(directory)) {
            Map<String, String> listed = listed();

            assertThat(listed).hasSizeGreaterThan(90);
            // The first look of the self-probe and the first staple take a while.
            await().atMost(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(shown(scrape(door))).isEqualTo(listed));
            assertThat(Program.named("promtool")
                            .runWith(scrape(door), "check", "metrics")
                            .output())
                    .isEmpty();
        }
    }

    /** What its one visitor has asked, and nothing that the process asked itself. */
    @Test
    void countsWhatWasAsked() throws Exception {
        try (MeasuredDoor door = new MeasuredDoor(directory)) {
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(scrape(door).lines())
                            .contains(
                                    "frontdoor_responses_total{method=\"GET\",site=\"shop\",status=\"200\"} 1.0",
                                    "frontdoor_responses_total{method=\"GET\",site=\"shop\",status=\"301\"} 1.0",
                                    "frontdoor_responses_total{method=\"GET\",site=\"sick\",status=\"502\"} 1.0",
                                    "frontdoor_upstream_duration_seconds_count{site=\"shop\"} 1",
                                    "frontdoor_requests_in_flight 0.0",
                                    "frontdoor_tls_handshake_duration_seconds_count 2",
                                    "frontdoor_tls_handshakes_total{kind=\"full\",version=\"TLSv1.3\"} 2.0")
                            .anyMatch(line -> line.matches(
                                    "frontdoor_upstream_server_answers_total\\{.*upstream=\"shop\"} 1\\.0"))
                            .anyMatch(
                                    line -> line.matches(
                                            "frontdoor_upstream_server_answer_seconds_total\\{.*upstream=\"shop\"} (?!0\\.0$).*"))
                            .anyMatch(line -> line.matches(
                                    "frontdoor_upstream_server_failures_total\\{.*upstream=\"sick\"} [1-9]\\.0")));
        }
    }

    private static String scrape(MeasuredDoor door) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.admin() + "/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
