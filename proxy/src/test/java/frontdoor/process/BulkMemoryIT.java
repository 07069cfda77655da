package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Bodies far larger than the memory there is, while another client reads nothing of its download and another backend reads nothing
 * of its upload: resident memory stays flat. 256 MiB each way, with {@code FRONTDOOR_SOAK=1} 4 GiB.
 */
class BulkMemoryIT {
    private static final long OCTETS = "1".equals(System.getenv("FRONTDOOR_SOAK")) ? 4L << 30 : 256L << 20;
    /** What the first few MiB may leave behind: code that is compiled, arenas that grow to their size. */
    private static final long WARM_UP = 64L << 20;

    private static final long GROWTH_KIB = 40 << 10;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @TempDir
    Path directory;

    private StreamBackend streams;
    private FrontdoorProcess frontdoor;

    @BeforeEach
    void start() throws IOException {
        streams = StreamBackend.start();
        SiteFiles site = new SiteFiles(directory, streams.port(), streams.port())
                .listening("listen { plaintext = [], tls = [\"127.0.0.1:0\"], timeouts { client-write = 1h } }");
        frontdoor = FrontdoorProcess.serve(directory, site.configuration(), "-Xmx64m", "-XX:MaxDirectMemorySize=64m");
    }

    @AfterEach
    void stop() throws IOException {
        frontdoor.close();
        streams.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"--http1.1", "--http2"})
    void keepsMemoryFlat(String version) throws Exception {
        try (TlsClient stalledReader = TlsClient.connect(frontdoor.tlsPort());
                TlsClient stalledUpload = TlsClient.connect(frontdoor.tlsPort())) {
            stalledReader.ask("/stream/get/" + OCTETS);
            // Its end would else wait for the lock of the write that is stuck, until the front door ends the
            // connection.
            stalledUpload.resetAtClose();
            Thread.ofVirtual().start(() -> uploadUntilStuck(stalledUpload));
            download(version, WARM_UP);
            upload(version, WARM_UP);
            long before = frontdoor.residentKib();
            AtomicLong peak = new AtomicLong();
            ScheduledExecutorService sampling = Executors.newSingleThreadScheduledExecutor();
            var _ = sampling.scheduleAtFixedRate(
                    () -> peak.accumulateAndGet(frontdoor.residentKib(), Math::max), 0, 100, TimeUnit.MILLISECONDS);
            download(version, OCTETS);
            long afterDownload = peak.get();
            upload(version, OCTETS);
            sampling.shutdown();
            LoggerFactory.getLogger(BulkMemoryIT.class)
                    .atInfo()
                    .addKeyValue("version", version)
                    .addKeyValue("octets", OCTETS)
                    .addKeyValue("resident-before-kib", before)
                    .addKeyValue("peak-download-kib", afterDownload)
                    .addKeyValue("peak-kib", peak)
                    .log("memory");
            assertThat(peak.get()).isBetween(before / 2, before + GROWTH_KIB);
        }
        assertThat(frontdoor.log()).doesNotContain("OutOfMemory", "ERROR");
    }

    private static void uploadUntilStuck(TlsClient client) {
        try {
            client.send(("POST /stream/stall HTTP/1.1\r\nHost: " + SiteFiles.HOST + "\r\nContent-Length: " + OCTETS
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] piece = new byte[1 << 16];
            for (long left = OCTETS; left > 0; left -= piece.length) {
                client.send(piece);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void download(String version, long octets) throws IOException, InterruptedException {
        assertThat(curl(version, "/stream/get/" + octets, "-o", "/dev/null", "-w", "%{http_code} %{size_download}"))
                .isEqualTo("200 " + octets);
    }

    private void upload(String version, long octets) throws IOException, InterruptedException {
        Path hole = directory.resolve("zeros" + octets);
        try (RandomAccessFile file = new RandomAccessFile(hole.toFile(), "rw")) {
            file.setLength(octets);
        }
        assertThat(curl(version, "/stream/put", "-T", hole.toString(), "-w", " %{http_code}"))
                .isEqualTo(octets + " 200");
    }

    private String curl(String version, String path, String... options) throws IOException, InterruptedException {
        String authority = SiteFiles.HOST + ":" + frontdoor.tlsPort();
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-sSk",
                version,
                "-H",
                "Expect:",
                "--resolve",
                authority + ":127.0.0.1",
                "https://" + authority + path));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
