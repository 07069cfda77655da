package frontdoor.audit;

import frontdoor.http.Url;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A host's answers of today on its two usual ports, as far as they decide whether browsers with a policy can reach it.
 *
 * @param text one line on why; empty where nothing needs a reason
 */
public record HostReach(Result result, String text) {
    /** How many hosts are asked at a time. */
    public static final int PARALLEL = 32;
    /** How long asking all of them may take. */
    public static final Duration WHOLE = Duration.ofMinutes(5);

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** The view that browsers with a policy have of it. */
    public enum Result {
        /** They reach it. */
        GOOD_TLS("good-tls"),
        /** They see an error that nobody can click away. */
        BAD_TLS("bad-tls"),
        /** They cannot reach what others reach. */
        PLAINTEXT_ONLY("plaintext-only"),
        /** Nobody reaches it. */
        DEAD("dead"),
        /** The time was up before it was asked. */
        NOT_ASKED("not-asked");

        private final String text;

        Result(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Asks every one of {@code hosts}; blocks, for five minutes at most. */
    public static Map<String, HostReach> of(Collection<String> hosts, Network network) {
        Patience whole = Patience.in(WHOLE);
        Client client = new Client(network, whole);
        Map<String, CompletableFuture<HostReach>> asked = new LinkedHashMap<>();
        Map<String, HostReach> probes = new LinkedHashMap<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(PARALLEL, Thread.ofVirtual().factory())) {
            hosts.forEach(host ->
                    asked.put(host, CompletableFuture.supplyAsync(() -> of(client, whole, host), threads)));
            asked.forEach((host, probe) -> probes.put(host, probe.join()));
        }
        return probes;
    }

    private static HostReach of(Client client, Patience whole, String host) {
        if (whole.passed()) {
            return new HostReach(Result.NOT_ASKED, "the time for asking was up");
        }
        SecureProbe secure = SecureProbe.of(client, Url.root(true, host, HTTPS_PORT), 1);
        if (secure.hasGoodTls() || !(secure.verified() instanceof NoAnswer none)) {
            return new HostReach(Result.GOOD_TLS, "");
        }
        if (secure.tls() != null) {
            return new HostReach(Result.BAD_TLS, none.text());
        }
        Reply plaintext = client.get(Url.root(false, host, HTTP_PORT), false);
        boolean listens = !(plaintext instanceof NoAnswer nothing) || nothing.stage() == NoAnswer.Stage.ANSWER;
        if (listens) {
            return new HostReach(Result.PLAINTEXT_ONLY, none.text());
        }
        return none.stage() == NoAnswer.Stage.HANDSHAKE
                ? new HostReach(Result.BAD_TLS, none.text())
                : new HostReach(Result.DEAD, none.text());
    }
}
