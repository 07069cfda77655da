package frontdoor.serve;

import frontdoor.admin.AdminPage;
import frontdoor.admin.AdminPages;
import frontdoor.admin.AdminServer;
import frontdoor.admin.Health;
import frontdoor.admin.HealthGate;
import frontdoor.hosts.Networks;
import frontdoor.report.Cause;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener on loopback for a health check that has nothing but a shell: its address stands in a file that is there while the process serves,
 * whatever is configured or being edited. The image names the file.
 *
 * <h2>Closing</h2>
 *
 * {@link #close} removes the listener and, unless another process has taken over and written its own there, the file.
 */
final class HealthAnnouncement implements AutoCloseable {
    /** The system property that names the file; without it nothing is announced. */
    static final String PROPERTY = "frontdoor.health-address-file";

    private static final Logger log = LoggerFactory.getLogger(HealthAnnouncement.class);

    private final Path file;
    private final AdminServer server;

    private HealthAnnouncement(Path file, AdminServer server) {
        this.file = file;
        this.server = server;
    }

    /** Answers {@code /healthz} and {@code /readyz}, if a file is named, and keeps in {@code opened} what has to be closed. */
    static void open(Health health, Opened opened) throws IOException {
        String file = System.getProperty(PROPERTY);
        if (file != null) {
            opened.keep(open(Path.of(file), health));
        }
    }

    private static HealthAnnouncement open(Path file, Health health) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        Map<String, AdminPage> pages = AdminPages.ofHealth(health, () -> "");
        pages.remove(AdminPages.METRICS);
        AdminServer server = AdminServer.open(
                new AdminServer.Entrance(
                        "health check",
                        new InetSocketAddress(loopback, 0),
                        false,
                        new HealthGate(Networks::none),
                        null),
                pages);
        HealthAnnouncement announcement = new HealthAnnouncement(file, server);
        announcement.write();
        return announcement;
    }

    /** As a whole: whoever reads it finds an address or no file. A process whose health cannot be asked for serves all the same. */
    private void write() {
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(whole, line());
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            log.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", Cause.inWords(failed))
                    .log("health checks are not told whom to ask");
        }
    }

    private String line() {
        return NetUtil.toSocketAddressString(server.address()) + "\n";
    }

    @Override
    public void close() {
        try {
            if (Files.readString(file).equals(line())) {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            // Whoever asks there finds nobody.
        }
        server.close();
    }
}
