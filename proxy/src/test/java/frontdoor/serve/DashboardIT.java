package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.Program;
import frontdoor.fixture.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard of {@code docker/grafana}, and the rules beside it, asked of a Prometheus that scrapes a front door. */
class DashboardIT {
    private static final Path DASHBOARD =
            Path.of("").toAbsolutePath().getParent().resolve("docker/grafana/frontdoor.json");
    private static final Path EXAMPLE =
            Path.of("").toAbsolutePath().getParent().resolve("docker/compose/prometheus/prometheus");
    private static final Pattern METRIC = Pattern.compile("frontdoor_\\w+");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");

    /** A query in PromQL, and the labels that its panel shows of the answer. */
    private record Query(String text, List<String> labels) {
        /** How many answers it has, by those labels; marked, so that many are one question. Grafana's variables are filled in: everything, over a minute. */
        String numbered(int number) {
            return "label_replace(count by (%s) (%s), \"query\", \"%d\", \"\", \"\")"
                    .formatted(
                            String.join(", ", labels),
                            text.replace("$__rate_interval", "1m").replaceAll("\\$\\w+", ".*"),
                            number);
        }
    }

    @TempDir
    private Path directory;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private MeasuredDoor door;
    private ServerProcess prometheus;

    @BeforeEach
    void open() throws Exception {
        Program.named("promtool");
        door = open(new MeasuredDoor(directory));
        prometheus = open(prometheus(door.admin()));
    }

    private <T extends AutoCloseable> T open(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    private ServerProcess prometheus(int scraped) throws IOException {
        int port = FreePort.take();
        Path file = Files.writeString(directory.resolve("prometheus.yml"), """
                global: { scrape_interval: 5s, scrape_timeout: 5s }
                scrape_configs:
                  - job_name: frontdoor
                    static_configs: [{ targets: ["127.0.0.1:%d"] }]
                """.formatted(scraped));
        return ServerProcess.start(
                directory,
                port,
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + directory.resolve("series"),
                "--web.listen-address=127.0.0.1:" + port);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable open : opened.reversed()) {
            open.close();
        }
    }

    @Test
    void everyQueryHasAnAnswerWithTheLabelsThatAreShown() throws Exception {
        List<Query> queries = queries();
        String all = IntStream.range(0, queries.size())
                .mapToObj(number -> queries.get(number).numbered(number))
                .collect(Collectors.joining(" or "));

        assertThat(queries).hasSizeGreaterThan(50);
        assertThat(promtool("check", "config", EXAMPLE.resolve("prometheus.yml").toString()))
                .contains("SUCCESS");
        // The self-probe, the staple and two scrapes have to come first.
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            List<String> answers = answers(all);
            for (int number = 0; number < queries.size(); number++) {
                String mark = "query=\"%d\"".formatted(number);
                List<String> own =
                        answers.stream().filter(line -> line.contains(mark)).toList();
                assertThat(own).as(queries.get(number).text()).isNotEmpty();
                queries.get(number)
                        .labels()
                        .forEach(label -> assertThat(own).anyMatch(line -> line.contains(label + "=\"")));
            }
        });
    }

    private List<String> answers(String query) throws IOException, InterruptedException {
        return promtool("query", "instant", "http://127.0.0.1:" + prometheus.port(), query)
                .lines()
                .toList();
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        Program.Run run = Program.named("promtool").run(arguments);
        assertThat(run.exit()).as(run.output()).isZero();
        return run.output();
    }

    private static List<Query> queries() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        Stream<Query> variables = StreamSupport.stream(
                        dashboard.path("templating").path("list").spliterator(), false)
                .map(variable -> LABEL_VALUES.matcher(
                        variable.path("query").path("query").asText()))
                .filter(Matcher::matches)
                .map(values -> new Query(values.group(1), List.of(values.group(2))));
        Stream<Query> panels = dashboard.findValues("targets").stream()
                .flatMap(targets -> StreamSupport.stream(targets.spliterator(), false))
                .map(target -> new Query(
                        target.path("expr").asText(),
                        labels(target.path("legendFormat").asText())));
        // A rule has no answer as long as all is well; what it asks for has one.
        Stream<Query> rules = METRIC.matcher(Files.readString(EXAMPLE.resolve("rules.yml")))
                .results()
                .map(metric -> new Query(metric.group(), List.of()));
        return Stream.of(variables, panels, rules).flatMap(one -> one).toList();
    }

    private static List<String> labels(String legend) {
        return LEGEND.matcher(legend)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
