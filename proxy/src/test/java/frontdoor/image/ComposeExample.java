package frontdoor.image;

import static org.awaitility.Awaitility.await;

import frontdoor.fixture.FreePort;
import frontdoor.fixture.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An example of {@code docker/compose} as an operator has it: a copy of the folder, and what runs of it. Only the ports are others: of
 * loopback, and free.
 */
final class ComposeExample implements AutoCloseable {
    static final Path EXAMPLES = Path.of("").toAbsolutePath().getParent().resolve("docker/compose");

    final Path directory;
    final Map<Integer, Integer> ports = new TreeMap<>();

    private final List<String> compose;
    private final Map<String, String> environment =
            new TreeMap<>(Map.of("LEGACY_IMAGE", LocalImages.LEGACY, "COMPOSE_HTTP_TIMEOUT", "600"));

    private ComposeExample(Path directory, String project) {
        this.directory = directory;
        this.compose =
                new ArrayList<>(Program.named("docker-compose").command(List.of("-p", project, "-f", "compose.yaml")));
    }

    /** The example of this name, below {@code parent}. */
    static ComposeExample copy(String name, Path parent) throws IOException {
        Path directory = parent.resolve(name);
        try (Stream<Path> files = Files.walk(EXAMPLES.resolve(name))) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(EXAMPLES.resolve(name).relativize(file)));
            }
        }
        ComposeExample example = new ComposeExample(
                directory, "frontdoor-" + name + ProcessHandle.current().pid());
        example.publishOnLoopback();
        return example;
    }

    private void publishOnLoopback() throws IOException {
        for (int port : List.of(80, 443, 9090)) {
            ports.put(port, FreePort.take());
        }
        environment.put("HTTP_PORT", "" + ports.get(80));
        environment.put("HTTPS_PORT", "" + ports.get(443));
        String text = Files.readString(directory.resolve("compose.yaml"));
        for (Map.Entry<Integer, Integer> port : ports.entrySet()) {
            text = text.replace(
                    "- \"%1$d:%1$d\"".formatted(port.getKey()),
                    "- \"127.0.0.1:%d:%d\"".formatted(port.getValue(), port.getKey()));
        }
        text = text.replace("- \"${HTTP", "- \"127.0.0.1:${HTTP")
                .replace("127.0.0.1:9090:", "127.0.0.1:" + ports.get(9090) + ":");
        Files.writeString(directory.resolve("compose.yaml"), text);
    }

    /** Has a variable of the environment say so. */
    void says(String variable, String value) {
        environment.put(variable, value);
    }

    /** Puts a pair that signed itself where the configuration expects one. */
    void makeCertificate() throws IOException, InterruptedException {
        Path certs = Files.createDirectories(directory.resolve("etc/certs"));
        run(List.of(("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 -keyout " + certs
                        + "/privkey.pem -out " + certs
                        + "/fullchain.pem -subj /CN=example.com -addext subjectAltName=DNS:example.com,DNS:www.example.com")
                .split(" ")));
        run(List.of("chmod", "-R", "a+rX", certs.toString()));
    }

    /** Adds to the configuration, which is then another one than in the example: for what only a test has. */
    void configure(String more) throws IOException {
        Path file = directory.resolve("etc/frontdoor.conf");
        Files.writeString(file, Files.readString(file) + more);
    }

    /** Adds services, as a further file of Compose, for what only a test has. */
    void extend(String services) throws IOException {
        Files.writeString(directory.resolve("test.yaml"), services);
        compose.addAll(List.of("-f", "test.yaml"));
    }

    void up() throws IOException, InterruptedException {
        compose("up", "-d");
    }

    /** Everything that the services have said. */
    String logs(String... services) throws IOException, InterruptedException {
        return compose(Stream.concat(Stream.of("logs", "--no-color"), Stream.of(services))
                .toArray(String[]::new));
    }

    String compose(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(compose);
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** What curl gets from the example's ports, once it gets anything: where this file has issued their certificate. */
    String curl(Path trust, String... arguments) {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "--cacert", trust.toString()));
        for (String host : List.of("example.com", "www.example.com")) {
            for (int port : List.of(80, 443)) {
                command.addAll(List.of("--connect-to", host + ":" + port + ":127.0.0.1:" + ports.get(port)));
            }
        }
        command.addAll(List.of(arguments));
        // Several JVMs start at once.
        return await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> run(command), _ -> true);
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + said);
        }
        return said;
    }

    /** Ends it, with its volumes. */
    @Override
    public void close() throws IOException, InterruptedException {
        compose("down", "-v", "-t", "30");
    }
}
