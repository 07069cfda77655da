package frontdoor.image;

import frontdoor.fixture.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Images of other makers' programs, built of those of this machine where no registry answers: each as its maker's own is started. */
final class PeerImages {
    static final String HAPROXY = "frontdoor-haproxy:local";
    static final String PROMETHEUS = "frontdoor-prometheus:local";
    static final String PEBBLE = "frontdoor-pebble:local";

    private PeerImages() {}

    static void haproxy() throws IOException, InterruptedException {
        make(
                HAPROXY,
                "CMD [\"haproxy\", \"-W\", \"-db\", \"-f\", \"/usr/local/etc/haproxy/haproxy.cfg\"]\nUSER 65534",
                Program.named("haproxy").file());
    }

    static void prometheus() throws IOException, InterruptedException {
        make(
                PROMETHEUS,
                "ENTRYPOINT [\"prometheus\"]\n"
                        + "CMD [\"--config.file=/etc/prometheus/prometheus.yml\", \"--storage.tsdb.path=/prometheus\"]",
                Program.named("prometheus").file());
    }

    /** An authority that reads its configuration from /pebble. */
    static void pebble(Path program) throws IOException, InterruptedException {
        make(PEBBLE, "CMD [\"pebble\", \"-config\", \"/pebble/pebble.json\"]\nENV PEBBLE_VA_NOSLEEP=1", program);
    }

    private static void make(String tag, String changes, Path... programs) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", "src/test/resources/image/peer.sh", tag, "ENV PATH=/bin\n" + changes));
        for (Path program : programs) {
            command.add(program.toRealPath().toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + said);
        }
    }
}
