package frontdoor.supervisor;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service manager that has started the process, if one has: sd_listen_fds(3) and sd_notify(3). Needs one of Netty's native transports.
 *
 * <h2>Threads</h2>
 *
 * Any; a word to it never waits.
 */
public final class ServiceManager {
    private static final Logger log = LoggerFactory.getLogger(ServiceManager.class);
    /** SD_LISTEN_FDS_START. */
    private static final int FIRST = 3;

    private static final int MOST = 1024;

    private final Map<String, String> environment;
    private final long process;

    ServiceManager(Map<String, String> environment, long process) {
        this.environment = environment;
        this.process = process;
    }

    /** That of this process. */
    public static ServiceManager ofProcess() {
        return new ServiceManager(System.getenv(), ProcessHandle.current().pid());
    }

    /** The sockets that it has bound for this process; may be none. */
    public List<Integer> sockets() {
        boolean ours = number("LISTEN_PID").filter(pid -> pid == process).isPresent();
        int count = ours
                ? number("LISTEN_FDS").map(many -> Math.clamp(many, 0, MOST)).orElse(0)
                : 0;
        return IntStream.range(FIRST, FIRST + count).boxed().toList();
    }

    /** How often it wants to hear that the process is well; empty for never. */
    public Optional<Duration> watchdog() {
        boolean ours = !environment.containsKey("WATCHDOG_PID")
                || number("WATCHDOG_PID").filter(pid -> pid == process).isPresent();
        // Half of it, as sd_watchdog_enabled(3) says.
        return ours
                ? number("WATCHDOG_USEC").filter(micros -> micros > 1).map(micros -> Duration.ofNanos(micros * 500))
                : Optional.empty();
    }

    private Optional<Long> number(String name) {
        String value = environment.getOrDefault(name, "");
        return value.matches("\\d{1,15}") ? Optional.of(Long.valueOf(value)) : Optional.empty();
    }

    /** Tells it {@code word}, such as {@code READY=1}; nothing where nobody listens. */
    public void tell(String word) {
        String path = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (path.isEmpty()) {
            return;
        }
        byte[] octets = word.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocateDirect(octets.length).put(octets).flip();
        // An abstract address begins with a zero.
        byte[] address = path.replaceFirst("^@", "\0").getBytes(StandardCharsets.UTF_8);
        Socket socket = null;
        try {
            socket = Socket.newSocketDomainDgram();
            var _ = socket.sendToDomainSocket(buffer, 0, octets.length, address);
        } catch (IOException | LinkageError failed) {
            log.atWarn().addKeyValue("reason", failed.toString()).log("the service manager cannot be told how it is");
        } finally {
            close(socket);
        }
    }

    private static void close(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException _) {
            // The system closes it with the process.
        }
    }
}
