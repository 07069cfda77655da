package frontdoor.development;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One site in front of one backend, for trying things out on one's own machine.
 *
 * @param name the command, as problems call it
 * @param host the host name it answers for, besides the addresses of {@code ports}
 * @param backend a URL
 */
public record DevelopmentSite(String name, String host, String backend) {
    /** Short: it binds every port of the host name, so every other server that is developed under it. */
    static final Duration MAX_AGE = Duration.ofMinutes(5);

    /** Who tries things out ends them often, and waits for no slow visitor. */
    private static final Duration DRAIN = Duration.ofSeconds(3);

    /** What an operator would have written for it. */
    String toHocon(DevelopmentPorts ports, Path chain, Path key, Path stateDirectory) {
        return """
                frontdoor {
                  listen {
                    plaintext = %s
                    tls = %s
                    public-tls-port = %d
                  }
                  admin.listen = %s
                  sites.%s {
                    hosts = %s
                    certificate { chain = %s, key = %s }
                    hsts { max-age = %ds }
                    backend = %s
                  }
                  access-log.enabled = false
                  drain-timeout = %ds
                  state-directory = %s
                }
                """.formatted(
                        list(ports.listening(ports.http())),
                        list(ports.listening(ports.https())),
                        ports.https(),
                        quoted("127.0.0.1:" + ports.admin()),
                        name,
                        list(hosts(ports)),
                        quoted(chain.toString()),
                        quoted(key.toString()),
                        MAX_AGE.toSeconds(),
                        quoted(backend),
                        DRAIN.toSeconds(),
                        quoted(stateDirectory.toString()));
    }

    private List<String> hosts(DevelopmentPorts ports) {
        // Addresses get the header as well, but browsers ignore it for them.
        return Stream.concat(Stream.of(host), ports.addresses().stream())
                .distinct()
                .toList();
    }

    private static String list(List<String> values) {
        return values.stream().map(DevelopmentSite::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\') {
                text.append(String.format("\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.append('"').toString();
    }
}
