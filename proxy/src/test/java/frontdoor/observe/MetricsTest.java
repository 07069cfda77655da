package frontdoor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Failure;
import frontdoor.http.HttpVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Metrics metrics = new Metrics(2);

    @Test
    void sumsTheExchangesOfAllLoopsBySiteProtocolAndStatusClass() {
        metrics.exchangeEnded(EndedExchange.of(0, "shop", 200, null, 12));
        metrics.exchangeEnded(EndedExchange.of(1, "shop", 206, null, 700));
        metrics.exchangeEnded(
                EndedExchange.of(1, "shop", 0, Failure.CLIENT_ABORTED, 1).requesting(HttpVersion.HTTP_2, "GET", "/"));
        metrics.exchangeEnded(EndedExchange.of(0, null, 421, Failure.MISDIRECTED, 1));

        assertThat(metrics.scrape().lines())
                .contains(
                        "frontdoor_requests_total{protocol=\"HTTP/1.1\",site=\"shop\",status=\"2xx\"} 2.0",
                        "frontdoor_requests_total{protocol=\"HTTP/2\",site=\"shop\",status=\"none\"} 1.0",
                        "frontdoor_requests_total{protocol=\"HTTP/1.1\",site=\"\",status=\"4xx\"} 1.0",
                        "frontdoor_failures_total{failure=\"client_aborted\",site=\"shop\"} 1.0",
                        "frontdoor_failures_total{failure=\"misdirected\",site=\"\"} 1.0",
                        "frontdoor_request_bytes_total{site=\"shop\"} 15.0",
                        "frontdoor_response_bytes_total{site=\"shop\"} 3702.0",
                        "frontdoor_request_octets_total{site=\"shop\"} 15.0",
                        "frontdoor_response_octets_total{site=\"shop\"} 3702.0",
                        "frontdoor_retries_total{site=\"shop\"} 3.0",
                        "frontdoor_repaired_locations_total{site=\"shop\"} 6.0",
                        "frontdoor_repaired_cookies_total{site=\"shop\"} 9.0",
                        "frontdoor_dropped_hsts_total{site=\"shop\"} 12.0",
                        "frontdoor_plaintext_credentials_total{kind=\"cookie\",site=\"shop\"} 3.0");
    }

    @Test
    void countsAnswersByMethodAndExactStatus() {
        for (int round = 0; round < 2; round++) {
            for (int status = 100; status < 700; status++) {
                metrics.exchangeEnded(
                        EndedExchange.of(0, "shop", status, null, 1).requesting(HttpVersion.HTTP_2, "GET", "/"));
                metrics.exchangeEnded(
                        EndedExchange.of(1, "shop", status, null, 1).requesting(HttpVersion.HTTP_2, "PATCH", "/"));
            }
        }
        metrics.exchangeEnded(EndedExchange.of(1, "shop", 0, null, 1).requesting(HttpVersion.HTTP_2, "PROPFIND", "/"));

        List<String> counts = metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("frontdoor_responses_total{"))
                .toList();
        assertThat(counts)
                .hasSize(1201)
                .contains("frontdoor_responses_total{method=\"other\",site=\"shop\",status=\"none\"} 1.0");
        for (String method : List.of("GET", "PATCH")) {
            for (int status = 100; status < 700; status++) {
                assertThat(counts)
                        .contains("frontdoor_responses_total{method=\"%s\",site=\"shop\",status=\"%d\"} 2.0"
                                .formatted(method, status));
            }
        }
    }

    /** G10: what answers with the same status is told apart by its cause. */
    @Test
    void tellsFailuresOfOneStatusApart() {
        metrics.exchangeEnded(EndedExchange.of(0, "shop", 502, Failure.UPSTREAM_CONNECT_REFUSED, 1));
        metrics.exchangeEnded(EndedExchange.of(0, "shop", 502, Failure.UPSTREAM_BAD_RESPONSE, 1));
        metrics.exchangeEnded(EndedExchange.of(0, "shop", 504, Failure.UPSTREAM_CONNECT_TIMEOUT, 1));
        metrics.exchangeEnded(EndedExchange.of(0, "shop", 504, Failure.UPSTREAM_RESPONSE_TIMEOUT, 1));

        assertThat(metrics.scrape().lines().filter(line -> line.startsWith("frontdoor_failures_total{")))
                .containsExactlyInAnyOrder(
                        "frontdoor_failures_total{failure=\"upstream_connect_refused\",site=\"shop\"} 1.0",
                        "frontdoor_failures_total{failure=\"upstream_bad_response\",site=\"shop\"} 1.0",
                        "frontdoor_failures_total{failure=\"upstream_connect_timeout\",site=\"shop\"} 1.0",
                        "frontdoor_failures_total{failure=\"upstream_response_timeout\",site=\"shop\"} 1.0");
    }

    @Test
    void countsDurationsInBucketsThatIncludeTheirBound() {
        metrics.exchangeEnded(EndedExchange.of(0, "shop", 200, null, 1));
        metrics.exchangeEnded(EndedExchange.of(1, "shop", 200, null, 2));
        metrics.exchangeEnded(EndedExchange.of(1, "shop", 200, null, 100_000));

        assertThat(metrics.scrape().lines())
                .contains(
                        "frontdoor_request_duration_seconds_bucket{site=\"shop\",le=\"0.001\"} 1",
                        "frontdoor_request_duration_seconds_bucket{site=\"shop\",le=\"0.005\"} 2",
                        "frontdoor_request_duration_seconds_bucket{site=\"shop\",le=\"60.0\"} 2",
                        "frontdoor_request_duration_seconds_bucket{site=\"shop\",le=\"+Inf\"} 3",
                        "frontdoor_request_duration_seconds_count{site=\"shop\"} 3",
                        "frontdoor_request_duration_seconds_sum{site=\"shop\"} 100.003");
    }

    @Test
    void asksAtEachScrapeForWhatOtherFloorsRegistered() {
        int[] open = {3};
        metrics.gauge("frontdoor_open_connections", "Open.", () -> open[0]);
        metrics.gauges("frontdoor_certificate_not_after_seconds", "End.", "name", () -> Map.of("shop.test", 1.5e9));
        metrics.counter("frontdoor_log_lines_dropped_total", "Lost.", () -> 7);
        metrics.counters("frontdoor_tls_handshake_failures_total", "Failed.", "cause", () -> Map.of("timeout", 2.0));
        metrics.scrape();
        open[0] = 4;

        assertThat(metrics.scrape().lines())
                .contains(
                        "frontdoor_open_connections 4.0",
                        "frontdoor_certificate_not_after_seconds{name=\"shop.test\"} 1.5E9",
                        "frontdoor_log_lines_dropped_total 7.0",
                        "frontdoor_tls_handshake_failures_total{cause=\"timeout\"} 2.0");
    }
}
